"""The list of demandes: one statement a shape of search, built and compiled once, its values in the parameters."""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, any_, bindparam, desc, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.demandes.visible import recherche_visible
from adapters.db.listing import PreparedPage
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandesCriteria
from domain.kernel.text import normaliser_nom
from domain.organismes.acteur import Perimetre

R = recherche_visible.c

SHAPES = 256
WORDS = 8
"""Beyond them a sentence was pasted: the first ones find it."""

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "deposee_le": (R.deposee_le, R.demande_id),
    "-deposee_le": (desc(R.deposee_le), R.demande_id),
    "nom": (R.cle_tri, R.demande_id),
    "-nom": (desc(R.cle_tri), R.demande_id),
    "-points": (R.points.desc().nulls_last(), R.deposee_le, R.demande_id),
    "points": (R.points.asc().nulls_last(), R.deposee_le, R.demande_id),
    "soumise_le": (R.soumise_le, R.demande_id),
    "-soumise_le": (R.soumise_le.desc().nulls_last(), R.demande_id),
}
SORTS = tuple(_SORTS)

_SHOWN = (
    R.demande_id.label("id"),
    R.numero_unique,
    R.reference,
    R.etat,
    R.nom_affiche,
    R.ne_le,
    R.codemandeur,
    R.deposee_le,
    R.soumise_le,
    R.renouvelee_le,
    R.expire_le,
    R.nb_personnes,
    R.personnes,
    R.typologies,
    R.communes,
    R.commune_actuelle,
    R.points,
    R.verrouillee,
)


class Shape(NamedTuple):
    """What is asked, without its values."""

    un_etat: bool
    brouillons: bool
    mon_organisme: bool
    commune: bool
    typologie: bool
    numero: bool
    mots: int


def search(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[PreparedPage, dict[str, Any]]:
    shape, values = _asked(perimetre, criteria)
    return _prepared(shape, criteria.sort), values


def search_scope(perimetre: Perimetre, criteria: DemandesCriteria) -> Select[Any]:
    """The same search, for whoever counts it or shows a few lines of it."""
    shape, values = _asked(perimetre, criteria)
    return _scope(shape).params(values)


@lru_cache(SHAPES)
def _prepared(shape: Shape, sort: str) -> PreparedPage:
    return PreparedPage(_scope(shape), _SORTS[sort])


@lru_cache(SHAPES)
def _scope(shape: Shape) -> Select[Any]:
    wanted = [R.departement == bindparam("departement")]
    if shape.un_etat:
        # The indexes that sort begin by one state: `any` would lose their order.
        wanted.append(R.etat == bindparam("etat"))
    else:
        wanted.append(R.etat == any_(bindparam("etats", type_=ARRAY(String))))
    own = R.organisme_id == bindparam("organisme_id")
    if shape.mon_organisme:
        wanted.append(own)
    elif shape.brouillons:
        wanted.append(or_(R.etat != EtatDemande.BROUILLON.value, own))
    if shape.commune:
        wanted.append(R.communes.contains(bindparam("communes", type_=R.communes.type)))
    if shape.typologie:
        wanted.append(R.typologies.contains(bindparam("typologies", type_=R.typologies.type)))
    if shape.numero:
        wanted.append(R.numero_unique == bindparam("numero"))
    wanted += [R.recherche.like(bindparam(f"mot_{n}")) for n in range(shape.mots)]
    return select(*_SHOWN).where(*wanted)


def _asked(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[Shape, dict[str, Any]]:
    etats = _etats(criteria)
    numero, mots = _text(criteria.q or "")
    shape = Shape(
        un_etat=len(etats) == 1,
        brouillons=EtatDemande.BROUILLON in etats,
        mon_organisme=criteria.mon_organisme,
        commune=bool(criteria.commune),
        typologie=bool(criteria.typologie),
        numero=numero is not None,
        mots=len(mots),
    )
    values: dict[str, Any] = {"departement": perimetre.departement}
    values |= {"etat": etats[0].value} if shape.un_etat else {"etats": [e.value for e in etats]}
    if shape.mon_organisme or shape.brouillons:
        values["organisme_id"] = perimetre.organisme_id
    if shape.commune:
        values["communes"] = [criteria.commune]
    if shape.typologie:
        values["typologies"] = [criteria.typologie]
    if shape.numero:
        values["numero"] = numero
    return shape, values | {f"mot_{n}": f"%{mot}%" for n, mot in enumerate(mots)}


def _etats(criteria: DemandesCriteria) -> list[EtatDemande]:
    """A form still being typed is nobody's to find."""
    if criteria.a_valider:
        return [EtatDemande.EN_ATTENTE_DE_VALIDATION]
    asked = criteria.etats or (EtatDemande.ACTIVE,)
    return [etat for etat in asked if etat is not EtatDemande.EN_COURS_DE_SAISIE]


def _text(q: str) -> tuple[str | None, list[str]]:
    """A numéro unique whole, or the words of a name: letters and digits only, nothing that LIKE would interpret."""
    compact = q.replace(" ", "").upper()
    if len(compact) == 18 and compact[:13].isdigit():
        return compact, []
    return None, normaliser_nom(q).lower().split()[:WORDS]
