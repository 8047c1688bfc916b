from typing import Annotated

from fastapi import APIRouter, Path, Response
from starlette.responses import JSONResponse

from api.dependencies import ContainerDep
from api.problems import problems
from api.queries import RegistrePublic
from domain.cotation.errors import GrilleIntrouvable
from domain.cotation.registre.format import CHEMIN as FORMAT
from domain.cotation.registre.public import GrillePublique, RegistrePublicQueries, VersionPubliee
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


AdresseDeGrille = Annotated[
    str, Path(pattern=r"^[0-9]{9}-(tous|primo|mutation)-[0-9]{1,4}$", description="SIREN, population et version.")
]


@router.get("/{adresse_grille}", operation_id="lire_grille_publiee", responses=problems(GrilleIntrouvable))
async def lire(
    departement: Departement,
    adresse_grille: AdresseDeGrille,
    registre: RegistrePublic,
    response: Response,
) -> GrillePublique:
    """Une grille publiée : critères, exemples cotés à l'instant, guides, et son document d'échange."""
    response.headers["Cache-Control"] = FIVE_MINUTES
    return await _lue(departement, adresse_grille, registre)


@router.get(
    "/{adresse_grille}/document",
    operation_id="telecharger_grille_publiee",
    response_class=JSONResponse,
    responses={
        200: {"description": "Le document", "content": {"application/json": {"schema": {"type": "object"}}}},
        **problems(GrilleIntrouvable),
    },
)
async def document(
    departement: Departement, adresse_grille: AdresseDeGrille, registre: RegistrePublic, container: ContainerDep
) -> JSONResponse:
    """Le document d'échange d'une grille publiée, seul : celui qu'un autre fichier importe."""
    grille = await _lue(departement, adresse_grille, registre)
    return JSONResponse(
        {"$schema": f"{container.url_grandpublic}{FORMAT}", **grille.document},
        headers={
            "Cache-Control": FIVE_MINUTES,
            "Content-Disposition": f'attachment; filename="grille-{adresse_grille}.json"',
        },
    )


async def _lue(departement: str, adresse: str, registre: RegistrePublicQueries) -> GrillePublique:
    epci, population, version = adresse.split("-")
    return await registre.lire(Perimetre(departement=departement), epci, Population(population), int(version))
