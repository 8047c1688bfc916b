"""The projections as the application reads them: a view of the département of the connection.

Row-level security would forbid the trigram and array indexes (their operators are not leakproof), so these tables
are read through views of their owner, whose WHERE is the second belt. PostgreSQL may use every index through them.
"""

from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, MetaData, Table, and_, any_, bindparam, literal, or_

from adapters.db.demandes.tables import mots_recherche, points_de_liste, recherche_demandes, souhaits
from domain.demandes.codes import EtatDemande
from domain.organismes.acteur import Perimetre

_views = MetaData()

JAMAIS_MONTREES = (EtatDemande.EN_COURS_DE_SAISIE, EtatDemande.SUPPRIMEE)
"""To no agent: the form that somebody is still typing, and the draft that is no more."""


def view_of(table: Table, *beside: Column[Any]) -> Table:
    """`beside`: columns of another table, that its view shows too."""
    return Table(f"{table.name}_visibles", _views, *(Column(c.name, c.type) for c in (*table.columns, *beside)))


recherche_visible = view_of(recherche_demandes, points_de_liste.c.points, points_de_liste.c.departage)
mots_visibles = view_of(mots_recherche)
souhaits_visibles = view_of(souhaits)
_COMMUNES = recherche_visible.c.communes.type


class Limite(NamedTuple):
    """What of a département a perimeter leaves out; it is part of the shape of a prepared statement."""

    communes: bool
    handicap: bool


def limite_of(perimetre: Perimetre) -> Limite | None:
    if not perimetre.limite:
        return None
    return Limite(communes=perimetre.communes is not None, handicap=perimetre.handicap_seulement)


def limits(perimetre: Perimetre) -> dict[str, list[str]]:
    """The parameter of `concerned_by`."""
    if perimetre.communes is None:
        return {}
    return {"perimetre": sorted(perimetre.communes), "voisines": sorted(perimetre.voisines)}


def concerned_by(limite: Limite, organisme_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of a row of the projection, the perimeter being in the parameters."""
    communes, voisines = (bindparam(name, type_=_COMMUNES) for name in ("perimetre", "voisines"))
    return _concerned(recherche_visible.c, limite, communes, voisines, organisme_id)


def concerned(perimetre: Perimetre, r: Any = recherche_visible.c) -> ColumnElement[bool]:
    """Of a row of the projection: within the limits of this perimeter, or registered by its organisme."""
    limite = Limite(communes=perimetre.communes is not None, handicap=perimetre.handicap_seulement)
    communes, voisines = (literal(sorted(codes or ()), _COMMUNES) for codes in (perimetre.communes, perimetre.voisines))
    return _concerned(r, limite, communes, voisines, literal(perimetre.organisme_id, r.organisme_id.type))


def _concerned(r: Any, limite: Limite, communes: Any, voisines: Any, organisme_id: Any) -> ColumnElement[bool]:
    """domain/demandes/policies.py, in SQL: a widened demande concerns every commune of the EPCI that it wishes."""
    within = []
    if limite.communes:
        widened = and_(r.demande_elargie, r.communes.overlap(voisines))
        within.append(or_(r.communes.overlap(communes), r.commune_actuelle == any_(communes), widened))
    if limite.handicap:
        within.append(or_(r.handicap, r.adapte_handicap))
    return or_(and_(*within), r.organisme_id == organisme_id)


VIEWS = {table.name: f"{table.name}_visibles" for table in (recherche_demandes, mots_recherche, souhaits)}
