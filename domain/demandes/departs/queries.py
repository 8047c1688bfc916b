"""Ce que des demandeurs ont déclaré ou répondu depuis leur espace, et qui attend quelqu'un."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


class SorteDeclaration(Nomenclature):
    """Ce qu'un demandeur attend qu'on lise. Codes du projet."""

    DEPART = "depart", "Départ d'un titulaire"
    REPONSE = "reponse", "Réponse à un avertissement"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRecue(ReadModel):
    """Une demande où quelqu'un attend : un guichet pour un départ, le bailleur pour une réponse."""

    demande_id: UUID
    numero_unique: str | None
    nom_affiche: str
    etat: EtatDemande
    etat_libelle: str
    sorte: SorteDeclaration
    sorte_libelle: str
    detail: str
    le: datetime


class DeclarationsQueries(Protocol):
    async def recues(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[DeclarationRecue]:
        """Celles qui attendent cet agent, de la plus ancienne à la plus récente."""
        ...
