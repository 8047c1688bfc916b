from domain.cotation.simulation.errors import SimulationInterrompue
from domain.cotation.simulation.events import SimulationDemandee
from domain.cotation.simulation.ports import SimulationsUnitOfWork
from domain.organismes.acteur import Acteur


async def simuler_la_grille(event: SimulationDemandee, acteur: Acteur, uow: SimulationsUnitOfWork) -> None:
    """Fait le calcul hors de toute requête. Interrompu par une panne, il se refait en entier."""
    simulation = await uow.simulations.get(event.departement, event.aggregate_id)
    if not simulation.attend:
        return
    try:
        rapport = await uow.simulateur.mesurer(simulation, uow.today())
    except SimulationInterrompue:
        return
    simulation.finir(rapport, le=uow.now())
