"""The list of demandes: one statement a shape of search, built and compiled once, its values in the parameters."""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    desc,
    exists,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.cotation.departage import a_rebours, par_points
from adapters.db.cotation.tables import cotations
from adapters.db.demandes.mots import Mot, followed_by, typed
from adapters.db.demandes.tables import points_de_liste
from adapters.db.demandes.visible import (
    JAMAIS_MONTREES,
    Limite,
    concerned_by,
    limite_of,
    limits,
    mots_visibles,
    recherche_visible,
)
from adapters.db.listing import PreparedPage
from adapters.db.publics.tables import labellisations, labels_of
from domain.demandes.codes import Besoin, EtatDemande
from domain.demandes.queries import DemandesCriteria, Rupture
from domain.demandes.rules.recherche import (
    ACTION_LOGEMENT,
    mot_de_besoin,
    mot_de_collecteur,
)
from domain.organismes.acteur import Perimetre
from domain.publics.codes import Origine

C, L, P, R = cotations.c, labellisations.c, points_de_liste.c, recherche_visible.c

SHAPES = 256

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "deposee_le": (R.deposee_le, R.demande_id),
    "-deposee_le": (desc(R.deposee_le), R.demande_id),
    "nom": (R.cle_tri, R.demande_id),
    "-nom": (desc(R.cle_tri), R.demande_id),
    "-points": par_points(P, P.demande_id),
    "points": a_rebours(P, P.demande_id),
    "soumise_le": (R.soumise_le, R.demande_id),
    "-soumise_le": (R.soumise_le.desc(), R.demande_id.desc()),
    "numero": (R.numero_unique, R.reference, R.demande_id),
    "-numero": (R.numero_unique.desc(), R.reference.desc(), R.demande_id.desc()),
    "etat": (R.etat, R.deposee_le, R.demande_id),
    "-etat": (R.etat.desc(), R.deposee_le, R.demande_id),
    "nature": (R.nature, R.situation_familiale, R.deposee_le, R.demande_id),
    "-nature": (R.nature.desc(), R.situation_familiale.desc(), R.deposee_le.desc(), R.demande_id.desc()),
    "ne_le": (R.ne_le, R.demande_id),
    "-ne_le": (R.ne_le.desc(), R.demande_id.desc()),
    "renouvelee_le": (R.renouvelee_le, R.deposee_le, R.demande_id),
    "modifiee_le": (R.modifiee_le, R.demande_id),
    "-modifiee_le": (R.modifiee_le.desc(), R.demande_id.desc()),
    "-renouvelee_le": (R.renouvelee_le.desc(), R.deposee_le.desc(), R.demande_id.desc()),
}
"""Each is an index read forwards or backwards: what is not known comes last, then first in the reverse order."""
SORTS = tuple(ORDERS)

_BY_POINTS = ("points", "-points")
"""The orders that a table of their own gives: a grid that is published rewrites the points of a whole territory."""

_BY_WORDS = {"deposee_le": mots_visibles.c.deposee_le.asc(), "-deposee_le": mots_visibles.c.deposee_le.desc()}
"""The orders that the index of the words gives by itself."""

GROUPS: dict[Rupture, ColumnElement[Any]] = {
    Rupture.COMMUNE: R.communes[1],
    Rupture.COMMUNE_ACTUELLE: R.commune_actuelle,
    Rupture.TYPOLOGIE: R.typologies[1],
    Rupture.ETAT: R.etat,
    Rupture.NATURE: R.nature,
    Rupture.ORGANISME: cast(R.organisme_id, Text),
}

SHOWN = (
    R.demande_id.label("id"),
    R.numero_unique,
    R.reference,
    R.etat,
    R.nom_affiche,
    R.ne_le,
    R.codemandeur,
    R.codemandeur_ne_le,
    R.nature,
    R.situation_familiale,
    R.deposee_le,
    R.soumise_le,
    R.renouvelee_le,
    R.modifiee_le,
    R.expire_le,
    R.nb_personnes,
    R.personnes,
    R.typologies,
    R.communes,
    R.commune_actuelle,
    R.points,
    R.verrouillee,
    labels_of(R.departement, R.demande_id).label("labels"),
)


_BY_LABEL: dict[str, tuple[ColumnElement[bool], ...]] = {
    "label": (L.code == bindparam("label"),),
    "labels": (L.code == any_(bindparam("labels", type_=ARRAY(Text))),),
    "un_label": (),
}


def _labelled(by: tuple[ColumnElement[bool], ...], *, reserved: bool, by_origin: bool) -> ColumnElement[bool]:
    here = [L.departement == bindparam("departement"), L.retire_le.is_(None), *by]
    if not reserved:
        here.append(L.sensible.is_(False))
    if by_origin:
        here.append(L.origine == bindparam("origine_label", type_=L.origine.type))
    return R.demande_id.in_(select(L.demande_id).where(*here))


def _between(points: ColumnElement[Any], of: str) -> dict[str, ColumnElement[bool]]:
    return {f"{of}_min": points >= bindparam(f"{of}_min"), f"{of}_max": points <= bindparam(f"{of}_max")}


def _by_block(*sides: str) -> ColumnElement[bool]:
    """In one of the territories that score it: both bounds in the same one."""
    bounds = _between(C.blocs_verifies[bindparam("axe", type_=Integer)], "axe")
    here = (C.departement == bindparam("departement"), C.demande_id == R.demande_id)
    return exists().where(*here, *(bounds[side] for side in sides))


def _label_filter(by: str, *, reserved: bool, by_origin: bool) -> str:
    return by + ("_reserve" if reserved else "") + ("_par_origine" if by_origin else "")


_KEPT: dict[str, ColumnElement[bool]] = {
    "mon_organisme": R.organisme_id == bindparam("organisme_id"),
    "commune": R.communes.contains(bindparam("commune", type_=R.communes.type)),
    "commune_actuelle": R.commune_actuelle == bindparam("commune_actuelle"),
    "typologie": R.typologies.contains(bindparam("typologie", type_=R.typologies.type)),
    "nature": R.nature == bindparam("nature"),
    "guichet": R.organisme_id == bindparam("guichet", type_=R.organisme_id.type),
    "parmi": R.demande_id == any_(bindparam("parmi", type_=ARRAY(Uuid))),
    "sans_protegees": R.protegee.is_(False),
    "handicap": or_(R.handicap, R.adapte_handicap),
    "sans_labels": R.demande_id.not_in(
        select(L.demande_id).where(
            L.departement == bindparam("departement"),
            L.retire_le.is_(None),
            L.code == any_(bindparam("sans_labels", type_=ARRAY(Text))),
        )
    ),
    **_between(R.points, "points"),
    "axe_min": _by_block("axe_min"),
    "axe_max": _by_block("axe_max"),
    "axe_entre": _by_block("axe_min", "axe_max"),
} | {
    _label_filter(name, reserved=reserved, by_origin=by_origin): _labelled(by, reserved=reserved, by_origin=by_origin)
    for name, by in _BY_LABEL.items()
    for reserved in (False, True)
    for by_origin in (False, True)
}
"""What each filter keeps, whatever its value."""


class Shape(NamedTuple):
    """What is asked, without its values."""

    un_etat: bool
    limite: Limite | None
    """To the communes of the perimeter."""
    brouillons: bool
    filtres: tuple[str, ...]
    """Those of `_KEPT`."""
    par: Rupture | None
    """Gathers by this, or keeps the lines of one group of it."""
    groupe: bool | None
    """One group: of a value, or (False) of those that have none."""
    numero: bool
    mots: tuple[bool, ...]
    """One a word, the most telling first: does it hold a `%`?"""

    @property
    def only_words(self) -> bool:
        """Names and states, nothing else: the index of the words answers alone."""
        others = self.limite is not None or self.brouillons or self.filtres or self.groupe is not None
        return bool(self.mots) and not others


def search(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[PreparedPage, dict[str, Any]]:
    shape, values = asked(perimetre, criteria)
    return _prepared(shape, criteria.sort), values


def rows_of(perimetre: Perimetre, criteria: DemandesCriteria) -> Select[Any]:
    """Every line of the search in its order, for whoever reads them one after the other."""
    shape, values = asked(perimetre, criteria)
    return ordered(shape, criteria.sort).params(values).order_by(*ORDERS[criteria.sort])


def search_scope(perimetre: Perimetre, criteria: DemandesCriteria) -> Select[Any]:
    """The same search, for whoever counts it or shows a few lines of it."""
    shape, values = asked(perimetre, criteria)
    return scope_of(shape).params(values)


@lru_cache(SHAPES)
def _prepared(shape: Shape, sort: str) -> PreparedPage:
    if not shape.only_words or sort not in _BY_WORDS:
        return PreparedPage(ordered(shape, sort), ORDERS[sort])
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
    return select(*SHOWN).select_from(chosen.join(recherche_visible, here)).order_by(*ORDERS[sort])


def ordered(shape: Shape, sort: str) -> Select[Any]:
    """With what its order reads."""
    scope = scope_of(shape)
    if sort not in _BY_POINTS:
        return scope
    here = and_(P.departement == bindparam("departement"), P.demande_id == R.demande_id, _state(shape, P.etat))
    return scope.join(points_de_liste, here)


@lru_cache(SHAPES)
def scope_of(shape: Shape) -> Select[Any]:
    wanted = [R.departement == bindparam("departement"), _state(shape, R.etat), *map(_KEPT.__getitem__, shape.filtres)]
    if shape.limite:
        wanted.append(concerned_by(shape.limite, bindparam("organisme_id", type_=R.organisme_id.type)))
    if shape.brouillons and "mon_organisme" not in shape.filtres:
        wanted.append(or_(R.etat != EtatDemande.BROUILLON.value, _KEPT["mon_organisme"]))
    if shape.par is not None and shape.groupe is not None:
        key = GROUPS[shape.par]
        wanted.append(key == bindparam("groupe", type_=Text) if shape.groupe else key.is_(None))
    if shape.numero:
        wanted.append(R.numero_unique == bindparam("numero"))
    if shape.mots:
        wanted.append(R.demande_id.in_(_named(shape, mots_visibles.c.demande_id)))
    return select(*SHOWN).where(*wanted)


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


def asked(perimetre: Perimetre, criteria: DemandesCriteria) -> tuple[Shape, dict[str, Any]]:
    numero, mots = typed(criteria.q or "")
    mots = [*mots, *_housing_fund(criteria), *_needs(criteria)]
    usual = tuple(EtatDemande) if criteria.parmi else _NUMBERED if numero else (EtatDemande.ACTIVE,)
    etats = _etats(criteria, usual)
    given = _given(criteria)
    one_group = criteria.par is not None and criteria.groupe is not None
    shape = Shape(
        un_etat=len(etats) == 1,
        limite=limite_of(perimetre),
        brouillons=EtatDemande.BROUILLON in etats,
        filtres=tuple(name for name in _KEPT if name in given),
        par=criteria.par if one_group else None,
        groupe=bool(criteria.groupe) if one_group else None,
        numero=numero is not None,
        mots=tuple(mot.motif is not None for mot in mots),
    )
    values = {name: value for name, value in given.items() if value is not True}
    values |= _label_values(criteria) | _axe_values(criteria)
    values["departement"] = perimetre.departement
    values |= {"etat": etats[0].value} if shape.un_etat else {"etats": [e.value for e in etats]}
    values |= limits(perimetre)
    if shape.limite or shape.brouillons or criteria.mon_organisme:
        values["organisme_id"] = perimetre.organisme_id
    if shape.groupe:
        values["groupe"] = criteria.groupe
    if shape.numero:
        values["numero"] = numero
    for rank, mot in enumerate(mots):
        values |= {f"{name}_{rank}": value for name, value in mot._asdict().items() if value is not None}
    return shape, values


def _housing_fund(criteria: DemandesCriteria) -> list[Mot]:
    """Who declared what is a word too: asked alone, its index answers alone, in the order of deposit."""
    if criteria.collecteur:
        return [Mot.entier(mot_de_collecteur(criteria.collecteur))]
    return [Mot.entier(ACTION_LOGEMENT)] if criteria.action_logement else []


def _needs(criteria: DemandesCriteria) -> list[Mot]:
    """What a household declared is a word too, and each word of the name of who accompanies it."""
    declared = [Mot.entier(mot_de_besoin(besoin)) for besoin in criteria.besoins if besoin is not Besoin.HANDICAP]
    return [*declared, *followed_by(criteria.suivi_par)]


def _given(criteria: DemandesCriteria) -> dict[str, Any]:
    """The filters that were given, with what their parameter takes; True when they take none."""
    values = {
        "mon_organisme": criteria.mon_organisme,
        "commune": criteria.commune and [criteria.commune],
        "commune_actuelle": criteria.commune_actuelle,
        "typologie": criteria.typologie and [criteria.typologie],
        "nature": criteria.nature and criteria.nature.value,
        "guichet": criteria.guichet,
        "parmi": list(criteria.parmi),
        "sans_protegees": criteria.sans_protegees,
        "handicap": Besoin.HANDICAP in criteria.besoins,
        "sans_labels": list(criteria.sans_labels),
        _label_filter(
            _label_asked(criteria), reserved=criteria.labels_reserves, by_origin=criteria.origine_label is not None
        ): bool(_label_values(criteria)),
    }
    return {name: value for name, value in values.items() if value} | _points_asked(criteria)


def _points_asked(criteria: DemandesCriteria) -> dict[str, Any]:
    """Zero is a bound like another."""
    total = {"points_min": criteria.points_min, "points_max": criteria.points_max}
    axe = {"axe_min": criteria.axe_min, "axe_max": criteria.axe_max}
    given = {name: value for name, value in total.items() if value is not None}
    bounds = {name: value for name, value in axe.items() if value is not None}
    if len(bounds) == 2:
        return given | {"axe_entre": True}
    return given | bounds


def _axe_values(criteria: DemandesCriteria) -> dict[str, Any]:
    bounds = {"axe_min": criteria.axe_min, "axe_max": criteria.axe_max}
    given = {name: value for name, value in bounds.items() if value is not None}
    return given | {"axe": criteria.axe} if given else {}


def _label_asked(criteria: DemandesCriteria) -> str:
    return "labels" if criteria.labels is not None else "label" if criteria.label else "un_label"


def _label_values(criteria: DemandesCriteria) -> dict[str, Any]:
    """One label, those of a contingent (both: the one, if it is among the others), by the way they came or any."""
    wanted = criteria.labels
    if wanted is not None and criteria.label:
        wanted = tuple(code for code in wanted if code == criteria.label)
    values = {
        "labels": None if wanted is None else list(wanted),
        "label": criteria.label if wanted is None else None,
        "origine_label": criteria.origine_label and Origine(criteria.origine_label),
    }
    return {name: value for name, value in values.items() if value is not None}


_NUMBERED = tuple(etat for etat in EtatDemande if etat is not EtatDemande.BROUILLON)
"""A numéro typed whole designates one demande, whatever has become of it."""


def _etats(criteria: DemandesCriteria, usual: tuple[EtatDemande, ...]) -> list[EtatDemande]:
    """A form still being typed is nobody's to find."""
    if criteria.a_valider:
        return [EtatDemande.EN_ATTENTE_DE_VALIDATION]
    asked = criteria.etats or usual
    return [etat for etat in asked if etat not in JAMAIS_MONTREES]
