from functools import cached_property
from uuid import UUID

from adapters.db.demandes.delais import SqlDelaisDepasses
from adapters.db.demandes.doublons import (
    SqlDoublonRepository,
    SqlFusionRepository,
    SqlSeparationRepository,
    SqlSuitesDeFusion,
)
from adapters.db.demandes.filtres import SqlFiltreRepository
from adapters.db.demandes.gateways import SqlCodesDeConnexion, SqlCoffreNir, SqlRechercheDoublons
from adapters.db.demandes.lecture import SqlLectureDesDemandes
from adapters.db.demandes.nuits import SqlNuits
from adapters.db.demandes.repository import SqlCompteDemandeurRepository, SqlDemandeRepository, SqlNumerosUniques
from adapters.db.demandes.secteurs import SqlSecteurRepository
from adapters.db.demandes.travaux import SqlTravailRepository
from adapters.db.room import Room
from domain.communications.groupes.ports import Editions
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Demande
from domain.demandes.synthese import Synthese, synthese
from domain.demandes.travaux.ports import Tableur
from domain.pieces.ports import Stockage


class DemandesRoom(Room):
    def foyer(self, demande: Demande) -> Synthese:
        """As it stands today, worked out once while the form stays the same: points and lists both read it."""
        kept = self._foyers.get(demande.id)
        if kept is None or kept[0] is not demande.formulaire:
            found = synthese(demande.formulaire, self.today(), demande.departement)
            kept = self._foyers[demande.id] = demande.formulaire, found
        return kept[1]

    @cached_property
    def _foyers(self) -> dict[UUID, tuple[Formulaire, Synthese]]:
        return {}

    @cached_property
    def demandes(self) -> SqlDemandeRepository:
        return SqlDemandeRepository(self.session, self._gateways.references)

    @cached_property
    def numeros_uniques(self) -> SqlNumerosUniques:
        return SqlNumerosUniques(self.session)

    @cached_property
    def coffre_nir(self) -> SqlCoffreNir:
        return SqlCoffreNir(self.session, self._gateways.chiffre, self._gateways.index_nir)

    @cached_property
    def doublons(self) -> SqlRechercheDoublons:
        return SqlRechercheDoublons(self.session)

    @cached_property
    def paires_de_doublons(self) -> SqlDoublonRepository:
        return SqlDoublonRepository(self.session)

    @cached_property
    def fusions(self) -> SqlFusionRepository:
        return SqlFusionRepository(self.session)

    @cached_property
    def separations(self) -> SqlSeparationRepository:
        return SqlSeparationRepository(self.session)

    @cached_property
    def secteurs(self) -> SqlSecteurRepository:
        return SqlSecteurRepository(self.session, self._gateways.communes)

    @cached_property
    def suites_de_fusion(self) -> SqlSuitesDeFusion:
        return SqlSuitesDeFusion(self.session)

    @cached_property
    def delais_depasses(self) -> SqlDelaisDepasses:
        return SqlDelaisDepasses(self.session)

    @cached_property
    def comptes_demandeurs(self) -> SqlCompteDemandeurRepository:
        return SqlCompteDemandeurRepository(self.session)

    @cached_property
    def nuits(self) -> SqlNuits:
        return SqlNuits(self.session)

    @cached_property
    def codes_de_connexion(self) -> SqlCodesDeConnexion:
        limits = self._gateways.code_limits
        return SqlCodesDeConnexion(self.session, limits.duree, limits.essais)

    @cached_property
    def travaux(self) -> SqlTravailRepository:
        return SqlTravailRepository(self.session)

    @cached_property
    def filtres(self) -> SqlFiltreRepository:
        return SqlFiltreRepository(self.session)

    @cached_property
    def lecture_des_demandes(self) -> SqlLectureDesDemandes:
        return SqlLectureDesDemandes(self.session, self._gateways.communes, self.today)

    @property
    def tableur(self) -> Tableur:
        return self._gateways.tableur

    @property
    def editions(self) -> Editions:
        return self._gateways.editions

    @property
    def fichiers(self) -> Stockage:
        return self._gateways.stockage
