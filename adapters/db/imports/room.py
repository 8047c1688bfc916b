from functools import cached_property

from adapters.db.imports.controle import Coffre
from adapters.db.imports.ecriture import SqlEcritureEnMasse
from adapters.db.imports.repository import SqlAvancement, SqlImportRepository, SqlLignesEnAttente
from adapters.db.room import Room
from domain.imports.ports import LecteurDeFichier


class ImportsRoom(Room):
    @cached_property
    def imports(self) -> SqlImportRepository:
        return SqlImportRepository(self.session)

    @property
    def lecteur_de_fichier(self) -> LecteurDeFichier:
        return self._gateways.lecteur_de_fichier

    @cached_property
    def lignes_en_attente(self) -> SqlLignesEnAttente:
        return SqlLignesEnAttente(self.session, self._coffre, self._gateways.crew)

    @cached_property
    def ecriture_en_masse(self) -> SqlEcritureEnMasse:
        g = self._gateways
        return SqlEcritureEnMasse(self.session, g.communes, self._coffre, g.crew, g.references, self.today())

    @property
    def _coffre(self) -> Coffre:
        return Coffre(self._gateways.chiffre, self._gateways.index_nir)

    @cached_property
    def avancement(self) -> SqlAvancement:
        return SqlAvancement(self._sessions)
