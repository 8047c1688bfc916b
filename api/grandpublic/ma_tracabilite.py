from fastapi import APIRouter

from api.dependencies import DemandeSession
from api.problems import problems
from api.queries import Tracabilite
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte
from domain.tracabilite.queries import ConsultationParOrganisme, HistoriquePublic

router = APIRouter(tags=["ma demande"])


@router.get("/mon-historique", operation_id="lire_mon_historique", responses=problems(NonConnecte, DemandeIntrouvable))
async def historique(session: DemandeSession, tracabilite: Tracabilite) -> list[HistoriquePublic]:
    """Ce qui est arrivé à ma demande, en mots simples."""
    return await tracabilite.historique_public(session.acteur.perimetre, session.demande_id)


@router.get(
    "/mes-consultations",
    operation_id="lire_mes_consultations",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def consultations(session: DemandeSession, tracabilite: Tracabilite) -> list[ConsultationParOrganisme]:
    """Quels organismes ont ouvert mon dossier, quand, et pour y lire quoi."""
    return await tracabilite.consultations_par_organisme(session.acteur.perimetre, session.demande_id)
