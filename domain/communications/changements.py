"""Prévenir, une fois, chaque demandeur dont une nouvelle grille a changé les points, quand son EPCI l'a voulu."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from domain.communications.ecriture import ecrire_au_demandeur
from domain.communications.ports import CommunicationsUnitOfWork
from domain.cotation.events import GrilleAppliquee
from domain.demandes.codes import EtatDemande
from domain.organismes.acteur import Acteur

LOT: Final = 200
"""Messages écrits dans une même transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangementDePoints:
    ligne: int
    """Ligne de l'historique qui le dit."""
    demande_id: UUID
    phrase: str
    """L'avant et l'après, tels que le demandeur les lit."""


class ChangementsDePoints(Protocol):
    async def par_la_grille(
        self, departement: str, epci: str, depuis: datetime, *, apres: int, combien: int
    ) -> Sequence[ChangementDePoints]:
        """Ce que la grille en vigueur a changé depuis cette heure, si son EPCI veut que les demandeurs le sachent."""
        ...


class ChangementsUnitOfWork(CommunicationsUnitOfWork, Protocol):
    @property
    def changements_de_points(self) -> ChangementsDePoints: ...


async def dire_le_changement_de_points(event: GrilleAppliquee, acteur: Acteur, uow: ChangementsUnitOfWork) -> None:
    """Un seul message par demande, avec l'avant et l'après ; une demande qui n'est plus active n'en reçoit pas."""
    lot = await uow.changements_de_points.par_la_grille(
        event.departement, event.epci, event.depuis, apres=event.apres, combien=LOT
    )
    for changement in lot:
        demande = await uow.demandes.get(event.departement, changement.demande_id)
        if demande.etat is EtatDemande.ACTIVE:
            await ecrire_au_demandeur(demande, "points_changes", {"changement": changement.phrase}, uow)
    if len(lot) == LOT:
        uow.record(replace(event, occurred_at=uow.now(), apres=lot[-1].ligne))
