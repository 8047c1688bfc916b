from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field, WithJsonSchema

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Conventions
from api.schemas import Body, Ligne, Version
from domain.conventions_flux.errors import (
    ConventionDUnAutre,
    ConventionExistante,
    ConventionIntrouvable,
    ConventionTerminee,
    PartieInvalide,
    PeriodeDeConventionInvalide,
    PlafondLegalDepasse,
)
from domain.conventions_flux.model import ModeDeGestion, RelogementsAnru
from domain.conventions_flux.queries import ConventionDetail, ConventionsCriteria, ImputationVue, SuiviConvention
from domain.conventions_flux.use_cases import (
    AmenderConvention,
    ResilierConvention,
    SignerConvention,
    amender_convention,
    resilier_convention,
    signer_convention,
)
from domain.kernel.codes import TypeReservataire
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant, OrganismeIntrouvable
from domain.organismes.policies import exiger

router = APIRouter(prefix="/conventions-de-flux", tags=["conventions de flux"])
EN_ECRITURE = (ConventionIntrouvable, DroitManquant, ConventionTerminee, ConcurrentEdit)

Taux = Annotated[
    Decimal,
    Field(gt=0, le=100, max_digits=5, decimal_places=2),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100, "multipleOf": 0.01}),
]
"""Pour cent du flux annuel."""
Annee = Annotated[int, Field(ge=2020, le=2100)]
Objectif = Annotated[int, Field(ge=0, le=100_000)]


class ConventionBody(Body):
    bailleur_id: UUID
    reservataire_id: UUID
    type_reservataire: TypeReservataire
    annee: Annee
    taux: Taux
    objectif: Objectif
    """Logements à mettre à disposition dans l'année."""
    debut: date
    fin: date
    mode_gestion: ModeDeGestion = ModeDeGestion.DELEGUEE
    relogements_anru: RelogementsAnru = RelogementsAnru.DEPARTEMENT
    """Si un relogement ANRU compte pour la convention ; par défaut, comme le dit le département."""


class AvenantBody(Body):
    version: Version
    taux: Taux
    objectif: Objectif
    fin: date
    motif: Ligne
    relogements_anru: RelogementsAnru | None = None
    """Absent, l'avenant n'y touche pas."""


class ResiliationBody(Body):
    version: Version
    motif: Ligne


def _annee(container: ContainerDep, annee: Annotated[int | None, Query(ge=2020, le=2100)] = None) -> int:
    """L'année demandée ; à défaut celle en cours."""
    return annee or container.today().year


AnneeVoulue = Annotated[int, Depends(_annee)]


@router.get("", operation_id="rechercher_conventions_de_flux", responses=problems(DroitManquant))
async def rechercher(
    acteur: CurrentActeur,
    conventions: Conventions,
    annee: Annotated[int | None, Query(ge=2020, le=2100, description="Année civile ; absente, toutes.")] = None,
    bailleur_id: Annotated[UUID | None, Query(description="Le bailleur.")] = None,
    reservataire_id: Annotated[UUID | None, Query(description="Le réservataire.")] = None,
    sort: Literal["annee", "-annee", "bailleur", "reservataire"] = "-annee",
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[SuiviConvention]:
    """Les conventions de l'organisme, année après année."""
    exiger(acteur, Droit.CONVENTIONS_LIRE)
    criteria = ConventionsCriteria(annee=annee, bailleur_id=bailleur_id, reservataire_id=reservataire_id, sort=sort)
    return await conventions.rechercher(acteur.perimetre, criteria, page=page, size=size)


@router.get("/suivi", operation_id="suivre_conventions_de_flux", responses=problems(DroitManquant))
async def suivi(acteur: CurrentActeur, conventions: Conventions, annee: AnneeVoulue) -> list[SuiviConvention]:
    """Ce que chaque convention attendait à ce jour et ce qui est fait à cet instant."""
    exiger(acteur, Droit.CONVENTIONS_LIRE)
    return await conventions.suivi(acteur.perimetre, annee)


@router.post(
    "",
    status_code=201,
    operation_id="signer_convention_de_flux",
    responses=problems(
        DroitManquant,
        ConventionDUnAutre,
        ConventionExistante,
        OrganismeIntrouvable,
        PartieInvalide,
        PeriodeDeConventionInvalide,
        PlafondLegalDepasse,
    ),
)
async def signer(
    body: ConventionBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, conventions: Conventions
) -> ConventionDetail:
    """Enregistre une convention signée : une par bailleur, réservataire, contingent et année."""
    command = SignerConvention(**body.model_dump())
    id = await execute.create(signer_convention, command, acteur, key)
    return await conventions.detail(acteur.perimetre, acteur, id)


@router.get(
    "/{convention_id}",
    operation_id="lire_convention_de_flux",
    responses=problems(ConventionIntrouvable, DroitManquant),
)
async def lire(convention_id: UUID, acteur: CurrentActeur, conventions: Conventions) -> ConventionDetail:
    """Une convention, ses objectifs et ce que l'on peut y faire."""
    exiger(acteur, Droit.CONVENTIONS_LIRE)
    return await conventions.detail(acteur.perimetre, acteur, convention_id)


@router.get(
    "/{convention_id}/imputations",
    operation_id="lister_imputations",
    responses=problems(ConventionIntrouvable, DroitManquant),
)
async def imputations(
    convention_id: UUID,
    acteur: CurrentActeur,
    conventions: Conventions,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[ImputationVue]:
    """Les logements qui comptent, ou ne comptent plus, pour la convention."""
    exiger(acteur, Droit.CONVENTIONS_LIRE)
    return await conventions.imputations(acteur.perimetre, convention_id, page=page, size=size)


@router.get(
    "/{convention_id}/historique",
    operation_id="lire_historique_convention",
    responses=problems(ConventionIntrouvable, DroitManquant),
)
async def historique(
    convention_id: UUID,
    acteur: CurrentActeur,
    conventions: Conventions,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[HistoriqueLigne]:
    """Signature, avenants avec leurs valeurs précédentes, et chaque logement compté."""
    exiger(acteur, Droit.CONVENTIONS_LIRE)
    return await conventions.historique(acteur.perimetre, convention_id, page=page, size=size)


@router.post(
    "/{convention_id}/avenant",
    operation_id="amender_convention_de_flux",
    responses=problems(*EN_ECRITURE, PeriodeDeConventionInvalide, PlafondLegalDepasse),
)
async def amender(
    convention_id: UUID, body: AvenantBody, acteur: CurrentActeur, execute: Execute, conventions: Conventions
) -> ConventionDetail:
    """Change le taux, l'objectif ou la fin ; les valeurs précédentes restent dans l'historique."""
    command = AmenderConvention(convention_id=convention_id, **body.model_dump())
    await execute(amender_convention, command, acteur)
    return await conventions.detail(acteur.perimetre, acteur, convention_id)


@router.post(
    "/{convention_id}/resiliation",
    operation_id="resilier_convention_de_flux",
    responses=problems(*EN_ECRITURE),
)
async def resilier(
    convention_id: UUID, body: ResiliationBody, acteur: CurrentActeur, execute: Execute, conventions: Conventions
) -> ConventionDetail:
    """Met fin à une convention avant son terme."""
    command = ResilierConvention(convention_id=convention_id, **body.model_dump())
    await execute(resilier_convention, command, acteur)
    return await conventions.detail(acteur.perimetre, acteur, convention_id)
