from uuid import UUID

from fastapi import APIRouter

from api.demande_forms import VersionBody
from api.dependencies import DemandeSession, Execute
from api.problems import problems
from api.queries import Propositions
from api.schemas import Body, Paragraphe, Version
from domain.biens.errors import BienDansUnAutreEtat
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.errors import NonConnecte
from domain.propositions.codes import MotifRefusCandidat
from domain.propositions.errors import (
    BienDejaAttribue,
    DelaiDeReponseDepasse,
    DemandeDejaLogee,
    MotifDeRefusInvalide,
    PropositionImpossible,
    PropositionIntrouvable,
)
from domain.propositions.queries import MaProposition
from domain.propositions.use_cases import (
    AccepterProposition,
    RefuserProposition,
    accepter_proposition,
    refuser_proposition,
)

router = APIRouter(prefix="/mes-propositions", tags=["mes propositions"])
EN_REPONSE = (
    NonConnecte,
    DemandeIntrouvable,
    PropositionIntrouvable,
    PropositionImpossible,
    DelaiDeReponseDepasse,
    ConcurrentEdit,
)


class MonRefusBody(Body):
    version: Version
    motif: MotifRefusCandidat
    commentaire: Paragraphe = ""


@router.get("", operation_id="lister_mes_propositions", responses=problems(NonConnecte, DemandeIntrouvable))
async def lister(session: DemandeSession, propositions: Propositions) -> list[MaProposition]:
    """Les logements qui m'ont été proposés."""
    return await propositions.les_miennes(session.acteur.perimetre, session.acteur)


@router.post(
    "/{proposition_id}/acceptation",
    operation_id="accepter_ma_proposition",
    responses=problems(*EN_REPONSE, BienDejaAttribue, BienDansUnAutreEtat, DemandeDejaLogee),
)
async def accepter(
    proposition_id: UUID, body: VersionBody, session: DemandeSession, execute: Execute, propositions: Propositions
) -> MaProposition:
    """J'accepte ce logement. Le bailleur me contactera pour signer le bail."""
    command = AccepterProposition(proposition_id=proposition_id, version=body.version)
    await execute(accepter_proposition, command, session.acteur)
    return await propositions.la_mienne(session.acteur.perimetre, session.acteur, proposition_id)


@router.post(
    "/{proposition_id}/refus",
    operation_id="refuser_ma_proposition",
    responses=problems(*EN_REPONSE, MotifDeRefusInvalide),
)
async def refuser(
    proposition_id: UUID, body: MonRefusBody, session: DemandeSession, execute: Execute, propositions: Propositions
) -> MaProposition:
    """Je refuse ce logement et je dis pourquoi. Ma demande reste active."""
    command = RefuserProposition(
        proposition_id=proposition_id, version=body.version, motif=body.motif, commentaire=body.commentaire
    )
    await execute(refuser_proposition, command, session.acteur)
    return await propositions.la_mienne(session.acteur.perimetre, session.acteur, proposition_id)
