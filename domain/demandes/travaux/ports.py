from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.queries import DemandeResume, DemandesCriteria
from domain.demandes.travaux.model import Travail
from domain.kernel.tableur import Cellule, FormatTableur
from domain.organismes.acteur import Acteur, Perimetre


class TravailRepository(Protocol):
    def add(self, travail: Travail) -> None: ...

    async def get(self, departement: str, id: UUID) -> Travail: ...

    async def a_oublier(self, departement: str, le: datetime) -> Sequence[Travail]:
        """Ceux dont le fichier est périmé et encore rangé."""
        ...


class LectureDesDemandes(Protocol):
    """La liste, du début à la fin, telle que l'écran la montre page par page."""

    async def combien(self, perimetre: Perimetre, criteria: DemandesCriteria, *, au_plus: int) -> int: ...

    def lots(
        self, perimetre: Perimetre, criteria: DemandesCriteria, *, au_plus: int
    ) -> AsyncIterator[Sequence[DemandeResume]]: ...

    async def noter(self, lecteur: Acteur, demandes: Sequence[UUID], quoi: str) -> None:
        """Une ligne du journal de lecture par demande."""
        ...


class PointsDetailles(Protocol):
    """Les points d'un territoire en colonnes ; les critères de santé et de violences n'en font qu'une."""

    async def entetes(self, departement: str, epci: str) -> Sequence[str]:
        """Les totaux, puis un critère par colonne ; aucune quand aucune grille n'est en vigueur."""
        ...

    async def lignes(self, departement: str, epci: str, demandes: Sequence[UUID]) -> Sequence[Sequence[Cellule]]:
        """Dans l'ordre des demandes."""
        ...


class Tableur(Protocol):
    def ecrire(
        self,
        format: FormatTableur,
        titre: str,
        feuille: str,
        entetes: Sequence[str],
        lots: AsyncIterator[Sequence[Sequence[Cellule]]],
    ) -> AsyncIterator[bytes]:
        """Le fichier, à mesure que ses lignes arrivent ; sa première feuille porte le nom de ce qu'elle contient."""
        ...


class Fichiers(Protocol):
    """Ce que les travaux produisent, chiffré avant d'être rangé."""

    async def ranger(self, objet: str, contenu: bytes) -> None: ...

    async def ranger_le_flux(self, objet: str, contenu: AsyncIterator[bytes]) -> None: ...

    async def effacer(self, objet: str) -> None: ...


class TravauxUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def travaux(self) -> TravailRepository: ...

    @property
    def lecture_des_demandes(self) -> LectureDesDemandes: ...

    @property
    def points_detailles(self) -> PointsDetailles: ...

    @property
    def tableur(self) -> Tableur: ...

    @property
    def fichiers(self) -> Fichiers: ...
