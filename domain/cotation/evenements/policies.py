"""Qui note un fait de la vie d'une demande, qui dit qu'un logement refusé était adapté, et sinon pourquoi."""

from typing import Final

from domain.cotation.evenements.errors import EvenementDeVieImpossible
from domain.cotation.faits import EvenementNote
from domain.cotation.vocabulary import NOTES_PAR_UN_AGENT, REFUS, TypeEvenement
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
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


def exiger_de_noter(acteur: Acteur, demande: Demande, *raisons: Raison | None) -> None:
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.DEMANDES_VALIDER)
    opposees = [raison for raison in (raison_etat(demande.etat), *raisons) if raison is not None]
    if opposees:
        raise EvenementDeVieImpossible(f"{opposees[0].phrase} Rien n'a été changé.", raisons=opposees)


def actions(acteur: Acteur, etat: EtatDemande) -> list[ActionPossible]:
    return [action("noter", "Noter un fait", raison_droit(acteur, Droit.DEMANDES_VALIDER), raison_etat(etat), qui=QUI)]


def actions_sur(acteur: Acteur, etat: EtatDemande, evenement: EvenementNote) -> list[ActionPossible]:
    droit, active = raison_droit(acteur, Droit.DEMANDES_VALIDER), raison_etat(etat)
    pas_un_refus, du_fichier = raison_de_qualifier(evenement), raison_de_retirer(evenement)
    return [
        action(
            "qualifier", "Dire s'il était adapté", pas_un_refus, droit, active, qui=QUI, montrer=pas_un_refus is None
        ),
        action("retirer", "Retirer", du_fichier, droit, active, qui=QUI, montrer=du_fichier is None),
    ]
