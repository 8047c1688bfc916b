from functools import cached_property
from typing import TYPE_CHECKING

from adapters.db.cotation.affichages import SqlAffichages
from adapters.db.cotation.attentes import SqlAttentes
from adapters.db.cotation.changements import SqlChangementsDePoints
from adapters.db.cotation.deploiement import SqlRendezVousRepository
from adapters.db.cotation.detail import SqlPointsDetailles
from adapters.db.cotation.evenements import SqlContestations, SqlEvenementsDeVie
from adapters.db.cotation.photos import SqlPhotosDesPoints
from adapters.db.cotation.positions import SqlPositions
from adapters.db.cotation.recalculs import SqlRecalculRepository
from adapters.db.cotation.registre import SqlRegistreDesGrilles
from adapters.db.cotation.repository import SqlCotationRepository
from adapters.db.cotation.simulations import SqlSimulationRepository
from adapters.db.cotation.validees import SqlValidations
from adapters.db.referentiel.memory import Communes
from adapters.db.room import Room

if TYPE_CHECKING:
    from adapters.db.cotation.en_masse import SqlCotationEnMasse
    from adapters.db.cotation.simulateur import SqlSimulateur


class CotationRoom(Room):
    @cached_property
    def cotations(self) -> SqlCotationRepository:
        return SqlCotationRepository(self.session, self._gateways.communes, self.today)

    @cached_property
    def changements_de_points(self) -> SqlChangementsDePoints:
        return SqlChangementsDePoints(self.session)

    @cached_property
    def grilles(self) -> SqlRegistreDesGrilles:
        return SqlRegistreDesGrilles(self.session, self._gateways.communes)

    @cached_property
    def photos_de_points(self) -> SqlPhotosDesPoints:
        return SqlPhotosDesPoints(self.session)

    @cached_property
    def simulations(self) -> SqlSimulationRepository:
        return SqlSimulationRepository(self.session, self._gateways.communes)

    @cached_property
    def rendez_vous(self) -> SqlRendezVousRepository:
        return SqlRendezVousRepository(self.session, self._gateways.communes)

    @cached_property
    def recalculs(self) -> SqlRecalculRepository:
        return SqlRecalculRepository(self.session)

    @cached_property
    def cotation_en_masse(self) -> "SqlCotationEnMasse":
        from adapters.db.cotation.en_masse import SqlCotationEnMasse

        return SqlCotationEnMasse(self.session, self._gateways.communes, self.now, self._correlation)

    @cached_property
    def simulateur(self) -> "SqlSimulateur":
        # columns are the worker's: an API process never loads them
        from adapters.db.cotation.simulateur import SqlSimulateur

        return SqlSimulateur(self._sessions, self._gateways.communes)

    @cached_property
    def positions(self) -> SqlPositions:
        return SqlPositions(self.session)

    @cached_property
    def attentes(self) -> SqlAttentes:
        return SqlAttentes(self.session, self._gateways.communes)

    @cached_property
    def points_detailles(self) -> SqlPointsDetailles:
        return SqlPointsDetailles(self.session, self.cotations, self.today)

    @cached_property
    def affichages(self) -> SqlAffichages:
        return SqlAffichages(self.session)

    @cached_property
    def evenements_de_vie(self) -> SqlEvenementsDeVie:
        return SqlEvenementsDeVie(self.session)

    @cached_property
    def contestations(self) -> SqlContestations:
        return SqlContestations(self.session)

    @cached_property
    def validations(self) -> SqlValidations:
        return SqlValidations(self.session)

    @property
    def geographie(self) -> Communes:
        return self._gateways.communes
