from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.commissions.model import Passage, Seance
from domain.conventions_flux.ports import ConventionsUnitOfWork
from domain.propositions.ports import PropositionsUnitOfWork


class SeanceRepository(Protocol):
    def add(self, seance: Seance) -> None: ...

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False, partage: bool = False) -> Seance:
        """La commission, ou CommissionIntrouvable. `partage` : on y décide à plusieurs, mais nul ne la clôt."""
        ...


class PassageRepository(Protocol):
    def add(self, passage: Passage) -> None: ...

    async def get(self, departement: str, seance_id: UUID, proposition_id: UUID) -> Passage:
        """Le passage, à nous jusqu'à la fin de l'acte, ou CandidatNonInscrit."""
        ...

    async def cherche(self, departement: str, proposition_id: UUID) -> Passage | None: ...

    async def du_bien(self, departement: str, seance_id: UUID, bien_id: UUID) -> Sequence[Passage]: ...

    async def de_la_seance(self, departement: str, seance_id: UUID) -> Sequence[Passage]: ...

    async def un_candidat_dalo(self, departement: str, seance_id: UUID, bien_id: UUID) -> bool: ...

    async def supprimer(self, passage: Passage) -> None: ...


class CommissionsUnitOfWork(PropositionsUnitOfWork, ConventionsUnitOfWork, Protocol):
    @property
    def seances(self) -> SeanceRepository: ...

    @property
    def passages(self) -> PassageRepository: ...
