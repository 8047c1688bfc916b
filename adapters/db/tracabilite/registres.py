"""Seals the days of the historique and of the read log, and reads them back. PostgreSQL does the digests itself:
a day of a million lines costs one row of answer.

What identifies a line (who, when, what kind of act, on which file) enters its digest in clear. What it says of a
person (texts, values before and after) enters by its own digest, salted: erased (RGPD), the text leaves its digest
behind and the seal still holds; without the salt, erased too, nobody can try names against it.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.tracabilite.tables import sceaux
from domain.kernel.aggregate import Objet
from domain.kernel.calendrier import PARIS
from domain.tracabilite.codes import Registre
from domain.tracabilite.model import Journee, Sceau

S = sceaux.c

_TEXTE = """sha256(convert_to(
    jsonb_build_array(r.sel, r.description, r.phrase_publique, r.details)::text, 'UTF8'))"""
_ACTE = f"""sha256(convert_to(jsonb_build_array(
    r.id, r.objet, r.objet_id, extract(epoch from r.le)::text, r.type, r.libelle, r.auteur_sorte, r.auteur_id, r.auteur,
    r.organisme_id, r.organisme, r.correlation, extract(epoch from r.ecrit_le)::text,
    encode(case when r.condense is null then {_TEXTE}
        -- an erased line says nothing more: whatever it says again was not sealed
        when r.sel is null and r.description = '' and r.phrase_publique is null and r.details = '{{}}'::jsonb
        then r.condense else {_TEXTE} end, 'hex')
    )::text, 'UTF8'))"""
_LECTURE = """sha256(convert_to(jsonb_build_array(
    r.id, r.demande_id, extract(epoch from r.le)::text, r.compte_id, r.auteur, r.organisme_id, r.organisme, r.quoi,
    r.correlation)::text, 'UTF8'))"""


def _journee(table: str, instant: str, ligne: str) -> TextClause:
    return text(
        f"""
        select count(*) as nombre,
            sha256(coalesce(string_agg(int8send(id) || d, ''::bytea order by id), ''::bytea)) as condense,
            coalesce(string_agg(int8send(id) || substr(d, 1, 8), ''::bytea order by id), ''::bytea) as lignes
        from (
            select r.id, {ligne} as d from {table} r
            where r.departement = :departement and r.{instant} >= :debut and r.{instant} < :fin
        ) l
        """  # noqa: S608
    )


_JOURNEES: Mapping[Registre, TextClause] = {
    Registre.HISTORIQUE: _journee("historique", "ecrit_le", _ACTE),
    Registre.CONSULTATIONS: _journee("consultations", "le", _LECTURE),
}
"""Constants of this module only. `ecrit_le` is PostgreSQL's clock, when `le` is what the application says."""


async def read_day(
    connection: AsyncConnection | AsyncSession, departement: str, registre: Registre, jour: date
) -> Journee:
    debut, fin = (datetime.combine(j, time(), PARIS) for j in (jour, jour + timedelta(days=1)))
    values: dict[str, Any] = {"departement": departement, "debut": debut, "fin": fin}
    row = (await connection.execute(_JOURNEES[registre], values)).one()
    return Journee(
        departement=departement,
        registre=registre,
        jour=jour,
        nombre=row.nombre,
        condense=bytes(row.condense),
        lignes=bytes(row.lignes),
    )


_COLUMNS = (S.departement, S.registre, S.jour, S.nombre, S.condense, S.lignes, S.precedent, S.valeur, S.signature)


async def read_seals(
    connection: AsyncConnection, departement: str, registre: Registre, depuis: date | None = None
) -> AsyncIterator[Sceau]:
    """In order, one day after the other: the registers of ten years do not enter the memory together."""
    wanted = [S.departement == departement, S.registre == registre, *([] if depuis is None else [S.jour >= depuis])]
    days = (await connection.scalars(select(S.jour).where(*wanted).order_by(S.jour))).all()
    for jour in days:
        row = (await connection.execute(select(*_COLUMNS).where(*wanted, S.jour == jour))).one()
        yield Sceau(**row._mapping)


class SqlRegistres:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def dernier_sceau(self, departement: str, registre: Registre) -> Sceau | None:
        row = (
            await self._session.execute(
                select(*_COLUMNS)
                .where(S.departement == departement, S.registre == registre)
                .order_by(S.jour.desc())
                .limit(1)
            )
        ).first()
        return None if row is None else Sceau(**row._mapping)

    async def journee(self, departement: str, registre: Registre, jour: date) -> Journee:
        return await read_day(self._session, departement, registre, jour)

    async def poser(self, sceau: Sceau) -> None:
        await self._session.execute(sceaux.insert().values(**{c.name: getattr(sceau, c.name) for c in _COLUMNS}))

    async def effacer_les_textes(self, departement: str, objet: Objet, objet_id: UUID) -> int:
        """What a file says of people leaves the historique; the acts, and their seals, remain.

        The application may not update these lines: a function of their owner does this and nothing else.
        """
        erased: int | None = await self._session.scalar(
            text("select effacer_les_textes(:departement, :objet, :id)"),
            {"departement": departement, "objet": objet.value, "id": objet_id},
        )
        return erased or 0
