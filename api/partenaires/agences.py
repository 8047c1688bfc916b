from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Organismes
from api.schemas import Absent, Body, Courriel, Ligne, LigneVide, PatchBody, TelephoneLibre
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.errors import AgenceIntrouvable, DroitManquant, OrganismeIntrouvable
from domain.organismes.queries import AgenceVue
from domain.organismes.use_cases.agences import CreerAgence, ModifierAgence, creer_agence, modifier_agence

router = APIRouter(tags=["organismes"])


class _Coordonnees(Body):
    rue: LigneVide | None = None
    complement_1: LigneVide | None = None
    complement_2: LigneVide | None = None
    code_postal: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None
    ville: LigneVide | None = None
    lieu_dit: LigneVide | None = None
    telephone: TelephoneLibre | None = None
    fax: TelephoneLibre | None = None
    email: Courriel | None = None
    signature_1: LigneVide | None = None
    signature_2: LigneVide | None = None


class AgenceBody(_Coordonnees):
    libelle: Ligne


class AgenceModificationBody(_Coordonnees, PatchBody):
    libelle: Ligne | Absent = None


@router.get(
    "/organismes/{organisme_id}/agences",
    operation_id="lister_agences",
    responses=problems(OrganismeIntrouvable),
)
async def agences(organisme_id: UUID, acteur: CurrentActeur, queries: Organismes) -> list[AgenceVue]:
    """Les agences d'un organisme dans le département."""
    return await queries.agences(acteur.perimetre, organisme_id)


@router.post(
    "/organismes/{organisme_id}/agences",
    status_code=201,
    operation_id="creer_agence",
    responses=problems(OrganismeIntrouvable, DroitManquant),
)
async def creer_une_agence(
    organisme_id: UUID,
    body: AgenceBody,
    acteur: CurrentActeur,
    execute: Execute,
    key: Idempotency,
    queries: Organismes,
) -> list[AgenceVue]:
    """Ajoute une agence, avec ses coordonnées et ses signatures."""
    await execute.create(creer_agence, CreerAgence(organisme_id=organisme_id, **body.model_dump()), acteur, key)
    return await queries.agences(acteur.perimetre, organisme_id)


@router.patch(
    "/organismes/{organisme_id}/agences/{agence_id}",
    operation_id="modifier_agence",
    responses=problems(OrganismeIntrouvable, AgenceIntrouvable, DroitManquant, ConcurrentEdit),
)
async def modifier_une_agence(
    organisme_id: UUID,
    agence_id: UUID,
    body: AgenceModificationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Organismes,
) -> list[AgenceVue]:
    """Corrige les coordonnées ou les signatures d'une agence."""
    command = ModifierAgence(
        organisme_id=organisme_id, agence_id=agence_id, version=body.version, changements=body.changements()
    )
    await execute(modifier_agence, command, acteur)
    return await queries.agences(acteur.perimetre, organisme_id)
