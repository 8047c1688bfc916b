"""Chaque refus que nos essais rencontrent porte un code que le contrat de cette route annonce."""

import re
from functools import cache

import httpx

from api.contracts import CONTRACTS
from api.problems import EVERYWHERE, codes_of
from tests.documents import document

REFUS = (403, 409, 423)

Promise = tuple[str, re.Pattern[str], dict[int, set[str]]]


@cache
def promises() -> tuple[Promise, ...]:
    """(method, address, {status: codes}) of every operation, those without a parameter first."""
    found: list[tuple[int, Promise]] = []
    for contract in CONTRACTS:
        for path, item in document(contract.name)["paths"].items():
            address = re.compile(re.escape(contract.path) + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")
            for method, operation in item.items():
                said = {int(status): codes_of(answer) for status, answer in operation["responses"].items()}
                found.append((path.count("{"), (method.upper(), address, said)))
    return tuple(promise for _, promise in sorted(found, key=lambda one: one[0]))


def annonces(method: str, path: str, status: int) -> set[str] | None:
    """The codes that this route says it answers with this status; nothing where no route answers."""
    said = (s for verb, address, s in promises() if verb == method and address.match(path))
    return next((s.get(status, set()) for s in said), None)


async def le_refus_est_annonce(response: httpx.Response) -> None:
    """A hook of the client: what no document announces, no application can explain."""
    if response.status_code not in REFUS or response.request.method == "HEAD":
        return
    await response.aread()
    request = response.request
    codes = annonces(request.method, request.url.path, response.status_code)
    if codes is None:
        return
    problem = response.json()
    where = f"{request.method} {request.url.path} : {response.status_code} {problem['code']}"
    assert problem["code"] in codes | EVERYWHERE, f"{where} n'est pas annoncé par le contrat"
    assert problem["title"].strip(), f"{where} ne dit pas pourquoi"
