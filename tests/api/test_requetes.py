"""Chaque écran qui lit pose peu de questions à la base, autant pour une ligne que pour cinquante, et nomme son
département : c'est ainsi que les tables se partagent entre plusieurs serveurs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import event

from adapters.db.types import metadata
from api.bootstrap import Container
from tests.api.conftest import NewClient, SignIn, Territory
from tests.api.lieux import Lieux, peupler
from tests.architecture.decouverte import routes

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

AU_PLUS = 4
RAPPORT = "mois arrêté, règles du département, DALO, délais, logements, contingent ; un mois arrêté n'en pose qu'une"
PLUS: dict[str, tuple[int, str]] = {
    "partenaires /accueil": (5, "compteurs, tâches, actualités, favoris et conventions en une seule réponse"),
    "partenaires /demandes/{demande_id}/cotations": (
        9,
        "la ligne au journal de lecture, dossier, grilles, pièces, événements, critères validés, contestations, "
        "qui a dit quoi, rang",
    ),
    "partenaires /demandes/{demande_id}/comparaison-de-grilles": (
        6,
        "la ligne au journal de lecture, dossier, grilles en vigueur, pièces, événements, critères validés",
    ),
    "partenaires /demandes/{demande_id}/criteres-a-valider": (
        7,
        "la ligne au journal de lecture, dossier, grilles en vigueur, pièces, événements, critères validés, état",
    ),
    "partenaires /demandes/{demande_id}/priorites": (
        5,
        "la ligne au journal de lecture, dossier, règles du département, labels, décision DALO",
    ),
    "partenaires /doublons/{doublon_id}": (5, "une ligne au journal de lecture, et les deux dossiers côte à côte"),
    "partenaires /rapports-prefectoraux": (6, RAPPORT),
    "partenaires /rapports-prefectoraux/fichier": (6, RAPPORT),
    "grandpublic /mon-espace": (5, "dossier, territoire, réponses attendues, rangs, et les grilles qui les disent"),
    "grandpublic /ma-cotation": (9, "la même explication, et ce que le demandeur avait vu"),
}
SANS_BASE_OU_BINAIRES = (
    "/contenu",
    "/pages/{page}",
    "/attestation",
    "/mon-attestation",
    "/logo",
    "cotation/explication",
    "cotations/explication",
    "/rapport",
)
NOT_OURS = re.compile(r"set_config|^select 1$|^select sessions\.", re.IGNORECASE)
"""Who is calling is remembered three seconds: a slow machine asks it again between two pages."""
NATIONALES = {"reglages", "habilitations"}
"""The list of the territories, and of those where an agent may work: read whole, and small."""
PARTAGEES = {t.name for t in metadata.tables.values() if "departement" in t.primary_key.columns} - NATIONALES
NOMMENT = re.compile(r"departement\s*=\s*\$\d+|^insert into \w+ \([^)]*\bdepartement\b", re.IGNORECASE)


@dataclass
class Ecoute:
    """Every statement that the engines execute while we listen."""

    container: Container

    @contextmanager
    def __call__(self) -> Iterator[list[str]]:
        heard: list[str] = []

        def listen(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            if not NOT_OURS.search(statement):
                heard.append(statement)

        container = self.container
        engines = [e.sync_engine for e in (container.engine, container.read_engine, container.trace_engine)]
        for engine in engines:
            event.listen(engine, "before_cursor_execute", listen)
        try:
            yield heard
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", listen)


@pytest_asyncio.fixture(loop_scope="session")
async def lieux(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, pdf: bytes, territory: Territory, container: Container
) -> Lieux:
    return await peupler(agent, demandeur, new_client, pdf, territory, container)


async def test_aucun_ecran_ne_pose_plus_de_questions_quand_la_page_grandit(container: Container, lieux: Lieux) -> None:
    ecoute = Ecoute(container)
    trop, inegales, sans_departement = {}, {}, {}
    for contrat, path, parameters in _lectures():
        client, url = await _ouvrir(lieux, contrat, path, parameters)
        sizes = ["1", "2", "50"] if "size" in parameters else ["1"]
        heard = {}
        for size in sizes:
            with ecoute() as statements:
                answer = await client.get(url.copy_merge_params({"size": size} if "size" in parameters else {}))
            assert answer.status_code == 200, f"{path} : {answer.text}"
            heard[size] = statements
        name = f"{contrat} {path}"
        counts = {size: len(found) for size, found in heard.items()}
        if max(counts.values()) > PLUS.get(name, (AU_PLUS, ""))[0]:
            trop[name] = max(counts.values())
        if max(counts.values()) > counts["1"]:  # a page that is not full needs no count: it asks less
            inegales[name] = counts
        if nomades := [s for found in heard.values() for s in found if _oublie_le_departement(s)]:
            sans_departement[name] = nomades
    assert trop == {}
    assert inegales == {}
    assert sans_departement == {}


def _lectures() -> Iterator[tuple[str, str, set[str]]]:
    for contrat, name, route in routes():
        method, _, path = name.partition(" ")
        if method == "GET" and contrat != "tiers" and not path.endswith(SANS_BASE_OU_BINAIRES):
            yield contrat, path, {field.alias for field in route.dependant.query_params}


async def _ouvrir(lieux: Lieux, contrat: str, path: str, parameters: set[str]) -> tuple[httpx.AsyncClient, httpx.URL]:
    """Whoever may read this address; asked once already, so that session and context are known."""
    required = {"numero_unique", "q"} & parameters if path.endswith(("explication", "rapide")) else set()
    required |= {"avec", "effet_du"} & parameters
    url = httpx.URL(path.lstrip("/").format(**lieux.connus), params={name: lieux.connus[name] for name in required})
    answers = []
    for client in lieux.clients[contrat]:
        answers.append(await client.get(url))
        if answers[-1].status_code == 200:
            return client, url
    raise AssertionError(f"personne ne lit {path} : {answers[-1].text}")


def _oublie_le_departement(statement: str) -> bool:
    words = set(re.findall(r"[a-z_]+", statement.lower()))
    return bool(words & PARTAGEES) and not NOMMENT.search(statement)
