from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import ContainerDep, CurrentActeur
from api.listing import Jour, PageNumber, PageSize
from api.problems import problems
from api.queries import Vie
from domain.demandes.vie.queries import EcheanceLigne, ExceptionDeNuit, ListeDeVie, NuitVue
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["demandes"])
Liste = Annotated[ListeDeVie, Query(description="À renouveler, en sommeil, averties ou radiées depuis peu.")]
LeJour = Annotated[Jour | None, Query(description="Le jour que la nuit a ouvert ; à défaut, aujourd'hui.")]


@router.get("/echeances", operation_id="lister_echeances", responses=problems(DroitManquant))
async def echeances(
    acteur: CurrentActeur,
    vie: Vie,
    liste: Liste = ListeDeVie.PREAVIS,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[EcheanceLigne]:
    """Les demandes qui attendent un geste, de la plus pressée à la moins pressée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await vie.echeances(acteur.perimetre, liste, page=page, size=size)


@router.get("/nuits", operation_id="lister_nuits", responses=problems(DroitManquant))
async def nuits(acteur: CurrentActeur, vie: Vie, page: PageNumber = 1, size: PageSize = 20) -> Page[NuitVue]:
    """Ce que chaque nuit a fait : avis, mises en sommeil, radiations, et ce qu'elle a laissé à quelqu'un."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await vie.nuits(acteur.perimetre, page=page, size=size)


@router.get("/nuits/exceptions", operation_id="lister_exceptions_de_nuit", responses=problems(DroitManquant))
async def exceptions(
    acteur: CurrentActeur,
    vie: Vie,
    container: ContainerDep,
    jour: LeJour = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[ExceptionDeNuit]:
    """Les demandes qu'une nuit n'a pas pu faire avancer, et pourquoi."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await vie.exceptions(acteur.perimetre, jour or container.today(), page=page, size=size)
