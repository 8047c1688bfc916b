from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.dependencies import DemandeSession, Execute, Idempotency
from api.problems import problems
from api.queries import Publics
from api.schemas import Body, Paragraphe
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte
from domain.publics.codes import MotifUrgence
from domain.publics.errors import UrgenceDejaDeclaree
from domain.publics.queries import MesPriorites
from domain.publics.use_cases import DeclarerUrgence, declarer_urgence

router = APIRouter(tags=["ma demande"])


class UrgenceBody(Body):
    motif: MotifUrgence
    texte: Annotated[Paragraphe, Field(min_length=1, max_length=2000)]
    """Ce qui se passe, en quelques mots."""


@router.get("/mes-priorites", operation_id="lire_mes_priorites", responses=problems(NonConnecte, DemandeIntrouvable))
async def priorites(session: DemandeSession, queries: Publics) -> MesPriorites:
    """Les priorités reconnues à ma demande, et les urgences que j'ai signalées."""
    return await queries.mes_priorites(session.acteur.perimetre, session.demande_id)


@router.post(
    "/mes-urgences",
    status_code=201,
    operation_id="declarer_mon_urgence",
    responses=problems(NonConnecte, DemandeIntrouvable, UrgenceDejaDeclaree),
)
async def declarer(
    body: UrgenceBody, session: DemandeSession, execute: Execute, key: Idempotency, queries: Publics
) -> MesPriorites:
    """Signale une situation qui ne peut pas attendre. Un accusé de réception part aussitôt."""
    command = DeclarerUrgence(demande_id=session.demande_id, motif=body.motif, texte=body.texte)
    await execute.create(declarer_urgence, command, session.acteur, key)
    return await queries.mes_priorites(session.acteur.perimetre, session.demande_id)
