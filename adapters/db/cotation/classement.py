"""The candidates of the sessions, ranked by the points of that day, beside the ranking of the commission."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, Select, and_, case, cast, exists, func, or_, select, true

from adapters.db.cotation.candidats import candidats_cotes
from adapters.db.cotation.departage import par_points
from adapters.db.cotation.simulations import du_territoire
from adapters.db.cotation.tables import grilles
from adapters.db.referentiel.memory import Communes
from domain.cotation.statistiques.queries import FiltreDAttributions
from domain.cotation.vocabulary import Population
from domain.organismes.acteur import Perimetre

A, G = candidats_cotes.c, grilles.c
LAST = 32_000


def _candidates(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """Every candidate of the sessions of the period, ranked by the points of that day."""
    dwelling = (A.seance_id, A.bien_id)
    wanted: list[ColumnElement[bool]] = [
        A.departement == perimetre.departement,
        A.decide_le >= du,
        A.decide_le <= au,
        du_territoire(perimetre, A.epci, communes),
    ]
    if filtre.epci:
        wanted.append(A.epci == filtre.epci)
    if filtre.bailleur_id:
        wanted.append(A.bailleur_id == filtre.bailleur_id)
    if filtre.reservataire_id:
        wanted.append(A.reservataire_id == filtre.reservataire_id)
    if filtre.typologie:
        wanted.append(A.typologie == filtre.typologie.value)
    if filtre.grille_id:
        wanted.append(_scored_by(filtre.grille_id))
    return select(
        *candidats_cotes.c,
        func.count(A.points).over(partition_by=dwelling).label("cotes"),
        func.row_number().over(partition_by=dwelling, order_by=par_points(A, A.proposition_id)).label("place"),
    ).where(*wanted)


def _scored_by(grille_id: UUID) -> ColumnElement[bool]:
    """Decided while this version scored such a demande."""
    whose = case((G.population == Population.TOUS, true()), else_=A.mutation == (G.population == Population.MUTATION))
    return exists().where(
        G.departement == A.departement,
        G.id == grille_id,
        G.epci == A.epci,
        G.effet_du <= A.decide_le,
        or_(G.effet_au.is_(None), A.decide_le <= G.effet_au),
        whose,
    )


def attributions_of(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """Those who were given the dwelling, with how far both rankings agree about it (Kendall's tau-b)."""
    ranked = _candidates(perimetre, filtre, du, au, communes).cte("classes")
    c, one, other = ranked.c, ranked.alias("un"), ranked.alias("autre")
    by_them = func.sign(_rank(other.c) - _rank(one.c))
    by_points = func.sign(one.c.points - other.c.points)
    same_dwelling = and_(
        other.c.seance_id == one.c.seance_id,
        other.c.bien_id == one.c.bien_id,
        other.c.proposition_id > one.c.proposition_id,
        other.c.points.is_not(None),
    )
    pairs = (
        select(
            one.c.seance_id,
            one.c.bien_id,
            func.sum(by_them * by_points).label("accord"),
            func.count(case((by_them != 0, 1))).label("decides"),
            func.count(case((by_points != 0, 1))).label("distincts"),
        )
        .select_from(one.join(other, same_dwelling))
        .where(one.c.points.is_not(None))
        .group_by(one.c.seance_id, one.c.bien_id)
        .subquery("accords")
    )
    p = pairs.c
    tau = p.accord / func.sqrt(func.nullif(cast(p.decides, Float) * p.distincts, 0))
    housed: list[ColumnElement[bool]] = [c.premier]
    if filtre.population is not Population.TOUS:
        housed.append(c.mutation == (filtre.population is Population.MUTATION))
    both = ranked.outerjoin(pairs, and_(p.seance_id == c.seance_id, p.bien_id == c.bien_id))
    return select(*c, tau.label("kendall")).select_from(both).where(*housed)


def _rank(c: Any) -> ColumnElement[int]:
    """As the session ranked them; whoever was not given the dwelling comes after all of them."""
    return case((c.attribue, func.coalesce(c.rang, 1)), else_=LAST)


def passed_over(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """The motives given to those who had more points than the one who was housed."""
    ranked = _candidates(perimetre, filtre, du, au, communes).cte("classes")
    chosen, before = ranked.alias("attributaire"), ranked.alias("avant")
    wanted: list[ColumnElement[bool]] = [chosen.c.premier, chosen.c.points.is_not(None), before.c.motif.is_not(None)]
    if filtre.population is not Population.TOUS:
        wanted.append(chosen.c.mutation == (filtre.population is Population.MUTATION))
    return (
        select(before.c.motif, func.count())
        .select_from(
            chosen.join(
                before,
                and_(
                    before.c.seance_id == chosen.c.seance_id,
                    before.c.bien_id == chosen.c.bien_id,
                    before.c.place < chosen.c.place,
                ),
            )
        )
        .where(*wanted)
        .group_by(before.c.motif)
    )
