"""La table de la vie : tout ce qui est permis l'est, tout le reste est refusé, avec sa raison, à chaque rôle."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande, Motif, MotifIrrecevabilite, MotifRadiation
from domain.demandes.errors import (
    ActeReserve,
    AvertissementRequis,
    DelaiPasse,
    DemandeIntrouvable,
    DemandeurIndispensable,
    DemandeVerrouillee,
    EcheanceNonAtteinte,
    TransitionInterdite,
)
from domain.demandes.events import AdultesModifies, DemandeModifiee, DemandeNumeroteeModifiee, DemandeRadiee
from domain.demandes.formulaire import Formulaire, Motifs
from domain.demandes.model import Demande
from domain.demandes.policies import DROITS, LIBELLES, REFUS, actions, exiger, raisons
from domain.demandes.vie.gardes import GARDES
from domain.demandes.vie.raisons import CodeRaison
from domain.demandes.vie.table import LIGNES, TRANSITIONS, VIE, Acte, Garde, Role, actes_de
from domain.kernel.errors import Conflict, Forbidden, Locked
from domain.kernel.raisons import ActionPossible, Raison
from tests.domain.cas import cas
from tests.domain.demandes.vies import avertie, en_commission, l_acteur, la_demande, prete_pour, rejetee, sans_droit
from tests.factories.formulaires import un_formulaire

E = EtatDemande
AGENTS = (Role.PARTENAIRE, Role.GESTIONNAIRE)
INVISIBLES = {(E.EN_COURS_DE_SAISIE, role) for role in AGENTS} | {(E.SUPPRIMEE, role) for role in Role}
"""Ce qui n'existe pas pour ce rôle n'a pas de bouton."""
TOUT = [(etat, acte, role) for etat in E for acte in Acte for role in Role if (etat, role) not in INVISIBLES]
PERMIS = [triplet for triplet in TOUT if triplet in LIGNES]
INTERDITS = [triplet for triplet in TOUT if triplet not in LIGNES]


def nom(triplet: tuple[EtatDemande, Acte, Role]) -> str:
    etat, acte, role = triplet
    return f"{etat.value}-{acte.value}-{role.value}"


@pytest.mark.parametrize("ligne", cas(__file__, "vie"))
def test_la_table_dit_ce_que_la_page_du_metier_dit(ligne: dict[str, Any]) -> None:
    for qui in ligne["qui"]:
        connue = LIGNES[E(ligne["de"]), Acte(ligne["acte"]), Role(qui)]
        assert connue.vers.value == ligne["vers"]
        assert len(connue.gardes) == len(ligne.get("si", []))


def test_la_page_du_metier_dit_toute_la_table() -> None:
    ecrites = {
        (c.values[0]["de"], c.values[0]["acte"], qui) for c in cas(__file__, "vie") for qui in c.values[0]["qui"]
    }
    assert ecrites == {(de.value, acte.value, role.value) for de, acte, role in LIGNES}


def test_un_acte_mene_toujours_au_meme_etat_quel_que_soit_celui_qui_le_fait() -> None:
    assert all(TRANSITIONS[ligne.de, ligne.acte] is ligne.vers for ligne in VIE)
    assert len(LIGNES) == sum(len(ligne.roles) for ligne in VIE), "une ligne par rôle"


def test_chaque_garde_chaque_raison_et_chaque_bouton_a_ses_mots() -> None:
    assert set(GARDES) == set(Garde)
    for role in (Role.DEMANDEUR, *AGENTS):
        assert set(actes_de(role)) <= set(LIBELLES)
    assert {acte for acte in actes_de(Role.PARTENAIRE) if acte not in DROITS} == set()
    assert set(REFUS) | {c for c in CodeRaison if c.value.startswith("etat-")} == set(CodeRaison)


@pytest.mark.parametrize("triplet", PERMIS, ids=nom)
def test_ce_que_la_table_permet_est_permis(triplet: tuple[EtatDemande, Acte, Role]) -> None:
    etat, acte, role = triplet
    demande, le = prete_pour(etat, acte)
    assert raisons(l_acteur(role), demande, acte, le) == ()
    exiger(l_acteur(role), demande, acte, le)


@pytest.mark.parametrize("triplet", INTERDITS, ids=nom)
def test_ce_que_la_table_ne_dit_pas_est_refuse_avec_la_raison_du_bouton(
    triplet: tuple[EtatDemande, Acte, Role],
) -> None:
    etat, acte, role = triplet
    demande, le = prete_pour(etat, acte)
    acteur = l_acteur(role)
    dites = raisons(acteur, demande, acte, le)
    assert dites
    assert all(CodeRaison(raison.code) for raison in dites)
    with pytest.raises((Conflict, Forbidden, Locked)) as refus:
        exiger(acteur, demande, acte, le)
    assert refus.value.raisons == (dites[0],)
    assert refus.value.message.endswith("Rien n'a été changé.")
    bouton = next((a for a in actions(acteur, demande, le) if a.code == acte.value), None)
    assert bouton is None or (not bouton.permise and bouton.raisons == dites and bouton.lien)


@pytest.mark.parametrize("triplet", [t for t in PERMIS if t[2] in AGENTS], ids=nom)
def test_sans_le_droit_de_l_acte_un_agent_lit_qui_peut_le_donner(triplet: tuple[EtatDemande, Acte, Role]) -> None:
    etat, acte, role = triplet
    demande, le = prete_pour(etat, acte)
    bouton = next(a for a in actions(sans_droit(l_acteur(role)), demande, le) if a.code == acte.value)
    assert [r.code for r in bouton.raisons] == ["droit-manquant"]
    assert bouton.qui == "le référent de l'organisme"


@pytest.mark.parametrize(("etat", "role"), sorted(INVISIBLES), ids=lambda v: v.value)
def test_ce_qui_n_existe_pas_pour_ce_role_est_introuvable(etat: EtatDemande, role: Role) -> None:
    demande, le = prete_pour(etat, Acte.MODIFIER)
    with pytest.raises(DemandeIntrouvable):
        exiger(l_acteur(role), demande, Acte.MODIFIER, le)


def test_inscrite_en_commission_le_bouton_dit_qui_la_tient_depuis_quand_et_comment_elle_se_libere() -> None:
    tenue = la_demande(E.ACTIVE, verrou=en_commission())
    demandeur, le = l_acteur(Role.DEMANDEUR), prete_pour(E.ACTIVE, Acte.MODIFIER)[1]
    bouton = next(a for a in actions(demandeur, tenue, le) if a.code == "modifier")
    assert bouton.raisons[0].code == "inscrite-en-commission"
    assert "après la décision" in bouton.raisons[0].phrase
    assert "la retire de l'ordre du jour" in bouton.raisons[0].phrase
    assert bouton.qui == "Armor Habitat, 02 99 00 00 00"
    assert bouton.depuis_le is not None
    assert bouton.depuis_le.isoformat() == "2026-02-01"
    assert bouton.lien == "mon-espace/propositions"
    with pytest.raises(DemandeVerrouillee):
        exiger(demandeur, tenue, Acte.MODIFIER, le)


GARDEES: list[tuple[str, EtatDemande, Acte, Role, dict[str, Any], str, type[Exception]]] = [
    ("sans lettre", E.ACTIVE, Acte.RADIER_ABSENCE, Role.PARTENAIRE, {}, "avertissement-absent", AvertissementRequis),
    (
        "avant deux mois",
        E.ACTIVE,
        Acte.RADIER_ABSENCE,
        Role.PARTENAIRE,
        {"avertissement": avertie(MotifRadiation.ABSENCE_DE_REPONSE), "le": "2025-11-30"},
        "avertissement-en-cours",
        EcheanceNonAtteinte,
    ),
    (
        "avertie pour autre chose",
        E.ACTIVE,
        Acte.RADIER_IRRECEVABILITE,
        Role.PARTENAIRE,
        {"avertissement": avertie(MotifRadiation.ABSENCE_DE_REPONSE)},
        "avertissement-absent",
        AvertissementRequis,
    ),
    (
        "jamais prévenue",
        E.EN_SOMMEIL,
        Acte.RADIER_NON_RENOUVELEE,
        Role.SYSTEME,
        {"rappelee_le": None},
        "jamais-prevenue",
        EcheanceNonAtteinte,
    ),
    (
        "au douzième mois",
        E.EN_SOMMEIL,
        Acte.RADIER_NON_RENOUVELEE,
        Role.SYSTEME,
        {"le": "2026-04-09"},
        "radiation-trop-tot",
        EcheanceNonAtteinte,
    ),
    (
        "après dix-huit mois",
        E.RADIEE_NON_RENOUVELLEMENT,
        Acte.RESTAURER,
        Role.DEMANDEUR,
        {"le": "2026-09-11"},
        "restauration-trop-tard",
        DelaiPasse,
    ),
    (
        "cinq mois après l'absence de réponse",
        E.RADIEE_ABSENCE_DE_REPONSE,
        Acte.RESTAURER,
        Role.PARTENAIRE,
        {"le": "2026-09-16"},
        "restauration-trop-tard",
        DelaiPasse,
    ),
    (
        "seize jours après l'annulation",
        E.RADIEE_ABANDON,
        Acte.REVENIR,
        Role.DEMANDEUR,
        {"le": "2026-05-01"},
        "retractation-trop-tard",
        DelaiPasse,
    ),
    (
        "le jour de l'expiration",
        E.ACTIVE,
        Acte.ENDORMIR,
        Role.SYSTEME,
        {"le": "2026-03-10"},
        "encore-valable",
        EcheanceNonAtteinte,
    ),
    (
        "sans décision de commission",
        E.ACTIVE,
        Acte.AVERTIR_IRRECEVABILITE,
        Role.PARTENAIRE,
        {"rejet": None},
        "rejet-absent",
        AvertissementRequis,
    ),
    (
        "rejetée par un autre bailleur",
        E.ACTIVE,
        Acte.AVERTIR_IRRECEVABILITE,
        Role.PARTENAIRE,
        {"rejet": rejetee(UUID(int=77))},
        "reserve-a-la-commission",
        ActeReserve,
    ),
    (
        "un an jour pour jour après la radiation",
        E.RADIEE_ABANDON,
        Acte.EFFACER,
        Role.SYSTEME,
        {"le": "2027-04-15"},
        "conservation-en-cours",
        EcheanceNonAtteinte,
    ),
]


@pytest.mark.parametrize(
    ("etat", "acte", "role", "champs", "code", "refus"), [g[1:] for g in GARDEES], ids=[g[0] for g in GARDEES]
)
def test_un_garde_refuse_avec_sa_raison_et_sa_date(
    etat: EtatDemande, acte: Acte, role: Role, champs: dict[str, Any], code: str, refus: type[Exception]
) -> None:
    from datetime import date

    prete, le = prete_pour(etat, acte)
    le = date.fromisoformat(champs.get("le", le.isoformat()))
    champs = {"avertissement": prete.avertissement if "le" in champs else None, **champs}
    champs.pop("le", None)
    demande = la_demande(etat, **champs)
    assert code in [r.code for r in raisons(l_acteur(role), demande, acte, le)]
    with pytest.raises(refus):
        exiger(l_acteur(role), demande, acte, le)


def test_une_demande_active_n_a_jamais_personne() -> None:
    from datetime import UTC, datetime

    demande = la_demande(E.ACTIVE)
    with pytest.raises(DemandeurIndispensable) as refus:
        demande.modifier({"demandeur": None}, le=datetime(2025, 9, 1, tzinfo=UTC))
    assert refus.value.erreurs[0].champ == "demandeur"
    assert demande.formulaire.demandeur is not None
    assert demande.pull_events() == []


def test_un_etat_qui_refuse_le_dit_dans_les_mots_de_la_personne() -> None:
    radiee = la_demande(E.RADIEE_ABANDON)
    le = prete_pour(E.RADIEE_ABANDON, Acte.REVENIR)[1]
    a_l_agent: tuple[Raison, ...] = raisons(l_acteur(Role.PARTENAIRE), radiee, Acte.MODIFIER, le)
    a_la_personne = raisons(l_acteur(Role.DEMANDEUR), radiee, Acte.MODIFIER, le)
    assert a_l_agent[0].code == a_la_personne[0].code == "etat-radiee-abandon"
    assert a_la_personne[0].phrase.startswith("Votre demande")
    with pytest.raises(TransitionInterdite):
        exiger(l_acteur(Role.DEMANDEUR), radiee, Acte.MODIFIER, le)


@pytest.mark.parametrize(
    ("etat", "comparee"),
    [
        (E.BROUILLON, True),
        (E.EN_COURS_DE_SAISIE, False),
        (E.EN_ATTENTE_DE_VALIDATION, True),
        (E.ACTIVE, True),
    ],
)
def test_une_demande_dont_les_adultes_changent_se_compare_des_qu_un_guichet_la_connait(
    etat: EtatDemande, comparee: bool
) -> None:
    demande = la_demande(etat)
    demandeur = demande.formulaire.demandeur
    assert demandeur is not None
    demande.modifier({"demandeur": replace(demandeur, prenoms="Autre")}, le=datetime(2025, 5, 2, 9, tzinfo=UTC))
    assert any(isinstance(e, AdultesModifies) for e in demande.pull_events()) is comparee


def test_une_demande_dont_seul_le_logement_change_ne_se_compare_pas_de_nouveau() -> None:
    demande = la_demande(E.ACTIVE)
    demande.modifier({"motifs": Motifs(codes=(Motif.TROP_GRAND,))}, le=datetime(2025, 5, 2, 9, tzinfo=UTC))
    assert [type(e) for e in demande.pull_events()] == [DemandeModifiee, DemandeNumeroteeModifiee]


def test_un_brouillon_qui_recoit_son_premier_adulte_n_attend_personne() -> None:
    demande = la_demande(E.BROUILLON, formulaire=Formulaire())
    demande.modifier({"demandeur": un_formulaire().demandeur}, le=datetime(2025, 5, 2, 9, tzinfo=UTC))
    assert [type(e) for e in demande.pull_events()] == [DemandeModifiee]


def test_une_reponse_arrivee_la_veille_de_l_echeance_a_le_temps_d_etre_lue() -> None:
    demande, _ = prete_pour(E.ACTIVE, Acte.RADIER_IRRECEVABILITE)
    bailleur = l_acteur(Role.PARTENAIRE)
    assert demande.avertissement is not None
    veille = demande.avertissement.echeance - timedelta(days=1)
    demande.repondre_a_l_avertissement("Mes revenus ont baissé.", le=datetime.combine(veille, time(10), UTC))
    [raison] = raisons(bailleur, demande, Acte.RADIER_IRRECEVABILITE, demande.avertissement.echeance)
    assert raison.code == "reponse-a-lire"
    ouverture = date.fromisoformat(str(raison.parametres["possible_le"]))
    assert ouverture == veille + timedelta(days=8)
    demande.repondre_a_l_avertissement("Et voici l'avis.", le=datetime.combine(ouverture, time(10), UTC))
    assert not raisons(bailleur, demande, Acte.RADIER_IRRECEVABILITE, ouverture), "compléter ne repousse rien"


def test_deux_motifs_d_irrecevabilite_seulement() -> None:
    """Ressources au-dessus du plafond, séjour irrégulier d'un majeur : nul autre (arrêté du 23 mars 2015, § 6.4)."""
    assert {m.value for m in MotifIrrecevabilite} == {"IRRRES", "IRRSEJ"}


@pytest.mark.parametrize(
    ("etat", "retour", "consigne"),
    [
        (E.RADIEE_NON_RENOUVELLEMENT, Acte.RESTAURER, "Rétablissez-la d'abord."),
        (E.RADIEE_ABSENCE_DE_REPONSE, Acte.RESTAURER, "Rétablissez-la d'abord."),
        (E.RADIEE_ABANDON, Acte.REVENIR, "Reprenez-la d'abord."),
    ],
)
def test_a_qui_peut_retablir_sa_demande_l_etat_dit_de_commencer_par_la_puis_qui_joindre_une_fois_le_delai_passe(
    etat: EtatDemande, retour: Acte, consigne: str
) -> None:
    radiee, le = prete_pour(etat, retour)
    (raison,) = raisons(l_acteur(Role.DEMANDEUR), radiee, Acte.MODIFIER, le)
    assert raison.phrase.endswith(consigne)
    assert renouveler_de(radiee, le).qui is None, "elle n'a personne à appeler"
    assert consigne not in raisons(l_acteur(Role.PARTENAIRE), radiee, Acte.MODIFIER, le)[0].phrase
    trop_tard = date(2028, 1, 1)
    assert consigne not in raisons(l_acteur(Role.DEMANDEUR), radiee, Acte.MODIFIER, trop_tard)[0].phrase
    assert renouveler_de(radiee, trop_tard).qui == "le guichet qui suit votre demande"


def renouveler_de(demande: Demande, le: date) -> ActionPossible:
    return next(a for a in actions(l_acteur(Role.DEMANDEUR), demande, le) if a.code == Acte.RENOUVELER.value)


@pytest.mark.parametrize("motif", list(MotifRadiation))
def test_l_historique_dit_une_radiation_dans_les_mots_de_la_personne(motif: MotifRadiation) -> None:
    radiee = DemandeRadiee(
        departement="35",
        aggregate_id=UUID(int=2),
        occurred_at=datetime(2026, 4, 15, tzinfo=UTC),
        motif=motif.value,
        motif_libelle=motif.libelle,
    )
    dit = radiee.phrase_publique()
    assert dit.startswith("Votre demande ")
    assert "du demandeur" not in dit
    assert radiee.description() == motif.libelle, "l'agent lit le motif réglementaire"
    precise = replace(radiee, motif_libelle=MotifIrrecevabilite.RESSOURCES.libelle)
    assert precise.phrase_publique() == f"{dit.removesuffix('.')} (ressources supérieures au plafond)."
