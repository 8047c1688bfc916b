from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.communications.courriers.model import Documents
from domain.communications.model import EtatMessage
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDeCourriersResume(ReadModel):
    """Les lettres d'un jour, et si elles sont parties."""

    id: UUID
    prepare_le: datetime
    lettres: int
    revenues: int
    """Combien sont revenues."""
    retirees: int
    """Combien ne partent pas : la personne a été protégée après l'impression, son enveloppe se retire de la pile."""
    remis_le: datetime | None
    remis_par: str | None
    cout: float | None
    """Ce que ses lettres ont coûté, en euros ; vide tant qu'elles ne sont pas postées."""
    actions: list[ActionPossible]
    """Télécharger les lettres, les adresses, dire qu'elles sont postées."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LettreLigne(ReadModel):
    """Une lettre d'un lot : à qui, pour quoi, où elle en est ; ni son texte, ni l'adresse."""

    id: UUID
    demande_id: UUID
    numero_unique: str | None
    nom_affiche: str | None
    objet: str
    etat: EtatMessage
    etat_libelle: str
    cause: str | None
    """Pourquoi elle est revenue."""
    retour: ActionPossible


class CourriersQueries(Protocol):
    async def lots(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[LotDeCourriersResume]:
        """Ceux qui attendent d'abord, puis du plus récent au plus ancien."""
        ...

    async def lot(self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID) -> LotDeCourriersResume: ...

    async def emporter(self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID) -> Documents:
        """Chaque demande dont la lettre est lue l'apprend à son journal de lecture."""
        ...

    async def lettres(
        self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID, *, page: int, size: int
    ) -> Page[LettreLigne]: ...
