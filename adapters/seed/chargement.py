"""`run`: a believable territory in one transaction. All of it is there at the end, or nothing is."""

import asyncio
import multiprocessing
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db import historique
from adapters.db.commissions.tables import seances
from adapters.db.copie import Index, copier, inserer
from adapters.db.demandes.tables import comptes_demandeurs, demandes
from adapters.db.engine import create_engine
from adapters.db.lignes import lignes
from adapters.securite.crypto import AesChiffre
from adapters.seed.coffre import Coffre
from adapters.seed.comptes import DEMANDEURS
from adapters.seed.conventions import conventions
from adapters.seed.ecriture import ORDRE, construire
from adapters.seed.finitions import finir, ranger_les_pages
from adapters.seed.grilles import grilles, versions
from adapters.seed.hasard import Hasard
from adapters.seed.lots import Commande, Lot, SeanceTenue, Territoire
from adapters.seed.patrimoine import patrimoine
from adapters.seed.pieces import Objet
from adapters.seed.plan import Compteurs, planifier, repartir
from adapters.seed.seances import seances as calendrier
from adapters.seed.series import ecrire_les_series, lire_les_series, lots_deja_semes
from adapters.seed.socle import Secrets, poser
from adapters.stockage.objets import StockageChiffre, open_store
from domain.commissions.events import SeanceCloturee
from domain.kernel.calendrier import aujourd_hui

GRAINE = "fichier-partage"
PROCESSUS = 2
SEUL_JUSQU_A = 3_000
"""Demandes: below, starting other processes takes longer than the work."""
INDEX_RANGES_DES = 10_000
"""Demandes: below, putting indexes away and back takes longer than keeping them."""

_DEUX_SEMIS = 0x5E315
"""Key of the lock by which a second seed waits for the first."""


@dataclass(slots=True)
class Bilan:
    """What was written, and how long each part took."""

    lignes: Counter[str] = field(default_factory=Counter)
    secondes: dict[str, float] = field(default_factory=dict)
    objets: int = 0

    @property
    def demandes(self) -> int:
        return self.lignes["demandes"]

    def phrase(self) -> str:
        detail = ", ".join(f"{quoi} {secondes:.1f} s" for quoi, secondes in self.secondes.items())
        total = f"{sum(self.lignes.values())} lignes en {sum(self.secondes.values()):.1f} s"
        return f"{self.demandes} demandes, {total} ({detail})."


class _Chrono:
    def __init__(self, bilan: Bilan) -> None:
        self._bilan, self._debut = bilan, time.perf_counter()

    def tour(self, nom: str) -> None:
        maintenant = time.perf_counter()
        self._bilan.secondes[nom] = self._bilan.secondes.get(nom, 0.0) + maintenant - self._debut
        self._debut = maintenant


async def run(
    database_url: str,
    demandes: int,
    departements: Sequence[str] = ("35", "44"),
    if_empty: bool = False,
    *,
    annonces: int | None = None,
    cle: bytes | None = None,
    stockage_url: str | None = None,
    graine: str = GRAINE,
    today: date | None = None,
    processus: int | None = None,
    nuit_faite: bool = True,
    dire: Callable[[str], object] = print,
) -> Bilan | None:
    """Adds that many demandes, and what they stand on. None when `if_empty` finds demandes already there.

    With `cle` and `stockage_url` (the master key and the store of documents), identity documents that open and
    sealed social security numbers; without them, none. Same seed, same day, same size: same territory, whatever the
    number of `processus`. Without `nuit_faite`, the worker plays a first night as soon as it starts: labels of the
    priority publics, pairs of duplicates, a report to read.
    """
    for retenu in (patrimoine, conventions, calendrier, grilles, versions):
        retenu.cache_clear()  # aggregates made before SQLAlchemy mapped their classes would not be read after
    engine = create_engine(database_url, role=None, pool_size=1, statement_timeout_s=0)
    semis = _Semis(
        demandes=demandes,
        annonces=max(60, demandes // 100) if annonces is None else annonces,
        graine=graine,
        departements=tuple(departements),
        today=today or aujourd_hui(datetime.now(UTC)),
        coffre=Coffre(cle) if cle is not None and stockage_url is not None else None,
        processus=(PROCESSUS if demandes > SEUL_JUSQU_A else 0) if processus is None else processus,
        nuit_faite=nuit_faite,
    )
    stockage = None
    if cle is not None and stockage_url is not None:
        stockage = StockageChiffre(open_store(stockage_url), AesChiffre(cle, "pieces"))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("select pg_advisory_xact_lock(:cle)"), {"cle": _DEUX_SEMIS})
            if if_empty and await _peuplee(connection):
                return None
            await semis.semer(connection, stockage)
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await ranger_les_pages(connection)
        semis.chrono.tour("statistiques")
    finally:
        await engine.dispose()
    dire(semis.bilan.phrase())
    return semis.bilan


async def _peuplee(connection: AsyncConnection) -> bool:
    return await connection.scalar(select(demandes.c.id).limit(1)) is not None


class _Semis:
    def __init__(
        self,
        *,
        demandes: int,
        annonces: int,
        graine: str,
        departements: tuple[str, ...],
        today: date,
        coffre: Coffre | None,
        processus: int,
        nuit_faite: bool,
    ) -> None:
        parts = repartir(demandes, departements)
        self.territoires = [
            Territoire(graine, departements, departement, parts[departement], today, coffre)
            for departement in departements
        ]
        self.annonces = repartir(annonces, departements)
        self.demandes, self.processus, self.nuit_faite = demandes, processus, nuit_faite
        self.bilan = Bilan()
        self.chrono = _Chrono(self.bilan)
        self.seances: dict[UUID, SeanceTenue] = {}
        self.examines: Counter[UUID] = Counter()
        self.candidats: Counter[UUID] = Counter()
        self.attributions: Counter[UUID] = Counter()

    async def semer(self, connection: AsyncConnection, stockage: StockageChiffre | None) -> None:
        await connection.execute(text("set local synchronous_commit = off"))
        await connection.execute(text("set local lock_timeout = '30s'"))
        secrets = await Secrets.tirer()
        await poser(connection, self.territoires, secrets)
        self.chrono.tour("socle")
        series = await lire_les_series(connection)
        index = Index(connection, ORDRE if self.demandes >= INDEX_RANGES_DES else ())
        await index.ranger()
        with self._atelier() as atelier:
            for territoire in self.territoires:
                commandes = await self._commandes(connection, territoire, series)
                async for lot in self._lots(atelier, commandes):
                    await self._copier(connection, lot, secrets, stockage)
        await self._clore(connection)
        await ecrire_les_series(connection, series)
        self.chrono.tour("demandes")
        await index.remettre()
        self.chrono.tour("index")
        await finir(connection, self.territoires, nuit_faite=self.nuit_faite)
        self.chrono.tour("vitrine et chiffres")

    def _atelier(self) -> "nullcontext[None] | ProcessPoolExecutor":
        if not self.processus:
            return nullcontext()
        return ProcessPoolExecutor(self.processus, mp_context=multiprocessing.get_context("spawn"))

    async def _commandes(
        self, connection: AsyncConnection, territoire: Territoire, series: Compteurs
    ) -> Iterable[Commande]:
        departement = territoire.departement
        connu = select(comptes_demandeurs.c.id).where(
            comptes_demandeurs.c.departement == departement,
            comptes_demandeurs.c.identifiant == DEMANDEURS[0].email(departement),
        )
        return planifier(
            territoire,
            series,
            premier_lot=await lots_deja_semes(connection, departement),
            annonces=self.annonces[departement],
            demonstration=await connection.scalar(connu) is None,
        )

    async def _lots(self, atelier: Executor | None, commandes: Iterable[Commande]) -> AsyncIterator[Lot]:
        """In the order asked for, whichever is ready first: the same rows in the same places."""
        loop = asyncio.get_running_loop()
        attendus: deque[asyncio.Future[Lot]] = deque()
        for commande in commandes:
            if atelier is None:
                yield construire(commande)
                continue
            attendus.append(loop.run_in_executor(atelier, construire, commande))
            if len(attendus) > 2 * self.processus:
                yield await attendus.popleft()
        while attendus:
            yield await attendus.popleft()

    async def _copier(
        self, connection: AsyncConnection, lot: Lot, secrets: Secrets, stockage: StockageChiffre | None
    ) -> None:
        await self._inscrire_les_seances(connection, lot)
        for table in ORDRE:
            self.bilan.lignes[table.name] += await copier(connection, table, lot.lignes.get(table.name, ()))
        await copier(
            connection,
            comptes_demandeurs,
            [
                lignes(comptes_demandeurs).depuis(
                    {
                        "departement": lot.departement,
                        "id": Hasard.de("compte", compte.demande_id).identifiant(compte.cree_le),
                        "identifiant": compte.email,
                        "demande_id": compte.demande_id,
                        "mot_de_passe": secrets.connu,
                        "cree_le": compte.cree_le,
                        "version": 1,
                    }
                )
                for compte in lot.comptes
            ],
        )
        if stockage is not None:
            await _ranger(stockage, lot.objets)
            self.bilan.objets += len(lot.objets)

    async def _inscrire_les_seances(self, connection: AsyncConnection, lot: Lot) -> None:
        """Before the files that they examine; a commission known from an earlier seed keeps its own history."""
        nouvelles = {s.id: s for s in lot.seances if s.id not in self.seances}
        self.examines += lot.biens_examines
        self.candidats += lot.candidats
        self.attributions += lot.attributions
        if nouvelles:
            deja = set(await connection.scalars(select(seances.c.id).where(seances.c.id.in_(nouvelles))))
            neuves = [s for s in nouvelles.values() if s.id not in deja]
            await inserer(connection, seances, [s.ligne for s in neuves])
            await copier(connection, historique.historique, [s.programmation for s in neuves])
            self.seances |= {s.id: s for s in nouvelles.values()}
            for connue in deja:
                self.examines.pop(connue, None)

    async def _clore(self, connection: AsyncConnection) -> None:
        """The closing of each past commission says how many it examined: known when every batch is there."""
        closes = sorted((s for s in self.seances.values() if s.cloturee_le), key=lambda s: (s.cloturee_le, s.id))
        rows = []
        for seance in closes:
            assert seance.cloturee_le is not None
            event = SeanceCloturee(
                departement=seance.departement,
                aggregate_id=seance.id,
                occurred_at=seance.cloturee_le,
                biens=self.examines[seance.id],
                candidats=self.candidats[seance.id],
                attributions=self.attributions[seance.id],
            )
            rows += [lignes(historique.historique).depuis(r) for r in historique.lines([event], seance.president, None)]
        await copier(connection, historique.historique, rows)


async def _ranger(stockage: StockageChiffre, objets: Sequence[Objet]) -> None:
    """A few at a time: a store over the network answers slowly, but answers many."""
    for debut in range(0, len(objets), 32):
        await asyncio.gather(*(stockage.ranger(o.chemin, o.contenu) for o in objets[debut : debut + 32]))
