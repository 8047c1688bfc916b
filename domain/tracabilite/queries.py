from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre
from domain.tracabilite.codes import EtatAnomalie, ObjetConsulte, RegleDeLecture


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeActeVue(ReadModel):
    """Une sorte d'acte présente dans l'historique du dossier."""

    code: str
    libelle: str
    nombre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervenantVue(ReadModel):
    """Quelqu'un qui a agi sur le dossier : une personne, un logiciel tiers, le fichier lui-même ou un script."""

    code: str
    """Ce que le filtre `intervenant` attend."""
    libelle: str
    sorte: str
    """`agent`, `demandeur`, `tiers`, `systeme` ou `script`."""
    organisme: str | None
    nombre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltresHistorique(ReadModel):
    """Ce par quoi l'historique du dossier peut se filtrer, et combien de lignes chacun a."""

    types: list[TypeActeVue]
    intervenants: list[IntervenantVue]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoriqueCriteria:
    types: tuple[str, ...] = ()
    intervenant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoriquePublic(ReadModel):
    """Le même acte, en mots simples, pour le demandeur."""

    le: datetime
    phrase: str
    qui: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationLigne(ReadModel):
    """Quelqu'un a ouvert le dossier."""

    le: datetime
    auteur: str
    organisme: str | None
    quoi: str
    quoi_libelle: str
    """Ce qui a été lu, en mots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationParOrganisme(ReadModel):
    """Combien de fois un organisme a ouvert le dossier, ce jour-là."""

    organisme: str
    le: date
    nombre: int
    derniere_le: datetime
    """La dernière fois, ce jour-là."""
    objets: list[str]
    """Ce qui a été lu : le dossier, une pièce, la recherche de candidats pour un logement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeLue(ReadModel):
    """Une des demandes qu'un agent a lues ce jour-là. Son nom n'est pas dit : l'ouvrir se trace."""

    id: UUID
    numero: str
    """Le numéro unique, ou la référence d'un brouillon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureAVerifier(ReadModel):
    """Des lectures qui se remarquent : lesquelles, pourquoi, et ce que l'on en a trouvé."""

    id: UUID
    jour: date
    regle: RegleDeLecture
    regle_libelle: str
    phrase: str
    compte_id: UUID
    auteur: str
    organisme: str
    nombre: int
    exemples: list[UUID]
    """Quelques-unes des demandes lues."""
    demandes: list[DemandeLue]
    """Les mêmes, avec leur numéro : celles qui existent encore dans le périmètre."""
    pourquoi: str
    """Ce que la règle cherche."""
    que_faire: str
    """Ce que fait qui vérifie."""
    etat: EtatAnomalie
    etat_libelle: str
    acquittee_le: datetime | None
    acquittee_par: str | None
    commentaire: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomaliesCriteria:
    etat: EtatAnomalie | None = None
    regle: RegleDeLecture | None = None


class TracabiliteQueries(Protocol):
    async def anomalies(
        self, perimetre: Perimetre, acteur: Acteur, criteria: AnomaliesCriteria, *, page: int, size: int
    ) -> Page[LectureAVerifier]:
        """Celles de son organisme ; toutes, pour le gestionnaire du fichier."""
        ...

    async def historique(
        self,
        perimetre: Perimetre,
        acteur: Acteur,
        demande_id: UUID,
        criteria: HistoriqueCriteria,
        *,
        page: int,
        size: int,
    ) -> Page[HistoriqueLigne]:
        """Ce qui est arrivé ; l'avant et l'après se taisent pour qui ne lit pas ce qu'ils contiennent."""
        ...

    async def filtres(self, perimetre: Perimetre, demande_id: UUID) -> FiltresHistorique: ...

    async def historique_public(self, perimetre: Perimetre, demande_id: UUID) -> list[HistoriquePublic]: ...

    async def noter_la_lecture(
        self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, quoi: ObjetConsulte
    ) -> None:
        """Écrit au journal ce qui vient d'être lu, avant que personne ne le voie (CNIL, délibération 2021-122)."""
        ...

    async def noter_les_lectures(
        self, perimetre: Perimetre, acteur: Acteur, demandes: Sequence[UUID], quoi: ObjetConsulte
    ) -> None:
        """Plusieurs dossiers montrés d'un coup, comme ceux d'un ordre du jour : une ligne pour chacun."""
        ...

    async def consultations(
        self, perimetre: Perimetre, demande_id: UUID, *, page: int, size: int
    ) -> Page[ConsultationLigne]: ...

    async def consultations_par_organisme(
        self, perimetre: Perimetre, demande_id: UUID
    ) -> list[ConsultationParOrganisme]: ...
