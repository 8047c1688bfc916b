from typing import Any

import pytest

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.interpreter import preparer
from tests.domain.cas import cas
from tests.domain.cotation.cases import faits, grille


@pytest.mark.parametrize("attendu", cas(__file__, "grilles"))
def test_la_grille_donne_les_points_attendus(attendu: dict[str, Any]) -> None:
    contenu = grille(attendu["grille"])
    evaluateur = preparer(contenu)
    dossier = faits(attendu)

    points = evaluateur.evaluer(dossier, attendu["le"])

    blocs = {bloc.code: valeur for bloc, valeur in zip(contenu.blocs, points.blocs_verifies, strict=True)}
    details = {c.code: valeur for c, valeur in zip(contenu.criteres, points.details_verifies, strict=True)}
    assert blocs == blocs | attendu.get("blocs", {})
    assert details == details | attendu.get("details", {})
    assert points.total_verifie == attendu.get("total")
    assert points.total_declare == attendu.get("declare", attendu.get("total"))
    assert points.statut == attendu.get("statut", "verifiee")
    if "bascule" in attendu:
        assert prochaine_bascule(evaluateur, dossier, attendu["le"]) == attendu["bascule"]
