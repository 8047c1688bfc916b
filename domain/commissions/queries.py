from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.commissions.model import EtatSeance, ModeSeance
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import EtatProposition
from domain.propositions.queries import BienPropose
from domain.rapprochement.queries import Candidat


@dataclass(frozen=True, slots=True, kw_only=True)
class SeanceResume(ReadModel):
    """Une ligne de la liste des commissions."""

    id: UUID
    version: int
    organisme: OrganismeCourt
    tenue_le: date
    heure: str | None
    lieu: str
    mode: ModeSeance
    mode_libelle: str
    etat: EtatSeance
    etat_libelle: str
    nb_biens: int
    nb_candidats: int
    nb_decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVue(ReadModel):
    """Un candidat devant la commission."""

    proposition_id: UUID
    version: int
    """À renvoyer avec la décision : si un autre membre a décidé entre-temps, rien n'est enregistré."""
    etat_proposition: EtatProposition
    candidat: Candidat
    efface: bool
    """Le dossier n'est plus gardé : de ce candidat, il ne reste que ce que la commission a décidé."""
    inscrit_le: datetime
    inscrit_par: str
    decision: str | None
    decision_libelle: str | None
    rang: int | None
    motif: str | None
    motif_libelle: str | None
    commentaire: str | None
    condition: str | None
    decide_le: datetime | None
    decide_par: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BienExamineVue(ReadModel):
    """Un logement à l'ordre du jour et ses candidats."""

    ordre: int
    bien: BienPropose
    financement: str
    reservataire: str | None
    justification: str | None
    """Pourquoi moins de candidats que la loi n'en demande."""
    justification_attendue: Raison | None
    """Présente, une attribution demande une justification."""
    departage: str
    """Ce qui range deux candidats au même nombre de points, par la grille du territoire du logement."""
    passages: list[PassageVue]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeanceDetail(ReadModel):
    """Une commission, son ordre du jour et ses décisions."""

    id: UUID
    version: int
    organisme: OrganismeCourt
    tenue_le: date
    heure: str | None
    lieu: str
    mode: ModeSeance
    mode_libelle: str
    etat: EtatSeance
    etat_libelle: str
    cloturee_le: datetime | None
    cloturee_par: str | None
    nb_candidats: int
    nb_decisions: int
    biens: list[BienExamineVue]
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeancesCriteria:
    etat: EtatSeance | None = None
    du: date | None = None
    au: date | None = None


class CommissionsQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, criteria: SeancesCriteria, *, page: int, size: int
    ) -> Page[SeanceResume]: ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> SeanceDetail:
        """La commission, ou CommissionIntrouvable ; trois requêtes, quel que soit l'ordre du jour."""
        ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]: ...
