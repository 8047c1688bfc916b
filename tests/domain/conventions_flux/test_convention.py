"""Une convention de flux : ses dates, ses avenants, les logements qu'elle couvre."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.conventions_flux.errors import ConventionTerminee, PeriodeDeConventionInvalide
from domain.conventions_flux.model import Convention, EtatConvention, ModeDeGestion
from domain.conventions_flux.policies import actions, est_partie
from domain.conventions_flux.rules import contingents_possibles
from domain.kernel.codes import TypeReservataire
from domain.kernel.identifiers import new_id
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
