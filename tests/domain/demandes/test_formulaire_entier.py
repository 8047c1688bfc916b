"""Chaque champ du Cerfa et de son complément : ce qui est trop long, faux ou surprenant se dit avec son champ."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.demandes.codes import (
    Civilite,
    Contrat,
    LienColocataire,
    Motif,
    Nationalite,
)
from domain.demandes.confidentialite import masquer, rendre_le_cache
from domain.demandes.formulaire import (
    AccompagnementSocial,
    Adresse,
    Colocataire,
    CoordonneesEmployeur,
    DossierCollecteur,
    DossierFsl,
    FicheHandicap,
    Formulaire,
    LogementPossede,
    Motifs,
    QuartierSouhaite,
    Referent,
    SituationProfessionnelle,
)
from domain.demandes.rules.controles import controler
from domain.demandes.rules.menage import categorie_menage, composer_menage
from domain.demandes.rules.occupants import en_codemandeur, mettre_a_charge
from domain.kernel.identifiers import new_id
from tests.factories.formulaires import JOUR, un_codemandeur, un_formulaire, un_occupant, une_personne

A_L_ETRANGER = Adresse(
    voie="Calle Mayor 4", code_postal="28013", commune="", etranger=True, ville_etrangere="Madrid", pays="Espagne"
)


def codes(formulaire: Formulaire, departement: str | None = "35") -> set[tuple[str, str]]:
    connus = [a.id for a in formulaire.adultes]
    return {(c.champ, c.code) for c in controler(formulaire, JOUR, avec_nir=connus, departement=departement)}


def employe(**champs: Any) -> Formulaire:
    metier = SituationProfessionnelle(contrat=Contrat.CDI, **champs)
    return un_formulaire(demandeur=une_personne(situation_professionnelle=metier))


def cherchant(**champs: Any) -> Formulaire:
    formulaire = un_formulaire()
    assert formulaire.logement_recherche is not None
    return replace(formulaire, logement_recherche=replace(formulaire.logement_recherche, **champs))


METIER = "demandeur.situation_professionnelle"


@pytest.mark.parametrize(
    ("formulaire", "attendu"),
    [
        (employe(siret="73282932000075"), (f"{METIER}.siret", "siret-invalide")),
        (employe(depuis_le=date(2030, 1, 1)), (f"{METIER}.depuis_le", "date-future")),
        (employe(profession="x" * 40), (f"{METIER}.profession", "trop-long")),
        (
            employe(coordonnees_employeur=CoordonneesEmployeur(fax="12")),
            (f"{METIER}.coordonnees_employeur.fax", "telephone-invalide"),
        ),
        (
            employe(cotise_action_logement=True, collecteurs=(DossierCollecteur(organisme="ALIADE"),)),
            (f"{METIER}.collecteurs.0.organisme", "collecteur-inconnu"),
        ),
        (
            employe(collecteurs=(DossierCollecteur(organisme="Action Logement", numero="12"),)),
            (f"{METIER}.cotise_action_logement", "cotisation-a-confirmer"),
        ),
        (
            un_formulaire(demandeur=une_personne(sms_refuses=True, email=None)),
            ("demandeur.email", "joignable-par-courrier-seul"),
        ),
        (
            un_formulaire(demandeur=une_personne(telephone_domicile="02 99")),
            ("demandeur.telephone_domicile", "telephone-invalide"),
        ),
        (
            un_formulaire(demandeur=une_personne(situation_familiale_depuis=date(2030, 1, 1))),
            ("demandeur.situation_familiale_depuis", "date-future"),
        ),
        (
            un_formulaire(demandeur=une_personne(adresse=replace(A_L_ETRANGER, pays=None))),
            ("demandeur.adresse.pays", "champ-obligatoire"),
        ),
        (
            cherchant(quartiers=(QuartierSouhaite(commune="35288", nom="Intra-Muros"),)),
            ("logement_recherche.quartiers.0.commune", "quartier-hors-communes"),
        ),
        (
            cherchant(dossier_fsl=DossierFsl(du=date(2026, 5, 1), au=date(2026, 4, 1))),
            ("logement_recherche.dossier_fsl.au", "periode-inversee"),
        ),
        (cherchant(programmes=("A", "B", "C", "D", "E", "F")), ("logement_recherche.programmes", "trop-nombreux")),
        (cherchant(adapte_handicap=True), ("logement_recherche.adapte_handicap", "fiche-handicap-a-remplir")),
        (
            un_formulaire(handicaps=(FicheHandicap(personne_id=new_id()),)),
            ("handicaps.0.personne_id", "fiche-sans-personne"),
        ),
        (
            un_formulaire(accompagnement=AccompagnementSocial(nom="CCAS", telephone="12")),
            ("accompagnement.telephone", "telephone-invalide"),
        ),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_avec_son_champ(formulaire: Formulaire, attendu: tuple[str, str]) -> None:
    assert codes(formulaire) == {attendu}


def test_une_adresse_a_l_etranger_est_acceptee_et_s_ecrit_sur_une_enveloppe() -> None:
    personne = une_personne(adresse=A_L_ETRANGER)
    assert codes(un_formulaire(demandeur=personne)) == set()
    assert A_L_ETRANGER.lignes("") == ("Calle Mayor 4", "28013 Madrid", "Espagne")
    assert personne.commune_habitee is None


def test_une_adresse_en_france_se_lit_de_l_appartement_a_la_commune() -> None:
    adresse = Adresse(
        batiment="B", etage="3", appartement="12", numero="4", voie="rue du Bois", code_postal="35000", commune="35238"
    )
    assert adresse.lignes("Rennes") == ("Bât. B Ét. 3 Appt 12", "4 rue du Bois", "35000 Rennes")


def test_le_logement_habite_n_est_pas_forcement_celui_du_courrier() -> None:
    ailleurs = Adresse(voie="quai Sud", code_postal="35400", commune="35288")
    assert une_personne(adresse_logement=ailleurs).commune_habitee == "35288"


def test_les_collecteurs_de_haute_garonne_restent_connus() -> None:
    formulaire = employe(cotise_action_logement=True, collecteurs=(DossierCollecteur(organisme="ALIADE", numero="1"),))
    assert codes(formulaire, departement="31") == set()


def test_un_colocataire_a_sa_propre_demande_et_ne_compte_pas_dans_le_foyer() -> None:
    colocataire = Colocataire(
        id=new_id(), nom_naissance="Autre", prenoms="Sacha", lien=LienColocataire.AMI, civilite=Civilite.MONSIEUR
    )
    formulaire = replace(cherchant(colocation=True), colocataires=(colocataire,))
    assert codes(formulaire) == {("colocataires.0.numero_unique", "colocataire-sans-demande")}
    assert composer_menage(formulaire, JOUR).personnes == 1
    connu = replace(colocataire, numero_unique="035012400010035238")
    assert codes(replace(formulaire, colocataires=(connu,))) == set()


def test_le_handicap_d_un_enfant_a_charge_change_la_categorie() -> None:
    enfant = replace(un_occupant(8), handicap=True)
    formulaire = un_formulaire(codemandeurs=(un_codemandeur(),), occupants=(enfant,))
    assert categorie_menage(composer_menage(formulaire, JOUR), JOUR).valeur.numero == 4


def test_un_occupant_mal_rattache_se_met_a_charge_ou_devient_codemandeur() -> None:
    frere = replace(un_occupant(30, a_charge=False), nom="Dupont")
    [a_charge] = mettre_a_charge((frere,), frere.id)
    assert a_charge.a_charge
    codemandeur = en_codemandeur(frere, un_codemandeur().lien)
    assert (codemandeur.id, codemandeur.nom_naissance, codemandeur.ne_le) == (frere.id, "Dupont", frere.ne_le)


def test_qui_ne_voit_pas_la_sante_ne_peut_ni_la_lire_ni_l_effacer() -> None:
    enfant = replace(un_occupant(8), handicap=True)
    demandeur = une_personne(handicap=True, nationalite=Nationalite.UNION_EUROPEENNE)
    fiche = FicheHandicap(personne_id=demandeur.id, besoin="Couloir large", referent=Referent(nom="MDPH"))
    avant = un_formulaire(
        demandeur=demandeur,
        occupants=(enfant,),
        handicaps=(fiche,),
        motifs=Motifs(codes=(Motif.VIOLENCES, Motif.TROP_CHER)),
    )
    montre, cache = masquer(avant)
    assert cache
    assert montre.handicaps == ()
    assert montre.motifs.codes == (Motif.TROP_CHER,)
    assert not any(p.handicap for p in montre.personnes)
    saisi = {
        "demandeur": replace(montre.demandeur, prenoms="Camille Rose") if montre.demandeur else None,
        "occupants": montre.occupants,
        "handicaps": (),
        "motifs": replace(montre.motifs, codes=(Motif.TROP_CHER, Motif.TRAVAIL)),
    }
    apres = replace(avant, **rendre_le_cache(avant, saisi))
    assert apres.demandeur is not None
    assert (apres.demandeur.prenoms, apres.demandeur.handicap) == ("Camille Rose", True)
    assert apres.occupants == avant.occupants
    assert apres.handicaps == avant.handicaps
    assert apres.motifs.codes == (Motif.VIOLENCES, Motif.TROP_CHER, Motif.TRAVAIL)


def test_sans_rien_de_sensible_rien_n_est_cache() -> None:
    formulaire = un_formulaire()
    assert masquer(formulaire) == (formulaire, False)


def test_le_logement_possede_et_le_jugement_se_gardent() -> None:
    formulaire = un_formulaire(motifs=Motifs(codes=(Motif.EXPULSION,), jugement_le=date(2026, 3, 1)))
    assert formulaire.logement_actuel is not None
    actuel = replace(formulaire.logement_actuel, proprietaire=True, possede=LogementPossede(lieu="x" * 81))
    assert codes(replace(formulaire, logement_actuel=actuel)) == {("logement_actuel.possede.lieu", "trop-long")}
