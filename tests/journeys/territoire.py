"""A whole territory in process, whose days pass as the story decides: its agents, its applicants, their mail."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container, create_container
from api.main import create_app
from api.worker import open_the_day, relay_of
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from tests.api.conftest import CSRF, PASSPHRASE, settle
from tests.api.couples import un_codemandeur
from tests.api.formulaires import formulaire
from tests.embedded import Servers
from tests.maison import texte

PDF = (Path(__file__).parents[1] / "api" / "piece.pdf").read_bytes()
DEPARTEMENT = "35"
COUPLES = 50
"""Where the names and addresses of those who ask with somebody begin."""


class Temps:
    """The day of the story: every part of the application reads this one."""

    def __init__(self, debut: datetime) -> None:
        self.instant = debut

    def __call__(self) -> datetime:
        self.instant += timedelta(milliseconds=1)  # two acts never fall at the same instant
        return self.instant

    def lendemain(self) -> None:
        matin = (self.instant.astimezone(PARIS) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        self.instant = matin.astimezone(UTC)


class Courrier:
    """What the mail server received, read once a message."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: set[str] = set()
        self._by_recipient: dict[str, list[tuple[str, str]]] = {}

    def de(self, adresse: str) -> list[tuple[str, str]]:
        """(subject, text) of each message, oldest first."""
        for path in sorted(self._folder.glob("*.eml")):
            if path.name not in self._read:
                self._read.add(path.name)
                message = Mailbox.read(path)
                for recipient in message["X-Envelope-To"].split(", "):
                    self._by_recipient.setdefault(recipient, []).append((message["Subject"], texte(message)))
        return self._by_recipient.get(adresse, [])

    def dernier(self, adresse: str, motif: str) -> str:
        """What the last message that fits says."""
        for objet, corps in reversed(self.de(adresse)):
            if found := re.search(motif, f"{objet}\n{corps}"):
                return found[1]
        raise AssertionError(f"{adresse} n'a reçu aucun message où se lit {motif}")


class Territoire:
    def __init__(self, container: Container, temps: Temps, courrier: Courrier, stack: AsyncExitStack) -> None:
        self.container = container
        self.temps = temps
        self.courrier = courrier
        self._app: ASGIApp = create_app(container)
        self._stack = stack
        self._relay = relay_of(container)

    @classmethod
    @asynccontextmanager
    async def ouvert(cls, servers: Servers, files: Path, debut: datetime) -> AsyncIterator["Territoire"]:
        async with AsyncExitStack() as stack:
            smtp = stack.enter_context(servers.smtp())
            url = stack.enter_context(servers.database())
            await settle(url)
            await _rester_en_ille_et_vilaine(url)
            temps = Temps(debut)
            given: Mapping[str, Any] = {"database_url": url, "smtp_url": smtp.url(), "stockage_url": files.as_uri()}
            container = create_container(temps, **given)
            stack.push_async_callback(container.close)
            yield cls(container, temps, Courrier(smtp.mailbox.folder), stack)

    async def passer_la_nuit(self) -> None:
        self.temps.lendemain()
        await open_the_day(self.container)
        await self.faire_partir()

    async def faire_partir(self) -> None:
        """Everything that waits: messages, nightly work."""
        await self._relay.drain()

    async def visiteur(self, contrat: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False, client=(str(new_id()), 1))
        return await self._stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url=f"https://fdls.test/{contrat}/v1/", headers=CSRF)
        )

    async def lignes(self, requete: str) -> list[tuple[Any, ...]]:
        async with self.container.engine.begin() as connection:
            await connection.execute(text("select set_config('app.departement', :d, true)"), {"d": DEPARTEMENT})
            return [tuple(row) for row in await connection.execute(text(requete))]


async def _rester_en_ille_et_vilaine(url: str) -> None:
    """The nights of the neighbours are not this story's."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("delete from organismes_territoires where departement <> :d"), {"d": DEPARTEMENT})
    await engine.dispose()


class Agent:
    """Somebody of a guichet, who has one address and one passphrase, and forgets it now and then."""

    def __init__(self, territoire: Territoire, email: str, phrase: str | None = PASSPHRASE) -> None:
        self._t = territoire
        self.email = email
        self._phrase = phrase

    async def connexion(self) -> httpx.AsyncClient:
        client = await self._t.visiteur("partenaires")
        ouverte = await client.post("session", json={"email": self.email, "mot_de_passe": self._phrase})
        accepte(ouverte)
        session = accepte(await client.get("session"))
        if not session["charte"]["acceptee"]:
            accepte(await client.post("session/charte", json={"version": session["charte"]["version"]}))
        return client

    async def activer(self) -> None:
        """By the link that the message carries: at his arrival, and each time he forgets."""
        await self._t.faire_partir()
        jeton = self._t.courrier.dernier(self.email, r"/partenaires/activation#(\S+)")
        self._phrase = f"{PASSPHRASE} {jeton[:6]}"
        client = await self._t.visiteur("partenaires")
        accepte(await client.post("activations", json={"jeton": jeton, "mot_de_passe": self._phrase}))

    async def oublier(self) -> None:
        self._phrase = None
        client = await self._t.visiteur("partenaires")
        accepte(await client.post("mots-de-passe/oubli", json={"email": self.email}))
        await self.activer()


class Demandeur:
    """A household with a telephone, an address, and a demande."""

    def __init__(self, territoire: Territoire, rang: int) -> None:
        self._t = territoire
        self.rang = rang
        self.nom = _nom(rang)
        self.ne_le = f"19{60 + rang % 39:02}-0{1 + rang % 9}-{10 + rang % 18}"
        self.email = f"foyer{rang:02}@exemple.test"
        self.avec: Demandeur | None = None

    def en_couple(self) -> "Demandeur":
        """Somebody asks with him, who has an address and a name of his own."""
        self.avec = Demandeur(self._t, COUPLES + self.rang)
        return self.avec

    async def connexion(self) -> httpx.AsyncClient:
        client = await self._t.visiteur("grandpublic")
        qui = {"departement": DEPARTEMENT, "identifiant": self.email}
        accepte(await client.post("session/codes", json=qui))
        await self._t.faire_partir()
        accepte(await client.post("session", json=qui | {"code": self.code()}))
        return client

    def code(self) -> str:
        return self._t.courrier.dernier(self.email, r"\b(\d{6})\b")

    async def deposer(self) -> None:
        moi = await self.connexion()
        vue = accepte(await moi.post("ma-demande"))
        rempli = formulaire(nom=self.nom, ne_le=self.ne_le)
        rempli["demandeur"]["email"] = self.email
        if self.avec is not None:
            autre = un_codemandeur(self.avec.nom, email=self.avec.email)
            rempli["demandeur"]["situation_familiale"] = autre["situation_familiale"]
            rempli["codemandeurs"] = [autre]
            rempli["revenus"]["rfr"].append({"personne_id": autre["id"], "annee": 2024, "montant": 13_200})
        vue = accepte(await moi.patch("ma-demande", json={"version": vue["version"], **rempli}))
        accepte(await moi.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=PDF))
        vue = accepte(await moi.get("ma-demande"))
        accepte(await moi.post("ma-demande/soumission", json={"version": vue["version"]}))

    async def dire(self, acte: str, **corps: Any) -> None:
        """One of the acts of his own space: « renouvellement », « reveil », « annulation »…"""
        moi = await self.connexion()
        vue = accepte(await moi.get("ma-demande"))
        accepte(await moi.post(f"ma-demande/{acte}", json={"version": vue["version"], **corps}))

    async def declarer(self, sorte: str, justificatif: str, *, part: str, **corps: Any) -> None:
        """From his space, that one of the two holders is no longer there: « demandeur » or « codemandeur »."""
        moi = await self.connexion()
        vue = accepte(await moi.get("ma-demande"))
        titulaires = {"demandeur": vue["formulaire"]["demandeur"], "codemandeur": vue["formulaire"]["codemandeurs"][0]}
        geste = {"sorte": sorte, "personne_id": titulaires[part]["id"], "justificatif": justificatif}
        accepte(await moi.post("ma-demande/depart", json={"version": vue["version"], **geste, **corps}))

    async def retrouver(self) -> None:
        """He no longer knows with which address he used to come: his name and birth date send him a code."""
        visiteur = await self._t.visiteur("grandpublic")
        qui = {"departement": DEPARTEMENT, "ne_le": self.ne_le, "nom": self.nom, "prenom": "Jeanne"}
        accepte(await visiteur.post("session/recherches", json=qui))
        await self._t.faire_partir()
        acces = {"departement": DEPARTEMENT, "identifiant": self.email, "code": self.code()}
        accepte(await visiteur.post("session", json=acces))
        accepte(await visiteur.get("ma-demande"))

    async def retablir(self) -> None:
        """His demande was struck off: a fresh code, in his hands, gives it back."""
        moi = await self.connexion()
        self._t.temps.instant += timedelta(minutes=1)
        accepte(await moi.post("session/codes", json={"departement": DEPARTEMENT, "identifiant": self.email}))
        await self._t.faire_partir()
        vue = accepte(await moi.get("ma-demande"))
        corps = {"version": vue["version"], "code": self.code()}
        accepte(await moi.post("ma-demande/retablissement", json=corps))


def accepte(reponse: httpx.Response) -> Any:
    assert reponse.is_success, f"{reponse.request.method} {reponse.request.url.path} : {reponse.text}"
    return reponse.json() if reponse.content else None


def _nom(rang: int) -> str:
    """Nobody else bears it, and no two look alike."""
    syllabes = ("BAR", "DON", "FEC", "GUL", "KEM", "LIV", "MOR", "NAZ", "PET", "ROS")
    return f"{syllabes[rang % 10]}{syllabes[rang // 10]}{syllabes[(7 * rang + 3) % 10]}"
