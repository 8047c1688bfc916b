from fastapi import APIRouter

from api.dependencies import CurrentActeur
from api.problems import problems
from api.queries import Activite
from domain.observatoire.activite import RapportDActivite
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["observatoire"])


@router.get("/indicateurs-d-activite", operation_id="lire_indicateurs_d_activite", responses=problems(DroitManquant))
async def rapport(acteur: CurrentActeur, activite: Activite) -> RapportDActivite:
    """Comment le fichier est tenu depuis douze mois, mission par mission : des comptes, aucun dossier."""
    exiger(acteur, Droit.STATISTIQUES_LIRE)
    return await activite.rapport(acteur.perimetre)
