from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementPiece(Event):
    objet: ClassVar = Objet.DEMANDE
    piece_id: UUID
    type_libelle: str

    def description(self) -> str:
        return self.type_libelle


@dataclass(frozen=True, kw_only=True)
class PieceDeposee(_EvenementPiece):
    libelle: ClassVar = "Pièce déposée"

    def phrase_publique(self) -> str:
        return f"Un document a été ajouté à votre dossier : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PieceValidee(_EvenementPiece):
    libelle: ClassVar = "Pièce validée"

    def phrase_publique(self) -> str:
        return f"Votre document a été vérifié : {self.type_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PieceRefusee(_EvenementPiece):
    libelle: ClassVar = "Pièce refusée"
    motif: str

    def description(self) -> str:
        return f"{self.type_libelle} : {self.motif}"

    def phrase_publique(self) -> str:
        return f"Votre document « {self.type_libelle.lower()} » n'a pas été accepté : {self.motif}"


@dataclass(frozen=True, kw_only=True)
class PieceRetiree(_EvenementPiece):
    libelle: ClassVar = "Pièce retirée"

    def phrase_publique(self) -> str:
        return f"Un document a été retiré de votre dossier : {self.type_libelle.lower()}."
