from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.imports.model import Bilan, EtatImport, FormatImport
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportVue(ReadModel):
    """Un fichier de demandes, et où il en est."""

    id: UUID
    version: int
    nom: str
    format: FormatImport
    format_libelle: str
    etat: EtatImport
    etat_libelle: str
    organisme: str
    depose_par: str
    cree_le: datetime
    taille: int
    """Octets annoncés."""
    position: int
    """Octets reçus : l'envoi reprend là."""
    morceau: int
    """Octets à envoyer à la fois."""
    part: int
    """Avancement de l'étape en cours, de 0 à 100."""
    lues: int
    pretes: int
    rejetees: int
    deja_applique_le: datetime | None
    """Le même fichier, octet pour octet, a déjà été appliqué à cette date."""
    motif_refus: str | None
    controle_le: datetime | None
    applique_le: datetime | None
    annule_le: datetime | None
    efface_le: datetime | None
    """Le fichier et ses lignes rejetées ne sont plus gardés depuis cette date."""
    bilan: Bilan | None
    actions: tuple[ActionPossible, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalieVue(ReadModel):
    """Une case à corriger, ou une ligne qui n'a pas été écrite."""

    ligne: int
    """Rang dans le fichier : la première ligne de données porte le numéro 2."""
    cle: str | None
    """Numéro unique ou référence de la demande, tels qu'écrits quand la ligne ne se lit pas ; absent s'ils manquent."""
    champ: str
    code: str
    message: str


class ImportsQueries(Protocol):
    async def lister(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[ImportVue]: ...

    async def lire(self, perimetre: Perimetre, acteur: Acteur, import_id: UUID) -> ImportVue: ...

    async def anomalies(self, perimetre: Perimetre, import_id: UUID, *, page: int, size: int) -> Page[AnomalieVue]:
        """Le rapport, dans l'ordre du fichier."""
        ...

    def rejets(self, perimetre: Perimetre, import_id: UUID) -> AsyncIterator[bytes]:
        """Les lignes rejetées, à corriger et à déposer de nouveau ; sans aucun numéro de sécurité sociale."""
        ...
