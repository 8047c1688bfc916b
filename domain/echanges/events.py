from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import DelayedEvent, Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementClient(Event):
    """Ce qui arrive à l'accès d'un logiciel se lit dans l'historique de son organisme."""

    objet: ClassVar = Objet.ORGANISME
    organisme_id: UUID
    nom: str

    def description(self) -> str:
        return f"« {self.nom} »"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((self.objet, self.organisme_id),)


@dataclass(frozen=True, kw_only=True)
class ClientTiersCree(_EvenementClient):
    libelle: ClassVar = "Accès ouvert à un logiciel tiers"
    portees: list[str]

    def description(self) -> str:
        return f"« {self.nom} » : {', '.join(self.portees)}"


@dataclass(frozen=True, kw_only=True)
class SecretRenouvele(_EvenementClient):
    libelle: ClassVar = "Secret d'un logiciel tiers renouvelé"


@dataclass(frozen=True, kw_only=True)
class ClientTiersRevoque(_EvenementClient):
    libelle: ClassVar = "Accès d'un logiciel tiers fermé"


@dataclass(frozen=True, kw_only=True)
class AbonnementCree(_EvenementClient):
    libelle: ClassVar = "Abonnement d'un logiciel tiers aux avis"
    hote: str
    evenements: list[str]

    def description(self) -> str:
        return f"« {self.nom} », vers {self.hote} : {', '.join(self.evenements)}"


@dataclass(frozen=True, kw_only=True)
class AbonnementArrete(_EvenementClient):
    libelle: ClassVar = "Fin d'un abonnement aux avis"
    hote: str
    motif: str

    def description(self) -> str:
        return f"« {self.nom} », vers {self.hote} : {self.motif}"


@dataclass(frozen=True, kw_only=True)
class EnvoiPret(Event):
    libelle: ClassVar = "Avis à envoyer"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class EnvoiARefaire(DelayedEvent):
    libelle: ClassVar = "Nouvel essai d'un avis"
