from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.secteurs.model import Secteur


class SecteurRepository(Protocol):
    def add(self, secteur: Secteur) -> None: ...

    async def get(self, departement: str, id: UUID) -> Secteur:
        """Le secteur, ou SecteurIntrouvable."""
        ...

    async def a_choisir(self, departement: str, le: date) -> Sequence[Secteur]:
        """Ceux qui se choisissent ce jour-là."""
        ...

    async def ouverts_entre(self, departement: str, du: date, au: date | None) -> Sequence[Secteur]:
        """Ceux qui se choisissent au moins un de ces jours ; sans dernier jour, tous les suivants comptent."""
        ...

    async def epci_de(self, organisme_id: UUID | None) -> str | None:
        """Le SIREN de l'EPCI qu'est cet organisme, s'il en est un."""
        ...

    async def communes_de_l_epci(self, departement: str, epci: str) -> frozenset[str]:
        """Ses communes dans le département ; aucune, il n'y est pas."""
        ...
