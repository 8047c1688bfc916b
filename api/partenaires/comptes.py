from uuid import UUID

from fastapi import APIRouter

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize, Texte
from api.problems import problems
from api.queries import Organismes
from api.schemas import Absent, Body, Courriel, Ligne, PatchBody, TelephoneLibre
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import (
    AgenceIntrouvable,
    CompteDejaExistant,
    CompteIntrouvable,
    DerniereHabilitation,
    DroitManquant,
    OrganismeIntrouvable,
    SonPropreCompte,
)
from domain.organismes.policies import exiger
from domain.organismes.queries import CompteVue, ProfilVue
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

router = APIRouter(tags=["organismes"])


class CompteBody(Body):
    organisme_id: UUID
    email: Courriel
    nom: Ligne
    prenom: Ligne
    telephone: TelephoneLibre | None = None
    profil: Ligne
    agence_id: UUID | None = None


class CompteModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    nom: Ligne | Absent = None
    prenom: Ligne | Absent = None
    telephone: TelephoneLibre | None = None
    profil: Ligne | Absent = None
    agence_id: UUID | None = None
    """`null` : aucune agence."""


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
    return await queries.comptes(acteur.perimetre, acteur, organisme_id, q, page=page, size=size)


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
    return await queries.compte(acteur.perimetre, acteur, id)


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
    return await queries.compte(acteur.perimetre, acteur, compte_id)


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
    return await queries.compte(acteur.perimetre, acteur, compte_id)


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
    return await queries.compte(acteur.perimetre, acteur, compte_id)


@router.post(
    "/comptes/{compte_id}/reactivation",
    operation_id="reactiver_compte",
    responses=problems(DroitManquant, CompteIntrouvable),
)
async def reactiver(compte_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Organismes) -> CompteVue:
    """Rouvre un compte désactivé."""
    await execute(reactiver_compte, ReactiverCompte(compte_id=compte_id), acteur)
    return await queries.compte(acteur.perimetre, acteur, compte_id)


@router.post(
    "/comptes/{compte_id}/activation",
    status_code=202,
    operation_id="renvoyer_activation",
    responses=problems(DroitManquant, CompteIntrouvable),
)
async def activation(compte_id: UUID, acteur: CurrentActeur, execute: Execute) -> None:
    """Renvoie le lien d'activation ; le précédent ne vaut plus rien."""
    await execute(renvoyer_activation, RenvoyerActivation(compte_id=compte_id), acteur)
