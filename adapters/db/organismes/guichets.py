"""The counters where anyone may deposit a demande: public, by name, a page at a time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.engine import Reader
from adapters.db.organismes.enregistrement import AC, DL, in_force
from adapters.db.organismes.tables import agences, organismes, organismes_territoires, reglages
from adapters.db.referentiel.memory import Communes
from domain.kernel.read_model import Page
from domain.organismes.acteur import Perimetre
from domain.organismes.enregistrement.guichets import Accord, GuichetPublic, LieuDAccueil, ce_qu_il_enregistre
from domain.organismes.errors import TerritoireInconnu

ORG, T, AG = organismes.c, organismes_territoires.c, agences.c


class SqlGuichetsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def du_territoire(
        self, perimetre: Perimetre, commune: str | None, *, page: int, size: int
    ) -> Page[GuichetPublic]:
        departement = perimetre.departement
        mandate = exists().where(DL.departement == departement, DL.mandataire_id == ORG.id, in_force(DL, self._today()))
        wanted = and_(
            T.departement == departement,
            or_(T.code_guichet.is_not(None), mandate),
            or_(T.communes.is_(None), T.communes.any_() == commune) if commune else true(),
        )
        of_here = organismes.join(organismes_territoires, T.organisme_id == ORG.id)
        async with self._read(departement) as connection:
            rows = (
                await connection.execute(
                    select(
                        ORG.id,
                        ORG.type,
                        ORG.nom,
                        ORG.telephone,
                        ORG.email,
                        T.communes,
                        T.code_guichet,
                        func.count().over().label("total"),
                    )
                    .select_from(of_here)
                    .where(wanted)
                    .order_by(ORG.nom, ORG.id)
                    .offset((page - 1) * size)
                    .limit(size)
                )
            ).all()
            if not rows:
                return await self._nobody(connection, departement, page, size)
            ids = [row.id for row in rows]
            agreed = await self._agreed(connection, departement, ids)
            given = await self._given(connection, departement, ids)
            places = await self._places(connection, departement, ids)
        return Page(
            items=[
                self._seen(row, agreed.get(row.id, []), given.get(row.id, []), places.get(row.id, [])) for row in rows
            ],
            total=rows[0].total,
            total_plafonne=False,
            page=page,
            size=size,
        )

    async def _nobody(self, connection: AsyncConnection, departement: str, page: int, size: int) -> Page[GuichetPublic]:
        known = await connection.scalar(select(reglages.c.departement).where(reglages.c.departement == departement))
        if known is None:
            raise TerritoireInconnu("Ce département n'a pas de fichier partagé ici. Choisissez le vôtre dans la liste.")
        return Page(items=[], total=0, total_plafonne=False, page=page, size=size)

    def _seen(self, row: Any, accords: list[Accord], mandants: list[str], lieux: list[LieuDAccueil]) -> GuichetPublic:
        registers, phrase = ce_qu_il_enregistre(
            self._names(row.communes or ()), accords, mandants, guichet=row.code_guichet is not None
        )
        return GuichetPublic(
            nom=row.nom,
            type_libelle=row.type.libelle,
            telephone=row.telephone,
            email=row.email,
            enregistre=registers,
            phrase=phrase,
            lieux=lieux,
        )

    def _names(self, codes: Iterable[str]) -> list[str]:
        return sorted(self._communes.courte(code).nom for code in codes)

    async def _agreed(
        self, connection: AsyncConnection, departement: str, ids: list[UUID]
    ) -> Mapping[UUID, list[Accord]]:
        found: dict[UUID, list[Accord]] = {}
        for row in await connection.execute(
            select(AC.organisme_id, AC.portee, AC.communes, ORG.nom)
            .join(organismes, ORG.id == AC.vers_id)
            .where(AC.departement == departement, AC.organisme_id.in_(ids), in_force(AC, self._today()))
            .order_by(AC.du, AC.id)
        ):
            accord = Accord(portee=row.portee, communes=self._names(row.communes or ()), vers=row.nom)
            found.setdefault(row.organisme_id, []).append(accord)
        return found

    async def _given(self, connection: AsyncConnection, departement: str, ids: list[UUID]) -> Mapping[UUID, list[str]]:
        found: dict[UUID, list[str]] = {}
        for row in await connection.execute(
            select(DL.mandataire_id, ORG.nom)
            .join(organismes, ORG.id == DL.mandant_id)
            .where(DL.departement == departement, DL.mandataire_id.in_(ids), in_force(DL, self._today()))
            .order_by(ORG.nom, DL.id)
        ):
            found.setdefault(row.mandataire_id, []).append(row.nom)
        return found

    async def _places(
        self, connection: AsyncConnection, departement: str, ids: list[UUID]
    ) -> Mapping[UUID, list[LieuDAccueil]]:
        found: dict[UUID, list[LieuDAccueil]] = {}
        for row in await connection.execute(
            select(
                AG.organisme_id,
                AG.libelle,
                AG.rue,
                AG.complement_1,
                AG.complement_2,
                AG.lieu_dit,
                AG.code_postal,
                AG.ville,
                AG.telephone,
                AG.email,
            )
            .where(AG.departement == departement, AG.organisme_id.in_(ids))
            .order_by(AG.libelle, AG.id)
        ):
            town = " ".join(word for word in (row.code_postal, row.ville) if word)
            lines = (row.rue, row.complement_1, row.complement_2, row.lieu_dit, town)
            place = LieuDAccueil(
                libelle=row.libelle,
                adresse=[line for line in lines if line],
                telephone=row.telephone,
                email=row.email,
            )
            found.setdefault(row.organisme_id, []).append(place)
        return found
