"""L'en-tête d'une demande se compose seul ; le numéro professionnel n'y est que si le département le veut."""

from datetime import date

import pytest

from domain.demandes.codes import Contrat, SituationFamiliale
from domain.demandes.entete import SITUATIONS, EnteteVue, entete
from domain.demandes.formulaire import SituationProfessionnelle
from domain.kernel.parametres import lire
from tests.factories.formulaires import un_codemandeur, un_formulaire, une_personne

LE = date(2022, 4, 20)
REGLAGE = """
[[entete.telephone_professionnel]]
valable_du = 2011-04-01
valeur = false
reference = "essai"
[[entete.telephone_professionnel]]
departement = "35"
valable_du = 2022-04-01
valeur = true
reference = "essai"
"""


def _lu(le: date = LE, departement: str = "35") -> EnteteVue:
    jean = une_personne(
        nom_naissance="ZEJNOJ",
        prenoms="Jean",
        ne_le=date(1982, 1, 5),
        situation_familiale=SituationFamiliale.CONCUBIN,
        telephone="0699999999",
        telephone_domicile="0299999999",
        telephone_travail="0799999999",
        situation_professionnelle=SituationProfessionnelle(contrat=Contrat.CDI, profession="Assistant familial"),
    )
    anne = un_codemandeur(
        nom_naissance="BELUIL",
        telephone="0688888888",
        situation_professionnelle=SituationProfessionnelle(contrat=Contrat.RETRAITE),
    )
    formulaire = un_formulaire(demandeur=jean, codemandeurs=(anne,))
    return entete(formulaire, date(2021, 1, 12), le, departement, lire(REGLAGE))


def test_l_en_tete_dit_le_depot_l_age_la_situation_la_nationalite_le_metier_et_le_codemandeur() -> None:
    lu = _lu()
    assert lu.phrase.replace("\u00a0", " ") == (
        "12/01/2021 (1 an 3 mois) – 40 ans – Concubinage – Française – Assistant familial"
    )
    assert lu.codemandeurs == ["BELUIL Dominique, codemandeur – Retraite"]


def test_les_telephones_du_formulaire_y_sont_le_professionnel_selon_le_reglage_du_departement() -> None:
    assert [(t.libelle, t.numero) for t in _lu().telephones] == [
        ("Portable", "0699999999"),
        ("Fixe", "0299999999"),
        ("Professionnel", "0799999999"),
        ("Portable", "0688888888"),
    ]
    ailleurs = _lu(departement="44")
    assert [t.libelle for t in ailleurs.telephones] == ["Portable", "Fixe", "Portable"]


@pytest.mark.parametrize(("le", "montre"), [(date(2022, 3, 31), False), (date(2022, 4, 1), True)])
def test_le_reglage_prend_effet_a_sa_date(le: date, montre: bool) -> None:
    assert ("Professionnel" in {t.libelle for t in _lu(le).telephones}) is montre


def test_un_brouillon_vide_n_a_rien_a_dire() -> None:
    vide = entete(un_formulaire(), None, LE, "35")
    assert not vide.phrase.startswith("(")
    assert set(SITUATIONS) == set(SituationFamiliale)
