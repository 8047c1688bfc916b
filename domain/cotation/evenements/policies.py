"""Qui note un fait, qui dit qu'un logement refusé était adapté, qui conteste, qui en décide, et sinon pourquoi."""

from collections.abc import Sequence
from typing import Final

from domain.cotation.evenements.errors import ContestationImpossible, EvenementDeVieImpossible
from domain.cotation.evenements.model import Contestation
from domain.cotation.faits import EvenementNote
from domain.cotation.vocabulary import CONTESTABLES, NOTES_PAR_UN_AGENT, REFUS, TypeEvenement
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger, raison_droit

QUI: Final = "Un agent qui instruit les demandes"


def raison_etat(etat: EtatDemande) -> Raison | None:
    if etat is EtatDemande.ACTIVE:
        return None
    return Raison(
        code="demande-pas-active",
        phrase=f"La demande est « {etat.libelle.lower()} » : seule une demande active est cotée.",
        parametres={"etat": etat.value},
    )


def raison_de_qualifier(evenement: EvenementNote) -> Raison | None:
    if evenement.type in REFUS:
        return None
    return Raison(code="pas-un-refus", phrase="Seul un refus porte sur un logement, adapté ou non.")


def raison_de_retirer(evenement: EvenementNote) -> Raison | None:
    if evenement.type in NOTES_PAR_UN_AGENT:
        return None
    libelle = TypeEvenement(evenement.type).libelle
    return Raison(
        code="fait-du-fichier",
        phrase=f"« {libelle} » vient du fichier lui-même : cela se corrige là où c'est arrivé.",
        parametres={"type": evenement.type},
    )


def raison_contestee(evenement: EvenementNote, contestations: Sequence[Contestation]) -> Raison | None:
    ouverte = _ouverte(evenement, contestations)
    if ouverte is None:
        return None
    return Raison(
        code="contestation-en-cours",
        phrase=f"Ce fait est {ouverte.phrase} : c'est la décision qui dira s'il compte encore.",
    )


def raison_de_contester(evenement: EvenementNote) -> Raison | None:
    if evenement.type in CONTESTABLES:
        return None
    return Raison(
        code="pas-un-grief",
        phrase="Seul se conteste ce qui peut coûter des points : un refus, un silence, une déclaration inexacte.",
    )


def raison_decidee(contestation: Contestation) -> Raison | None:
    if contestation.ouverte:
        return None
    return Raison(code="contestation-decidee", phrase="Cette contestation est déjà décidée.")


def raison_de_qui_conteste(acteur: Acteur, contestation: Contestation) -> Raison | None:
    if acteur.compte_id is None or acteur.compte_id != contestation.par_compte_id:
        return None
    return Raison(
        code="sa-propre-contestation", phrase="Vous avez déposé cette contestation : un autre agent en décide."
    )


def exiger_de_noter(acteur: Acteur, demande: Demande, *raisons: Raison | None) -> None:
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.DEMANDES_VALIDER)
    opposees = [raison for raison in (raison_etat(demande.etat), *raisons) if raison is not None]
    if opposees:
        raise EvenementDeVieImpossible(f"{opposees[0].phrase} Rien n'a été changé.", raisons=opposees)


def exiger_de_contester(acteur: Acteur, demande: Demande, *raisons: Raison | None) -> None:
    """Le demandeur conteste pour lui-même ; un partenaire, au nom du demandeur, s'il tient des demandes."""
    exiger_visible(acteur, demande)
    if acteur.sorte is not SorteActeur.DEMANDEUR:
        exiger(acteur, Droit.DEMANDES_ECRIRE)
    _exiger(raison_etat(demande.etat), *raisons)


def exiger_de_decider(acteur: Acteur, demande: Demande, *raisons: Raison | None) -> None:
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.DEMANDES_VALIDER)
    _exiger(raison_etat(demande.etat), *raisons)


def _exiger(*raisons: Raison | None) -> None:
    opposees = [raison for raison in raisons if raison is not None]
    if opposees:
        raise ContestationImpossible(f"{opposees[0].phrase} Rien n'a été changé.", raisons=opposees)


def actions(acteur: Acteur, etat: EtatDemande) -> list[ActionPossible]:
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return []
    return [action("noter", "Noter un fait", raison_droit(acteur, Droit.DEMANDES_VALIDER), raison_etat(etat), qui=QUI)]


def actions_sur(
    acteur: Acteur, etat: EtatDemande, evenement: EvenementNote, contestations: Sequence[Contestation]
) -> list[ActionPossible]:
    droit, active = raison_droit(acteur, Droit.DEMANDES_VALIDER), raison_etat(etat)
    pas_un_refus, du_fichier = raison_de_qualifier(evenement), raison_de_retirer(evenement)
    pas_un_grief, contestee = raison_de_contester(evenement), raison_contestee(evenement, contestations)
    contester = action(
        "contester",
        "Contester",
        pas_un_grief,
        None if acteur.sorte is SorteActeur.DEMANDEUR else raison_droit(acteur, Droit.DEMANDES_ECRIRE),
        active,
        contestee,
        montrer=pas_un_grief is None,
    )
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return [contester]
    return [
        action(
            "qualifier", "Dire s'il était adapté", pas_un_refus, droit, active, qui=QUI, montrer=pas_un_refus is None
        ),
        action("retirer", "Retirer", du_fichier, droit, active, contestee, qui=QUI, montrer=du_fichier is None),
        contester,
    ]


def actions_sur_la_contestation(acteur: Acteur, etat: EtatDemande, contestation: Contestation) -> list[ActionPossible]:
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return []
    return [
        action(
            "decider",
            "Décider",
            raison_decidee(contestation),
            raison_droit(acteur, Droit.DEMANDES_VALIDER),
            raison_etat(etat),
            raison_de_qui_conteste(acteur, contestation),
            qui=QUI,
            montrer=contestation.ouverte,
        )
    ]


def _ouverte(evenement: EvenementNote, contestations: Sequence[Contestation]) -> Contestation | None:
    return next((c for c in contestations if c.ouverte and c.evenement_id == evenement.id), None)
