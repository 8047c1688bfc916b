from uuid import UUID

from fastapi import APIRouter

from api.problems import problems
from api.queries import Echanges
from api.tiers.acces import REFUS, AnnoncesLire
from api.tiers.fil import Apres, Taille
from domain.annonces.errors import AnnonceIntrouvable
from domain.echanges.errors import CurseurIllisible
from domain.echanges.queries import AnnonceDiffusee, Fil

router = APIRouter(prefix="/annonces", tags=["annonces"])


@router.get("", operation_id="suivre_annonces", responses=problems(*REFUS, CurseurIllisible))
async def suivre(
    appelant: AnnoncesLire, echanges: Echanges, apres: Apres = None, size: Taille = 100
) -> Fil[AnnonceDiffusee]:
    """Les annonces du département, de la plus anciennement modifiée à la plus récente, retraits compris."""
    return await echanges.annonces(appelant.acteur.perimetre, apres, size)


@router.get("/{annonce_id}", operation_id="lire_annonce_tiers", responses=problems(*REFUS, AnnonceIntrouvable))
async def lire(annonce_id: UUID, appelant: AnnoncesLire, echanges: Echanges) -> AnnonceDiffusee:
    """Une annonce, retirée ou non."""
    return await echanges.annonce(appelant.acteur.perimetre, annonce_id)
