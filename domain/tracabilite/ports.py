from datetime import date
from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork
from domain.tracabilite.codes import Registre
from domain.tracabilite.model import Journee, Sceau
from domain.tracabilite.rules import Signer


class Registres(Protocol):
    """Les deux registres du département : on y lit des journées, on y pose des sceaux, jamais on n'y réécrit."""

    async def dernier_sceau(self, departement: str, registre: Registre) -> Sceau | None: ...

    async def journee(self, departement: str, registre: Registre, jour: date) -> Journee:
        """Les lignes écrites ce jour-là, à l'heure de Paris, condensées par la base elle-même."""
        ...

    async def poser(self, sceau: Sceau) -> None: ...


class TracabiliteUnitOfWork(UnitOfWork, Protocol):
    @property
    def registres(self) -> Registres: ...

    @property
    def signer_les_sceaux(self) -> Signer:
        """Signe avec une clé que la base ne connaît pas."""
        ...
