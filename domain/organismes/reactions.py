from datetime import datetime, timedelta
from typing import Protocol

from domain.kernel.jour import JourCommence
from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.acteur import Acteur
from domain.organismes.rules import entier


class MenageUnitOfWork(UnitOfWork, Protocol):
    async def oublier_avant(self, *, evenements: datetime, cles: datetime) -> None:
        """Efface les sessions, liens, codes et compteurs périmés, et ce qui est plus ancien que ces instants."""
        ...


async def oublier_le_perime(event: JourCommence, acteur: Acteur, uow: MenageUnitOfWork) -> None:
    """Ce qui ne sert plus ne se garde pas (RGPD, article 5)."""
    await uow.oublier_avant(
        evenements=uow.now() - timedelta(days=entier("menage.evenements_jours", event.jour)),
        cles=uow.now() - timedelta(hours=entier("menage.cles_idempotence_heures", event.jour)),
    )
