from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.cotation.ports import CotationEnMasse, RecotationUnitOfWork
from domain.publics.model import (
    DecisionDalo,
    DemandeALabelliser,
    Labellisation,
    Passe,
    Relecture,
    Urgence,
    VersionDeRegle,
)


class Publics(Protocol):
    """Les règles du département, les labels des demandes et les passes sur le stock."""

    async def versions(self, departement: str) -> Sequence[VersionDeRegle]:
        """Tous les changements de règle du département, passés et à venir."""
        ...

    async def ajouter_version(self, version: VersionDeRegle) -> None:
        """Un changement de plus ; ConcurrentEdit si quelqu'un a pris ce numéro."""
        ...

    async def ouvertes(self, departement: str, demandes: Sequence[UUID]) -> Mapping[UUID, Sequence[Labellisation]]:
        """Les labels en cours de ces demandes."""
        ...

    async def poser(self, labels: Sequence[Labellisation]) -> None:
        """LabelDejaPose si la demande a déjà ce label, de cette origine."""
        ...

    async def fermer(self, departement: str, retraits: Sequence[tuple[UUID, str]], *, le: datetime, par: str) -> None:
        """Chaque label et pourquoi il se retire."""
        ...

    async def accorder_les_faits(self, departement: str, demandes: Sequence[UUID]) -> None:
        """Ce que ces demandes donnent à lire aux grilles dit leurs labels d'aujourd'hui."""
        ...

    async def a_relire(
        self, departement: str, jour: date, regles: str, apres: UUID, combien: int
    ) -> Sequence[DemandeALabelliser]:
        """Les demandes actives qui suivent celle-là, et dont les labels peuvent avoir changé depuis leur relecture.

        Jamais relues, changées depuis, relues sous d'autres règles, ou dont la date ou le terme d'un label est venu.
        """
        ...

    async def relues(self, departement: str, regles: str, relectures: Sequence[Relecture]) -> None:
        """Elles ne se relisent plus avant d'avoir changé, ou avant leur date."""
        ...

    async def commencer(self, passe: Passe) -> None: ...

    async def passe(self, departement: str, id: UUID) -> Passe:
        """La passe, que personne d'autre ne fait avancer d'ici la fin de la transaction."""
        ...

    async def avancer(self, passe: Passe) -> None: ...

    async def decision_dalo(self, departement: str, demande_id: UUID) -> DecisionDalo | None:
        """La dernière décision connue."""
        ...

    async def ranger_la_decision(self, decision: DecisionDalo) -> None: ...

    async def declarer(self, urgence: Urgence) -> None: ...

    async def urgence(self, departement: str, id: UUID) -> Urgence:
        """L'urgence, ou UrgenceIntrouvable ; personne d'autre n'y touche d'ici la fin de la transaction."""
        ...

    async def urgences_ouvertes(self, departement: str, demande_id: UUID) -> Sequence[Urgence]: ...

    async def prendre_en_compte(self, urgence: Urgence) -> None: ...


class PublicsUnitOfWork(RecotationUnitOfWork, Protocol):
    @property
    def publics(self) -> Publics: ...

    @property
    def cotation_en_masse(self) -> CotationEnMasse: ...
