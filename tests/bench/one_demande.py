"""W8: a demande changes with its cotation in the transaction and without, beside what PostgreSQL asks for one write."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import text

from adapters.db.engine import ROLE
from api.bootstrap import Container
from api.subscriptions import AT_ONCE
from domain.organismes.acteur import systeme
from domain.publics.reactions import relabelliser_la_demande, relire_la_demande
from tests.bench.usage import Watch

UNE_A_UNE, TOURS = 50, 6
_WRITE = "update cotations set date_calcul = date_calcul where departement = $1 and demande_id = $2"


@dataclass(frozen=True, kw_only=True)
class UneDemande:
    """The same act on the same demandes, turn by turn, in ms."""

    mediane_sans: float
    mediane_avec: float
    mediane_nue: float
    """An UPDATE by key of the narrow table and its commit, from bare asyncpg: the measure of this machine."""
    processeur_sans: float
    processeur_avec: float

    def phrase(self) -> str:
        more = self.mediane_avec - self.mediane_sans
        return (
            f"modifier le loyer d'une demande : {self.mediane_avec:.2f} ms en médiane avec sa cotation, "
            f"{self.mediane_sans:.2f} sans, soit {more:.2f} ms de plus (au plus 1), {more / self.mediane_nue:.1f} fois "
            f"une mise à jour par clé avec son commit ({self.mediane_nue:.2f} ms) ; "
            f"processeur {self.processeur_avec:.2f} et {self.processeur_sans:.2f} ms, "
            f"soit {self.processeur_avec - self.processeur_sans:.2f} ms de plus."
        )


async def one_by_one(container: Container, url: str, departement: str, watch: Watch) -> UneDemande:
    """A field that the grids read changes: the whole transaction, its historique and its flat rows included."""
    ids = await _some(container, departement)
    settings = {"role": ROLE, "timezone": "UTC", "app.departement": departement}
    bare = await asyncpg.connect(url.replace("+asyncpg", ""), server_settings=settings)
    acts: dict[str, Callable[[UUID], Awaitable[Any]]] = {
        "nue": lambda id: bare.execute(_WRITE, departement, id),
        "sans": lambda id: _change(container, departement, id, scored=False),
        "avec": lambda id: _change(container, departement, id, scored=True),
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    spent = dict.fromkeys(acts, 0.0)
    try:
        for turn in range(-1, TOURS):
            for name, act in acts.items():
                before = watch.now()
                walls = [await _timed(act, id) for id in ids]
                after = watch.now()
                if turn >= 0:
                    taken[name] += walls
                    spent[name] += after.app + after.postgres - before.app - before.postgres
    finally:
        await bare.close()
    each = len(ids) * TOURS
    return UneDemande(
        mediane_sans=median(taken["sans"]) * 1000,
        mediane_avec=median(taken["avec"]) * 1000,
        mediane_nue=median(taken["nue"]) * 1000,
        processeur_sans=spent["sans"] / each * 1000,
        processeur_avec=spent["avec"] / each * 1000,
    )


async def _some(container: Container, departement: str) -> Sequence[UUID]:
    async with container.read(departement) as connection:
        rows = await connection.execute(
            text(
                "select id from demandes where etat = 'AC' and formulaire #>> '{logement_actuel,loyer}' > ''"
                f" order by md5(id::text) limit {UNE_A_UNE}"
            )
        )
        return [row.id for row in rows]


async def _timed(act: Callable[[UUID], Awaitable[Any]], id: UUID) -> float:
    began = time.perf_counter()
    await act(id)
    return time.perf_counter() - began


async def _change(container: Container, departement: str, id: UUID, *, scored: bool) -> None:
    uow = container.new_uow(systeme(departement), None)
    if not scored:
        vars(uow)["_at_once"] = {
            event: tuple(relabelliser_la_demande if r is relire_la_demande else r for r in reactions)
            for event, reactions in AT_ONCE.items()
        }
    async with uow:
        demande = await uow.demandes.get(departement, id)
        actuel = demande.formulaire.logement_actuel
        assert actuel is not None
        assert actuel.loyer is not None
        demande.modifier({"logement_actuel": replace(actuel, loyer=actuel.loyer + 1)}, le=uow.now())
