"""The statistics of the scores: the photos of the night, version by version, small groups withheld."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.dependencies import CurrentActeur
from api.listing import Jour
from api.problems import problems
from api.queries import StatistiquesDeCotation
from api.schemas import CodeCommune, Siren
from domain.cotation.statistiques.queries import (
    AttributionsMesurees,
    DetailDesCriteres,
    Dimension,
    FiltreDAttributions,
    FiltreDePhoto,
    FiltreDeTension,
    GrilleMesuree,
    Mesure,
    Partage,
    RepartitionDesPoints,
    TensionParTranche,
)
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/statistiques-de-cotation", tags=["cotation"])


@router.get("/grilles", operation_id="lister_grilles_mesurees", responses=problems(DroitManquant))
async def grilles(acteur: CurrentActeur, statistiques: StatistiquesDeCotation) -> list[GrilleMesuree]:
    """Les versions de grille dont une photo existe, dans mon territoire."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await statistiques.grilles(acteur.perimetre)


@router.get("/repartition", operation_id="lire_repartition_points", responses=problems(DroitManquant))
async def repartition(
    acteur: CurrentActeur,
    statistiques: StatistiquesDeCotation,
    epci: Siren | None = None,
    grille_id: UUID | None = None,
    par: Annotated[Dimension, Query()] = Dimension.ENSEMBLE,
    mesure: Annotated[Mesure, Query()] = Mesure.VERIFIES,
    typologie: Typologie | None = None,
    population: Population = Population.TOUS,
    organisme_id: UUID | None = None,
    le: Jour | None = None,
) -> RepartitionDesPoints:
    """Les ménages par tranche de points, partagés comme on le demande."""
    exiger(acteur, Droit.COTATION_LIRE)
    filtre = FiltreDePhoto(
        epci=epci, grille_id=grille_id, typologie=typologie, population=population, organisme_id=organisme_id, le=le
    )
    return await statistiques.repartition(acteur.perimetre, filtre, par=par, mesure=mesure)


@router.get("/criteres", operation_id="lire_detail_criteres", responses=problems(DroitManquant))
async def criteres(
    acteur: CurrentActeur,
    statistiques: StatistiquesDeCotation,
    epci: Siren | None = None,
    grille_id: UUID | None = None,
    typologie: Typologie | None = None,
    population: Population = Population.TOUS,
    organisme_id: UUID | None = None,
    le: Jour | None = None,
) -> DetailDesCriteres:
    """Ce que chaque bloc et chaque critère donne ou retire, décotes comprises."""
    exiger(acteur, Droit.COTATION_LIRE)
    filtre = FiltreDePhoto(
        epci=epci, grille_id=grille_id, typologie=typologie, population=population, organisme_id=organisme_id, le=le
    )
    return await statistiques.criteres(acteur.perimetre, filtre)


@router.get("/tension", operation_id="lire_tension_cotation", responses=problems(DroitManquant))
async def tension(
    acteur: CurrentActeur,
    statistiques: StatistiquesDeCotation,
    epci: Siren | None = None,
    grille_id: UUID | None = None,
    typologie: Typologie | None = None,
    population: Population = Population.TOUS,
    bailleur_id: UUID | None = None,
    reservataire_id: UUID | None = None,
    commune: CodeCommune | None = None,
    le: Jour | None = None,
) -> TensionParTranche:
    """Tranche de points par tranche de points, et commune par commune, combien de demandes pour une attribution."""
    exiger(acteur, Droit.COTATION_LIRE)
    photo = FiltreDePhoto(epci=epci, grille_id=grille_id, typologie=typologie, population=population, le=le)
    filtre = FiltreDeTension(photo=photo, bailleur_id=bailleur_id, reservataire_id=reservataire_id, commune=commune)
    return await statistiques.tension(acteur.perimetre, filtre)


@router.get("/attributions", operation_id="lire_attributions_cotation", responses=problems(DroitManquant))
async def attributions(
    acteur: CurrentActeur,
    statistiques: StatistiquesDeCotation,
    epci: Siren | None = None,
    grille_id: Annotated[UUID | None, Query(description="La version qui cotait le jour de la décision.")] = None,
    bailleur_id: UUID | None = None,
    reservataire_id: UUID | None = None,
    typologie: Typologie | None = None,
    population: Population = Population.TOUS,
    par: Annotated[Partage, Query()] = Partage.ENSEMBLE,
    du: Jour | None = None,
    au: Jour | None = None,
) -> AttributionsMesurees:
    """Délais d'attribution par tranche de points, et accord des commissions avec le classement par les points."""
    exiger(acteur, Droit.COTATION_LIRE)
    filtre = FiltreDAttributions(
        epci=epci,
        grille_id=grille_id,
        bailleur_id=bailleur_id,
        reservataire_id=reservataire_id,
        typologie=typologie,
        population=population,
        par=par,
        du=du,
        au=au,
    )
    return await statistiques.attributions(acteur.perimetre, filtre)
