"""Qui planifie le calendrier de la cotation : le gestionnaire du fichier."""

from datetime import datetime

from domain.cotation.deploiement.model import raison_annuler
from domain.kernel.raisons import ActionPossible, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import raison_droit

QUI = "Le gestionnaire du fichier"


def action_planifier(acteur: Acteur) -> ActionPossible:
    droit = raison_droit(acteur, Droit.ACTUALITES_ECRIRE)
    return action("planifier", "Planifier un rendez-vous", droit, qui=QUI, montrer=droit is None)


def action_annuler(acteur: Acteur, debut: datetime, annule_le: datetime | None, le: datetime) -> ActionPossible:
    droit, close = raison_droit(acteur, Droit.ACTUALITES_ECRIRE), raison_annuler(debut, annule_le, le)
    return action("annuler", "Annuler", droit, close, qui=QUI, montrer=droit is None and close is None)
