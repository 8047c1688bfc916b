"""Le rapport mensuel au préfet : ses mois, ses tranches, ce qu'il tait."""

from datetime import date

import pytest

from domain.kernel.codes import TypeReservataire
from domain.observatoire.rapport_prefectoral.errors import MoisSansRapport
from domain.observatoire.rapport_prefectoral.rules import (
    CompteDuContingent,
    ComptesDuMois,
    Mois,
    mois_a_arreter,
    mois_demande,
    rubriques,
    taire,
)

JOUR = date(2026, 11, 27)
OCTOBRE = Mois(du=date(2026, 10, 1), au=date(2026, 10, 31))


def _comptes() -> ComptesDuMois:
    return ComptesDuMois(
        reconnues=3,
        caduques=0,
        relogees=20,
        attentes_dalo={0: 12, 2: 9, 3: 4, 40: 30},
        hors_delai_dalo=31,
        contingent={
            (TypeReservataire.ETAT_PRIORITAIRES, 2): CompteDuContingent(demandes=40, propositions=12, refus=2),
            (TypeReservataire.ETAT_PRIORITAIRES, 1): CompteDuContingent(demandes=15, attributions=11),
            (TypeReservataire.ETAT_PRIORITAIRES, None): CompteDuContingent(demandes=5),
        },
    )


def test_sans_mois_on_rend_le_dernier_qui_soit_fini() -> None:
    assert mois_demande(None, JOUR) == OCTOBRE


def test_le_mois_en_cours_se_compte_jusqu_a_la_veille() -> None:
    assert mois_demande("2026-11", JOUR) == Mois(du=date(2026, 11, 1), au=date(2026, 11, 26))
    assert mois_demande("2010-01", JOUR).au == date(2010, 1, 31)


@pytest.mark.parametrize(
    ("mois", "jour"),
    [
        *((mois, JOUR) for mois in ("2026-12", "2009-12", "2026-13", "0000-01", "octobre")),
        ("2026-11", date(2026, 11, 1)),
    ],
)
def test_un_mois_qui_n_a_pas_commence_ou_d_avant_le_suivi_n_a_pas_de_rapport(mois: str, jour: date) -> None:
    with pytest.raises(MoisSansRapport):
        mois_demande(mois, jour)


def test_un_mois_s_arrete_dix_jours_apres_sa_fin_et_une_seule_fois() -> None:
    premier = date(2026, 8, 17)
    assert [m.code for m in mois_a_arreter("35", premier, [], date(2026, 11, 10))] == ["2026-09", "2026-08"]
    assert [m.code for m in mois_a_arreter("35", premier, [], date(2026, 11, 11))] == ["2026-10", "2026-09", "2026-08"]
    deja = [date(2026, 8, 1), date(2026, 10, 1)]
    assert [m.code for m in mois_a_arreter("35", premier, deja, date(2026, 11, 11))] == ["2026-09"]
    assert mois_a_arreter("35", None, [], JOUR) == []


def test_une_longue_histoire_s_arrete_quelques_mois_par_nuit_jusqu_a_janvier_2010() -> None:
    arretes: list[date] = []
    while nuit := mois_a_arreter("35", date(2004, 5, 3), arretes, JOUR):
        assert len(nuit) <= 6
        arretes += [m.du for m in nuit]
    assert (min(arretes), max(arretes)) == (date(2010, 1, 1), date(2026, 10, 1))
    assert len(arretes) == len(set(arretes)) == 16 * 12 + 10


def test_les_attentes_se_rangent_en_tranches_qui_font_l_ensemble() -> None:
    attentes = next(r for r in rubriques(_comptes(), OCTOBRE.au) if r.code == "dalo_attentes")
    dites = {ligne.libelle: ligne.valeurs for ligne in attentes.lignes}
    assert dites["Moins de 3 mois"] == [21]
    assert dites["De 3 à moins de 6 mois"] == [4]
    assert dites["Depuis 36 mois ou plus"] == [30]
    assert dites["Ensemble"] == [55]


def test_le_contingent_se_lit_par_degre_puis_son_ensemble() -> None:
    prioritaires, agents = rubriques(_comptes(), OCTOBRE.au)[-2:]
    assert [ligne.libelle for ligne in prioritaires.lignes] == ["Degré 1", "Degré 2", "Sans degré", "Ensemble"]
    assert prioritaires.lignes[-1].valeurs == [60, 12, 11, 2, 0]
    assert [ligne.valeurs for ligne in agents.lignes] == [[0, 0, 0, 0, 0]]


def test_les_petits_nombres_se_taisent_et_ceux_d_ou_on_les_deduirait() -> None:
    tues = {r.code: r for r in taire(rubriques(_comptes(), OCTOBRE.au), 11)}
    assert [ligne.valeurs for ligne in tues["dalo"].lignes[:3]] == [[None], [20], [0]]
    demandes = [ligne.valeurs[0] for ligne in tues["PPRIOR"].lignes]
    assert demandes == [None, 40, None, 60], "cinq sans degré se liraient de l'ensemble : le degré 1 se tait aussi"
    refus = [ligne.valeurs[3] for ligne in tues["PPRIOR"].lignes]
    assert refus == [0, None, 0, None], "un seul degré : l'ensemble le dirait"
