"""A park of biens and annonces large enough for the plans of PostgreSQL to be those of a real territory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.db.annonces import vitrine
from adapters.db.annonces.tables import annonces
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.engine import Reader, create_read_engine, create_trace_engine
from adapters.db.organismes.tables import organismes, organismes_territoires
from adapters.db.referentiel.memory import Communes
from adapters.referentiel.loader import charger
from domain.biens.codes import ClasseEnergie, EtatBien
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie
from domain.organismes.model import TypeOrganisme

DEPARTEMENT = "35"
ARMOR, VILAINE, METROPOLE, PREFECTURE = (UUID(int=n) for n in (11, 12, 13, 14))
COMMUNES = ("35238", "35047", "35288", "35051", "35281")
TAILLES = (Typologie.T1, Typologie.T2, Typologie.T3, Typologie.T4)
LE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEBUT, FIN = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Parc:
    engine: AsyncEngine
    """Reads only, as the application's screens do."""
    owner: AsyncEngine
    read: Reader
    communes: Communes

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[list[str]]:
        """What the reads send to PostgreSQL meanwhile."""
        seen: list[str] = []

        def keep(*args: Any) -> None:
            seen.append(args[2])

        engines = {reader._engine.sync_engine for reader in (self.read, self.read.tracing)}
        for engine in engines:
            event.listen(engine, "before_cursor_execute", keep)
        try:
            yield seen
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", keep)


def _bien(n: int) -> dict[str, Any]:
    return {
        "departement": DEPARTEMENT,
        "id": UUID(int=10_000 + n),
        "organisme_id": ARMOR if n % 3 else VILAINE,
        "reference": f"LOG-{n:06d}",
        "mise_en_location_id": UUID(int=100_000 + n),
        "adresse": f"{n % 90 + 1} rue de l'Étang",
        "code_postal": "35000",
        "commune": COMMUNES[n % len(COMMUNES)],
        "categorie": CategorieLogement.APPARTEMENT,
        "typologie": TAILLES[n % len(TAILLES)],
        "surface": 30 + n % 60,
        "financement": Financement.PLUS,
        "ascenseur": True,
        "parking": False,
        "balcon": False,
        "jardin": False,
        "adapte_handicap": False,
        "qpv": False,
        "dpe": ClasseEnergie.C,
        "version": 1,
    }


def _vacance(n: int) -> dict[str, Any]:
    reserve = n % 5 == 0
    return {
        "departement": DEPARTEMENT,
        "id": UUID(int=100_000 + n),
        "bien_id": UUID(int=10_000 + n),
        "etat": EtatBien.DISPONIBLE if n % 4 else EtatBien.LOUE,
        "disponible_le": date(2026, 1 + n % 10, 1 + n % 28),
        "loyer": 250 + n % 400,
        "charges": 60,
        "annexes": 0,
        "reservataire_id": METROPOLE if reserve else None,
        "type_reservataire": TypeReservataire.COLLECTIVITES if reserve else TypeReservataire.AUCUN,
        "propositions": 0,
        "ouverte_le": DEBUT,
        "libere_le": date(2026, 11, 1),
    }


def _annonce(n: int) -> dict[str, Any]:
    return {
        "departement": DEPARTEMENT,
        "id": UUID(int=200_000 + n),
        "bien_id": UUID(int=10_000 + n),
        "mise_en_location_id": UUID(int=100_000 + n),
        "organisme_id": ARMOR if n % 3 else VILAINE,
        "titre": f"Appartement {n}",
        "description": "Proche des commerces et des transports. " * 8,
        "du": DEBUT.replace(hour=n % 24, minute=n % 60),
        "au": FIN,
        "contact_telephone": "02 99 00 00 00",
        "creee_le": DEBUT,
        "modifiee_le": DEBUT,
        "version": 1,
    }


@asynccontextmanager
async def parc(url: str, *, combien: int) -> AsyncIterator[Parc]:
    owner = create_async_engine(url)
    async with owner.begin() as connection:
        await charger(connection)
        for id, kind, nom in (
            (ARMOR, TypeOrganisme.BAILLEUR, "Armor Habitat"),
            (VILAINE, TypeOrganisme.BAILLEUR, "Vilaine Logis"),
            (METROPOLE, TypeOrganisme.EPCI, "Rennes Métropole"),
            (PREFECTURE, TypeOrganisme.ETAT, "Préfecture"),
        ):
            await connection.execute(organismes.insert().values(id=id, type=kind, nom=nom, version=1))
            await connection.execute(organismes_territoires.insert().values(organisme_id=id, departement=DEPARTEMENT))
        numbers = range(combien)
        await connection.execute(biens.insert(), [_bien(n) for n in numbers])
        await connection.execute(mises_en_location.insert(), [_vacance(n) for n in numbers])
        await connection.execute(annonces.insert(), [_annonce(n) for n in numbers if n % 4])
    async with owner.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        engine, traces = create_read_engine(url), create_trace_engine(url)
        communes = Communes(Reader(engine))
        await vitrine.rebuild(connection, DEPARTEMENT, communes)
        await plain.execute(text("vacuum analyze"))
    yield Parc(engine=engine, owner=owner, read=Reader(engine, traces), communes=communes)
    await engine.dispose()
    await traces.dispose()
    await owner.dispose()
