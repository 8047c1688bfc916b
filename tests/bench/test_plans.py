"""Sur une base peuplée, chaque écran chaud passe par un index."""

import asyncio

import pytest

from tests.bench.base import seeded
from tests.bench.hearing import prepared
from tests.bench.nights import scans
from tests.bench.plans import sequential_scans
from tests.bench.workloads import RECHERCHES, WORKLOADS

DEMANDES, ANNONCES = 20_000, 10_000


@pytest.mark.charge
def test_aucun_ecran_chaud_ne_lit_une_grande_table_en_entier() -> None:
    with seeded(DEMANDES, ANNONCES) as base:
        departement, questions = asyncio.run(prepared(base, (*WORKLOADS, *RECHERCHES)))
        assert sequential_scans(base.url, departement, questions) == []


@pytest.mark.charge
def test_aucune_nuit_ne_lit_une_grande_table_en_entier_pour_un_lot() -> None:
    with seeded(DEMANDES, ANNONCES) as base:
        assert scans(base) == []
