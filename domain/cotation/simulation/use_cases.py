import secrets
from dataclasses import dataclass
from uuid import UUID

from domain.cotation.model import GrilleCotation
from domain.cotation.simulation.model import Simulation
from domain.cotation.simulation.ports import SimulationsUnitOfWork
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger

GRAINE_BITS = 31


@dataclass(frozen=True, kw_only=True)
class DemanderUneSimulation:
    grille_id: UUID
    comparee_id: UUID | None = None
    """Absente, la grille en vigueur dans le même territoire, s'il y en a une."""
    graine: int | None = None
    """Celle d'un rapport passé, pour le refaire ; absente, tirée au sort."""


async def demander_une_simulation(command: DemanderUneSimulation, acteur: Acteur, uow: SimulationsUnitOfWork) -> UUID:
    """Essaie une version de grille, brouillon compris, sur les demandes de son territoire."""
    exiger(acteur, Droit.COTATION_SIMULER)
    simulee = await uow.simulations.grille(acteur.perimetre, command.grille_id)
    comparee: GrilleCotation | None
    if command.comparee_id is not None:
        comparee = await uow.simulations.grille(acteur.perimetre, command.comparee_id)
    else:
        comparee = await uow.simulations.en_vigueur(simulee, uow.today())
    graine = secrets.randbits(GRAINE_BITS) if command.graine is None else command.graine
    simulation = Simulation.demander(simulee=simulee, comparee=comparee, graine=graine, acteur=acteur, le=uow.now())
    uow.simulations.add(simulation)
    return simulation.id


@dataclass(frozen=True, kw_only=True)
class AnnulerLaSimulation:
    id: UUID


async def annuler_la_simulation(command: AnnulerLaSimulation, acteur: Acteur, uow: SimulationsUnitOfWork) -> None:
    """Le calcul s'arrête à son prochain pas ; rien n'en est gardé."""
    exiger(acteur, Droit.COTATION_SIMULER)
    simulation = await uow.simulations.get(acteur.departement, command.id)
    await uow.simulations.exiger_visible(acteur.perimetre, simulation)
    simulation.annuler(le=uow.now())
