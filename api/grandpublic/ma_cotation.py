from fastapi import APIRouter

from api.dependencies import Cotations, DemandeSession
from api.problems import problems
from domain.cotation.queries import Cotation
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["ma cotation"])


@router.get("/ma-cotation", operation_id="lire_ma_cotation", responses=problems(NonConnecte, DemandeIntrouvable))
async def ma_cotation(session: DemandeSession, queries: Cotations) -> list[Cotation]:
    """Mes points, d'où ils viennent et ce qui les changerait (CCH R441-2-17)."""
    return await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)
