"""Les listes de codes de la demande : codes du SNE, sauf mention « code du projet »."""

from domain.kernel.codes import CategorieLogement, Financement, Sexe, Typologie
from domain.kernel.nomenclature import Nomenclature

__all__ = [
    "CategorieLogement",
    "Civilite",
    "Contrat",
    "Coparentalite",
    "EtatDemande",
    "Financement",
    "LienCodemandeur",
    "LienParente",
    "Motif",
    "MotifIrrecevabilite",
    "MotifRadiation",
    "MotifRetour",
    "Nationalite",
    "NatureDossier",
    "Ressource",
    "Sexe",
    "SituationFamiliale",
    "StatutLogement",
    "TypePiece",
    "Typologie",
]


class EtatDemande(Nomenclature):
    """Où en est la demande. Codes du projet, sauf SA, NR, AN et AR."""

    BROUILLON = "BR", "Brouillon"
    EN_COURS_DE_SAISIE = "ES", "En cours de saisie"
    EN_ATTENTE_DE_VALIDATION = "EV", "En attente de validation"
    RETOURNEE = "RT", "Retournée"
    ACTIVE = "AC", "Active"
    SATISFAITE = "SA", "Satisfaite"
    RADIEE_NON_RENOUVELLEMENT = "NR", "Radiée, non renouvelée"
    RADIEE_ABANDON = "AN", "Radiée, abandon"
    RADIEE_ABSENCE_DE_REPONSE = "AR", "Radiée, absence de réponse"
    RADIEE_IRRECEVABILITE = "IR", "Radiée, irrecevable"


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


class MotifRadiation(Nomenclature):
    """Pourquoi une demande est radiée (CCH R441-2-8)."""

    ATTRIBUTION = "RADATT", "Attribution d'un logement, bail signé"
    ABANDON = "RADABA", "Renonciation écrite du demandeur"
    ABSENCE_DE_REPONSE = "RADCON", "Absence de réponse à un courrier"
    IRRECEVABILITE = "RADIRR", "Irrecevabilité prononcée par la commission"
    NON_RENOUVELLEMENT = "RADREN", "Non-renouvellement"


class MotifIrrecevabilite(Nomenclature):
    """Les deux seules irrecevabilités (CCH R441-2-8 d)."""

    SEJOUR = "IRRSEJ", "Séjour irrégulier d'un majeur"
    RESSOURCES = "IRRRES", "Ressources supérieures au plafond"


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


class TypePiece(Nomenclature):
    """Pièces que l'on peut demander, et aucune autre (arrêté du 22 décembre 2020). Codes du projet."""

    CARTE_IDENTITE = "ID_CNI", "Carte d'identité"
    PASSEPORT = "ID_PASS", "Passeport"
    CARTE_RESIDENT = "TS_RES", "Carte de résident"
    RESIDENT_PERMANENT = "TS_RESP", "Carte de résident permanent"
    RESIDENT_LONGUE_DUREE = "TS_RLD", "Carte de résident de longue durée-UE"
    SEJOUR_PLURIANNUEL = "TS_PLU", "Carte de séjour pluriannuelle"
    SEJOUR_TEMPORAIRE = "TS_TEMP", "Carte de séjour temporaire"
    COMPETENCES_TALENTS = "TS_CT", "Carte compétences et talents"
    CERTIFICAT_ALGERIEN = "TS_ALG", "Certificat de résidence algérien"
    REFUGIE = "TS_REF", "Récépissé « reconnu réfugié » ou protection subsidiaire"
    TITRE_ANDORRAN = "TS_AND", "Titre d'identité andorran"
    PASSEPORT_MONEGASQUE = "TS_MON", "Passeport monégasque avec mention"
    VISA_LONG_SEJOUR = "TS_VLS", "Visa de long séjour"
    AUTORISATION_PROVISOIRE = "TS_APS", "Autorisation provisoire de séjour"
    AVIS_IMPOSITION_N_2 = "RFR_N2", "Avis d'imposition de l'avant-dernière année"
    LIVRET_DE_FAMILLE = "FAM_LIVRET", "Livret de famille ou document équivalent"
    ATTESTATION_PACS = "FAM_PACS", "Attestation d'enregistrement du PACS"
    CERTIFICAT_GROSSESSE = "FAM_GROSSESSE", "Certificat de grossesse de plus de douze semaines"
    ACTE_DECES = "FAM_DECES", "Certificat de décès"
    DIVORCE = "FAM_DIVORCE", "Jugement de divorce ou convention homologuée"
    PROCEDURE_DIVORCE = "FAM_JAF", "Ordonnance de non-conciliation ou acte de saisine du juge"
    DISSOLUTION_PACS = "FAM_PACS_FIN", "Mention de dissolution du PACS"
    GARDE_ENFANTS = "FAM_GARDE", "Décision sur la garde des enfants"
    CARTE_ETUDIANT = "PRO_ETUDIANT", "Carte d'étudiant"
    CONTRAT_APPRENTISSAGE = "PRO_APPRENTI", "Contrat d'apprentissage"
    AUTRE_SITUATION_PRO = "PRO_AUTRE", "Autre justificatif de situation professionnelle"
    DERNIER_AVIS_IMPOSITION = "RES_AVIS", "Dernier avis d'imposition"
    BULLETINS_SALAIRE = "RES_SALAIRE", "Trois derniers bulletins de salaire ou attestation de l'employeur"
    BILAN_COMPTABLE = "RES_BILAN", "Dernier bilan ou attestation du comptable"
    NOTIFICATION_PENSION = "RES_PENSION", "Notification de pension"
    AVIS_CHOMAGE = "RES_CHOMAGE", "Avis de paiement de l'allocation chômage"
    INDEMNITES_JOURNALIERES = "RES_IJ", "Bulletin d'indemnités journalières"
    PENSION_ALIMENTAIRE = "RES_ALIMENTS", "Jugement fixant la pension alimentaire"
    PRESTATIONS_SOCIALES = "RES_CAF", "Attestation de la CAF ou de la MSA"
    AVIS_BOURSE = "RES_BOURSE", "Avis d'attribution de bourse"
    BAIL_QUITTANCE = "LOG_BAIL", "Bail ou quittance de loyer"
    ATTESTATION_HEBERGEANT = "LOG_HEBERGEANT", "Attestation de la personne qui héberge"
    ATTESTATION_STRUCTURE = "LOG_STRUCTURE", "Attestation de la structure d'hébergement"
    RECU_HOTEL = "LOG_HOTEL", "Reçu de l'hôtel"
    DOMICILIATION = "LOG_DOMICILIATION", "Certificat de domiciliation"
    TITRE_PROPRIETE = "LOG_PROPRIETE", "Acte de propriété ou plan de financement"
    MOTIF_NON_DECENT = "MOT_03", "Logement non décent : rapport, photo, attestation de la CAF ou arrêté"
    MOTIF_REPRIS = "MOT_04", "Logement repris ou vendu : lettre de congé ou jugement"
    MOTIF_EXPULSION = "MOT_05", "Expulsion : commandement, assignation ou jugement"
    MOTIF_VIOLENCES = "MOT_06", "Violences : ordonnance de protection ou récépissé de plainte"
    MOTIF_HANDICAP = "MOT_07", "Handicap : carte ou décision de la commission des droits"
    MOTIF_SANTE = "MOT_08", "Santé : certificat médical"
    MOTIF_TROP_CHER = "MOT_09", "Logement trop cher : quittances"
    MOTIF_REGROUPEMENT = "MOT_15", "Regroupement familial : attestation de dépôt de la demande"
    MOTIF_AGREMENT = "MOT_16", "Assistant(e) maternel(le) ou familial(e) : agrément"
    MOTIF_MUTATION = "MOT_18", "Mutation professionnelle : attestation de l'employeur"
    MOTIF_TRAVAIL = "MOT_19", "Rapprochement du travail : justificatif du lieu de travail"
    MOTIF_ACCEDANT = "MOT_22", "Accédant en difficulté : plan de financement ou de désendettement"
    DECLARATION_PATRIMOINE = "PAT_HONNEUR", "Déclaration sur l'honneur du patrimoine"
