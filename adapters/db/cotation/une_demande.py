"""The three round trips of one demande that is scored again: its life, what is known of it, what changes.

The first waits for whoever scores its kept facts, and holds them: the second, whose snapshot comes after, sees the
grids of the day, or else a batch that applies newer ones waits and scores these very facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Select,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, Insert, insert

from adapters.db.cotation.conservation import conserver, redevenues_presentes
from adapters.db.cotation.tables import cotations, cotations_passees, faits_de_cotation, grilles
from adapters.db.prepared import Prepared
from domain.cotation.vocabulary import StatutGrille
from domain.pieces.codes import EtatPiece

GRILLE, RESULTAT, FAITS = "grille", "resultat", "faits"
G, C, F = grilles.c, cotations.c, faits_de_cotation.c

VIE = Prepared(
    text(
        "with tenus as (select epci from faits_de_cotation where departement = :d and demande_id = :id"
        " order by epci for no key update)"
        " select 'piece' as sorte, type as code, controlee_le as instant, expire_le as jour, null::boolean as adapte,"
        " null as reference, personne_id, null as epci, null::date as depuis from pieces"
        " where departement = :d and demande_id = :id and etat = :validee"
        " union all select 'evenement', type, null, le, adapte, reference, null, null, null from evenements_de_vie"
        " where departement = :d and demande_id = :id"
        " union all select 'label', code, null, expire_le, null, origine, null, null, null from labellisations"
        " where departement = :d and demande_id = :id and retire_le is null"
        " union all select 'validation', critere, null, expire_le, null, type, null, epci, valide_le"
        " from validations_de_criteres where departement = :d and demande_id = :id"
        " union all select 'tenu', epci, null, null, null, null, null, null, null from tenus"
    ).bindparams(validee=EtatPiece.VALIDEE.value)
)

TENIR = Prepared(
    text(
        "select epci from faits_de_cotation where departement = :d and demande_id = :id order by epci for no key update"
    )
)
"""For an act that does not read the life: a batch holds the facts, then writes the results; so does everyone."""

RESULTATS = tuple(c for c in cotations.c if c.name not in ("departement", "demande_id"))
_COLUMNS = [*RESULTATS, G.effet_du, G.effet_au, G.version, F.a_revoir_le]


def _of(sorte: str, given: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    absent = ((c.name, cast(null(), c.type).label(c.name)) for c in _COLUMNS)
    return select(literal(sorte, Text).label("sorte"), *(given.get(name, missing) for name, missing in absent))


def _named(columns: Iterable[ColumnElement[Any]]) -> dict[str, ColumnElement[Any]]:
    return {c.key: c for c in columns if c.key is not None}


def _mine(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.departement == bindparam("d"), table.c.demande_id == bindparam("id")


def in_force(
    departement: ColumnElement[str], epcis: BindParameter[Sequence[str]], le: ColumnElement[date]
) -> tuple[ColumnElement[bool], ...]:
    return (
        G.departement == departement,
        G.statut == StatutGrille.PUBLIEE,
        G.epci == epcis.any_(),
        G.effet_du <= le,
        G.effet_au.is_(None) | (G.effet_au >= le),
    )


CONNUE = Prepared(
    union_all(
        _of(RESULTAT, _named(RESULTATS)).where(*_mine(cotations)),
        _of(FAITS, _named((F.epci, F.empreinte, F.a_revoir_le))).where(*_mine(faits_de_cotation)),
        _of(
            GRILLE,
            {"grille_id": G.id.label("grille_id")}
            | _named((G.epci, G.population, G.version_grille, G.effet_du, G.effet_au, G.version)),
        ).where(*in_force(bindparam("d"), bindparam("epcis", type_=ARRAY(String)), bindparam("le"))),
    )
)


def _unless(kept: ColumnElement[Any], name: str, type_: Any) -> ColumnElement[bool]:
    return kept != bindparam(name, type_=ARRAY(type_)).all_()


def _dropped(table: Table, gone: ColumnElement[bool]) -> Delete:
    return delete(table).where(*_mine(table), gone)


def _given(table: Table, name: str, told_by: Sequence[str], keys: Sequence[str]) -> Insert:
    """The rows that a document holds; one that says the same is left as it stands."""
    rows = func.jsonb_populate_recordset(
        text(f"null::{table.name}"), cast(bindparam(name, type_=Text), JSONB)
    ).table_valued(*table.c, name=name)
    given = insert(table).from_select(list(table.c.keys()), select(*rows.c))
    return given.on_conflict_do_update(
        index_elements=keys,
        set_={c.name: given.excluded[c.name] for c in table.c if not c.primary_key},
        where=or_(*(table.c[name].is_distinct_from(given.excluded[name]) for name in told_by)),
    )


_SAID = [c.name for c in RESULTATS if c.name not in ("grille_id", "date_calcul")]
_OTHERS = _unless(C.grille_id, "grilles", Uuid)
_FAITS = _given(faits_de_cotation, "faits", ("empreinte", "a_revoir_le"), ("departement", "epci", "demande_id"))
_RESULTATS = _given(cotations, "resultats", _SAID, ("departement", "demande_id", "grille_id")).add_cte(
    _FAITS.cte("gardes")
)
REECRIRE = Prepared(_RESULTATS)
"""The same territories by the same grids: nothing goes, nothing becomes the past, nothing comes back from it."""
GARDER = Prepared(
    _RESULTATS.add_cte(_dropped(faits_de_cotation, _unless(F.epci, "epcis", String)).cte("ailleurs"))
    .add_cte(_dropped(cotations, _OTHERS).cte("autres"))
    .add_cte(conserver(*_mine(cotations), _OTHERS).cte("passees"))
    .add_cte(redevenues_presentes(*_mine(cotations_passees)).cte("presentes"))
)


def document(rows: Iterable[Mapping[str, Any]]) -> str:
    """`default`: the driver reads identifiers into a class of its own, that only says itself."""
    return orjson.dumps([{k: v for k, v in row.items() if v is not None} for row in rows], default=str).decode()
