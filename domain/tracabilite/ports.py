from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.vie.nuit import DemandeLue
from domain.kernel.unit_of_work import UnitOfWork
from domain.tracabilite.codes import Registre
from domain.tracabilite.model import AnomalieDeLecture, Journee, Remarque, Sceau, Seuils
from domain.tracabilite.rules import Signer


class Registres(Protocol):
    """Les deux registres du département : on y lit des journées, on y pose des sceaux, jamais on n'y réécrit."""

    async def dernier_sceau(self, departement: str, registre: Registre) -> Sceau | None: ...

    async def journee(self, departement: str, registre: Registre, jour: date) -> Journee:
        """Les lignes écrites ce jour-là, à l'heure de Paris, condensées par la base elle-même."""
        ...

    async def poser(self, sceau: Sceau) -> None: ...


class Lectures(Protocol):
    """Le journal de lecture, relu chaque nuit pour ce qui s'y remarque."""

    async def remarquables(self, departement: str, jour: date, seuils: Seuils) -> Sequence[Remarque]: ...

    async def garder(self, anomalies: Sequence[AnomalieDeLecture]) -> Sequence[UUID]:
        """Celles qui sont nouvelles : la même, le même jour, ne se garde qu'une fois."""
        ...

    async def anomalie(self, departement: str, id: UUID) -> AnomalieDeLecture:
        """L'anomalie, ou AnomalieIntrouvable ; personne d'autre n'y touche d'ici la fin de la transaction."""
        ...

    async def acquitter(self, anomalie: AnomalieDeLecture) -> None: ...


class Effacement(Protocol):
    """L'oubli d'un lot de demandes : tout ce qui nomme une personne s'en va, ce qui se compte reste."""

    async def a_examiner(self, departement: str, radiees_avant: date, combien: int) -> Sequence[DemandeLue]:
        """Celles qui ne sont plus actives depuis assez longtemps, et dont les pièces n'existent plus ; tenues."""
        ...

    async def effacer(self, departement: str, demandes: Sequence[UUID], le: date) -> None: ...

    async def oublier_les_travaux(self, departement: str, avant: datetime) -> None:
        """Ce qu'un agent avait demandé de faire sur des demandes, et les raisons que la nuit avait laissées."""
        ...

    async def noter(self, departement: str, jour: date, nombre: int, le: datetime) -> None:
        """Au rapport de la nuit."""
        ...


class TracabiliteUnitOfWork(UnitOfWork, Protocol):
    @property
    def effacement(self) -> Effacement: ...

    @property
    def registres(self) -> Registres: ...

    @property
    def lectures(self) -> Lectures: ...

    @property
    def signer_les_sceaux(self) -> Signer:
        """Signe avec une clé que la base ne connaît pas."""
        ...
