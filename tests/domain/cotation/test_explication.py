from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.cotation.comparaison import comparer
from domain.cotation.discretion import masquer_le_sensible
from domain.cotation.explanation import expliquer
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.grille import Grille
from domain.cotation.justification import Sources
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.queries import Cotation, LigneExpliquee
from domain.cotation.register import decrire, resumer
from domain.cotation.vocabulary import Arrondi, Departage, EtatLigne, GenreLevier
from tests.domain.cotation.cases import grille, un_bloc, une_grille

LE = date(2026, 3, 1)
INSECABLE = "\u00a0"


def version(contenu: Grille) -> VersionDeGrille:
    return GrilleCotation.ebaucher(
        departement="35", epci="243500139", contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()


def explique(contenu: Grille, faits: Faits, *, public: bool = False, sources: Sources | None = None) -> Cotation:
    return expliquer(
        version(contenu),
        faits,
        LE,
        epci_nom="Rennes Métropole",
        sources=sources or Sources(libelles_pieces={"MOT_06": "Dépôt de plainte"}, au_demandeur=public),
        public=public,
    )


def lignes(cotation: Cotation) -> dict[str, LigneExpliquee]:
    return {ligne.code: ligne for bloc in cotation.blocs for ligne in bloc.lignes}


def lisible(phrase: str | None) -> str:
    return (phrase or "").replace(INSECABLE, " ")


CAS_A = Faits.de(
    {
        "anciennete_mois": date(2023, 2, 10),
        "dalo": True,
        "statut_logement": "CP",
        "motifs": ["18"],
        "km_travail_logement": 60,
    }
)
CAS_B = Faits.de(
    {
        "anciennete_mois": date(2025, 6, 1),
        "statut_logement": "HLM",
        "pieces_moins_personnes": 2,
        "motifs": ["18"],
        "km_travail_logement": 55,
    }
)
CAS_C = Faits.de({"anciennete_mois": date(2024, 12, 1), "motifs": ["06", "18"], "statut_logement": "LP"})


def test_un_coefficient_se_dit_sur_chaque_ligne_et_les_parts_font_le_bloc() -> None:
    contenu = une_grille(
        un_bloc(
            {"code": "DALO", "points": 5, "si": {"champ": "dalo", "op": "=", "val": True}},
            {"code": "BASE", "points": 10},
            coefficient=1.5,
        )
    )
    cotation = explique(contenu, Faits.de({"dalo": True}))
    dites = lignes(cotation)
    assert sum(ligne.points_retenus for ligne in dites.values()) == cotation.blocs[0].points == 23
    assert {ligne.etat for ligne in dites.values()} == {EtatLigne.ACQUIS}
    assert "comptés 8 : le bloc multiplie ses points par 1,5" in lisible(dites["DALO"].explication)
    assert "multiplie ces points par 1,5" in lisible(cotation.blocs[0].regle)


def test_un_critere_moins_eleve_dit_qu_un_autre_compte_a_sa_place() -> None:
    contenu = une_grille(un_bloc(*({"code": f"C{n}", "points": n} for n in (1, 5, 3)), retenus=2))
    dites = lignes(explique(contenu, Faits.de({})))
    assert (dites["C1"].etat, dites["C1"].par) == (EtatLigne.ABSORBE_PAR, "C3")


def test_un_cumul_dit_combien_de_criteres_sont_remplis() -> None:
    contenu = une_grille(
        un_bloc(
            {"code": "DALO", "libelle_public": "Le DALO", "points": 5, "si": {"champ": "dalo", "op": "=", "val": True}},
            {"code": "BASE", "points": 10},
            {"code": "DEUX", "libelle_public": "Les deux", "cumul": {"parmi": ["DALO", "BASE"], "paliers": [[2, 4]]}},
        )
    )
    ligne = lignes(explique(contenu, Faits.de({"dalo": True})))["DEUX"]
    assert lisible(ligne.explication) == "+4 points. 2 critères remplis sur 2."
    assert ligne.source == "Autres critères de la grille"
    public = decrire(
        GrilleCotation.ebaucher(
            departement="35", epci="243500139", contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
        ),
        epci_nom="Rennes Métropole",
        le=LE,
    )
    bareme = lisible(public.blocs[0].criteres[2].bareme)
    assert bareme == "+4 points à partir de 2 critères remplis, parmi « Le DALO » et « BASE »"


def test_un_cumul_de_criteres_sensibles_est_sensible() -> None:
    contenu = une_grille(
        un_bloc(
            {"code": "V", "points": 5, "si": {"champ": "motifs", "op": "dans", "val": ["06"]}},
            {"code": "B", "points": 10},
            {"code": "DEUX", "cumul": {"parmi": ["V", "B"], "paliers": [[2, 4]]}},
        )
    )
    assert {code for code, ligne in lignes(explique(contenu, CAS_C)).items() if ligne.sensible} == {"V", "DEUX"}


def test_une_piece_promet_aussi_le_cumul_qu_elle_ouvre() -> None:
    violences = {"champ": "motifs", "op": "dans", "val": ["06"]}
    contenu = une_grille(
        un_bloc(
            {"code": "V", "points": 5, "si": violences, "preuve": {"justifie": ["MOT_06"]}},
            {"code": "B", "points": 10},
            {"code": "DEUX", "cumul": {"parmi": ["V", "B"], "paliers": [[2, 4]]}},
        )
    )
    leviers = explique(contenu, CAS_C).ce_qui_changerait
    assert [(levier.critere, levier.points) for levier in leviers] == [("V", 9)]


def test_chaque_ligne_dit_ce_que_deviennent_ses_points() -> None:
    cotation = explique(grille("demonstration"), CAS_A)
    dites = lignes(cotation)
    assert {code: (ligne.etat, ligne.par) for code, ligne in dites.items() if ligne.points} == {
        "N1_DALO": (EtatLigne.ACQUIS, None),
        "N7_HEBERGE_TIERS": (EtatLigne.ABSORBE_PAR, "N1_DALO"),
        "L1_MUTATION_PRO": (EtatLigne.EXCLU_PAR, "N"),
        "L2_DISTANCE": (EtatLigne.EXCLU_PAR, "N"),
        "H1_ANCIENNETE": (EtatLigne.ACQUIS, None),
    }
    assert lisible(dites["L1_MUTATION_PRO"].explication) == (
        "15 points non comptés : le bloc « Priorités nationales » passe avant."
    )
    assert lisible(dites["N7_HEBERGE_TIERS"].explication) == (
        "25 points non comptés : « Droit au logement opposable (DALO) » compte à la place."
    )
    assert lisible(dites["H1_ANCIENNETE"].explication) == "+20 points. Ancienneté de la demande : 36 mois."
    assert cotation.blocs[1].exclu_par == "N"
    assert (cotation.points_verifies, cotation.points_declares) == (70, 70)


def test_les_points_retenus_redonnent_le_plafond_du_bloc() -> None:
    cotation = explique(grille("demonstration"), CAS_B)
    local = cotation.blocs[1]
    assert local.plafonne
    assert lisible(local.explication) == "Le bloc est plafonné à 30 points."
    assert sum(ligne.points_retenus for ligne in local.lignes) == local.points == 30
    trop_grand = lignes(cotation)["L3_SOUS_OCC_HLM"]
    assert (trop_grand.etat, trop_grand.points, trop_grand.points_retenus) == (EtatLigne.PLAFONNE, 12, 5)
    assert lisible(trop_grand.explication) == "12 points, dont 5 points comptés : le bloc est plafonné à 30 points."


def test_une_piece_attendue_est_un_levier_avec_son_effet_reel() -> None:
    cotation = explique(grille("demonstration"), CAS_C)
    violences = lignes(cotation)["N2_VIOLENCES"]
    assert violences.etat is EtatLigne.EN_ATTENTE_PIECE
    assert (violences.points, violences.points_declares) == (0, 45)
    assert violences.sensible
    assert lisible(violences.explication) == "+45 points quand cette pièce sera validée : Dépôt de plainte."
    piece = next(levier for levier in cotation.ce_qui_changerait if levier.genre is GenreLevier.PIECE)
    assert piece.points == 45 - 15
    assert lisible(cotation.avertissement) == (
        "Total provisoire : 50 points quand tous les justificatifs seront validés."
    )


def test_une_ligne_ordinaire_ne_laisse_pas_voir_un_motif_sensible() -> None:
    mutation = lignes(explique(grille("demonstration"), CAS_C))["L1_MUTATION_PRO"]
    assert mutation.valeur_lue == "Mutation professionnelle"
    assert not mutation.sensible


def test_le_detail_reserve_garde_les_totaux_sans_rien_laisser_deviner() -> None:
    faits = Faits.de(
        {**CAS_C.valeurs, "statut_logement": "CP"}, pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2026, 2, 20)),)
    )
    entiere = explique(grille("demonstration"), faits)
    masquee = masquer_le_sensible(entiere)
    assert masquee.points_verifies == entiere.points_verifies == 50
    assert [sum(ligne.points_retenus for ligne in bloc.lignes) for bloc in masquee.blocs] == [
        bloc.points for bloc in entiere.blocs
    ]
    dite = repr(masquee.blocs[0].lignes) + repr(masquee.ce_qui_changerait)
    for indice in ("VIOLENCES", "iolences familiales", "MOT_06", "L441-1 g", "HANDICAP"):
        assert indice not in dite
    assert lignes(masquee)["N7_HEBERGE_TIERS"].par == "RESERVE"


def test_sans_ligne_sensible_rien_ne_se_masque() -> None:
    contenu = une_grille(un_bloc({"code": "A", "points": 10}))
    cotation = explique(contenu, Faits.de({}))
    assert masquer_le_sensible(cotation) == cotation


def test_une_preuve_admise_fait_compter_les_points() -> None:
    faits = Faits.de(dict(CAS_C.valeurs), pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2026, 2, 20)),))
    violences = lignes(explique(grille("demonstration"), faits))["N2_VIOLENCES"]
    assert violences.etat is EtatLigne.ACQUIS
    assert violences.source == "Formulaire, rubrique « Motifs de la demande »"


def test_une_decote_dit_quand_elle_s_eteint_et_rien_d_autre_n_est_un_levier() -> None:
    refus = Evenement(type="refus_proposition", le=date(2025, 3, 2), adapte=True, reference="T3, rue des Lilas")
    faits = Faits.de({"anciennete_mois": date(2024, 3, 15), "statut_logement": "LP"}, evenements=(refus,))
    cotation = explique(grille("demonstration"), faits)
    decote = lignes(cotation)["D1_REFUS"]
    assert (decote.points, decote.expire_le, decote.etat_libelle) == (-10, date(2026, 3, 2), "Points retirés")
    assert "T3, rue des Lilas" in decote.valeur_lue
    dates = [(lv.le, lv.critere, lv.points) for lv in cotation.ce_qui_changerait if lv.genre is GenreLevier.DATE]
    assert dates == [(date(2026, 3, 2), "D1_REFUS", 10), (date(2026, 3, 15), "H1_ANCIENNETE", 5)]
    assert lignes(cotation)["H1_ANCIENNETE"].expire_le is None
    assert {levier.genre for levier in cotation.ce_qui_changerait} <= {GenreLevier.DATE, GenreLevier.DONNEE}


def test_une_information_manquante_se_signale_et_peut_se_completer() -> None:
    cotation = explique(grille("demonstration"), Faits.de({"anciennete_mois": date(2025, 12, 1)}))
    distance = lignes(cotation)["L2_DISTANCE"]
    assert (distance.etat, distance.valeur_lue) == (EtatLigne.DONNEE_MANQUANTE, "non renseigné")
    donnees = {lv.critere: lv for lv in cotation.ce_qui_changerait if lv.genre is GenreLevier.DONNEE}
    assert donnees["L2_DISTANCE"].points is None
    assert "Distance entre le travail et le logement actuel" in donnees["L2_DISTANCE"].phrase


def test_une_information_que_le_demandeur_ne_saisit_pas_n_est_pas_un_levier() -> None:
    critere = {"code": "A", "points": 10, "si": {"champ": "delai_anormalement_long", "op": "=", "val": True}}
    cotation = explique(une_grille(un_bloc(critere)), Faits.de({}))
    assert lignes(cotation)["A"].etat is EtatLigne.DONNEE_MANQUANTE
    assert cotation.ce_qui_changerait == []


def test_une_demande_hors_cotation_dit_pourquoi() -> None:
    contenu = une_grille(
        un_bloc({"code": "A", "points": 10}),
        hors_cotation=[
            {"motif": "anru", "libelle": "relogement ANRU", "si": {"champ": "nature", "op": "=", "val": "ANRU"}}
        ],
    )
    cotation = explique(contenu, Faits.de({"nature": "ANRU"}))
    assert cotation.points_verifies is None
    assert cotation.hors_cotation is not None
    assert cotation.hors_cotation.phrase == "Cette grille ne cote pas la demande : relogement ANRU."
    assert cotation.ce_qui_changerait == []
    assert lignes(cotation)["A"].etat is EtatLigne.NON_APPLICABLE


@pytest.mark.parametrize(("dalo", "visible"), [(True, True), (False, False)])
def test_le_portail_ne_cache_jamais_un_point_compte(dalo: bool, visible: bool) -> None:
    critere = {
        "code": "CACHE",
        "points": 10,
        "si": {"champ": "dalo", "op": "=", "val": True},
        "visible_portail": False,
    }
    contenu, faits = une_grille(un_bloc(critere)), Faits.de({"dalo": dalo})
    assert ("CACHE" in lignes(explique(contenu, faits, public=True))) is visible
    assert "CACHE" in lignes(explique(contenu, faits))


def test_un_total_ramene_par_la_grille_previent() -> None:
    contenu = une_grille(un_bloc({"code": "A", "points": -20}), plancher_total=0)
    cotation = explique(contenu, Faits.de({}))
    assert cotation.points_verifies == 0
    assert "−20" in lisible(cotation.avertissement)


def test_la_grille_se_lit_en_francais() -> None:
    une = GrilleCotation.ebaucher(
        departement="35", epci="243500139", contenu=grille("demonstration"), le=datetime(2026, 1, 1, tzinfo=UTC)
    )
    detail = decrire(
        une, epci_nom="Rennes Métropole", le=date(2026, 3, 1), libelles_pieces={"MOT_06": "Dépôt de plainte"}
    )
    criteres: dict[str, Any] = {c.code: c for bloc in detail.blocs for c in bloc.criteres}
    assert lisible(criteres["L2_DISTANCE"].bareme) == (
        "de 0 km à moins de 20 km : 0 point ; de 20 km à moins de 50 km : +5 points ; 50 km et plus : +10 points"
    )
    assert lisible(criteres["D1_REFUS"].bareme) == (
        "−10 points par événement : Refus d'un logement proposé (logement adapté), dans les 12 mois, 3 au plus"
    )
    assert criteres["N2_VIOLENCES"].preuve == "Pièce validée : Dépôt de plainte"
    assert criteres["N7_HEBERGE_TIERS"].condition == (
        "Logement actuel : « Chez un particulier » ou « Chez vos parents ou vos enfants »"
    )
    assert "passe" not in detail.blocs[0].regle
    assert lisible(detail.blocs[1].regle).endswith(
        "Il ne compte pas quand le bloc « Priorités nationales » donne des points."
    )
    assert detail.document["id"] == "DEMONSTRATION"
    assert resumer(une, epci_nom="Rennes Métropole", le=date(2026, 3, 1)).nb_criteres == 17


def test_la_comparaison_nomme_les_criteres_qu_un_cumul_compte() -> None:
    def ecrite(points: int, coefficient: float) -> Grille:
        return une_grille(
            un_bloc(
                {"code": "A", "libelle_public": "Parent seul", "points": 1},
                {"code": "C", "libelle_public": "Cumul", "cumul": {"parmi": ["A"], "paliers": [[1, points]]}},
                coefficient=coefficient,
            )
        )

    phrases = [lisible(d.phrase) for d in comparer(ecrite(2, 1), ecrite(3, 1.5))]
    assert "Bloc « B », règle : Les points s'additionnent devient" in phrases[0]
    assert "Le bloc multiplie ces points par 1,5" in phrases[0]
    assert "parmi « Parent seul » devient +3 points" in phrases[1]


def test_la_comparaison_dit_l_arrondi_et_le_departage_en_mots() -> None:
    avant = une_grille(un_bloc({"code": "A", "points": 5}))
    apres = replace(avant, arrondi=Arrondi.INFERIEUR, departage=(Departage.NUMERO_UNIQUE,))
    assert [difference.phrase for difference in comparer(avant, apres)] == [
        "À égalité de points : la demande la plus ancienne passe devant, puis le numéro unique le plus petit passe "
        "devant devient le numéro unique le plus petit passe devant.",
        "Arrondi : au point le plus proche, la moitié vers le haut devient au point inférieur.",
    ]
