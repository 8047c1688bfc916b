from uuid import UUID

from fastapi import APIRouter

from api.dependencies import Attentes, Cotations, CurrentActeur
from api.problems import problems
from domain.cotation.attente import AttenteVue
from domain.cotation.queries import Cotation
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["cotation"])


@router.get(
    "/demandes/{demande_id}/cotations",
    operation_id="lire_cotations",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def cotations(demande_id: UUID, acteur: CurrentActeur, queries: Cotations) -> list[Cotation]:
    """Les points de la demande dans chaque EPCI demandé, expliqués ligne par ligne."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.get(
    "/demandes/{demande_id}/attente",
    operation_id="lire_attente",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def attente(demande_id: UUID, acteur: CurrentActeur, queries: Attentes) -> AttenteVue:
    """Combien de temps des demandes semblables ont attendu, telle que le demandeur le lit."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.de_la_demande(acteur.perimetre, demande_id)
