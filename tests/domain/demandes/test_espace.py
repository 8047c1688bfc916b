"""L'espace personnel : chaque état a sa page claire, son étape suivante et la personne à joindre."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande, MotifRetour, NatureDossier, PointACorriger
from domain.demandes.entete import EnteteVue
from domain.demandes.espace import (
    QuiVue,
    a_faire,
    a_joindre,
    comment_vous_appeler,
    etapes,
    phrase_etat,
    phrase_nature,
    qui_s_en_occupe,
    reprise_jusqu_au,
)
from domain.demandes.formulaire import SECTIONS
from domain.demandes.liens import TypeCreation
from domain.demandes.model import Canal, Demande
from domain.demandes.policies import actions
from domain.demandes.queries import DemandeDetail, GuichetVue, VerrouVue
from domain.demandes.retours import points_a_corriger
from domain.demandes.vie.suite import retour_possible_jusqu_au
from domain.demandes.vie.table import Acte
from domain.kernel.raisons import Raison, action
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from tests.factories.formulaires import un_formulaire, une_personne

E = EtatDemande
PAGES = {
    "identite",
    "coordonnees",
    "foyer",
    "situation-professionnelle",
    "revenus",
    "logement-actuel",
    "logement-recherche",
    "motifs",
    "piece-identite",
}
"""Celles du formulaire en ligne (frontend-grandpublic/src/features/demande/etapes.ts)."""
LA_DEMANDE = UUID(int=2)
AUJOURD_HUI = date(2026, 11, 26)
CONTACT = QuiVue(nom="Fichier partagé", telephone="0261910035", email=None, phrase="Le fichier partagé répond.")
GUICHET = GuichetVue(id=UUID(int=7), nom="Habitat Hermine", telephone="0261915844", email=None, mandataire=None)
CONNUES = (E.ACTIVE, E.SATISFAITE, E.RADIEE_NON_RENOUVELLEMENT, E.RADIEE_ABANDON, E.RADIEE_ABSENCE_DE_REPONSE)
RADIEES = (
    E.SATISFAITE,
    E.RADIEE_NON_RENOUVELLEMENT,
    E.RADIEE_ABANDON,
    E.RADIEE_ABSENCE_DE_REPONSE,
    E.RADIEE_IRRECEVABILITE,
    E.RADIEE_DECES,
)


def en_clair(texte: str) -> str:
    return texte.replace("\u00a0", " ")


def le_dossier(etat: EtatDemande, **champs: Any) -> DemandeDetail:
    enregistree = etat in (E.ACTIVE, E.EN_SOMMEIL, E.FUSIONNEE) or etat in RADIEES
    envoyee = enregistree or etat in (E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE)
    detail = DemandeDetail(
        id=LA_DEMANDE,
        version=1,
        departement="35",
        etat=etat,
        etat_libelle=etat.libelle,
        numero_unique="035112600000135B02" if enregistree else None,
        reference="35261100001",
        canal=Canal.PORTAIL,
        nature=NatureDossier.STANDARD,
        creee_le=datetime(2025, 12, 1, 9, tzinfo=UTC),
        deposee_le=date(2025, 12, 2) if enregistree else None,
        soumise_le=datetime(2025, 12, 2, 9, tzinfo=UTC) if envoyee else None,
        validee_le=datetime(2025, 12, 9, 9, tzinfo=UTC) if enregistree else None,
        renouvelee_le=None,
        expire_le=date(2026, 12, 2) if enregistree else None,
        radiee_le=date(2026, 11, 3) if etat in RADIEES else None,
        motif_radiation=None,
        endormie_le=None,
        avertissement=None,
        anciennete_mois=0,
        anciennete_libelle="",
        motif_retour=None,
        commentaire_retour=None,
        points_retour=[],
        dalo=False,
        labels=[],
        guichet=GUICHET if enregistree else None,
        entete=EnteteVue(phrase="", codemandeurs=[], telephones=[]),
        nom_affiche="EXEMPLE Camille",
        formulaire=un_formulaire(),
        nirs_connus=[],
        communes=[],
        personnes_a_loger=1,
        personnes="1 adulte",
        unites_de_consommation=Decimal(1),
        categorie_menage=1,
        ressources_mensuelles=0,
        rfr=None,
        plafonds=[],
        occupants_a_rattacher=[],
        regles=[],
        delai_anormal=None,
        controles=[],
        type_creation=TypeCreation.CREATION,
        liens=[],
        protection=None,
        declaration=None,
        verrou=None,
        cotations=[],
        identite_deposee=True,
        informations_masquees=False,
        actions=[],
    )
    return replace(detail, **champs)


def la_phrase(detail: DemandeDetail, le: date = AUJOURD_HUI) -> str:
    return en_clair(phrase_etat(detail, le))


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [
        (E.BROUILLON, "Un guichet est en train de saisir votre demande."),
        (E.EN_COURS_DE_SAISIE, "Votre demande n'est pas encore envoyée."),
        (E.EN_ATTENTE_DE_VALIDATION, "Un guichet du département vérifie votre demande et votre pièce d'identité."),
        (E.ACTIVE, "Votre demande est active jusqu'au 2 décembre 2026."),
        (E.SATISFAITE, "Vous avez signé un bail : votre demande est close depuis le 3 novembre 2026."),
        (E.RADIEE_NON_RENOUVELLEMENT, "avec son numéro et son ancienneté, jusqu'au 2 juin 2027."),
        (E.RADIEE_ABSENCE_DE_REPONSE, "avec son numéro et son ancienneté, jusqu'au 3 avril 2027."),
        (E.RADIEE_ABANDON, "Votre demande est annulée depuis le 3 novembre 2026"),
        (E.EN_SOMMEIL, "Réveillez-la : sans cela, elle sera radiée le 2 janvier 2027."),
        (E.RADIEE_IRRECEVABILITE, "Une commission a jugé votre demande irrecevable"),
        (E.RADIEE_DECES, "le décès de son titulaire a été enregistré. Si c'est une erreur, dites-le"),
    ],
)
def test_chaque_etat_a_sa_phrase(etat: EtatDemande, attendu: str) -> None:
    assert attendu in la_phrase(le_dossier(etat))


@pytest.mark.parametrize(
    ("le", "deposee", "suite", "a_envoyer"),
    [
        (date(2026, 1, 1), True, "Vous aurez une réponse au plus tard le 1er janvier 2026.", []),
        (date(2026, 1, 2), True, "devait arriver au plus tard le 1er janvier 2026 : elle tarde, appelez-nous.", []),
        (
            date(2025, 12, 20),
            False,
            "sans elle, aucun guichet ne peut enregistrer votre demande.",
            ["deposer-identite"],
        ),
    ],
    ids=["à temps", "en retard", "sans pièce acceptée"],
)
def test_une_demande_qui_attend_sa_validation_dit_depuis_quand_ce_qui_bloque_et_qui_valide(
    le: date, deposee: bool, suite: str, a_envoyer: list[str]
) -> None:
    attend = le_dossier(E.EN_ATTENTE_DE_VALIDATION, identite_deposee=deposee)
    assert la_phrase(attend, le).startswith("Vous avez envoyé votre demande le 2 décembre 2025. ")
    assert la_phrase(attend, le).endswith(suite)
    taches = a_faire(attend, le, [])
    assert [t.code for t in taches] == a_envoyer
    assert all(t.lien == "mon-espace/documents" for t in taches)


def test_deux_etats_ne_disent_jamais_la_meme_chose() -> None:
    phrases = [la_phrase(le_dossier(etat)) for etat in EtatDemande]
    assert len(set(phrases)) == len(EtatDemande)


@pytest.mark.parametrize(
    ("motif", "attendu"),
    [
        (MotifRetour.ILLISIBLE, "Votre demande vous a été retournée : pièce illisible. La photo est floue."),
        (MotifRetour.AUTRE, "Votre demande vous a été retournée. La photo est floue."),
    ],
)
def test_une_demande_retournee_dit_pourquoi(motif: MotifRetour, attendu: str) -> None:
    retournee = le_dossier(E.RETOURNEE, motif_retour=motif.libelle, commentaire_retour="La photo est floue.")
    assert la_phrase(retournee) == attendu


@pytest.mark.parametrize(
    ("motif", "lien"),
    [
        (MotifRetour.ILLISIBLE, "demande/piece-identite"),
        (MotifRetour.MANQUANTE, "demande/piece-identite"),
        (MotifRetour.SEJOUR, "demande/piece-identite"),
        (MotifRetour.INCOHERENCE, "demande"),
        (MotifRetour.AUTRE, "demande"),
    ],
)
def test_une_demande_retournee_mene_a_ce_qu_il_faut_corriger(motif: MotifRetour, lien: str) -> None:
    [tache] = a_faire(le_dossier(E.RETOURNEE, motif_retour=motif.libelle), AUJOURD_HUI, [])
    assert (tache.code, tache.lien) == ("corriger-demande", lien)


def test_chaque_point_a_corriger_mene_a_sa_page_et_a_son_champ() -> None:
    points = list(points_a_corriger(("NAISSANCE", "PIECE"), AUJOURD_HUI))
    taches = a_faire(le_dossier(E.RETOURNEE, points_retour=points), AUJOURD_HUI, [])
    assert [(t.phrase, t.lien) for t in taches] == [
        (
            "À corriger : pièce d'identité ou titre de séjour.",
            "demande/piece-identite?relecture#champ-pieces.identite",
        ),
        ("À corriger : date de naissance.", "demande/identite?relecture#champ-demandeur.ne_le"),
        ("Corrigez votre demande, puis renvoyez-la.", "demande/recapitulatif"),
    ]


@pytest.mark.parametrize("point", list(PointACorriger))
def test_tout_point_a_corriger_a_sa_page_et_son_champ(point: PointACorriger) -> None:
    (vue,) = points_a_corriger((point.value,), AUJOURD_HUI)
    assert vue.page in PAGES
    assert vue.champ.partition(".")[0] in {*SECTIONS, "pieces"}


def test_passee_sa_date_une_demande_active_dit_quand_elle_sera_radiee() -> None:
    en_retard = date(2026, 12, 10)
    assert "elle sera radiée le 2 janvier 2027" in la_phrase(le_dossier(E.ACTIVE), en_retard)
    [tache] = a_faire(le_dossier(E.ACTIVE), en_retard, [])
    assert (tache.code, tache.avant_le) == ("renouveler", date(2027, 1, 2))


def test_une_demande_radiee_dit_jusqu_a_quand_la_faire_retablir() -> None:
    [tache] = a_faire(le_dossier(E.RADIEE_NON_RENOUVELLEMENT), AUJOURD_HUI, [])
    assert (tache.code, tache.avant_le) == ("restaurer", date(2027, 6, 2))
    assert a_faire(le_dossier(E.RADIEE_NON_RENOUVELLEMENT), date(2027, 6, 3), []) == []


def courante(detail: DemandeDetail, proposition: bool = False) -> str | None:
    return next((e.code for e in etapes(detail, proposition) if e.courante), None)


@pytest.mark.parametrize(
    ("etat", "code"),
    [
        (E.EN_COURS_DE_SAISIE, "saisie"),
        (E.EN_ATTENTE_DE_VALIDATION, "verification"),
        (E.RETOURNEE, "saisie"),
        (E.ACTIVE, "attente"),
    ],
)
def test_le_chemin_montre_ou_l_on_en_est(etat: EtatDemande, code: str) -> None:
    assert courante(le_dossier(etat)) == code


def test_inscrite_en_commission_puis_proposee_la_demande_avance_sur_son_chemin() -> None:
    verrou = VerrouVue(
        raison="Inscrite.", depuis_le=datetime(2026, 11, 20, tzinfo=UTC), par="Habitat Hermine", liberation=None
    )
    assert courante(le_dossier(E.ACTIVE, verrou=verrou)) == "commission"
    assert courante(le_dossier(E.ACTIVE), proposition=True) == "bail"


@pytest.mark.parametrize("etat", RADIEES)
def test_une_demande_close_n_est_plus_en_chemin(etat: EtatDemande) -> None:
    assert courante(le_dossier(etat)) is None
    assert all(e.faite for e in etapes(le_dossier(E.SATISFAITE)))


def test_le_guichet_d_une_demande_close_repond_encore() -> None:
    close = qui_s_en_occupe(le_dossier(E.RADIEE_ABANDON), CONTACT)
    assert (close.nom, close.telephone) == ("Habitat Hermine", "0261915844")
    assert "la voient" not in close.phrase
    assert qui_s_en_occupe(le_dossier(E.EN_COURS_DE_SAISIE), CONTACT) is CONTACT


def test_qui_est_reloge_le_lit_les_autres_n_en_entendent_pas_parler() -> None:
    assert phrase_nature(le_dossier(E.ACTIVE)) is None
    assert phrase_nature(le_dossier(E.ACTIVE, nature=NatureDossier.MUTATION)) is None
    reloge = phrase_nature(le_dossier(E.ACTIVE, nature=NatureDossier.ANRU))
    assert reloge is not None
    assert "renouvellement urbain (ANRU)" in reloge


def test_avant_d_annuler_l_espace_dit_le_jour_jusqu_auquel_la_reprise_restera_possible() -> None:
    ouverte = le_dossier(E.ACTIVE, actions=[action("annuler", "Annuler ma demande")])
    annoncee = reprise_jusqu_au(ouverte, AUJOURD_HUI)
    assert annoncee == date(2026, 12, 11)
    annulee = le_dossier(E.RADIEE_ABANDON, radiee_le=AUJOURD_HUI)
    assert retour_possible_jusqu_au(annulee) == annoncee, "le jour promis est celui qui sera tenu"
    tenue = action("annuler", "Annuler ma demande", Raison(code="inscrite-en-commission", phrase="En commission."))
    assert reprise_jusqu_au(le_dossier(E.ACTIVE, actions=[tenue]), AUJOURD_HUI) is None


def les_boutons(etat: EtatDemande) -> dict[str, Any]:
    demande = Demande(
        departement="35",
        id=LA_DEMANDE,
        reference="35261100001",
        canal=Canal.PORTAIL,
        etat=etat,
        creee_le=datetime(2026, 3, 15, 9, tzinfo=UTC),
        expire_le=date(2027, 3, 15),
    )
    perimetre = Perimetre(departement="35", demande_id=LA_DEMANDE)
    acteur = Acteur(sorte=SorteActeur.DEMANDEUR, compte_id=UUID(int=4), libelle="Demandeur", perimetre=perimetre)
    return {a.code: a for a in actions(acteur, demande, AUJOURD_HUI)}


@pytest.mark.parametrize("etat", list(EtatDemande))
def test_un_bouton_grise_parle_a_la_personne_dont_c_est_la_demande(etat: EtatDemande) -> None:
    for bouton in les_boutons(etat).values():
        for raison in bouton.raisons:
            assert raison.phrase.startswith(
                ("Votre", "Vous", "Un guichet", "Seul un guichet", "La demande est valable", "Aucun avertissement")
            )


@pytest.mark.parametrize("etat", list(EtatDemande))
def test_le_bouton_renouveler_est_toujours_la_avec_sa_raison_et_a_son_heure_sa_date(etat: EtatDemande) -> None:
    """« ne voit pas le bouton renouveler » : dans aucun état il ne disparaît."""
    bouton = les_boutons(etat)[Acte.RENOUVELER]
    assert bouton.montrer is not False
    assert not bouton.permise
    assert bouton.raisons[0].phrase
    assert (bouton.possible_le is not None) == (etat is E.ACTIVE)


def test_ce_qui_depend_de_vous_ne_demande_d_appeler_personne() -> None:
    assert les_boutons(E.EN_COURS_DE_SAISIE)[Acte.RENOUVELER].qui is None
    assert les_boutons(E.SATISFAITE)[Acte.MODIFIER].qui == "le guichet qui suit votre demande"


def test_dans_l_espace_le_bouton_grise_nomme_le_guichet_a_appeler() -> None:
    raison = Raison(code="etat-satisfaite", phrase="Votre demande est satisfaite.")
    ferme = action("modifier", "Modifier", raison, qui="le guichet qui suit votre demande")
    permise = action("renouveler", "Renouveler")
    qui = qui_s_en_occupe(le_dossier(E.SATISFAITE), CONTACT)
    assert [a.qui for a in a_joindre([ferme, permise], qui)] == ["Habitat Hermine", None]


def test_on_salue_la_personne_par_son_prenom_et_son_nom_d_usage() -> None:
    assert comment_vous_appeler(une_personne(nom_usage="Modèle")) == "Camille Modèle"
    assert comment_vous_appeler(une_personne(prenoms=None)) == "Exemple"
    assert comment_vous_appeler(None) == ""
