from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from api.dependencies import ContainerDep
from domain.cotation.registre.format import CHEMIN, schema_de_grille

router = APIRouter(tags=["grilles de cotation"])
JSON_SCHEMA = "application/schema+json"
ONE_DAY = "public, max-age=86400"


@router.get(
    CHEMIN,
    operation_id="lire_format_de_grille",
    response_class=JSONResponse,
    responses={
        200: {"description": "Un JSON Schema 2020-12", "content": {JSON_SCHEMA: {"schema": {"type": "object"}}}}
    },
)
async def format_de_grille(container: ContainerDep) -> JSONResponse:
    """Le format d'échange d'une grille de cotation, en JSON Schema 2020-12, à son adresse permanente."""
    schema: dict[str, Any] = schema_de_grille(f"{container.url_grandpublic}{CHEMIN}")
    return JSONResponse(schema, media_type=JSON_SCHEMA, headers={"Cache-Control": ONE_DAY})
