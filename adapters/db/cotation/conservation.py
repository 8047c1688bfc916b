"""What a version gave to a demande that it no longer scores: kept when it is replaced, then left alone."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Delete,
    FromClause,
    TableClause,
    Uuid,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from adapters.db.cotation.tables import cotations, cotations_passees

C, P = cotations.c, cotations_passees.c
_SAME = {"blocs_verifies": "blocs_declares", "details_verifies": "details_declares"}
"""Not written when it says the same as the other."""
_NAMES = [c.name for c in cotations_passees.c]
_KEY = ["departement", "demande_id", "grille_id"]


def _value(name: str) -> ColumnElement[Any]:
    if name == "jusqu_au":
        return bindparam("le", type_=Date).label(name)
    return func.nullif(C[name], C[_SAME[name]]).label(name) if name in _SAME else C[name]


def conserver(*which: ColumnElement[bool], among: FromClause = cotations) -> Insert:
    """These results, as the last of their version; `le`: the day from which another one counts."""
    found = select(*(_value(name) for name in _NAMES)).select_from(among).where(*which)
    kept = insert(cotations_passees).from_select(_NAMES, found)
    return kept.on_conflict_do_update(
        index_elements=_KEY, set_={name: kept.excluded[name] for name in _NAMES if name not in _KEY}
    )


def redevenues_presentes(*which: ColumnElement[bool]) -> Delete:
    """A version that scores the demande again is not of the past: a merge undone leaves nothing here."""
    return delete(cotations_passees).where(*which, P.grille_id == bindparam("grilles", type_=ARRAY(Uuid)).any_())


def verifie(name: str) -> ColumnElement[Any]:
    """As it was before it was kept."""
    return func.coalesce(P[name], P[_SAME[name]]).label(name) if name in _SAME else P[name]


def oublier(departement: str, avant: date) -> Delete:
    return delete(cotations_passees).where(P.departement == departement, P.jusqu_au < avant)


def conserver_le_lot(ecrites: TableClause, ou: str, rang: str) -> Insert:
    """Those that a batch is about to replace by another version, or to remove."""
    other = f"cotations.grille_id <> (cast(:grilles as uuid[]))[{ecrites.name}.{rang} + 1]"
    return conserver(
        C.departement == bindparam("d"),
        or_(ecrites.c[rang].is_(None), text(other).bindparams(bindparam("grilles", type_=ARRAY(Uuid)))),
        among=cotations.join(ecrites, literal_column("cotations.ctid") == ecrites.c[ou]),
    )
