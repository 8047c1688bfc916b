"""Les décisions d'une commission : complètes, compatibles entre elles, et sur assez de candidats."""

from datetime import timedelta
from typing import Any

import pytest

from domain.commissions.errors import (
    AttributionUnique,
    CandidatNonInscrit,
    CommissionCloturee,
    DecisionIncomplete,
    RangDejaDonne,
    TropPeuDeCandidats,
)
from domain.commissions.model import Avis
from domain.commissions.policies import actions
from domain.commissions.rules import (
    avis_complet,
    deja_decide,
    exiger_assez_de_candidats,
    exiger_compatible,
    raison_candidats,
)
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from domain.propositions.codes import Decision, MotifNonAttribution
from tests.domain.cas import cas
from tests.factories.propositions import INSTANT, JOUR, un_passage, une_seance

D = Decision


@pytest.mark.parametrize("ligne", cas(__file__, "decisions"))
def test_chaque_decision_porte_ce_que_la_loi_attend(ligne: dict[str, Any]) -> None:
    avis = Avis(
        decision=D(ligne["decision"]),
        rang=ligne.get("rang"),
        motif=MotifNonAttribution(ligne["motif"]) if "motif" in ligne else None,
        commentaire=ligne.get("commentaire", ""),
        condition=ligne.get("condition"),
    )
    if "manque" in ligne:
        with pytest.raises(DecisionIncomplete) as refus:
            avis_complet(avis)
        assert [e.champ for e in refus.value.erreurs] == [ligne["manque"]]
        assert refus.value.message.endswith("La décision n'est pas enregistrée.")
    else:
        assert avis_complet(avis).rang == ligne.get("rang_garde")


@pytest.mark.parametrize(
    ("deja", "nouvelle", "erreur"),
    [
        ((D.ATTRIBUTION_CLASSEE, 1), (D.ATTRIBUTION_CLASSEE, 2), None),
        ((D.ATTRIBUTION_CLASSEE, 1), (D.ATTRIBUTION_CLASSEE, 1), RangDejaDonne),
        ((D.ATTRIBUTION, 1), (D.ATTRIBUTION, 1), AttributionUnique),
        ((D.ATTRIBUTION, 1), (D.ATTRIBUTION_CLASSEE, 2), AttributionUnique),
        ((D.ATTRIBUTION_CLASSEE, 2), (D.ATTRIBUTION, 1), AttributionUnique),
        ((D.ATTRIBUTION_SOUS_CONDITION, None), (D.ATTRIBUTION_CLASSEE, 1), None),
        ((D.ATTRIBUTION_SOUS_CONDITION, None), (D.ATTRIBUTION_SOUS_CONDITION, None), None),
        ((D.ATTRIBUTION_SOUS_CONDITION, 1), (D.ATTRIBUTION, 1), RangDejaDonne),
        ((D.ATTRIBUTION, 1), (D.NON_ATTRIBUTION, None), None),
    ],
)
def test_deux_candidats_ne_partagent_ni_un_rang_ni_une_attribution_simple(
    deja: tuple[Decision, int | None], nouvelle: tuple[Decision, int | None], erreur: type[Exception] | None
) -> None:
    autres = [un_passage(decision=deja[0], rang=deja[1])]
    avis = Avis(decision=nouvelle[0], rang=nouvelle[1], motif=MotifNonAttribution.DOSSIER)
    if erreur is None:
        exiger_compatible(avis, autres)
    else:
        with pytest.raises(erreur):
            exiger_compatible(avis, autres)


@pytest.mark.parametrize(
    ("candidats", "dalo", "justification", "suffisant"),
    [
        (3, False, None, True),
        (2, False, None, False),
        (1, False, "Logement adapté : un seul foyer concerné.", True),
        (1, True, None, True),
    ],
)
def test_trois_candidats_ou_une_raison(candidats: int, dalo: bool, justification: str | None, suffisant: bool) -> None:
    raison = raison_candidats(candidats, dalo=dalo, justification=justification, le=JOUR, departement="35")
    assert (raison is None) is suffisant
    if raison is not None:
        with pytest.raises(TropPeuDeCandidats, match="au moins 3 demandes"):
            exiger_assez_de_candidats(raison)


def test_le_second_membre_lit_ce_que_le_premier_a_decide() -> None:
    passage = un_passage()
    passage.decider(avis_complet(Avis(decision=D.ATTRIBUTION_CLASSEE, rang=2)), par="Agent Anne", le=INSTANT)
    refus = deja_decide(passage, "à 11:00")
    assert refus.message.startswith(
        "Agent Anne vient de décider pour ce candidat, à 11:00 : attribution avec rang, rang 2."
    )
    assert refus.details == {"par": "Agent Anne", "le": INSTANT.isoformat(), "decision": "ATR"}


def test_un_logement_n_entre_qu_une_fois_a_l_ordre_du_jour() -> None:
    seance, bien = une_seance(), new_id()
    logement: dict[str, Any] = {"bien_id": bien, "mise_en_location_id": new_id(), "bien_libelle": "T2, 12 rue de Brest"}
    assert seance.inscrire(**logement)
    assert not seance.inscrire(**logement)
    assert seance.inscrire(**(logement | {"bien_id": new_id()}))
    assert [b.ordre for b in seance.ordre_du_jour] == [1, 2]
    assert seance.examen(bien).bien_id == bien
    with pytest.raises(CandidatNonInscrit):
        seance.examen(new_id())


def test_la_cloture_fige_la_commission() -> None:
    seance = une_seance()
    seance.cloturer(par="Agent Anne", candidats=3, attributions=1, le=INSTANT)
    for acte in (
        lambda: seance.cloturer(par="Agent Anne", candidats=3, attributions=1, le=INSTANT + timedelta(hours=1)),
        lambda: seance.inscrire(bien_id=new_id(), mise_en_location_id=new_id(), bien_libelle=""),
        seance.exiger_ouverte,
    ):
        with pytest.raises(CommissionCloturee):
            acte()
    assert not any(a.permise for a in actions(systeme("35"), seance, sans_decision=0))


def test_le_bouton_cloturer_dit_combien_de_decisions_manquent() -> None:
    seance = une_seance()
    cloturer = actions(systeme("35"), seance, sans_decision=2)[-1]
    assert (cloturer.permise, cloturer.raisons[0].code) == (False, "decisions-manquantes")
    assert cloturer.raisons[0].phrase.startswith("2 candidats n'ont pas encore de décision")
    assert all(a.permise for a in actions(systeme("35"), seance, sans_decision=0))


def test_une_justification_ne_se_dit_qu_une_fois() -> None:
    seance, bien = une_seance(), new_id()
    seance.inscrire(bien_id=bien, mise_en_location_id=new_id(), bien_libelle="T2")
    seance.justifier(bien, "Deux candidats après annonce.", candidats=2, le=INSTANT)
    seance.justifier(bien, "Deux candidats après annonce.", candidats=2, le=INSTANT)
    assert [type(e).__name__ for e in seance.pull_events()] == ["MoinsDeTroisCandidats"]
