from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.biens.model import Bien
from domain.demandes.model import Demande
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.model import Accuse, Transmission
from domain.pieces.ports import PiecesUnitOfWork
from domain.propositions.model import Proposition
from domain.propositions.ports import PropositionsUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CopieNumerique:
    """Un document du dossier, tel qu'il passe d'un système à l'autre."""

    reference: str
    """Le nom que lui donne le système qui l'a reçu le premier : une copie connue ne revient pas deux fois."""
    type: str
    nom: str
    le: datetime | None
    contenu: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Le bail qui a satisfait la demande, et son logement (CCH R441-2-9)."""

    proposition: Proposition
    bien: Bien


@dataclass(frozen=True, slots=True, kw_only=True)
class FichierSne:
    """Une demande, telle qu'elle est au moment de l'envoi, et ce qu'on en dit."""

    nom: str
    type_fichier: TypeFichier
    guichet: str
    demande: Demande
    le: datetime
    copie: CopieNumerique | None = None
    """Le document qui part avec le fichier, pour une copie numérique."""
    attribution: Attribution | None = None
    """Pour une radiation par attribution, quand le bail a été signé ici."""


class Sne(Protocol):
    """La porte du système national ; fermée tant qu'aucune convention ne l'ouvre."""

    @property
    def ouvert(self) -> bool: ...

    async def transmettre(self, fichier: FichierSne) -> Accuse:
        """Son accusé ; SneIndisponible s'il n'a pas répondu, ou pas de façon lisible."""
        ...

    async def copies(self, numero_unique: str, le: datetime) -> Sequence[CopieNumerique]:
        """Les documents qu'il garde de cette demande ; SneIndisponible comme plus haut."""
        ...


class TransmissionRepository(Protocol):
    def add(self, transmission: Transmission) -> None: ...

    async def get(self, departement: str, id: UUID) -> Transmission:
        """La transmission, ou TransmissionIntrouvable."""
        ...

    async def modification_en_attente(self, departement: str, demande_id: UUID) -> bool:
        """Une modification attend déjà : l'envoi dira l'état du moment, deux fois ne dirait rien de plus."""
        ...

    async def copies_inscrites(self, departement: str, demande_id: UUID) -> frozenset[UUID]:
        """Les pièces dont la copie est partie ou attend de partir."""
        ...

    async def reception_en_attente(self, departement: str, demande_id: UUID) -> bool:
        """Les copies du SNE sont déjà demandées."""
        ...

    async def retirer(self, transmission: Transmission) -> None:
        """Elle n'a plus rien à dire : elle n'est jamais partie."""
        ...

    async def a_transmettre(self, departement: str, combien: int) -> Sequence[Transmission]:
        """Dans l'ordre des faits, tenues jusqu'à la fin du lot."""
        ...


class SneUnitOfWork(PiecesUnitOfWork, PropositionsUnitOfWork, Protocol):
    @property
    def sne(self) -> Sne: ...

    @property
    def transmissions(self) -> TransmissionRepository: ...
