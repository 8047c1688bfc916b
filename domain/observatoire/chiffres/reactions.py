from domain.kernel.jour import JourCommence
from domain.observatoire.chiffres.ports import ChiffresUnitOfWork
from domain.organismes.acteur import Acteur


async def photographier_les_chiffres(event: JourCommence, acteur: Acteur, uow: ChiffresUnitOfWork) -> None:
    """Chaque nuit, les chiffres publics se refont : une page sans compte ne lit jamais les demandes elles-mêmes."""
    await uow.photos_des_chiffres.prendre(event.departement, uow.now())
