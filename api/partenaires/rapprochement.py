from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.dependencies import CurrentActeur
from api.listing import PageNumber, PageSize
from api.partenaires.recherche_demandes import Suivi, besoins_cherches, souhaits_cherches
from api.problems import problems
from api.queries import Rapprochement
from domain.biens.errors import BienIntrouvable
from domain.demandes.codes import Besoin, Souhait
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.vocabulary import NumeroUniqueInvalide
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.rapprochement.queries import Candidats, CandidatsCriteria, ExplicationCandidat

router = APIRouter(prefix="/biens/{bien_id}/candidats", tags=["candidats"])
NumeroSaisi = Annotated[str, Query(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z ]+$")]


@router.get("", operation_id="lister_candidats", responses=problems(BienIntrouvable, DroitManquant))
async def lister(
    bien_id: UUID,
    acteur: CurrentActeur,
    rapprochement: Rapprochement,
    besoin: Annotated[
        list[Besoin] | None, Query(max_length=len(Besoin), description="Tous ces besoins, déclarés par le foyer.")
    ] = None,
    souhait: Annotated[
        list[Souhait] | None, Query(max_length=len(Souhait), description="Tous ces souhaits du logement recherché.")
    ] = None,
    suivi_par: Annotated[
        Suivi | None, Query(description="Association ou travailleur social qui suit le foyer.")
    ] = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Candidats:
    """Les demandes qui conviennent au logement, classées par points, puis par ce qui départage, 500 au plus."""
    exiger(acteur, Droit.CANDIDATS_LIRE)
    criteria = CandidatsCriteria(
        besoins=besoins_cherches(besoin or [], acteur),
        souhaits=souhaits_cherches(souhait or [], acteur),
        suivi_par=suivi_par,
    )
    return await rapprochement.candidats(acteur.perimetre, acteur, bien_id, page=page, size=size, criteria=criteria)


@router.get(
    "/explication",
    operation_id="expliquer_candidat",
    responses=problems(BienIntrouvable, DemandeIntrouvable, DroitManquant, NumeroUniqueInvalide),
)
async def expliquer(
    bien_id: UUID, numero_unique: NumeroSaisi, acteur: CurrentActeur, rapprochement: Rapprochement
) -> ExplicationCandidat:
    """Pourquoi une demande est dans la liste, ou n'y est pas : toutes les conditions. La consultation est tracée."""
    exiger(acteur, Droit.CANDIDATS_LIRE)
    return await rapprochement.explication(acteur.perimetre, acteur, bien_id, numero_unique)
