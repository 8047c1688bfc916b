from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.annonces.ports import AnnoncesUnitOfWork
from domain.commissions.ports import CommissionsUnitOfWork
from domain.communications.model import Message
from domain.cotation.deploiement.ports import DeploiementUnitOfWork
from domain.cotation.evenements.ports import EvenementsUnitOfWork


class Issue(StrEnum):
    """Ce qu'a répondu le serveur d'envoi."""

    ACCEPTE = "accepte"
    REPORTE = "reporte"
    """Il ne répond pas, ou demande d'attendre : l'envoi peut être retenté."""
    REFUSE = "refuse"
    """L'adresse n'existe pas, ou refuse : retenter ne changerait rien."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remise:
    issue: Issue
    cause: str = ""
    """En français, sans adresse ni contenu."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Courriel:
    reference: str
    """Toujours la même pour un même message : un envoi rejoué porte le même Message-ID."""
    a: str
    objet: str
    corps: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TexteSms:
    reference: str
    a: str
    """Mobile au format international."""
    texte: str


class Messagerie(Protocol):
    async def envoyer(self, courriel: Courriel) -> Remise: ...


class Sms(Protocol):
    async def envoyer(self, sms: TexteSms) -> Remise: ...


class MessageRepository(Protocol):
    def add(self, message: Message) -> None: ...

    async def get(self, departement: str, id: UUID) -> Message: ...


class CommunicationsUnitOfWork(
    CommissionsUnitOfWork, AnnoncesUnitOfWork, DeploiementUnitOfWork, EvenementsUnitOfWork, Protocol
):
    @property
    def messages(self) -> MessageRepository: ...

    @property
    def messagerie(self) -> Messagerie: ...

    @property
    def sms(self) -> Sms: ...

    @property
    def url_publique(self) -> str:
        """L'adresse du site, sans barre oblique finale."""
        ...

    async def referents(self, departement: str, organisme_id: UUID, droit: str) -> Sequence[str]:
        """Les adresses des agents actifs de l'organisme qui ont ce droit."""
        ...

    async def adresse_de_l_agent(self, compte_id: UUID) -> str | None:
        """Celle d'un agent dont le compte est ouvert ; rien si ce compte est celui d'un demandeur."""
        ...

    def nom_de_commune(self, code: str) -> str: ...

    async def contact_du_territoire(self, departement: str) -> str | None:
        """L'adresse électronique du gestionnaire du fichier dans ce département."""
        ...

    async def titre_du_territoire(self, departement: str) -> str:
        """Le nom du site dans ce département : « Demande de logement Ille-et-Vilaine »."""
        ...
