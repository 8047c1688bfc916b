from domain.kernel.jour import JourCommence
from domain.observatoire.quotas.ports import QuotasUnitOfWork
from domain.organismes.acteur import Acteur
from domain.propositions.events import BailSigne


async def compter_l_attribution(event: BailSigne, acteur: Acteur, uow: QuotasUnitOfWork) -> None:
    """Le bail signé compte aussitôt dans les parts que fixe la loi (CCH L441-1)."""
    await uow.attributions_comptees.compter(event.departement, event.aggregate_id)


async def compter_les_attributions(event: JourCommence, acteur: Acteur, uow: QuotasUnitOfWork) -> None:
    """Chaque nuit, les baux venus autrement : repris d'un autre fichier, ou signés avant que l'on compte."""
    await uow.attributions_comptees.compter(event.departement)
