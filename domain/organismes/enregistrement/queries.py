from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.enregistrement.codes import Portee


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationVue(ReadModel):
    """Un service enregistre pour le compte d'un autre."""

    id: UUID
    version: int
    mandant_id: UUID
    mandant: str
    mandataire_id: UUID
    mandataire: str
    acte: str
    du: date
    au: date | None
    en_vigueur: bool
    terminer: ActionPossible
    """En dire le dernier jour, et sinon pourquoi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccordVue(ReadModel):
    """Ce qu'un service n'enregistre plus, et qui le fait à sa place."""

    id: UUID
    version: int
    portee: Portee
    portee_libelle: str
    communes: list[str] | None
    vers_id: UUID
    vers: str
    acte: str
    du: date
    au: date | None
    en_vigueur: bool
    terminer: ActionPossible
    """En dire le dernier jour, et sinon pourquoi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnregistrementVue(ReadModel):
    """Comment un organisme enregistre : pour qui, par qui, et ce qu'il n'enregistre plus."""

    delegations: list[DelegationVue]
    """Données et reçues, de la plus récente à la plus ancienne."""
    accords: list[AccordVue]
    actions: list[ActionPossible]
    """Déléguer, conclure un accord, et sinon pourquoi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEnregistreur(ReadModel):
    """Un service au nom de qui une demande peut être enregistrée, ou la raison pour laquelle elle ne le peut pas."""

    organisme_id: UUID
    nom: str
    acte: str | None
    """La délégation d'après laquelle on enregistre pour son compte ; absente, c'est son propre organisme."""
    raison: Raison | None


class EnregistrementQueries(Protocol):
    async def de_l_organisme(self, perimetre: Perimetre, acteur: Acteur, organisme_id: UUID) -> EnregistrementVue: ...
