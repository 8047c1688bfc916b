from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from api.dependencies import ContainerDep
from api.listing import PageNumber, Texte
from api.nomenclatures import NomenclaturesVue, nomenclatures
from api.problems import problems
from api.queries import Chiffres, Guichets, Referentiel, Reglages, Secteurs
from api.schemas import CodeCommune
from domain.demandes.secteurs.queries import SecteurAChoisir
from domain.kernel.read_model import Page
from domain.observatoire.chiffres.errors import CommuneSansChiffres
from domain.observatoire.chiffres.queries import ChiffresCles, ChiffresDeCommune
from domain.organismes.acteur import Perimetre
from domain.organismes.enregistrement.guichets import GuichetPublic
from domain.organismes.errors import TerritoireInconnu
from domain.organismes.portail.errors import LogoDuPortailAbsent
from domain.organismes.queries import QuestionVue, TerritoireResume, TerritoireVue
from domain.referentiel.queries import CommuneVue

router = APIRouter(prefix="/territoires", tags=["territoires"])
UN_AN = "public, max-age=31536000, immutable"
Departement = Annotated[str, Path(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$")]


@router.get("", operation_id="lister_territoires")
async def territoires(reglages: Reglages) -> list[TerritoireResume]:
    """Les départements où ce portail est ouvert."""
    return await reglages.territoires()


@router.get("/{departement}", operation_id="lire_territoire", responses=problems(TerritoireInconnu))
async def territoire(departement: Departement, reglages: Reglages) -> TerritoireVue:
    """Le portail d'un département : son nom, ses textes, son contact."""
    return await reglages.territoire(departement)


@router.get(
    "/{departement}/logo",
    operation_id="lire_logo_du_territoire",
    response_class=Response,
    responses={200: {"description": "L'image", "content": {"image/png": {}}}, **problems(LogoDuPortailAbsent)},
)
async def logo(
    departement: Departement,
    reglages: Reglages,
    version: Annotated[str, Field(max_length=32, pattern=r"^[0-9a-f]*$")] = "",
) -> Response:
    """Le logo du portail d'un département. Son adresse change avec lui : le navigateur peut garder l'image."""
    image = await reglages.logo(departement)
    return Response(image, media_type="image/png", headers={"Cache-Control": UN_AN} if version else {})


@router.get("/{departement}/nomenclatures", operation_id="lire_nomenclatures")
async def listes(departement: Departement, container: ContainerDep) -> NomenclaturesVue:
    """Toutes les listes de codes, avec leurs libellés."""
    return nomenclatures(departement, container.today())


@router.get("/{departement}/communes", operation_id="chercher_communes")
async def communes(
    departement: Departement,
    referentiel: Referentiel,
    q: Texte = "",
    partout: bool = False,
    size: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[CommuneVue]:
    """Communes du département par début de nom ou code postal ; `partout` cherche dans toute la France."""
    return await referentiel.communes(None if partout else departement, q, size)


@router.get("/{departement}/secteurs", operation_id="lister_secteurs_a_choisir")
async def secteurs(departement: Departement, secteurs: Secteurs) -> list[SecteurAChoisir]:
    """Les secteurs qu'une demande peut citer aujourd'hui, EPCI par EPCI."""
    return await secteurs.a_choisir(Perimetre(departement=departement))


@router.get("/{departement}/questions", operation_id="lire_questions", responses=problems(TerritoireInconnu))
async def questions(departement: Departement, reglages: Reglages) -> list[QuestionVue]:
    """Les questions que l'on pose souvent, et leurs réponses."""
    return await reglages.questions(departement)


@router.get("/{departement}/guichets", operation_id="chercher_guichets", responses=problems(TerritoireInconnu))
async def guichets(
    departement: Departement,
    guichets: Guichets,
    commune: CodeCommune | None = None,
    page: PageNumber = 1,
    size: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Page[GuichetPublic]:
    """Où déposer sa demande : les services enregistreurs, et ce que chacun enregistre."""
    return await guichets.du_territoire(Perimetre(departement=departement), commune, page=page, size=size)


@router.get("/{departement}/chiffres-cles", operation_id="lire_chiffres_cles", responses=problems(TerritoireInconnu))
async def chiffres(departement: Departement, chiffres: Chiffres) -> ChiffresCles:
    """Les chiffres de la dernière photo du fichier, avec leur date et leur définition."""
    return await chiffres.derniere(departement)


@router.get(
    "/{departement}/chiffres-cles/communes/{commune}",
    operation_id="lire_chiffres_de_commune",
    responses=problems(CommuneSansChiffres),
)
async def chiffres_de_commune(departement: Departement, commune: CodeCommune, chiffres: Chiffres) -> ChiffresDeCommune:
    """La fiche d'une commune : son parc, sa demande, ses attributions de l'année, ses quartiers les plus demandés."""
    return await chiffres.de_la_commune(departement, commune)
