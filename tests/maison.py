"""The whole house as a stranger meets it: a live API, a live worker, a settled territory, everything over HTTP."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import httpx
import redis

from adapters.embedded.process import Process
from adapters.embedded.smtp import Mailbox
from api.security.sessions import AGENT_COOKIE, DEMANDEUR_COOKIE
from tests.api.conftest import CSRF, PASSPHRASE, Territory, settle
from tests.embedded import Servers
from tests.processes import Processes

T = TypeVar("T")

PIECE = Path(__file__).parent / "api" / "piece.pdf"


@dataclass
class Maison:
    address: str
    variables: Mapping[str, str]
    processes: Processes
    mailbox: Mailbox
    territory: Territory
    worker: Process
    _exit: ExitStack = field(default_factory=ExitStack)

    @classmethod
    @contextmanager
    def ouverte(cls, servers: Servers, processes: Processes, files: Path) -> Iterator["Maison"]:
        with ExitStack() as stack:
            smtp = stack.enter_context(servers.smtp())
            variables = {
                **servers.variables(),
                "SMTP_URL": smtp.url(),
                "DATABASE_URL": stack.enter_context(servers.database()),
                "REDIS_URL": stack.enter_context(servers.redis()),
                "STOCKAGE_URL": files.as_uri(),
            }
            territory = asyncio.run(settle(variables["DATABASE_URL"]))
            address = processes.api(variables)
            variables["URL_PUBLIQUE"] = address
            maison = cls(
                address=address,
                variables=variables,
                processes=processes,
                mailbox=smtp.mailbox,
                territory=territory,
                worker=processes.worker(variables),
            )
            stack.callback(maison._exit.close)
            # its base goes with it: nothing that it is still at is worth waiting for
            stack.callback(lambda: maison.worker.kill())
            yield maison

    def visiteur(self, contrat: str = "grandpublic") -> httpx.Client:
        client = httpx.Client(base_url=f"{self.address}/{contrat}/v1/", headers=CSRF, timeout=60, trust_env=False)
        client.event_hooks = {"response": [lambda answer: _remember(client, answer)]}
        return self._exit.enter_context(client)

    def agent(self, nom: str, departement: str | None = None) -> httpx.Client:
        client = self.visiteur("partenaires")
        body = {"email": f"{nom}@exemple.test", "mot_de_passe": PASSPHRASE}
        _accepted(client.post("session", json=body))
        if departement:
            _accepted(client.put("session/departement", json={"departement": departement}))
        return client

    def demandeur(self, adresse: str, departement: str = "35") -> httpx.Client:
        """Signed in with the code that came by mail."""
        client = self.visiteur("grandpublic")
        qui = {"departement": departement, "identifiant": adresse}
        before = len(self.courriels(adresse))
        _accepted(client.post("session/codes", json=qui))
        found = attendre(lambda: self.courriels(adresse)[before:], self._alive)
        code = re.search(r"\b\d{6}\b", texte(found[-1]))
        assert code is not None, texte(found[-1])
        _accepted(client.post("session", json=qui | {"code": code[0]}))
        return client

    def courriels(self, adresse: str, objet: str = "") -> list[EmailMessage]:
        return [m for m in self.mailbox.messages(to=adresse) if objet.lower() in m["Subject"].lower()]

    def courriel(self, adresse: str, objet: str) -> EmailMessage:
        """The message that a reaction is about to send."""
        return attendre(lambda: self.courriels(adresse, objet), self._alive)[0]

    def attendre(self, check: Callable[[], T], within: float = 60) -> T:
        return attendre(check, self._alive, within)

    def tuer_le_travailleur(self) -> None:
        """As the kernel does when memory runs out; then the leases that it held run out."""
        self.worker.kill()
        self.ecouler_les_baux()
        self.abreger_l_attente()

    def relancer_le_travailleur(self) -> None:
        self.worker = self.processes.worker(dict(self.variables))

    def vider_redis(self) -> None:
        with redis.Redis.from_url(self.variables["REDIS_URL"]) as client:
            client.flushall()

    def abreger_l_attente(self) -> None:
        """What failed is due now. What a living worker holds stays his: nothing is done twice for it."""
        self.lignes("update outbox_deliveries set not_before = now() where done_at is null and lease_until is null")

    def ecouler_les_baux(self) -> None:
        """The dead hold nothing any more."""
        self.lignes("update outbox_deliveries set lease_until = now() - interval '1 second' where lease_until > now()")

    def lignes(self, query: str, departement: str = "35") -> list[tuple[Any, ...]]:
        """What the tables hold, read behind the application's back."""
        return asyncio.run(_rows(self.variables["DATABASE_URL"], query, departement))

    def tout_est_fait(self) -> bool:
        """What was put off on purpose, to later in the night, is not waited for; what failed and is tried again is."""
        waiting = "done_at is null and (attempts > 0 or not_before <= now())"
        return self.lignes(f"select count(*) from outbox_deliveries where {waiting}") == [(0,)]

    def _alive(self) -> str | None:
        return None if self.worker.alive else self.worker.last_words()


def attendre(check: Callable[[], T], dead: Callable[[], str | None] = lambda: None, within: float = 60) -> T:
    """What `check` finds, once it finds something."""
    end = time.monotonic() + within
    while not (found := check()):
        last_words = dead()
        assert last_words is None, last_words
        assert time.monotonic() < end, f"rien après {within:.0f} s"
        time.sleep(0.05)
    return found


def texte(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


async def _rows(url: str, query: str, departement: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("select set_config('app.departement', $1, false)", departement)
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def _accepted(answer: httpx.Response) -> None:
    assert answer.is_success, answer.text


def _remember(client: httpx.Client, answer: httpx.Response) -> None:
    """Our cookies are `Secure`: Python's jar would keep them from a plain HTTP address, even this machine's."""
    for name in (AGENT_COOKIE, DEMANDEUR_COOKIE):
        if name in answer.cookies:
            client.headers["Cookie"] = f"{name}={answer.cookies[name]}"
