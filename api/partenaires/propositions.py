from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.demande_forms import VersionBody
from api.dependencies import CurrentActeur, Execute, Idempotency
from api.fiche_bien import Rpls
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Propositions, Tracabilite
from api.schemas import Body, Ligne, Paragraphe, Version
from domain.biens.errors import BienDansUnAutreEtat, BienIntrouvable, RplsAttendu
from domain.commissions.errors import CommissionCloturee, CommissionDUnAutre, CommissionIntrouvable
from domain.commissions.use_cases import InscrireEnCommission, inscrire_en_commission
from domain.demandes.errors import DemandeIntrouvable, DemandeVerrouillee, TransitionInterdite
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.propositions.codes import AccordCollectif, EtatProposition, MotifRefusCandidat
from domain.propositions.errors import (
    BienDejaAttribue,
    BienDUnAutre,
    CandidatNonRecevable,
    DatesDuBailInvalides,
    DejaPositionnee,
    DelaiDeReponseDepasse,
    DemandeDejaLogee,
    DemandeDejaRetenue,
    MotifDeRefusInvalide,
    PropositionImpossible,
    PropositionIntrouvable,
    RangPrecedentEnAttente,
)
from domain.propositions.queries import (
    PropositionDetail,
    PropositionResume,
    PropositionsCriteria,
    TracabiliteDuDemandeur,
)
from domain.propositions.use_cases import (
    AccepterProposition,
    AnnulerProposition,
    NotifierProposition,
    RefuserProposition,
    RetenirCandidats,
    SignerBail,
    accepter_proposition,
    annuler_proposition,
    notifier_proposition,
    refuser_proposition,
    retenir_candidats,
    signer_bail,
)
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(tags=["propositions"])
EN_ECRITURE = (
    PropositionIntrouvable,
    DroitManquant,
    BienDUnAutre,
    BienDansUnAutreEtat,
    PropositionImpossible,
    ConcurrentEdit,
)


class CandidatsBody(Body):
    demandes: Annotated[list[UUID], Field(min_length=1, max_length=20)]
    """Les demandes à retenir, dans l'ordre voulu : toutes ou aucune."""


class InscriptionBody(Body):
    version: Version
    commission_id: UUID


class RefusBody(Body):
    version: Version
    motif: MotifRefusCandidat
    commentaire: Paragraphe = ""


class BailBody(Body):
    version: Version
    signe_le: date
    entree_le: date
    accord_collectif: AccordCollectif = AccordCollectif.NON_DOCUMENTE
    dalo: bool | None = None
    """Attribuée au titre du DALO ; absent, selon la décision de la commission de médiation."""
    rpls: Rpls | None = None
    """L'identifiant RPLS du logement ; attendu quand sa fiche ne le dit pas et qu'il n'est pas neuf."""


class AnnulationBody(Body):
    version: Version
    motif: Ligne
    """Le motif reste dans l'historique du bien et de la demande."""


Sort = Literal["creee_le", "-creee_le", "repondre_avant_le", "-repondre_avant_le"]


@router.post(
    "/biens/{bien_id}/propositions",
    status_code=201,
    operation_id="retenir_candidats",
    responses=problems(
        BienIntrouvable,
        DemandeIntrouvable,
        DroitManquant,
        BienDUnAutre,
        BienDansUnAutreEtat,
        CandidatNonRecevable,
        DejaPositionnee,
        ConcurrentEdit,
    ),
)
async def retenir(
    bien_id: UUID,
    body: CandidatsBody,
    acteur: CurrentActeur,
    execute: Execute,
    key: Idempotency,
    propositions: Propositions,
) -> list[PropositionResume]:
    """Retient des candidats pour un logement. Si l'un d'eux ne peut pas l'être, aucun ne l'est."""
    command = RetenirCandidats(bien_id=bien_id, demandes=body.demandes)
    ids = await execute.create_many(retenir_candidats, command, acteur, key)
    return await propositions.plusieurs(acteur.perimetre, ids)


@router.get("/propositions", operation_id="rechercher_propositions", responses=problems(DroitManquant))
async def rechercher(
    acteur: CurrentActeur,
    propositions: Propositions,
    etat: Annotated[list[EtatProposition] | None, Query(max_length=10)] = None,
    bien_id: UUID | None = None,
    demande_id: UUID | None = None,
    mon_organisme: bool = False,
    sort: Sort = "-creee_le",
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[PropositionResume]:
    """Les propositions du département, par état, par bien ou par demande."""
    exiger(acteur, Droit.PROPOSITIONS_LIRE)
    criteria = PropositionsCriteria(
        etats=tuple(etat or ()), bien_id=bien_id, demande_id=demande_id, mon_organisme=mon_organisme, sort=sort
    )
    return await propositions.rechercher(acteur.perimetre, criteria, page=page, size=size)


@router.get(
    "/demandes/{demande_id}/propositions",
    operation_id="lister_propositions_de_la_demande",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def de_la_demande(
    demande_id: UUID,
    acteur: CurrentActeur,
    propositions: Propositions,
    tracabilite: Tracabilite,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[PropositionResume]:
    """Toutes les propositions reçues par un demandeur, tous bailleurs confondus."""
    exiger(acteur, Droit.PROPOSITIONS_LIRE)
    lues = await propositions.de_la_demande(acteur.perimetre, demande_id, page=page, size=size)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.PROPOSITION)
    return lues


@router.get(
    "/demandes/{demande_id}/tracabilite",
    operation_id="lire_tracabilite_du_demandeur",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def tracabilite_du_demandeur(
    demande_id: UUID, acteur: CurrentActeur, propositions: Propositions
) -> TracabiliteDuDemandeur:
    """Propositions, prospections et interventions des autres organismes : à lire avant d'appeler le ménage."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await propositions.tracabilite(acteur.perimetre, acteur, demande_id)


@router.get(
    "/propositions/{proposition_id}",
    operation_id="lire_proposition",
    responses=problems(PropositionIntrouvable, DroitManquant),
)
async def lire(
    proposition_id: UUID, acteur: CurrentActeur, propositions: Propositions, tracabilite: Tracabilite
) -> PropositionDetail:
    """Une proposition et ce que l'on peut y faire."""
    exiger(acteur, Droit.PROPOSITIONS_LIRE)
    lue = await propositions.detail(acteur.perimetre, acteur, proposition_id)
    candidat = lue.candidat.demande_id
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, candidat, ObjetConsulte.PROPOSITION)
    return lue


@router.get(
    "/propositions/{proposition_id}/historique",
    operation_id="lire_historique_proposition",
    responses=problems(PropositionIntrouvable, DroitManquant),
)
async def historique(
    proposition_id: UUID,
    acteur: CurrentActeur,
    propositions: Propositions,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé à la proposition, de la sélection au bail."""
    exiger(acteur, Droit.PROPOSITIONS_LIRE)
    return await propositions.historique(acteur.perimetre, proposition_id, page=page, size=size)


@router.post(
    "/propositions/{proposition_id}/inscription",
    operation_id="inscrire_en_commission",
    responses=problems(
        *EN_ECRITURE,
        CommissionIntrouvable,
        CommissionCloturee,
        CommissionDUnAutre,
        BienDejaAttribue,
        DemandeVerrouillee,
        DemandeDejaRetenue,
        DemandeDejaLogee,
    ),
)
async def inscrire(
    proposition_id: UUID,
    body: InscriptionBody,
    acteur: CurrentActeur,
    execute: Execute,
    propositions: Propositions,
) -> PropositionDetail:
    """Inscrit le candidat à une commission. Sa demande ne peut plus être modifiée jusqu'à la décision."""
    command = InscrireEnCommission(proposition_id=proposition_id, version=body.version, seance_id=body.commission_id)
    await execute(inscrire_en_commission, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)


@router.post(
    "/propositions/{proposition_id}/notification",
    operation_id="notifier_proposition",
    responses=problems(*EN_ECRITURE, BienDejaAttribue, DemandeDejaRetenue, DemandeDejaLogee, RangPrecedentEnAttente),
)
async def notifier(
    proposition_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, propositions: Propositions
) -> PropositionDetail:
    """Propose le logement au candidat : il a au moins dix jours pour répondre."""
    command = NotifierProposition(proposition_id=proposition_id, version=body.version)
    await execute(notifier_proposition, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)


@router.post(
    "/propositions/{proposition_id}/acceptation",
    operation_id="accepter_proposition",
    responses=problems(*EN_ECRITURE, BienDejaAttribue, DemandeDejaLogee, DelaiDeReponseDepasse),
)
async def accepter(
    proposition_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, propositions: Propositions
) -> PropositionDetail:
    """Enregistre l'accord du candidat : le logement est à lui, le bail reste à signer."""
    command = AccepterProposition(proposition_id=proposition_id, version=body.version)
    await execute(accepter_proposition, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)


@router.post(
    "/propositions/{proposition_id}/refus",
    operation_id="refuser_proposition",
    responses=problems(*EN_ECRITURE, DelaiDeReponseDepasse, MotifDeRefusInvalide),
)
async def refuser(
    proposition_id: UUID, body: RefusBody, acteur: CurrentActeur, execute: Execute, propositions: Propositions
) -> PropositionDetail:
    """Enregistre le refus du candidat : le logement est ensuite proposé au rang suivant."""
    command = RefuserProposition(
        proposition_id=proposition_id, version=body.version, motif=body.motif, commentaire=body.commentaire
    )
    await execute(refuser_proposition, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)


@router.post(
    "/propositions/{proposition_id}/bail",
    operation_id="signer_bail",
    responses=problems(
        *EN_ECRITURE, DatesDuBailInvalides, RplsAttendu, BienDejaAttribue, DemandeDejaLogee, TransitionInterdite
    ),
)
async def signer(
    proposition_id: UUID, body: BailBody, acteur: CurrentActeur, execute: Execute, propositions: Propositions
) -> PropositionDetail:
    """Enregistre le bail signé : la demande est satisfaite, les autres propositions s'arrêtent."""
    command = SignerBail(
        proposition_id=proposition_id,
        version=body.version,
        signe_le=body.signe_le,
        entree_le=body.entree_le,
        accord_collectif=body.accord_collectif,
        dalo=body.dalo,
        rpls=body.rpls,
    )
    await execute(signer_bail, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)


@router.post(
    "/propositions/{proposition_id}/annulation",
    operation_id="annuler_proposition",
    responses=problems(*EN_ECRITURE),
)
async def annuler(
    proposition_id: UUID, body: AnnulationBody, acteur: CurrentActeur, execute: Execute, propositions: Propositions
) -> PropositionDetail:
    """Retire le candidat de la liste du logement."""
    command = AnnulerProposition(proposition_id=proposition_id, version=body.version, motif=body.motif)
    await execute(annuler_proposition, command, acteur)
    return await propositions.detail(acteur.perimetre, acteur, proposition_id)
