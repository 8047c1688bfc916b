from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet
from domain.kernel.francais import compte


@dataclass(frozen=True, kw_only=True)
class _EvenementBien(Event):
    objet: ClassVar = Objet.BIEN
    organisme_id: UUID
    """Le bailleur."""
    mise_en_location_id: UUID
    """La vacance dont il s'agit."""


@dataclass(frozen=True, kw_only=True)
class BienEnregistre(_EvenementBien):
    libelle: ClassVar = "Enregistrement de la vacance"
    reference: str
    designation: str

    def description(self) -> str:
        return f"{self.reference} : {self.designation}"


@dataclass(frozen=True, kw_only=True)
class BienRemisEnLocation(_EvenementBien):
    libelle: ClassVar = "Nouvelle vacance"
    disponible_le: str

    def description(self) -> str:
        return f"Disponible le {self.disponible_le}"


@dataclass(frozen=True, kw_only=True)
class BienModifie(_EvenementBien):
    libelle: ClassVar = "Modification du bien"
    champs: list[str]
    avant: dict[str, Any]
    apres: dict[str, Any]

    def description(self) -> str:
        return ", ".join(self.champs)


@dataclass(frozen=True, kw_only=True)
class BienMisADisposition(_EvenementBien):
    """Le bailleur remet le logement à un réservataire : sa convention de flux le compte (CCH R441-5)."""

    libelle: ClassVar = "Mise à disposition d'un réservataire"
    reservataire_id: UUID
    reservataire: str
    type_reservataire: str
    type_libelle: str

    def description(self) -> str:
        return f"{self.reservataire} ({self.type_libelle})"


@dataclass(frozen=True, kw_only=True)
class MiseADispositionAnnulee(_EvenementBien):
    """Le logement est repris au réservataire : sa convention ne le compte plus."""

    libelle: ClassVar = "Fin de la mise à disposition d'un réservataire"
    reservataire_id: UUID
    type_reservataire: str


@dataclass(frozen=True, kw_only=True)
class BienLibere(_EvenementBien):
    libelle: ClassVar = "Libération du logement"
    libere_le: str

    def description(self) -> str:
        return f"Libre depuis le {self.libere_le}"


@dataclass(frozen=True, kw_only=True)
class BienPropose(_EvenementBien):
    libelle: ClassVar = "Candidats retenus"
    numeros_uniques: list[str]

    def description(self) -> str:
        return f"{compte(len(self.numeros_uniques), 'candidat')} : {', '.join(self.numeros_uniques)}"


@dataclass(frozen=True, kw_only=True)
class BienInscritEnCommission(_EvenementBien):
    libelle: ClassVar = "Inscription en commission"
    seance: str

    def description(self) -> str:
        return self.seance


@dataclass(frozen=True, kw_only=True)
class BienAttribue(_EvenementBien):
    libelle: ClassVar = "Attribution du logement"
    demande_id: UUID
    numero_unique: str
    reservataire_id: UUID | None

    def description(self) -> str:
        return f"Demande {self.numero_unique}"


@dataclass(frozen=True, kw_only=True)
class BienLoue(_EvenementBien):
    libelle: ClassVar = "Signature du bail"
    demande_id: UUID
    numero_unique: str
    reservataire_id: UUID | None
    loue_le: str

    def description(self) -> str:
        return f"Demande {self.numero_unique}, bail du {self.loue_le}"


@dataclass(frozen=True, kw_only=True)
class BienRemisADisposition(_EvenementBien):
    libelle: ClassVar = "Logement de nouveau disponible"
    motif: str

    def description(self) -> str:
        return self.motif


@dataclass(frozen=True, kw_only=True)
class BienRetire(_EvenementBien):
    libelle: ClassVar = "Retrait de la location"
    motif: str
    motif_libelle: str
    precision: str
    reservataire_id: UUID | None

    def description(self) -> str:
        return f"{self.motif_libelle}. {self.precision}".strip()


@dataclass(frozen=True, kw_only=True)
class ResidenceCreee(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Création d'une résidence"
    organisme_id: UUID
    nom: str

    def description(self) -> str:
        return self.nom

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.ORGANISME, self.organisme_id),)
