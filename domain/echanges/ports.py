from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.annonces.ports import AnnoncesUnitOfWork
from domain.echanges.codes import TypeAvis
from domain.echanges.model import AbonnementWebhook, Avis, ClientTiers, EnvoiWebhook
from domain.propositions.ports import PropositionsUnitOfWork


class ClientTiersRepository(Protocol):
    def add(self, client: ClientTiers) -> None: ...

    async def get(self, departement: str, id: UUID) -> ClientTiers:
        """Le client, ou ClientTiersIntrouvable."""
        ...


class AbonnementRepository(Protocol):
    def add(self, abonnement: AbonnementWebhook) -> None: ...

    async def get(self, departement: str, id: UUID) -> AbonnementWebhook:
        """L'abonnement, ou AbonnementIntrouvable."""
        ...

    async def du_client(self, departement: str, client_id: UUID) -> Sequence[AbonnementWebhook]:
        """Ses abonnements actifs ; personne d'autre n'en crée jusqu'à la fin de l'acte."""
        ...

    async def abonnes(self, departement: str, organisme_id: UUID | None, type: TypeAvis) -> Sequence[UUID]:
        """Les abonnements actifs à ce type d'avis : ceux de l'organisme, ou tous si l'avis est public."""
        ...


class JournalDesAvis(Protocol):
    async def publier(self, avis: Avis) -> int:
        """Le rang de l'avis. Les rangs d'un département se lisent dans l'ordre où ils apparaissent."""
        ...


class EnvoiRepository(Protocol):
    def add(self, envoi: EnvoiWebhook) -> None: ...

    async def get(self, departement: str, id: UUID) -> EnvoiWebhook: ...


class Accueil(StrEnum):
    """Comment l'adresse d'un abonné a reçu un avis."""

    RECU = "recu"
    MANQUE = "manque"
    """Muette, en panne ou trop lente : à retenter."""
    FERMEE = "fermee"
    """Elle dit ne plus exister, ou elle est interdite : inutile d'insister."""
    EN_PAUSE = "en_pause"
    """Elle vient de manquer plusieurs fois : elle n'a pas été appelée."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    accueil: Accueil
    statut: int | None = None
    cause: str = ""
    pause: timedelta | None = None
    """Dans combien de temps elle sera de nouveau appelée."""


class Facteur(Protocol):
    """Porte un avis à une adresse publique, et à aucune autre."""

    @property
    def adresses_locales(self) -> bool:
        """Vrai sur un poste de développement : une adresse de la machine elle-même est permise."""
        ...

    async def verifier(self, hote: str) -> None:
        """Refuse un nom qui mène à un réseau privé (AdresseInterdite)."""
        ...

    async def porter(self, url: str, corps: bytes, entetes: Mapping[str, str]) -> Reponse: ...


class EchangesUnitOfWork(PropositionsUnitOfWork, AnnoncesUnitOfWork, Protocol):
    @property
    def clients_tiers(self) -> ClientTiersRepository: ...

    @property
    def abonnements(self) -> AbonnementRepository: ...

    @property
    def journal_des_avis(self) -> JournalDesAvis: ...

    @property
    def envois(self) -> EnvoiRepository: ...

    @property
    def facteur(self) -> Facteur: ...

    @property
    def url_publique(self) -> str: ...
