"""Qui publie une annonce, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from collections.abc import Iterable
from uuid import UUID

from domain.annonces.errors import AnnonceDejaPubliee, AnnonceDejaRetiree, AnnonceIntrouvable, BienNonPubliable
from domain.annonces.model import Acte, Annonce
from domain.annonces.rules import raison_publication
from domain.biens.errors import ReserveAuBailleur
from domain.biens.model import Bien
from domain.biens.policies import est_visible, raison_bailleur
from domain.kernel.errors import DomainError
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit

LIBELLES: dict[Acte, str] = {
    Acte.PUBLIER: "Publier une annonce",
    Acte.MODIFIER: "Modifier l'annonce",
    Acte.RETIRER: "Retirer l'annonce",
}
ERREURS: dict[str, type[DomainError]] = {
    "droit-manquant": DroitManquant,
    "reserve-au-bailleur": ReserveAuBailleur,
    "annonce-deja-publiee": AnnonceDejaPubliee,
    "annonce-retiree": AnnonceDejaRetiree,
}


def exiger_visible(acteur: Acteur, bien: Bien) -> None:
    """Une annonce se voit côté partenaires comme son bien."""
    if not est_visible(acteur, bien):
        raise AnnonceIntrouvable("Cette annonce est introuvable.")


def raison_deja_publiee(existante: UUID | None) -> Raison | None:
    """Une vacance n'a qu'une annonce à la fois."""
    if existante is None:
        return None
    return Raison(
        code="annonce-deja-publiee",
        phrase="Une annonce existe déjà pour ce logement : prolongez-la ou retirez-la.",
        parametres={"annonce_id": str(existante)},
    )


def raisons_publier(acteur: Acteur, bien: Bien, existante: UUID | None) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à la publication de ce bien, pour cet acteur, aujourd'hui."""
    trouvees = (*_de_l_acteur(acteur, bien), raison_deja_publiee(existante), raison_publication(bien))
    return tuple(r for r in trouvees if r is not None)


def raisons(acteur: Acteur, bien: Bien, annonce: Annonce, acte: Acte) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte sur l'annonce, pour cet acteur, aujourd'hui."""
    trouvees = [*_de_l_acteur(acteur, bien), annonce.raison_etat()]
    if acte is Acte.MODIFIER:
        trouvees.append(raison_publication(bien))
    return tuple(r for r in trouvees if r is not None)


def _de_l_acteur(acteur: Acteur, bien: Bien) -> tuple[Raison | None, Raison | None]:
    return raison_bailleur(acteur, bien), raison_droit(acteur, Droit.ANNONCES_ECRIRE)


def refuser(raisons: Iterable[Raison]) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    for raison in raisons:
        kind = ERREURS.get(raison.code, BienNonPubliable)
        raise kind(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])


def actions(acteur: Acteur, bien: Bien, annonce: Annonce) -> tuple[ActionPossible, ...]:
    """Les boutons de l'annonce : permis, ou grisés avec leur raison."""
    return tuple(
        action(acte.value, LIBELLES[acte], *raisons(acteur, bien, annonce, acte), qui="le bailleur du logement")
        for acte in (Acte.MODIFIER, Acte.RETIRER)
    )


def action_publier(acteur: Acteur, bien: Bien, existante: UUID | None) -> ActionPossible:
    """Le bouton de la fiche du bien."""
    trouvees = raisons_publier(acteur, bien, existante)
    return action(Acte.PUBLIER.value, LIBELLES[Acte.PUBLIER], *trouvees, qui="le bailleur du logement")
