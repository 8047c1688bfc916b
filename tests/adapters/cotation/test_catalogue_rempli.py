"""Aucun champ du catalogue n'est une promesse vide : chacun prend au moins deux valeurs sur des dossiers ordinaires."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

import pytest

from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.demande import faits_de_la_demande
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.interpreter import Evaluateur
from domain.cotation.vocabulary import Label
from domain.demandes.codes import (
    AideTechnique,
    CapaciteMarche,
    CategorieSocioprofessionnelle,
    Contrat,
    Coparentalite,
    NatureDossier,
    ParticulariteHlm,
    StatutLogement,
    Typologie,
)
from domain.demandes.formulaire import (
    AccompagnementSocial,
    Adresse,
    DossierFsl,
    FicheHandicap,
    Formulaire,
    LogementActuel,
    Naissances,
    SituationProfessionnelle,
)
from domain.pieces.rules.attendues import attendues, dossier_complet
from tests.domain.cotation.cases import un_bloc, une_grille
from tests.factories.formulaires import ne_il_y_a, un_codemandeur, un_formulaire, un_occupant, une_personne

JOUR = date(2026, 11, 22)
RENNES, RENNES_METROPOLE = "35238", "243500139"
VOIE_DU_QUARTIER = "rue Haute"


@dataclass(frozen=True)
class UneDemande:
    formulaire: Formulaire
    departement: str = "35"
    nature: NatureDossier = NatureDossier.STANDARD
    deposee_le: date | None = date(2024, 3, 1)
    dalo: bool = False


def un_dossier_rare() -> Formulaire:
    """Ce que peu de demandeurs disent."""
    adresse = Adresse(numero="3", voie=VOIE_DU_QUARTIER, code_postal="35000", commune=RENNES)
    travail = SituationProfessionnelle(
        contrat=Contrat.CDI,
        commune_travail=RENNES,
        chez_l_employeur_depuis=date(2015, 9, 1),
        cotise_action_logement=True,
        categorie=CategorieSocioprofessionnelle.EMPLOYE,
    )
    demandeur = une_personne(
        adresse=adresse, situation_professionnelle=travail, situation_familiale_depuis=date(2026, 1, 15)
    )
    formulaire = un_formulaire(
        demandeur=demandeur,
        occupants=(un_occupant(9, coparentalite=Coparentalite.GARDE_ALTERNEE),),
        logement_actuel=LogementActuel(
            statut=StatutLogement.HLM,
            depuis_le=date(2012, 6, 1),
            particularite=ParticulariteHlm.DEMOLITION,
            preavis_le=date(2026, 10, 31),
            loyer=500,
            surface=40,
        ),
        a_naitre=Naissances(nombre=1, prevue_le=date(2027, 3, 1)),
        handicaps=(
            FicheHandicap(
                personne_id=demandeur.id,
                aides=(AideTechnique.FAUTEUIL_MANUEL,),
                marche=CapaciteMarche.IMPOSSIBLE,
            ),
        ),
        accompagnement=AccompagnementSocial(nom="Association d'essai"),
    )
    assert formulaire.logement_recherche is not None
    return replace(
        formulaire,
        logement_recherche=replace(
            formulaire.logement_recherche, adapte_handicap=True, communes=(RENNES,), dossier_fsl=DossierFsl()
        ),
        motifs=replace(formulaire.motifs, jugement_le=date(2026, 2, 1)),
    )


@cache
def stock() -> tuple[Faits, ...]:
    return tuple(_lus())


def _lus() -> Iterator[Faits]:
    hasard, le, ou = Hasard.de("catalogue"), datetime(2026, 11, 1, 10, tzinfo=UTC), geographie("35")
    for rang in range(300):
        formulaire = tirer_formulaire(hasard, ou, ["Granit Habitat"], JOUR, le)
        demande = UneDemande(formulaire, deposee_le=JOUR - timedelta(days=11 * rang), dalo=rang % 40 == 0)
        labels = [Label.PDALHPD.value] if rang % 30 == 0 else []
        yield faits_de_la_demande(demande, ou, JOUR, labels=labels)
    rare = UneDemande(un_dossier_rare(), nature=NatureDossier.ANRU)
    piece = PreuveAdmise(type="MOT_07", valide_le=date(2026, 10, 1), expire_le=date(2027, 10, 1))
    yield faits_de_la_demande(rare, ou, JOUR, pieces=[piece], complet=True)
    actuel = rare.formulaire.logement_actuel
    assert actuel is not None
    vendu = replace(actuel, particularite=ParticulariteHlm.VENTE, preavis_le=date(2027, 2, 28), loyer=620)
    chomage = SituationProfessionnelle(contrat=Contrat.CHOMAGE, depuis_le=date(2025, 2, 1))
    separe = une_personne(situation_familiale_depuis=date(2023, 1, 15), situation_professionnelle=chomage)
    naissance = Naissances(nombre=1, prevue_le=date(2026, 12, 24))
    autre = replace(rare.formulaire, logement_actuel=vendu, demandeur=separe, a_naitre=naissance)
    yield faits_de_la_demande(UneDemande(autre), ou, JOUR)


@pytest.mark.parametrize("code", CATALOGUE)
def test_chaque_champ_du_catalogue_prend_au_moins_deux_valeurs(code: str) -> None:
    champ = CATALOGUE[code]
    lues = {champ.lire(faits.pour(epci).valeurs.get(code), JOUR) for faits in stock() for epci in faits.territoires}
    assert len(lues - {None}) >= 2, f"{code} : {lues}"


def test_ce_qui_est_propre_au_territoire_se_lit_pour_lui_seul() -> None:
    lus = faits_de_la_demande(UneDemande(un_dossier_rare()), geographie("35"), JOUR).pour(RENNES_METROPOLE).valeurs
    assert lus["habite_epci_depuis_mois"] == date(2012, 6, 1)
    assert lus["travaille_epci_depuis_mois"] == date(2015, 9, 1)
    assert lus["habite_commune_souhaitee"]
    assert lus["qpv_actuel"]
    assert lus["nb_communes_du_territoire"] == 1


@pytest.mark.parametrize(("travaille", "attendu"), [("35288", 10), ("35051", 0)], ids=["Saint-Malo", "Cesson-Sévigné"])
def test_plus_de_trente_kilometres_se_mesurent_de_commune_a_commune_sans_rien_demander_au_reseau(
    travaille: str, attendu: int
) -> None:
    """Les centres des communes sont dans le référentiel livré."""
    loin = {"code": "LOIN", "si": {"champ": "km_travail_logement", "op": ">", "val": 30}, "points": 10}
    metier = SituationProfessionnelle(contrat=Contrat.CDI, commune_travail=travaille)
    chez_lui = Adresse(voie="rue Haute", code_postal="35000", commune=RENNES)
    formulaire = replace(un_dossier_rare(), demandeur=une_personne(adresse=chez_lui, situation_professionnelle=metier))
    faits = faits_de_la_demande(UneDemande(formulaire), geographie("35"), JOUR).pour(RENNES_METROPOLE)
    assert Evaluateur(une_grille(un_bloc(loin))).evaluer(faits, JOUR).total_verifie == attendu


def test_le_rang_du_territoire_est_celui_de_sa_premiere_commune_souhaitee() -> None:
    formulaire = un_dossier_rare()
    assert formulaire.logement_recherche is not None
    souhait = replace(formulaire.logement_recherche, communes=("35288", "35360", RENNES))
    faits = faits_de_la_demande(UneDemande(replace(formulaire, logement_recherche=souhait)), geographie("35"), JOUR)
    assert faits.pour(RENNES_METROPOLE).valeurs["rang_du_territoire"] == 3
    assert faits.valeurs["premiere_commune_souhaitee"] == "35288"


def test_la_commune_du_premier_choix_n_est_pas_une_commune_souhaitee_parmi_d_autres() -> None:
    """Le dossier habite et travaille à Rennes."""
    formulaire = un_dossier_rare()
    assert formulaire.logement_recherche is not None
    lus = []
    for communes in ((RENNES, "35288"), ("35288", RENNES)):
        souhait = replace(formulaire.logement_recherche, communes=communes)
        demande = UneDemande(replace(formulaire, logement_recherche=souhait))
        valeurs = faits_de_la_demande(demande, geographie("35"), JOUR).pour(RENNES_METROPOLE).valeurs
        assert (valeurs["habite_commune_souhaitee"], valeurs["travaille_commune_souhaitee"]) == (True, True)
        lus.append((valeurs["habite_premier_choix"], valeurs["travaille_premier_choix"]))
    assert lus == [(True, True), (False, False)]


def test_un_jeune_menage_cesse_de_l_etre_le_jour_d_un_anniversaire() -> None:
    """Arrêté du 29 juillet 1987 modifié, annexe I : un couple sans personne à charge, 55 ans à deux au plus."""
    un, autre = une_personne(ne_le=date(1998, 12, 1)), un_codemandeur(ne_le=date(1999, 6, 1))
    demande = UneDemande(un_formulaire(demandeur=un, codemandeurs=(autre,), occupants=()))
    faits = faits_de_la_demande(demande, geographie("35"), JOUR)
    assert faits.valeurs["jeune_menage"] is True
    assert faits.a_revoir_le == date(2027, 6, 1), "vingt-huit ans chacun"
    assert faits_de_la_demande(demande, geographie("35"), date(2027, 6, 1)).valeurs["jeune_menage"] is False


def test_le_reste_a_vivre_se_partage_par_unite_de_consommation_ou_par_personne() -> None:
    formulaire = un_formulaire(occupants=(un_occupant(4), un_occupant(6)))
    (ressource,) = formulaire.revenus.ressources
    revenus = replace(formulaire.revenus, ressources=(replace(ressource, montant=1_560),))
    actuel = LogementActuel(statut=StatutLogement.PARC_PRIVE, loyer=600)
    demande = UneDemande(replace(formulaire, revenus=revenus, logement_actuel=actuel))
    valeurs = faits_de_la_demande(demande, geographie("35"), JOUR).valeurs
    assert (valeurs["reste_a_vivre"], valeurs["reste_a_vivre_par_personne"]) == (600, 320)


def test_une_garde_alternee_n_est_pas_un_droit_de_visite() -> None:
    occupants = [un_occupant(5, coparentalite=c) for c in (*Coparentalite, Coparentalite.DROIT_DE_VISITE)]
    demande = UneDemande(un_formulaire(occupants=tuple(occupants)))
    valeurs = faits_de_la_demande(demande, geographie("35"), JOUR).valeurs
    assert (valeurs["nb_enfants_garde"], valeurs["nb_enfants_garde_alternee"]) == (3, 1)


def test_qui_n_habite_pas_le_territoire_n_y_habite_depuis_aucun_mois() -> None:
    ailleurs = Adresse(voie="rue Haute", code_postal="35400", commune="35288")
    formulaire = replace(un_dossier_rare(), demandeur=une_personne(adresse=ailleurs))
    faits = faits_de_la_demande(UneDemande(formulaire), geographie("35"), JOUR).pour(RENNES_METROPOLE)
    champ = CATALOGUE["habite_epci_depuis_mois"]
    assert champ.lire(faits.valeurs.get(champ.code), JOUR) == 0


@pytest.mark.parametrize(
    ("ressources", "attendu"), [(700, 1), (731, 2), (1_109, 2), (1_110, 3), (1_570, 3), (1_571, 4)]
)
def test_le_quartile_suit_les_seuils_de_l_annee_sur_le_territoire(ressources: int, attendu: int) -> None:
    formulaire = un_formulaire()
    (ressource,) = formulaire.revenus.ressources
    revenus = replace(formulaire.revenus, ressources=(replace(ressource, montant=ressources),))
    faits = faits_de_la_demande(UneDemande(replace(formulaire, revenus=revenus)), geographie("35"), JOUR)
    assert faits.pour(RENNES_METROPOLE).valeurs["rfr_uc_quartile"] == attendu


def test_sans_ressource_declaree_aucun_quartile() -> None:
    formulaire = un_formulaire()
    revenus = replace(formulaire.revenus, ressources=())
    faits = faits_de_la_demande(UneDemande(replace(formulaire, revenus=revenus)), geographie("35"), JOUR)
    assert "rfr_uc_quartile" not in faits.pour(RENNES_METROPOLE).valeurs


@dataclass(frozen=True)
class Validee:
    type: str
    personne_id: UUID | None
    expire_le: date | None = None


def test_une_piece_compte_une_fois_par_nature_et_tant_qu_elle_vaut() -> None:
    demande, ou = UneDemande(un_dossier_rare()), geographie("35")
    fin = JOUR + timedelta(days=10)
    pieces = [
        PreuveAdmise(type="MOT_07", valide_le=JOUR),
        PreuveAdmise(type="MOT_07", valide_le=JOUR),
        PreuveAdmise(type="MOT_06", valide_le=JOUR, expire_le=fin),
    ]
    veille = faits_de_la_demande(demande, ou, fin - timedelta(days=1), pieces=pieces)
    assert veille.valeurs["nb_pieces_validees"] == 2
    assert veille.a_revoir_le == fin, "le jour où une pièce cesse de valoir, le dossier se relit"
    assert faits_de_la_demande(demande, ou, fin, pieces=pieces).valeurs["nb_pieces_validees"] == 1


def test_un_logement_rendu_plus_grand_que_tous_ceux_demandes_se_compte_en_pieces() -> None:
    formulaire = un_formulaire()
    assert formulaire.logement_recherche is not None
    demandees = replace(formulaire.logement_recherche, typologies=(Typologie.T2, Typologie.T3))
    occupe = LogementActuel(statut=StatutLogement.HLM, typologie=Typologie.T5)
    demande = UneDemande(replace(formulaire, logement_recherche=demandees, logement_actuel=occupe))
    assert faits_de_la_demande(demande, geographie("35"), JOUR).valeurs["pieces_liberees"] == 2


def test_le_chomage_se_compte_depuis_le_plus_ancien_du_foyer() -> None:
    chomeur = SituationProfessionnelle(contrat=Contrat.CHOMAGE, depuis_le=date(2024, 5, 2))
    formulaire = un_formulaire(demandeur=une_personne(situation_professionnelle=chomeur))
    faits = faits_de_la_demande(UneDemande(formulaire), geographie("35"), JOUR)
    assert CATALOGUE["mois_au_chomage"].lire(faits.valeurs["mois_au_chomage"], JOUR) == 30
    assert "nb_adultes_en_emploi" not in faits.valeurs


def test_un_dossier_est_complet_quand_chaque_piece_attendue_est_validee_et_vaut_encore() -> None:
    formulaire = un_formulaire(demandeur=une_personne(ne_le=ne_il_y_a(40)))
    voulues = attendues(formulaire, JOUR)
    validees = [Validee(a.regle.types[0].value, a.personne_id) for a in voulues]
    assert dossier_complet(formulaire, validees, JOUR)
    assert not dossier_complet(formulaire, validees[1:], JOUR)
    perimee = replace(validees[0], expire_le=JOUR)
    assert not dossier_complet(formulaire, [perimee, *validees[1:]], JOUR)
    assert not dossier_complet(formulaire, [], JOUR)
