"""Des blocs qui comptent ensemble : un plafond commun, une décote en pour cent, d'un bloc ou du total."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.comparaison import comparer
from domain.cotation.discretion import masquer_le_sensible
from domain.cotation.errors import GrilleInvalide
from domain.cotation.evolution import CauseDeChangement, affichage
from domain.cotation.evolution import comparer as comparer_dans_le_temps
from domain.cotation.explanation import expliquer
from domain.cotation.faits import Evenement, Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import preparer
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.phrases import regle_de_l_ensemble
from domain.cotation.queries import Cotation
from domain.cotation.register import decrire
from domain.cotation.registre.guides import guides
from domain.cotation.simulation.comparaison import maximum_de
from domain.cotation.vocabulary import GenreLevier, Population
from tests.domain.cotation.cases import un_bloc, une_grille

LE = date(2026, 3, 1)
REFUS = {"types": ["refus_proposition"], "adapte": True, "fenetre_mois": 12}
UN_REFUS = {"evenement": REFUS, "op": "=", "val": 1}
PLUSIEURS_REFUS = {"evenement": REFUS, "op": ">=", "val": 2}
LE_TOTAL = ["A", "B"]


def ensemble(parmi: list[str], code: str = "E", **autres: Any) -> dict[str, Any]:
    return {"code": code, "libelle": "Priorités cumulées", "parmi": parmi, **autres}


def en_moins(pourcent: int, si: dict[str, Any], libelle: str = "Refus d'un logement adapté") -> dict[str, Any]:
    return {"pourcent": -pourcent, "si": si, "libelle": libelle}


def deux_blocs(a: int, b: int, *ensembles: dict[str, Any], **autres: Any) -> Grille:
    return une_grille(
        un_bloc({"code": "A1", "points": a}, code="A", libelle="Urgences"),
        un_bloc({"code": "B1", "points": b}, code="B", libelle="Liens"),
        ensembles=list(ensembles),
        **autres,
    )


def refus(*jours: date) -> Faits:
    return Faits.de({}, evenements=tuple(Evenement(type="refus_proposition", le=jour, adapte=True) for jour in jours))


def total(grille: Grille, faits: Faits | None = None, le: date = LE) -> int | None:
    return preparer(grille).evaluer(faits or Faits.de({}), le).total_verifie


def version(contenu: Grille) -> VersionDeGrille:
    return VersionDeGrille(
        id=UUID(int=1),
        departement="35",
        epci="243500139",
        population=Population.TOUS,
        version_grille=1,
        effet_du=date(2026, 1, 1),
        effet_au=None,
        contenu=contenu,
    )


def explique(contenu: Grille, faits: Faits) -> Cotation:
    return expliquer(version(contenu), faits, LE, epci_nom="Rennes Métropole")


def lisible(phrase: str | None) -> str:
    return (phrase or "").replace("\u00a0", " ").replace("\u202f", " ")


# --------------------------------------------------------------------------------------------- ce que l'on compte


@pytest.mark.parametrize(("a", "b", "attendu"), [(30, 10, 40), (40, 40, 50), (60, -20, 40), (-40, -40, -60)])
def test_plusieurs_blocs_ont_un_plafond_et_un_plancher_communs(a: int, b: int, attendu: int) -> None:
    assert total(deux_blocs(a, b, ensemble(LE_TOTAL, plafond=50, plancher=-60))) == attendu


def test_un_bloc_hors_de_l_ensemble_s_ajoute_au_total() -> None:
    grille = une_grille(
        *(un_bloc({"code": f"{code}1", "points": 40}, code=code) for code in "ABC"),
        ensembles=[ensemble(LE_TOTAL, plafond=50)],
    )
    assert total(grille) == 90


def test_un_ensemble_en_compte_un_autre() -> None:
    plafonne, decote = (
        ensemble(["A"], code="UN", plafond=30),
        ensemble(["UN", "B"], code="DEUX", variations=[en_moins(50, UN_REFUS)]),
    )
    assert total(deux_blocs(80, 20, plafonne, decote)) == 50
    assert total(deux_blocs(80, 20, plafonne, decote), refus(date(2026, 1, 10))) == 25


@pytest.mark.parametrize(
    ("refus_du", "attendu"),
    [([], 40), ([date(2026, 1, 10)], 30), ([date(2026, 1, 10), date(2026, 2, 1)], 20), ([date(2025, 3, 1)], 40)],
)
def test_une_decote_en_pour_cent_s_aggrave_avec_les_refus_et_s_eteint(refus_du: list[date], attendu: int) -> None:
    grille = deux_blocs(25, 15, ensemble(LE_TOTAL, variations=[en_moins(25, UN_REFUS), en_moins(50, PLUSIEURS_REFUS)]))
    assert total(grille, refus(*refus_du)) == attendu


def test_une_decote_en_pour_cent_peut_ne_toucher_qu_un_bloc() -> None:
    grille = deux_blocs(25, 15, ensemble(["B"], variations=[en_moins(100, UN_REFUS)]))
    assert total(grille, refus(date(2026, 1, 10))) == 25


def test_une_decote_en_pour_cent_ne_rend_pas_de_points_a_qui_en_a_perdu() -> None:
    grille = deux_blocs(-30, 10, ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)]))
    assert total(grille, refus(date(2026, 1, 10))) == -20


def test_une_majoration_en_pour_cent() -> None:
    majoration = {"pourcent": 20, "si": {"champ": "dalo", "op": "=", "val": True}}
    assert total(deux_blocs(40, 10, ensemble(LE_TOTAL, variations=[majoration])), Faits.de({"dalo": True})) == 60


@pytest.mark.parametrize(("arrondi", "attendu"), [("proche", 13), ("inferieur", 12), ("superieur", 13)])
def test_les_points_varies_s_arrondissent_comme_la_grille_le_dit(arrondi: str, attendu: int) -> None:
    grille = deux_blocs(20, 5, ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)]), arrondi=arrondi)
    assert total(grille, refus(date(2026, 1, 10))) == attendu


def test_la_premiere_variation_remplie_s_applique_seule() -> None:
    toujours = {"champ": "dalo", "op": "=", "val": False}
    grille = deux_blocs(40, 0, ensemble(["A"], variations=[en_moins(10, toujours), en_moins(90, toujours)]))
    assert total(grille) == 36


def test_une_donnee_manquante_ne_fait_jamais_varier_les_points() -> None:
    inconnu = {"champ": "taux_effort", "op": "<", "val": 20}
    assert total(deux_blocs(40, 0, ensemble(["A"], variations=[en_moins(50, inconnu)]))) == 40
    assert total(deux_blocs(40, 0, ensemble(["A"], variations=[en_moins(50, {"non": inconnu})]))) == 40


def test_les_bornes_du_total_viennent_apres_les_ensembles() -> None:
    assert total(deux_blocs(80, 80, ensemble(["A"], plafond=50), plafond_total=100)) == 100


def test_l_exclusion_d_un_bloc_se_juge_avant_les_ensembles() -> None:
    grille = une_grille(
        un_bloc({"code": "A1", "points": 40}, code="A"),
        un_bloc({"code": "B1", "points": 10}, code="B", exclu_si_positif=["A"]),
        ensembles=[ensemble(["A"], plafond=0)],
    )
    assert total(grille) == 0


def test_ce_que_les_pieces_prouveraient_passe_par_le_meme_plafond() -> None:
    critere = {
        "code": "A1",
        "points": 45,
        "si": {"champ": "motifs", "op": "dans", "val": ["06"]},
        "preuve": {"justifie": ["MOT_06"]},
    }
    grille = une_grille(
        un_bloc(critere, code="A"),
        un_bloc({"code": "B1", "points": 10}, code="B"),
        ensembles=[ensemble(LE_TOTAL, plafond=50)],
    )
    points = preparer(grille).evaluer(Faits.de({"motifs": ["06"]}), LE)
    assert (points.total_declare, points.total_verifie) == (50, 10)


def test_le_jour_ou_la_decote_s_eteint_les_points_basculent() -> None:
    grille, faits = (
        deux_blocs(40, 10, ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)])),
        refus(date(2025, 4, 10)),
    )
    assert total(grille, faits) == 25
    assert prochaine_bascule(preparer(grille), faits, LE) == date(2026, 4, 10)
    assert total(grille, faits, date(2026, 4, 10)) == 50


def test_le_plus_haut_total_possible_compte_les_ensembles() -> None:
    assert maximum_de(deux_blocs(40, 40, ensemble(LE_TOTAL, plafond=50))) == 50
    majoration = {"pourcent": 50, "si": {"champ": "dalo", "op": "=", "val": True}}
    assert maximum_de(deux_blocs(40, 40, ensemble(["A"], variations=[majoration]))) == 100
    assert maximum_de(deux_blocs(40, 40, ensemble(["A"], variations=[en_moins(50, UN_REFUS)]))) == 80


# ------------------------------------------------------------------------------------------------ ce que l'on dit


def test_le_demandeur_lit_pourquoi_ses_blocs_ne_s_additionnent_pas() -> None:
    decote = ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)], plafond=15)
    cotation = explique(deux_blocs(25, 10, decote), refus(date(2025, 4, 10)))
    [dit] = cotation.ensembles
    assert (dit.libelle, dit.points, cotation.points_verifies) == ("Priorités cumulées", 15, 15)
    assert lisible(dit.explication) == (
        "35 points ; −50 % : « Refus d'un logement adapté », soit 18 points ; plafonnés à 15 points."
    )
    assert cotation.avertissement is None


def test_le_demandeur_lit_quand_la_decote_s_eteint() -> None:
    cotation = explique(
        deux_blocs(25, 15, ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)])), refus(date(2025, 4, 10))
    )
    [levier] = cotation.ce_qui_changerait
    assert (levier.genre, levier.critere, levier.points, levier.le) == (GenreLevier.DATE, "E", 20, date(2026, 4, 10))
    assert lisible(levier.phrase) == "Le 10 avril 2026, « Priorités cumulées » : +20 points au total."


def test_une_decote_qui_s_eteint_vient_du_temps_et_un_refus_neuf_du_dossier() -> None:
    contenu = version(deux_blocs(25, 15, ensemble(LE_TOTAL, variations=[en_moins(50, UN_REFUS)])))

    def causes(avant: Faits, apres: Faits, le: date) -> list[tuple[CauseDeChangement, int | None]]:
        vu = affichage(contenu, avant, LE, None)
        points = preparer(contenu.contenu).evaluer(apres, le).total_verifie
        evolution = comparer_dans_le_temps(vu, contenu, contenu, apres, le, points=points, position=None)
        return [(changement.cause, changement.points) for changement in evolution.changements]

    ancien, neuf = refus(date(2025, 4, 10)), refus(date(2026, 4, 2))
    assert causes(ancien, ancien, date(2026, 4, 10)) == [(CauseDeChangement.TEMPS, 20)]
    assert causes(Faits.de({}), neuf, date(2026, 4, 10)) == [(CauseDeChangement.VOUS, -20)]


def test_une_variation_sur_la_sante_ne_se_dit_qu_a_qui_peut_la_lire() -> None:
    sante = {"pourcent": 50, "si": {"champ": "handicap", "op": "=", "val": True}, "libelle": "Handicap reconnu"}
    entiere = explique(deux_blocs(40, 10, ensemble(LE_TOTAL, variations=[sante])), Faits.de({"handicap": True}))
    assert "Handicap" in entiere.ensembles[0].explication
    [masque] = masquer_le_sensible(entiere).ensembles
    assert lisible(masque.explication) == "75 points, par une règle dont le détail est réservé."


def test_la_regle_de_l_ensemble_se_lit_en_francais() -> None:
    grille = deux_blocs(
        25,
        15,
        ensemble(LE_TOTAL, variations=[en_moins(25, UN_REFUS, "Un refus"), en_moins(50, PLUSIEURS_REFUS)], plafond=60),
    )
    attendue = (
        "Les points de « Urgences » et « Liens » comptent ensemble. −25 % : « Un refus » (Refus d'un logement proposé "
        "(logement adapté), dans les 12 mois : égal à 1). Sinon, −50 % : « Refus d'un logement adapté » (Refus d'un "
        "logement proposé (logement adapté), dans les 12 mois : au moins 2). Leur somme est plafonnée à 60 points."
    )
    assert lisible(regle_de_l_ensemble(grille.ensembles[0], grille)) == attendue
    une = GrilleCotation.ebaucher(
        departement="35", epci="243500139", contenu=grille, le=datetime(2026, 1, 1, tzinfo=UTC)
    )
    [decrit] = decrire(une, epci_nom="Rennes Métropole", le=LE).ensembles
    assert lisible(decrit.regle) == attendue
    dits = [
        p for guide in guides(grille, epci_nom="Rennes", libelles_pieces={}) for x in guide.parties for p in x.phrases
    ]
    assert sum(attendue[40:80] in lisible(dit) for dit in dits) == 3, (
        "le guide du demandeur, de l'élu, de la commission"
    )


def test_deux_versions_se_comparent_aussi_par_leurs_ensembles() -> None:
    avant, apres = (deux_blocs(25, 15, ensemble(LE_TOTAL, plafond=plafond)) for plafond in (50, 60))
    [change] = comparer(avant, apres)
    assert lisible(change.phrase).startswith("Ensemble « Priorités cumulées », règle :")
    [retire] = comparer(avant, replace(avant, ensembles=()))
    assert retire.phrase == "L'ensemble « Priorités cumulées » disparaît."


PLUS_ELEVE = ensemble(["A", "B"], mode="max")


@pytest.mark.parametrize(("a", "b", "attendu"), [(30, 12, 30), (5, 12, 12), (-5, 0, -5), (-5, -8, -5), (-5, 3, 3)])
def test_de_plusieurs_blocs_seul_le_plus_eleve_compte(a: int, b: int, attendu: int) -> None:
    assert total(deux_blocs(a, b, PLUS_ELEVE)) == attendu


def test_un_bloc_moins_eleve_dit_lequel_compte_a_sa_place() -> None:
    cotation = explique(deux_blocs(30, 12, PLUS_ELEVE), Faits.de({}))
    (dit,) = cotation.ensembles
    assert lisible(dit.regle) == "De « Urgences » et « Liens », seul le plus élevé compte."
    assert lisible(dit.explication) == "« Urgences » est le plus élevé : 30 points."
    urgences, liens = cotation.blocs
    assert urgences.explication is None
    assert liens.explication == "Non compté : de « Priorités cumulées », « Urgences » est plus élevé."


@pytest.mark.parametrize(("a", "b", "attendu"), [(40, 12, 52), (40, 30, 60), (0, 30, 0), (-10, 30, -10), (25, 30, 38)])
def test_des_points_ne_depassent_pas_une_part_de_ceux_d_un_autre_bloc(a: int, b: int, attendu: int) -> None:
    moitie = ensemble(["B"], plafond_relatif={"bloc": "A", "pourcent": 50})
    assert total(deux_blocs(a, b, moitie)) == attendu


def test_la_part_d_un_autre_bloc_se_dit() -> None:
    moitie = ensemble(["B"], plafond_relatif={"bloc": "A", "pourcent": 50})
    (dit,) = explique(deux_blocs(40, 30, moitie), Faits.de({})).ensembles
    assert "ne dépasse pas 50 % des points de « Urgences »" in lisible(dit.regle)
    assert lisible(dit.explication) == "30 points ; plafonnés à 20 points, soit 50 % des points de « Urgences »."


@pytest.mark.parametrize("cite", ["B", "E", "INCONNU"])
def test_une_part_se_prend_d_un_autre_bloc_deja_ecrit(cite: str) -> None:
    with pytest.raises(GrilleInvalide) as refus:
        deux_blocs(40, 30, ensemble(["B"], plafond_relatif={"bloc": cite, "pourcent": 50}))
    assert [erreur.code for erreur in refus.value.erreurs] == ["bloc-inconnu"]
