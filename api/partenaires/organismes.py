from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize, Texte
from api.problems import problems
from api.queries import Organismes
from api.schemas import Absent, Body, CodeCommune, Courriel, Ligne, PatchBody, Siren, TelephoneLibre, Version
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.enregistrement.errors import AccordImpossible
from domain.organismes.errors import (
    CommuneHorsDepartement,
    DroitManquant,
    LogoAbsent,
    LogoIllisible,
    OrganismeDejaExistant,
    OrganismeIntrouvable,
    PerimetreAConfirmer,
)
from domain.organismes.model import TypeOrganisme
from domain.organismes.policies import exiger
from domain.organismes.queries import OrganismeVue
from domain.organismes.use_cases.organismes import (
    CreerOrganisme,
    DelimiterOrganisme,
    DeposerLogo,
    ModifierOrganisme,
    RetirerLogo,
    creer_organisme,
    delimiter_organisme,
    deposer_logo,
    modifier_organisme,
    retirer_logo,
)

router = APIRouter(tags=["organismes"])


CodesCommunes = Annotated[list[CodeCommune], Field(min_length=1, max_length=400)]
CodeGuichet = Annotated[str, Field(pattern=r"^[0-9A-Z]{5}$")]
UN_AN = "private, max-age=31536000, immutable"


class OrganismeBody(Body):
    type: TypeOrganisme
    nom: Ligne
    siren: Siren | None = None
    communes: CodesCommunes | None = None
    """Communes d'intervention ; absent, tout le département."""
    code_guichet: CodeGuichet | None = None
    handicap_seulement: bool = False
    """Vrai, il ne verra que les demandes où un handicap est signalé."""


class PerimetreBody(Body):
    version: Version
    """`perimetre_version` de l'organisme lu."""
    communes: CodesCommunes | None
    """Communes d'intervention ; `null`, tout le département."""
    code_guichet: CodeGuichet | None
    handicap_seulement: bool = False
    """Vrai, il ne voit que les demandes où un handicap est signalé."""
    confirme_pour_le_sien: bool = False
    """Vrai, le gestionnaire a lu ce que son propre organisme ne verra plus."""


class OrganismeModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    nom: Ligne | Absent = None
    telephone: TelephoneLibre | None = None
    email: Courriel | None = None
    totp_exige: bool | Absent = None


@router.get("/organismes", operation_id="lister_organismes", responses=problems(DroitManquant))
async def organismes(
    acteur: CurrentActeur,
    queries: Organismes,
    q: Texte | None = None,
    type: TypeOrganisme | None = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[OrganismeVue]:
    """Les partenaires du département."""
    return await queries.rechercher(acteur.perimetre, q, type, page=page, size=size)


@router.post(
    "/organismes",
    status_code=201,
    operation_id="creer_organisme",
    responses=problems(DroitManquant, OrganismeDejaExistant, CommuneHorsDepartement),
)
async def creer(
    body: OrganismeBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Organismes
) -> OrganismeVue:
    """Ajoute un partenaire au département, où qu'il soit déjà connu par son SIREN."""
    command = CreerOrganisme(
        type=body.type,
        nom=body.nom,
        siren=body.siren,
        communes=body.communes,
        code_guichet=body.code_guichet,
        handicap_seulement=body.handicap_seulement,
    )
    id = await execute.create(creer_organisme, command, acteur, key)
    return await queries.organisme(acteur.perimetre, id)


@router.get("/organismes/{organisme_id}", operation_id="lire_organisme", responses=problems(OrganismeIntrouvable))
async def organisme(organisme_id: UUID, acteur: CurrentActeur, queries: Organismes) -> OrganismeVue:
    """Un partenaire, ses coordonnées et son périmètre."""
    return await queries.organisme(acteur.perimetre, organisme_id)


@router.patch(
    "/organismes/{organisme_id}",
    operation_id="modifier_organisme",
    responses=problems(OrganismeIntrouvable, DroitManquant, ConcurrentEdit),
)
async def modifier(
    organisme_id: UUID,
    body: OrganismeModificationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Organismes,
    container: ContainerDep,
) -> OrganismeVue:
    """Corrige les coordonnées d'un organisme ou ses règles de connexion."""
    command = ModifierOrganisme(organisme_id=organisme_id, version=body.version, changements=body.changements())
    await execute(modifier_organisme, command, acteur)
    container.agent_sessions.forget_organisme(organisme_id)
    return await queries.organisme(acteur.perimetre, organisme_id)


@router.put(
    "/organismes/{organisme_id}/perimetre",
    operation_id="delimiter_organisme",
    responses=problems(
        OrganismeIntrouvable,
        DroitManquant,
        CommuneHorsDepartement,
        OrganismeDejaExistant,
        AccordImpossible,
        PerimetreAConfirmer,
        ConcurrentEdit,
    ),
)
async def delimiter(
    organisme_id: UUID,
    body: PerimetreBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Organismes,
    container: ContainerDep,
) -> OrganismeVue:
    """Dit ce qu'un organisme voit du département et le guichet qu'il y tient. Réservé au gestionnaire."""
    command = DelimiterOrganisme(
        organisme_id=organisme_id,
        version=body.version,
        communes=body.communes,
        code_guichet=body.code_guichet,
        handicap_seulement=body.handicap_seulement,
        confirme_pour_le_sien=body.confirme_pour_le_sien,
    )
    await execute(delimiter_organisme, command, acteur)
    container.agent_sessions.forget_organisme(organisme_id)
    return await queries.organisme(acteur.perimetre, organisme_id)


@router.get(
    "/organismes/{organisme_id}/logo",
    operation_id="lire_logo",
    response_class=Response,
    responses={200: {"description": "L'image", "content": {"image/png": {}}}, **problems(LogoAbsent)},
)
async def logo(
    organisme_id: UUID,
    acteur: CurrentActeur,
    queries: Organismes,
    version: Annotated[str, Field(max_length=32, pattern=r"^[0-9a-f]*$")] = "",
) -> Response:
    """Le logo d'un partenaire. Son adresse change avec lui : le navigateur peut garder l'image."""
    image = await queries.logo(acteur.perimetre, organisme_id)
    return Response(image, media_type="image/png", headers={"Cache-Control": UN_AN} if version else {})


@router.put(
    "/organismes/{organisme_id}/logo",
    operation_id="deposer_logo",
    responses=problems(OrganismeIntrouvable, DroitManquant, LogoIllisible),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def deposer(
    organisme_id: UUID,
    request: Request,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Organismes,
    container: ContainerDep,
) -> OrganismeVue:
    """Dépose le logo d'un organisme. Le corps est une image PNG, JPEG ou WebP ; elle est redessinée et réduite."""
    await execute(deposer_logo, DeposerLogo(organisme_id=organisme_id, image=await request.body()), acteur)
    container.agent_sessions.forget_organisme(organisme_id)
    return await queries.organisme(acteur.perimetre, organisme_id)


@router.delete(
    "/organismes/{organisme_id}/logo",
    operation_id="retirer_logo",
    responses=problems(OrganismeIntrouvable, DroitManquant),
)
async def sans_logo(
    organisme_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Organismes, container: ContainerDep
) -> OrganismeVue:
    """Retire le logo d'un organisme."""
    await execute(retirer_logo, RetirerLogo(organisme_id=organisme_id), acteur)
    container.agent_sessions.forget_organisme(organisme_id)
    return await queries.organisme(acteur.perimetre, organisme_id)


@router.get(
    "/organismes/{organisme_id}/historique",
    operation_id="lire_historique_organisme",
    responses=problems(OrganismeIntrouvable, DroitManquant),
)
async def historique(
    organisme_id: UUID, acteur: CurrentActeur, queries: Organismes, page: PageNumber = 1, size: PageSize = 50
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé à la fiche de l'organisme : qui, quand, quoi, avant et après."""
    exiger(acteur, Droit.COMPTES_GERER)
    return await queries.historique(acteur.perimetre, organisme_id, page=page, size=size)
