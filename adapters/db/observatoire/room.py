from functools import cached_property

from adapters.db.observatoire.attributions import SqlAttributionsComptees
from adapters.db.observatoire.chiffres import SqlPhotosDesChiffres
from adapters.db.observatoire.croisements import SqlPhotosDuStock
from adapters.db.observatoire.rapports_prefectoraux import SqlRapportsPrefectoraux
from adapters.db.observatoire.repository import SqlActualites, SqlFavoris
from adapters.db.room import Room


class ObservatoireRoom(Room):
    @cached_property
    def actualites(self) -> SqlActualites:
        return SqlActualites(self.session)

    @cached_property
    def favoris(self) -> SqlFavoris:
        return SqlFavoris(self.session)

    @cached_property
    def attributions_comptees(self) -> SqlAttributionsComptees:
        return SqlAttributionsComptees(self.session)

    @cached_property
    def photos_du_stock(self) -> SqlPhotosDuStock:
        return SqlPhotosDuStock(self.session)

    @cached_property
    def photos_des_chiffres(self) -> SqlPhotosDesChiffres:
        return SqlPhotosDesChiffres(self.session, self._gateways.communes)

    @cached_property
    def rapports_prefectoraux(self) -> SqlRapportsPrefectoraux:
        return SqlRapportsPrefectoraux(self.session)
