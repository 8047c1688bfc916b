from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.faits import drop_facts, keep_facts
from adapters.db.cotation.tables import cotations, evenements_de_vie, grilles
from adapters.db.pieces.tables import pieces
from adapters.db.publics.tables import labellisations
from adapters.db.referentiel.memory import Communes
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.vocabulary import StatutGrille
from domain.demandes.model import Demande
from domain.kernel.calendrier import aujourd_hui
from domain.pieces.codes import EtatPiece

G, C, V, P, L = grilles.c, cotations.c, evenements_de_vie.c, pieces.c, labellisations.c


def published(departement: str, epcis: Collection[str], le: date) -> Select[Any]:
    return select(G.id, G.departement, G.epci, G.population, G.version_grille, G.effet_du, G.effet_au, G.contenu).where(
        G.departement == departement,
        G.statut == StatutGrille.PUBLIEE,
        G.epci.in_(epcis),
        G.effet_du <= le,
        G.effet_au.is_(None) | (G.effet_au >= le),
    )


def version_of(row: Any) -> VersionDeGrille:
    return VersionDeGrille(**row._mapping)


async def preuves(connection: AsyncSession | AsyncConnection, departement: str, demande_id: UUID) -> list[PreuveAdmise]:
    rows = await connection.execute(
        select(P.type, P.controlee_le, P.expire_le).where(
            P.departement == departement, P.demande_id == demande_id, P.etat == EtatPiece.VALIDEE
        )
    )
    return [
        PreuveAdmise(type=row.type, valide_le=aujourd_hui(row.controlee_le), expire_le=row.expire_le) for row in rows
    ]


async def evenements(connection: AsyncSession | AsyncConnection, departement: str, demande_id: UUID) -> list[Evenement]:
    rows = await connection.execute(
        select(V.type, V.le, V.adapte, V.reference)
        .where(V.departement == departement, V.demande_id == demande_id)
        .order_by(V.le)
    )
    return [Evenement(**row) for row in rows.mappings()]


async def labels(connection: AsyncSession | AsyncConnection, departement: str, demande_id: UUID) -> list[str]:
    rows = await connection.scalars(
        select(L.code)
        .distinct()
        .where(L.departement == departement, L.demande_id == demande_id, L.retire_le.is_(None))
        .order_by(L.code)
    )
    return list(rows)


class SqlCotationRepository:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    async def points_par_commune(self, demande: Demande) -> dict[str, int]:
        """Verified points of each wished commune, by the grid of its EPCI; a commune without grid is absent."""
        wished = demande.formulaire.communes
        if not wished or demande.numero_unique is None:
            return {}
        await self._communes.load()
        rows = await self._session.execute(
            select(C.epci, C.total_verifie).where(
                C.departement == demande.departement,
                C.demande_id == demande.id,
                C.total_verifie.is_not(None),
            )
        )
        by_epci = {row.epci: row.total_verifie for row in rows}
        return {c: by_epci[e] for c in wished if (e := self._communes.epci(c)) in by_epci}

    async def grilles_en_vigueur(self, departement: str, epcis: Collection[str], le: date) -> Sequence[VersionDeGrille]:
        if not epcis:
            return []
        rows = await self._session.execute(published(departement, epcis, le))
        return [version_of(row) for row in rows]

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Resultat]:
        rows = await self._session.execute(
            select(*(c for c in cotations.c if c.name not in ("departement", "demande_id"))).where(
                C.departement == departement, C.demande_id == demande_id
            )
        )
        return [result_of(row) for row in rows]

    async def garder_les_faits(self, departement: str, demande_id: UUID, faits: Faits) -> None:
        await keep_facts(self._session, departement, demande_id, faits)

    async def oublier_les_faits(self, departement: str, demande_id: UUID) -> None:
        await drop_facts(self._session, departement, demande_id)

    async def retirer(self, departement: str, demande_id: UUID) -> None:
        await self.oublier_les_faits(departement, demande_id)
        await self.remplacer(departement, demande_id, [])

    async def remplacer(self, departement: str, demande_id: UUID, resultats: Sequence[Resultat]) -> None:
        kept = [r.grille_id for r in resultats]
        await self._session.execute(
            delete(cotations).where(C.departement == departement, C.demande_id == demande_id, C.grille_id.notin_(kept))
        )
        if not resultats:
            return
        statement = insert(cotations)
        changed = {c.name: statement.excluded[c.name] for c in cotations.c if not c.primary_key}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["departement", "demande_id", "grille_id"], set_=changed),
            [row_of(departement, demande_id, r) for r in resultats],
        )

    async def preuves(self, departement: str, demande_id: UUID) -> Sequence[PreuveAdmise]:
        return await preuves(self._session, departement, demande_id)

    async def evenements(self, departement: str, demande_id: UUID) -> Sequence[Evenement]:
        return await evenements(self._session, departement, demande_id)

    async def labels(self, departement: str, demande_id: UUID) -> Sequence[str]:
        return await labels(self._session, departement, demande_id)

    async def noter(self, departement: str, demande_id: UUID, evenement: Evenement) -> None:
        await self._session.execute(
            evenements_de_vie.insert().values(
                departement=departement,
                demande_id=demande_id,
                type=evenement.type,
                le=evenement.le,
                adapte=evenement.adapte,
                reference=evenement.reference,
            )
        )


def result_of(row: Any) -> Resultat:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row._mapping.items()}
    return Resultat(**values)


def row_of(departement: str, demande_id: UUID, resultat: Resultat) -> dict[str, Any]:
    """The row of a result: the same for one demande and for the bulk path."""
    return {
        "departement": departement,
        "demande_id": demande_id,
        "grille_id": resultat.grille_id,
        "epci": resultat.epci,
        "population": resultat.population,
        "version_grille": resultat.version_grille,
        "date_calcul": resultat.date_calcul,
        "statut": resultat.statut,
        "hors_cotation": resultat.hors_cotation,
        "total_declare": resultat.total_declare,
        "total_verifie": resultat.total_verifie,
        "blocs_declares": list(resultat.blocs_declares),
        "blocs_verifies": list(resultat.blocs_verifies),
        "details_declares": list(resultat.details_declares),
        "details_verifies": list(resultat.details_verifies),
        "prochaine_bascule": resultat.prochaine_bascule,
        "empreinte": resultat.empreinte,
    }
