from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.dependencies import RegistrePublic
from api.problems import problems
from domain.cotation.errors import GrilleIntrouvable
from domain.cotation.registre.public import GrillePublique, VersionPubliee
from domain.cotation.vocabulary import Population
from domain.organismes.acteur import Perimetre

router = APIRouter(prefix="/territoires/{departement}/grilles-de-cotation", tags=["grilles de cotation"])
Departement = Annotated[str, Path(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$")]
FIVE_MINUTES = "public, max-age=300"


@router.get("", operation_id="lister_grilles_publiees")
async def versions(departement: Departement, registre: RegistrePublic, response: Response) -> list[VersionPubliee]:
    """Les grilles de cotation publiées dans le département, même remplacées depuis."""
    response.headers["Cache-Control"] = FIVE_MINUTES
    return await registre.versions(Perimetre(departement=departement))


@router.get("/{adresse_grille}", operation_id="lire_grille_publiee", responses=problems(GrilleIntrouvable))
async def lire(
    departement: Departement,
    adresse_grille: Annotated[
        str, Path(pattern=r"^[0-9]{9}-(tous|primo|mutation)-[0-9]{1,4}$", description="SIREN, population et version.")
    ],
    registre: RegistrePublic,
    response: Response,
) -> GrillePublique:
    """Une grille publiée : critères, exemples cotés à l'instant, guides, et son document d'échange."""
    response.headers["Cache-Control"] = FIVE_MINUTES
    epci, population, version = adresse_grille.split("-")
    return await registre.lire(Perimetre(departement=departement), epci, Population(population), int(version))
