"""The monthly report to the préfet, on screen and as a file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.dependencies import ContainerDep, CurrentActeur
from api.files import FILE_RESPONSES, stream_response, whole
from api.problems import problems
from api.queries import RapportsPrefectoraux
from domain.kernel.tableur import FormatTableur
from domain.observatoire.rapport_prefectoral.errors import MoisSansRapport
from domain.observatoire.rapport_prefectoral.queries import RapportPrefectoral
from domain.observatoire.rapport_prefectoral.rules import feuille
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["observatoire"])


async def rapport(
    acteur: CurrentActeur,
    queries: RapportsPrefectoraux,
    mois: Annotated[
        str | None,
        Query(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$", description="« 2026-10 » ; absent, le dernier mois fini."),
    ] = None,
) -> RapportPrefectoral:
    exiger(acteur, Droit.STATISTIQUES_LIRE)
    exacts = acteur.peut(Droit.LABELS_POSER) and not acteur.perimetre.limite
    return await queries.rapport(acteur.perimetre, mois, exacts=exacts)


Rapport = Annotated[RapportPrefectoral, Depends(rapport)]


@router.get(
    "/rapports-prefectoraux",
    operation_id="lire_rapport_prefectoral",
    responses=problems(DroitManquant, MoisSansRapport),
)
async def lire(rapport: Rapport) -> RapportPrefectoral:
    """Le DALO, les délais anormalement longs et le contingent de l'État pendant un mois, avec leurs définitions."""
    return rapport


@router.get(
    "/rapports-prefectoraux/fichier",
    operation_id="exporter_rapport_prefectoral",
    response_class=Response,
    responses={**problems(DroitManquant, MoisSansRapport), **FILE_RESPONSES},
)
async def exporter(
    rapport: Rapport,
    container: ContainerDep,
    format: Annotated[FormatTableur, Query(description="Le tableur qui le lira.")] = FormatTableur.XLSX,
) -> Response:
    """Le même rapport dans un fichier de tableur : un nombre par ligne, avec sa définition et son texte."""
    entetes, rangs = feuille(rapport)
    contenu = container.gateways.tableur.ecrire(format, "Rapport au préfet", "Rapport", entetes, whole(rangs))
    return await stream_response(contenu, format.media_type, f"rapport-prefectoral-{rapport.mois}.{format.value}")
