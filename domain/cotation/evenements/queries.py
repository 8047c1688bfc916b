from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.evenements.model import Issue
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenementDeVieVu(ReadModel):
    """Un fait daté que les grilles peuvent compter."""

    id: int
    type: str
    libelle: str
    le: date
    adapte: bool | None
    """Pour un refus : le logement était-il adapté ? Absent, personne ne l'a dit, et le refus ne pénalise pas."""
    reference: str | None
    """Le logement ou la séance."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestationVue(ReadModel):
    """Un fait contesté, et ce qu'un agent en a décidé."""

    id: UUID
    evenement_id: int
    libelle: str
    """Le fait contesté."""
    le: date
    """Date du fait."""
    motif: str
    deposee_le: date
    par: str
    """Le demandeur, ou l'organisme qui conteste."""
    issue: Issue | None
    """Absente tant qu'un agent n'a pas décidé."""
    decidee_le: date | None
    decidee_par: str | None
    motif_decision: str | None
    phrase: str
    """Où elle en est, en une phrase."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDeFait(ReadModel):
    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VieCotee(ReadModel):
    """Les faits de la vie d'une demande, du plus récent au plus ancien."""

    evenements: list[EvenementDeVieVu]
    contestations: list[ContestationVue]
    """De la plus récente à la plus ancienne ; celle d'un fait retiré reste lisible."""
    types: list[TypeDeFait]
    """Ceux qu'un agent note lui-même."""
    actions: list[ActionPossible]


class EvenementsDeVieQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> VieCotee: ...
