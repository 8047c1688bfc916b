"""Grids tried on the stock of the day: asked here, computed by the worker, read here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.files import PDF_RESPONSES, file_response
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Simulations, Tracabilite
from api.schemas import Body
from domain.cotation.errors import GrilleIntrouvable
from domain.cotation.simulation.errors import (
    RapportIndisponible,
    SimulationDejaFinie,
    SimulationIntrouvable,
    SimulationSansComparaison,
)
from domain.cotation.simulation.queries import MenageSousLesGrilles, SimulationResume, SimulationVue
from domain.cotation.simulation.use_cases import (
    AnnulerLaSimulation,
    DemanderUneSimulation,
    annuler_la_simulation,
    demander_une_simulation,
)
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(tags=["cotation"])


class SimulationBody(Body):
    """La grille à essayer, et celle à laquelle la comparer."""

    grille_id: UUID
    comparee_id: UUID | None = None
    """Absente, la grille en vigueur dans le même territoire."""
    graine: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    """Celle d'un rapport passé, pour le refaire ; absente, tirée au sort."""


@router.get("/simulations-de-grilles", operation_id="lister_simulations", responses=problems(DroitManquant))
async def lister(
    acteur: CurrentActeur,
    simulations: Simulations,
    grille_id: UUID | None = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[SimulationResume]:
    """Les simulations de mon territoire, les plus récentes d'abord."""
    exiger(acteur, Droit.COTATION_SIMULER)
    return await simulations.lister(acteur.perimetre, grille_id=grille_id, page=page, size=size)


@router.post(
    "/simulations-de-grilles",
    status_code=201,
    operation_id="demander_simulation",
    responses=problems(GrilleIntrouvable, DroitManquant, SimulationSansComparaison),
)
async def demander(
    body: SimulationBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, simulations: Simulations
) -> SimulationVue:
    """Essaie une grille sur toutes les demandes de son territoire. Le calcul se fait sans faire attendre."""
    command = DemanderUneSimulation(grille_id=body.grille_id, comparee_id=body.comparee_id, graine=body.graine)
    id = await execute.create(demander_une_simulation, command, acteur, key)
    return await simulations.lire(acteur.perimetre, acteur, id)


@router.get(
    "/simulations-de-grilles/{simulation_id}",
    operation_id="lire_simulation",
    responses=problems(SimulationIntrouvable, DroitManquant),
)
async def lire(simulation_id: UUID, acteur: CurrentActeur, simulations: Simulations) -> SimulationVue:
    """Où elle en est, et son rapport quand elle est finie."""
    exiger(acteur, Droit.COTATION_SIMULER)
    return await simulations.lire(acteur.perimetre, acteur, simulation_id)


@router.get(
    "/simulations-de-grilles/{simulation_id}/rapport",
    operation_id="imprimer_simulation",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(SimulationIntrouvable, DroitManquant, RapportIndisponible)},
)
async def imprimer(
    simulation_id: UUID, acteur: CurrentActeur, simulations: Simulations, container: ContainerDep
) -> Response:
    """Le rapport à joindre à la conférence intercommunale : les nombres de l'écran, sur papier."""
    exiger(acteur, Droit.COTATION_SIMULER)
    simulation = await simulations.lire(acteur.perimetre, acteur, simulation_id)
    if simulation.rapport is None:
        raise RapportIndisponible("Cette simulation n'a pas de rapport : son calcul n'est pas fini, ou a été annulé.")
    pdf = await container.simulation_pdf(simulation, simulation.rapport)
    return file_response(pdf, "application/pdf", "simulation.pdf")


@router.post(
    "/simulations-de-grilles/{simulation_id}/annulation",
    operation_id="annuler_simulation",
    responses=problems(SimulationIntrouvable, DroitManquant, SimulationDejaFinie, ConcurrentEdit),
)
async def annuler(
    simulation_id: UUID, acteur: CurrentActeur, execute: Execute, simulations: Simulations
) -> SimulationVue:
    """Arrête le calcul. Rien n'en est gardé."""
    await execute(annuler_la_simulation, AnnulerLaSimulation(id=simulation_id), acteur)
    return await simulations.lire(acteur.perimetre, acteur, simulation_id)


@router.get(
    "/demandes/{demande_id}/comparaison-de-grilles",
    operation_id="comparer_grilles_demande",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def comparer(
    demande_id: UUID, acteur: CurrentActeur, simulations: Simulations, tracabilite: Tracabilite
) -> MenageSousLesGrilles:
    """Le même ménage sous la grille de chaque EPCI du département."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    compare = await simulations.comparer(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    return compare
