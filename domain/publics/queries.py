from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.kernel.codes import TypeReservataire
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre
from domain.publics.codes import EtatUrgence, Famille, MotifUrgence, Origine, StatutDalo
from domain.publics.rules import LabelsCherches


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicResume(ReadModel):
    """Un public prioritaire du département, et les demandes actives qui en sont."""

    code: str
    libelle: str
    famille: Famille
    famille_libelle: str
    droit: str
    """Ce que le label ouvre."""
    contingents: list[str]
    degre: int | None
    """Son rang dans ces contingents, 1 le plus prioritaire ; absent, le département n'en donne pas."""
    regle: str | None
    """La règle automatique, dite en français ; absente, le label ne se pose qu'à la main."""
    manuel: bool
    sensible: bool
    effet_du: date
    numero: int
    """Zéro pour la règle livrée avec le fichier."""
    demandes: int
    """Demandes actives qui ont ce label."""
    automatiques: int
    manuelles: int
    anciennete_moyenne_mois: int
    plus_ancienne_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionVue(ReadModel):
    """Un changement de règle : quand, par qui, pourquoi."""

    numero: int
    effet_du: date
    regle: str | None
    motif: str
    auteur: str
    organisme: str | None
    creee_le: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDetail(ReadModel):
    """La règle d'un public, telle qu'elle se change, et tout ce qu'elle a été."""

    code: str
    numero: int
    """À redonner pour la changer."""
    contenu: Mapping[str, Any]
    regle: str | None
    effet_du: date
    reference: str
    versions: list[VersionVue]
    peut_regler: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelVue(ReadModel):
    """Un label d'une demande : pourquoi, depuis quand, jusqu'à quand, ce qu'il ouvre."""

    id: UUID
    code: str
    libelle: str
    origine: Origine
    origine_libelle: str
    depuis: date
    expire_le: date | None
    faits: list[str]
    """Ce que le dossier dit, et qui l'a fait reconnaître."""
    motif: str
    pose_le: datetime
    pose_par: str
    organisme: str | None
    droit: str
    contingents: list[str]
    degre: int | None
    """Le rang de ce public dans ces contingents."""
    retire_le: datetime | None
    retire_par: str | None
    motif_retrait: str | None
    retirable: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class APoserVue(ReadModel):
    """Un label que l'on peut poser à la main sur cette demande."""

    code: str
    libelle: str
    validite_mois: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDaloVue(ReadModel):
    statut: StatutDalo
    statut_libelle: str
    numero_recours: str | None
    decidee_le: date | None
    a_loger_avant_le: date | None
    diagnostic_social: bool
    accompagnement_social: bool
    typologies: list[str]
    enregistree_le: datetime
    par: str
    organisme: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritesDeLaDemande(ReadModel):
    """Les publics prioritaires dont la demande est, ceux dont elle a été, et la décision DALO."""

    labels: list[LabelVue]
    anciens: list[LabelVue]
    dalo: DecisionDaloVue | None
    a_poser: list[APoserVue]
    masques: bool
    """Vrai quand des labels de santé ou de violences sont cachés à ce profil."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasseVue(ReadModel):
    """Une relecture de tout le stock, et ses entrées et sorties."""

    id: UUID
    jour: date
    commencee_le: datetime
    terminee_le: datetime | None
    examinees: int
    entrees: Mapping[str, int]
    """Par code de public."""
    sorties: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaPriorite(ReadModel):
    """Une priorité reconnue au demandeur, en mots simples."""

    libelle: str
    phrase: str
    droit: str
    depuis: date
    jusqu_au: date | None
    par: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonUrgence(ReadModel):
    """Ce que j'ai signalé, et qui s'en occupe."""

    id: UUID
    motif: MotifUrgence
    motif_libelle: str
    texte: str
    declaree_le: datetime
    etat: EtatUrgence
    phrase: str
    """Où elle en est."""
    reponse: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MesPriorites(ReadModel):
    priorites: list[MaPriorite]
    urgences: list[MonUrgence]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgenceVue(ReadModel):
    """Une urgence déclarée par un demandeur."""

    id: UUID
    demande_id: UUID
    nom_affiche: str
    numero_unique: str | None
    motif: MotifUrgence
    motif_libelle: str
    texte: str
    etat: EtatUrgence
    etat_libelle: str
    declaree_le: datetime
    type_organisme: str
    """À qui elle est adressée."""
    prise_en_compte_le: datetime | None
    par: str | None
    organisme: str | None
    reponse: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencesCriteria:
    etat: EtatUrgence | None = None
    motif: MotifUrgence | None = None
    pour_nous: bool = False
    """Les seules urgences adressées au type d'organisme de l'agent."""


class PublicsQueries(Protocol):
    async def publics(self, perimetre: Perimetre, acteur: Acteur) -> list[PublicResume]: ...

    async def labels_du_contingent(
        self, perimetre: Perimetre, acteur: Acteur, contingent: TypeReservataire | None, degre: int | None
    ) -> LabelsCherches:
        """Les publics à qui ce contingent s'ouvre aujourd'hui, à ce degré, parmi ceux que cet agent peut connaître."""
        ...

    async def public(self, perimetre: Perimetre, acteur: Acteur, code: str) -> PublicDetail: ...

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> PrioritesDeLaDemande: ...

    async def mes_priorites(self, perimetre: Perimetre, demande_id: UUID) -> MesPriorites: ...

    async def passes(self, perimetre: Perimetre) -> list[PasseVue]: ...

    async def urgences(
        self, perimetre: Perimetre, acteur: Acteur, criteria: UrgencesCriteria, *, page: int, size: int
    ) -> Page[UrgenceVue]: ...
