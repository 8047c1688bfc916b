"""Chaque question que deux grilles peuvent trancher autrement, tranchée une fois."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.faits import Evenement, Faits, PreuveAdmise, Validation
from domain.cotation.grille import Grille
from domain.cotation.interpreter import Points, preparer
from domain.cotation.vocabulary import StatutCotation
from tests.domain.cotation.cases import un_bloc, une_grille

LE = date(2026, 3, 1)


def points_de(grille: Grille, faits: Faits | None = None, le: date = LE, **valeurs: object) -> Points:
    return preparer(grille).evaluer(faits or Faits.de(valeurs), le)


def fixe(code: str, points: int, **autres: Any) -> dict[str, Any]:
    return {"code": code, "points": points, **autres}


def si(champ: str, op: str, val: object = None) -> dict[str, Any]:
    return {"champ": champ, "op": op} | ({} if val is None else {"val": val})


# ------------------------------------------------------------------------------------------------ les blocs


@pytest.mark.parametrize(
    ("mode", "points", "attendu"),
    [
        ("somme", [5, -10, 20], 15),
        ("max", [5, -10, 20], 20),
        ("max", [-10, -5], -5),
        ("max", [0, -10], -10),
        ("premier", [5, 20], 5),
        ("premier", [0, -10, 20], -10),
    ],
)
def test_un_bloc_cumule_selon_son_mode(mode: str, points: list[int], attendu: int) -> None:
    criteres = [fixe(f"C{rang}", valeur) for rang, valeur in enumerate(points)]
    assert points_de(une_grille(un_bloc(*criteres, mode=mode))).total_verifie == attendu


def test_un_critere_non_rempli_ne_prend_pas_la_place_du_premier() -> None:
    bloc = un_bloc(fixe("A", 5, si=si("dalo", "=", True)), fixe("B", 3), fixe("C", 9), mode="premier")
    assert points_de(une_grille(bloc)).total_verifie == 3


def test_dans_un_groupe_exclusif_seul_le_plus_eleve_compte() -> None:
    bloc = un_bloc(
        fixe("PARENTS", 1, groupe_exclusif="hebergement"),
        fixe("FIN_COHABITATION", 2, groupe_exclusif="hebergement"),
        fixe("AUTRE", 4),
    )
    assert points_de(une_grille(bloc)).total_verifie == 6


def test_un_groupe_exclusif_s_arrete_a_son_bloc() -> None:
    grille = une_grille(
        un_bloc(fixe("A", 1, groupe_exclusif="g"), code="UN"),
        un_bloc(fixe("B", 2, groupe_exclusif="g"), code="DEUX"),
    )
    assert points_de(grille).total_verifie == 3


@pytest.mark.parametrize(("points", "attendu"), [(40, 30), (30, 30), (-80, -50), (10, 10)])
def test_un_bloc_reste_entre_son_plancher_et_son_plafond(points: int, attendu: int) -> None:
    bloc = un_bloc(fixe("A", points), plafond=30, plancher=-50)
    assert points_de(une_grille(bloc)).blocs_verifies == (attendu,)


@pytest.mark.parametrize(
    ("points", "retenus", "attendu"),
    [([5, 20, 10], 2, 30), ([5, 20, 10], 1, 20), ([5, -10, 0], 2, -5), ([7, 7, 7], 2, 14), ([5], 3, 5), ([], 2, 0)],
)
def test_un_bloc_ne_garde_que_ses_criteres_les_plus_eleves(points: list[int], retenus: int, attendu: int) -> None:
    criteres = [fixe(f"C{rang}", valeur) for rang, valeur in enumerate(points)] or [fixe("C", 0)]
    assert points_de(une_grille(un_bloc(*criteres, retenus=retenus))).total_verifie == attendu


def test_un_groupe_exclusif_choisit_avant_que_le_bloc_ne_garde_les_plus_eleves() -> None:
    criteres = [fixe("A", 20, groupe_exclusif="g"), fixe("B", 15, groupe_exclusif="g"), fixe("C", 5), fixe("D", 3)]
    assert points_de(une_grille(un_bloc(*criteres, retenus=2))).total_verifie == 25


@pytest.mark.parametrize(
    ("points", "coefficient", "bornes", "attendu"),
    [
        ([10, 5], 1.5, {}, 23),
        ([10, 5], 1.5, {"arrondi": "inferieur"}, 22),
        ([-10, -5], 1.5, {}, -23),
        ([10, 5], 2, {"plafond": 20}, 20),
        ([1], 0.25, {}, 0),
    ],
)
def test_un_bloc_se_multiplie_avant_ses_bornes(
    points: list[int], coefficient: float, bornes: dict[str, Any], attendu: int
) -> None:
    criteres = [fixe(f"C{rang}", valeur) for rang, valeur in enumerate(points)]
    du_bloc = {cle: valeur for cle, valeur in bornes.items() if cle == "plafond"}
    grille = une_grille(
        un_bloc(*criteres, coefficient=coefficient, **du_bloc), **{c: v for c, v in bornes.items() if c == "arrondi"}
    )
    assert points_de(grille).total_verifie == attendu


CUMUL = une_grille(
    un_bloc(
        fixe("DALO", 10, si=si("dalo", "=", True)),
        fixe("SEUL", 3, si=si("parent_isole", "=", True)),
        fixe("VIOLENCES", 5, si=si("motifs", "dans", ["06"]), preuve={"justifie": ["MOT_06"]}),
        mode="max",
    ),
    un_bloc(
        {"code": "CUMUL", "cumul": {"parmi": ["DALO", "SEUL", "VIOLENCES"], "paliers": [[2, 5], [3, 9]]}}, code="BONUS"
    ),
)


@pytest.mark.parametrize(
    ("faits", "total"),
    [
        ({"dalo": True}, 10),
        ({"dalo": True, "parent_isole": True}, 15),
        ({"parent_isole": True}, 3),
    ],
)
def test_un_cumul_compte_les_criteres_remplis_meme_absorbes(faits: dict[str, Any], total: int) -> None:
    assert points_de(CUMUL, **faits).total_verifie == total


def test_un_cumul_se_verifie_par_les_criteres_qu_il_compte() -> None:
    points = points_de(CUMUL, dalo=True, parent_isole=True, motifs=["06"])
    assert (points.total_declare, points.total_verifie, points.statut) == (19, 15, StatutCotation.PROVISOIRE)


def test_un_cumul_bascule_avec_ce_qu_il_compte() -> None:
    vieux = fixe("VIEUX", 1, si=si("anciennete_mois", ">=", 36))
    grille = une_grille(
        un_bloc(
            fixe("DALO", 10, si=si("dalo", "=", True)),
            vieux,
            {"code": "CUMUL", "cumul": {"parmi": ["DALO", "VIEUX"], "paliers": [[2, 5]]}},
        )
    )
    faits = Faits.de({"dalo": True, "anciennete_mois": date(2023, 5, 10)})
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 5, 10)
    assert points_de(grille, faits, date(2026, 5, 10)).total_verifie == 16


@pytest.mark.parametrize(
    ("faits", "rempli"),
    [
        ({"dalo": True, "parent_isole": True}, True),
        ({"dalo": True, "parent_isole": False, "nb_personnes": 5}, True),
        ({"dalo": True}, False),
        ({"nb_personnes": 5}, False),
    ],
)
def test_au_moins_deux_conditions_parmi_trois(faits: dict[str, Any], rempli: bool) -> None:
    conditions = [si("dalo", "=", True), si("parent_isole", "=", True), si("nb_personnes", ">=", 4)]
    grille = une_grille(un_bloc(fixe("A", 4, si={"au_moins": 2, "parmi": conditions})))
    assert points_de(grille, **faits).total_verifie == (4 if rempli else 0)


def test_un_bloc_ne_s_exclut_que_sur_les_points_bornes_de_l_autre() -> None:
    plafonne_a_zero = un_bloc(fixe("N1", 50), code="N", plafond=0)
    local = un_bloc(fixe("L1", 10), code="L", exclu_si_positif=["N"])
    assert points_de(une_grille(plafonne_a_zero, local)).total_verifie == 10


def test_un_bloc_negatif_n_exclut_personne() -> None:
    grille = une_grille(un_bloc(fixe("N1", -5), code="N"), un_bloc(fixe("L1", 10), code="L", exclu_si_positif=["N"]))
    assert points_de(grille).total_verifie == 5


def test_un_bloc_exclu_n_en_exclut_pas_un_autre() -> None:
    grille = une_grille(
        un_bloc(fixe("M1", 3), code="M", exclu_si_positif=["L"]),
        un_bloc(fixe("L1", 10), code="L", exclu_si_positif=["N"]),
        un_bloc(fixe("N1", 50), code="N"),
    )
    assert points_de(grille).blocs_verifies == (3, 0, 50)


def test_un_bloc_s_ecarte_aussi_sur_une_condition() -> None:
    grille = une_grille(un_bloc(fixe("A", 10), exclu_si=[si("proprietaire", "=", True)]))
    assert points_de(grille, proprietaire=True).total_verifie == 0
    assert points_de(grille, proprietaire=False).total_verifie == 10


def test_l_exclusion_des_points_declares_ne_touche_pas_les_points_verifies() -> None:
    grille = une_grille(
        un_bloc(fixe("N1", 45, si=si("motifs", "dans", ["06"]), preuve={"justifie": ["MOT_06"]}), code="N", mode="max"),
        un_bloc(fixe("L1", 10), code="L", exclu_si_positif=["N"]),
    )
    points = points_de(grille, motifs=["06"])
    assert (points.total_declare, points.total_verifie) == (45, 10)
    assert points.statut is StatutCotation.PROVISOIRE


@pytest.mark.parametrize(
    ("bornes", "points", "attendu"),
    [({}, -20, -20), ({"plancher_total": 0}, -20, 0), ({"plafond_total": 100}, 150, 100)],
)
def test_le_total_peut_etre_negatif_sauf_si_la_grille_le_borne(
    bornes: dict[str, int], points: int, attendu: int
) -> None:
    assert points_de(une_grille(un_bloc(fixe("A", points)), **bornes)).total_verifie == attendu


def test_les_blocs_se_presentent_dans_leur_ordre() -> None:
    grille = une_grille(un_bloc(fixe("B1", 2), code="B", ordre=2), un_bloc(fixe("A1", 1), code="A", ordre=1))
    assert [bloc.code for bloc in grille.blocs] == ["A", "B"]
    assert points_de(grille).details_verifies == (1, 2)


# ---------------------------------------------------------------------------------------- les données absentes


@pytest.mark.parametrize(
    ("condition", "attendu"),
    [
        (si("taux_effort", ">", 33), 0),
        ({"non": si("taux_effort", ">", 33)}, 0),
        ({"tous": [si("taux_effort", ">", 33), si("parent_isole", "=", True)]}, 0),
        ({"un_de": [si("taux_effort", ">", 33), si("nb_personnes", "=", 3)]}, 10),
        ({"non": {"tous": [si("taux_effort", ">", 33), si("nb_personnes", "=", 4)]}}, 10),
        (si("taux_effort", "vide"), 10),
        (si("taux_effort", "non_vide"), 0),
        (si("taux_effort", "!=", 50), 0),
        (si("dalo", "=", False), 10),
        (si("motifs", "vide"), 10),
        ({"non": si("motifs", "dans", ["06"])}, 10),
    ],
)
def test_une_donnee_manquante_ne_rend_jamais_une_condition_vraie(condition: dict[str, Any], attendu: int) -> None:
    assert points_de(une_grille(un_bloc(fixe("A", 10, si=condition))), nb_personnes=3).total_verifie == attendu


def test_un_bareme_sur_une_donnee_manquante_ne_donne_rien() -> None:
    bareme = {"code": "A", "bareme": {"champ": "km_travail_logement", "tranches": [[None, 20, 5], [20, None, 10]]}}
    grille = une_grille(un_bloc(bareme))
    evaluateur = preparer(grille)
    assert points_de(grille).total_verifie == 0
    assert evaluateur.manque_une_donnee(0, evaluateur.lire(Faits.de({}), LE))
    assert points_de(grille, km_travail_logement=20).total_verifie == 10
    assert points_de(grille, km_travail_logement=Decimal("19.9")).total_verifie == 5


# ------------------------------------------------------------------------------------------------ les valeurs


@pytest.mark.parametrize(("valeur", "attendu"), [(1, 0), (2, 0), (3, 6), (4, 12), (9, 18), (None, 0)])
def test_les_points_par_unite_ont_une_franchise_et_un_plafond(valeur: int | None, attendu: int) -> None:
    par = {"code": "A", "par": {"champ": "nb_personnes", "pas": 1, "points": 6, "franchise": 2, "plafond": 18}}
    assert points_de(une_grille(un_bloc(par)), nb_personnes=valeur).total_verifie == attendu


@pytest.mark.parametrize(("arrondi", "attendu"), [("proche", 4), ("inferieur", 3), ("superieur", 4)])
def test_un_demi_point_par_mois_s_arrondit_comme_la_grille_le_dit(arrondi: str, attendu: int) -> None:
    par = {"code": "A", "par": {"champ": "anciennete_mois", "pas": 1, "points": 0.5}}
    assert points_de(une_grille(un_bloc(par), arrondi=arrondi), anciennete_mois=7).total_verifie == attendu


def test_la_premiere_tranche_qui_contient_la_valeur_l_emporte() -> None:
    bareme = {"code": "A", "bareme": {"champ": "nb_enfants", "tranches": [[0, 5, 3], [2, 10, 7]]}}
    assert points_de(une_grille(un_bloc(bareme)), nb_enfants=3).total_verifie == 3


@pytest.mark.parametrize(
    ("op", "val", "lu", "attendu"),
    [
        ("entre", [2, 4], 2, 1),
        ("entre", [2, 4], 4, 1),
        ("entre", [2, 4], 5, 0),
        ("dans", [2, 4], 3, 0),
        ("dans", [2, 4], 4, 1),
        ("≥", 3, 3, 1),
        ("<", 3, 3, 0),
        ("≠", 3, 4, 1),
    ],
)
def test_les_operateurs_sur_les_nombres(op: str, val: object, lu: int, attendu: int) -> None:
    grille = une_grille(un_bloc(fixe("A", 1, si=si("nb_personnes", op, val))))
    assert points_de(grille, nb_personnes=lu).total_verifie == attendu


def test_un_nombre_d_evenements_peut_etre_une_condition() -> None:
    deux_refus = {
        "evenement": {"types": ["refus_proposition"], "adapte": True, "fenetre_mois": 12},
        "op": ">=",
        "val": 2,
    }
    grille = une_grille(un_bloc(fixe("A", -15, si=deux_refus)))
    refus = [Evenement(type="refus_proposition", le=date(2025, mois, 1), adapte=True) for mois in (5, 7)]
    assert points_de(grille, Faits.de({}, evenements=tuple(refus))).total_verifie == -15
    assert points_de(grille, Faits.de({}, evenements=tuple(refus[:1]))).total_verifie == 0


def test_un_evenement_a_venir_ne_compte_pas_encore() -> None:
    cal = {"code": "A", "evenement": {"types": ["passage_cal_non_attribue"], "points": 3}}
    faits = Faits.de({}, evenements=(Evenement(type="passage_cal_non_attribue", le=date(2026, 3, 2)),))
    grille = une_grille(un_bloc(cal))
    assert points_de(grille, faits).total_verifie == 0
    assert points_de(grille, faits, le=date(2026, 3, 2)).total_verifie == 3
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 3, 2)


# ------------------------------------------------------------------------------------------------ les preuves


@pytest.mark.parametrize(
    ("piece", "attendu"),
    [
        ({"type": "MOT_05", "valide_le": date(2026, 1, 1)}, 30),
        ({"type": "MOT_06", "valide_le": date(2026, 1, 1)}, 0),
        ({"type": "MOT_05", "valide_le": date(2026, 3, 2)}, 0),
        ({"type": "MOT_05", "valide_le": date(2026, 1, 1), "expire_le": date(2026, 3, 2)}, 30),
        ({"type": "MOT_05", "valide_le": date(2026, 1, 1), "expire_le": date(2026, 3, 1)}, 0),
        ({"type": "MOT_05", "valide_le": date(2025, 9, 2)}, 30),
        ({"type": "MOT_05", "valide_le": date(2025, 9, 1)}, 0),
    ],
)
def test_une_piece_prouve_tant_qu_elle_vaut(piece: dict[str, Any], attendu: int) -> None:
    critere = fixe("A", 30, si=si("motifs", "dans", ["05"]), preuve={"justifie": ["MOT_05"]}, validite_mois=6)
    faits = Faits.de({"motifs": ["05"]}, pieces=(PreuveAdmise(**piece),))
    points = points_de(une_grille(un_bloc(critere)), faits)
    assert (points.total_declare, points.total_verifie) == (30, attendu)


@pytest.mark.parametrize(("role", "attendu"), [("travailleur_social", 20), ("bailleur", 0)])
def test_seul_le_role_prevu_valide_le_critere(role: str, attendu: int) -> None:
    critere = fixe("VULNERABLE", 20, preuve={"valide_par": "travailleur_social"})
    faits = Faits.de({}, validations={"VULNERABLE": (PreuveAdmise(type=role, valide_le=LE),)})
    points = points_de(une_grille(un_bloc(critere)), faits)
    assert (points.total_declare, points.total_verifie) == (attendu, attendu)


def test_une_validation_ne_vaut_que_pour_la_grille_de_son_territoire() -> None:
    """Deux EPCI peuvent donner le même code à deux critères."""
    critere = fixe("VULNERABLE", 20, preuve={"valide_par": "travailleur_social"})
    validee = Validation(epci="243500139", critere="VULNERABLE", type="travailleur_social", valide_le=LE)
    propres = {"habite_epci": True}
    faits = Faits.de({}, territoires={"243500139": propres, "243500741": propres}, validees=(validee,))
    grille = une_grille(un_bloc(critere))
    assert points_de(grille, faits.pour("243500139")).total_verifie == 20
    assert points_de(grille, faits.pour("243500741")).total_verifie == 0
    assert faits.pour("243500139").empreinte() != faits.pour("243500741").empreinte()


def test_un_justificatif_sans_precision_est_celui_du_motif_cite() -> None:
    critere = fixe("A", 30, si=si("motif", "dans", ["violences"]), preuve="justifie")
    grille = une_grille(un_bloc(critere))
    piece = PreuveAdmise(type="MOT_06", valide_le=LE)
    assert points_de(grille, Faits.de({"motifs": ["06"]}, pieces=(piece,))).total_verifie == 30
    assert points_de(grille, Faits.de({"motifs": ["06"]})).total_verifie == 0


def test_une_declaration_suffit_quand_la_grille_n_exige_rien() -> None:
    critere = fixe("A", 30, si=si("handicap", "=", True), preuve="declaratif")
    assert points_de(une_grille(un_bloc(critere)), handicap=True).total_verifie == 30


# ------------------------------------------------------------------------------------------- hors cotation


def test_une_demande_hors_cotation_n_a_pas_de_points() -> None:
    grille = une_grille(
        un_bloc(fixe("A", 30)),
        hors_cotation=[{"motif": "relogement-anru", "libelle": "Relogement", "si": si("nature", "=", "ANRU")}],
    )
    points = points_de(grille, nature="ANRU")
    assert points.statut is StatutCotation.HORS_COTATION
    assert points.hors_cotation == "relogement-anru"
    assert points.total_verifie is None
    assert points_de(grille, nature="STANDARD").total_verifie == 30
    assert points_de(grille).total_verifie == 30


# ------------------------------------------------------------------------------------------- le temps qui passe


def test_le_delai_anormalement_long_se_declenche_a_sa_date() -> None:
    grille = une_grille(un_bloc(fixe("A", 20, si=si("delai_anormalement_long", "=", True))))
    faits = Faits.de({"delai_anormalement_long": date(2026, 6, 1)})
    assert points_de(grille, faits).total_verifie == 0
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 6, 1)
    assert points_de(grille, faits, le=date(2026, 6, 1)).total_verifie == 20
    assert prochaine_bascule(preparer(grille), faits, date(2026, 6, 1)) is None


def test_la_bascule_attend_que_les_points_entiers_bougent() -> None:
    par = {"code": "A", "par": {"champ": "anciennete_mois", "pas": 1, "points": 0.25}}
    grille = une_grille(un_bloc(par), arrondi="inferieur")
    faits = Faits.de({"anciennete_mois": date(2026, 1, 1)})
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 5, 1)


def test_plus_rien_ne_bascule_une_fois_le_plafond_atteint() -> None:
    par = {"code": "A", "par": {"champ": "anciennete_mois", "pas": 1, "points": 1, "plafond": 12}}
    faits = Faits.de({"anciennete_mois": date(2024, 1, 1)})
    assert prochaine_bascule(preparer(une_grille(un_bloc(par))), faits, LE) is None


def test_une_piece_qui_perime_fait_basculer_le_verifie() -> None:
    critere = fixe("A", 30, si=si("motifs", "dans", ["05"]), preuve={"justifie": ["MOT_05"]})
    piece = PreuveAdmise(type="MOT_05", valide_le=date(2026, 1, 1), expire_le=date(2026, 4, 10))
    faits = Faits.de({"motifs": ["05"]}, pieces=(piece,))
    assert prochaine_bascule(preparer(une_grille(un_bloc(critere))), faits, LE) == date(2026, 4, 10)


def test_un_age_se_gagne_le_jour_anniversaire() -> None:
    grille = une_grille(un_bloc(fixe("A", 5, si=si("age_demandeur", ">=", 65))))
    ne_un_29_fevrier = Faits.de({"age_demandeur": date(1964, 2, 29)})
    evaluateur = preparer(grille)
    assert prochaine_bascule(evaluateur, ne_un_29_fevrier, date(2028, 3, 1)) == date(2029, 3, 1)
    assert points_de(grille, ne_un_29_fevrier, le=date(2029, 2, 28)).total_verifie == 0
    assert points_de(grille, ne_un_29_fevrier, le=date(2029, 3, 1)).total_verifie == 5


# --------------------------------------------------------------------------------------- l'empreinte des faits


def test_l_empreinte_suit_tout_ce_que_la_demande_dit_et_rien_d_autre() -> None:
    base = Faits.de({"motifs": ["05"]}).empreinte()
    piece = PreuveAdmise(type="MOT_05", valide_le=LE)
    autres = [
        Faits.de({"motifs": ["05", "06"]}),
        Faits.de({"motifs": ["05"], "nb_enfants": 3}),
        Faits.de({"motifs": ["05"]}, pieces=(piece,)),
        Faits.de({"motifs": ["05"]}, validations={"A": (piece,)}),
        Faits.de({"motifs": ["05"]}, evenements=(Evenement(type="refus_proposition", le=LE),)),
    ]
    assert base not in [autre.empreinte() for autre in autres]
    assert Faits.de({"motifs": ["05"]}, a_revoir_le=LE, validations={"A": ()}).empreinte() == base


def test_un_territoire_lit_ses_propres_valeurs() -> None:
    faits = Faits.de({"nb_personnes": 2, "habite_epci": False}, territoires={"200": {"habite_epci": True}})
    assert faits.pour("200").valeurs["habite_epci"] is True
    assert faits.pour("201").valeurs["habite_epci"] is False
    assert faits.pour("200").valeurs["nb_personnes"] == 2


def test_une_valeur_calculee_a_une_date_se_revoit_le_jour_dit() -> None:
    grille = une_grille(un_bloc(fixe("A", 5, si=si("nb_enfants_mineurs", ">", 0))))
    faits = Faits.de({"nb_enfants_mineurs": 1}, a_revoir_le=date(2026, 9, 12))
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 9, 12)
    assert prochaine_bascule(preparer(grille), faits, date(2026, 9, 12)) is None


def test_un_critere_sans_plafond_ne_peut_pas_deborder() -> None:
    par = {"code": "A", "par": {"champ": "ressources_mensuelles", "pas": 1, "points": 1}}
    assert points_de(une_grille(un_bloc(par)), ressources_mensuelles=999_999).total_verifie == 1000
