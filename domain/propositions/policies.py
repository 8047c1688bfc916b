"""Qui peut faire quoi sur une proposition, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from domain.kernel.errors import DomainError
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit
from domain.propositions.errors import (
    BienDejaAttribue,
    BienDUnAutre,
    DelaiDeReponseDepasse,
    DemandeDejaLogee,
    DemandeDejaRetenue,
    PropositionImpossible,
    PropositionIntrouvable,
    RangPrecedentEnAttente,
)
from domain.propositions.model import Acte, Proposition
from domain.propositions.rules import (
    Contexte,
    raison_bien_pris,
    raison_demande_engagee,
    raison_demande_inactive,
    raison_demande_retenue,
    raison_demande_tenue,
    raison_rang,
)

LIBELLES: Mapping[Acte, str] = {
    Acte.INSCRIRE: "Inscrire en commission",
    Acte.NOTIFIER: "Proposer le logement au candidat",
    Acte.ACCEPTER: "Enregistrer l'accord du candidat",
    Acte.REFUSER: "Enregistrer le refus du candidat",
    Acte.SIGNER_LE_BAIL: "Enregistrer la signature du bail",
    Acte.ANNULER: "Annuler la proposition",
}
ACTES_DE_L_AGENT = tuple(LIBELLES)
LIBELLES_DU_DEMANDEUR: Mapping[Acte, str] = {
    Acte.ACCEPTER: "J'accepte ce logement",
    Acte.REFUSER: "Je refuse ce logement",
}

ERREURS: Mapping[str, type[DomainError]] = {
    "droit-manquant": DroitManquant,
    "bien-d-un-autre-organisme": BienDUnAutre,
    "delai-depasse": DelaiDeReponseDepasse,
    "bien-pris": BienDejaAttribue,
    "demande-engagee": DemandeDejaLogee,
    "demande-retenue": DemandeDejaRetenue,
    "demande-tenue": DemandeDejaRetenue,
    "rang-en-attente": RangPrecedentEnAttente,
}


def exiger_visible(acteur: Acteur, proposition: Proposition) -> None:
    """Les partenaires du département voient ses propositions ; un demandeur ne voit que les siennes."""
    visible = proposition.departement == acteur.departement
    if acteur.sorte is SorteActeur.DEMANDEUR:
        visible = visible and proposition.demande_id == acteur.perimetre.demande_id
    if not visible:
        raise PropositionIntrouvable("Cette proposition est introuvable.")


def raison_organisme(acteur: Acteur, organisme_id: UUID) -> Raison | None:
    """Un logement se propose par son bailleur."""
    if acteur.est_le_fichier or acteur.organisme_id == organisme_id:
        return None
    return Raison(
        code="bien-d-un-autre-organisme",
        phrase="Ce logement appartient à un autre bailleur : lui seul peut faire avancer la proposition.",
    )


def raisons(acteur: Acteur, proposition: Proposition, acte: Acte, contexte: Contexte, le: date) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte, pour cet acteur, aujourd'hui."""
    trouvees: list[Raison | None] = []
    if acteur.sorte is not SorteActeur.DEMANDEUR:
        trouvees.append(raison_droit(acteur, Droit.PROPOSITIONS_ECRIRE))
        trouvees.append(raison_organisme(acteur, proposition.organisme_id))
    etat = proposition.raison_etat(acte)
    trouvees.append(etat)
    if etat is None:
        trouvees += _raisons_du_contexte(proposition, acte, contexte, le)
    return tuple(r for r in trouvees if r is not None)


def _raisons_du_contexte(
    proposition: Proposition, acte: Acte, contexte: Contexte, le: date
) -> tuple[Raison | None, ...]:
    match acte:
        case Acte.INSCRIRE:
            return (
                raison_bien_pris(contexte),
                raison_demande_inactive(contexte),
                raison_demande_engagee(contexte),
                raison_demande_tenue(contexte),
                raison_demande_retenue(contexte),
            )
        case Acte.NOTIFIER:
            return (
                raison_bien_pris(contexte),
                raison_demande_inactive(contexte),
                raison_demande_engagee(contexte),
                raison_demande_retenue(contexte),
                raison_rang(contexte),
            )
        case Acte.ACCEPTER:
            return (
                proposition.raison_delai(le),
                raison_bien_pris(contexte),
                raison_demande_inactive(contexte),
                raison_demande_engagee(contexte),
            )
        case Acte.REFUSER:
            return (proposition.raison_delai(le),)
        case _:
            return ()


def exiger(acteur: Acteur, proposition: Proposition, acte: Acte, contexte: Contexte, le: date) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    exiger_visible(acteur, proposition)
    opposees = raisons(acteur, proposition, acte, contexte, le)
    if opposees:
        raise erreur(opposees[0], opposees)


def erreur(raison: Raison, opposees: tuple[Raison, ...] = ()) -> DomainError:
    kind = ERREURS.get(raison.code, PropositionImpossible)
    return kind(f"{raison.phrase} Rien n'a été changé.", raisons=opposees or (raison,))


def actions(acteur: Acteur, proposition: Proposition, contexte: Contexte, le: date) -> tuple[ActionPossible, ...]:
    """Les boutons de l'écran : permis, ou grisés avec leur raison et la personne à joindre."""
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return tuple(
            action(a.value, libelle, *raisons(acteur, proposition, a, contexte, le), qui="le bailleur")
            for a, libelle in LIBELLES_DU_DEMANDEUR.items()
        )
    return tuple(
        action(a.value, LIBELLES[a], *raisons(acteur, proposition, a, contexte, le), qui="le bailleur du logement")
        for a in ACTES_DE_L_AGENT
    )
