"""The six questions that decide whether the screens are fast, and the goals of the issue on two quiet cores."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from api.security.sessions import AGENT_COOKIE
from tests.api.formulaires import formulaire
from tests.bench.client import KEY
from tests.bench.sample import Agent, Sample

MANY = 400
"""Different requests in the round, so that no answer is asked for twice in a row."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    def raw(self) -> bytes:
        length = {"Content-Length": str(len(self.body))} if self.body else {}
        headers = {"Host": "fdls.test", "Accept": "application/json", **self.headers, **length}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        return "\r\n".join(lines).encode() + self.body


@dataclass(frozen=True)
class Workload:
    code: str
    name: str
    requests: Callable[[Sample, random.Random], list[Request]]
    goal: int | None = None
    """Requests a second on two quiet cores."""
    statements: int = 4
    creates: bool = False

    def drawn(self, sample: Sample) -> list[Request]:
        return self.requests(sample, random.Random(self.code))


def _sante(_: Sample, __: random.Random) -> list[Request]:
    return [Request("GET", "/sante", {})]


def _recherche_annonces(sample: Sample, rng: random.Random) -> list[Request]:
    """Half name a commune, a third a type, a third a rent; two in three come back for another page."""

    def one() -> Request:
        asked: dict[str, object] = {"sort": rng.choice(["-publiee_le", "loyer"]), "page": rng.choice([1, 1, 2, 3])}
        if rng.random() < 0.5:
            asked["commune"] = rng.choice(sample.communes)
        if rng.random() < 0.33:
            asked["typologie"] = rng.choice(["T2", "T3", "T4"])
        if rng.random() < 0.33:
            asked["loyer_max"] = rng.choice([400, 500, 600, 700])
        return Request("GET", f"/grandpublic/v1/territoires/{sample.departement}/annonces?{urlencode(asked)}", {})

    return [one() for _ in range(MANY)]


def _annonce(sample: Sample, known: bool) -> list[Request]:
    prefix = f"/grandpublic/v1/territoires/{sample.departement}/annonces"
    return [
        Request("GET", f"{prefix}/{id}", {"If-None-Match": f'"{etag}"'} if known else {})
        for id, etag in sample.annonces[:MANY]
    ]


def _creation(sample: Sample, rng: random.Random) -> list[Request]:
    return [
        Request(
            "POST",
            "/partenaires/v1/demandes",
            {
                **_signed(agent),
                "X-Fdls": "1",
                "Content-Type": "application/json",
                "Idempotency-Key": KEY.decode(),
            },
            json.dumps(formulaire(nom=rng.choice(sample.noms)[:40].upper())).encode(),
        )
        for agent in _turn(sample.agents, 50)
    ]


def _par_nom(sample: Sample, rng: random.Random) -> list[Request]:
    return [
        Request("GET", f"/partenaires/v1/demandes?size=20&q={quote(rng.choice(sample.noms))}", _signed(agent))
        for agent in _turn(sample.agents, MANY)
    ]


def _par_naissance(sample: Sample, rng: random.Random) -> list[Request]:
    """Two in three also name the person."""

    def typed() -> str:
        return f"{rng.choice(sample.noms) if rng.random() < 0.67 else ''} {rng.choice(sample.naissances)}"

    return [
        Request("GET", f"/partenaires/v1/demandes?size=20&q={quote(typed())}", _signed(agent))
        for agent in _turn(sample.agents, MANY)
    ]


def _par_collecteur(sample: Sample, rng: random.Random) -> list[Request]:
    asked = ["collecteur=La%20Poste", "collecteur=SRIAS", "collecteur=Action%20Logement"]
    return [
        Request("GET", f"/partenaires/v1/demandes?size=50&{rng.choice(asked)}", _signed(agent))
        for agent in _turn(sample.agents, MANY)
    ]


def _par_telephone(sample: Sample, rng: random.Random) -> list[Request]:
    headers = {"X-Fdls": "1", "Content-Type": "application/json"}
    return [
        Request(
            "POST",
            "/partenaires/v1/recherches-de-demandes",
            {**_signed(agent), **headers},
            json.dumps({"telephone": f"06{rng.randrange(100_000_000):08d}"}).encode(),
        )
        for agent in _turn(sample.agents, 24)
    ]


def _ruptures(sample: Sample, rng: random.Random) -> list[Request]:
    """Of a name: gathering a whole département reads its first twenty thousand demandes, and says so."""
    return [
        Request(
            "GET",
            f"/partenaires/v1/ruptures-de-demandes?par=commune&q={quote(rng.choice(sample.noms))}",
            _signed(agent),
        )
        for agent in _turn(sample.agents, MANY)
    ]


def _reunies(sample: Sample, rng: random.Random) -> list[Request]:
    def asked() -> str:
        return f"par=commune&size=50&page={rng.choice([1, 1, 2])}&q={quote(rng.choice(sample.noms))}"

    return [
        Request("GET", f"/partenaires/v1/demandes?{asked()}", _signed(agent)) for agent in _turn(sample.agents, MANY)
    ]


def _par_points(sample: Sample, rng: random.Random) -> list[Request]:
    """The best placed first, or the last; half among those of one size of household's dwelling."""

    def asked() -> str:
        size = rng.choice(["", "", "&typologie=T2", "&typologie=T3"])
        return f"sort={rng.choice(['-points', '-points', 'points'])}&size=50&page={rng.choice([1, 1, 2, 3])}{size}"

    return [
        Request("GET", f"/partenaires/v1/demandes?{asked()}", _signed(agent)) for agent in _turn(sample.agents, MANY)
    ]


def _par_numero(sample: Sample, rng: random.Random) -> list[Request]:
    return [
        Request("GET", f"/partenaires/v1/demandes?q={rng.choice(sample.numeros)}", _signed(agent))
        for agent in _turn(sample.agents, MANY)
    ]


def _declarations(sample: Sample, rng: random.Random) -> list[Request]:
    return [
        Request("GET", f"/partenaires/v1/declarations?page={rng.choice([1, 1, 2])}", _signed(agent))
        for agent in _turn(sample.agents, 24)
    ]


def _d_une_demande(what: str) -> Callable[[Sample, random.Random], list[Request]]:
    def asked(sample: Sample, rng: random.Random) -> list[Request]:
        return [
            Request("GET", f"/partenaires/v1/demandes/{rng.choice(sample.demandes)}/{what}", _signed(agent))
            for agent in _turn(sample.agents, 60)
        ]

    return asked


def _candidats(sample: Sample, _: random.Random) -> list[Request]:
    agents = {agent.organisme_id: agent for agent in sample.agents}
    return [
        Request("GET", f"/partenaires/v1/biens/{bien}/candidats?size=50", _signed(agents[organisme]))
        for bien, organisme in sample.biens[:MANY]
    ]


def _signed(agent: Agent) -> dict[str, str]:
    return {"Cookie": f"{AGENT_COOKIE}={agent.secret}"}


def _turn(agents: Sequence[Agent], times: int) -> list[Agent]:
    return [agents[i % len(agents)] for i in range(times)]


WORKLOADS = (
    Workload("S0", "/sante, ce que coûtent la maison et le client", _sante),
    Workload("W1", "recherche d'annonces : filtres, tri, page", _recherche_annonces, goal=800, statements=2),
    Workload("W2", "une annonce", lambda s, _: _annonce(s, known=False), goal=1200, statements=1),
    Workload("W2e", "une annonce déjà connue (304)", lambda s, _: _annonce(s, known=True), goal=1200, statements=1),
    Workload("W3", "création d'une demande", _creation, goal=350, statements=8, creates=True),
    Workload("W4", "recherche par nom", _par_nom, goal=200),
    Workload("W5", "recherche par numéro unique", _par_numero),
    Workload("W6", "bien → 50 candidats classés", _candidats, goal=250),
)

RECHERCHES = (
    Workload("R1", "recherche par date de naissance", _par_naissance),
    Workload("R2", "recherche par collecteur", _par_collecteur),
    Workload("R3", "recherche par téléphone", _par_telephone),
    Workload("R4", "rupture par commune", _ruptures),
    Workload("R5", "départs déclarés à confirmer", _declarations),
    Workload("R6", "points et place d'une demande", _d_une_demande("cotations")),
    Workload("R7", "attente observée d'une demande", _d_une_demande("attente")),
    Workload("R8", "liste réunie par commune", _reunies),
    Workload("R9", "liste par points", _par_points),
)
"""Measured when they are named; their plans are looked at like the others."""
