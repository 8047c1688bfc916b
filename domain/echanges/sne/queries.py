from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.echanges.sne.codes import EtatTransmission, Partenaire
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class EchangeLigne(ReadModel):
    """Un échange d'une demande avec un autre système, ou un message au demandeur : quand, quoi, et la réponse."""

    id: UUID
    partenaire: Partenaire
    partenaire_libelle: str
    """Le SNE, le nom du logiciel averti, ou par où l'on a écrit au demandeur."""
    objet: str
    """Ce qui a été dit : création, radiation, avis d'attribution…"""
    evenement: str
    cree_le: datetime
    etat: EtatTransmission
    etat_libelle: str
    envoye_le: datetime | None
    recu_le: datetime | None
    tentatives: int
    motif: str | None
    """Pourquoi l'échange a été refusé, ou n'a pas encore abouti."""
    pertes: list[str]
    """Ce qui a été raccourci ou tu pour tenir dans le format de l'autre."""
    cout: float | None
    """Ce qu'un message au demandeur a coûté, en euros ; absent tant qu'il n'est pas parti, et pour un système."""
    rejouer: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionLigne(ReadModel):
    """Une transmission au SNE, dans le journal du gestionnaire."""

    id: UUID
    demande_id: UUID
    numero_unique: str | None
    nom_affiche: str | None
    objet: str
    cree_le: datetime
    etat: EtatTransmission
    etat_libelle: str
    envoyee_le: datetime | None
    recue_le: datetime | None
    tentatives: int
    motif: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatDesEchanges(ReadModel):
    """Où en est la liaison avec le SNE dans le département (arrêté du 23 mars 2015, § 8.5)."""

    ouvert: bool
    """Faux tant qu'aucune convention n'ouvre la liaison : les faits attendent, rien n'est perdu."""
    a_transmettre: int
    refusees: int
    depuis_le: datetime | None
    """Le plus ancien fait qui attend."""
    dernier_accuse_le: datetime | None


class SneQueries(Protocol):
    async def de_la_demande(
        self, perimetre: Perimetre, acteur: Acteur, id: UUID, *, page: int, size: int
    ) -> Page[EchangeLigne]: ...

    async def demande_des_copies(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> ActionPossible:
        """Si les documents que le SNE garde de cette demande peuvent être demandés, et sinon pourquoi."""
        ...

    async def journal(
        self, perimetre: Perimetre, etat: EtatTransmission | None, *, page: int, size: int
    ) -> Page[TransmissionLigne]:
        """Les plus récentes d'abord."""
        ...

    async def etat(self, perimetre: Perimetre) -> EtatDesEchanges: ...
