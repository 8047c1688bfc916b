"""Every list of codes that a screen shows, built once from the domain's enumerations."""

from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from domain.annonces.model import EtatAnnonce
from domain.biens import codes as biens
from domain.commissions.model import EtatSeance, ModeSeance
from domain.communications.model import MotifDeRetour
from domain.communications.questions.model import EtatQuestion
from domain.conventions_flux.model import EtatConvention, ModeDeGestion, RelogementsAnru
from domain.demandes import codes as demandes
from domain.demandes.champs import ChampDuFormulaire, champs
from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.parametres import PARAMETRES, entier
from domain.demandes.personnes.codes import Justificatif, SorteGeste
from domain.demandes.protection import MotifProtection
from domain.demandes.queries import Rupture
from domain.demandes.rules.doublons import Force
from domain.demandes.sources import Source
from domain.echanges.sne import codes as sne
from domain.kernel import codes as kernel
from domain.kernel.nomenclature import Choix, Nomenclature
from domain.organismes.model import TypeOrganisme
from domain.pieces.codes import EtatPiece, TypePiece
from domain.propositions import codes as propositions
from domain.publics import codes as publics
from domain.tracabilite import codes as tracabilite


class NomenclaturesVue(BaseModel):
    listes: dict[str, list[Choix]]


class LimitesDuFormulaire(BaseModel):
    """Combien de réponses au plus à chaque question qui en admet plusieurs, ce jour-là, dans ce département."""

    communes: int
    secteurs: int
    programmes: int
    motifs: int


class NomenclaturesDesPartenaires(NomenclaturesVue):
    model_config = ConfigDict(use_attribute_docstrings=True)

    champs: list[ChampDuFormulaire]
    """Les champs de la demande, et d'où vient chacun : du Cerfa, de son complément, ou du fichier partagé."""
    limites: LimitesDuFormulaire


LISTES: dict[str, type[Nomenclature]] = {
    "civilite": demandes.Civilite,
    "nationalite": demandes.Nationalite,
    "situation_familiale": demandes.SituationFamiliale,
    "contrat": demandes.Contrat,
    "ressource": demandes.Ressource,
    "statut_logement": demandes.StatutLogement,
    "categorie_logement": kernel.CategorieLogement,
    "typologie": kernel.Typologie,
    "sexe": kernel.Sexe,
    "motif": demandes.Motif,
    "lien_codemandeur": demandes.LienCodemandeur,
    "lien_parente": demandes.LienParente,
    "coparentalite": demandes.Coparentalite,
    "lien_colocataire": demandes.LienColocataire,
    "besoin": demandes.Besoin,
    "souhait": demandes.Souhait,
    "nature_dossier": demandes.NatureDossier,
    "categorie_socioprofessionnelle": demandes.CategorieSocioprofessionnelle,
    "particularite_hlm": demandes.ParticulariteHlm,
    "etat_handicap": demandes.EtatHandicap,
    "capacite_marche": demandes.CapaciteMarche,
    "nature_moteur": demandes.NatureMoteur,
    "nature_sensoriel": demandes.NatureSensoriel,
    "aide_technique": demandes.AideTechnique,
    "equipement_adapte": demandes.Equipement,
    "etat_demande": demandes.EtatDemande,
    "rupture": Rupture,
    "source_de_modification": Source,
    "accord_collectif": propositions.AccordCollectif,
    "motif_retour": demandes.MotifRetour,
    "point_a_corriger": demandes.PointACorriger,
    "motif_radiation": demandes.MotifRadiation,
    "geste_sur_personne": SorteGeste,
    "justificatif_de_depart": Justificatif,
    "motif_protection": MotifProtection,
    "decision_doublon": DecisionDoublon,
    "force_doublon": Force,
    "motif_irrecevabilite": demandes.MotifIrrecevabilite,
    "motif_restauration": demandes.MotifRestauration,
    "motif_reveil": demandes.MotifReveil,
    "moyen_avertissement": demandes.MoyenAvertissement,
    "type_piece": TypePiece,
    "etat_piece": EtatPiece,
    "financement": kernel.Financement,
    "type_reservataire": kernel.TypeReservataire,
    "etat_bien": biens.EtatBien,
    "dpe": biens.ClasseEnergie,
    "chauffage": biens.Chauffage,
    "motif_retrait": biens.MotifRetrait,
    "etat_annonce": EtatAnnonce,
    "etat_proposition": propositions.EtatProposition,
    "decision_cal": propositions.Decision,
    "motif_non_attribution": propositions.MotifNonAttribution,
    "motif_refus_candidat": propositions.MotifRefusCandidat,
    "etat_commission": EtatSeance,
    "mode_commission": ModeSeance,
    "etat_convention": EtatConvention,
    "mode_gestion_flux": ModeDeGestion,
    "relogements_anru": RelogementsAnru,
    "famille_public": publics.Famille,
    "origine_label": publics.Origine,
    "statut_dalo": publics.StatutDalo,
    "etat_de_transmission": sne.EtatTransmission,
    "regle_de_lecture": tracabilite.RegleDeLecture,
    "motif_urgence": publics.MotifUrgence,
    "motif_de_retour": MotifDeRetour,
    "etat_question": EtatQuestion,
}


@lru_cache(maxsize=256)
def nomenclatures(departement: str, le: date) -> NomenclaturesVue:
    """`le`: some lists are a département's own, and dated."""
    listes = {name: list(kind.choix()) for name, kind in LISTES.items()}
    listes["type_organisme"] = [Choix(code=t.value, libelle=t.libelle) for t in TypeOrganisme]
    collecteurs = PARAMETRES.cherche("formulaire.collecteurs", le, departement)
    listes["collecteur"] = [Choix(code=c, libelle=c) for c in (collecteurs.textes() if collecteurs else ())]
    return NomenclaturesVue(listes=listes)


def nomenclatures_des_partenaires(departement: str, le: date) -> NomenclaturesDesPartenaires:
    limites = {nom: entier(f"formulaire.{nom}_max", le, departement) for nom in LimitesDuFormulaire.model_fields}
    return NomenclaturesDesPartenaires(
        listes=nomenclatures(departement, le).listes, champs=list(champs(le)), limites=LimitesDuFormulaire(**limites)
    )
