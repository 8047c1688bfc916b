"""La seconde ceinture, à travers l'application entière : on lui fait croire qu'elle peut tout montrer.

L'agent est du 44, mais l'application se trompe : elle pose toutes ses questions pour le 35, au nom d'un organisme du
35, avec tous les droits. La connexion, elle, dit à PostgreSQL de quel département est vraiment l'agent. Rien de ce
qui est à une personne du 35 ne doit sortir.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.db.engine import Reader
from api.bootstrap import Container, create_container
from api.main import create_app
from api.security.sessions import AgentSession, AgentSessions, DemandeurSession, DemandeurSessions
from domain.organismes.acteur import Acteur, Droit, Perimetre
from tests.api.conftest import CSRF, PASSPHRASE, Clock, NewClient, SignIn, Territory, issue_code
from tests.api.lieux import Lieux, peupler
from tests.architecture.decouverte import routes

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

TOUT = frozenset(d.value for d in Droit)


class LecteurDuVraiDepartement(Reader):
    """Whatever département a query asks for, the connection stays in the agent's own."""

    def __init__(self, engine: AsyncEngine, departement: str, demande_id: UUID | None = None) -> None:
        super().__init__(engine)
        self._vrai = (departement, demande_id)

    @asynccontextmanager
    async def __call__(
        self, departement: str | None = None, demande_id: UUID | None = None
    ) -> AsyncIterator[AsyncConnection]:
        vrai = self._vrai if departement is not None else (None, None)
        async with super().__call__(*vrai) as connection:
            yield connection


class SessionsTrompees(AgentSessions):
    acteur: Acteur

    async def current(self, request: Request) -> AgentSession:
        session = await super().current(request)
        return replace(session, acteur=replace(session.acteur, perimetre=self.acteur.perimetre, droits=TOUT))


class SessionsDeDemandeurTrompees(DemandeurSessions):
    demande_id: UUID

    async def current(self, request: Request) -> DemandeurSession:
        session = await super().current(request)
        perimetre = replace(session.acteur.perimetre, demande_id=self.demande_id)
        return replace(session, demande_id=self.demande_id, acteur=replace(session.acteur, perimetre=perimetre))


@pytest_asyncio.fixture(loop_scope="session")
async def lieux(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, pdf: bytes, territory: Territory, container: Container
) -> Lieux:
    return await peupler(agent, demandeur, new_client, pdf, territory, container)


@asynccontextmanager
async def _client(container: Container, contrat: str) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=create_app(container), raise_app_exceptions=False)
    base = f"https://fdls.test/{contrat}/v1/"
    async with httpx.AsyncClient(transport=transport, base_url=base, headers=CSRF) as client:
        yield client
    await container.close()


async def test_un_agent_d_ailleurs_ne_lit_personne_meme_si_l_application_le_laisse_faire(
    lieux: Lieux, territory: Territory, clock: Clock
) -> None:
    trompe = create_container(clock)
    sessions = SessionsTrompees(trompe._find_agent, trompe._touch, trompe.session_limits.idle)
    organisme = territory.organismes["armor"]
    perimetre = Perimetre(departement="35", organisme_id=organisme, tout_organisme=True)
    sessions.acteur = Acteur(sorte=None, compte_id=None, libelle="", perimetre=perimetre)  # type: ignore[arg-type]
    trompe.__dict__["agent_sessions"] = sessions
    vrai = trompe.read
    async with _client(trompe, "partenaires") as client:
        body = {"email": "chloe@exemple.test", "mot_de_passe": PASSPHRASE}
        assert (await client.post("session", json=body)).status_code == 204
        # sans la ceinture, la tromperie réussit : c'est ce qui donne un sens à la suite
        assert _noms(await _tout_lire(client, "partenaires", lieux), lieux) >= 5
        trompe.read = LecteurDuVraiDepartement(trompe.trace_engine, "44")
        for name in [n for n in trompe.__dict__ if getattr(trompe.__dict__[n], "_read", None) is vrai]:
            del trompe.__dict__[name]
        lus = await _tout_lire(client, "partenaires", lieux)
    assert _noms(lus, lieux) == 0, [u for u, corps in lus.items() if lieux.nom in corps]


async def test_un_demandeur_ne_lit_pas_la_demande_d_un_autre_meme_si_l_application_le_laisse_faire(
    lieux: Lieux, demandeur: SignIn, clock: Clock
) -> None:
    autre = await demandeur("curieuse@exemple.test")
    sienne = (await autre.post("ma-demande")).json()
    trompe = create_container(clock)
    sessions = SessionsDeDemandeurTrompees(trompe._find_demandeur, trompe._touch, trompe.session_limits.idle)
    sessions.demande_id = UUID(lieux.connus["demande_id"])
    trompe.__dict__["demandeur_sessions"] = sessions
    vrai = trompe.read
    async with _client(trompe, "grandpublic") as client:
        code = await issue_code(trompe, "35", "curieuse@exemple.test")
        body = {"departement": "35", "identifiant": "curieuse@exemple.test", "code": code}
        assert (await client.post("session", json=body)).status_code == 204
        assert _noms(await _tout_lire(client, "grandpublic", lieux), lieux) >= 2
        trompe.read = LecteurDuVraiDepartement(trompe.trace_engine, "35", UUID(sienne["id"]))
        for name in [n for n in trompe.__dict__ if getattr(trompe.__dict__[n], "_read", None) is vrai]:
            del trompe.__dict__[name]
        lus = await _tout_lire(client, "grandpublic", lieux)
    assert _noms(lus, lieux) == 0, [u for u, corps in lus.items() if lieux.nom in corps]


async def _tout_lire(client: httpx.AsyncClient, contrat: str, lieux: Lieux) -> dict[str, str]:
    """Every GET of the contract, on the real things of the 35."""
    lus = {}
    for contract, name, route in routes():
        method, _, path = name.partition(" ")
        if contract != contrat or method != "GET":
            continue
        required = {f.alias for f in route.dependant.query_params if f.field_info.is_required()}
        parametres: dict[str, Any] = {k: lieux.connus[k] for k in required}
        answer = await client.get(path.lstrip("/").format(**lieux.connus), params=parametres)
        assert answer.status_code < 500, (name, answer.text)
        lus[name] = answer.text
    return lus


def _noms(lus: dict[str, str], lieux: Lieux) -> int:
    """How many answers name the person whose demande it is."""
    return sum(lieux.nom in corps for corps in lus.values())
