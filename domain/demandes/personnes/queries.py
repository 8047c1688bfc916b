from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.personnes.prevision import Consequence, FoyerPrevu, Geste
from domain.kernel.nomenclature import Choix
from domain.kernel.raisons import ActionPossible, Raison
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
    declarer: ActionPossible | None
    """Le déclarer depuis mon espace ; absent pour un agent, qui l'enregistre."""
    a_confirmer: list[Raison]
    """Ce qu'un guichet devra vérifier si je le déclare ; vide, la déclaration suffit."""
    sur_l_honneur: list[Choix]
    """Parmi les documents, ceux qui s'attestent en ligne."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparationVue(ReadModel):
    """Une séparation de cette demande, et si elle peut encore se défaire."""

    id: UUID
    autre_id: UUID
    autre_numero: str
    le: datetime
    par: str
    organisme: str | None
    justificatif: str
    annulable_jusqu_au: date
    defaite_le: datetime | None
    motif_defaite: str | None
    action: ActionPossible


class PersonnesQueries(Protocol):
    async def separations(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> list[SeparationVue]:
        """Celles d'où cette demande est née, ou qui en sont nées."""
        ...

    async def apercu(self, perimetre: Perimetre, acteur: Acteur, id: UUID, geste: Geste) -> ApercuDuGeste: ...
