from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter

from api.demande_forms import ChangementDeNatureBody, ModificationBody, NirBody, VersionBody
from api.dependencies import CurrentDemandeur, DemandeSession, Execute, Idempotency
from api.problems import problems
from api.queries import Demandes, MonEspaceQueriesDep
from domain.demandes.errors import (
    DemandeDejaCommencee,
    DemandeIncomplete,
    DemandeIntrouvable,
    DemandeurIndispensable,
    DemandeVerrouillee,
    NirInvalide,
    NomDeNaissanceManquant,
    PersonneIntrouvable,
    RenouvellementTropTot,
    TransitionInterdite,
)
from domain.demandes.espace import MonEspace
from domain.demandes.occupants import (
    ChangerOccupantDeNature,
    MettreOccupantACharge,
    changer_occupant_de_nature,
    mettre_occupant_a_charge,
)
from domain.demandes.personnes.errors import CodemandeurAAjouter, CodemandeurAGarder
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
    responses=problems(
        *EN_ECRITURE,
        DemandeVerrouillee,
        DemandeurIndispensable,
        NomDeNaissanceManquant,
        CodemandeurAAjouter,
        CodemandeurAGarder,
    ),
)
async def modifier(
    body: ModificationBody, session: DemandeSession, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Enregistre une page du formulaire."""
    command = ModifierDemande(demande_id=session.demande_id, version=body.version, sections=body.sections())
    await execute(modifier_demande, command, session.acteur)
    return await _vue(demandes, session.acteur, session.demande_id)


@router.post(
    "/ma-demande/occupants/{personne_id}/charge",
    operation_id="mettre_mon_occupant_a_charge",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee, PersonneIntrouvable),
)
async def mettre_a_charge(
    personne_id: UUID, body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Dit qu'une personne est à ma charge sur mes impôts : elle compte dans la taille du logement."""
    command = MettreOccupantACharge(demande_id=session.demande_id, version=body.version, personne_id=personne_id)
    await execute(mettre_occupant_a_charge, command, session.acteur)
    return await _vue(demandes, session.acteur, session.demande_id)


@router.post(
    "/ma-demande/occupants/{personne_id}/nature",
    operation_id="changer_mon_occupant_de_nature",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee, PersonneIntrouvable),
)
async def changer_de_nature(
    personne_id: UUID, body: ChangementDeNatureBody, session: DemandeSession, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Dit qu'une personne signera le bail avec moi : elle devient codemandeur, avec son identité."""
    command = ChangerOccupantDeNature(
        demande_id=session.demande_id, version=body.version, personne_id=personne_id, lien=body.lien
    )
    await execute(changer_occupant_de_nature, command, session.acteur)
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
