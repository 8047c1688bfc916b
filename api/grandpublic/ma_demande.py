from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter

from api.demande_forms import ModificationBody, NirBody, VersionBody
from api.dependencies import (
    CurrentDemandeur,
    Demandes,
    DemandeSession,
    Execute,
    Idempotency,
    MonEspaceQueriesDep,
)
from api.problems import problems
from domain.demandes.errors import (
    DemandeDejaCommencee,
    DemandeIncomplete,
    DemandeIntrouvable,
    DemandeVerrouillee,
    NirInvalide,
    PersonneIntrouvable,
    RenouvellementTropTot,
    TransitionInterdite,
)
from domain.demandes.espace import MonEspace
from domain.demandes.queries import DemandeDetail
from domain.demandes.use_cases import (
    CommencerMaDemande,
    DeposerNir,
    ModifierDemande,
    RenouvelerDemande,
    SoumettreDemande,
    commencer_ma_demande,
    deposer_nir,
    modifier_demande,
    renouveler_demande,
    soumettre_demande,
)
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["ma demande"])
EN_ECRITURE = (NonConnecte, DemandeIntrouvable, TransitionInterdite, ConcurrentEdit)


async def _vue(demandes: Demandes, acteur: Acteur, id: UUID) -> DemandeDetail:
    return await demandes.detail(acteur.perimetre, acteur, id)


@router.post(
    "/ma-demande",
    status_code=201,
    operation_id="commencer_ma_demande",
    responses=problems(NonConnecte, DemandeDejaCommencee),
)
async def commencer(session: CurrentDemandeur, execute: Execute, key: Idempotency, demandes: Demandes) -> DemandeDetail:
    """Ouvre ma demande, vide. Elle s'enregistre ensuite page par page."""
    id = await execute.create(
        commencer_ma_demande, CommencerMaDemande(compte_id=session.compte_id), session.acteur, key
    )
    acteur = replace(session.acteur, perimetre=replace(session.acteur.perimetre, demande_id=id))
    return await _vue(demandes, acteur, id)


@router.get("/ma-demande", operation_id="lire_ma_demande", responses=problems(NonConnecte, DemandeIntrouvable))
async def lire(session: DemandeSession, demandes: Demandes) -> DemandeDetail:
    """Ma demande, rubrique par rubrique, et ce qu'il reste à compléter."""
    return await _vue(demandes, session.acteur, session.demande_id)


@router.patch(
    "/ma-demande",
    operation_id="modifier_ma_demande",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee),
)
async def modifier(
    body: ModificationBody, session: DemandeSession, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Enregistre une page du formulaire."""
    command = ModifierDemande(demande_id=session.demande_id, version=body.version, sections=body.sections())
    await execute(modifier_demande, command, session.acteur)
    return await _vue(demandes, session.acteur, session.demande_id)


@router.put(
    "/ma-demande/nir",
    status_code=204,
    operation_id="deposer_mon_nir",
    responses=problems(*EN_ECRITURE, NirInvalide, PersonneIntrouvable),
)
async def nir(body: NirBody, session: DemandeSession, execute: Execute) -> None:
    """Enregistre un numéro de sécurité sociale. Il est chiffré et ne ressort jamais."""
    command = DeposerNir(demande_id=session.demande_id, personne_id=body.personne_id, nir=body.nir)
    await execute(deposer_nir, command, session.acteur)


@router.post(
    "/ma-demande/soumission",
    operation_id="soumettre_ma_demande",
    responses=problems(*EN_ECRITURE, DemandeIncomplete),
)
async def soumettre(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Envoie ma demande au guichet, qui la vérifie."""
    command = SoumettreDemande(demande_id=session.demande_id, version=body.version)
    await execute(soumettre_demande, command, session.acteur)
    return await _vue(demandes, session.acteur, session.demande_id)


@router.post(
    "/ma-demande/renouvellement",
    operation_id="renouveler_ma_demande",
    responses=problems(*EN_ECRITURE, RenouvellementTropTot),
)
async def renouveler(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Prolonge ma demande d'un an, à partir d'un mois avant son expiration. Je garde mon numéro et mon ancienneté."""
    command = RenouvelerDemande(demande_id=session.demande_id, version=body.version)
    await execute(renouveler_demande, command, session.acteur)
    return await _vue(demandes, session.acteur, session.demande_id)


@router.get("/mon-espace", operation_id="lire_mon_espace", responses=problems(NonConnecte, DemandeIntrouvable))
async def espace(session: DemandeSession, espaces: MonEspaceQueriesDep) -> MonEspace:
    """Où en est ma demande, qui s'en occupe, que dois-je faire et avant quand, quelle est ma position."""
    return await espaces.espace(session.acteur.perimetre, session.acteur)
