from domain.kernel.jour import JourCommence
from domain.observatoire.croisements.ports import CroisementsUnitOfWork
from domain.organismes.acteur import Acteur


async def photographier_le_stock(event: JourCommence, acteur: Acteur, uow: CroisementsUnitOfWork) -> None:
    """Chaque nuit, les demandes actives deviennent des nombres : ce que lisent les tableaux croisés."""
    await uow.photos_du_stock.prendre(event.departement, event.jour)
