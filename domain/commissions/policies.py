"""Qui peut faire quoi dans une commission, et sinon pourquoi."""

from uuid import UUID

from domain.commissions.errors import CommissionCloturee, CommissionDUnAutre, CommissionIntrouvable
from domain.commissions.model import Seance
from domain.kernel.errors import DomainError
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit

ERREURS: dict[str, type[DomainError]] = {
    "droit-manquant": DroitManquant,
    "commission-cloturee": CommissionCloturee,
    "commission-d-un-autre-organisme": CommissionDUnAutre,
}


def est_visible(perimetre: Perimetre, departement: str, organisme_id: UUID) -> bool:
    """Une commission est connue de son bailleur et du gestionnaire du fichier."""
    return departement == perimetre.departement and (perimetre.tout_organisme or perimetre.organisme_id == organisme_id)


def exiger_visible(acteur: Acteur, seance: Seance) -> None:
    if not est_visible(acteur.perimetre, seance.departement, seance.organisme_id):
        raise CommissionIntrouvable("Cette commission est introuvable.")


def raison_organisme(acteur: Acteur, organisme_id: UUID) -> Raison | None:
    if acteur.est_le_fichier or acteur.organisme_id == organisme_id:
        return None
    return Raison(
        code="commission-d-un-autre-organisme",
        phrase="Cette commission est celle d'un autre bailleur : lui seul y inscrit des candidats et y décide.",
    )


def raisons(acteur: Acteur, seance: Seance, droit: Droit) -> tuple[Raison, ...]:
    trouvees = (
        raison_droit(acteur, droit),
        raison_organisme(acteur, seance.organisme_id),
        seance.raison_cloturee(),
    )
    return tuple(r for r in trouvees if r is not None)


def exiger(acteur: Acteur, seance: Seance, droit: Droit) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    exiger_visible(acteur, seance)
    opposees = raisons(acteur, seance, droit)
    if opposees:
        raise ERREURS[opposees[0].code](f"{opposees[0].phrase} Rien n'a été changé.", raisons=opposees)


def actions(acteur: Acteur, seance: Seance, sans_decision: int) -> tuple[ActionPossible, ...]:
    opposees = raisons(acteur, seance, Droit.COMMISSIONS_DECIDER)
    inscription = raisons(acteur, seance, Droit.PROPOSITIONS_ECRIRE)
    qui = "le bailleur qui tient la commission"
    return (
        action("inscrire", "Inscrire un candidat", *inscription, qui=qui),
        action("decider", "Enregistrer une décision", *opposees, qui=qui),
        action("cloturer", "Clôturer la commission", *opposees, raison_decisions(sans_decision), qui=qui),
    )


def raison_decisions(sans_decision: int) -> Raison | None:
    """Une commission se clôt quand chaque candidat a sa décision."""
    if not sans_decision:
        return None
    qui = "1 candidat n'a" if sans_decision == 1 else f"{sans_decision} candidats n'ont"
    return Raison(
        code="decisions-manquantes",
        phrase=f"{qui} pas encore de décision. Décidez pour chacun, ou annulez sa proposition.",
        parametres={"sans_decision": sans_decision},
    )
