from domain.cotation.statistiques.ports import StatistiquesUnitOfWork
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def photographier_la_cotation(event: JourCommence, acteur: Acteur, uow: StatistiquesUnitOfWork) -> None:
    """Chaque nuit, les points du département deviennent des nombres sans nom : ce que lisent les statistiques."""
    await uow.photos_de_points.prendre(event.departement, event.jour)
