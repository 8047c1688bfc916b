"""Une convention de flux : ses dates, ses avenants, les logements qu'elle couvre."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.conventions_flux.errors import ConventionTerminee, PeriodeDeConventionInvalide
from domain.conventions_flux.model import Convention, EtatConvention, ModeDeGestion, RelogementsAnru
from domain.conventions_flux.policies import actions, est_partie
from domain.conventions_flux.rules import contingents_possibles, relogements_anru_comptes
from domain.kernel.codes import TypeReservataire
from domain.kernel.identifiers import new_id
from domain.kernel.parametres import lire
from domain.organismes.acteur import Perimetre, systeme

INSTANT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
JOUR = date(2026, 6, 15)


def une_convention(**champs: Any) -> Convention:
    base: dict[str, Any] = {
        "id": new_id(),
        "departement": "35",
        "bailleur_id": new_id(),
        "reservataire_id": new_id(),
        "type_reservataire": TypeReservataire.COLLECTIVITES,
        "annee": 2026,
        "taux": Decimal("12.5"),
        "objectif": 24,
        "debut": date(2026, 1, 1),
        "fin": date(2026, 12, 31),
        "mode_gestion": ModeDeGestion.DELEGUEE,
        "communes": None,
        "le": INSTANT,
    }
    return Convention.signer(**(base | champs))


@pytest.mark.parametrize(
    ("le", "etat"),
    [
        (date(2025, 12, 31), EtatConvention.SIGNEE),
        (date(2026, 1, 1), EtatConvention.ACTIVE),
        (date(2026, 12, 31), EtatConvention.ACTIVE),
        (date(2027, 1, 1), EtatConvention.ECHUE),
    ],
)
def test_l_etat_se_lit_sur_les_dates(le: date, etat: EtatConvention) -> None:
    assert une_convention().etat(le) is etat


@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        (date(2026, 6, 1), date(2026, 5, 31)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_une_convention_tient_dans_son_annee(debut: date, fin: date) -> None:
    with pytest.raises(PeriodeDeConventionInvalide):
        une_convention(debut=debut, fin=fin)


def test_un_avenant_garde_l_avant_et_l_apres() -> None:
    convention = une_convention()
    convention.pull_events()
    convention.amender(
        taux=Decimal(15), objectif=30, fin=convention.fin, motif="Avenant 1", aujourd_hui=JOUR, le=INSTANT
    )
    [avenant] = convention.pull_events()
    assert avenant.description().replace("\u00a0", " ") == "Taux de 12,5 % à 15 %, objectif de 24 à 30. Avenant 1"
    convention.amender(
        taux=Decimal(15), objectif=30, fin=convention.fin, motif="Rien ne change", aujourd_hui=JOUR, le=INSTANT
    )
    assert convention.pull_events() == []


def test_une_convention_resiliee_ne_change_plus_et_ne_couvre_plus_rien() -> None:
    convention = une_convention()
    assert convention.couvre("35238", JOUR)
    convention.resilier(motif="Mise en demeure restée sans réponse", aujourd_hui=JOUR, le=INSTANT)
    assert convention.etat(JOUR) is EtatConvention.RESILIEE
    assert not convention.couvre("35238", JOUR)
    with pytest.raises(ConventionTerminee, match="résiliée depuis le"):
        convention.resilier(motif="Encore", aujourd_hui=JOUR, le=INSTANT)
    assert not any(a.permise for a in actions(systeme("35"), convention, JOUR))


def test_une_commune_ne_couvre_que_son_territoire() -> None:
    convention = une_convention(communes=["35047", "35238"])
    assert convention.couvre("35238", JOUR)
    assert not convention.couvre("35288", JOUR)
    assert not convention.couvre("35238", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("organisme", "types"),
    [
        ("ETAT", {"PPRIOR", "PFONCT"}),
        ("ALS", {"COLACT"}),
        ("EPCI", {"COLTER"}),
        ("COMMUNE", {"COLTER"}),
        ("DEPARTEMENT", {"COLTER"}),
        ("ASSOCIATION", {"AUTRES"}),
        ("BAILLEUR", set()),
        ("ADIL", set()),
    ],
)
def test_chaque_organisme_reserve_au_titre_de_son_contingent(organisme: str, types: set[str]) -> None:
    assert {t.value for t in contingents_possibles(organisme, JOUR).valeur} == types


def test_seules_les_parties_et_le_gestionnaire_connaissent_la_convention() -> None:
    convention = une_convention()
    parties = (convention.bailleur_id, convention.reservataire_id)
    for organisme in parties:
        assert est_partie(Perimetre(departement="35", organisme_id=organisme), *parties)
    assert est_partie(Perimetre(departement="35", organisme_id=new_id(), tout_organisme=True), *parties)
    assert not est_partie(Perimetre(departement="35", organisme_id=new_id()), *parties)
    assert not est_partie(Perimetre(departement="35"), *parties)


def test_un_avenant_change_le_compte_des_relogements_anru_et_le_dit() -> None:
    convention = une_convention()
    suite: dict[str, Any] = {"fin": convention.fin, "motif": "Avenant 1", "aujourd_hui": JOUR, "le": INSTANT}
    convention.amender(taux=convention.taux, objectif=30, **suite)
    assert convention.relogements_anru is RelogementsAnru.DEPARTEMENT, "un avenant qui n'en parle pas n'y touche pas"
    convention.amender(taux=convention.taux, objectif=30, relogements_anru=RelogementsAnru.COMPTES, **suite)
    dites = [e.description() for e in convention.pull_events()]
    assert ["relogements ANRU" in dite for dite in dites] == [False, False, True]
    assert "comptés dans le flux" in dites[-1]


ANRU_DU_44 = """
[[flux.relogements_anru_comptes]]
valable_du = 2020-02-24
valeur = false
reference = "CCH R441-5"

[[flux.relogements_anru_comptes]]
departement = "44"
valable_du = 2026-01-01
valeur = true
reference = "Protocole du 12 décembre 2025"
"""


@pytest.mark.parametrize(
    ("choix", "departement", "le", "comptes"),
    [
        (RelogementsAnru.DEPARTEMENT, "35", JOUR, False),
        (RelogementsAnru.DEPARTEMENT, "44", date(2025, 12, 31), False),
        (RelogementsAnru.DEPARTEMENT, "44", date(2026, 1, 1), True),
        (RelogementsAnru.EXCLUS, "44", JOUR, False),
        (RelogementsAnru.COMPTES, "35", JOUR, True),
    ],
)
def test_un_relogement_anru_compte_comme_la_convention_le_dit_sinon_comme_le_departement(
    choix: RelogementsAnru, departement: str, le: date, comptes: bool
) -> None:
    dit = relogements_anru_comptes(choix, le, departement, lire(ANRU_DU_44))
    assert dit.valeur is comptes
    assert ("ne comptent pas" in dit.phrase) is not comptes
    assert ("parties" in dit.phrase) is (choix is not RelogementsAnru.DEPARTEMENT)


def test_sans_autre_regle_la_loi_soustrait_les_relogements_anru_du_flux() -> None:
    dit = relogements_anru_comptes(RelogementsAnru.DEPARTEMENT, JOUR, "35")
    assert (dit.valeur, dit.reference) == (False, "CCH R441-5")
