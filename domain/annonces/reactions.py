from uuid import UUID

from domain.annonces.ports import AnnoncesUnitOfWork
from domain.biens.events import BienAttribue, BienRetire
from domain.organismes.acteur import Acteur
from domain.organismes.events import OrganismeModifie


async def retirer_apres_attribution(event: BienAttribue, acteur: Acteur, uow: AnnoncesUnitOfWork) -> None:
    """Un logement attribué quitte les annonces dans le même instant."""
    await _retirer(event.departement, event.mise_en_location_id, "Le logement est attribué.", uow)


async def retirer_avec_le_bien(event: BienRetire, acteur: Acteur, uow: AnnoncesUnitOfWork) -> None:
    """Un logement retiré de la location n'a plus d'annonce."""
    await _retirer(event.departement, event.mise_en_location_id, "Le logement n'est plus à louer.", uow)


async def rafraichir_la_vitrine(event: OrganismeModifie, acteur: Acteur, uow: AnnoncesUnitOfWork) -> None:
    """Le public lit le nom du bailleur sur ses annonces : s'il change, elles changent."""
    await uow.vitrine.rafraichir_l_organisme(event.aggregate_id)


async def _retirer(departement: str, mise_en_location_id: UUID, motif: str, uow: AnnoncesUnitOfWork) -> None:
    annonce = await uow.annonces.de_la_mise_en_location(departement, mise_en_location_id)
    if annonce is not None:
        annonce.retirer(motif=motif, le=uow.now())
