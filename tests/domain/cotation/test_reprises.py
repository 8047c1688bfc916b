"""Une durée qui repart de zéro : l'ancienneté d'après un refus, d'après une restauration."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.document import lire_grille
from domain.cotation.explanation import expliquer
from domain.cotation.faits import Evenement, Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import preparer
from domain.cotation.model import VersionDeGrille
from domain.cotation.phrases import bareme, condition
from domain.cotation.vocabulary import Population
from domain.cotation.writer import ecrire_grille
from tests.domain.cotation.cases import un_bloc, une_grille

LE = date(2026, 3, 1)
DEPOT = date(2022, 1, 15)
REFUS = {"types": ["refus_proposition"], "adapte": True}
PAR_MOIS = {"champ": "anciennete_mois", "pas": 1, "points": 1}


def refuse(le: date, *, adapte: bool | None = True) -> Evenement:
    return Evenement(type="refus_proposition", le=le, adapte=adapte)


def dossier(*evenements: Evenement, **valeurs: Any) -> Faits:
    return Faits.de({"anciennete_mois": DEPOT, **valeurs}, evenements=evenements)


def grille(**critere: Any) -> Grille:
    lue = une_grille(un_bloc({"code": "A", "libelle_public": "Ancienneté", **critere}))
    assert lire_grille(ecrire_grille(lue)) == lue
    return lue


def total(lue: Grille, faits: Faits, le: date = LE) -> int | None:
    return preparer(lue).evaluer(faits, le).total_verifie


def lisible(phrase: str) -> str:
    return phrase.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("evenements", "attendu"),
    [
        ([], 49),
        ([refuse(date(2025, 11, 20))], 3),
        ([refuse(date(2024, 3, 1)), refuse(date(2025, 11, 20))], 3),
        ([refuse(date(2025, 11, 20), adapte=False)], 49),
        ([refuse(date(2025, 11, 20), adapte=None)], 49),
        ([refuse(date(2026, 3, 2))], 49),
        ([refuse(date(2021, 6, 1))], 49),
    ],
)
def test_l_anciennete_repart_du_dernier_refus_d_un_logement_adapte(evenements: list[Evenement], attendu: int) -> None:
    assert total(grille(par={**PAR_MOIS, "repart_de": REFUS}), dossier(*evenements)) == attendu


def test_la_fenetre_passee_l_anciennete_est_rendue() -> None:
    un_an = {**REFUS, "fenetre_mois": 12}
    lue, faits = grille(par={**PAR_MOIS, "repart_de": un_an}), dossier(refuse(date(2025, 6, 10)))
    assert total(lue, faits, date(2026, 6, 9)) == 11
    assert total(lue, faits, date(2026, 6, 10)) == 52


def test_une_tranche_et_une_condition_repartent_aussi() -> None:
    faits = dossier(refuse(date(2025, 1, 10)))
    tranches = [[0, 12, 0], [12, 36, 5], [36, None, 20]]
    par_tranches = grille(bareme={"champ": "anciennete_mois", "tranches": tranches, "repart_de": REFUS})
    assert (total(par_tranches, dossier()), total(par_tranches, faits)) == (20, 5)
    depuis = {"champ": "anciennete_mois", "op": ">=", "val": 24}
    assert total(grille(points=8, si={**depuis, "repart_de": REFUS}), faits) == 0
    assert total(grille(points=8, si=depuis), faits) == 8


def test_chaque_refus_fait_perdre_six_mois_sans_repartir_de_zero() -> None:
    lue = grille(par={**PAR_MOIS, "repart_de": {**REFUS, "recul_mois": 6}})
    un, autre = refuse(date(2024, 3, 1)), refuse(date(2025, 11, 20))
    assert [total(lue, dossier(*subis)) for subis in ([], [un], [un, autre])] == [49, 43, 37]
    assert total(lue, dossier(refuse(date(2025, 11, 20), adapte=False))) == 49
    tout_perdu = grille(par={**PAR_MOIS, "repart_de": {**REFUS, "recul_mois": 60}})
    assert total(tout_perdu, dossier(un)) == 0, "une ancienneté n'est jamais négative"


def test_les_mois_perdus_le_sont_aussi_dans_une_tranche_et_se_rendent_la_fenetre_passee() -> None:
    recul = {**REFUS, "fenetre_mois": 12, "recul_mois": 18}
    tranches = [[24, 36, 5], [36, None, 20]]
    lue = grille(bareme={"champ": "anciennete_mois", "tranches": tranches, "repart_de": recul})
    faits = dossier(refuse(date(2025, 6, 10)))
    assert (total(lue, dossier()), total(lue, faits)) == (20, 5)
    assert prochaine_bascule(preparer(lue), faits, LE) == date(2026, 6, 10)
    assert total(lue, faits, date(2026, 6, 10)) == 20


def test_un_seuil_se_franchit_plus_tard_de_ce_qui_est_perdu() -> None:
    depuis = {"champ": "anciennete_mois", "op": ">=", "val": 50, "repart_de": {**REFUS, "recul_mois": 3}}
    faits = dossier(refuse(date(2025, 11, 20)))
    assert prochaine_bascule(preparer(grille(points=8, si=depuis)), faits, LE) == date(2026, 6, 15)
    par = grille(par={**PAR_MOIS, "repart_de": {**REFUS, "recul_mois": 3}})
    assert prochaine_bascule(preparer(par), faits, LE) == date(2026, 3, 15)


def test_une_meme_grille_lit_la_duree_des_deux_facons() -> None:
    lue = une_grille(un_bloc({"code": "A", "par": PAR_MOIS}, {"code": "B", "par": {**PAR_MOIS, "repart_de": REFUS}}))
    assert preparer(lue).evaluer(dossier(refuse(date(2025, 11, 20))), LE).details_verifies == (49, 3)


def test_une_duree_inconnue_ne_commence_pas_a_un_evenement() -> None:
    lue = grille(par={"champ": "mois_dans_logement", "pas": 1, "points": 1, "repart_de": REFUS})
    assert total(lue, dossier(refuse(date(2025, 1, 10)))) == 0


def test_les_points_basculent_le_mois_suivant_du_refus() -> None:
    lue, faits = grille(par={**PAR_MOIS, "repart_de": REFUS}), dossier(refuse(date(2025, 11, 20)))
    assert prochaine_bascule(preparer(lue), faits, LE) == date(2026, 3, 20)
    assert total(lue, faits, date(2026, 3, 20)) == 4


def test_le_demandeur_lit_d_ou_repart_son_anciennete() -> None:
    lue = grille(par={**PAR_MOIS, "repart_de": REFUS})
    version = VersionDeGrille(
        id=UUID(int=1),
        departement="35",
        epci="243500139",
        population=Population.TOUS,
        version_grille=1,
        effet_du=date(2026, 1, 1),
        effet_au=None,
        contenu=lue,
    )
    cotation = expliquer(version, dossier(refuse(date(2025, 11, 20))), LE, epci_nom="Rennes Métropole")
    [ligne] = cotation.blocs[0].lignes
    assert lisible(ligne.valeur_lue) == (
        "Ancienneté de la demande, qui repart de zéro après un événement (Refus d'un logement proposé (logement "
        "adapté)) : 3 mois ; Refus d'un logement proposé (20 novembre 2025)"
    )
    assert ligne.source == "Date de dépôt de la demande ; Historique de la demande"


def test_la_regle_se_lit_en_francais() -> None:
    [critere] = grille(par={**PAR_MOIS, "plafond": 36, "repart_de": REFUS}).criteres
    assert lisible(bareme(critere)) == (
        "+1 point par tranche entière de 1 mois, 36 points au plus ; le compte repart de zéro après un événement "
        "(Refus d'un logement proposé (logement adapté))"
    )
    [recule] = grille(par={**PAR_MOIS, "repart_de": {**REFUS, "recul_mois": 6}}).criteres
    assert lisible(bareme(recule)) == (
        "+1 point par tranche entière de 1 mois ; le compte perd 6 mois par événement "
        "(Refus d'un logement proposé (logement adapté))"
    )
    [autre] = grille(points=1, si={"champ": "anciennete_mois", "op": ">=", "val": 24, "repart_de": REFUS}).criteres
    assert autre.si is not None
    assert lisible(condition(autre.si)).startswith("Ancienneté de la demande, qui repart de zéro après un événement")
