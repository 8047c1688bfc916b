"""Asks each question once in this process, to know what it says to PostgreSQL."""

from collections.abc import Sequence
from uuid import uuid4

import httpx

from api import logs
from api.bootstrap import Container, create_container
from api.main import create_app
from tests.bench.bare import Exchange, Statement, heard, own_words
from tests.bench.base import Base
from tests.bench.client import KEY
from tests.bench.measuring import Question
from tests.bench.sample import Sample, draw
from tests.bench.workloads import Request, Workload

ENOUGH = 60


class Refused(RuntimeError):
    """The load would measure the speed of an error."""


async def prepared(base: Base, workloads: Sequence[Workload]) -> tuple[str, list[Question]]:
    container = create_container(None, **{name.lower(): value for name, value in base.variables.items()})
    try:
        sample = await draw(container, base.url)
        return sample.departement, [await _hear(container, sample, workload) for workload in workloads]
    finally:
        await container.close()


async def _hear(container: Container, sample: Sample, workload: Workload) -> Question:
    requests = workload.drawn(sample)
    if not requests:
        raise Refused(f"{workload.code} : la base n'a rien à demander.")
    transport = httpx.ASGITransport(app=create_app(container))
    logs.configure("ERROR")
    async with httpx.AsyncClient(transport=transport, base_url="http://fdls.test") as client:
        return Question(
            workload, requests, [await _exchange(container, client, workload, r) for r in requests[:ENOUGH]]
        )


async def _exchange(container: Container, client: httpx.AsyncClient, workload: Workload, request: Request) -> Exchange:
    # The first answer also looks the session up and warms what is remembered: it is not heard.
    await _ask(client, request)
    said: list[list[Statement]] = []
    # two creations are compared: one in twenty takes a hand of references too, and is heard again
    while len(said) < (2 if workload.creates else 1) or len(said[-1]) != len(said[max(0, len(said) - 2)]):
        with heard(container.engine, container.read_engine, container.trace_engine) as statements:
            await _ask(client, request)
        said.append(statements)
    return Exchange(said[-1], own_words(*said[-2:]) if workload.creates else ())


async def _ask(client: httpx.AsyncClient, request: Request) -> None:
    headers = {name: value.replace(KEY.decode(), _key()) for name, value in request.headers.items()}
    answer = await client.request(request.method, request.path, headers=headers, content=request.body)
    if answer.status_code >= 400:
        raise Refused(f"{request.method} {request.path} : {answer.status_code} {answer.text}")


def _key() -> str:
    return uuid4().hex[: len(KEY)]
