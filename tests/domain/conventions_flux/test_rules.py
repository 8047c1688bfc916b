from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from domain.conventions_flux.rules import (
    Part,
    assiette,
    depassements,
    ecart,
    objectif,
    plafonds_legaux,
    prorata,
    repartir,
    reste,
)
from domain.kernel.codes import TypeReservataire
from domain.kernel.vocabulary import Periode
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR

REPARTITIONS = cas(__file__, "repartition")
ANNEE = Periode(du=date(2026, 1, 1), au=date(2026, 12, 31))


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def les_parts(ligne: dict[str, Any]) -> list[Part]:
    return [
        Part(cle=str(rang), type=TypeReservataire(code), taux=Decimal(taux))
        for rang, (code, taux, _) in enumerate(ligne["parts"])
    ]


@pytest.mark.parametrize("ligne", REPARTITIONS)
def test_l_assiette_se_repartit_en_logements_entiers(ligne: dict[str, Any]) -> None:
    objectifs = repartir(ligne["assiette"], les_parts(ligne), JOUR)
    assert [objectifs[str(rang)].valeur for rang in range(len(ligne["parts"]))] == [p[2] for p in ligne["parts"]]
    if "total" in ligne:
        assert sum(o.valeur for o in objectifs.values()) == ligne["total"]


@pytest.mark.parametrize("ligne", REPARTITIONS)
def test_un_plafond_depasse_se_nomme(ligne: dict[str, Any]) -> None:
    assert [r.code for r in depassements(les_parts(ligne), JOUR)] == ligne.get("depassements", [])


def test_aucune_repartition_ne_depasse_un_plafond_legal() -> None:
    taux = (Decimal(0), Decimal("4.9"), Decimal(5), Decimal("12.5"), Decimal(30))
    types = (TypeReservataire.ETAT_PRIORITAIRES, TypeReservataire.ETAT_AGENTS, TypeReservataire.COLLECTIVITES)
    for logements, (prioritaires, agents, collectivites) in product((1, 7, 19, 58, 133), product(taux, repeat=3)):
        parts = [
            Part(cle=t.value, type=t, taux=v) for t, v in zip(types, (prioritaires, agents, collectivites), strict=True)
        ]
        objectifs = repartir(logements, parts, JOUR)
        for limite in plafonds_legaux(JOUR):
            total = sum(objectifs[p.cle].valeur for p in parts if p.type in limite.types)
            assert total * 100 <= logements * limite.taux


def test_l_objectif_s_explique_et_nomme_le_plafond() -> None:
    libre = objectif(120, Decimal("12.5"), TypeReservataire.ACTION_LOGEMENT, JOUR)
    assert (libre.valeur, lisible(libre.phrase)) == (
        15,
        "Objectif de 15 logements : 12,5 % de 120 logements.",
    )
    bride = objectif(115, Decimal(30), TypeReservataire.ETAT_PRIORITAIRES, JOUR)
    assert (bride.valeur, bride.code) == (34, "objectif-plafonne")
    assert lisible(bride.phrase) == (
        "Objectif de 34 logements : 30 % de 115 logements, dans la limite de 30 % (CCH R441-5-2)."
    )


def test_une_convention_seule_s_arrondit_au_logement_le_plus_proche() -> None:
    assert objectif(33, Decimal(10), TypeReservataire.ACTION_LOGEMENT, JOUR).valeur == 3
    assert objectif(35, Decimal(10), TypeReservataire.ACTION_LOGEMENT, JOUR).valeur == 4


def test_le_depassement_cite_la_loi() -> None:
    [raison] = depassements([Part(cle="a", type=TypeReservataire.COLLECTIVITES, taux=Decimal("22.5"))], JOUR)
    assert lisible(raison.phrase) == (
        "La part réservée pour les collectivités atteint 22,5 % du flux : la loi la limite à 20 % (CCH R441-5-4)."
    )


def test_l_assiette_deduit_ce_que_la_loi_met_de_cote() -> None:
    resultat = assiette(250, [("mutations internes", 40), ("relogements", 10), ("ventes", 0)])
    assert resultat.valeur == 200
    assert lisible(resultat.phrase) == (
        "Assiette de 200 logements : 250 logements libérés, moins 40 (mutations internes), moins 10 (relogements)."
    )
    assert assiette(5, [("mutations internes", 8)]).valeur == 0


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        (date(2025, 12, 31), "0.0"),
        (date(2026, 1, 1), "0.1"),
        (date(2026, 7, 1), "19.9"),
        (date(2026, 12, 31), "40.0"),
        (date(2027, 3, 1), "40.0"),
    ],
)
def test_le_prorata_suit_les_jours_ecoules(le: date, attendu: str) -> None:
    assert prorata(40, ANNEE, le).valeur == Decimal(attendu)


def test_le_prorata_d_une_convention_de_mi_annee_part_de_son_debut() -> None:
    semestre = Periode(du=date(2026, 7, 1), au=date(2026, 12, 31))
    resultat = prorata(20, semestre, date(2026, 9, 30))
    assert resultat.valeur == Decimal("10.0")
    assert lisible(resultat.phrase) == "Au 30 septembre 2026, 92 jours écoulés sur 184 : 10 attendus sur 20."


def test_une_convention_sans_fin_n_a_pas_de_prorata() -> None:
    with pytest.raises(ValueError, match="période qui finit"):
        prorata(20, Periode(du=date(2026, 1, 1)), JOUR)


@pytest.mark.parametrize(
    ("realises", "attendus", "valeur", "phrase"),
    [
        (12, "10.0", "2.0", "En avance de 2 sur l'objectif attendu à cette date."),
        (8, "10.5", "-2.5", "En retard de 2,5 sur l'objectif attendu à cette date."),
        (10, "10.0", "0.0", "Juste à l'objectif attendu à cette date."),
    ],
)
def test_l_ecart_dit_l_avance_ou_le_retard(realises: int, attendus: str, valeur: str, phrase: str) -> None:
    resultat = ecart(realises, Decimal(attendus))
    assert (resultat.valeur, lisible(resultat.phrase)) == (Decimal(valeur), phrase)


@pytest.mark.parametrize(
    ("realises", "valeur", "phrase"),
    [
        (12, 8, "Il reste 8 logements à mettre à disposition sur 20."),
        (19, 1, "Il reste 1 logement à mettre à disposition sur 20."),
        (20, 0, "L'objectif est atteint."),
        (25, 0, "L'objectif est atteint."),
    ],
)
def test_le_reste_ne_descend_pas_sous_zero(realises: int, valeur: int, phrase: str) -> None:
    resultat = reste(20, realises)
    assert (resultat.valeur, lisible(resultat.phrase)) == (valeur, phrase)
