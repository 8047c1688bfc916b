"""Ce que fait la commission quand une proposition s'arrête avant elle."""

from domain.commissions.ports import CommissionsUnitOfWork
from domain.organismes.acteur import Acteur
from domain.propositions.events import EvenementProposition


async def retirer_de_l_ordre_du_jour(event: EvenementProposition, acteur: Acteur, uow: CommissionsUnitOfWork) -> None:
    """Une proposition annulée ou arrêtée ne passe plus en commission ; une décision déjà prise reste écrite."""
    passage = await uow.passages.cherche(event.departement, event.aggregate_id)
    if passage is not None and passage.decision is None:
        await uow.passages.supprimer(passage)
