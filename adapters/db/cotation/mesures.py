"""What every statistic of the scores starts from: the photo that suits, of one version of grid and no other."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.photos import TOUTES, photos_de_criteres
from adapters.db.cotation.simulations import du_territoire
from adapters.db.cotation.tables import grilles
from adapters.db.engine import Reader
from adapters.db.referentiel.memory import Communes
from domain.cotation.simulation.rules import parametre
from domain.cotation.statistiques.queries import FiltreDePhoto, GrilleMesuree
from domain.cotation.vocabulary import Population
from domain.organismes.acteur import Perimetre

K, G = photos_de_criteres.c, grilles.c


class Mesures:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def _photo(self, connection: AsyncConnection, perimetre: Perimetre, filtre: FiltreDePhoto) -> Any:
        """The last photo that suits, of one version of grid and no other."""
        statement = (
            select(G.id, G.epci, G.contenu, G.version_grille, G.effet_du, K.prise_le)
            .join(photos_de_criteres, and_(K.departement == G.departement, K.grille_id == G.id))
            .where(
                G.departement == perimetre.departement,
                K.departement == perimetre.departement,
                K.genre == "cotees",
                *filtered(K, FiltreDePhoto()),
                du_territoire(perimetre, G.epci, self._communes),
            )
        )
        if filtre.epci:
            statement = statement.where(G.epci == filtre.epci)
        if filtre.grille_id:
            statement = statement.where(G.id == filtre.grille_id)
        if filtre.le:
            statement = statement.where(K.prise_le <= filtre.le)
        order = (K.prise_le.desc(), K.demandes.desc(), G.version_grille.desc(), G.id)
        return (await connection.execute(statement.order_by(*order).limit(1))).first()

    def _grille(self, row: Any) -> GrilleMesuree:
        return GrilleMesuree(
            grille_id=row.id,
            epci=row.epci,
            epci_nom=self._communes.nom_epci(row.epci),
            libelle=row.contenu.libelle,
            version_grille=row.version_grille,
            prise_le=row.prise_le,
        )

    def _parametres(self, perimetre: Perimetre) -> tuple[int, int]:
        today = self._today()
        petit, largeur = (parametre(nom, today, perimetre.departement).entier() for nom in ("petit_groupe", "tranche"))
        return petit, largeur


def filtered(photo: Any, filtre: FiltreDePhoto) -> list[ColumnElement[bool]]:
    return [
        photo.typologie == (filtre.typologie.value if filtre.typologie else TOUTES),
        photo.organisme == (str(filtre.organisme_id) if filtre.organisme_id else TOUTES),
        photo.population == (TOUTES if filtre.population is Population.TOUS else filtre.population.value),
    ]
