"""Qui voit un bien, qui y agit, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from domain.biens.errors import BienDansUnAutreEtat, BienIntrouvable, ReserveAuBailleur
from domain.biens.model import Bien
from domain.biens.vacance import Acte
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit

LIBELLES: dict[Acte, str] = {
    Acte.MODIFIER: "Modifier",
    Acte.LIBERER: "Déclarer la libération",
    Acte.RETIRER: "Retirer de la location",
    Acte.RELOUER: "Déclarer une nouvelle vacance",
}
"""Les actes du bailleur sur sa fiche. Les autres viennent des propositions et des commissions."""


def est_visible(acteur: Acteur, bien: Bien) -> bool:
    """Le bailleur voit ses biens, le réservataire ceux de son contingent, le gestionnaire tous."""
    perimetre = acteur.perimetre
    if bien.departement != perimetre.departement:
        return False
    concernes = {bien.organisme_id, bien.conditions.reservataire_id}
    return perimetre.tout_organisme or perimetre.organisme_id in concernes - {None}


def exiger_visible(acteur: Acteur, bien: Bien) -> None:
    """Hors de son périmètre, un bien n'existe pas."""
    if not est_visible(acteur, bien):
        raise BienIntrouvable("Ce bien est introuvable.")


def raison_bailleur(acteur: Acteur, bien: Bien) -> Raison | None:
    """Seul le bailleur écrit sur son bien."""
    if acteur.est_le_fichier or acteur.organisme_id == bien.organisme_id:
        return None
    return Raison(code="reserve-au-bailleur", phrase="Seul le bailleur de ce logement peut faire cela.")


def raisons(acteur: Acteur, bien: Bien, acte: Acte) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte, pour cet acteur, aujourd'hui."""
    trouvees = (
        raison_bailleur(acteur, bien),
        raison_droit(acteur, Droit.BIENS_ECRIRE),
        bien.raison_etat(acte),
    )
    return tuple(r for r in trouvees if r is not None)


def exiger(acteur: Acteur, bien: Bien, acte: Acte) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    exiger_visible(acteur, bien)
    for raison in raisons(acteur, bien, acte):
        kind = {"droit-manquant": DroitManquant, "reserve-au-bailleur": ReserveAuBailleur}.get(
            raison.code, BienDansUnAutreEtat
        )
        raise kind(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])


def actions(acteur: Acteur, bien: Bien) -> tuple[ActionPossible, ...]:
    """Les boutons de la fiche : permis, ou grisés avec leur raison."""
    return tuple(
        action(acte.value, libelle, *raisons(acteur, bien, acte), qui="le bailleur du logement")
        for acte, libelle in LIBELLES.items()
    )
