"""La vie d'un bien : chaque acte dans chaque état, permis ou refusé."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.biens.codes import EtatBien, MotifRetrait
from domain.biens.errors import BienDansUnAutreEtat
from domain.biens.model import Bien
from domain.biens.vacance import TRANSITIONS, Acte
from domain.kernel.codes import TypeReservataire
from tests.domain.cas import cas
from tests.factories.biens import AUJOURD_HUI, LE, bien, conditions

NUMERO = "035112600000135A01"
CANDIDAT: dict[str, Any] = {"demande_id": UUID(int=7), "numero_unique": NUMERO}
ETAT = UUID(int=9)


def _modifier(b: Bien, **autres: Any) -> None:
    b.modifier(
        reference=b.reference,
        residence_id=None,
        logement=replace(b.logement, surface=b.logement.surface + 1),
        conditions=replace(b.conditions, **autres),
        reservataire="Préfecture",
        aujourd_hui=AUJOURD_HUI,
        le=LE,
    )


ACTES: dict[Acte, Callable[[Bien], None]] = {
    Acte.MODIFIER: _modifier,
    Acte.LIBERER: lambda b: b.liberer(libere_le=AUJOURD_HUI, le=LE),
    Acte.PROPOSER: lambda b: b.proposer([NUMERO], le=LE),
    Acte.INSCRIRE: lambda b: b.inscrire_en_commission("Séance du 24 novembre 2026", le=LE),
    Acte.ATTRIBUER: lambda b: b.attribuer(**CANDIDAT, attribue_le=AUJOURD_HUI, le=LE),
    Acte.LOUER: lambda b: b.louer(**CANDIDAT, loue_le=AUJOURD_HUI, le=LE),
    Acte.REMETTRE: lambda b: b.remettre_a_disposition(motif="Refus du candidat", le=LE),
    Acte.RETIRER: lambda b: b.retirer(motif=MotifRetrait.VENTE, precision="", retire_le=AUJOURD_HUI, le=LE),
    Acte.RELOUER: lambda b: b.remettre_en_location(conditions(), reservataire=None, aujourd_hui=AUJOURD_HUI, le=LE),
}


@pytest.mark.parametrize("acte", list(Acte))
@pytest.mark.parametrize("ligne", cas(__file__, "vie"))
def test_chaque_acte_est_permis_ou_refuse_selon_l_etat(ligne: dict[str, Any], acte: Acte) -> None:
    etat = EtatBien(ligne["etat"])
    le_bien = bien(etat)
    version = le_bien.version
    if acte.value in ligne["permis"]:
        ACTES[acte](le_bien)
        assert le_bien.etat is EtatBien(ligne["permis"][acte.value])
        assert le_bien.version > version
        assert le_bien.pull_events()
        return
    with pytest.raises(BienDansUnAutreEtat) as refus:
        ACTES[acte](le_bien)
    assert le_bien.etat is etat
    assert le_bien.pull_events() == []
    if acte is not Acte.LIBERER:
        assert refus.value.raisons[0].phrase == ligne["refus"]


def test_le_tableau_des_cas_couvre_tous_les_etats_et_toutes_les_transitions() -> None:
    lignes = [c.values[0] for c in cas(__file__, "vie")]
    assert {ligne["etat"] for ligne in lignes} == {e.value for e in EtatBien}
    permis = {(ligne["etat"], acte) for ligne in lignes for acte in ligne["permis"]}
    # un logement déjà libre ne se libère plus : ces lignes ne servent qu'à celui que l'on a proposé en préavis
    deja_libres = {(e.value, "liberer") for e in (EtatBien.PROPOSE, EtatBien.EN_COMMISSION, EtatBien.ATTRIBUE)}
    assert permis | deja_libres == {(etat.value, acte.value) for etat, acte in TRANSITIONS}


def test_un_logement_propose_en_preavis_se_libere_sans_perdre_ses_candidats() -> None:
    le_bien = bien(EtatBien.PREAVIS)
    le_bien.proposer([NUMERO], le=LE)
    le_bien.liberer(libere_le=AUJOURD_HUI, le=LE)
    assert le_bien.etat is EtatBien.PROPOSE
    assert le_bien.courante.libere_le == AUJOURD_HUI
    with pytest.raises(BienDansUnAutreEtat, match=r"Le logement est libre depuis le 22.novembre 2026\."):
        le_bien.liberer(libere_le=AUJOURD_HUI, le=LE)


def test_remis_a_disposition_avant_sa_liberation_il_redevient_en_preavis() -> None:
    le_bien = bien(EtatBien.PREAVIS)
    le_bien.proposer([NUMERO], le=LE)
    le_bien.remettre_a_disposition(motif="Aucun candidat retenu", le=LE)
    assert le_bien.etat is EtatBien.PREAVIS


def test_un_refus_ne_libere_pas_le_logement_des_autres_candidats() -> None:
    le_bien = bien(EtatBien.ATTRIBUE)
    le_bien.courante.attribue_le = AUJOURD_HUI
    le_bien.remettre_a_disposition(motif="Désistement", propositions_ouvertes=True, le=LE)
    assert le_bien.etat is EtatBien.PROPOSE
    assert le_bien.courante.attribue_le is None


def test_une_modification_sans_changement_ne_laisse_pas_de_trace() -> None:
    le_bien = bien(EtatBien.LOUE)
    version = le_bien.version
    le_bien.modifier(
        reference=le_bien.reference,
        residence_id=None,
        logement=le_bien.logement,
        conditions=le_bien.conditions,
        reservataire=None,
        aujourd_hui=AUJOURD_HUI,
        le=LE,
    )
    assert le_bien.pull_events() == []
    assert le_bien.version == version


def test_reporter_la_liberation_remet_le_logement_en_preavis() -> None:
    le_bien = bien()
    _modifier(le_bien, disponible_le=AUJOURD_HUI + timedelta(days=15))
    assert le_bien.etat is EtatBien.PREAVIS
    _modifier(le_bien, disponible_le=AUJOURD_HUI)
    assert le_bien.etat.value == "DISPONIBLE"


def test_un_bien_reserve_est_mis_a_disposition_des_son_enregistrement() -> None:
    le_bien = bien()
    _modifier(le_bien, reservataire_id=ETAT, type_reservataire=TypeReservataire.ETAT_PRIORITAIRES)
    assert [type(e).__name__ for e in le_bien.pull_events()] == ["BienModifie", "BienMisADisposition"]
    _modifier(le_bien, type_reservataire=TypeReservataire.ETAT_AGENTS)
    assert [type(e).__name__ for e in le_bien.pull_events()] == [
        "BienModifie",
        "MiseADispositionAnnulee",
        "BienMisADisposition",
    ]
    _modifier(le_bien, reservataire_id=None, type_reservataire=TypeReservataire.AUCUN)
    assert [type(e).__name__ for e in le_bien.pull_events()] == ["BienModifie", "MiseADispositionAnnulee"]


def test_une_nouvelle_vacance_garde_la_precedente() -> None:
    le_bien = bien(EtatBien.LOUE)
    ancienne = le_bien.courante
    nouvelles = conditions(loyer=Decimal("430"), disponible_le=AUJOURD_HUI + timedelta(days=5))
    le_bien.remettre_en_location(nouvelles, reservataire=None, aujourd_hui=AUJOURD_HUI, le=LE)
    assert le_bien.etat is EtatBien.PREAVIS
    assert le_bien.conditions.loyer == 430
    assert ancienne in le_bien.mises_en_location
    assert ancienne.etat is EtatBien.LOUE
