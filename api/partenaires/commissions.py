from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from api.demande_forms import VersionBody
from api.dependencies import CurrentActeur, Execute, Idempotency
from api.listing import Jour, PageNumber, PageSize
from api.problems import problems
from api.queries import Commissions, Tracabilite
from api.schemas import Body, Ligne, LigneVide, Paragraphe, Version
from domain.commissions.errors import (
    AttributionUnique,
    CandidatNonInscrit,
    CommissionCloturee,
    CommissionDUnAutre,
    CommissionIntrouvable,
    DecisionDejaPrise,
    DecisionIncomplete,
    DecisionIrrevocable,
    DecisionsManquantes,
    RangDejaDonne,
    TropPeuDeCandidats,
)
from domain.commissions.model import Avis, EtatSeance, ModeSeance
from domain.commissions.queries import SeanceDetail, SeanceResume, SeancesCriteria
from domain.commissions.use_cases import (
    CloturerSeance,
    Decider,
    ProgrammerSeance,
    cloturer_seance,
    decider,
    programmer_seance,
)
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.propositions.codes import Decision, MotifNonAttribution
from domain.propositions.errors import PropositionIntrouvable
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(prefix="/commissions", tags=["commissions"])
EN_ECRITURE = (CommissionIntrouvable, CommissionDUnAutre, CommissionCloturee, DroitManquant, ConcurrentEdit)


class SeanceBody(Body):
    tenue_le: date
    heure: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    """« 14:00 », à l'heure locale."""
    lieu: LigneVide = ""
    mode: ModeSeance = ModeSeance.PRESENTIEL


class DecisionBody(Body):
    proposition_id: UUID
    version: Version
    """Version du passage affiché."""
    decision: Decision
    rang: Annotated[int, Field(ge=1, le=50)] | None = None
    """Obligatoire pour une attribution avec rang."""
    motif: MotifNonAttribution | None = None
    """Obligatoire pour une non-attribution ou un rejet."""
    commentaire: Paragraphe = ""
    """Obligatoire pour le motif N99 ; le candidat le lira."""
    condition: Ligne | None = None
    """Obligatoire pour une attribution sous condition suspensive."""
    justification: Ligne | None = None
    """Pourquoi moins de trois candidats sont examinés pour ce logement, quand c'est le cas."""

    def avis(self) -> Avis:
        return Avis(
            decision=self.decision,
            rang=self.rang,
            motif=self.motif,
            commentaire=self.commentaire,
            condition=self.condition,
        )


@router.get("", operation_id="rechercher_commissions", responses=problems(DroitManquant))
async def rechercher(
    acteur: CurrentActeur,
    commissions: Commissions,
    etat: EtatSeance | None = None,
    du: Jour | None = None,
    au: Jour | None = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[SeanceResume]:
    """Les commissions de l'organisme, la plus récente d'abord."""
    exiger(acteur, Droit.COMMISSIONS_LIRE)
    criteria = SeancesCriteria(etat=etat, du=du, au=au)
    return await commissions.rechercher(acteur.perimetre, criteria, page=page, size=size)


@router.post("", status_code=201, operation_id="programmer_commission", responses=problems(DroitManquant))
async def programmer(
    body: SeanceBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, commissions: Commissions
) -> SeanceDetail:
    """Programme une commission d'attribution."""
    command = ProgrammerSeance(tenue_le=body.tenue_le, heure=body.heure, lieu=body.lieu, mode=body.mode)
    id = await execute.create(programmer_seance, command, acteur, key)
    return await commissions.detail(acteur.perimetre, acteur, id)


@router.get(
    "/{commission_id}", operation_id="lire_commission", responses=problems(CommissionIntrouvable, DroitManquant)
)
async def lire(
    commission_id: UUID, acteur: CurrentActeur, commissions: Commissions, tracabilite: Tracabilite
) -> SeanceDetail:
    """L'ordre du jour : chaque logement, ses candidats et les décisions. Chaque candidat saura qu'il y a été lu."""
    exiger(acteur, Droit.COMMISSIONS_LIRE)
    vue = await commissions.detail(acteur.perimetre, acteur, commission_id)
    lues = {p.candidat.demande_id: None for bien in vue.biens for p in bien.passages if not p.efface}
    await tracabilite.noter_les_lectures(acteur.perimetre, acteur, list(lues), ObjetConsulte.COMMISSION)
    return vue


@router.get(
    "/{commission_id}/historique",
    operation_id="lire_historique_commission",
    responses=problems(CommissionIntrouvable, DroitManquant),
)
async def historique(
    commission_id: UUID,
    acteur: CurrentActeur,
    commissions: Commissions,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé à la commission, de sa programmation à sa clôture."""
    exiger(acteur, Droit.COMMISSIONS_LIRE)
    return await commissions.historique(acteur.perimetre, commission_id, page=page, size=size)


@router.post(
    "/{commission_id}/decisions",
    operation_id="enregistrer_decision",
    responses=problems(
        *EN_ECRITURE,
        PropositionIntrouvable,
        CandidatNonInscrit,
        DecisionIncomplete,
        DecisionDejaPrise,
        DecisionIrrevocable,
        RangDejaDonne,
        AttributionUnique,
        TropPeuDeCandidats,
    ),
)
async def enregistrer(
    commission_id: UUID, body: DecisionBody, acteur: CurrentActeur, execute: Execute, commissions: Commissions
) -> SeanceDetail:
    """Enregistre l'une des cinq décisions. Elle peut être reprise jusqu'à la clôture, tant que rien n'est proposé."""
    command = Decider(
        seance_id=commission_id,
        proposition_id=body.proposition_id,
        version=body.version,
        avis=body.avis(),
        justification=body.justification,
    )
    await execute(decider, command, acteur)
    return await commissions.detail(acteur.perimetre, acteur, commission_id)


@router.post(
    "/{commission_id}/cloture",
    operation_id="cloturer_commission",
    responses=problems(*EN_ECRITURE, DecisionsManquantes),
)
async def cloturer(
    commission_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, commissions: Commissions
) -> SeanceDetail:
    """Clôt la commission : ses décisions ne changent plus."""
    await execute(cloturer_seance, CloturerSeance(seance_id=commission_id, version=body.version), acteur)
    return await commissions.detail(acteur.perimetre, acteur, commission_id)
