"""Les mots des grilles : événements, priorités, et les synonymes d'une grille écrite à la main."""

from enum import StrEnum
from typing import Final

from domain.demandes.codes import Motif, StatutLogement, Typologie
from domain.kernel.nomenclature import Nomenclature


class Operateur(StrEnum):
    EGAL = "="
    DIFFERENT = "!="
    INFERIEUR = "<"
    INFERIEUR_OU_EGAL = "<="
    SUPERIEUR = ">"
    SUPERIEUR_OU_EGAL = ">="
    DANS = "dans"
    """Le code est l'un de ceux cités ; pour un champ à plusieurs codes, l'un d'eux au moins l'est."""
    ENTRE = "entre"
    """Bornes comprises."""
    VIDE = "vide"
    NON_VIDE = "non_vide"


class Population(Nomenclature):
    """À qui la grille s'applique ; la loi permet une grille propre aux mutations (CCH R441-2-10)."""

    TOUS = "tous", "Toutes les demandes"
    PRIMO = "primo", "Demandes hors mutation"
    MUTATION = "mutation", "Demandes de mutation"


class Famille(Nomenclature):
    """La nature d'un bloc, qui permet de comparer les grilles entre elles."""

    NATIONALE = "nationale", "Priorités nationales"
    LOCALE = "locale", "Priorités locales"
    HISTORIQUE = "historique", "Historique et vie de la demande"


class ModeDeBloc(Nomenclature):
    """Comment les points d'un bloc se cumulent."""

    SOMME = "somme", "Les points s'additionnent"
    MAX = "max", "Seul le critère le plus élevé compte"
    PREMIER = "premier", "Seul le premier critère rempli compte"


class ModeDEnsemble(Nomenclature):
    """Comment les points de plusieurs blocs se cumulent."""

    SOMME = "somme", "Les points des blocs s'additionnent"
    MAX = "max", "Seul le bloc le plus élevé compte"


class ModeDePreuve(Nomenclature):
    """Ce qu'il faut pour que les points d'un critère soient vérifiés."""

    AUTOMATIQUE = "automatique", "Calculé par le fichier"
    DECLARATIF = "declaratif", "Sur déclaration"
    JUSTIFIE = "justifie", "Sur pièce justificative validée"
    VALIDE_PAR = "valide_par", "Sur validation d'un intervenant habilité"


class Arrondi(Nomenclature):
    """Ce que deviennent des points qui ne tombent pas juste."""

    PROCHE = "proche", "Au point le plus proche, la moitié vers le haut"
    INFERIEUR = "inferieur", "Au point inférieur"
    SUPERIEUR = "superieur", "Au point supérieur"


class Departage(Nomenclature):
    """Ce qui départage deux demandes au même nombre de points."""

    DATE_DEPOT = "date_depot_initial", "La demande la plus ancienne passe devant"
    NUMERO_UNIQUE = "numero_unique", "Le numéro unique le plus petit passe devant"


class StatutCotation(Nomenclature):
    """Ce que vaut un total."""

    VERIFIEE = "verifiee", "Points vérifiés"
    PROVISOIRE = "provisoire", "Points provisoires : des justificatifs sont attendus"
    HORS_COTATION = "hors_cotation", "Demande non cotée par cette grille"


class EtatLigne(Nomenclature):
    """Ce que deviennent les points d'un critère."""

    ACQUIS = "acquis", "Points acquis"
    EXCLU_PAR = "exclu_par", "Non compté : un autre bloc passe avant"
    PLAFONNE = "plafonne", "Compté en partie : le bloc est plafonné"
    ABSORBE_PAR = "absorbe_par", "Non compté : un autre critère passe avant"
    EN_ATTENTE_PIECE = "en_attente_piece", "En attente d'un justificatif"
    NON_APPLICABLE = "non_applicable", "Ne s'applique pas"
    DONNEE_MANQUANTE = "donnee_manquante", "Information manquante"


class EtatDePreuve(Nomenclature):
    """Où en est ce qui prouve un critère."""

    ATTENDUE = "attendue", "Attendue"
    DEPOSEE = "deposee", "Déposée, en attente de vérification"
    VALIDEE = "validee", "Validée"
    REFUSEE = "refusee", "Refusée"
    EXPIREE = "expiree", "Expirée"


class GenreLevier(Nomenclature):
    """Ce qui peut légitimement faire changer des points : jamais une autre déclaration de sa situation."""

    PIECE = "piece", "Une pièce à fournir"
    DONNEE = "donnee", "Une information à compléter"
    DATE = "date", "Le temps qui passe"


class StatutGrille(Nomenclature):
    """Où en est une version de grille."""

    BROUILLON = "brouillon", "Brouillon"
    TEST = "test", "En test"
    PUBLIEE = "publiee", "Publiée"
    ARCHIVEE = "archivee", "Archivée"


class CauseDeCalcul(Nomenclature):
    """Pourquoi les points d'une demande ont été recalculés."""

    DEMANDE = "demande", "La demande a changé"
    PIECE = "piece", "Une pièce a été contrôlée"
    EVENEMENT = "evenement", "Un événement de la demande"
    GRILLE = "grille", "La grille a changé"
    TEMPS = "temps", "Le temps a passé"


class TypeEvenement(Nomenclature):
    """Les faits datés de la vie d'une demande qu'une grille peut compter."""

    REFUS_PROPOSITION = "refus_proposition", "Refus d'un logement proposé"
    REFUS_PROSPECTION = "refus_prospection", "Refus d'une offre de visite"
    SANS_REPONSE = "sans_reponse", "Absence de réponse à une proposition"
    PROPOSITION = "proposition", "Logement proposé"
    CAL_ATTRIBUE = "passage_cal_attribue", "Passage en commission avec attribution"
    CAL_RANG_SUIVANT = "passage_cal_rang_suivant", "Retenu en commission à un rang suivant"
    CAL_NON_ATTRIBUE = "passage_cal_non_attribue", "Passage en commission sans attribution"
    RENOUVELLEMENT = "renouvellement", "Renouvellement de la demande"
    RESTAURATION = "restauration", "Restauration de la demande"
    DECLARATION_INEXACTE = "declaration_inexacte", "Déclaration inexacte"
    ABSENCE_VISITE = "absence_visite", "Absence à une visite ou à un rendez-vous"
    TROUBLES = "troubles", "Troubles de voisinage ou dégradations constatés"


REFUS: Final = frozenset({TypeEvenement.REFUS_PROPOSITION.value, TypeEvenement.REFUS_PROSPECTION.value})
"""Les événements qui sont des refus du demandeur (CCH R441-2-10)."""

NOTES_PAR_UN_AGENT: Final = frozenset(
    {
        TypeEvenement.DECLARATION_INEXACTE.value,
        TypeEvenement.REFUS_PROSPECTION.value,
        TypeEvenement.ABSENCE_VISITE.value,
        TypeEvenement.TROUBLES.value,
    }
)
"""Les événements que le fichier ne peut pas voir lui-même : un agent les note, avec leur motif."""

CONTESTABLES: Final = REFUS | NOTES_PAR_UN_AGENT | {TypeEvenement.SANS_REPONSE.value}
"""Ce que le fichier retient contre un demandeur : refus, silence, déclaration inexacte. Le reste n'est pas un grief."""


class Label(Nomenclature):
    """Les priorités reconnues à une demande, par la loi ou par un partenaire habilité (CCH L441-1)."""

    PDALHPD = "PDALHPD", "Plan départemental d'action pour le logement des personnes défavorisées"
    ACCORD_COLLECTIF = "ACD", "Accord collectif départemental"
    CONTINGENT_PREFECTORAL = "CONT_PREF", "Contingent préfectoral"
    TRAVAILLEUR_ESSENTIEL = "TRAV_ESSENTIEL", "Travailleur essentiel"
    L441_1_HANDICAP = "L441_1_a", "Situation de handicap"
    L441_1_COORDINATION = "L441_1_b", "Sortie d'appartement de coordination thérapeutique"
    L441_1_MAL_LOGE = "L441_1_c", "Personne mal logée ou en difficulté"
    L441_1_HEBERGE = "L441_1_d", "Hébergement ou logement temporaire"
    L441_1_REPRISE = "L441_1_e", "Reprise d'activité après un chômage de longue durée"
    L441_1_INDIGNE = "L441_1_f", "Habitat indigne"
    L441_1_VIOLENCES = "L441_1_g", "Violences au sein du couple"
    L441_1_AGRESSION = "L441_1_g_bis", "Agression sexuelle au domicile ou à ses abords"
    L441_1_PROSTITUTION = "L441_1_h", "Parcours de sortie de la prostitution"
    L441_1_TRAITE = "L441_1_i", "Traite des êtres humains ou proxénétisme"
    L441_1_MINEUR = "L441_1_j", "Enfant mineur dans un logement suroccupé ou non décent"
    L441_1_SANS_LOGEMENT = "L441_1_k", "Sans logement ou hébergé par un tiers"
    L441_1_EXPULSION = "L441_1_l", "Menace d'expulsion sans relogement"
    L441_1_ASE = "L441_1_m", "Sortie de l'aide sociale à l'enfance"


SYNONYMES_MOTIFS: Final = {
    "mutation_pro": (Motif.MUTATION.value,),
    "mutation_professionnelle": (Motif.MUTATION.value,),
    "rapprochement_travail": (Motif.TRAVAIL.value,),
    "rapprochement_familial": (Motif.FAMILLE.value,),
    "divorce": (Motif.SEPARATION.value,),
    "logement_indigne": (Motif.NON_DECENT.value,),
}

PIECES_DES_MOTIFS: Final = {
    motif.value: f"MOT_{motif.value}"
    for motif in (
        Motif.NON_DECENT,
        Motif.REPRIS_OU_VENDU,
        Motif.EXPULSION,
        Motif.VIOLENCES,
        Motif.HANDICAP,
        Motif.SANTE,
        Motif.TROP_CHER,
        Motif.REGROUPEMENT,
        Motif.ASSISTANT_MATERNEL,
        Motif.MUTATION,
        Motif.TRAVAIL,
        Motif.ACCEDANT,
    )
}
"""Les motifs que la liste réglementaire sait prouver, et leur pièce ; pour les autres, la grille dit laquelle."""

MOTIFS_SENSIBLES: Final = frozenset({Motif.VIOLENCES.value, Motif.HANDICAP.value, Motif.SANTE.value})
"""Santé et violences : ces motifs ne se montrent qu'à qui en a le droit."""

LABELS_SENSIBLES: Final = frozenset(
    {
        Label.L441_1_HANDICAP.value,
        Label.L441_1_COORDINATION.value,
        Label.L441_1_VIOLENCES.value,
        Label.L441_1_AGRESSION.value,
        Label.L441_1_PROSTITUTION.value,
        Label.L441_1_TRAITE.value,
    }
)
"""De même des labels : un critère qui en cite un ne se détaille qu'à qui en a le droit."""

PIECES_SENSIBLES: Final = frozenset(PIECES_DES_MOTIFS[motif] for motif in MOTIFS_SENSIBLES)

SYNONYMES_TYPOLOGIES: Final = {
    "studio": (Typologie.T1.value,),
    "T6": (Typologie.T6_ET_PLUS.value,),
    "T7": (Typologie.T6_ET_PLUS.value,),
}

SYNONYMES_STATUTS: Final = {
    "locataire_hlm": (StatutLogement.HLM.value,),
    "locataire_prive": (StatutLogement.PARC_PRIVE.value,),
    "habitat_fortune": (StatutLogement.SANS_ABRI.value,),
    "heberge_tiers": (StatutLogement.PARTICULIER.value, StatutLogement.PARENTS_ENFANTS.value),
    "heberge_famille": (StatutLogement.PARENTS_ENFANTS.value,),
    "heberge_structure": (StatutLogement.STRUCTURE.value,),
}
