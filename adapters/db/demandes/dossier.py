"""A whole file in one statement: the demande, its counter, its scores, its pieces, and the trace of its reader.

Built once: a statement of thirty columns costs more to build than to run.
"""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Insert, Select, and_, bindparam, exists, func, insert, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Uuid

from adapters.db.cotation.tables import cotations
from adapters.db.demandes.tables import consultations, delais_depasses, demandes, nirs
from adapters.db.demandes.visible import JAMAIS_MONTREES, Limite, concerned_by, limite_of, limits, recherche_visible
from adapters.db.organismes.tables import organismes
from adapters.db.pieces.tables import pieces
from adapters.db.prepared import Prepared
from adapters.db.publics.tables import labels_of
from domain.demandes.codes import EtatDemande
from domain.organismes.acteur import Acteur, Perimetre
from domain.pieces.codes import TYPES_D_IDENTITE, EtatPiece
from domain.tracabilite.codes import ObjetConsulte

D, R = demandes.c, recherche_visible.c
mandataires = organismes.alias("mandataires")

_LECTEUR = ("compte_id", "auteur", "organisme_id", "organisme", "quoi", "correlation")


class Shape(NamedTuple):
    own: bool
    """The applicant's own file."""
    limite: Limite | None
    """To the perimeter."""
    traced: bool


async def read(
    connection: AsyncConnection,
    perimetre: Perimetre,
    acteur: Acteur,
    id: UUID,
    *,
    traced: bool,
    correlation: str | None,
) -> Any | None:
    own = perimetre.demande_id is not None
    values = {"departement": perimetre.departement, "id": id, "organisme_id": perimetre.organisme_id}
    if own:
        values["sienne"] = perimetre.demande_id
    values |= limits(perimetre)
    if traced:
        values |= {"compte_id": acteur.compte_id, "auteur": acteur.libelle, "organisme": acteur.organisme_libelle}
        values |= {"quoi": ObjetConsulte.DOSSIER.value, "correlation": correlation}
    return await _prepared(Shape(own, limite_of(perimetre), traced)).first(connection, values)


@cache
def _prepared(shape: Shape) -> Prepared:
    return Prepared(_statement(shape))


def _statement(shape: Shape) -> Select[Any]:
    shown = and_(D.departement == bindparam("departement"), D.id == bindparam("id"), *_visible(shape))
    statement = (
        select(
            *(c for c in demandes.c),
            organismes.c.nom.label("guichet_nom"),
            organismes.c.telephone.label("guichet_telephone"),
            organismes.c.email.label("guichet_email"),
            mandataires.c.nom.label("mandataire_nom"),
            _points().label("cotations"),
            _nirs().label("nirs_connus"),
            _nirs(nirs.c.a_verifier).label("nirs_a_verifier"),
            delais_depasses.c.depasse_le,
            delais_depasses.c.delai_mois,
            delais_depasses.c.constate_le,
            _identite_deposee().label("identite_deposee"),
            labels_of(D.departement, D.id).label("labels"),
        )
        .outerjoin(organismes, organismes.c.id == D.organisme_id)
        .outerjoin(mandataires, mandataires.c.id == D.mandataire_id)
        .outerjoin(
            delais_depasses,
            and_(delais_depasses.c.departement == D.departement, delais_depasses.c.demande_id == D.id),
        )
        .where(shown)
    )
    return statement.add_cte(_trace(shown).cte("trace")) if shape.traced else statement


def _visible(shape: Shape) -> list[ColumnElement[bool]]:
    """queries.visible, with the perimeter in the parameters."""
    if shape.own:
        return [D.id == bindparam("sienne")]
    mine = bindparam("organisme_id", type_=D.organisme_id.type)
    seen = [D.etat.not_in(JAMAIS_MONTREES), or_(D.etat != EtatDemande.BROUILLON, D.organisme_id == mine)]
    if shape.limite:
        here = concerned_by(shape.limite, mine)
        there = exists().where(R.departement == D.departement, R.demande_id == D.id, here)
        seen.append(or_(D.mandataire_id == mine, there))
    return seen


def _trace(shown: ColumnElement[bool]) -> Insert:
    lecteur = [bindparam(name, type_=consultations.c[name].type) for name in _LECTEUR]
    return insert(consultations).from_select(
        ["departement", "demande_id", *_LECTEUR], select(D.departement, D.id, *lecteur).where(shown)
    )


def _points() -> Any:
    c = cotations.c
    line = func.jsonb_build_array(c.epci, c.total_verifie, c.total_declare)
    return (
        select(func.jsonb_agg(aggregate_order_by(line, c.epci)))
        .where(c.departement == D.departement, c.demande_id == D.id, c.total_verifie.is_not(None))
        .scalar_subquery()
    )


def _nirs(*only: ColumnElement[bool]) -> Any:
    return (
        select(func.array_agg(nirs.c.personne_id, type_=ARRAY(Uuid)))
        .where(nirs.c.departement == D.departement, nirs.c.demande_id == D.id, *only)
        .scalar_subquery()
    )


def _identite_deposee() -> ColumnElement[bool]:
    return exists().where(
        pieces.c.departement == D.departement,
        pieces.c.demande_id == D.id,
        pieces.c.type.in_(TYPES_D_IDENTITE),
        pieces.c.etat != EtatPiece.REFUSEE,
    )
