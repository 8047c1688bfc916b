"""Sur un territoire entier, la photo et les attributions comptées disent toutes les demandes et tous les baux."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import func, select, text

from adapters.db.observatoire.tables import attributions_comptees, photos_du_stock
from domain.observatoire.croisements.queries import Axe
from domain.observatoire.croisements.rules import INCONNU, LIBELLES
from domain.organismes.acteur import systeme
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")
S, A = photos_du_stock.c, attributions_comptees.c


async def _lire(semee: Semee, statement: Any) -> Sequence[Any]:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        return (await uow.session.execute(statement)).all()


async def test_la_photo_compte_chaque_demande_active_une_fois(semee: Semee) -> None:
    [(actives,)] = await _lire(semee, text("select count(*) from recherche_demandes where etat = 'AC'"))
    assert await _lire(semee, select(func.sum(S.demandes))) == [(actives,)]
    assert actives > 100


@pytest.mark.parametrize("axe", [axe for axe in Axe if axe in LIBELLES])
async def test_chaque_valeur_d_un_axe_se_dit_en_francais(semee: Semee, axe: Axe) -> None:
    codes = {code for (code,) in await _lire(semee, select(S[axe.value]).distinct())}
    assert codes - {INCONNU} <= set(LIBELLES[axe])
    assert codes - {INCONNU}


async def test_chaque_bail_signe_compte_une_fois(semee: Semee) -> None:
    [(baux,)] = await _lire(semee, text("select count(*) from propositions where bail_signe_le is not null"))
    assert await _lire(semee, select(func.count()).select_from(attributions_comptees)) == [(baux,)]
    [(fixes, connus, en_qpv)] = await _lire(
        semee,
        select(
            func.count().filter(A.quartile_fixe),
            func.count().filter(A.premier_quartile.is_not(None)),
            func.count().filter(A.qpv),
        ),
    )
    assert baux > 20
    assert fixes
    assert connus
    assert en_qpv < baux


async def test_chaque_demande_dalo_du_semis_a_la_decision_qui_le_dit(semee: Semee) -> None:
    [(dalo,)] = await _lire(semee, text("select count(*) from demandes where dalo"))
    assert dalo
    tenues = "decidee_le >= d.deposee_le and decidee_le < a_loger_avant_le and x.statut = 'ACTIF'"
    decisions = (
        f"select count(*) from decisions_dalo x join demandes d on d.id = x.demande_id where d.dalo and {tenues}"
    )
    assert await _lire(semee, text(decisions)) == [(dalo,)]
