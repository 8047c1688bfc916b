"""The households of a photo, by band of points, and what each criterion gives them."""

from typing import Any

from sqlalchemy import func, select

from adapters.db.cotation.mesures import G, K, Mesures, filtered
from adapters.db.cotation.photos import photos_de_points
from adapters.db.cotation.simulations import du_territoire
from domain.cotation.statistiques.queries import (
    DetailDesCriteres,
    Dimension,
    FiltreDePhoto,
    GrilleMesuree,
    Mesure,
    RepartitionDesPoints,
)
from domain.cotation.statistiques.rules import (
    DEFINITION_DES_CRITERES,
    DEFINITION_DES_POINTS,
    decotes,
    filtres_reunis,
    lignes_des_criteres,
    series,
)
from domain.organismes.acteur import Perimetre

P = photos_de_points.c


class MesuresDuStock(Mesures):
    async def grilles(self, perimetre: Perimetre) -> list[GrilleMesuree]:
        await self._communes.load()
        latest = (
            select(K.grille_id, func.max(K.prise_le).label("prise_le"), func.max(K.demandes).label("demandes"))
            .where(K.departement == perimetre.departement, K.genre == "cotees", *filtered(K, FiltreDePhoto()))
            .group_by(K.grille_id)
            .subquery()
        )
        statement = (
            select(G.id, G.epci, G.contenu, G.version_grille, latest.c.prise_le)
            .join(latest, latest.c.grille_id == G.id)
            .where(G.departement == perimetre.departement, du_territoire(perimetre, G.epci, self._communes))
            .order_by(latest.c.prise_le.desc(), latest.c.demandes.desc(), G.epci, G.version_grille.desc())
        )
        async with self._read(perimetre.departement) as connection:
            return [self._grille(row) for row in await connection.execute(statement)]

    async def repartition(
        self, perimetre: Perimetre, filtre: FiltreDePhoto, *, par: Dimension, mesure: Mesure
    ) -> RepartitionDesPoints:
        await self._communes.load()
        absente = filtres_reunis(filtre, partagee=par is not Dimension.ENSEMBLE, mesure=mesure)
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            rows: list[Any] = []
            if photo is not None and absente is None:
                counted = select(P.valeur, P.tranche, P.nombre).where(
                    P.departement == perimetre.departement,
                    P.epci == photo.epci,
                    P.prise_le == photo.prise_le,
                    P.grille_id == photo.id,
                    P.dimension == par.value,
                    P.mesure == mesure.value,
                    *filtered(P, filtre),
                )
                rows = list(await connection.execute(counted))
        petit, largeur = self._parametres(perimetre)
        tranches, trouvees = series(par, ((r.valeur, r.tranche, r.nombre) for r in rows), petit)
        return RepartitionDesPoints(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            par=par,
            mesure=mesure,
            tranches=[tranche * largeur for tranche in tranches],
            largeur=largeur,
            series=trouvees,
            absente=absente,
            petit_groupe=petit,
            definition=DEFINITION_DES_POINTS,
        )

    async def criteres(self, perimetre: Perimetre, filtre: FiltreDePhoto) -> DetailDesCriteres:
        await self._communes.load()
        absente = filtres_reunis(filtre, partagee=True)
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            lus: dict[tuple[str, int], tuple[int, int]] = {}
            if photo is not None and absente is None:
                counted = select(K.genre, K.rang, K.demandes, K.points).where(
                    K.departement == perimetre.departement,
                    K.epci == photo.epci,
                    K.prise_le == photo.prise_le,
                    K.grille_id == photo.id,
                    *filtered(K, filtre),
                )
                lus = {(r.genre, r.rang): (r.demandes, r.points) for r in await connection.execute(counted)}
        petit, _ = self._parametres(perimetre)
        cotees = lus.pop(("cotees", 0), (0, 0))[0]
        return DetailDesCriteres(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            cotees=cotees,
            lignes=lignes_des_criteres(photo.contenu, cotees, lus, petit) if lus else [],
            decotes=decotes(photo.contenu, lus, petit) if lus else [],
            absente=absente,
            petit_groupe=petit,
            definition=DEFINITION_DES_CRITERES,
        )
