"""A list gathered by groups: what each gathers, and its lines one group after the other."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from sqlalchemy import Select, Text, any_, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.search import GROUPS, ORDERS, SHAPES, Shape, asked, ordered, scope_of
from adapters.db.organismes.tables import organismes
from adapters.db.prepared import Prepared
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande, NatureDossier, Typologie
from domain.demandes.queries import (
    PLAFOND_DE_RUPTURE,
    DemandeResume,
    DemandesCriteria,
    GroupeDeDemandes,
    Rupture,
    RuptureVue,
)
from domain.kernel.read_model import Page
from domain.kernel.text import cle_de_tri
from domain.organismes.acteur import Perimetre

SANS_GROUPE = {
    Rupture.COMMUNE: "Aucune commune souhaitée",
    Rupture.COMMUNE_ACTUELLE: "Commune non renseignée",
    Rupture.TYPOLOGIE: "Aucun type cherché",
    Rupture.ETAT: "Sans état",
    Rupture.NATURE: "Sans nature",
    Rupture.ORGANISME: "Aucun organisme",
}


def groups(perimetre: Perimetre, criteria: DemandesCriteria, par: Rupture) -> tuple[Prepared, dict[str, Any]]:
    """How many demandes each value gathers, among the first found when there are too many to count."""
    shape, values = asked(perimetre, criteria)
    return _grouped(shape._replace(par=par)), values


def rows_by_groups(
    perimetre: Perimetre, criteria: DemandesCriteria, par: Rupture, groupes: Sequence[str]
) -> Select[Any]:
    """Every line of these groups, one group after the other, for whoever reads them one after the other."""
    shape, values = asked(perimetre, criteria)
    return _in_groups(shape, criteria.sort, par).params({**values, "groupes": list(groupes)})


def rupture(communes: Communes, par: Rupture, rows: Sequence[Any]) -> RuptureVue:
    """What `groups` read."""
    found = [GroupeDeDemandes(code=r.code or "", libelle=_libelle(communes, par, r), nombre=r.nombre) for r in rows]
    total = sum(groupe.nombre for groupe in found)
    return RuptureVue(
        par=par,
        groupes=sorted(found, key=lambda groupe: (not groupe.code, cle_de_tri(groupe.libelle), groupe.code)),
        total=min(total, PLAFOND_DE_RUPTURE),
        plafonnee=total > PLAFOND_DE_RUPTURE,
    )


async def par_groupes(
    connection: AsyncConnection,
    perimetre: Perimetre,
    criteria: DemandesCriteria,
    reunies: RuptureVue,
    view: Callable[[Any], DemandeResume],
    *,
    page: int,
    size: int,
) -> Page[DemandeResume]:
    """Only the groups that this page cuts are read."""
    codes, skip = _cut(reunies.groupes, (page - 1) * size, size)
    if not codes:
        return Page[DemandeResume].de([], total=reunies.total, page=page, size=size)
    shape, values = asked(perimetre, criteria)
    rows = await _page_of_groups(shape, criteria.sort, reunies.par).all(
        connection, {**values, "groupes": codes, "size": size, "skip": skip}
    )
    return Page[DemandeResume].de([view(row) for row in rows], total=reunies.total, page=page, size=size)


@lru_cache(SHAPES)
def _grouped(shape: Shape) -> Prepared:
    assert shape.par is not None
    some = scope_of(shape).with_only_columns(GROUPS[shape.par].label("code")).limit(PLAFOND_DE_RUPTURE + 1)
    found = some.subquery("trouvees")
    counted = select(found.c.code, func.count().label("nombre")).group_by(found.c.code).subquery("groupes")
    if shape.par is not Rupture.ORGANISME:
        return Prepared(select(counted.c.code, counted.c.nombre))
    named = counted.outerjoin(organismes, cast(organismes.c.id, Text) == counted.c.code)
    return Prepared(select(counted.c.code, counted.c.nombre, organismes.c.nom).select_from(named))


@lru_cache(SHAPES)
def _page_of_groups(shape: Shape, sort: str, par: Rupture) -> Prepared:
    return Prepared(_in_groups(shape, sort, par).limit(bindparam("size")).offset(bindparam("skip")))


def _in_groups(shape: Shape, sort: str, par: Rupture) -> Select[Any]:
    """Read whole, then sorted: what a gathering counts is capped, and so is this."""
    key = func.coalesce(GROUPS[par], "")
    wanted = bindparam("groupes", type_=ARRAY(Text))
    some = ordered(shape, sort).add_columns(key.label("groupe")).where(key == any_(wanted))
    return some.order_by(func.array_position(wanted, key), *ORDERS[sort])


def _cut(groupes: Sequence[GroupeDeDemandes], skip: int, size: int) -> tuple[list[str], int]:
    """The codes of the groups that hold these lines, and how many lines of the first come before them."""
    ends = list(accumulate(groupe.nombre for groupe in groupes))
    cut = [rank for rank, end in enumerate(ends) if end > skip and end - groupes[rank].nombre < skip + size]
    before = ends[cut[0]] - groupes[cut[0]].nombre if cut else 0
    return [groupes[rank].code for rank in cut], skip - before


def _libelle(communes: Communes, par: Rupture, row: Any) -> str:
    if not row.code:
        return SANS_GROUPE[par]
    match par:
        case Rupture.COMMUNE | Rupture.COMMUNE_ACTUELLE:
            return communes.courte(row.code).nom
        case Rupture.ETAT:
            return EtatDemande(row.code).libelle
        case Rupture.NATURE:
            return NatureDossier(row.code).libelle
        case Rupture.TYPOLOGIE:
            return Typologie(row.code).libelle
        case Rupture.ORGANISME:
            return str(row.nom or SANS_GROUPE[par])
