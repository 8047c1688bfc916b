from typing import Protocol
from uuid import UUID

from domain.annonces.model import Annonce, Contact
from domain.biens.ports import BiensUnitOfWork
from domain.demandes.ports import DemandesUnitOfWork


class AnnonceRepository(Protocol):
    def add(self, annonce: Annonce) -> None: ...

    def add_contact(self, contact: Contact) -> None: ...

    async def contact(self, departement: str, id: UUID) -> Contact | None:
        """Le message laissé, s'il est encore gardé."""
        ...

    async def get(self, departement: str, id: UUID) -> Annonce:
        """L'annonce, ou AnnonceIntrouvable."""
        ...

    async def de_la_mise_en_location(self, departement: str, mise_en_location_id: UUID) -> Annonce | None:
        """L'annonce de cette vacance qui n'a pas été retirée."""
        ...


class Vitrine(Protocol):
    """Ce que le public lit, écrit d'avance."""

    async def rafraichir_l_organisme(self, organisme_id: UUID) -> None:
        """Réécrit ses annonces, dans tous ses départements."""
        ...


class DemandesConnues(Protocol):
    """Retrouver la demande d'une personne qui donne son numéro unique."""

    async def identifiant(self, departement: str, numero_unique: str) -> UUID | None: ...


class AnnoncesUnitOfWork(DemandesUnitOfWork, BiensUnitOfWork, Protocol):
    @property
    def annonces(self) -> AnnonceRepository: ...

    @property
    def vitrine(self) -> Vitrine: ...

    @property
    def demandes_connues(self) -> DemandesConnues: ...
