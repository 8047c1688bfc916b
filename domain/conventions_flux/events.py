from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet
from domain.kernel.francais import compte


@dataclass(frozen=True, kw_only=True)
class _EvenementConvention(Event):
    objet: ClassVar = Objet.CONVENTION


@dataclass(frozen=True, kw_only=True)
class ConventionSignee(_EvenementConvention):
    libelle: ClassVar = "Signature de la convention de flux"
    taux: str
    objectif: int

    def description(self) -> str:
        return f"{self.taux} du flux, objectif de {compte(self.objectif, 'logement')}"


@dataclass(frozen=True, kw_only=True)
class ConventionAmendee(_EvenementConvention):
    """Un avenant : l'avant et l'après restent lisibles, rien n'est écrasé."""

    libelle: ClassVar = "Avenant à la convention de flux"
    motif: str
    taux_avant: str
    taux_apres: str
    objectif_avant: int
    objectif_apres: int
    relogements_anru: str | None = None
    """Comment ils comptent désormais, quand l'avenant le change."""

    def description(self) -> str:
        anru = f"relogements ANRU : {self.relogements_anru.lower()}, " if self.relogements_anru else ""
        return (
            f"Taux de {self.taux_avant} à {self.taux_apres}, {anru}"
            f"objectif de {self.objectif_avant} à {self.objectif_apres}. {self.motif}"
        )


@dataclass(frozen=True, kw_only=True)
class ConventionResiliee(_EvenementConvention):
    libelle: ClassVar = "Résiliation de la convention de flux"
    motif: str

    def description(self) -> str:
        return self.motif


@dataclass(frozen=True, kw_only=True)
class FluxImpute(_EvenementConvention):
    """Un logement vient de compter pour la convention."""

    libelle: ClassVar = "Imputation sur la convention"
    nature: str
    nature_libelle: str
    bien_id: UUID
    bien_libelle: str

    def description(self) -> str:
        return f"{self.nature_libelle} : {self.bien_libelle}"


@dataclass(frozen=True, kw_only=True)
class FluxDesimpute(_EvenementConvention):
    """Un logement qui comptait pour la convention ne compte plus."""

    libelle: ClassVar = "Imputation annulée"
    nature: str
    nature_libelle: str
    bien_id: UUID
    motif: str

    def description(self) -> str:
        return f"{self.nature_libelle} : {self.motif}"
