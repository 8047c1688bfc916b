from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.communications.model import CanalMessage, EtatMessage
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageVue(ReadModel):
    """Un message que le fichier a écrit au demandeur."""

    id: UUID
    le: datetime
    canal: CanalMessage
    canal_libelle: str
    destinataire: str
    objet: str
    corps: str
    etat: EtatMessage
    etat_libelle: str
    envoye_le: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BailleurDuTerritoire:
    nom: str
    communes: tuple[str, ...]
    """Parmi les communes demandées ; vide, le bailleur intervient dans tout le département."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guichet:
    nom: str
    adresse: tuple[str, ...]
    telephone: str | None
    email: str | None
    mandataire: str | None
    """Qui a enregistré la demande pour son compte, par délégation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaiAnormal:
    """Depuis quand, au plus tôt, la commission de médiation peut être saisie pour attente trop longue."""

    mois: int
    le: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """Tout ce que l'attestation d'enregistrement doit dire (CCH R441-2-4)."""

    departement: str
    departement_nom: str
    numero_unique: str
    demandeur: str
    codemandeurs: tuple[str, ...]
    adresse: tuple[str, ...]
    deposee_le: date
    renouvelee_le: date | None
    expire_le: date
    guichet: Guichet
    personnes: str
    typologies: tuple[str, ...]
    communes: tuple[str, ...]
    motifs: tuple[str, ...]
    ressources_mensuelles: int
    bailleurs: tuple[BailleurDuTerritoire, ...]
    delai_anormal: DelaiAnormal | None
    recours: tuple[str, ...]
    """Dans quels cas saisir la commission de médiation."""
    commission_de_mediation: str
    radiations: tuple[str, ...]
    """Ce qui met fin à la demande."""
    pieces_instruction: tuple[str, ...]
    pieces_complementaires: tuple[str, ...]
    espace: str
    editee_le: date


class CommunicationsQueries(Protocol):
    async def messages_de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[MessageVue]:
        """Du plus récent au plus ancien."""
        ...

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        """Refuse tant que le numéro unique n'est pas attribué ; la consultation est écrite au journal de lecture."""
        ...
