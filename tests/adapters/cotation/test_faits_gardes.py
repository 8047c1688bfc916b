"""Les faits gardés en base se lisent tous, tranche par tranche."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.stock import DEBUT, lire, verrouiller
from domain.cotation.faits import Faits
from tests.adapters.cotation.lignes import DEPARTEMENT, EPCI, entrer, garder

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_stock_se_lit_tranche_par_tranche_et_rien_ne_manque(connection: AsyncConnection) -> None:
    await entrer(connection)
    dossiers = [Faits.de({"anciennete_mois": date(2026, 1, n), "nb_enfants": n}) for n in range(1, 8)]
    ids = await garder(connection, [replace(d, a_revoir_le=date(2030, 1, 1)) for d in dossiers])
    lues: list[str] = []
    apres = DEBUT
    while len(tranche := await lire(connection, DEPARTEMENT, EPCI, [], combien=3, apres=apres)):
        lues += list(tranche.demandes["demande_id"])
        apres = ids[len(lues) - 1]
    assert lues == [str(id) for id in ids]
    assert await verrouiller(connection, DEPARTEMENT, EPCI, apres=ids[1], combien=3) == (3, ids[4])
    assert await verrouiller(connection, DEPARTEMENT, EPCI, parmi=[]) == (0, None)
    choisies = await lire(connection, DEPARTEMENT, EPCI, [], parmi=ids[2:4])
    assert list(choisies.demandes["demande_id"]) == [str(id) for id in ids[2:4]]
    assert set(choisies.demandes["a_revoir_le"]) == {date(2030, 1, 1)}
