"""The crossed tables of the observatory, on screen and as a file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.dependencies import ContainerDep, CurrentActeur
from api.files import FILE_RESPONSES, stream_response, whole
from api.problems import problems
from api.queries import Croisements
from api.schemas import Siren
from domain.kernel.tableur import FormatTableur
from domain.observatoire.croisements.errors import AxesIdentiques
from domain.observatoire.croisements.queries import Axe, Mesure, TableauCroise
from domain.observatoire.croisements.rules import exiger_deux_axes, feuille
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["observatoire"])


async def tableau(
    acteur: CurrentActeur,
    queries: Croisements,
    lignes: Annotated[Axe, Query(description="Ce qui partage les lignes.")] = Axe.TYPOLOGIE,
    colonnes: Annotated[Axe, Query(description="Ce qui partage les colonnes.")] = Axe.COMPOSITION,
    mesure: Mesure = Mesure.DEMANDES,
    epci: Annotated[Siren | None, Query(description="Les demandes dont c'est la première intercommunalité.")] = None,
) -> TableauCroise:
    exiger(acteur, Droit.STATISTIQUES_LIRE)
    exiger_deux_axes(lignes, colonnes)
    return await queries.tableau(acteur.perimetre, lignes, colonnes, mesure=mesure, epci=epci)


Tableau = Annotated[TableauCroise, Depends(tableau)]


@router.get("/tableaux-croises", operation_id="lire_tableau_croise", responses=problems(DroitManquant, AxesIdentiques))
async def lire(tableau: Tableau) -> TableauCroise:
    """Les demandes actives réparties selon deux dimensions, sur la photo de la nuit ; les petits groupes se taisent."""
    return tableau


@router.get(
    "/tableaux-croises/fichier",
    operation_id="exporter_tableau_croise",
    response_class=Response,
    responses={**problems(DroitManquant, AxesIdentiques), **FILE_RESPONSES},
)
async def exporter(
    tableau: Tableau,
    container: ContainerDep,
    format: Annotated[FormatTableur, Query(description="Le tableur qui le lira.")] = FormatTableur.XLSX,
) -> Response:
    """Le même tableau dans un fichier de tableur : exactement ce que l'écran montre."""
    entetes, rangs = feuille(tableau)
    contient = f"{tableau.lignes_par.libelle} × {tableau.colonnes_par.libelle}"
    contenu = container.gateways.tableur.ecrire(format, "Tableau croisé", contient, entetes, whole(rangs))
    return await stream_response(contenu, format.media_type, f"tableau-croise.{format.value}")
