import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

import structlog

from adapters.db.idempotence import Key
from adapters.db.unit_of_work import PlayAgain, SqlUnitOfWork
from api.correlation import correlation_id
from domain.kernel.errors import Conflict
from domain.organismes.acteur import Acteur

C = TypeVar("C")
R = TypeVar("R")
UseCase = Callable[[C, Acteur, SqlUnitOfWork], Awaitable[R]]

log = structlog.get_logger()

_ATTEMPTS = 3


class CleDejaUtilisee(Conflict):
    code = "cle-deja-utilisee"


@dataclass(frozen=True, kw_only=True)
class IdempotencyKey:
    cle: str
    empreinte: str

    @classmethod
    def of(cls, cle: str, method: str, path: str, body: bytes) -> "IdempotencyKey":
        return cls(cle=cle, empreinte=sha256(b"\0".join((method.encode(), path.encode(), body))).hexdigest())

    def given_by(self, acteur: Acteur) -> Key:
        """Two people may choose the same key."""
        qui = acteur.compte_id or acteur.perimetre.demande_id or acteur.departement
        return Key(acteur=f"{acteur.sorte.value}:{qui}", cle=self.cle, empreinte=self.empreinte)


class Executor:
    """Runs one use case in one transaction. Nothing else in the code base commits."""

    def __init__(
        self,
        new_uow: Callable[[Acteur, str | None, Key | None], SqlUnitOfWork],
        ring: Callable[[], Awaitable[None]],
    ) -> None:
        self._new_uow = new_uow
        self._ring = ring

    async def __call__(self, use_case: UseCase[C, R], command: C, acteur: Acteur) -> R:
        return await self._run(use_case, command, acteur)

    async def create(self, use_case: UseCase[C, UUID], command: C, acteur: Acteur, key: IdempotencyKey | None) -> UUID:
        """A creation whose key was already served answers with what it created the first time."""
        return (await self.create_many(_as_list(use_case), command, acteur, key))[0]

    async def create_many(
        self, use_case: UseCase[C, list[UUID]], command: C, acteur: Acteur, key: IdempotencyKey | None
    ) -> list[UUID]:
        async def once(command: C, acteur: Acteur, uow: SqlUnitOfWork) -> list[UUID]:
            if uow.served is None:
                created = await use_case(command, acteur, uow)
                await uow.remember(created)
                return created
            if not uow.served.by_the_same_request:
                raise CleDejaUtilisee(
                    "Cette clé d'idempotence a déjà servi pour une autre demande. Utilisez une clé neuve."
                )
            return uow.served.resultat

        return await self._run(once, command, acteur, key.given_by(acteur) if key else None)

    async def _run(self, use_case: UseCase[C, R], command: C, acteur: Acteur, key: Key | None = None) -> R:
        for attempt in range(1, _ATTEMPTS + 1):
            uow = self._new_uow(acteur, correlation_id.get(), key)
            try:
                async with uow:
                    result = await use_case(command, acteur, uow)
            except PlayAgain as error:
                if attempt == _ATTEMPTS:
                    raise error.cause from error
                log.info("transaction_replayed", attempt=attempt)
                await asyncio.sleep(random.uniform(0.005, 0.05) * attempt)  # noqa: S311
                continue
            if uow.rang_the_bell:
                await self._ring()
            return result
        raise AssertionError("unreachable")


def _as_list(use_case: UseCase[C, UUID]) -> UseCase[C, list[UUID]]:
    async def wrapped(command: C, acteur: Acteur, uow: SqlUnitOfWork) -> list[UUID]:
        return [await use_case(command, acteur, uow)]

    return wrapped
