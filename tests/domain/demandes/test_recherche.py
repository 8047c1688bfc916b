"""Ce que tape un agent, et ce que le fichier comprend."""

from datetime import date
from uuid import uuid4

import pytest

from domain.demandes.codes import Contrat
from domain.demandes.formulaire import DossierCollecteur, Personne, SituationProfessionnelle
from domain.demandes.rules.recherche import (
    est_un_nir,
    mot_de_collecteur,
    mots_des_personnes,
    naissance_tapee,
    telephone_international,
)


@pytest.mark.parametrize(
    ("tape", "compris"),
    [
        ("12/05/1984", date(1984, 5, 12)),
        ("1/5/1984", date(1984, 5, 1)),
        ("12.05.1984", date(1984, 5, 12)),
        ("12-05-1984", date(1984, 5, 12)),
        ("1984-05-12", date(1984, 5, 12)),
        ("31/02/1984", None),
        ("12/05/84", None),
        ("1984", None),
        ("martin", None),
    ],
)
def test_une_date_de_naissance_se_tape_comme_on_l_ecrit(tape: str, compris: date | None) -> None:
    assert naissance_tapee(tape) == compris


@pytest.mark.parametrize(
    ("tape", "compris"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("02.99.00.00.00", "+33299000000"),
        ("+33 2 99 00 00 00", "+33299000000"),
        ("0692 00 00 00", "+262692000000"),
        ("+32 470 12 34 56", "+32470123456"),
        ("99 00 00 00", None),
        ("06 12", None),
        ("Martin", None),
    ],
)
def test_un_telephone_se_compare_sous_une_seule_forme(tape: str, compris: str | None) -> None:
    assert telephone_international(tape) == compris


def test_on_cherche_chaque_adulte_par_sa_naissance_et_son_telephone() -> None:
    adultes = [
        Personne(id=uuid4(), ne_le=date(1984, 5, 12), telephone="06 12 34 56 78"),
        Personne(id=uuid4(), ne_le=date(1981, 11, 2), telephone="à rappeler"),
        Personne(id=uuid4(), telephone_travail="02 99 00 00 00"),
    ]
    assert mots_des_personnes(adultes) == {"#19840512", "#19811102", "+33612345678", "+33299000000"}


def test_on_cherche_par_collecteur_et_par_contingent_d_action_logement() -> None:
    cotisant = SituationProfessionnelle(contrat=Contrat.CDI, cotise_action_logement=True)
    dossier = DossierCollecteur(organisme="AMALIA-DESEOS", numero="12")
    inscrit = SituationProfessionnelle(contrat=Contrat.CDI, collecteurs=(dossier,))
    assert mots_des_personnes([Personne(id=uuid4(), situation_professionnelle=cotisant)]) == {"$"}
    assert mots_des_personnes([Personne(id=uuid4(), situation_professionnelle=inscrit)]) == {
        "$",
        "$amaliadeseos",
        "12",
    }
    assert mot_de_collecteur("Amalia Deséos") == "$amaliadeseos"


@pytest.mark.parametrize(
    ("tape", "reconnu"),
    [
        ("2 84 05 35 238 001 97", True),
        ("284053523800197", True),
        ("284053523800125", False),
        ("035112600012335238", False),
        ("3526110000123", False),
    ],
)
def test_un_numero_de_securite_sociale_entier_se_reconnait_a_sa_cle(tape: str, reconnu: bool) -> None:
    assert est_un_nir(tape) is reconnu
