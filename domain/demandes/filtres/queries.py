from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.demandes.filtres.model import RechercheGardee
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreVue(ReadModel):
    """Une recherche gardée sous un nom."""

    id: UUID
    nom: str
    partage: bool
    """Les collègues de l'organisme le voient."""
    a_moi: bool
    auteur: str
    recherche: RechercheGardee


class FiltresQueries(Protocol):
    async def lister(self, perimetre: Perimetre, acteur: Acteur) -> list[FiltreVue]:
        """Les siens, puis ceux que partagent ses collègues."""
        ...
