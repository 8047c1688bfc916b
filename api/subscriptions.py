"""Routes events to reactions, as partenaires/ routes HTTP to use cases: the whole event flow on one page."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from adapters.db.unit_of_work import SqlUnitOfWork
from domain.demandes import events as demandes
from domain.kernel.aggregate import Event
from domain.kernel.jour import JourCommence
from domain.organismes import events as organismes
from domain.organismes.acteur import Acteur
from domain.pieces import events as pieces

E = TypeVar("E", bound=Event)
Reactions: TypeAlias = tuple[Callable[[Any, Acteur, SqlUnitOfWork], Awaitable[None]], ...]


def on(
    event: type[E], *reactions: Callable[[E, Acteur, SqlUnitOfWork], Awaitable[None]]
) -> tuple[type[Event], Reactions]:
    return event, reactions


SLOW: frozenset[str] = frozenset()
"""Reactions that wait for a partner's server: they have their own lane in the worker."""

AT_ONCE: Mapping[type[Event], Reactions] = dict([])
"""In the transaction of the act itself."""

SUBSCRIPTIONS: Mapping[type[Event], Reactions] = dict(
    [
        on(JourCommence),
        on(organismes.CompteOuvert),
        on(organismes.LienDeConnexionDemande),
        on(organismes.CompteDesactive),
        on(organismes.CompteReactive),
        on(organismes.HabilitationModifiee),
        on(organismes.OrganismeCree),
        on(organismes.OrganismeModifie),
        on(demandes.DemandeCommencee),
        on(demandes.DemandeModifiee),
        on(demandes.DemandeSoumise),
        on(demandes.DemandeRetournee),
        on(demandes.DemandeValidee),
        on(demandes.DemandeRenouvelee),
        on(demandes.DemandeRadiee),
        on(demandes.DemandeVerrouillee),
        on(demandes.DemandeDeverrouillee),
        on(demandes.NirEnregistre),
        on(demandes.CodeDeConnexionDemande),
        on(pieces.PieceDeposee),
        on(pieces.PieceValidee),
        on(pieces.PieceRefusee),
        on(pieces.PieceRetiree),
    ]
)
"""After the commit, by the worker, each in its own transaction."""
