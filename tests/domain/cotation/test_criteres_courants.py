"""Rien d'une grille n'est dans le code : chaque critère des grilles publiées s'écrit avec le format d'échange."""

from datetime import date
from typing import Any

import pytest

from domain.cotation.document import lire_grille
from domain.cotation.faits import Evenement, Faits
from domain.cotation.interpreter import preparer
from domain.cotation.rules import Niveau, relire
from domain.cotation.writer import ecrire_grille
from tests.domain.cas import cas

LE = date(2026, 3, 1)


def _sans_borne(brut: Any) -> Any:
    """TOML n'a pas de valeur nulle : une borne vide s'y écrit « "" »."""
    if isinstance(brut, dict):
        return {cle: _sans_borne(valeur) for cle, valeur in brut.items()}
    if isinstance(brut, list):
        return [_sans_borne(valeur) for valeur in brut]
    return None if brut == "" else brut


@pytest.mark.parametrize("ligne", cas(__file__, "criteres_courants"))
def test_un_critere_courant_s_ecrit_sans_toucher_au_code(ligne: dict[str, Any]) -> None:
    critere = {"code": "C", "libelle_public": ligne["titre"], **_sans_borne(ligne["critere"])}
    grille = lire_grille({"id": "COURANTS", "blocs": [{"code": "B", "libelle": "Bloc", "criteres": [critere]}]})
    evenements = tuple(Evenement(**evenement) for evenement in ligne.get("evenements", ()))
    rempli = Faits.de(ligne["rempli"], evenements=evenements)
    evaluateur = preparer(grille)
    assert evaluateur.evaluer(rempli, LE).total_declare == ligne["points"]
    assert evaluateur.evaluer(Faits.de(ligne["non"]), LE).total_declare == 0
    assert lire_grille(ecrire_grille(grille)) == grille
    assert [o.raison.code for o in relire(grille, LE) if o.niveau is Niveau.BLOQUANT] == []


@pytest.mark.parametrize("ligne", cas(__file__, "regles_courantes"))
def test_une_regle_courante_s_ecrit_sans_toucher_au_code(ligne: dict[str, Any]) -> None:
    grille = lire_grille({"id": "COURANTES", **_sans_borne(ligne["grille"])})
    evaluateur = preparer(grille)
    for dossier in ligne["dossiers"]:
        evenements = tuple(Evenement(**evenement) for evenement in dossier.get("evenements", ()))
        points = evaluateur.evaluer(Faits.de(dossier["faits"], evenements=evenements), LE)
        assert points.total_declare == dossier.get("total"), dossier
    assert lire_grille(ecrire_grille(grille)) == grille
