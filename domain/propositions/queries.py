from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.codes import Typologie
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte, HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import EtatProposition


@dataclass(frozen=True, slots=True, kw_only=True)
class BienPropose(ReadModel):
    """Le logement d'une proposition."""

    id: UUID
    reference: str
    adresse: str
    code_postal: str
    commune: CommuneCourte
    typologie: Typologie
    surface: int
    mensualite: float
    """Loyer, charges et annexes, euros par mois."""
    etat: str
    etat_libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatCourt(ReadModel):
    """Le candidat d'une proposition."""

    demande_id: UUID
    numero_unique: str
    nom_affiche: str
    personnes: str
    deposee_le: date | None
    anciennete_mois: int
    points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionResume(ReadModel):
    """Une ligne de la liste des propositions."""

    id: UUID
    version: int
    etat: EtatProposition
    """Un délai de réponse dépassé se lit « sans réponse » dès le lendemain."""
    etat_libelle: str
    organisme: OrganismeCourt
    """Le bailleur."""
    bien: BienPropose
    candidat: CandidatCourt
    creee_le: datetime
    seance_id: UUID | None
    seance_le: date | None
    decision: str | None
    decision_libelle: str | None
    rang: int | None
    condition: str | None
    notifiee_le: date | None
    repondre_avant_le: date | None
    """Dernier jour pour répondre, compris."""
    bail_signe_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionDetail(ReadModel):
    """Toute la vie d'une proposition."""

    id: UUID
    version: int
    departement: str
    etat: EtatProposition
    etat_libelle: str
    phrase: str
    """Où on en est et ce qui suit."""
    organisme: OrganismeCourt
    bien: BienPropose
    candidat: CandidatCourt
    creee_le: datetime
    creee_par: str
    seance_id: UUID | None
    seance_le: date | None
    decision: str | None
    decision_libelle: str | None
    rang: int | None
    motif_decision: str | None
    motif_decision_libelle: str | None
    commentaire_decision: str | None
    condition: str | None
    notifiee_le: date | None
    repondre_avant_le: date | None
    repondue_le: datetime | None
    motif_refus: str | None
    motif_refus_libelle: str | None
    commentaire_refus: str | None
    motif_fin: str | None
    """Pourquoi elle est arrêtée ou annulée."""
    bail_signe_le: date | None
    entree_le: date | None
    rpls_attendu: bool
    """L'identifiant RPLS se donnera à la signature : le logement n'est pas neuf, et sa fiche ne le dit pas."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class BailleurContact(ReadModel):
    """Qui joindre au sujet d'un logement proposé."""

    nom: str
    telephone: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaProposition(ReadModel):
    """Un logement proposé, tel que le demandeur le voit."""

    id: UUID
    version: int
    etat: EtatProposition
    etat_libelle: str
    phrase: str
    """Où en est la proposition, et ce que le demandeur doit faire."""
    typologie: Typologie
    surface: int
    etage: int | None
    ascenseur: bool
    parking: bool
    balcon: bool
    jardin: bool
    dpe: str | None
    adresse: str
    code_postal: str
    commune: CommuneCourte
    loyer: float
    charges: float
    annexes: float
    mensualite: float
    disponible_le: date
    condition: str | None
    notifiee_le: date | None
    repondre_avant_le: date | None
    """Dernier jour pour répondre, compris ; ensuite l'absence de réponse vaut refus."""
    bail_signe_le: date | None
    entree_le: date | None
    bailleur: BailleurContact
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class TracabiliteDuDemandeur(ReadModel):
    """Qui s'occupe déjà de ce ménage : à lire avant de l'appeler."""

    propositions_totales: int
    """Les fois où le ménage est allé en commission, ou s'est vu proposer un logement, tous bailleurs confondus."""
    prospections_totales: int
    """Les fois où il a été retenu sans aller plus loin, ou a refusé une visite."""
    interventions_partagees: int
    """Les actes des autres organismes sur cette demande."""
    autres_bailleurs_en_cours: int
    """Les autres bailleurs qui ont aujourd'hui quelque chose pour lui."""
    autres_bailleurs: list[OrganismeCourt]
    """Leurs noms ; vide pour qui ne lit pas les propositions."""
    constat: Raison


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionsCriteria:
    etats: tuple[EtatProposition, ...] = ()
    bien_id: UUID | None = None
    demande_id: UUID | None = None
    mon_organisme: bool = False
    sort: str = "-creee_le"


class PropositionsQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, criteria: PropositionsCriteria, *, page: int, size: int
    ) -> Page[PropositionResume]: ...

    async def de_la_demande(
        self, perimetre: Perimetre, demande_id: UUID, *, page: int, size: int
    ) -> Page[PropositionResume]:
        """Toutes celles d'un demandeur, ou DemandeIntrouvable hors du périmètre."""
        ...

    async def tracabilite(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> TracabiliteDuDemandeur:
        """Des nombres et une phrase, ou DemandeIntrouvable hors du périmètre."""
        ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> PropositionDetail:
        """La proposition, ou PropositionIntrouvable."""
        ...

    async def plusieurs(self, perimetre: Perimetre, ids: list[UUID]) -> list[PropositionResume]:
        """Dans l'ordre des identifiants."""
        ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]: ...

    async def les_miennes(self, perimetre: Perimetre, acteur: Acteur) -> list[MaProposition]:
        """Les logements proposés au demandeur, à partir de leur notification."""
        ...

    async def la_mienne(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> MaProposition: ...
