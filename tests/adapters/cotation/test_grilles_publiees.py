"""Les grilles publiées, et des grilles d'essai entières, sous les trois évaluateurs : les mêmes points, cas par cas."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.db.cotation.evaluation import F, points_en_sql
from adapters.db.cotation.stock import lire
from domain.cotation.interpreter import preparer
from tests.adapters.cotation.lignes import DEPARTEMENT, EPCI, entrer, garder, points_de
from tests.adapters.cotation.test_trois_evaluateurs import points_lus
from tests.domain.cas import cas
from tests.domain.cotation import cases, test_grilles_publiees

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAR_GRILLE_ET_JOUR: defaultdict[tuple[str, date], list[dict[str, Any]]] = defaultdict(list)
for _cas in cas(test_grilles_publiees.__file__, "grilles"):
    PAR_GRILLE_ET_JOUR[_cas.values[0]["grille"], _cas.values[0]["le"]].append(_cas.values[0])


@pytest.mark.parametrize(("nom", "le"), PAR_GRILLE_ET_JOUR, ids=lambda valeur: str(valeur))
async def test_la_grille_donne_les_memes_points_aux_trois_evaluateurs(
    connection: AsyncConnection, nom: str, le: date
) -> None:
    grille, lignes = cases.grille(nom), PAR_GRILLE_ET_JOUR[nom, le]
    dossiers = [cases.faits(ligne) for ligne in lignes]
    await entrer(connection)
    await garder(connection, dossiers)
    interpretes = [preparer(grille).evaluer(dossier, le) for dossier in dossiers]
    masse = EvaluateurEnMasse(grille)
    tranche = await lire(connection, DEPARTEMENT, EPCI, [masse])
    question = points_en_sql(grille, le, F.departement == DEPARTEMENT, F.epci == EPCI).order_by("demande_id")

    assert [points.total_verifie for points in interpretes] == [ligne.get("total") for ligne in lignes]
    assert points_de(grille, masse.evaluer(tranche.stock, le)) == interpretes
    assert [points_lus(row) for row in await connection.execute(question)] == interpretes
