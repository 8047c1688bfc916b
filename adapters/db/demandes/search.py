"""The list of demandes: one statement a shape of search, built and compiled once, its values in the parameters.

A name is looked up word by word. Each word typed is the beginning of a word of the file, `%` stands for anything,
and a particle (one or two letters) must be a whole word.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, Text, and_, any_, bindparam, desc, exists, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.demandes.visible import concerned, mots_visibles, recherche_visible
from adapters.db.listing import PreparedPage
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandesCriteria
from domain.kernel.text import normaliser_nom
from domain.organismes.acteur import Perimetre

R = recherche_visible.c

SHAPES = 256
WORDS = 8
"""Beyond them a sentence was pasted: the first ones find it."""
PARTICLE = 2
"""Letters. « Le Goff » is not looked for among all that begins by « Le »; the last word may still be unfinished."""
_AFTER_ALL = chr(0x10FFFF)

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

_BY_WORDS = {"deposee_le": mots_visibles.c.deposee_le.asc(), "-deposee_le": mots_visibles.c.deposee_le.desc()}
"""The orders that the index of the words gives by itself."""

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


class Mot(NamedTuple):
    """A word typed: where it lies among the words of the files, and what it must look like when it holds a `%`."""

    debut: str
    fin: str
    motif: str | None

    @classmethod
    def commencant_par(cls, debut: str, motif: str | None = None) -> "Mot":
        return cls(debut, debut[:-1] + chr(ord(debut[-1]) + 1) if debut else _AFTER_ALL, motif)

    @classmethod
    def entier(cls, mot: str) -> "Mot":
        return cls(mot, f"{mot} ", None)


class Shape(NamedTuple):
    """What is asked, without its values."""

    un_etat: bool
    limite: bool
    """To the communes of the perimeter."""
    brouillons: bool
    mon_organisme: bool
    commune: bool
    typologie: bool
    numero: bool
    mots: tuple[bool, ...]
    """One a word, the most telling first: does it hold a `%`?"""

    @property
    def only_words(self) -> bool:
        """Names and states, nothing else: the index of the words answers alone."""
        others = (self.limite, self.brouillons, self.mon_organisme, self.commune, self.typologie)
        return bool(self.mots) and not any(others)


def search(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[PreparedPage, dict[str, Any]]:
    shape, values = _asked(perimetre, criteria)
    return _prepared(shape, criteria.sort), values


def search_scope(perimetre: Perimetre, criteria: DemandesCriteria) -> Select[Any]:
    """The same search, for whoever counts it or shows a few lines of it."""
    shape, values = _asked(perimetre, criteria)
    return _scope(shape).params(values)


@lru_cache(SHAPES)
def _prepared(shape: Shape, sort: str) -> PreparedPage:
    if not shape.only_words or sort not in _BY_WORDS:
        return PreparedPage(_scope(shape), _SORTS[sort])
    found = _named(shape, mots_visibles.c.demande_id, mots_visibles.c.deposee_le)
    return PreparedPage(
        # a file has several words that begin alike
        found.group_by(mots_visibles.c.demande_id, mots_visibles.c.deposee_le),
        (_BY_WORDS[sort], mots_visibles.c.demande_id),
        dressed=lambda page: _dressed(page, sort),
    )


def _dressed(page: Select[Any], sort: str) -> Select[Any]:
    """The lines of a page already chosen, with what they show."""
    chosen = page.subquery("choisies")
    here = and_(R.departement == bindparam("departement"), R.demande_id == chosen.c.demande_id)
    return select(*_SHOWN).select_from(chosen.join(recherche_visible, here)).order_by(*_SORTS[sort])


@lru_cache(SHAPES)
def _scope(shape: Shape) -> Select[Any]:
    wanted = [R.departement == bindparam("departement"), _state(shape, R.etat)]
    own = R.organisme_id == bindparam("organisme_id")
    if shape.limite:
        wanted.append(concerned(bindparam("perimetre", type_=R.communes.type), bindparam("organisme_id")))
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
    if shape.mots:
        wanted.append(R.demande_id.in_(_named(shape, mots_visibles.c.demande_id)))
    return select(*_SHOWN).where(*wanted)


def _named(shape: Shape, *shown: ColumnElement[Any]) -> Select[Any]:
    """The files that have all these words, looked for by the first."""
    m = mots_visibles.c
    wanted = [m.departement == bindparam("departement"), _state(shape, m.etat), *_word(m.mot, 0, shape.mots[0])]
    for rank, has_motif in enumerate(shape.mots[1:], start=1):
        other = mots_visibles.alias().c
        same = (other.departement == bindparam("departement"), other.demande_id == m.demande_id)
        wanted.append(exists().where(*same, *_word(other.mot, rank, has_motif)))
    return select(*shown).where(*wanted)


def _word(mot: ColumnElement[str], rank: int, has_motif: bool) -> list[ColumnElement[bool]]:
    said = [mot >= bindparam(f"debut_{rank}", type_=Text), mot < bindparam(f"fin_{rank}", type_=Text)]
    return [*said, mot.like(bindparam(f"motif_{rank}", type_=Text))] if has_motif else said


def _state(shape: Shape, etat: ColumnElement[str]) -> ColumnElement[bool]:
    # The indexes that sort begin by one state: `any` would lose their order.
    return etat == bindparam("etat") if shape.un_etat else etat == any_(bindparam("etats", type_=ARRAY(String)))


def _asked(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[Shape, dict[str, Any]]:
    numero, mots = _text(criteria.q or "")
    etats = _etats(criteria, _NUMBERED if numero else (EtatDemande.ACTIVE,))
    shape = Shape(
        un_etat=len(etats) == 1,
        limite=perimetre.communes is not None,
        brouillons=EtatDemande.BROUILLON in etats,
        mon_organisme=criteria.mon_organisme,
        commune=bool(criteria.commune),
        typologie=bool(criteria.typologie),
        numero=numero is not None,
        mots=tuple(mot.motif is not None for mot in mots),
    )
    values: dict[str, Any] = {"departement": perimetre.departement}
    values |= {"etat": etats[0].value} if shape.un_etat else {"etats": [e.value for e in etats]}
    if perimetre.communes is not None:
        values["perimetre"] = sorted(perimetre.communes)
    if shape.limite or shape.mon_organisme or shape.brouillons:
        values["organisme_id"] = perimetre.organisme_id
    if shape.commune:
        values["communes"] = [criteria.commune]
    if shape.typologie:
        values["typologies"] = [criteria.typologie]
    if shape.numero:
        values["numero"] = numero
    for rank, mot in enumerate(mots):
        values |= {f"{name}_{rank}": value for name, value in mot._asdict().items() if value is not None}
    return shape, values


_NUMBERED = tuple(etat for etat in EtatDemande if etat is not EtatDemande.BROUILLON)
"""A numéro typed whole designates one demande, whatever has become of it."""


def _etats(criteria: DemandesCriteria, usual: tuple[EtatDemande, ...]) -> list[EtatDemande]:
    """A form still being typed is nobody's to find."""
    if criteria.a_valider:
        return [EtatDemande.EN_ATTENTE_DE_VALIDATION]
    asked = criteria.etats or usual
    return [etat for etat in asked if etat is not EtatDemande.EN_COURS_DE_SAISIE]


def _text(q: str) -> tuple[str | None, list[Mot]]:
    """A numéro unique whole, or the words of a name, the longest first: the fewest files have it."""
    compact = q.replace(" ", "").upper()
    if len(compact) == 18 and compact[:13].isdigit():
        return compact, []
    typed = [word for token in q.split() for word in _words(token) if word.strip("%")][:WORDS]
    mots = [_mot(word, followed=rank < len(typed)) for rank, word in enumerate(typed, start=1)]
    return None, sorted(mots, key=lambda mot: -len(mot.debut))


def _words(token: str) -> list[str]:
    """Letters and digits only, and the `%` of who typed one."""
    parts = [normaliser_nom(part).lower() for part in token.split("%")]
    return parts[0].split() if len(parts) == 1 else ["%".join(part.replace(" ", "") for part in parts)]


def _mot(word: str, *, followed: bool) -> Mot:
    debut, joker, suite = word.partition("%")
    if suite.strip("%"):
        return Mot.commencant_par(debut, f"{word}%")
    if not joker and followed and len(word) <= PARTICLE:
        return Mot.entier(word)
    return Mot.commencant_par(debut)
