"""Ce qu'une simulation mesure : les cas sont des données qu'un territoire peut relire."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.cotation.document import lire_grille
from domain.cotation.faits import Faits
from domain.cotation.grille import Bloc, Critere, Cumul, Grille, Palier, PointsFixes
from domain.cotation.model import VersionDeGrille
from domain.cotation.predicats import Comparaison
from domain.cotation.sensibilite import est_sensible
from domain.cotation.simulation.comparaison import comparer
from domain.cotation.simulation.rules import (
    CandidatRejoue,
    garde_fous,
    rejouer,
    taire_les_petits,
    tau_de_kendall,
    tranche_de_personnes,
)
from domain.cotation.vocabulary import Operateur, Population
from domain.kernel.identifiers import new_id
from tests.domain.cas import cas as table

LE = date(2026, 3, 1)


def _nombre(lu: Decimal | None) -> float | None:
    return None if lu is None else float(lu)


@pytest.mark.parametrize("cas", table(__file__, "simulation", "kendall"))
def test_l_accord_de_deux_classements(cas: dict[str, Any]) -> None:
    tau = tau_de_kendall(cas["un"], cas["autre"])
    assert (None if tau is None else round(tau, 2)) == _nombre(cas.get("tau"))
    inverse = tau_de_kendall(cas["autre"], cas["un"])
    assert inverse == tau


@pytest.mark.parametrize("cas", table(__file__, "simulation", "rejeu"))
def test_les_commissions_passees_se_rejouent(cas: dict[str, Any]) -> None:
    biens = [
        (
            f"séance {n}",
            [
                CandidatRejoue(attribue=rang > 0, rang=rang or None, points=points, departage=place)
                for place, (points, rang) in enumerate(presents)
            ],
        )
        for n, presents in enumerate(cas["biens"])
    ]
    rejeu = rejouer(biens)
    assert rejeu.biens == cas["logements"]
    assert rejeu.attributaire_premier == cas["premier"]
    assert rejeu.hors_des_trois_premiers == cas["hors_des_trois"]
    assert rejeu.kendall == _nombre(cas.get("kendall"))


@pytest.mark.parametrize("cas", table(__file__, "simulation", "secret"))
def test_un_petit_groupe_ne_se_montre_pas_et_ne_se_deduit_pas(cas: dict[str, Any]) -> None:
    assert [-1 if n is None else n for n in taire_les_petits(cas["nombres"], 11)] == cas["montres"]


def test_un_garde_fou_dit_sa_mesure_son_seuil_et_son_texte() -> None:
    parts = {"dalo": (95.0, 40), "l441_1": (12.5, 200), "quartile_1": (30.0, 5), "mutation": (12.0, 300)}
    dits = {g.code: g for g in garde_fous(parts, ("Ancienneté", 62.0), LE, "35")}
    assert dits["dalo"].tenu
    assert not dits["l441_1"].tenu
    assert dits["l441_1"].phrase.startswith("12,5\u00a0% des ménages prioritaires")
    for garde_fou in dits.values():
        assert " %" not in garde_fou.phrase, "un pourcentage ne se coupe pas en fin de ligne"
    assert dits["quartile_1"].valeur is None, "moins de onze ménages : ni tenu ni manqué"
    assert dits["quartile_1"].tenu is None
    assert dits["variance"].tenu is False
    assert all("CCH" in g.reference or "Règle de l'exploitant" in g.reference for g in dits.values())


@pytest.mark.parametrize(
    ("personnes", "dite"), [(0, "1"), (1, "1"), (2, "2"), (3, "3 ou 4"), (4, "3 ou 4"), (9, "5 ou plus")]
)
def test_la_taille_d_un_menage_ne_le_fait_pas_reconnaitre(personnes: int, dite: str) -> None:
    assert tranche_de_personnes(personnes) == dite


def _version(epci: str, points: int, *criteres: Critere) -> VersionDeGrille:
    dalo = Critere(
        code="DALO", si=Comparaison(champ="dalo", op=Operateur.EGAL, val=True), valeur=PointsFixes(points=points)
    )
    return VersionDeGrille(
        id=new_id(),
        departement="35",
        epci=epci,
        population=Population.TOUS,
        version_grille=1,
        effet_du=date(2024, 1, 1),
        effet_au=None,
        contenu=Grille(id=epci, blocs=(Bloc(code="B", criteres=(dalo, *criteres)),)),
    )


VIOLENCES = Critere(
    code="VIOLENCES",
    libelle_public="Violences familiales",
    si=Comparaison(champ="motifs", op=Operateur.DANS, val=frozenset({"06"})),
    valeur=PointsFixes(points=30),
)
PAR_CUMUL = Critere(
    code="CUMUL",
    libelle_public="Plusieurs difficultés",
    valeur=Cumul(parmi=("VIOLENCES",), paliers=(Palier(au_moins=1, points=5),)),
)


def test_ce_qu_un_cumul_compte_se_devine() -> None:
    assert est_sensible(PAR_CUMUL, (VIOLENCES, PAR_CUMUL))
    assert not est_sensible(PAR_CUMUL, (PAR_CUMUL,))


def test_le_meme_menage_sous_deux_grilles() -> None:
    versions = [_version("200000001", 20), _version("200000002", 50)]
    dit = comparer(
        versions, Faits.de({"dalo": True}), {"200000002"}, LE, nom_epci=lambda e: f"EPCI {e}", voit_le_sensible=True
    )
    assert [(g.epci, g.points_verifies, g.souhaite) for g in dit.grilles] == [
        ("200000002", 50, True),
        ("200000001", 20, False),
    ]
    assert [g.part_du_maximum for g in dit.grilles] == [100.0, 100.0]
    assert [c.code for c in dit.grilles[0].criteres] == ["DALO"]


def test_un_critere_sensible_ne_se_nomme_pas_dans_la_comparaison() -> None:
    assert est_sensible(VIOLENCES, (VIOLENCES,))
    faits = Faits.de({"dalo": True, "motifs": {"06"}})
    for voit, codes in ((True, ["VIOLENCES", "DALO"]), (False, ["RESERVE", "DALO"])):
        dit = comparer([_version("200000001", 20, VIOLENCES)], faits, (), LE, nom_epci=str, voit_le_sensible=voit)
        assert [c.code for c in dit.grilles[0].criteres] == codes


def test_la_grille_de_demonstration_dit_lesquels_de_ses_criteres_sont_sensibles() -> None:
    import json
    from pathlib import Path

    import domain.cotation

    texte = (Path(domain.cotation.__file__).parent / "parameters/grille_demonstration.json").read_text("utf-8")
    criteres = lire_grille(json.loads(texte)).criteres
    sensibles = {c.code for c in criteres if est_sensible(c, criteres)}
    assert "N2_VIOLENCES" in sensibles
    assert "H1_ANCIENNETE" not in sensibles
