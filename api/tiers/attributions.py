from uuid import UUID

from fastapi import APIRouter

from api.problems import problems
from api.queries import Echanges
from api.tiers.acces import REFUS, AttributionsLire, CandidatsLire
from api.tiers.fil import Apres, Taille
from domain.echanges.errors import AttributionIntrouvable, CurseurIllisible
from domain.echanges.queries import AttributionVue, AvisVue, CandidatDuBail, Fil

router = APIRouter(prefix="/attributions", tags=["attributions"])


@router.get("", operation_id="suivre_attributions", responses=problems(*REFUS, CurseurIllisible))
async def suivre(
    appelant: AttributionsLire, echanges: Echanges, apres: Apres = None, size: Taille = 100
) -> Fil[AvisVue]:
    """Tout ce qui est arrivé aux propositions de vos logements, dans l'ordre et sans trou."""
    return await echanges.attributions(appelant.acteur.perimetre, apres, size)


@router.get("/{attribution_id}", operation_id="lire_attribution", responses=problems(*REFUS, AttributionIntrouvable))
async def lire(attribution_id: UUID, appelant: AttributionsLire, echanges: Echanges) -> AttributionVue:
    """Où en est une attribution."""
    return await echanges.attribution(appelant.acteur.perimetre, attribution_id)


@router.get(
    "/{attribution_id}/candidat",
    operation_id="lire_candidat_du_bail",
    responses=problems(*REFUS, AttributionIntrouvable),
)
async def candidat(attribution_id: UUID, appelant: CandidatsLire, echanges: Echanges) -> CandidatDuBail:
    """L'identité et les coordonnées du candidat qui a accepté, pour préparer le bail. La lecture est tracée."""
    return await echanges.candidat(appelant.acteur.perimetre, appelant.acteur, attribution_id)
