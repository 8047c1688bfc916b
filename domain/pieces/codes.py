"""Les listes de codes des pièces. Codes du projet."""

from domain.kernel.nomenclature import Nomenclature


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
    CERTIFICAT_GROSSESSE = "FAM_ENCEINTE", "Certificat de grossesse de plus de douze semaines"
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
    ATTESTATION_HEBERGEANT = "LOG_HEBERGE", "Attestation de la personne qui héberge"
    ATTESTATION_STRUCTURE = "LOG_STRUCT", "Attestation de la structure d'hébergement"
    RECU_HOTEL = "LOG_HOTEL", "Reçu de l'hôtel"
    DOMICILIATION = "LOG_DOMICIL", "Certificat de domiciliation"
    TITRE_PROPRIETE = "LOG_PROPRIO", "Acte de propriété ou plan de financement"
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

    @property
    def est_identite(self) -> bool:
        """La seule pièce exigible pour enregistrer une demande (CCH R441-2-3)."""
        return self.value.startswith(("ID_", "TS_"))


TYPES_D_IDENTITE = tuple(t.value for t in TypePiece if t.est_identite)


class EtatPiece(Nomenclature):
    """Où en est une pièce. Une pièce attendue n'est pas encore déposée ; une pièce périmée l'est par sa date."""

    ATTENDUE = "ATTENDUE", "Attendue"
    EN_ANALYSE = "ANALYSE", "Analyse en cours"
    RECUE = "RECUE", "Reçue, à contrôler"
    VALIDEE = "VALIDEE", "Validée"
    REFUSEE = "REFUSEE", "Refusée"
    PERIMEE = "PERIMEE", "Périmée"


class CategoriePiece(Nomenclature):
    """Quand une pièce peut être demandée (arrêté du 22 décembre 2020)."""

    ENREGISTREMENT = "A", "Pour enregistrer la demande"
    INSTRUCTION = "B", "Pour présenter le dossier en commission"
    COMPLEMENT = "C", "Que le guichet peut demander"


class ThemePiece(Nomenclature):
    IDENTITE = "IDE", "Identité et séjour"
    FISCAL = "RFR", "Revenu fiscal"
    FAMILLE = "FAM", "Situation familiale"
    TRAVAIL = "PRO", "Situation professionnelle"
    RESSOURCES = "RES", "Ressources"
    LOGEMENT = "LOG", "Logement actuel"
    MOTIF = "MOT", "Motif de la demande"
    PATRIMOINE = "PAT", "Patrimoine"
