"""Deux façons d'écrire la même adresse."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from domain.demandes.formulaire import Adresse
from domain.demandes.parametres import PARAMETRES
from domain.kernel.text import normaliser_nom


def cle_de_domicile(adresse: Adresse) -> str | None:
    """« 12, av. de l'Europe » et « 12 AVENUE DE L EUROPE » sont le même domicile ; sans numéro, ce n'en est pas un.

    Une rue entière, un village, une adresse à l'étranger ne disent pas que deux personnes habitent ensemble.
    """
    lue = _NUMEROTEE.match(normaliser_nom(f"{adresse.numero or ''} {adresse.voie}"))
    if lue is None or adresse.etranger or not adresse.commune:
        return None
    numero, indice, voie = lue.groups()
    mots = " ".join(_abreviations().get(mot, mot) for mot in voie.split())
    return f"{numero}{indice or ''} {mots}|{adresse.commune}"


_NUMEROTEE = re.compile(r"(\d+) ?(BIS|TER|QUATER|[A-F])? (.+)")
"""Le numéro, son indice de répétition, la voie."""


@cache
def _abreviations() -> Mapping[str, str]:
    tableau = PARAMETRES.a_la_date("doublons.abreviations_de_voie", date.max).tableau()
    return {court: str(entier) for court, entier in tableau.items()}
