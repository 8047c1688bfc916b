"""Qui règle le portail d'un département : le gestionnaire du fichier, dans ceux où il est habilité."""

from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import raison_droit

QUI = "Le gestionnaire du fichier"


def raison_deja_ouvert(ouvert: bool) -> Raison | None:
    if not ouvert:
        return None
    return Raison(code="portail-deja-ouvert", phrase="Le portail de ce département est déjà ouvert.")


def raison_non_ouvert(ouvert: bool) -> Raison | None:
    if ouvert:
        return None
    return Raison(code="portail-non-ouvert", phrase="Le portail de ce département n'est pas encore ouvert.")


def actions_du_portail(acteur: Acteur, *, ouvert: bool, avec_logo: bool) -> list[ActionPossible]:
    droit = raison_droit(acteur, Droit.PORTAIL_REGLER)
    toujours, sans = (droit, raison_non_ouvert(ouvert)), "Ouvrez d'abord le portail"
    return [
        action("ouvrir", "Ouvrir le portail", droit, raison_deja_ouvert(ouvert), qui=QUI, montrer=not ouvert),
        action("regler", "Enregistrer", *toujours, qui=QUI, montrer=ouvert),
        action("deposer-le-logo", "Changer le logo" if avec_logo else "Déposer un logo", *toujours, qui=sans),
        action("retirer-le-logo", "Retirer le logo", *toujours, qui=sans, montrer=avec_logo),
    ]
