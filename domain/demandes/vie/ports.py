from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.vie.nuit import DemandeLue
from domain.kernel.raisons import Raison


class Nuits(Protocol):
    """Ce que la nuit lit et écrit par lots : quelques lignes par demande, jamais la demande entière."""

    async def commencer(self, departement: str, jour: date, le: datetime) -> None: ...

    async def echeances(
        self, departement: str, horizon: date, apres: tuple[date, UUID] | None, combien: int
    ) -> Sequence[DemandeLue]:
        """Les demandes en cours dont la validité finit avant l'horizon, par échéance, tenues jusqu'à la fin du lot."""
        ...

    async def averties(self, departement: str, echues_le: date, combien: int) -> Sequence[DemandeLue]:
        """Celles dont l'avertissement a couru jusqu'au bout."""
        ...

    async def noter_les_avis(self, departement: str, demandes: Sequence[UUID], le: date) -> None: ...

    async def endormir(self, departement: str, demandes: Sequence[UUID], le: date) -> None:
        """Hors des recherches et des candidats, leurs points oubliés, leur ancienneté gardée."""
        ...

    async def noter(
        self,
        departement: str,
        jour: date,
        *,
        examinees: int,
        comptes: Mapping[str, int],
        exceptions: Mapping[UUID, Raison],
    ) -> None:
        """Ajoute un lot au rapport de la nuit."""
        ...

    async def terminer(self, departement: str, jour: date, le: datetime) -> None: ...


class NuitUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def nuits(self) -> Nuits: ...
