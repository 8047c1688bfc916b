"""The shares of attributions that the law sets, and the attributions behind each number."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from api.dependencies import CurrentActeur
from api.listing import Jour, PageNumber, PageSize
from api.problems import problems
from api.queries import Quotas
from api.schemas import Siren
from domain.kernel.read_model import Page
from domain.observatoire.quotas.queries import (
    AttributionComptee,
    AttributionsCriteria,
    Quota,
    QuotasCriteria,
    QuotasDAttribution,
)
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["observatoire"])


async def criteres(
    du: Annotated[Jour | None, Query(description="Absent, douze mois avant la fin.")] = None,
    au: Annotated[Jour | None, Query(description="Absent, aujourd'hui.")] = None,
    epci: Annotated[Siren | None, Query(description="Territoire du logement attribué.")] = None,
    bailleur_id: UUID | None = None,
    reservataire_id: UUID | None = None,
) -> QuotasCriteria:
    return QuotasCriteria(du=du, au=au, epci=epci, bailleur_id=bailleur_id, reservataire_id=reservataire_id)


Criteres = Annotated[QuotasCriteria, Depends(criteres)]


@router.get("/quotas-d-attribution", operation_id="lire_quotas_d_attribution", responses=problems(DroitManquant))
async def quotas(acteur: CurrentActeur, queries: Quotas, criteria: Criteres) -> QuotasDAttribution:
    """Les baux signés devant les parts de la loi, par bailleur, réservataire et EPCI (CCH L441-1)."""
    exiger(acteur, Droit.STATISTIQUES_LIRE)
    return await queries.quotas(acteur.perimetre, criteria, exacts=acteur.peut(Droit.PROPOSITIONS_LIRE))


@router.get("/attributions-comptees", operation_id="lister_attributions_comptees", responses=problems(DroitManquant))
async def attributions(
    acteur: CurrentActeur,
    queries: Quotas,
    criteria: Criteres,
    quota: Annotated[Quota | None, Query(description="Les seules attributions dont ce quota est une part.")] = None,
    compte: Annotated[bool | None, Query(description="Celles qui y comptent, ou les autres.")] = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[AttributionComptee]:
    """Les attributions derrière un nombre, la plus récente d'abord."""
    exiger(acteur, Droit.PROPOSITIONS_LIRE)
    asked = AttributionsCriteria(quotas=criteria, quota=quota, compte=compte)
    return await queries.attributions(acteur.perimetre, asked, page=page, size=size)
