from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import ContainerDep, Limits
from api.problems import problems
from api.queries import Echanges
from api.tiers.acces import REFUS, DemandesLire
from domain.demandes.errors import DemandeIntrouvable
from domain.echanges.queries import EtatDeLaDemande
from domain.echanges.rules import entier
from domain.organismes.errors import TropDeTentatives

HOUR = 3600

router = APIRouter(prefix="/demandes", tags=["demandes"])


@router.get(
    "/{numero_unique}",
    operation_id="lire_etat_demande",
    responses=problems(*REFUS, DemandeIntrouvable, TropDeTentatives),
)
async def lire(
    numero_unique: Annotated[str, Path(pattern=r"^[0-9AB]{13}[0-9A-Z]{5}$")],
    appelant: DemandesLire,
    echanges: Echanges,
    limits: Limits,
    container: ContainerDep,
) -> EtatDeLaDemande:
    """L'état d'une demande dont vous connaissez le numéro unique, et rien d'autre. La lecture est tracée."""
    await limits.spend(
        f"tiers-demandes:{appelant.acteur.compte_id}",
        at_most=entier("demandes.par_heure", container.today()),
        window_seconds=HOUR,
    )
    return await echanges.demande(appelant.acteur.perimetre, appelant.acteur, numero_unique)
