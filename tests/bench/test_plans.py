"""Sur une base peuplée, chaque écran chaud passe par un index."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from sqlalchemy.dialects import postgresql

from adapters.db.demandes.search import SORTS, rows_of
from domain.demandes.queries import DemandesCriteria
from domain.organismes.acteur import Perimetre
from tests.bench.base import Base, seeded
from tests.bench.hearing import prepared
from tests.bench.nights import scans
from tests.bench.plans import nodes, plan_of, sequential_scans
from tests.bench.workloads import RECHERCHES, WORKLOADS

DEMANDES, ANNONCES = 20_000, 10_000


@pytest.fixture(scope="module")
def base() -> Iterator[Base]:
    with seeded(DEMANDES, ANNONCES) as peuplee:
        yield peuplee


@pytest.mark.charge
def test_aucun_ecran_chaud_ne_lit_une_grande_table_en_entier(base: Base) -> None:
    departement, questions = asyncio.run(prepared(base, (*WORKLOADS, *RECHERCHES)))
    assert sequential_scans(base.url, departement, questions) == []


@pytest.mark.charge
@pytest.mark.parametrize("sort", SORTS)
def test_chaque_ordre_de_la_liste_des_demandes_est_celui_d_un_index(base: Base, sort: str) -> None:
    """La première page se lit sans trier toutes les demandes actives."""
    perimetre = Perimetre(departement="35", organisme_id=None)
    page = rows_of(perimetre, DemandesCriteria(sort=sort)).limit(50)
    written = page.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    plan = asyncio.run(plan_of(base.url, "35", str(written)))
    assert "Sort" not in set(nodes(plan)), json.dumps(plan, indent=1)


@pytest.mark.charge
def test_aucune_nuit_ne_lit_une_grande_table_en_entier_pour_un_lot(base: Base) -> None:
    assert scans(base) == []
