from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.ports import DemandesUnitOfWork
from domain.pieces.feuillets import Feuillet
from domain.pieces.model import Piece
from domain.pieces.televersement import Televersement


class PieceRepository(Protocol):
    def add(self, piece: Piece) -> None: ...

    async def get(self, departement: str, demande_id: UUID, id: UUID) -> Piece: ...

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Piece]: ...

    async def supprimer(self, piece: Piece) -> None: ...

    async def demandes_a_purger(self, departement: str, radiees_avant: date, combien: int) -> Sequence[UUID]:
        """Les demandes radiées avant ce jour qui ont encore des pièces."""
        ...

    async def effacer_de_la_demande(self, departement: str, demande_id: UUID) -> Mapping[UUID, Sequence[Feuillet]]:
        """Les pièces effacées, et où leurs contenus sont rangés."""
        ...

    async def objets_en_analyse(self, departement: str) -> frozenset[str]:
        """Les contenus reçus que l'on doit encore examiner."""
        ...


class TeleversementRepository(Protocol):
    def add(self, televersement: Televersement) -> None: ...

    async def get(self, departement: str, demande_id: UUID, id: UUID, *, exclusif: bool = False) -> Televersement: ...

    async def oublier_avant(self, departement: str, instant: datetime) -> Sequence[UUID]:
        """Efface les envois commencés avant cet instant ; dit lesquels."""
        ...


class Stockage(Protocol):
    """Les contenus, chiffrés avant d'être rangés."""

    async def ranger(self, objet: str, contenu: bytes) -> None: ...

    async def ranger_le_flux(self, objet: str, contenu: AsyncIterator[bytes]) -> None:
        """Sans jamais tenir le contenu entier en mémoire ; un flux interrompu ne laisse rien."""
        ...

    async def lire(self, objet: str) -> bytes: ...

    def ouvrir(self, objet: str) -> AsyncIterator[bytes]: ...

    async def existe(self, objet: str) -> bool: ...

    async def effacer(self, objet: str) -> None: ...

    async def effacer_tout(self, prefixe: str) -> None:
        """Tout ce dont le nom commence ainsi ; rien n'est pas une erreur."""
        ...

    async def ranges_avant(self, prefixe: str, instant: datetime) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Un fichier devenu sûr : ses pages en PDF, et une image de chacune."""

    pdf: bytes = field(repr=False)
    apercus: tuple[bytes, ...] = field(repr=False)

    @property
    def pages(self) -> int:
        return len(self.apercus)


class Atelier(Protocol):
    """Ouvre les fichiers des autres à l'écart, avec peu de mémoire et peu de temps."""

    async def preparer(self, contenu: bytes, format: str, le: date) -> Document:
        """Redresse, recompresse, ôte EXIF et lieu, ou refuse en disant pourquoi."""
        ...

    async def assembler(self, pdfs: Sequence[bytes], le: date) -> bytes: ...

    async def apercus(self, pdf: bytes, le: date) -> tuple[bytes, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    signature: str | None
    """Le nom de ce qui a été reconnu ; absent, rien ne l'a été."""


class Antivirus(Protocol):
    @property
    def nom(self) -> str:
        """Ce que l'on dit de lui à côté du document."""
        ...

    async def analyser(self, contenu: bytes) -> Verdict:
        """Lève AntivirusIndisponible s'il ne répond pas : le silence ne vaut jamais un verdict."""
        ...


class PiecesUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def pieces(self) -> PieceRepository: ...

    @property
    def televersements(self) -> TeleversementRepository: ...

    @property
    def stockage(self) -> Stockage: ...

    @property
    def atelier(self) -> Atelier: ...

    @property
    def antivirus(self) -> Antivirus: ...
