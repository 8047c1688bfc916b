"""The whole API in process, on real PostgreSQL and Valkey: a few organismes of Ille-et-Vilaine and their agents."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from starlette.types import ASGIApp

from adapters.db.cotation.tables import grilles
from adapters.db.organismes.tables import (
    comptes,
    habilitations,
    organismes,
    organismes_territoires,
    reglages,
)
from adapters.referentiel.loader import charger
from adapters.referentiel.profils import charger_profils
from adapters.securite.crypto import Argon2Hacheur
from api.bootstrap import Container, create_container
from api.contracts import CONTRACTS
from api.main import create_app, create_contract
from api.security.sessions import AGENT_COOKIE, DEMANDEUR_COOKIE
from domain.cotation.document import lire_grille
from domain.cotation.grille import Deliberation, Grille
from domain.cotation.vocabulary import Population, StatutGrille
from domain.kernel.identifiers import new_id
from domain.organismes.portail.model import ContactDuPortail, QuestionFrequente, TextesDuPortail
from domain.organismes.rules import charte_en_vigueur
from tests.api.actes import l_acte_laisse_sa_ligne
from tests.api.refus import le_refus_est_annonce
from tests.embedded import Servers

PASSPHRASE = "quatre chevaux verts dorment"
ROOT = Path(__file__).parents[2]
CSRF = {"X-Fdls": "1"}
CONTACT = "contact.35@exemple.test"
RENNES_METROPOLE = "243500139"
RENNES, SAINT_MALO, NANTES = "35238", "35288", "44109"


class Clock:
    """Time as a test decides it; every part of the application reads this one."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def advance(self, **delta: float) -> None:
        self.shift += timedelta(**delta)


@dataclass(frozen=True)
class Territory:
    organismes: dict[str, UUID]
    comptes: dict[str, UUID]


ORGANISMES: dict[str, tuple[str, str, dict[str, str | None]]] = {
    # name -> (type, nom, {departement: code guichet})
    "armor": ("BAILLEUR", "Armor Habitat", {"35": "35A01", "22": "22A01"}),
    "vilaine": ("BAILLEUR", "Vilaine Logis", {"35": "35B01"}),
    "loire": ("BAILLEUR", "Loire Toits", {"44": "44A01"}),
    "metropole": ("EPCI", "Rennes Métropole", {"35": "35E01"}),
    "prefecture": ("ETAT", "Préfecture d'Ille-et-Vilaine", {"35": None}),
    "betton": ("COMMUNE", "Ville de Betton", {"35": None}),
    "adil": ("ADIL", "ADIL 35", {"35": None}),
    "cesson": ("COMMUNE", "Ville de Cesson-Sévigné", {"35": "35C51"}),
    "gestionnaire": ("GESTIONNAIRE", "Association du fichier partagé", {"35": "35G01", "44": "44G01"}),
}
PERIMETRES = {"cesson": ["35051"]}
"""Those that do not work in the whole département."""
AGENTS: dict[str, tuple[str, str, list[str]]] = {
    # name -> (organisme, profil, départements)
    "anne": ("armor", "charge-de-clientele", ["35", "22"]),
    "referent": ("armor", "referent-bailleur", ["35"]),
    "bruno": ("vilaine", "charge-de-clientele", ["35"]),
    "chloe": ("loire", "charge-de-clientele", ["44"]),
    "epci": ("metropole", "referent-reservataire", ["35"]),
    "prefet": ("prefecture", "referent-reservataire", ["35"]),
    "priorites": ("prefecture", "publics-prioritaires", ["35"]),
    "sous-prefete": ("prefecture", "referent-reservataire", ["35"]),
    "adil": ("betton", "consultation", ["35"]),
    "juriste": ("adil", "statistiques", ["35"]),
    "cesson": ("cesson", "guichet", ["35"]),
    "cesson-logement": ("cesson", "referent-reservataire", ["35"]),
    "gestionnaire": ("gestionnaire", "gestionnaire", ["35", "44"]),
}


async def settle(database_url: str) -> Territory:
    engine = create_async_engine(database_url)
    # a thousand sessions open in a run: each verifies this hash at the cost that it was made with
    hashed = await Argon2Hacheur(passes=1, kibioctets=8).hacher(PASSPHRASE)
    charte = charte_en_vigueur(datetime.now(UTC).date())
    ids: dict[str, UUID] = {}
    accounts: dict[str, UUID] = {}
    async with engine.begin() as connection:
        await charger(connection)
        await charger_profils(connection)
        for departement, nom in (("35", "Ille-et-Vilaine"), ("44", "Loire-Atlantique"), ("22", "Côtes-d'Armor")):
            await connection.execute(
                reglages.insert().values(
                    departement=departement,
                    nom=nom,
                    titre=f"Demande de logement {nom}",
                    couleur_accent="#8a3b12",
                    textes=TextesDuPortail(accueil="Une seule demande pour tous les organismes."),
                    contact=ContactDuPortail(nom="Association", telephone="02 00 00 00 00", email=CONTACT),
                    questions=(QuestionFrequente(question="Combien de temps ?", reponse="Cela dépend."),),
                )
            )
        for name, (kind, nom, guichets) in ORGANISMES.items():
            ids[name] = new_id()
            await connection.execute(
                organismes.insert().values(
                    id=ids[name],
                    type=_type(kind),
                    nom=nom,
                    epci=RENNES_METROPOLE if kind == "EPCI" else None,
                    version=1,
                    totp_exige=False,
                )
            )
            for departement, code in guichets.items():
                await connection.execute(
                    organismes_territoires.insert().values(
                        organisme_id=ids[name],
                        departement=departement,
                        code_guichet=code,
                        communes=PERIMETRES.get(name),
                    )
                )
        for name, (organisme, profil, departements) in AGENTS.items():
            accounts[name] = new_id()
            await connection.execute(
                comptes.insert().values(
                    id=accounts[name],
                    organisme_id=ids[organisme],
                    email=f"{name}@exemple.test",
                    nom=name.capitalize(),
                    prenom="Agent",
                    mot_de_passe=hashed,
                    actif=True,
                    charte_version=charte.version,
                    version=1,
                )
            )
            for departement in departements:
                await connection.execute(
                    habilitations.insert().values(compte_id=accounts[name], departement=departement, profil=profil)
                )
        await connection.execute(
            grilles.insert().values(
                departement="35",
                id=new_id(),
                epci=RENNES_METROPOLE,
                population=Population.TOUS,
                version_grille=1,
                statut=StatutGrille.PUBLIEE,
                contenu=demonstration(RENNES_METROPOLE),
                creee_le=datetime.now(UTC),
                effet_du=date(2024, 1, 1),
                publiee_le=datetime.now(UTC),
                deliberation=Deliberation(date=date(2023, 12, 1), reference="DEMO-2023-01", url=None),
                version=1,
            )
        )
    await engine.dispose()
    return Territory(organismes=ids, comptes=accounts)


def demonstration(epci: str) -> Grille:
    """The demonstration grid, as if this EPCI had adopted it."""
    path = ROOT / "domain" / "cotation" / "parameters" / "grille_demonstration.json"
    return replace(lire_grille(json.loads(path.read_text("utf-8"))), epci_siren=epci)


def _type(kind: str) -> Any:
    from domain.organismes.model import TypeOrganisme

    return TypeOrganisme(kind)


@pytest.fixture(scope="session")
def settled_database(servers: Servers) -> Iterator[str]:
    """What each file starts from; nobody stays connected to it."""
    with servers.database() as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def territory(settled_database: str) -> Territory:
    return await settle(settled_database)


@pytest.fixture(scope="module")
def environment(
    environment: dict[str, str], servers: Servers, settled_database: str, territory: Territory
) -> Iterator[dict[str, str]]:
    """Of this worker, with a database of this file: nights and clocks of another file leave nothing in it."""
    with servers.database(like=settled_database) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield environment | {"DATABASE_URL": url}


@pytest.fixture(scope="module")
def database_url(environment: dict[str, str]) -> str:
    return environment["DATABASE_URL"]


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def container(environment: dict[str, str], clock: Clock) -> AsyncIterator[Container]:
    made = create_container(clock)
    yield made
    await made.close()


@pytest.fixture(autouse=True)
def real_time(clock: Clock) -> None:
    clock.shift = timedelta(0)


NewClient = Callable[[], Awaitable[httpx.AsyncClient]]


@pytest.fixture(scope="session")
def contrats() -> list[FastAPI]:
    """Nothing of a file stays in them: the house that answers is given anew."""
    return [create_contract(contract) for contract in CONTRACTS]


@pytest.fixture(scope="module")
def app(container: Container, contrats: list[FastAPI]) -> ASGIApp:
    return create_app(container, contrats)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def owner(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Of the tables: row-level security hides nothing from it."""
    engine = create_async_engine(database_url, pool_size=1)
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def new_client(app: ASGIApp, owner: AsyncEngine) -> AsyncIterator[NewClient]:
    async with AsyncExitStack() as stack:

        async def make() -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=(str(new_id()), 1))
            return await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=transport,
                    base_url="https://fdls.test",
                    headers=CSRF,
                    event_hooks={"response": [le_refus_est_annonce, l_acte_laisse_sa_ligne(owner)]},
                )
            )

        yield make


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(new_client: NewClient) -> httpx.AsyncClient:
    """Nobody yet."""
    return await new_client()


SignIn = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest_asyncio.fixture(loop_scope="session")
async def agent(new_client: NewClient) -> SignIn:
    """`await agent("anne")`: a client signed in as that agent, on the partner contract."""

    async def sign_in(name: str, departement: str | None = None) -> httpx.AsyncClient:
        client = await new_client()
        client.base_url = httpx.URL("https://fdls.test/partenaires/v1/")
        answer = await client.post("session", json={"email": f"{name}@exemple.test", "mot_de_passe": PASSPHRASE})
        assert answer.status_code == 204, answer.text
        if departement:
            assert (await client.put("session/departement", json={"departement": departement})).status_code == 204
        assert AGENT_COOKIE in client.cookies
        return client

    return sign_in


@pytest_asyncio.fixture(loop_scope="session")
async def demandeur(new_client: NewClient, container: Container) -> SignIn:
    """`await demandeur("x@exemple.test")`: an applicant who has just given his code, on the public contract."""

    async def sign_in(identifiant: str, departement: str = "35") -> httpx.AsyncClient:
        client = await new_client()
        client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
        code = await issue_code(container, departement, identifiant)
        body = {"departement": departement, "identifiant": identifiant, "code": code}
        answer = await client.post("session", json=body)
        assert answer.status_code == 204, answer.text
        assert DEMANDEUR_COOKIE in client.cookies
        return client

    return sign_in


async def issue_code(container: Container, departement: str, identifiant: str) -> str:
    """The code that the message would carry, issued through the same gateway."""
    from api.dependencies import public_acteur

    async with container.new_uow(public_acteur(departement), None) as uow:
        return await uow.codes_de_connexion.emettre(departement, identifiant, uow.now())


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return (Path(__file__).parent / "piece.pdf").read_bytes()
