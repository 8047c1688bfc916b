import builtins
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.nomenclature import Nomenclature
from domain.pieces import events
from domain.pieces.errors import PieceDejaControlee


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
    """Où en est le contrôle d'une pièce. Codes du projet."""

    RECUE = "RECUE", "Reçue, à contrôler"
    VALIDEE = "VALIDEE", "Validée"
    REFUSEE = "REFUSEE", "Refusée"


class OriginePiece(StrEnum):
    PORTAIL = "portail"
    GUICHET = "guichet"


@dataclass(eq=False, kw_only=True)
class Piece(Aggregate):
    departement: str
    id: UUID
    demande_id: UUID
    personne_id: UUID | None
    type: str
    nom: str
    format: str
    taille: int
    empreinte: bytes
    objet: str
    """Où le contenu chiffré est rangé."""
    origine: OriginePiece
    etat: EtatPiece = EtatPiece.RECUE
    motif_refus: str | None = None
    deposee_le: datetime
    controlee_le: datetime | None = None
    expire_le: date | None = None

    @classmethod
    def deposer(
        cls,
        *,
        departement: str,
        id: UUID,
        demande_id: UUID,
        personne_id: UUID | None,
        type: TypePiece,
        nom: str,
        format: str,
        taille: int,
        empreinte: bytes,
        objet: str,
        origine: OriginePiece,
        le: datetime,
    ) -> Self:
        piece = cls(
            departement=departement,
            id=id,
            demande_id=demande_id,
            personne_id=personne_id,
            type=type.value,
            nom=nom,
            format=format,
            taille=taille,
            empreinte=empreinte,
            objet=objet,
            origine=origine,
            deposee_le=le,
        )
        piece._dire(events.PieceDeposee, le)
        return piece

    def valider(self, *, le: datetime) -> None:
        self._exiger_a_controler()
        self.etat = EtatPiece.VALIDEE
        self.controlee_le = le
        self._dire(events.PieceValidee, le)

    def refuser(self, *, motif: str, le: datetime) -> None:
        """Un refus se motive : le demandeur lira le motif tel quel."""
        self._exiger_a_controler()
        self.etat = EtatPiece.REFUSEE
        self.motif_refus = motif
        self.controlee_le = le
        self.record(
            events.PieceRefusee(
                departement=self.departement,
                aggregate_id=self.demande_id,
                occurred_at=le,
                piece_id=self.id,
                type_libelle=TypePiece(self.type).libelle,
                motif=motif,
            )
        )

    def retirer(self, *, le: datetime) -> None:
        self._exiger_a_controler()
        self._dire(events.PieceRetiree, le)

    def _exiger_a_controler(self) -> None:
        if self.etat is not EtatPiece.RECUE:
            raise PieceDejaControlee("Cette pièce a déjà été contrôlée. Déposez-en une nouvelle s'il le faut.")

    def _dire(self, kind: "builtins.type[events._EvenementPiece]", le: datetime) -> None:
        self.record(
            kind(
                departement=self.departement,
                aggregate_id=self.demande_id,
                occurred_at=le,
                piece_id=self.id,
                type_libelle=TypePiece(self.type).libelle,
            )
        )
