"""Les faits gardés en base redonnent à chaque demande les points que l'interprète lui donne."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.db.cotation.stock import DEBUT, lire
from domain.cotation.faits import Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import Evaluateur
from tests.adapters.cotation.lignes import DEPARTEMENT, EPCI, entrer, garder, points_de
from tests.domain.cotation.strategies import JOURS, REGLAGES, faits, grilles

pytestmark = [pytest.mark.lent, pytest.mark.asyncio(loop_scope="session")]

EN_BASE = settings(REGLAGES, suppress_health_check=[HealthCheck.function_scoped_fixture])
DOSSIERS = st.lists(faits(deja_comptes=False), min_size=1, max_size=8)


@EN_BASE
@given(grilles(), DOSSIERS, JOURS)
async def test_la_base_et_l_interprete_donnent_les_memes_points(
    connection: AsyncConnection, grille: Grille, dossiers: list[Faits], le: date
) -> None:
    await entrer(connection)
    ids = await garder(connection, dossiers)
    masse, evaluateur = EvaluateurEnMasse(grille), Evaluateur(grille)
    tranche = await lire(connection, DEPARTEMENT, EPCI, [masse])
    assert list(tranche.demandes["demande_id"]) == [str(id) for id in ids]
    attendus = [evaluateur.evaluer(dossier, le) for dossier in dossiers]
    assert points_de(grille, masse.evaluer(tranche.stock, le)) == attendus


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
    choisies = await lire(connection, DEPARTEMENT, EPCI, [], parmi=ids[2:4], verrouiller=True)
    assert list(choisies.demandes["demande_id"]) == [str(id) for id in ids[2:4]]
    assert set(choisies.demandes["a_revoir_le"]) == {date(2030, 1, 1)}
