"""La vie d'une proposition : chaque paire d'un état et d'un acte, permise ou refusée avec sa raison."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from domain.biens.codes import EtatBien
from domain.demandes.codes import EtatDemande
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur, systeme
from domain.organismes.errors import DroitManquant
from domain.propositions.codes import (
    ENGAGENT,
    OUVERTES,
    RETIENNENT,
    Decision,
    EtatProposition,
    MotifArret,
    MotifNonAttribution,
    MotifRefusCandidat,
)
from domain.propositions.errors import (
    BienDejaAttribue,
    BienDUnAutre,
    DatesDuBailInvalides,
    DelaiDeReponseDepasse,
    DemandeDejaLogee,
    DemandeDejaRetenue,
    PropositionImpossible,
    PropositionIntrouvable,
    RangPrecedentEnAttente,
)
from domain.propositions.model import TRANSITIONS, Acte, Proposition
from domain.propositions.parametres import dernier_jour_pour_repondre
from domain.propositions.policies import ACTES_DE_L_AGENT, actions, exiger
from tests.factories.propositions import INSTANT, JOUR, un_contexte, une_proposition

E = EtatProposition
ATTENDUES = {
    "PEC": {"inscrire": "INS", "arreter": "RCO", "annuler": "ANN"},
    "INS": {"attribuer": "DEC", "ecarter": "RCO", "arreter": "RCO", "annuler": "ANN"},
    "DEC": {"reprendre": "INS", "notifier": "NOT", "arreter": "RCO", "annuler": "ANN"},
    "NOT": {"accepter": "ACC", "refuser": "RFC", "constater-le-silence": "SRE", "arreter": "RCO"},
    "ACC": {"signer-le-bail": "BAI", "arreter": "RCO", "annuler": "ANN"},
    "RCO": {"reprendre": "INS"},
    "RFC": {},
    "SRE": {},
    "BAI": {},
    "ANN": {},
}
"""La table du métier, écrite une seconde fois à la main."""

ACTES: dict[Acte, Callable[[Proposition], None]] = {
    Acte.INSCRIRE: lambda p: p.inscrire(seance_id=new_id(), tenue_le="17 juin 2026", le=INSTANT),
    Acte.ATTRIBUER: lambda p: p.attribuer(decision=Decision.ATTRIBUTION_CLASSEE, rang=1, condition=None, le=INSTANT),
    Acte.ECARTER: lambda p: p.ecarter(
        decision=Decision.NON_ATTRIBUTION, motif=MotifNonAttribution.DOSSIER, commentaire="", le=INSTANT
    ),
    Acte.REPRENDRE: lambda p: p.reprendre(le=INSTANT),
    Acte.NOTIFIER: lambda p: p.notifier(notifiee_le=JOUR, repondre_avant_le=JOUR + timedelta(days=10), le=INSTANT),
    Acte.ACCEPTER: lambda p: p.accepter(aujourd_hui=JOUR, le=INSTANT),
    Acte.REFUSER: lambda p: p.refuser(motif=MotifRefusCandidat.QUARTIER, commentaire="", aujourd_hui=JOUR, le=INSTANT),
    Acte.CONSTATER_LE_SILENCE: lambda p: p.constater_le_silence(aujourd_hui=JOUR + timedelta(days=11), le=INSTANT),
    Acte.SIGNER_LE_BAIL: lambda p: p.signer_le_bail(signe_le=JOUR, entree_le=JOUR, aujourd_hui=JOUR, le=INSTANT),
    Acte.ARRETER: lambda p: p.arreter(motif=MotifArret.BIEN_LOUE, le=INSTANT),
    Acte.ANNULER: lambda p: p.annuler(motif="Erreur de saisie", le=INSTANT),
}


def dans_l_etat(etat: EtatProposition) -> Proposition:
    decidee = Decision.NON_ATTRIBUTION if etat is E.SANS_SUITE else Decision.ATTRIBUTION
    return une_proposition(etat, decision=decidee, repondre_avant_le=JOUR + timedelta(days=10))


@pytest.mark.parametrize(("etat", "acte"), list(product(E, Acte)))
def test_chaque_acte_est_permis_ou_refuse_selon_l_etat(etat: EtatProposition, acte: Acte) -> None:
    proposition = dans_l_etat(etat)
    attendu = ATTENDUES[etat.value].get(acte.value)
    if attendu is None:
        with pytest.raises(PropositionImpossible) as refus:
            ACTES[acte](proposition)
        assert refus.value.message.endswith("Rien n'a été changé.") or "peut encore répondre" in refus.value.message
        assert proposition.etat is etat
        assert proposition.pull_events() == []
    else:
        ACTES[acte](proposition)
        assert proposition.etat.value == attendu
        assert len(proposition.pull_events()) == 1


def test_la_table_ne_dit_rien_de_plus() -> None:
    ecrite = {(etat.value, acte.value): suite.value for (etat, acte), suite in TRANSITIONS.items()}
    assert ecrite == {(e, a): s for e, actes in ATTENDUES.items() for a, s in actes.items()}


def test_les_familles_d_etats_sont_celles_que_la_base_garde_uniques() -> None:
    assert {e.value for e in OUVERTES} == {"PEC", "INS", "DEC", "NOT", "ACC"}
    assert {e.value for e in RETIENNENT} == {"INS", "NOT", "ACC"}
    assert {e.value for e in ENGAGENT} == {"ACC", "BAI"}


def test_une_proposition_sans_decision_ne_se_reprend_pas() -> None:
    arretee = une_proposition(E.SANS_SUITE, motif_fin="Le logement est loué à un autre candidat.")
    raison = arretee.raison_etat(Acte.REPRENDRE)
    assert raison is not None
    assert raison.phrase == "Le logement est loué à un autre candidat."


# --- le délai de réponse


@pytest.mark.parametrize(
    ("notifiee_le", "dernier_jour"),
    [
        ("2026-06-15", "2026-06-25"),  # un lundi : dix jours pleins
        ("2026-06-17", "2026-06-29"),  # finirait un samedi : reporté au lundi
        ("2026-07-04", "2026-07-15"),  # finirait le 14 juillet
        ("2026-12-15", "2026-12-28"),  # finirait à Noël, puis un samedi et un dimanche
    ],
)
def test_le_candidat_a_au_moins_dix_jours(notifiee_le: str, dernier_jour: str) -> None:
    depart = JOUR.fromisoformat(notifiee_le)
    assert dernier_jour_pour_repondre(depart, "35").isoformat() == dernier_jour


def test_le_dernier_jour_compte_encore() -> None:
    proposition = une_proposition(E.NOTIFIEE, repondre_avant_le=JOUR)
    assert proposition.etat_au(JOUR) is E.NOTIFIEE
    with pytest.raises(PropositionImpossible):
        proposition.constater_le_silence(aujourd_hui=JOUR, le=INSTANT)
    proposition.accepter(aujourd_hui=JOUR, le=INSTANT)


@pytest.mark.parametrize("acte", [Acte.ACCEPTER, Acte.REFUSER])
def test_le_lendemain_le_silence_a_valu_refus(acte: Acte) -> None:
    proposition = une_proposition(E.NOTIFIEE, repondre_avant_le=JOUR - timedelta(days=1))
    assert proposition.etat_au(JOUR) is E.SANS_REPONSE
    with pytest.raises(DelaiDeReponseDepasse, match="vaut refus"):
        ACTES[acte](proposition)
    proposition.constater_le_silence(aujourd_hui=JOUR, le=INSTANT)
    assert proposition.motif_refus is MotifRefusCandidat.SANS_REPONSE


@pytest.mark.parametrize(("signature", "entree"), [(1, 5), (0, -1)])
def test_les_dates_du_bail_se_suivent(signature: int, entree: int) -> None:
    proposition = une_proposition(E.ACCEPTEE)
    with pytest.raises(DatesDuBailInvalides):
        proposition.signer_le_bail(
            signe_le=JOUR + timedelta(days=signature),
            entree_le=JOUR + timedelta(days=entree),
            aujourd_hui=JOUR,
            le=INSTANT,
        )
    assert proposition.etat is E.ACCEPTEE


def test_un_evenement_se_lit_sur_la_proposition_la_demande_et_le_bien() -> None:
    proposition = une_proposition(E.DECIDEE)
    ACTES[Acte.NOTIFIER](proposition)
    [notifiee] = proposition.pull_events()
    assert {objet.value for objet, _ in notifiee.concerne()} == {"proposition", "demande", "bien"}
    assert notifiee.phrase_publique() == "Un logement vous est proposé. Répondez avant le 25\u00a0juin 2026 inclus."


# --- qui peut agir, et quand


def un_agent(proposition: Proposition, **champs: Any) -> Acteur:
    perimetre = Perimetre(departement="35", organisme_id=champs.pop("organisme_id", proposition.organisme_id))
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=new_id(),
        libelle="Agent Anne",
        perimetre=perimetre,
        droits=champs.pop("droits", frozenset({Droit.PROPOSITIONS_ECRIRE.value})),
    )


def le_demandeur(proposition: Proposition) -> Acteur:
    perimetre = Perimetre(departement="35", demande_id=proposition.demande_id)
    return Acteur(sorte=SorteActeur.DEMANDEUR, compte_id=new_id(), libelle="Le demandeur", perimetre=perimetre)


EMPECHEMENTS = [
    (Acte.INSCRIRE, E.EN_COURS, {"bien_etat": EtatBien.LOUE}, BienDejaAttribue),
    (Acte.INSCRIRE, E.EN_COURS, {"meme_vacance": False}, BienDejaAttribue),
    (Acte.INSCRIRE, E.EN_COURS, {"demande_etat": EtatDemande.SATISFAITE}, PropositionImpossible),
    (Acte.INSCRIRE, E.EN_COURS, {"demande_tenue_par": "Vilaine Logis"}, DemandeDejaRetenue),
    (Acte.INSCRIRE, E.EN_COURS, {"demande_retenue": True}, DemandeDejaRetenue),
    (Acte.INSCRIRE, E.EN_COURS, {"demande_engagee": True}, DemandeDejaLogee),
    (Acte.NOTIFIER, E.DECIDEE, {"rang_en_attente": 1}, RangPrecedentEnAttente),
    (Acte.NOTIFIER, E.DECIDEE, {"demande_retenue": True}, DemandeDejaRetenue),
    (Acte.NOTIFIER, E.DECIDEE, {"bien_etat": EtatBien.ATTRIBUE}, BienDejaAttribue),
    (Acte.ACCEPTER, E.NOTIFIEE, {"bien_etat": EtatBien.ATTRIBUE}, BienDejaAttribue),
    (Acte.ACCEPTER, E.NOTIFIEE, {"demande_engagee": True}, DemandeDejaLogee),
    (Acte.ACCEPTER, E.NOTIFIEE, {"demande_etat": EtatDemande.RADIEE_ABANDON}, PropositionImpossible),
]


@pytest.mark.parametrize(("acte", "etat", "autour", "erreur"), EMPECHEMENTS)
def test_le_bouton_grise_et_le_refus_disent_la_meme_raison(
    acte: Acte, etat: EtatProposition, autour: dict[str, Any], erreur: type[Exception]
) -> None:
    proposition = une_proposition(etat, repondre_avant_le=JOUR + timedelta(days=3))
    agent = un_agent(proposition)
    exiger(agent, proposition, acte, un_contexte(), JOUR)
    contexte = un_contexte(**autour)
    with pytest.raises(erreur) as refus:
        exiger(agent, proposition, acte, contexte, JOUR)
    [grisee] = [a for a in actions(agent, proposition, contexte, JOUR) if a.code == acte.value]
    assert not grisee.permise
    assert refus.value.args[0].startswith(grisee.raisons[0].phrase)


def test_un_autre_bailleur_ne_fait_pas_avancer_la_proposition() -> None:
    proposition = une_proposition(E.DECIDEE)
    with pytest.raises(BienDUnAutre):
        exiger(un_agent(proposition, organisme_id=new_id()), proposition, Acte.NOTIFIER, un_contexte(), JOUR)
    exiger(systeme("35"), proposition, Acte.NOTIFIER, un_contexte(), JOUR)


def test_un_profil_sans_droit_lit_quel_droit_lui_manque() -> None:
    proposition = une_proposition(E.DECIDEE)
    with pytest.raises(DroitManquant, match="positionner et suivre les candidats"):
        exiger(un_agent(proposition, droits=frozenset()), proposition, Acte.NOTIFIER, un_contexte(), JOUR)


def test_le_demandeur_repond_a_sa_proposition_et_a_aucune_autre() -> None:
    proposition = une_proposition(E.NOTIFIEE, repondre_avant_le=JOUR)
    qui = le_demandeur(proposition)
    exiger(qui, proposition, Acte.ACCEPTER, un_contexte(), JOUR)
    assert [a.code for a in actions(qui, proposition, un_contexte(), JOUR)] == ["accepter", "refuser"]
    with pytest.raises(PropositionIntrouvable):
        exiger(qui, une_proposition(E.NOTIFIEE), Acte.ACCEPTER, un_contexte(), JOUR)


def test_chaque_etat_montre_ses_boutons_au_bailleur() -> None:
    for etat in E:
        proposition = dans_l_etat(etat)
        permis = {a.code for a in actions(un_agent(proposition), proposition, un_contexte(), JOUR) if a.permise}
        boutons = {acte.value for acte in ACTES_DE_L_AGENT}
        assert permis == set(ATTENDUES[etat.value]) & boutons, etat


def test_hors_du_departement_la_proposition_n_existe_pas() -> None:
    proposition = une_proposition(E.DECIDEE)
    agent = un_agent(proposition)
    ailleurs = replace(agent, perimetre=replace(agent.perimetre, departement="44"))
    with pytest.raises(PropositionIntrouvable):
        exiger(ailleurs, proposition, Acte.NOTIFIER, un_contexte(), JOUR)
