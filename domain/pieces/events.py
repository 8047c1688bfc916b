from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import DelayedEvent, Event, FollowUp, Objet


@dataclass(frozen=True, kw_only=True)
class EvenementPiece(Event):
    objet: ClassVar = Objet.DEMANDE
    piece_id: UUID
    type_libelle: str

    def description(self) -> str:
        return self.type_libelle


@dataclass(frozen=True, kw_only=True)
class PieceDeposee(EvenementPiece):
    libelle: ClassVar = "Pièce déposée"

    def phrase_publique(self) -> str:
        return f"Un document a été ajouté à votre dossier : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PageAjoutee(EvenementPiece):
    libelle: ClassVar = "Page ajoutée à une pièce"

    def phrase_publique(self) -> str:
        return f"Une page a été ajoutée à votre document : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PageRetiree(EvenementPiece):
    libelle: ClassVar = "Page retirée d'une pièce"

    def phrase_publique(self) -> str:
        return f"Une page a été retirée de votre document : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PagesOrdonnees(EvenementPiece):
    libelle: ClassVar = "Pages d'une pièce remises en ordre"


@dataclass(frozen=True, kw_only=True)
class PieceValidee(EvenementPiece):
    libelle: ClassVar = "Pièce validée"

    def phrase_publique(self) -> str:
        return f"Votre document a été vérifié : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PieceRefusee(EvenementPiece):
    libelle: ClassVar = "Pièce refusée"
    motif: str

    def description(self) -> str:
        return f"{self.type_libelle} : {self.motif}"

    def phrase_publique(self) -> str:
        return f"Votre document « {self.type_libelle.lower()} » n'a pas été accepté : {self.motif}"


@dataclass(frozen=True, kw_only=True)
class PieceRetiree(EvenementPiece):
    libelle: ClassVar = "Pièce retirée"

    def phrase_publique(self) -> str:
        return f"Un document a été retiré de votre dossier : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PiecesEffacees(Event):
    """Le délai de conservation est passé : les documents n'existent plus (décret n° 2017-917, article 4)."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Pièces effacées après le délai de conservation"
    public: ClassVar = "Vos documents ont été effacés : leur délai de conservation est passé."
    nombre: int

    def description(self) -> str:
        return f"{self.nombre} pièce{'s' if self.nombre > 1 else ''}"


# --- Ce que seul le travailleur entend : aucune ligne d'historique


@dataclass(frozen=True, kw_only=True)
class FeuilletRecu(EvenementPiece):
    """Un fichier attend d'être examiné."""

    libelle: ClassVar = "Examen d'un document"
    feuillet_id: UUID

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class ExamenAReprendre(DelayedEvent):
    """L'antivirus n'a pas répondu : on réessaie, aussi longtemps qu'il le faut."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Nouvel examen d'un document"
    piece_id: UUID
    feuillet_id: UUID
    essai: int


@dataclass(frozen=True, kw_only=True)
class ContenusInutiles(Event):
    """Des contenus n'ont plus de raison d'être : ils s'effacent une fois l'acte confirmé."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Effacement de contenus"
    prefixe: str
    """Le début de leur nom."""

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class PurgeAPoursuivre(FollowUp):
    """Il reste des dossiers à purger aujourd'hui."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite de la purge des pièces"
