"""A list gathered by groups: what each gathers, and the page of their lines one group after the other."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.search import page_of_groups
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


def rupture(communes: Communes, par: Rupture, rows: Sequence[Any]) -> RuptureVue:
    """What `search.groups` read."""
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
    wanted, values = page_of_groups(perimetre, criteria, reunies.par)
    rows = await wanted.all(connection, {**values, "groupes": codes, "size": size, "skip": skip})
    return Page[DemandeResume].de([view(row) for row in rows], total=reunies.total, page=page, size=size)


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
