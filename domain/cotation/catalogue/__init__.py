"""Le catalogue fermé des champs : rien d'autre ne peut entrer dans un calcul de points.

La nationalité, le sexe, le nom et l'adresse n'y sont pas, et n'ont pas à y être
(loi n° 2008-496 du 27 mai 2008 ; CCH L441-1).
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from domain.cotation.catalogue import (
    demande,
    foyer,
    logement_actuel,
    logement_recherche,
    motifs,
    priorites,
    revenus,
    travail,
)
from domain.cotation.champs import Champ

_CHAMPS: Final = (
    *demande.CHAMPS,
    *priorites.CHAMPS,
    *motifs.CHAMPS,
    *logement_actuel.CHAMPS,
    *foyer.CHAMPS,
    *travail.CHAMPS,
    *revenus.CHAMPS,
    *logement_recherche.CHAMPS,
)
"""Dans l'ordre où le registre les montre."""

CATALOGUE: Final[Mapping[str, Champ]] = MappingProxyType({champ.code: champ for champ in _CHAMPS})

_NOMS: Final = {nom: champ for champ in _CHAMPS for nom in (champ.code, *champ.autres_noms)}


def champ_nomme(nom: str) -> Champ | None:
    """Le champ de ce nom ; aucun s'il n'est pas au catalogue."""
    return _NOMS.get(nom)


def noms_proches(nom: str) -> list[str]:
    """Les champs qu'une faute de frappe pourrait viser."""
    return get_close_matches(nom, _NOMS, n=3)
