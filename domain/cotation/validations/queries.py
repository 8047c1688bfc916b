from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationVue(ReadModel):
    """Ce qu'un intervenant a validé."""

    id: UUID
    valide_le: date
    vaut_jusqu_au: date | None
    """Premier jour où elle ne vaut plus ; absent, elle vaut toujours."""
    par: str
    """L'organisme de qui a validé."""
    motif: str
    valable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CritereAValider(ReadModel):
    """Un critère d'une grille qui attend la parole d'un intervenant, ou qui l'a reçue."""

    epci: str
    epci_nom: str
    critere: str
    libelle: str
    role: str
    """Au titre de quoi l'on valide : « travailleur social »."""
    points: str
    """Ce qu'il donne, comme on le dirait."""
    validation: ValidationVue | None
    phrase: str
    """Où il en est, en une phrase."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationsDuDossier(ReadModel):
    """Ce que les grilles des territoires demandés font valider pour cette demande."""

    criteres: list[CritereAValider]


class ValidationsQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> ValidationsDuDossier: ...
