from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.biens.codes import ClasseEnergie
from domain.biens.rules import (
    alertes,
    contingents,
    incoherences,
    lignes_de_mensualite,
    mensualite,
    parametres,
    rpls_attendu,
)
from domain.kernel.codes import CategorieLogement, TypeReservataire
from domain.organismes.model import TypeOrganisme
from tests.domain.cas import cas
from tests.factories.biens import AUJOURD_HUI, conditions, logement


def _lire(faits: dict[str, Any]) -> dict[str, Any]:
    kinds = {"categorie": CategorieLogement, "type_reservataire": TypeReservataire}
    amounts = ("loyer", "depot_garantie")
    return {
        champ: kinds[champ](valeur) if champ in kinds else Decimal(valeur) if champ in amounts else valeur
        for champ, valeur in faits.items()
    }


@pytest.mark.parametrize("ligne", cas(__file__, "coherence"))
def test_la_fiche_est_coherente_ou_dit_ce_qui_cloche(ligne: dict[str, Any]) -> None:
    trouvees = incoherences(
        logement(**_lire(ligne.get("logement", {}))),
        conditions(**_lire(ligne.get("conditions", {}))),
        "35",
        AUJOURD_HUI,
    )
    assert [e.code for e in trouvees] == ligne["erreurs"]


@pytest.mark.parametrize("ligne", cas(__file__, "decence"))
def test_la_performance_energetique_alerte_sans_empecher(ligne: dict[str, Any]) -> None:
    dpe = ClasseEnergie(ligne["dpe"]) if "dpe" in ligne else None
    assert [a.code for a in alertes(logement(dpe=dpe), ligne["le"])] == ligne["alertes"]


@pytest.mark.parametrize(
    ("rpls", "annee", "attendu"),
    [
        ("3523800001", 1998, False),
        (None, 1998, True),
        (None, None, True),
        (None, 2024, True),
        (None, 2025, False),
        (None, 2026, False),
    ],
    ids=["la fiche le dit", "ancien", "année inconnue", "avant-dernière année", "dernière année", "de l'année"],
)
def test_l_identifiant_rpls_s_attend_d_un_logement_qui_n_est_pas_neuf(
    rpls: str | None, annee: int | None, attendu: bool
) -> None:
    assert rpls_attendu(rpls, annee, date(2026, 12, 1)) is attendu


def test_la_mensualite_est_la_somme_de_ses_lignes() -> None:
    vacance = conditions(loyer=Decimal("200.20"), charges=Decimal("38.23"), annexes=Decimal("68.06"))
    explication = mensualite(vacance)
    assert explication.valeur == Decimal("306.49")
    assert sum(ligne.montant for ligne in lignes_de_mensualite(vacance)) == explication.valeur
    for montant in ("200,20", "38,23", "68,06", "306,49"):
        assert montant in explication.phrase


def test_une_ligne_nulle_ne_se_montre_pas() -> None:
    vacance = conditions(charges=Decimal(0), annexes=Decimal(0))
    assert [ligne.code for ligne in lignes_de_mensualite(vacance)] == ["loyer"]


@pytest.mark.parametrize(
    ("organisme", "attendus"),
    [
        (TypeOrganisme.ETAT, (TypeReservataire.ETAT_PRIORITAIRES, TypeReservataire.ETAT_AGENTS)),
        (TypeOrganisme.ALS, (TypeReservataire.ACTION_LOGEMENT,)),
        (TypeOrganisme.EPCI, (TypeReservataire.COLLECTIVITES,)),
        (TypeOrganisme.BAILLEUR, ()),
        (TypeOrganisme.ADIL, ()),
    ],
)
def test_chaque_organisme_reserve_au_titre_de_ses_contingents(
    organisme: TypeOrganisme, attendus: tuple[TypeReservataire, ...]
) -> None:
    assert contingents(organisme, AUJOURD_HUI) == attendus


def test_chaque_parametre_vaut_aujourd_hui_et_porte_sa_reference() -> None:
    for cle in parametres().cles:
        assert parametres().a_la_date(cle, date(2026, 11, 22)).reference


def test_une_reservation_se_compare_a_l_organisme_et_au_contingent() -> None:
    agents = conditions(reservataire_id=UUID(int=2), type_reservataire=TypeReservataire.ETAT_AGENTS)
    prioritaires = conditions(reservataire_id=UUID(int=2), type_reservataire=TypeReservataire.ETAT_PRIORITAIRES)
    assert agents.reservation != prioritaires.reservation
