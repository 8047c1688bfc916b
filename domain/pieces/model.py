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
    """Les documents que la loi permet de demander (arrêté du 22 décembre 2020). Codes du projet."""

    CARTE_IDENTITE = "ID_CNI", "Carte d'identité"
    PASSEPORT = "ID_PASS", "Passeport"
    TITRE_RESIDENT = "TS_RES", "Carte de résident"
    TITRE_PLURIANNUEL = "TS_PLU", "Carte de séjour pluriannuelle"
    TITRE_TEMPORAIRE = "TS_TEMP", "Carte de séjour temporaire"
    TITRE_ALGERIEN = "TS_ALG", "Certificat de résidence algérien"
    TITRE_REFUGIE = "TS_REF", "Récépissé « reconnu réfugié » ou protection subsidiaire"
    TITRE_VISA = "TS_VLS", "Visa de long séjour"
    TITRE_APS = "TS_APS", "Autorisation provisoire de séjour"
    AVIS_IMPOSITION = "RES_AVIS", "Avis d'imposition"
    SITUATION_FAMILIALE = "FAM", "Document de situation familiale"
    SITUATION_PRO = "PRO", "Document de situation professionnelle"
    RESSOURCES = "RES", "Justificatif de ressources"
    LOGEMENT = "LOG", "Justificatif de logement actuel"
    MOTIF = "MOT", "Justificatif du motif de la demande"

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
