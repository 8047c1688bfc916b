from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, and_, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.departage import departage_of, lu
from adapters.db.cotation.faits import fait_rows
from adapters.db.cotation.tables import cotations, cotations_passees, evenements_de_vie, grilles
from adapters.db.cotation.une_demande import (
    CONNUE,
    FAITS,
    GARDER,
    GRILLE,
    REECRIRE,
    RESULTAT,
    RESULTATS,
    TENIR,
    VIE,
    document,
    in_force,
)
from adapters.db.pieces.tables import pieces
from adapters.db.prepared import Prepared
from adapters.db.referentiel.memory import Communes
from domain.cotation.connue import CotationConnue, FaitsGardes
from domain.cotation.departage import Classement, classements
from domain.cotation.faits import Evenement, Faits, LabelEnCours, PreuveAdmise, Validation, VieDuDossier
from domain.cotation.grille import Grille
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.vocabulary import Departage, Population, StatutGrille
from domain.demandes.model import Demande
from domain.kernel.calendrier import aujourd_hui
from domain.pieces.codes import EtatPiece
from domain.pieces.rules.attendues import dossier_complet
from domain.publics.codes import Origine

G, C, A, V, P = grilles.c, cotations.c, cotations_passees.c, evenements_de_vie.c, pieces.c


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
        select(P.type, P.personne_id, P.controlee_le, P.expire_le).where(
            P.departement == departement, P.demande_id == demande_id, P.etat == EtatPiece.VALIDEE
        )
    )
    return [
        PreuveAdmise(
            type=row.type,
            personne_id=row.personne_id,
            valide_le=aujourd_hui(row.controlee_le),
            expire_le=row.expire_le,
        )
        for row in rows
    ]


async def evenements(connection: AsyncSession | AsyncConnection, departement: str, demande_id: UUID) -> list[Evenement]:
    rows = await connection.execute(
        select(V.type, V.le, V.adapte, V.reference)
        .where(V.departement == departement, V.demande_id == demande_id)
        .order_by(V.le)
    )
    return [Evenement(**row) for row in rows.mappings()]


class SqlCotationRepository:
    def __init__(self, session: AsyncSession, communes: Communes, today: Callable[[], date]) -> None:
        self._session = session
        self._communes = communes
        self._today = today
        self._results: dict[UUID, Collection[Resultat]] = {}
        """Of the demandes that this transaction scores: nobody else does until it ends."""
        self._kept: dict[UUID, tuple[Collection[str], Collection[UUID]]] = {}
        """The territories and the grids of the same, as the file holds them."""
        self._departages: dict[UUID, Sequence[Departage]] = {}
        """What decides between equals in each grid that this transaction has read."""

    def dossier_complet(self, demande: Demande, pieces: Sequence[PreuveAdmise], le: date) -> bool:
        return dossier_complet(demande.formulaire, pieces, le)

    async def classements_par_commune(self, demande: Demande) -> dict[str, Classement]:
        """What ranks it in each wished commune, by the grid of its EPCI; a commune without grid is absent."""
        wished = demande.formulaire.communes
        if not wished or demande.numero_unique is None:
            return {}
        await self._communes.load()
        found = self._results.get(demande.id)
        if found is None or any(result.grille_id not in self._departages for result in found):
            found = await _POINTS.read(self._session, {"d": demande.departement, "id": demande.id})
            self._departages |= {row.grille_id: lu(row.departage) for row in found}
        by_epci = classements(found, self._departages, demande.deposee_le, demande.numero_unique)
        return {c: by_epci[e] for c in wished if (e := self._communes.epci(c)) in by_epci}

    async def grilles_en_vigueur(self, departement: str, epcis: Collection[str], le: date) -> Sequence[VersionDeGrille]:
        if not epcis:
            return []
        rows = await _EN_VIGUEUR.read(self._session, {"d": departement, "epcis": sorted(epcis), "le": le})
        return await self._versions(departement, rows)

    async def _versions(self, departement: str, rows: Sequence[Any]) -> list[VersionDeGrille]:
        unknown = [row.grille_id for row in rows if (row.grille_id, row.version) not in _contenus]
        if unknown:
            await self._learn(departement, unknown)
        contenus = {row.grille_id: _contenus[(row.grille_id, row.version)] for row in rows}
        self._departages |= {id: contenu.departage for id, contenu in contenus.items()}
        return [
            VersionDeGrille(
                id=row.grille_id,
                departement=departement,
                epci=row.epci,
                population=row.population,
                version_grille=row.version_grille,
                effet_du=row.effet_du,
                effet_au=row.effet_au,
                contenu=contenus[row.grille_id],
            )
            for row in rows
        ]

    async def _learn(self, departement: str, ids: Collection[UUID]) -> None:
        if len(_contenus) + len(ids) > _CONTENUS_GARDES:
            _contenus.clear()
        found = select(G.id, G.version, G.contenu).where(G.departement == departement, G.id.in_(ids))
        for row in await self._session.execute(found):
            _contenus[(row.id, row.version)] = row.contenu

    async def connue(self, departement: str, demande_id: UUID, epcis: Collection[str], le: date) -> CotationConnue:
        asked = {"d": departement, "id": demande_id, "epcis": sorted(epcis), "le": le}
        rows: dict[str, list[Any]] = {GRILLE: [], RESULTAT: [], FAITS: []}
        for row in await CONNUE.read(self._session, asked):
            rows[row.sorte].append(row)
        results = [result_of(row) for row in rows[RESULTAT]]
        self._results[demande_id] = results
        self._kept[demande_id] = {row.epci for row in rows[FAITS]}, {result.grille_id for result in results}
        return CotationConnue(
            grilles=await self._versions(departement, rows[GRILLE]),
            resultats={result.epci: result for result in results},
            faits={row.epci: FaitsGardes(empreinte=row.empreinte, a_revoir_le=row.a_revoir_le) for row in rows[FAITS]},
        )

    async def garder(self, departement: str, demande_id: UUID, faits: Faits, resultats: Collection[Resultat]) -> None:
        await self._write(departement, demande_id, fait_rows(departement, demande_id, faits), resultats)

    async def retirer(self, departement: str, demande_id: UUID) -> None:
        await TENIR.write(self._session, {"d": departement, "id": demande_id})
        await self._write(departement, demande_id, (), ())

    async def oublier_depuis(
        self,
        departement: str,
        demande_id: UUID,
        depuis: date,
        *,
        sauf: Collection[str],
        populations: Collection[Population],
    ) -> None:
        await self._session.execute(
            delete(cotations_passees).where(
                A.departement == departement,
                A.demande_id == demande_id,
                A.date_calcul >= depuis,
                A.grille_id.in_(
                    select(G.id).where(
                        G.departement == departement, or_(G.epci.not_in(sauf), G.population.not_in(populations))
                    )
                ),
            )
        )

    async def _write(
        self, departement: str, demande_id: UUID, faits: Sequence[Mapping[str, Any]], resultats: Collection[Resultat]
    ) -> None:
        epcis, grilles = [row["epci"] for row in faits], [resultat.grille_id for resultat in resultats]
        given: dict[str, Any] = {
            "faits": document(faits),
            "resultats": document(row_of(departement, demande_id, resultat) for resultat in resultats),
        }
        kept = set(epcis), set(grilles)
        if self._kept.get(demande_id) == kept:
            await REECRIRE.write(self._session, given)
        else:
            beside = {"d": departement, "id": demande_id, "le": self._today(), "epcis": epcis, "grilles": grilles}
            await GARDER.write(self._session, given | beside)
        self._results[demande_id], self._kept[demande_id] = resultats, kept

    async def vie_du_dossier(self, departement: str, demande_id: UUID) -> VieDuDossier:
        rows = await VIE.read(self._session, {"d": departement, "id": demande_id})
        return VieDuDossier(
            pieces=tuple(
                PreuveAdmise(
                    type=row.code,
                    personne_id=row.personne_id,
                    valide_le=aujourd_hui(row.instant),
                    expire_le=row.jour,
                )
                for row in rows
                if row.sorte == "piece"
            ),
            evenements=tuple(
                Evenement(type=row.code, le=row.jour, adapte=row.adapte, reference=row.reference)
                for row in rows
                if row.sorte == "evenement"
            ),
            labels=tuple(
                LabelEnCours(code=row.code, automatique=row.reference == Origine.AUTOMATIQUE, expire_le=row.jour)
                for row in rows
                if row.sorte == "label"
            ),
            validations=tuple(
                Validation(
                    epci=row.epci, critere=row.code, type=row.reference, valide_le=row.depuis, expire_le=row.jour
                )
                for row in rows
                if row.sorte == "validation"
            ),
        )

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


_contenus: dict[tuple[UUID, int], Grille] = {}
"""The grids in force as this process has read them: a published one no longer changes, and each act reads it again."""
_CONTENUS_GARDES = 256
_EN_VIGUEUR = Prepared(
    select(G.id.label("grille_id"), G.epci, G.population, G.version_grille, G.effet_du, G.effet_au, G.version).where(
        *in_force(bindparam("d"), bindparam("epcis", type_=ARRAY(String)), bindparam("le"))
    )
)
_POINTS = Prepared(
    select(C.epci, C.grille_id, C.total_verifie, departage_of(G.contenu).label("departage"))
    .join(grilles, and_(G.departement == C.departement, G.id == C.grille_id))
    .where(C.departement == bindparam("d"), C.demande_id == bindparam("id"))
)


def result_of(row: Any) -> Resultat:
    found = ((c.name, getattr(row, c.name)) for c in RESULTATS)
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found}
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
