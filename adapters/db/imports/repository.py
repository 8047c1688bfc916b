"""Imports and the lines that wait: written in the transaction of whoever reads the file."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zlib import crc32

from sqlalchemy import Text, cast, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from adapters.crew import Crew, Shared
from adapters.db.copie import Jumelles
from adapters.db.demandes.tables import demandes, nirs
from adapters.db.engine import enter
from adapters.db.imports.controle import ANOMALIE, Coffre, Controle, controlled
from adapters.db.imports.ecriture import WORTH_A_PROCESS
from adapters.db.imports.redaction import LigneGardee
from adapters.db.imports.tables import PRETE, REJETEE, import_avancements, import_lignes, imports, provenances
from adapters.db.lignes import lignes as rows_of
from adapters.db.organismes.tables import organismes_territoires
from domain.imports.errors import ImportInterrompu, ImportIntrouvable
from domain.imports.model import EtatImport, Import
from domain.imports.rules.controle import Contexte, FormulaireConnu, cle_annoncee
from domain.imports.rules.lecture import Anomalie, LigneBrute
from domain.imports.rules.suite import Suite
from domain.kernel.raisons import Raison

F, L, P, D, N = imports.c, import_lignes.c, provenances.c, demandes.c, nirs.c


class SqlImportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, depose: Import) -> None:
        self._session.add(depose)

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Import:
        found = await self._session.get(Import, (departement, id), with_for_update=exclusif or None)
        if found is None:
            raise ImportIntrouvable("Cet import est introuvable.")
        return found

    async def applique_le(self, departement: str, empreinte: str) -> datetime | None:
        found: datetime | None = await self._session.scalar(
            select(func.max(F.applique_le)).where(
                F.departement == departement, F.empreinte == empreinte, F.applique_le.is_not(None)
            )
        )
        return found

    async def communes(self, departement: str, organisme_id: UUID) -> frozenset[str] | None:
        t = organismes_territoires.c
        found = await self._session.scalar(
            select(t.communes).where(t.departement == departement, t.organisme_id == organisme_id)
        )
        return None if found is None else frozenset(found)

    async def a_effacer(self, departement: str, avant: datetime) -> Sequence[Import]:
        """Those that ended long ago, and those that nobody came back to."""
        since = func.coalesce(F.applique_le, F.annule_le, F.controle_le, F.cree_le)
        found = await self._session.scalars(
            select(Import).where(
                F.departement == departement,
                F.efface_le.is_(None),
                since < avant,
                F.etat != EtatImport.APPLICATION,
            )
        )
        return found.all()


class SqlLignesEnAttente:
    def __init__(self, session: AsyncSession, coffre: Coffre, crew: Crew) -> None:
        self._session = session
        self._coffre = coffre
        self._crew = crew

    async def connus(self, departement: str, cles: Sequence[str]) -> Mapping[str, FormulaireConnu]:
        ids = await self._ids(departement, cles)
        if not ids:
            return {}
        rows = await self._session.execute(
            select(D.id, D.formulaire).where(D.departement == departement, D.id.in_(set(ids.values())))
        )
        formulaires = {row.id: row.formulaire for row in rows}
        sealed: dict[UUID, set[UUID]] = {}
        for row in await self._session.execute(
            select(N.demande_id, N.personne_id).where(N.departement == departement, N.demande_id.in_(formulaires))
        ):
            sealed.setdefault(row.demande_id, set()).add(row.personne_id)
        return {
            cle: FormulaireConnu(formulaire=formulaires[id], avec_nir=frozenset(sealed.get(id, ())))
            for cle, id in ids.items()
            if id in formulaires
        }

    async def _ids(self, departement: str, cles: Sequence[str]) -> dict[str, UUID]:
        if not cles:
            return {}
        numeros = [cle.removeprefix("NU:") for cle in cles if cle.startswith("NU:")]
        by_number = await self._session.execute(
            select(D.numero_unique, D.id).where(D.departement == departement, D.numero_unique.in_(numeros))
        )
        found = {f"NU:{row.numero_unique}": row.id for row in by_number}
        by_key = await self._session.execute(
            select(P.cle, P.demande_id).where(P.departement == departement, P.cle.in_(cles))
        )
        return {row.cle: row.demande_id for row in by_key} | found

    async def premieres(self, departement: str, import_id: UUID, cles: Sequence[str]) -> Mapping[str, int]:
        if not cles:
            return {}
        rows = await self._session.execute(
            select(L.cle, func.min(L.numero))
            .where(L.departement == departement, L.import_id == import_id, L.cle.in_(cles))
            .group_by(L.cle)
        )
        return {cle: numero for cle, numero in rows}

    async def controler_et_garder(
        self,
        import_id: UUID,
        brutes: Sequence[LigneBrute],
        connus: Mapping[str, FormulaireConnu],
        premieres: Mapping[str, int],
        contexte: Contexte,
    ) -> int:
        shared = Shared(Controle(import_id, contexte, self._coffre))
        if len(brutes) < WORTH_A_PROCESS:
            done = [await asyncio.to_thread(controlled, shared.value, brutes, connus, premieres)]
        else:
            shares = _shares(brutes, contexte.organisme_id, self._crew.size)
            done = await asyncio.gather(
                *(self._crew.do(controlled, shared, share, connus, premieres) for share in shares)
            )
        twins = Jumelles(await self._session.connection())
        for rows, _ in done:
            await twins.verser(rows_of(import_lignes), rows)
        return sum(rejected for _, rejected in done)

    async def nirs_conserves(
        self, departement: str, organisme_id: UUID, reprises: Sequence[str]
    ) -> Mapping[str, Mapping[str, str]]:
        asked = {found.groups(): reprise for reprise in reprises if (found := _SOURCE.fullmatch(reprise))}
        if not asked:
            return {}
        rows = await self._session.execute(
            select(L.import_id, L.numero, L.nirs)
            .join(imports, (F.departement == L.departement) & (F.id == L.import_id))
            .where(
                L.departement == departement,
                F.organisme_id == organisme_id,
                L.etat == REJETEE,
                tuple_(L.import_id, L.numero).in_([(UUID(id), int(numero)) for id, numero in asked]),
            )
        )
        return {
            asked[str(row.import_id), str(row.numero)]: self._coffre.ouvrir(row.nirs, row.import_id, row.numero)
            for row in rows
        }

    async def pretes(self, departement: str, import_id: UUID, combien: int) -> AsyncIterator[Sequence[LigneGardee]]:
        after = 0
        while True:
            rows = (
                await self._session.execute(
                    select(L.numero, L.cle, L.empreinte, cast(L.demande, Text), L.nirs)
                    .where(L.departement == departement, L.import_id == import_id, L.numero > after, L.etat == PRETE)
                    .order_by(L.numero)
                    .limit(combien)
                )
            ).all()
            if not rows:
                return
            yield [LigneGardee(*row) for row in rows]
            after = rows[-1].numero

    async def noter(self, departement: str, import_id: UUID, suites: Mapping[int, tuple[Suite, Raison | None]]) -> None:
        for numero, (quoi, raison) in suites.items():
            said = Anomalie(
                champ="",
                code=raison.code if raison else quoi.value,
                message=raison.phrase if raison else f"{quoi.libelle}.",
            )
            await self._session.execute(
                update(import_lignes)
                .where(L.departement == departement, L.import_id == import_id, L.numero == numero)
                .values(
                    etat=quoi.value,
                    anomalies=[ANOMALIE.dump_python(said, mode="json")],
                    demande=None,
                    nirs=None,
                )
            )

    async def oublier_les_pretes(self, departement: str, import_id: UUID) -> None:
        await self._session.execute(
            delete(import_lignes).where(L.departement == departement, L.import_id == import_id, L.etat == PRETE)
        )

    async def oublier(self, departement: str, import_id: UUID) -> None:
        for table in (import_lignes, import_avancements):
            await self._session.execute(
                delete(table).where(table.c.departement == departement, table.c.import_id == import_id)
            )


_SOURCE = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/([1-9][0-9]{0,8})")


def _shares(brutes: Sequence[LigneBrute], organisme_id: UUID, many: int) -> list[list[LigneBrute]]:
    """Two lines of one demande go to the same process: only one of them may enter."""
    shares: list[list[LigneBrute]] = [[] for _ in range(many)]
    for brute in brutes:
        shares[crc32((cle_annoncee(brute, organisme_id) or "").encode()) % many].append(brute)
    return shares


class SqlAvancement:
    """In transactions of its own: the screen sees it, and the one long transaction learns that it is cancelled."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def noter(self, departement: str, import_id: UUID, faites: int) -> None:
        async with self._sessions.begin() as session:
            await enter(session, departement, None)
            etat = await session.scalar(select(F.etat).where(F.departement == departement, F.id == import_id))
            if etat is not EtatImport.APPLICATION:
                raise ImportInterrompu(etat)
            told = {"faites": faites}
            await session.execute(
                insert(import_avancements)
                .values(departement=departement, import_id=import_id, **told)
                .on_conflict_do_update(index_elements=["departement", "import_id"], set_=told)
            )
