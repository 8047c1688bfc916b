"""Imports and the lines that wait: written in the transaction of whoever reads the file."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson
from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from adapters.db.copie import Jumelles
from adapters.db.demandes.tables import demandes, nirs
from adapters.db.engine import enter
from adapters.db.imports.tables import PRETE, REJETEE, import_avancements, import_lignes, imports, provenances
from adapters.db.lignes import lignes as rows_of
from adapters.db.organismes.tables import organismes_territoires
from domain.imports.errors import ImportInterrompu, ImportIntrouvable
from domain.imports.model import EtatImport, Import
from domain.imports.ports import LignePrete
from domain.imports.rules.controle import FormulaireConnu, LigneControlee
from domain.imports.rules.lecture import NIR_CONSERVE, Anomalie
from domain.imports.rules.suite import Suite
from domain.kernel.raisons import Raison
from domain.organismes.ports import Chiffre

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
    def __init__(self, session: AsyncSession, chiffre: Chiffre, index: Callable[[str], bytes]) -> None:
        self._session = session
        self._chiffre = chiffre
        self._index = index

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

    async def garder(self, departement: str, import_id: UUID, lignes: Sequence[LigneControlee]) -> None:
        connection = await self._session.connection()
        write = rows_of(import_lignes)
        kept = [write.depuis(self._row(departement, import_id, ligne)) for ligne in lignes]
        await Jumelles(connection).verser(write, kept)

    def _row(self, departement: str, import_id: UUID, ligne: LigneControlee) -> dict[str, object]:
        shared = {"departement": departement, "import_id": import_id, "numero": ligne.brute.numero, "cle": ligne.cle}
        if ligne.demande is None:
            anomalies = [_ANOMALIE.dump_python(a, mode="json") for a in ligne.anomalies]
            held = {k: v for k, v in ligne.brute.cases.items() if k.rpartition(".")[2] == "nir"}
            cases = dict(ligne.brute.cases) | dict.fromkeys(held, NIR_CONSERVE)
            nirs = self._seal(held, import_id, ligne.brute.numero)
            return shared | {"etat": REJETEE, "anomalies": anomalies, "cases": cases, "nirs": nirs}
        by_person = {str(personne): nir for personne, nir in ligne.nirs.items()}
        nirs = self._seal(by_person, import_id, ligne.brute.numero)
        return shared | {"etat": PRETE, "demande": ligne.demande, "nirs": nirs, "empreinte": self._empreinte(ligne)}

    def _seal(self, numbers: Mapping[str, str], import_id: UUID, numero: int) -> bytes | None:
        if not numbers:
            return None
        return self._chiffre.chiffrer(json.dumps(dict(numbers)).encode(), _contexte(import_id, numero))

    def _open(self, sealed: bytes | None, import_id: UUID, numero: int) -> dict[str, str]:
        if sealed is None:
            return {}
        found: dict[str, str] = json.loads(self._chiffre.dechiffrer(sealed, _contexte(import_id, numero)))
        return found

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
            asked[str(row.import_id), str(row.numero)]: self._open(row.nirs, row.import_id, row.numero) for row in rows
        }

    def _empreinte(self, ligne: LigneControlee) -> bytes:
        """What the line says, whatever its date. A NIR enters it as its keyed digest: it cannot be guessed back."""
        said = {k: v for k, v in ligne.brute.cases.items() if k != "modifiee_le"}
        for column, value in said.items():
            if column.rpartition(".")[2] == "nir":
                said[column] = self._index(value).hex()
        return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()

    async def pretes(self, departement: str, import_id: UUID, combien: int) -> AsyncIterator[Sequence[LignePrete]]:
        after = 0
        while True:
            rows = (
                await self._session.execute(
                    select(L.numero, L.cle, L.demande, L.nirs, L.empreinte)
                    .where(L.departement == departement, L.import_id == import_id, L.numero > after, L.etat == PRETE)
                    .order_by(L.numero)
                    .limit(combien)
                )
            ).all()
            if not rows:
                return
            yield [
                LignePrete(
                    numero=row.numero,
                    cle=row.cle,
                    demande=row.demande,
                    nirs=self._nirs(row.nirs, import_id, row.numero),
                    empreinte=row.empreinte,
                )
                for row in rows
            ]
            after = rows[-1].numero

    def _nirs(self, sealed: bytes | None, import_id: UUID, numero: int) -> Mapping[UUID, str]:
        return {UUID(personne): nir for personne, nir in self._open(sealed, import_id, numero).items()}

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
                    anomalies=[_ANOMALIE.dump_python(said, mode="json")],
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


_ANOMALIE = TypeAdapter(Anomalie)
_SOURCE = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/([1-9][0-9]{0,8})")


def _contexte(import_id: UUID, numero: int) -> str:
    return f"import:{import_id}:{numero}"


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
