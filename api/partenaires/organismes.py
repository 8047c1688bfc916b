from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency, Organismes
from api.listing import PageNumber, PageSize, Texte
from api.problems import problems
from api.schemas import Absent, Body, CodeCommune, Courriel, Ligne, LigneVide, PatchBody, Siren, Version
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import (
    AgenceIntrouvable,
    CommuneHorsDepartement,
    CompteDejaExistant,
    CompteIntrouvable,
    DerniereHabilitation,
    DroitManquant,
    LogoAbsent,
    LogoIllisible,
    OrganismeDejaExistant,
    OrganismeIntrouvable,
    SonPropreCompte,
)
from domain.organismes.model import TypeOrganisme
from domain.organismes.policies import exiger
from domain.organismes.queries import AgenceVue, CompteVue, OrganismeVue, ProfilVue
from domain.organismes.use_cases.agences import CreerAgence, ModifierAgence, creer_agence, modifier_agence
from domain.organismes.use_cases.comptes import (
    DesactiverCompte,
    ModifierCompte,
    OuvrirCompte,
    ReactiverCompte,
    RenvoyerActivation,
    RetirerHabilitation,
    RetirerSecondCode,
    desactiver_compte,
    modifier_compte,
    ouvrir_compte,
    reactiver_compte,
    renvoyer_activation,
    retirer_habilitation,
    retirer_second_code,
)
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
Telephone = Annotated[str, Field(max_length=20, pattern=r"^[0-9 +.()]*$")]


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


class PerimetreBody(Body):
    version: Version
    """`perimetre_version` de l'organisme lu."""
    communes: CodesCommunes | None
    """Communes d'intervention ; `null`, tout le département."""
    code_guichet: CodeGuichet | None


class OrganismeModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    nom: Ligne | Absent = None
    telephone: Telephone | None = None
    email: Courriel | None = None
    totp_exige: bool | Absent = None


class AgenceBody(Body):
    libelle: Ligne
    rue: LigneVide | None = None
    complement_1: LigneVide | None = None
    complement_2: LigneVide | None = None
    code_postal: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None
    ville: LigneVide | None = None
    lieu_dit: LigneVide | None = None
    telephone: Telephone | None = None
    fax: Telephone | None = None
    email: Courriel | None = None
    signature_1: LigneVide | None = None
    signature_2: LigneVide | None = None


class AgenceModificationBody(PatchBody):
    libelle: Ligne | Absent = None
    rue: LigneVide | None = None
    complement_1: LigneVide | None = None
    complement_2: LigneVide | None = None
    code_postal: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None
    ville: LigneVide | None = None
    lieu_dit: LigneVide | None = None
    telephone: Telephone | None = None
    fax: Telephone | None = None
    email: Courriel | None = None
    signature_1: LigneVide | None = None
    signature_2: LigneVide | None = None


class CompteBody(Body):
    organisme_id: UUID
    email: Courriel
    nom: Ligne
    prenom: Ligne
    telephone: Telephone | None = None
    profil: Ligne
    agence_id: UUID | None = None


class CompteModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    nom: Ligne | Absent = None
    prenom: Ligne | Absent = None
    telephone: Telephone | None = None
    profil: Ligne | Absent = None
    agence_id: UUID | None = None
    """`null` : aucune agence."""


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
        type=body.type, nom=body.nom, siren=body.siren, communes=body.communes, code_guichet=body.code_guichet
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
        OrganismeIntrouvable, DroitManquant, CommuneHorsDepartement, OrganismeDejaExistant, ConcurrentEdit
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
        organisme_id=organisme_id, version=body.version, communes=body.communes, code_guichet=body.code_guichet
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


@router.get("/profils", operation_id="lister_profils")
async def profils(acteur: CurrentActeur, queries: Organismes) -> list[ProfilVue]:
    """Les profils et les droits qu'ils donnent."""
    return await queries.profils(acteur.perimetre)


@router.get("/comptes", operation_id="lister_comptes", responses=problems(DroitManquant))
async def comptes(
    acteur: CurrentActeur,
    queries: Organismes,
    organisme_id: UUID | None = None,
    q: Texte | None = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[CompteVue]:
    """Les comptes de mon organisme, avec dernière connexion et informations manquantes."""
    exiger(acteur, Droit.COMPTES_GERER)
    return await queries.comptes(acteur.perimetre, organisme_id, q, page=page, size=size)


@router.post(
    "/comptes",
    status_code=201,
    operation_id="ouvrir_compte",
    responses=problems(DroitManquant, OrganismeIntrouvable, AgenceIntrouvable, CompteDejaExistant),
)
async def ouvrir(
    body: CompteBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Organismes
) -> CompteVue:
    """Ouvre un compte : la personne reçoit un lien pour choisir son mot de passe.

    Un collègue du même organisme déjà connu dans un autre département reçoit celui-ci.
    """
    id = await execute.create(ouvrir_compte, OuvrirCompte(**body.model_dump()), acteur, key)
    return await queries.compte(acteur.perimetre, id)


@router.patch(
    "/comptes/{compte_id}",
    operation_id="modifier_compte",
    responses=problems(DroitManquant, CompteIntrouvable, AgenceIntrouvable, SonPropreCompte, ConcurrentEdit),
)
async def modifier_un_compte(
    compte_id: UUID,
    body: CompteModificationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Organismes,
    container: ContainerDep,
) -> CompteVue:
    """Corrige un compte ou change son profil ; ses sessions se ferment si le profil change."""
    command = ModifierCompte(compte_id=compte_id, version=body.version, changements=body.changements())
    await execute(modifier_compte, command, acteur)
    container.agent_sessions.forget_account(compte_id)
    return await queries.compte(acteur.perimetre, compte_id)


@router.get(
    "/comptes/{compte_id}/historique",
    operation_id="lire_historique_compte",
    responses=problems(CompteIntrouvable, DroitManquant),
)
async def historique_du_compte(
    compte_id: UUID, acteur: CurrentActeur, queries: Organismes, page: PageNumber = 1, size: PageSize = 50
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé au compte : ouverture, corrections, profil, fermeture."""
    exiger(acteur, Droit.COMPTES_GERER)
    return await queries.historique_du_compte(acteur.perimetre, compte_id, page=page, size=size)


@router.post(
    "/comptes/{compte_id}/desactivation",
    operation_id="desactiver_compte",
    responses=problems(DroitManquant, CompteIntrouvable, SonPropreCompte),
)
async def desactiver(
    compte_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Organismes, container: ContainerDep
) -> CompteVue:
    """Ferme le compte et toutes ses sessions dans l'instant."""
    await execute(desactiver_compte, DesactiverCompte(compte_id=compte_id), acteur)
    container.agent_sessions.forget_account(compte_id)
    return await queries.compte(acteur.perimetre, compte_id)


@router.delete(
    "/comptes/{compte_id}/habilitation",
    status_code=204,
    operation_id="retirer_habilitation",
    responses=problems(DroitManquant, CompteIntrouvable, SonPropreCompte, DerniereHabilitation),
)
async def retirer(compte_id: UUID, acteur: CurrentActeur, execute: Execute, container: ContainerDep) -> None:
    """Retire ce département à une personne, qui garde les autres."""
    await execute(retirer_habilitation, RetirerHabilitation(compte_id=compte_id), acteur)
    container.agent_sessions.forget_account(compte_id)


@router.delete(
    "/comptes/{compte_id}/totp",
    operation_id="retirer_second_code",
    responses=problems(DroitManquant, CompteIntrouvable, SonPropreCompte),
)
async def sans_second_code(
    compte_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Organismes, container: ContainerDep
) -> CompteVue:
    """Retire le second code d'un collègue qui a perdu son téléphone ; ses sessions se ferment, il est prévenu."""
    await execute(retirer_second_code, RetirerSecondCode(compte_id=compte_id), acteur)
    container.agent_sessions.forget_account(compte_id)
    return await queries.compte(acteur.perimetre, compte_id)


@router.post(
    "/comptes/{compte_id}/reactivation",
    operation_id="reactiver_compte",
    responses=problems(DroitManquant, CompteIntrouvable),
)
async def reactiver(compte_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Organismes) -> CompteVue:
    """Rouvre un compte désactivé."""
    await execute(reactiver_compte, ReactiverCompte(compte_id=compte_id), acteur)
    return await queries.compte(acteur.perimetre, compte_id)


@router.post(
    "/comptes/{compte_id}/activation",
    status_code=202,
    operation_id="renvoyer_activation",
    responses=problems(DroitManquant, CompteIntrouvable),
)
async def activation(compte_id: UUID, acteur: CurrentActeur, execute: Execute) -> None:
    """Renvoie le lien d'activation ; le précédent ne vaut plus rien."""
    await execute(renvoyer_activation, RenvoyerActivation(compte_id=compte_id), acteur)
