"""What the public reads: one statement, no ORM, no serialisation (W1 and W2 of the performance goals)."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, case, func, select

from adapters.db.annonces.tables import annonces_publiques
from adapters.db.engine import Reader
from adapters.db.prepared import Prepared
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.queries import AnnoncesPubliquesCriteria, Ecrit
from domain.kernel.read_model import PLAFOND_DU_TOTAL
from domain.organismes.acteur import Perimetre

P = annonces_publiques.c
_ORDERS = {"loyer": (P.mensualite, P.id), "-publiee_le": (P.publiee_le.desc(), P.id.desc())}
SORTS = tuple(_ORDERS)


def search_statement(by_commune: bool, by_typologie: bool, by_loyer: bool, sort: str) -> Select[Any]:
    """The page and its capped total in one row."""
    shown = [
        P.departement == bindparam("departement"),
        P.publiee_le <= bindparam("le"),
        P.fin_le > bindparam("le"),
    ]
    if by_commune:
        shown.append(P.commune == bindparam("commune"))
    if by_typologie:
        shown.append(P.typologie == bindparam("typologie"))
    if by_loyer:
        shown.append(P.mensualite <= bindparam("loyer_max"))
    page = (
        select(P.resume)
        .where(*shown)
        .order_by(*_ORDERS[sort])
        .limit(bindparam("size", type_=Integer))
        .offset(bindparam("skip", type_=Integer))
        .scalar_subquery()
    )
    capped = select(P.id).where(*shown).limit(PLAFOND_DU_TOTAL + 1).subquery()
    total = select(func.count()).select_from(capped).scalar_subquery()
    return select(func.array(page).label("items"), total.label("total"))


@cache
def _search(by_commune: bool, by_typologie: bool, by_loyer: bool, sort: str) -> Prepared:
    return Prepared(search_statement(by_commune, by_typologie, by_loyer, sort))


_DETAIL = Prepared(
    select(P.etag, case((P.etag == bindparam("connue"), None), else_=P.detail).label("detail")).where(
        P.departement == bindparam("departement"),
        P.id == bindparam("id"),
        P.publiee_le <= bindparam("le"),
        P.fin_le > bindparam("le"),
    )
)


class SqlAnnoncesPubliquesQueries:
    def __init__(self, read: Reader, now: Callable[[], datetime]) -> None:
        self._read = read
        self._now = now

    async def rechercher(
        self, perimetre: Perimetre, criteria: AnnoncesPubliquesCriteria, *, page: int, size: int
    ) -> bytes:
        asked = {
            "commune": criteria.commune,
            "typologie": criteria.typologie,
            "loyer_max": criteria.loyer_max,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        place = {"departement": perimetre.departement, "le": self._now(), "size": size, "skip": (page - 1) * size}
        search = _search(*(name in given for name in asked), criteria.sort)
        async with self._read(perimetre.departement) as connection:
            row = await search.one(connection, given | place)
        shown = min(row.total, PLAFOND_DU_TOTAL)
        capped = "true" if row.total > PLAFOND_DU_TOTAL else "false"
        items = ",".join(row.items)
        return (f'{{"items":[{items}],"total":{shown},"total_plafonne":{capped},"page":{page},"size":{size}}}').encode()

    async def detail(self, perimetre: Perimetre, id: UUID, connue: str | None = None) -> Ecrit:
        async with self._read(perimetre.departement) as connection:
            asked = {"departement": perimetre.departement, "id": id, "le": self._now(), "connue": connue}
            row = await _DETAIL.first(connection, asked)
        if row is None:
            raise AnnonceIntrouvable("Cette annonce n'est plus en ligne.")
        return Ecrit(corps=(row.detail or "").encode(), etag=row.etag)
