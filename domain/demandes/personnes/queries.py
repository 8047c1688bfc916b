from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.demandes.personnes.prevision import Consequence, FoyerPrevu, Geste
from domain.kernel.nomenclature import Choix
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class ApercuDuGeste(ReadModel):
    """Ce que changerait l'arrivée ou le départ d'une personne, avant de l'enregistrer."""

    version: int
    """Version de la demande que l'aperçu a lue."""
    action: ActionPossible
    consequences: list[Consequence]
    avant: FoyerPrevu
    apres: FoyerPrevu | None
    """Absent quand la demande se fermerait, ou quand le geste n'est pas possible."""
    nouvelle: FoyerPrevu | None
    """La demande que créerait une séparation."""
    justificatifs: list[Choix]
    """Ce que le guichet doit avoir vu : l'un d'eux."""
    reference_justificatifs: str | None


class PersonnesQueries(Protocol):
    async def apercu(self, perimetre: Perimetre, acteur: Acteur, id: UUID, geste: Geste) -> ApercuDuGeste: ...
