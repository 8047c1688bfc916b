"""Chaque nuit : les durées d'attente se recomptent, puis les demandes se classent ; ce qui est montré se retient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.cotation.events import PositionsAPhotographier
from domain.cotation.evolution import Affichage
from domain.cotation.parametres import PARAMETRES
from domain.cotation.ports import ObservationUnitOfWork
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def compter_les_attentes(event: JourCommence, acteur: Acteur, uow: ObservationUnitOfWork) -> None:
    """Les durées d'attente du département, sur les derniers mois (CCH R441-2-17)."""
    await uow.attentes.compter(event.departement, event.jour)


async def programmer_les_positions(event: JourCommence, acteur: Acteur, uow: ObservationUnitOfWork) -> None:
    """Plus tard dans la nuit : le temps qui passe change d'abord des points."""
    heures = PARAMETRES.a_la_date("positions.heures_apres_le_debut_du_jour", event.jour).entier()
    uow.record(
        PositionsAPhotographier(
            departement=event.departement,
            aggregate_id=new_id(),
            occurred_at=uow.now(),
            not_before=uow.now() + timedelta(hours=heures),
            jour=event.jour,
        )
    )


async def photographier_les_positions(
    event: PositionsAPhotographier, acteur: Acteur, uow: ObservationUnitOfWork
) -> None:
    """La place de chaque demande parmi celles qui lui ressemblent, au même instant pour toutes."""
    await uow.positions.photographier(event.departement, event.jour)


@dataclass(frozen=True, kw_only=True)
class NoterLesAffichages:
    demande_id: UUID
    vus: Sequence[Affichage]


async def noter_les_affichages(command: NoterLesAffichages, acteur: Acteur, uow: ObservationUnitOfWork) -> None:
    """Le demandeur a vu ses points et sa place : la prochaine fois, on lui dira ce qui a changé, et pourquoi."""
    await uow.affichages.noter(acteur.departement, command.demande_id, command.vus)
