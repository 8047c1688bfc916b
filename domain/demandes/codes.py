"""Les listes de codes de la demande : codes du SNE, sauf mention « code du projet »."""

from domain.kernel.codes import CategorieLogement, Financement, Sexe, Typologie
from domain.kernel.nomenclature import Nomenclature

__all__ = [
    "AideTechnique",
    "CapaciteMarche",
    "CategorieLogement",
    "CategorieSocioprofessionnelle",
    "Civilite",
    "Contrat",
    "Coparentalite",
    "Equipement",
    "EtatDemande",
    "EtatHandicap",
    "Financement",
    "LienCodemandeur",
    "LienColocataire",
    "LienParente",
    "Motif",
    "MotifIrrecevabilite",
    "MotifRadiation",
    "MotifRestauration",
    "MotifRetour",
    "MotifReveil",
    "MoyenAvertissement",
    "Nationalite",
    "NatureDossier",
    "NatureMoteur",
    "NatureSensoriel",
    "ParticulariteHlm",
    "PointACorriger",
    "Ressource",
    "Sexe",
    "SituationFamiliale",
    "StatutLogement",
    "Typologie",
]


class EtatDemande(Nomenclature):
    """Où en est la demande. Codes du projet, sauf SA, NR, AN et AR."""

    BROUILLON = "BR", "Brouillon"
    EN_COURS_DE_SAISIE = "ES", "En cours de saisie"
    EN_ATTENTE_DE_VALIDATION = "EV", "En attente de validation"
    RETOURNEE = "RT", "Retournée"
    ACTIVE = "AC", "Active"
    EN_SOMMEIL = "SO", "En sommeil"
    SATISFAITE = "SA", "Satisfaite"
    RADIEE_NON_RENOUVELLEMENT = "NR", "Radiée, non renouvelée"
    RADIEE_ABANDON = "AN", "Radiée, abandon"
    RADIEE_ABSENCE_DE_REPONSE = "AR", "Radiée, absence de réponse"
    RADIEE_IRRECEVABILITE = "IR", "Radiée, irrecevable"
    RADIEE_DECES = "DC", "Radiée, décès"
    SUPPRIMEE = "SU", "Supprimée"
    FUSIONNEE = "FU", "Fusionnée avec une autre"


class NatureDossier(Nomenclature):
    """Nature du dossier. Codes du projet."""

    STANDARD = "STANDARD", "Demande standard"
    ANRU = "ANRU", "Demande ANRU"
    MUTATION = "MUTATION", "Mutation dans le parc social"


class MotifRetour(Nomenclature):
    """Pourquoi une demande en ligne est retournée au demandeur. Codes du projet."""

    ILLISIBLE = "ILL", "Pièce illisible"
    MANQUANTE = "MAN", "Pièce manquante"
    INCOHERENCE = "INC", "Informations incohérentes"
    DOUBLON = "DBL", "Doublon : une demande existe déjà"
    SEJOUR = "SEJ", "Titre de séjour expiré ou non recevable"
    AUTRE = "AUT", "Autre motif"


class PointACorriger(Nomenclature):
    """Ce que le demandeur doit reprendre quand sa demande lui est retournée. Codes du projet."""

    PIECE = "PIECE", "Pièce d'identité ou titre de séjour"
    NOM = "NOM", "Nom de naissance"
    PRENOMS = "PRENOMS", "Prénoms"
    NAISSANCE = "NAISSANCE", "Date de naissance"
    NATIONALITE = "NATIONALITE", "Nationalité"
    SITUATION_FAMILIALE = "FAMILLE", "Situation familiale"
    ADRESSE = "ADRESSE", "Adresse"
    TELEPHONE = "TELEPHONE", "Téléphone ou adresse électronique"
    CODEMANDEURS = "CODEMANDEURS", "Codemandeurs"
    OCCUPANTS = "OCCUPANTS", "Personnes à loger"
    TRAVAIL = "TRAVAIL", "Situation professionnelle"
    REVENU_FISCAL = "RFR", "Revenu fiscal de référence"
    RESSOURCES = "RESSOURCES", "Ressources du mois"
    LOGEMENT_ACTUEL = "LOGEMENT", "Logement actuel"
    COMMUNES = "COMMUNES", "Communes souhaitées"
    TYPOLOGIES = "TYPOLOGIES", "Taille du logement souhaité"
    MOTIFS = "MOTIFS", "Motifs de la demande"


class MotifRadiation(Nomenclature):
    """Pourquoi une demande est radiée (CCH R441-2-8).

    La loi ne dit rien du décès de la seule personne titulaire, et le SNE n'a pas de code pour lui : RADDEC est un code
    du projet, transmis au SNE comme un abandon, le motif par lequel il ferme une demande que plus personne ne porte.
    """

    ATTRIBUTION = "RADATT", "Attribution d'un logement, bail signé"
    ABANDON = "RADABA", "Renonciation écrite du demandeur"
    ABSENCE_DE_REPONSE = "RADCON", "Absence de réponse à un courrier"
    IRRECEVABILITE = "RADIRR", "Irrecevabilité prononcée par la commission"
    NON_RENOUVELLEMENT = "RADREN", "Non-renouvellement"
    DECES = "RADDEC", "Décès de la seule personne titulaire"


class MotifIrrecevabilite(Nomenclature):
    """Les deux seules irrecevabilités (CCH R441-2-8 d)."""

    SEJOUR = "IRRSEJ", "Séjour irrégulier d'un majeur"
    RESSOURCES = "IRRRES", "Ressources supérieures au plafond"


class MoyenAvertissement(Nomenclature):
    """Par quel moyen le demandeur a été averti : chacun prouve la remise. Codes du projet."""

    LETTRE_RECOMMANDEE = "LRAR", "Lettre recommandée avec avis de réception"
    RECOMMANDE_ELECTRONIQUE = "LRE", "Lettre recommandée électronique"
    REMISE_EN_MAIN = "MAIN", "Remise en main propre contre signature"
    AUTRE = "AUTRE", "Autre moyen qui prouve la remise"


class MotifRestauration(Nomenclature):
    """Pourquoi une demande radiée redevient active. Codes du projet."""

    RENOUVELLEMENT = "RENOUV", "Renouvellement reçu en retard"
    REPONSE = "REPONSE", "Réponse du demandeur reçue"
    ERREUR = "ERREUR", "Radiation prononcée par erreur"
    BAIL_SANS_SUITE = "BAIL", "Bail resté sans suite"


class MotifReveil(Nomenclature):
    """Pourquoi un guichet réveille une demande en sommeil à la place de la personne. Codes du projet."""

    VISITE = "VISITE", "La personne l'a demandé au guichet"
    COURRIER = "COURRIER", "La personne l'a demandé par courrier"
    TELEPHONE = "TELEPHONE", "La personne l'a demandé par téléphone"
    RETARD = "RETARD", "Renouvellement reçu à temps, enregistré en retard"


class Civilite(Nomenclature):
    """Civilité (SNE `civilite`)."""

    MONSIEUR = "1", "Monsieur"
    MADAME = "2", "Madame"

    @property
    def sexe(self) -> Sexe:
        return Sexe.MASCULIN if self is Civilite.MONSIEUR else Sexe.FEMININ


class Nationalite(Nomenclature):
    """Nationalité (SNE `nationalite`)."""

    FRANCAISE = "1", "Française"
    UNION_EUROPEENNE = "2", "Union européenne"
    HORS_UNION_EUROPEENNE = "3", "Hors Union européenne"


class SituationFamiliale(Nomenclature):
    """Situation familiale (SNE `situationFamiliale`)."""

    CELIBATAIRE = "C", "Célibataire"
    MARIE = "M", "Marié(e)"
    DIVORCE = "D", "Divorcé(e)"
    SEPARE = "S", "Séparé(e)"
    PACSE = "P", "Pacsé(e)"
    CONCUBIN = "U", "Concubin(e)"
    VEUF = "V", "Veuf ou veuve"

    @property
    def en_couple(self) -> bool:
        return self in (
            SituationFamiliale.MARIE,
            SituationFamiliale.PACSE,
            SituationFamiliale.CONCUBIN,
        )


class Contrat(Nomenclature):
    """Situation professionnelle (SNE `typeContratTravail`)."""

    CDI = "CDI", "CDI ou fonctionnaire"
    CDD = "CDD", "CDD, stage ou intérim"
    ARTISAN = "ART", "Artisan, commerçant, profession libérale"
    CHOMAGE = "CHO", "Chômage"
    APPRENTI = "APP", "Apprentissage"
    ETUDIANT = "ETU", "Études"
    RETRAITE = "RET", "Retraite"
    AUTRE = "AUT", "Autre"


class Ressource(Nomenclature):
    """Nature d'une ressource mensuelle. L'APL et l'AL se disent avec le logement actuel."""

    SALAIRE = "SAL", "Salaire ou revenu d'activité"
    RETRAITE = "RET", "Retraite"
    CHOMAGE = "CHO", "Allocation chômage ou indemnités"
    PENSION_ALIMENTAIRE = "PAR", "Pension alimentaire reçue"
    INVALIDITE = "PINV", "Pension d'invalidité"
    ALLOCATIONS_FAMILIALES = "AF", "Allocations familiales"
    ADULTE_HANDICAPE = "AAH", "Allocation d'adulte handicapé"
    ENFANT_HANDICAPE = "AEEH", "Allocation d'éducation d'enfant handicapé"
    PRESENCE_PARENTALE = "AJPP", "Allocation journalière de présence parentale"
    RSA = "RSA", "Revenu de solidarité active"
    MINIMUM_VIEILLESSE = "AMV", "Allocation de minimum vieillesse"
    JEUNE_ENFANT = "PAJE", "Allocation jeune enfant"
    BOURSE = "BE", "Bourse étudiant"
    AUTRE = "AUT", "Autres (hors APL ou AL)"


class StatutLogement(Nomenclature):
    """Où vit le demandeur aujourd'hui (SNE `modeleLogement`)."""

    HLM = "HLM", "Locataire d'un logement HLM"
    PARC_PRIVE = "LP", "Locataire du parc privé"
    RESIDENCE_SOCIALE = "RS", "Résidence sociale, foyer ou pension de famille"
    RESIDENCE_HOTELIERE = "RHVS", "Résidence hôtelière à vocation sociale"
    RESIDENCE_ETUDIANTE = "RE", "Résidence étudiante"
    TEMPORAIRE = "SLHT", "Sous-locataire ou hébergé à titre temporaire"
    STRUCTURE = "SH", "Structure d'hébergement"
    CENTRE_ENFANCE = "CDEFCM", "Centre départemental de l'enfance et de la famille ou centre maternel"
    PARENTS_ENFANTS = "CPE", "Chez vos parents ou vos enfants"
    PARTICULIER = "CP", "Chez un particulier"
    TITRE_GRATUIT = "LTG", "Logé à titre gratuit"
    FONCTION = "FONC", "Logement de fonction"
    PROPRIETAIRE = "POCC", "Propriétaire occupant"
    CAMPING = "CAMCAR", "Camping, caravaning"
    HOTEL = "HOT", "Logé dans un hôtel"
    SANS_ABRI = "SD", "Sans abri ou abri de fortune"
    SQUAT = "SQUAT", "Dans un squat"


class Motif(Nomenclature):
    """Motif de la demande, trois au plus et classés."""

    SANS_LOGEMENT = "01", "Sans logement, hébergé ou en logement temporaire"
    DEMOLITION = "02", "Démolition"
    NON_DECENT = "03", "Logement non décent, insalubre ou dangereux, local impropre à l'habitation"
    REPRIS_OU_VENDU = "04", "Logement repris ou mis en vente par son propriétaire"
    EXPULSION = "05", "En procédure d'expulsion"
    VIOLENCES = "06", "Violences familiales"
    HANDICAP = "07", "Handicap"
    SANTE = "08", "Raisons de santé"
    TROP_CHER = "09", "Logement trop cher"
    TROP_GRAND = "10", "Logement trop grand"
    SEPARATION = "11", "Divorce, séparation"
    DECOHABITATION = "12", "Décohabitation"
    TROP_PETIT = "13", "Logement trop petit"
    UNION = "14", "Futur mariage, concubinage, PACS"
    REGROUPEMENT = "15", "Regroupement familial"
    ASSISTANT_MATERNEL = "16", "Assistant(e) maternel(le) ou familial(e)"
    ENVIRONNEMENT = "17", "Problèmes d'environnement ou de voisinage"
    MUTATION = "18", "Mutation professionnelle"
    TRAVAIL = "19", "Rapprochement du lieu de travail"
    EQUIPEMENTS = "20", "Rapprochement des équipements et services"
    FAMILLE = "21", "Rapprochement de la famille"
    ACCEDANT = "22", "Accédant à la propriété en difficulté"
    AUTRE = "23", "Autre motif particulier"


class LienCodemandeur(Nomenclature):
    """Lien du codemandeur avec le demandeur. M, P et C viennent du SNE, le reste est du projet."""

    CONJOINT = "M", "Conjoint(e)"
    PACSE = "P", "Partenaire de PACS"
    CONCUBIN = "C", "Concubin(e)"
    ASCENDANT = "ASC", "Ascendant"
    DESCENDANT = "DESC", "Descendant"
    FRATRIE = "FRAT", "Frère ou sœur"

    @property
    def est_un_couple(self) -> bool:
        return self in (LienCodemandeur.CONJOINT, LienCodemandeur.PACSE, LienCodemandeur.CONCUBIN)


class LienParente(Nomenclature):
    """Lien de l'occupant avec le demandeur (SNE `lienParente`)."""

    PARENT = "P", "Parent"
    ENFANT = "E", "Enfant"
    AUTRE = "A", "Autre"


class Coparentalite(Nomenclature):
    """L'enfant de parents séparés (SNE `coParentalite`)."""

    GARDE_ALTERNEE = "G", "Garde alternée"
    DROIT_DE_VISITE = "D", "Droit de visite"


class LienColocataire(Nomenclature):
    """Lien du colocataire avec le demandeur : chacun a sa demande et son bail. Codes du projet."""

    AMI = "AMI", "Sans lien de parenté"
    COUSIN = "COUS", "Cousin ou cousine"
    ONCLE_TANTE = "ONTA", "Oncle ou tante"
    NEVEU_NIECE = "NEVE", "Neveu ou nièce"


class CategorieSocioprofessionnelle(Nomenclature):
    """Catégorie socioprofessionnelle (Insee, PCS, premier niveau)."""

    AGRICULTEUR = "1", "Agriculteurs exploitants"
    INDEPENDANT = "2", "Artisans, commerçants et chefs d'entreprise"
    CADRE = "3", "Cadres et professions intellectuelles supérieures"
    INTERMEDIAIRE = "4", "Professions intermédiaires"
    EMPLOYE = "5", "Employés"
    OUVRIER = "6", "Ouvriers"
    RETRAITE = "7", "Retraités"
    INACTIF = "8", "Inactifs divers"


class ParticulariteHlm(Nomenclature):
    """Pourquoi un locataire HLM demande à changer de logement. Codes du projet."""

    DEMOLITION = "DEMO", "Immeuble à démolir"
    TRAVAUX = "TRAV", "Immeuble en travaux"
    VENTE = "VENT", "Logement mis en vente"
    SOUS_OCCUPATION = "SOUS", "Logement sous-occupé, signalé par le bailleur"
    SUR_OCCUPATION = "SUR", "Logement suroccupé, signalé par le bailleur"
    TROUBLES = "TROU", "Troubles de voisinage, signalés par le bailleur"


class EtatHandicap(Nomenclature):
    """Évolution du handicap (SNE `etatHandicap`)."""

    STABILISE = "STA", "Stabilisé"
    EVOLUTIF = "EVO", "Évolutif"


class CapaciteMarche(Nomenclature):
    """Ce que la personne peut monter (SNE `capaciteMarche`)."""

    IMPOSSIBLE = "1", "Impossible"
    MARCHES = "2", "Une à trois marches"
    PREMIER_ETAGE = "3", "Jusqu'au premier étage"
    AU_DELA = "4", "Plus d'un étage"


class NatureMoteur(Nomenclature):
    """Handicap moteur (SNE `natureMoteur`)."""

    MEMBRES_SUPERIEURS = "MS", "Membres supérieurs"
    MEMBRES_INFERIEURS = "MI", "Membres inférieurs"


class NatureSensoriel(Nomenclature):
    """Handicap sensoriel (SNE `natureSensoriel`)."""

    AUDITIF = "DA", "Déficience auditive"
    VISUEL = "DV", "Déficience visuelle"


class AideTechnique(Nomenclature):
    """Ce dont la personne se sert (SNE `aideTechnique`)."""

    AUCUNE = "1", "Aucune"
    CANNE = "2", "Canne ou béquille"
    DEAMBULATEUR = "3", "Déambulateur"
    FAUTEUIL_MANUEL = "4", "Fauteuil roulant manuel"
    FAUTEUIL_ELECTRIQUE = "5", "Fauteuil roulant électrique"
    LEVE_PERSONNE = "6", "Lève-personne"
    LIT_MEDICALISE = "7", "Lit médicalisé"


class Equipement(Nomenclature):
    """Ce que le logement doit avoir (SNE `equipement`)."""

    BAIGNOIRE = "1", "Baignoire adaptée"
    WC = "2", "WC avec espace de transfert"
    DOUCHE = "3", "Douche sans seuil"
    ASCENSEUR = "4", "Ascenseur"
    CHAMBRE_TIERCE_PERSONNE = "5", "Chambre pour une tierce personne"
    STATIONNEMENT = "6", "Stationnement accessible, large de 3,30 m"


class Besoin(Nomenclature):
    """Ce qu'un foyer déclare et qui aide à lui trouver un logement. Codes du projet."""

    HANDICAP = "handicap", "Handicap signalé"
    ACCOMPAGNEMENT = "accompagnement", "Suivi par une association ou un travailleur social"
    FSL = "fsl", "Dossier FSL"
    CAUTION = "caution", "Caution"


class Souhait(Nomenclature):
    """Ce qu'un foyer a coché de son logement recherché, et qui se cherche parmi les candidats. Codes du projet."""

    PARKING = "parking", "Stationnement souhaité"
    REZ_DE_CHAUSSEE = "rez_de_chaussee", "Rez-de-chaussée accepté"
    SANS_ASCENSEUR = "sans_ascenseur", "Étage sans ascenseur accepté"
    ADAPTE_HANDICAP = "adapte_handicap", "Logement adapté au handicap"
    APPARTEMENT = "appartement", "Appartement seulement"
    MAISON = "maison", "Maison seulement"
