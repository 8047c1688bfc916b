"""Le catalogue fermé des champs : rien d'autre ne peut entrer dans un calcul de points.

La nationalité, le sexe, le nom et l'adresse n'y sont pas, et n'ont pas à y être
(loi n° 2008-496 du 27 mai 2008 ; CCH L441-1).
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, Temps, TypeChamp, Unite
from domain.cotation.vocabulary import (
    LABELS_SENSIBLES,
    MOTIFS_SENSIBLES,
    PIECES_DES_MOTIFS,
    SYNONYMES_MOTIFS,
    SYNONYMES_STATUTS,
    Label,
)
from domain.demandes.codes import (
    Contrat,
    Motif,
    NatureDossier,
    Ressource,
    SituationFamiliale,
    StatutLogement,
    Typologie,
)

_CHAMPS: Final = (
    # la demande
    Champ(
        code="anciennete_mois",
        libelle="Ancienneté de la demande",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.DEPOT,
        saisi=False,
    ),
    Champ(
        code="delai_anormalement_long",
        libelle="Délai anormalement long dépassé",
        type=TypeChamp.BOOLEEN,
        temps=Temps.A_COMPTER_DU,
        rubrique=Rubrique.DELAI,
        saisi=False,
    ),
    Champ(
        code="nature",
        libelle="Nature du dossier",
        type=TypeChamp.CODE,
        nomenclature=NatureDossier,
        rubrique=Rubrique.DEPOT,
        saisi=False,
    ),
    Champ(
        code="mutation",
        libelle="Demande de mutation dans le parc social",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
        saisi=False,
    ),
    Champ(
        code="dossier_complet",
        libelle="Pièces du dossier toutes validées",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PIECES,
        saisi=False,
    ),
    # les priorités
    Champ(
        code="dalo",
        libelle="Droit au logement opposable reconnu",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.DALO,
        saisi=False,
    ),
    Champ(
        code="label",
        libelle="Priorité reconnue",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Label,
        codes_sensibles=LABELS_SENSIBLES,
        ouvert=True,
        rubrique=Rubrique.LABEL,
        saisi=False,
        autres_noms=("labels",),
    ),
    Champ(
        code="handicap",
        libelle="Situation de handicap dans le foyer",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.HANDICAP,
        justificatif=PIECES_DES_MOTIFS[Motif.HANDICAP],
        sensible=True,
    ),
    # les motifs
    Champ(
        code="motifs",
        libelle="Motifs de la demande",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Motif,
        synonymes=SYNONYMES_MOTIFS,
        justificatifs=PIECES_DES_MOTIFS,
        codes_sensibles=MOTIFS_SENSIBLES,
        rubrique=Rubrique.MOTIFS,
        autres_noms=("motif",),
    ),
    Champ(
        code="motif_principal",
        libelle="Motif principal",
        type=TypeChamp.CODE,
        nomenclature=Motif,
        synonymes=SYNONYMES_MOTIFS,
        justificatifs=PIECES_DES_MOTIFS,
        codes_sensibles=MOTIFS_SENSIBLES,
        rubrique=Rubrique.MOTIFS,
    ),
    # le logement actuel
    Champ(
        code="statut_logement",
        libelle="Logement actuel",
        type=TypeChamp.CODE,
        nomenclature=StatutLogement,
        synonymes=SYNONYMES_STATUTS,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="mois_dans_logement",
        libelle="Durée dans le logement actuel",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="surface_par_personne",
        libelle="Surface par personne",
        type=TypeChamp.NOMBRE,
        unite=Unite.METRES_CARRES,
        decimales=1,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="pieces_moins_personnes",
        libelle="Pièces du logement moins personnes qui y vivent",
        type=TypeChamp.NOMBRE,
        minimum=None,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="sur_occupation",
        libelle="Logement suroccupé",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="sous_occupation",
        libelle="Logement sous-occupé",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="proprietaire",
        libelle="Propriétaire d'un logement",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="loyer_actuel",
        libelle="Loyer actuel",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="qpv_actuel",
        libelle="Logement actuel en quartier prioritaire",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
        saisi=False,
    ),
    Champ(
        code="commune_actuelle",
        libelle="Commune actuelle",
        type=TypeChamp.CODE,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
    ),
    Champ(
        code="habite_epci",
        libelle="Habite déjà le territoire",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
        propre_au_territoire=True,
    ),
    Champ(
        code="habite_epci_depuis_mois",
        libelle="Durée de résidence sur le territoire",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
        propre_au_territoire=True,
    ),
    # le foyer
    Champ(
        code="nb_personnes",
        libelle="Personnes à loger",
        type=TypeChamp.NOMBRE,
        unite=Unite.PERSONNES,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_enfants",
        libelle="Enfants à loger",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.ENFANTS,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_enfants_mineurs",
        libelle="Enfants mineurs à loger",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.ENFANTS,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="enfant_a_naitre",
        libelle="Enfant à naître",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="parent_isole",
        libelle="Parent seul avec enfant",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="situation_familiale",
        libelle="Situation familiale",
        type=TypeChamp.CODE,
        nomenclature=SituationFamiliale,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="age_demandeur",
        libelle="Âge du demandeur",
        type=TypeChamp.NOMBRE,
        unite=Unite.ANNEES,
        temps=Temps.ANNEES,
        rubrique=Rubrique.DEMANDEUR,
    ),
    # le travail
    Champ(
        code="situation_professionnelle",
        libelle="Situations professionnelles du foyer",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Contrat,
        rubrique=Rubrique.TRAVAIL,
    ),
    Champ(
        code="commune_travail",
        libelle="Communes de travail",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        rubrique=Rubrique.TRAVAIL,
    ),
    Champ(
        code="travaille_epci",
        libelle="Travaille sur le territoire",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.TRAVAIL,
        propre_au_territoire=True,
    ),
    Champ(
        code="travaille_epci_depuis_mois",
        libelle="Durée de travail sur le territoire",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.TRAVAIL,
        propre_au_territoire=True,
    ),
    Champ(
        code="km_travail_logement",
        libelle="Distance entre le travail et le logement actuel",
        type=TypeChamp.NOMBRE,
        unite=Unite.KM,
        decimales=1,
        rubrique=Rubrique.DISTANCES,
    ),
    Champ(
        code="km_travail_commune_souhaitee",
        libelle="Distance entre le travail et la commune souhaitée",
        type=TypeChamp.NOMBRE,
        unite=Unite.KM,
        decimales=1,
        rubrique=Rubrique.DISTANCES,
        propre_au_territoire=True,
    ),
    Champ(
        code="km_logement_commune_souhaitee",
        libelle="Distance entre le logement actuel et la commune souhaitée",
        type=TypeChamp.NOMBRE,
        unite=Unite.KM,
        decimales=1,
        rubrique=Rubrique.DISTANCES,
        propre_au_territoire=True,
    ),
    # les revenus
    Champ(
        code="taux_effort",
        libelle="Part des ressources consacrée au logement actuel",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        minimum=None,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="reste_a_vivre",
        libelle="Reste à vivre par mois",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        minimum=None,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="ressources_mensuelles",
        libelle="Ressources mensuelles du foyer",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="ressources",
        libelle="Natures de ressources",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Ressource,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="rfr_uc_quartile",
        libelle="Quartile de revenus par unité de consommation",
        type=TypeChamp.NOMBRE,
        minimum=1,
        rubrique=Rubrique.REVENUS,
        propre_au_territoire=True,
    ),
    Champ(
        code="pourcentage_plafond_plus",
        libelle="Revenus rapportés au plafond PLUS",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        rubrique=Rubrique.REVENUS,
    ),
    # le logement recherché
    Champ(
        code="typologies",
        libelle="Tailles de logement demandées",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Typologie,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="communes_souhaitees",
        libelle="Communes souhaitées",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="nb_communes_souhaitees",
        libelle="Nombre de communes souhaitées",
        type=TypeChamp.NOMBRE,
        unite=Unite.COMMUNES,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="premier_choix_epci",
        libelle="Première commune souhaitée sur le territoire",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
        propre_au_territoire=True,
    ),
    Champ(
        code="demande_elargie",
        libelle="Accepte d'autres communes",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
)

CATALOGUE: Final[Mapping[str, Champ]] = MappingProxyType({champ.code: champ for champ in _CHAMPS})

_NOMS: Final = {nom: champ for champ in _CHAMPS for nom in (champ.code, *champ.autres_noms)}


def champ_nomme(nom: str) -> Champ | None:
    """Le champ de ce nom ; aucun s'il n'est pas au catalogue."""
    return _NOMS.get(nom)


def noms_proches(nom: str) -> list[str]:
    """Les champs qu'une faute de frappe pourrait viser."""
    return get_close_matches(nom, _NOMS, n=3)
