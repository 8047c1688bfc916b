from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.biens.ports import BiensUnitOfWork
from domain.demandes.ports import DemandesUnitOfWork
from domain.propositions.model import Proposition
from domain.propositions.rules import Contexte


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Le logement et le candidat d'une proposition."""

    bien_id: UUID
    demande_id: UUID


class PropositionRepository(Protocol):
    def add(self, proposition: Proposition) -> None: ...

    async def parties(self, departement: str, id: UUID) -> Parties:
        """Quel bien et quelle demande tenir avant la proposition elle-même, ou PropositionIntrouvable."""
        ...

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Proposition:
        """La proposition, ou PropositionIntrouvable. `exclusif` : nul autre n'y touche jusqu'à la fin de l'acte."""
        ...

    async def contexte(self, proposition: Proposition) -> Contexte: ...

    async def ouvertes_du_bien(self, departement: str, mise_en_location_id: UUID) -> Sequence[Proposition]:
        """Celles qui peuvent encore aboutir, dans l'ordre des rangs."""
        ...

    async def ouvertes_de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Proposition]: ...

    async def bail_de_la_demande(self, departement: str, demande_id: UUID) -> Proposition | None:
        """Celle dont le bail a satisfait la demande."""
        ...

    async def demandes_engagees(self, departement: str, demandes: Collection[UUID]) -> frozenset[UUID]:
        """Parmi ces demandes, celles qui ont accepté un logement ou en ont signé le bail."""
        ...

    async def restees_sans_reponse(self, departement: str, le: date) -> Sequence[Proposition]:
        """Celles dont le délai est dépassé ce jour-là et que personne d'autre ne tient."""
        ...

    async def nom_de_la_commission(self, departement: str, seance_id: UUID) -> str:
        """Quel jour, à quelle heure et où elle se tient."""
        ...


class PropositionsUnitOfWork(DemandesUnitOfWork, BiensUnitOfWork, Protocol):
    @property
    def propositions(self) -> PropositionRepository: ...
