"""Le rapport d'activité : comment le fichier est tenu, mission par mission (arrêté du 23 mars 2015, § 8.2 à 8.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicateur(ReadModel):
    """Un nombre, ce qu'il compte, et sur combien quand il est une part."""

    code: str
    libelle: str
    valeur: int
    sur: int | None
    """Le tout dont `valeur` est une part ; absent, un nombre seul."""
    definition: str
    attention: bool
    """Vrai quand ce nombre demande qu'on agisse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission(ReadModel):
    """Une mission du gestionnaire, son texte, et ses indicateurs."""

    code: str
    titre: str
    reference: str
    indicateurs: list[Indicateur]


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportDActivite(ReadModel):
    """Les douze derniers mois du fichier d'un département. Des comptes seulement, aucun dossier."""

    departement: str
    du: date
    au: date
    missions: list[Mission]


class ActiviteQueries(Protocol):
    async def rapport(self, perimetre: Perimetre) -> RapportDActivite:
        """Compté sur l'instant, sans nom ni dossier."""
        ...
