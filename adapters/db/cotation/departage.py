"""The order of the demandes by their points, and the number that decides between equals: written here, read by all.

The number is kept beside the points (`souhaits`, `points_de_liste`, `candidats_cotes`): an index gives the order that
the grid of each demande wants, and two demandes that a grid leaves equal have the same one.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import permutations
from typing import Any

from sqlalchemy import Column, ColumnElement, ScalarSelect, Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from adapters.db.cotation.tables import grilles
from adapters.db.referentiel.tables import communes
from domain.cotation.departage import MOIS_ET_RANG, PAR_DEFAUT, Poids, dire_les_departages, poids
from domain.cotation.grille import Grille
from domain.cotation.vocabulary import Departage, Population, StatutGrille

G, K = grilles.c, communes.c

PAR_POINTS = "points desc, departage"
"""Two demandes that nothing decides between have the same rank."""
PAR_POINTS_PUIS_UN_SEUL = f"{PAR_POINTS}, demande_id"
"""For a list, that shows one after the other."""


def par_points(c: Any, dernier: Column[Any]) -> tuple[ColumnElement[Any], ...]:
    """The same order; whoever has no points comes last."""
    return c.points.desc().nulls_last(), c.departage, dernier


def a_rebours(c: Any, dernier: Column[Any]) -> tuple[ColumnElement[Any], ...]:
    return c.points.asc().nulls_first(), c.departage.desc(), dernier.desc()


def place_par_points(row: Any) -> tuple[int, int, Any]:
    """The same, of rows already read."""
    return -row.points, row.departage, row.demande_id


def departage_of(contenu: ColumnElement[Grille]) -> ColumnElement[str]:
    """What a grid says of it, as `cle` and `lu` take it; nothing when it follows the usual order."""
    return func.jsonb_extract_path_text(contenu, "departage", type_=Text)


def departages_du_lieu(
    departement: ColumnElement[str], commune: ColumnElement[str], le: ColumnElement[date]
) -> ScalarSelect[Any]:
    """What decides between equals in the grids that score for a place that day, as `phrase` takes it."""
    dit = func.array_agg(
        aggregate_order_by(func.concat(G.population, "|", departage_of(G.contenu)), G.effet_du), type_=ARRAY(Text)
    )
    here = (K.code == commune, G.epci == K.epci, G.departement == departement)
    in_force = (G.statut == StatutGrille.PUBLIEE, G.effet_du <= le, G.effet_au.is_(None) | (G.effet_au >= le))
    return select(dit).where(*here, *in_force).scalar_subquery()


def phrase(departages: Sequence[str] | None) -> str:
    dits = (dit.split("|") for dit in departages or ())
    return dire_les_departages({Population(population): lu(texte or None) for population, texte in dits})


def ecrit(departage: Sequence[Departage]) -> str | None:
    return None if tuple(departage) == PAR_DEFAUT else json.dumps([critere.value for critere in departage])


def lu(texte: str | None) -> tuple[Departage, ...]:
    return PAR_DEFAUT if texte is None else tuple(map(Departage, json.loads(texte)))


def cle(departage: str, demande: str) -> str:
    """domain/cotation/departage.py in SQL, from the text of a grid's `departage` and the name of a demande's row."""
    jour = f"({demande}.deposee_le - date '1970-01-01')"
    debut, fin = MOIS_ET_RANG.start, MOIS_ET_RANG.stop
    numero = f"coalesce(cast(substr({demande}.numero_unique, {debut + 1}, {fin - debut}) as bigint), 0)"

    def somme(pese: Poids) -> str:
        return f"{jour} * cast({pese.jour} as bigint) + {numero} * cast({pese.numero} as bigint)"

    whens = " ".join(f"when '{ecrit(autre)}' then {somme(poids(autre))}" for autre in _AUTRES)
    return f"case {departage} {whens} else {somme(poids(PAR_DEFAUT))} end"


def _toutes() -> Iterable[tuple[Departage, ...]]:
    for combien in range(len(Departage) + 1):
        yield from permutations(Departage, combien)


_AUTRES = tuple(autre for autre in _toutes() if autre != PAR_DEFAUT)
