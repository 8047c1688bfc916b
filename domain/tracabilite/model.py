"""Ce que l'on garde des registres : le sceau de chaque jour, et les lectures qui se remarquent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.tracabilite.codes import EtatAnomalie, Registre, RegleDeLecture

ORIGINE = bytes(32)
"""Ce à quoi s'enchaîne le premier sceau d'un registre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journee:
    """Les lignes d'un registre, un jour, telles qu'elles sont aujourd'hui en base."""

    departement: str
    registre: Registre
    jour: date
    nombre: int
    condense: bytes
    """SHA-256 des condensés entiers de toutes les lignes, dans l'ordre."""
    lignes: bytes
    """Pour chaque ligne : son numéro (8 octets) et le début de son condensé (8 octets)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sceau:
    """Ce qu'une journée était quand la nuit l'a fermée."""

    departement: str
    registre: Registre
    jour: date
    nombre: int
    condense: bytes
    lignes: bytes
    precedent: bytes
    """Le sceau de la veille."""
    valeur: bytes
    """SHA-256 de tout ce qui précède : le changer ferait changer tous les suivants."""
    signature: bytes
    """La même valeur, signée par une clé qui n'est pas en base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seuils:
    """À partir de combien des lectures se remarquent."""

    de: int
    a: int
    """Heures de travail, à l'heure de Paris."""
    minimum: Mapping[RegleDeLecture, int]
    habitude_jours: int
    habitude_minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarque:
    """Les lectures d'un agent, un jour, qu'une règle fait remarquer."""

    regle: RegleDeLecture
    compte_id: UUID
    auteur: str
    organisme_id: UUID
    organisme: str
    nombre: int
    precision: str = ""
    """La rue, quand c'est elle."""
    exemples: tuple[UUID, ...] = ()
    """Quelques-unes des demandes lues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalieDeLecture:
    """Une remarque gardée, que quelqu'un vérifie."""

    departement: str
    id: UUID
    jour: date
    regle: RegleDeLecture
    compte_id: UUID
    auteur: str
    organisme_id: UUID
    organisme: str
    nombre: int
    phrase: str
    exemples: tuple[UUID, ...]
    etat: EtatAnomalie = EtatAnomalie.A_VOIR
    acquittee_le: datetime | None = None
    acquittee_par: str | None = None
    commentaire: str | None = None
