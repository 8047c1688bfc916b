from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.model import Agence, Compte, Organisme, Profil, Verrou


class OrganismeRepository(Protocol):
    def add(self, organisme: Organisme) -> None: ...

    async def get(self, id: UUID) -> Organisme: ...

    async def par_siren(self, siren: str) -> Organisme | None: ...


class AgenceRepository(Protocol):
    def add(self, agence: Agence) -> None: ...

    async def get(self, departement: str, id: UUID) -> Agence: ...


class CompteRepository(Protocol):
    def add(self, compte: Compte) -> None: ...

    async def get(self, id: UUID) -> Compte: ...

    async def par_email(self, email: str) -> Compte | None: ...


class SorteSession(StrEnum):
    AGENT = "agent"
    DEMANDEUR = "demandeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class NouvelleSession:
    sorte: SorteSession
    compte_id: UUID
    departement: str
    le: datetime


class Sessions(Protocol):
    """Les sessions ouvertes, gardées côté serveur : une session fermée l'est aussitôt partout."""

    async def ouvrir(self, session: NouvelleSession) -> str:
        """Le secret à remettre au navigateur ; seul son condensé est gardé."""
        ...

    async def fermer(self, secret: str) -> None: ...

    async def fermer_toutes(self, compte_id: UUID) -> None: ...

    async def renouveler(self, secret: str) -> str:
        """La même session sous un secret neuf : l'ancien ne vaut plus rien."""
        ...


class Verrous(Protocol):
    """Les échecs de connexion, par identifiant et non par compte : le même travail pour qui n'existe pas."""

    async def prendre(self, sorte: SorteSession, identifiant: str) -> Verrou:
        """Celui de cet identifiant, que personne d'autre ne tient jusqu'à la fin de l'essai."""
        ...

    async def garder(self, sorte: SorteSession, identifiant: str, verrou: Verrou) -> None: ...

    async def lever(self, sorte: SorteSession, identifiant: str) -> None: ...


class Logos(Protocol):
    """Les images des organismes."""

    async def deposer(self, organisme_id: UUID, image: bytes) -> str | None:
        """L'empreinte de l'image gardée, redessinée ; rien si ce n'en est pas une que l'on sache lire."""
        ...

    async def retirer(self, organisme_id: UUID) -> None: ...


class Carte(Protocol):
    """Où sont les communes."""

    def departement(self, commune: str) -> str | None: ...


class UsageJeton(StrEnum):
    ACTIVATION = "activation"
    OUBLI = "oubli"


class Jetons(Protocol):
    """Liens à usage unique envoyés par courriel."""

    async def emettre(self, compte_id: UUID, usage: UsageJeton, le: datetime) -> str: ...

    async def consommer(self, jeton: str, le: datetime) -> UUID | None:
        """Le compte du jeton, une seule fois et avant sa péremption."""
        ...


class Hacheur(Protocol):
    async def hacher(self, mot_de_passe: str) -> str: ...

    async def verifier(self, hache: str | None, mot_de_passe: str) -> bool:
        """Prend le même temps quand il n'y a pas de compte."""
        ...


class Chiffre(Protocol):
    def chiffrer(self, clair: bytes, contexte: str) -> bytes: ...

    def dechiffrer(self, chiffre: bytes, contexte: str) -> bytes: ...


class Totp(Protocol):
    def nouveau_secret(self) -> str: ...

    def uri(self, secret: str, email: str) -> str: ...

    def pas_valide(self, secret: str, code: str, le: datetime) -> int | None:
        """Le pas de temps auquel le code correspond, ou rien."""
        ...


class MotsDePasseCommuns(Protocol):
    def contient(self, mot_de_passe: str) -> bool: ...


class OrganismesUnitOfWork(UnitOfWork, Protocol):
    @property
    def organismes(self) -> OrganismeRepository: ...

    @property
    def agences(self) -> AgenceRepository: ...

    @property
    def comptes(self) -> CompteRepository: ...

    @property
    def sessions(self) -> Sessions: ...

    @property
    def jetons(self) -> Jetons: ...

    @property
    def hacheur(self) -> Hacheur: ...

    @property
    def chiffre(self) -> Chiffre: ...

    @property
    def totp(self) -> Totp: ...

    @property
    def mots_de_passe_communs(self) -> MotsDePasseCommuns: ...

    @property
    def verrous(self) -> Verrous: ...

    @property
    def logos(self) -> Logos: ...

    @property
    def carte(self) -> Carte: ...

    async def profils(self, codes: Sequence[str]) -> Sequence[Profil]:
        """Ceux de ces profils qui existent."""
        ...
