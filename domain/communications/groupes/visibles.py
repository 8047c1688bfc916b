"""Des lignes cochées, celles que l'agent voit encore au moment où le travail se fait."""

from collections.abc import Sequence
from uuid import UUID

from domain.communications.groupes.ports import GroupesUnitOfWork
from domain.demandes.queries import DemandeResume, DemandesCriteria
from domain.demandes.travaux.model import Manque, Travail


async def les_visibles(travail: Travail, ids: Sequence[UUID], uow: GroupesUnitOfWork) -> list[DemandeResume]:
    ordre, criteria = travail.ordre, DemandesCriteria(parmi=tuple(ids), sort=travail.ordre.criteria.sort)
    lots = uow.lecture_des_demandes.lots(ordre.perimetre, criteria, au_plus=len(ids))
    return [vue async for lot in lots for vue in lot]


def introuvables(demandees: Sequence[UUID], visibles: Sequence[DemandeResume]) -> list[Manque]:
    return [introuvable(id) for id in sorted(set(demandees) - {vue.id for vue in visibles})]


def introuvable(id: UUID) -> Manque:
    return Manque(demande_id=id, nom="Demande", code="introuvable", phrase="Elle n'est pas dans votre périmètre.")
