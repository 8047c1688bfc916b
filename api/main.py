"""ASGI: the three contracts, health and metrics, and the two built applications."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from api import logs, problems, read_models
from api.bootstrap import UNAVAILABLE, Container, create_container, lifespan_of
from api.contracts import CONTRACTS, Contract
from api.dependencies import known_parameters
from api.document import CONVENTIONS, DocumentedApi
from api.metrics import every_process
from api.middleware import Envelope
from api.spa import Spa

ROOT = Path(__file__).parents[1]


def create_contract(contract: Contract) -> FastAPI:
    """One contract, without the house that answers: `create_app` gives it one."""
    read_models.prepare()
    known = contract.routers()
    app = DocumentedApi(
        routers=known,
        title=contract.title,
        description=f"{contract.description}\n\n{CONVENTIONS}",
        version="1",
        servers=[{"url": contract.path}],
        webhooks=contract.webhooks(),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_tags=[{"name": name, "description": text} for name, text in contract.tags.items()],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(known_parameters)],
        responses={
            400: {"model": problems.Problem, "description": "Requête illisible"},
            422: {"model": problems.Problem, "description": "Saisie à corriger"},
        },
    )
    problems.install(app, UNAVAILABLE)
    app.state.methods = [
        (route.path_regex, route.methods or set())
        for router in known
        for route in router.routes
        if isinstance(route, APIRoute)
    ]
    return app


def create_app(container: Container | None = None, contracts: Sequence[FastAPI] | None = None) -> ASGIApp:
    """`contracts`: made once for several houses, one after the other; their first request takes two seconds."""
    logs.configure()
    container = container or create_container()
    contracts = contracts or [create_contract(contract) for contract in CONTRACTS]
    for made in contracts:
        made.state.container = container
    mounted = [Mount(contract.path, app=made) for contract, made in zip(CONTRACTS, contracts, strict=True)]

    async def sante(request: Request) -> Response:
        state = await container.health()
        status = 200 if state["base"] == "ok" else 503
        return JSONResponse(state, status, headers={"Cache-Control": "no-store"})

    async def metrics(request: Request) -> Response:
        await container.measure()
        return PlainTextResponse(generate_latest(every_process()), media_type=CONTENT_TYPE_LATEST)

    root = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan_of(container))
    problems.install(root, UNAVAILABLE)
    root.router.routes.extend(
        [
            *mounted,
            Route("/sante", sante),
            Route("/metrics", metrics),
            Mount("/partenaires", app=Spa(ROOT / "frontend-partenaires" / "dist")),
            Mount("/", app=Spa(ROOT / "frontend-grandpublic" / "dist")),
        ]
    )
    return Envelope(root, container.version)


def __getattr__(name: str) -> ASGIApp:
    """`uvicorn api.main:app` builds the application; importing this module (OpenAPI, tests) does not."""
    if name == "app":
        return create_app()
    raise AttributeError(name)
