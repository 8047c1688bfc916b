"""Une grille, trois évaluateurs : l'interprète, les colonnes et SQL donnent les mêmes points, déclarés et vérifiés."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.db.cotation.evaluation import F, points_en_sql
from adapters.db.cotation.stock import lire
from domain.cotation.faits import Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import Evaluateur, Points
from domain.cotation.vocabulary import StatutCotation
from tests.adapters.cotation.lignes import DEPARTEMENT, EPCI, entrer, garder, points_de
from tests.domain.cotation.strategies import JOURS, REGLAGES, faits, grilles

pytestmark = [pytest.mark.lent, pytest.mark.asyncio(loop_scope="session")]


@settings(REGLAGES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(grilles(), st.lists(faits(deja_comptes=False), min_size=1, max_size=8), JOURS)
async def test_l_interprete_les_colonnes_et_sql_donnent_les_memes_points(
    connection: AsyncConnection, grille: Grille, dossiers: list[Faits], le: date
) -> None:
    await entrer(connection)
    await garder(connection, dossiers)
    evaluateur, masse = Evaluateur(grille), EvaluateurEnMasse(grille)
    interpretes = [evaluateur.evaluer(dossier, le) for dossier in dossiers]
    tranche = await lire(connection, DEPARTEMENT, EPCI, [masse])
    assert points_de(grille, masse.evaluer(tranche.stock, le)) == interpretes
    question = points_en_sql(grille, le, F.departement == DEPARTEMENT, F.epci == EPCI).order_by("demande_id")
    assert [points_lus(row) for row in await connection.execute(question)] == interpretes


def points_lus(row: Any) -> Points:
    listes = ("blocs_declares", "blocs_verifies", "details_declares", "details_verifies")
    return Points(
        statut=StatutCotation(row.statut),
        total_declare=row.total_declare,
        total_verifie=row.total_verifie,
        hors_cotation=row.hors_cotation,
        **{nom: tuple(getattr(row, nom)) for nom in listes},
    )
