from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.travaux.model import EtatTravail, GenreTravail, Manque
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class TravailVue(ReadModel):
    """Ce qu'un agent a demandé pour plusieurs demandes, et où cela en est."""

    id: UUID
    genre: GenreTravail
    genre_libelle: str
    etat: EtatTravail
    etat_libelle: str
    motif: str
    total: int
    """Demandes à traiter."""
    faits: int
    manques: list[Manque]
    cause: str | None
    nom: str | None
    """Le nom du fichier produit, tant qu'il peut être pris."""
    cree_le: datetime
    fini_le: datetime | None
    expire_le: datetime | None
    """Jusqu'à quand le fichier peut être pris."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravailDeCollegue(ReadModel):
    """Ce qu'un collègue a demandé, et où cela en est ; ni son fichier, ni le nom d'une demande."""

    id: UUID
    auteur: str
    genre: GenreTravail
    genre_libelle: str
    etat: EtatTravail
    etat_libelle: str
    motif: str
    total: int
    faits: int
    cree_le: datetime
    fini_le: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FichierDuTravail:
    objet: str
    nom: str


class TravauxQueries(Protocol):
    async def lister(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[TravailVue]:
        """Les siens, du plus récent au plus ancien."""
        ...

    async def des_collegues(
        self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int
    ) -> Page[TravailDeCollegue]:
        """Ceux des autres comptes de son organisme : personne n'écrit deux fois aux mêmes demandeurs sans le savoir."""
        ...

    async def lire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> TravailVue: ...

    async def fichier(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> FichierDuTravail:
        """Refuse quand il n'est pas prêt, ou n'est plus là."""
        ...
