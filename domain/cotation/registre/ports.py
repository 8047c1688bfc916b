from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.model import GrilleCotation
from domain.cotation.ports import RecalculUnitOfWork
from domain.cotation.registre.queries import EtatDeRecalcul
from domain.cotation.vocabulary import Population
from domain.kernel.unit_of_work import UnitOfWork


class RegistreDesGrilles(Protocol):
    def add(self, grille: GrilleCotation) -> None: ...

    async def get(self, departement: str, id: UUID) -> GrilleCotation:
        """La version de grille, ou GrilleIntrouvable."""
        ...

    async def derniere_version(self, departement: str, epci: str, population: Population) -> int:
        """Le plus grand numéro de version déjà donné ; zéro s'il n'y en a aucun."""
        ...

    async def qui_s_appliquent_apres(
        self, departement: str, epci: str, population: Population, le: date
    ) -> Sequence[GrilleCotation]:
        """Les versions publiées qui s'appliquent ce jour-là ou plus tard."""
        ...

    async def epci_de(self, organisme_id: UUID | None) -> str | None:
        """Le SIREN de l'EPCI qu'est cet organisme, s'il en est un."""
        ...

    async def etat_du_recalcul(self, departement: str, epci: str) -> EtatDeRecalcul | None:
        """Où en est le dernier recalcul du territoire ; rien s'il n'a jamais été recoté."""
        ...

    def epci_du_departement(self, departement: str, epci: str) -> bool: ...


class RelanceUnitOfWork(RecalculUnitOfWork, Protocol):
    @property
    def grilles(self) -> RegistreDesGrilles: ...


class RegistreUnitOfWork(UnitOfWork, Protocol):
    @property
    def grilles(self) -> RegistreDesGrilles: ...
