from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork
from domain.observatoire.rapport_prefectoral.queries import RubriqueDuRapport
from domain.observatoire.rapport_prefectoral.rules import ComptesDuMois, Degre, Mois
from domain.publics.ports import Publics


class RapportsPrefectoraux(Protocol):
    async def arretes(self, departement: str) -> Sequence[date]:
        """Le premier jour de chaque mois dont le rapport est arrêté."""
        ...

    async def premier_fait(self, departement: str) -> date | None:
        """Le jour du plus ancien fait que compterait un rapport."""
        ...

    async def compter(self, departement: str, mois: Mois, degres: Sequence[Degre]) -> ComptesDuMois: ...

    async def arreter(self, departement: str, mois: Mois, rubriques: Sequence[RubriqueDuRapport], le: datetime) -> None:
        """Une fois arrêté, le rapport d'un mois ne s'écrit plus."""
        ...


class RapportsUnitOfWork(UnitOfWork, Protocol):
    @property
    def publics(self) -> Publics: ...

    @property
    def rapports_prefectoraux(self) -> RapportsPrefectoraux: ...
