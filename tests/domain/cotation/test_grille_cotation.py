from datetime import UTC, date, datetime

import pytest

from domain.cotation.errors import EtapeDeGrilleInterdite, GrilleFigee, GrilleNonPubliable
from domain.cotation.grille import Deliberation
from domain.cotation.model import ETAPES, Etape, GrilleCotation
from domain.cotation.vocabulary import StatutGrille
from domain.kernel.raisons import Raison
from tests.domain.cotation.cases import grille

LE = datetime(2026, 1, 5, 9, tzinfo=UTC)
DELIBERATION = Deliberation(date=date(2025, 12, 15), reference="2025-412")


def une_grille(statut: StatutGrille = StatutGrille.BROUILLON) -> GrilleCotation:
    une = GrilleCotation.ebaucher(departement="35", epci="243500139", contenu=grille("demonstration"), le=LE)
    une.statut = statut
    une.pull_events()
    return une


def passer(une: GrilleCotation, etape: Etape) -> None:
    match etape:
        case Etape.TESTER:
            une.mettre_en_test(le=LE)
        case Etape.REPRENDRE:
            une.reprendre(le=LE)
        case Etape.PUBLIER:
            une.publier(deliberation=DELIBERATION, effet_du=date(2026, 2, 1), bloquants=[], le=LE)
        case Etape.ARCHIVER:
            une.archiver(le=LE)


@pytest.mark.parametrize("etape", Etape)
@pytest.mark.parametrize("statut", StatutGrille)
def test_une_version_ne_franchit_que_les_etapes_permises(statut: StatutGrille, etape: Etape) -> None:
    une = une_grille(statut)
    if (statut, etape) in ETAPES:
        passer(une, etape)
        assert une.statut is ETAPES[(statut, etape)]
        assert len(une.pull_events()) == 1
    else:
        with pytest.raises(EtapeDeGrilleInterdite) as refus:
            passer(une, etape)
        assert une.statut is statut
        assert refus.value.raisons[0].code == f"grille-{statut.value}"
        assert une.pull_events() == []


def test_publier_fixe_la_deliberation_et_la_date_d_effet() -> None:
    une = une_grille(StatutGrille.TEST)
    passer(une, Etape.PUBLIER)
    [evenement] = une.pull_events()
    assert evenement.description().replace("\u00a0", " ") == (
        "Applicable à partir du 1er février 2026 ; délibération 2025-412"
    )
    assert not une.instantane().en_vigueur(date(2026, 1, 31))
    assert une.instantane().en_vigueur(date(2026, 2, 1))


def test_une_grille_publiee_est_figee() -> None:
    une = une_grille(StatutGrille.PUBLIEE)
    with pytest.raises(GrilleFigee):
        une.modifier(grille("epci_test"))
    assert une.contenu.id == "DEMONSTRATION"


def test_un_brouillon_se_modifie_sans_changer_de_territoire() -> None:
    une = une_grille()
    une.modifier(grille("epci_test"))
    assert (une.contenu.id, une.contenu.epci_siren) == ("EPCI-TEST", "243500139")


def test_une_remarque_bloquante_empeche_de_publier() -> None:
    une = une_grille(StatutGrille.TEST)
    raison = Raison(code="libelle-manquant", phrase="Il manque un libellé.")
    with pytest.raises(GrilleNonPubliable) as refus:
        une.publier(deliberation=DELIBERATION, effet_du=date(2026, 2, 1), bloquants=[raison], le=LE)
    assert refus.value.raisons == (raison,)
    assert une.statut is StatutGrille.TEST


def test_une_grille_ne_precede_pas_sa_deliberation() -> None:
    une = une_grille(StatutGrille.TEST)
    with pytest.raises(GrilleNonPubliable) as refus:
        une.publier(deliberation=DELIBERATION, effet_du=date(2025, 12, 14), bloquants=[], le=LE)
    assert [raison.code for raison in refus.value.raisons] == ["effet-avant-deliberation"]


def test_une_version_s_applique_jusqu_a_la_veille_de_la_suivante() -> None:
    une = une_grille(StatutGrille.TEST)
    passer(une, Etape.PUBLIER)
    une.ceder_la_place(a_partir_du=date(2027, 1, 1))
    assert une.instantane().en_vigueur(date(2026, 12, 31))
    assert not une.instantane().en_vigueur(date(2027, 1, 1))


def test_le_document_publie_porte_sa_version_et_sa_deliberation() -> None:
    une = une_grille(StatutGrille.TEST)
    passer(une, Etape.PUBLIER)
    adoption = une.document().adoption
    assert adoption is not None
    assert (adoption.version, adoption.statut, adoption.deliberation) == (1, "publiee", DELIBERATION)
    assert une.contenu.adoption is None
