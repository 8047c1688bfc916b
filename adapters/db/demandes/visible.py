"""The projections as the application reads them: a view of the département of the connection.

Row-level security would forbid the trigram and array indexes (their operators are not leakproof), so these tables
are read through views of their owner, whose WHERE is the second belt. PostgreSQL may use every index through them.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, MetaData, Table, any_, or_

from adapters.db.demandes.tables import mots_recherche, points_de_liste, recherche_demandes, souhaits
from domain.demandes.codes import EtatDemande

_views = MetaData()

JAMAIS_MONTREES = (EtatDemande.EN_COURS_DE_SAISIE, EtatDemande.SUPPRIMEE)
"""To no agent: the form that somebody is still typing, and the draft that is no more."""


def view_of(table: Table, *beside: Column[Any]) -> Table:
    """`beside`: columns of another table, that its view shows too."""
    return Table(f"{table.name}_visibles", _views, *(Column(c.name, c.type) for c in (*table.columns, *beside)))


recherche_visible = view_of(recherche_demandes, points_de_liste.c.points)
mots_visibles = view_of(mots_recherche)
souhaits_visibles = view_of(souhaits)


def concerned(communes: ColumnElement[Any], organisme_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of a row of the projection: wished or lived in one of these communes, or registered by this organisme."""
    r = recherche_visible.c
    return or_(r.communes.overlap(communes), r.commune_actuelle == any_(communes), r.organisme_id == organisme_id)


VIEWS = {table.name: f"{table.name}_visibles" for table in (recherche_demandes, mots_recherche, souhaits)}
