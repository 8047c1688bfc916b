from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _TravailDemande(Event):
    """Écrit dans l'historique du compte qui l'a demandé."""

    objet: ClassVar = Objet.COMPTE
    compte_id: UUID
    motif: str
    nombre: int

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.COMPTE, self.compte_id),)

    def description(self) -> str:
        return f"{self.nombre} demande{'s' if self.nombre > 1 else ''}. {self.motif}".strip()


@dataclass(frozen=True, kw_only=True)
class ExportDemande(_TravailDemande):
    libelle: ClassVar = "Export de demandes"


@dataclass(frozen=True, kw_only=True)
class MessageGroupeDemande(_TravailDemande):
    libelle: ClassVar = "Message à plusieurs demandeurs"


@dataclass(frozen=True, kw_only=True)
class EditionGroupeeDemandee(_TravailDemande):
    libelle: ClassVar = "Attestations imprimées ensemble"


@dataclass(frozen=True, kw_only=True)
class MessageGroupeAPoursuivre(Event):
    """La suite d'un message à plusieurs demandeurs : une transaction n'en écrit que quelques-uns."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Suite d'un message à plusieurs demandeurs"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class _DuTravail(Event):
    objet: ClassVar = Objet.COMPTE
    compte_id: UUID

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.COMPTE, self.compte_id),)


@dataclass(frozen=True, kw_only=True)
class TravailAnnule(_DuTravail):
    libelle: ClassVar = "Travail annulé"


@dataclass(frozen=True, kw_only=True)
class TravailEchoue(_DuTravail):
    libelle: ClassVar = "Travail non abouti"
    faits: int
    total: int

    def description(self) -> str:
        return f"{self.faits} demande{'s' if self.faits > 1 else ''} sur {self.total} : le reste peut être relancé."


@dataclass(frozen=True, kw_only=True)
class TravailRelance(_DuTravail):
    libelle: ClassVar = "Travail relancé"
