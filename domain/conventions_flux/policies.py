"""Qui peut faire quoi sur une convention de flux, et sinon pourquoi."""

from datetime import date
from uuid import UUID

from domain.conventions_flux.errors import ConventionDUnAutre, ConventionIntrouvable
from domain.conventions_flux.model import Convention
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.policies import exiger, raison_droit


def est_partie(perimetre: Perimetre, bailleur_id: UUID, reservataire_id: UUID) -> bool:
    """Une convention n'est connue que de ses deux parties et du gestionnaire du fichier."""
    return perimetre.tout_organisme or perimetre.organisme_id in (bailleur_id, reservataire_id)


def exiger_visible(acteur: Acteur, convention: Convention) -> None:
    perimetre = acteur.perimetre
    if convention.departement != perimetre.departement or not est_partie(
        perimetre, convention.bailleur_id, convention.reservataire_id
    ):
        raise ConventionIntrouvable("Cette convention est introuvable.")


def exiger_de_signer(acteur: Acteur, bailleur_id: UUID, reservataire_id: UUID) -> None:
    """Le bailleur, le réservataire ou le gestionnaire enregistre la convention qu'ils ont signée."""
    exiger(acteur, Droit.CONVENTIONS_ECRIRE)
    if not est_partie(acteur.perimetre, bailleur_id, reservataire_id):
        raise ConventionDUnAutre(
            "Votre organisme n'est ni le bailleur ni le réservataire de cette convention. "
            "L'un des deux, ou le gestionnaire du fichier, peut l'enregistrer."
        )


def raisons(acteur: Acteur, convention: Convention, le: date) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à un avenant ou à une résiliation aujourd'hui."""
    trouvees = (convention.raison_terminee(le), raison_droit(acteur, Droit.CONVENTIONS_ECRIRE))
    return tuple(r for r in trouvees if r is not None)


def actions(acteur: Acteur, convention: Convention, le: date) -> tuple[ActionPossible, ...]:
    opposees = raisons(acteur, convention, le)
    qui = "le référent de votre organisme"
    return (
        action("avenant", "Enregistrer un avenant", *opposees, qui=qui),
        action("resilier", "Résilier", *opposees, qui=qui),
    )
