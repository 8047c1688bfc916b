"""A demande found by a whole number: what the organisme may see of it, and that it exists when it may not.

Every search leaves a line, whether it finds or not. The number itself is written nowhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, insert, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.search import SHOWN
from adapters.db.demandes.tables import consultations, nirs, numeros_uniques, recherches_tracees
from adapters.db.demandes.visible import (
    JAMAIS_MONTREES,
    Limite,
    concerned_by,
    limite_of,
    limits,
    mots_visibles,
    recherche_visible,
)
from adapters.db.imports.tables import references_internes
from adapters.db.prepared import Prepared
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import RechercheParNumero
from domain.organismes.acteur import Acteur, Perimetre

R = recherche_visible.c
AT_MOST = 20
"""Lines. A family shares a phone, a mistyped file its NIR; beyond, it is not one person any more."""


@dataclass(frozen=True, kw_only=True)
class Trouvees:
    visibles: Sequence[Any]
    hors_perimetre: bool
    autre_departement: bool


class SqlRechercheExacte:
    def __init__(self, index_nir: Callable[[str], bytes], condense: Callable[[str], bytes]) -> None:
        self._index_nir = index_nir
        self._condense = condense

    async def __call__(
        self,
        connection: AsyncConnection,
        perimetre: Perimetre,
        acteur: Acteur,
        par: RechercheParNumero,
        valeur: str,
        correlation: str | None,
    ) -> Trouvees:
        """On a connection that may write: the trace is kept before anything is shown."""
        values: dict[str, Any] = {"departement": perimetre.departement, "organisme_id": perimetre.organisme_id}
        values["valeur"] = self._index_nir(valeur) if par is RechercheParNumero.NIR else valeur
        values |= limits(perimetre)
        rows = await _found(par, limite_of(perimetre)).all(connection, values)
        visibles = [row for row in rows if row.visible]
        cachees = [row for row in rows if not row.visible] if par is not RechercheParNumero.TELEPHONE else []
        ailleurs = False
        if par is RechercheParNumero.NUMERO_UNIQUE and not rows:
            known = await _NATIONAL.first(connection, {"valeur": valeur})
            ailleurs = known is not None and known.departement != perimetre.departement
        found = Trouvees(visibles=visibles, hors_perimetre=bool(cachees) and not visibles, autre_departement=ailleurs)
        qui = {
            "compte_id": acteur.compte_id,
            "auteur": acteur.libelle,
            "organisme_id": acteur.organisme_id,
            "organisme": acteur.organisme_libelle,
        }
        await connection.execute(
            insert(recherches_tracees).values(
                departement=perimetre.departement,
                par=par.value,
                condense=self._condense(f"{par.value}:{valeur}"),
                trouvees=len(visibles),
                ailleurs=found.hors_perimetre or ailleurs,
                **qui,
            )
        )
        quoi = f"recherche par {par.libelle}"
        if seen := [row.id for row in (*visibles, *cachees)]:
            # also in the read log of each file: whoever is looked for by his NIR may know by whom
            said = {"departement": perimetre.departement, "quoi": quoi, "correlation": correlation, **qui}
            lines = [{**said, "demande_id": id} for id in seen]
            await connection.execute(insert(consultations), lines)
        return found


@cache
def _found(par: RechercheParNumero, limite: Limite | None) -> Prepared:
    mine = bindparam("organisme_id", type_=R.organisme_id.type)
    here = concerned_by(limite, mine) if limite else true()
    visible = and_(here, or_(R.etat != EtatDemande.BROUILLON.value, R.organisme_id == mine))
    begun = R.etat.notin_([etat.value for etat in JAMAIS_MONTREES])
    # another organisme's draft is not a demande yet: it is neither shown nor said to exist
    somebody_else_s = and_(R.etat == EtatDemande.BROUILLON.value, R.organisme_id.is_distinct_from(mine))
    return Prepared(
        select(*SHOWN, visible.label("visible"))
        .where(R.departement == bindparam("departement"), begun, ~somebody_else_s, _named(par))
        .order_by(R.deposee_le, R.demande_id)
        .limit(AT_MOST)
    )


def _named(par: RechercheParNumero) -> ColumnElement[bool]:
    if par is RechercheParNumero.NUMERO_UNIQUE:
        return R.numero_unique == bindparam("valeur")
    if par is RechercheParNumero.INTERNE:
        return R.demande_id.in_(_by_own_reference())
    return R.demande_id.in_(_by_nir() if par is RechercheParNumero.NIR else _by_phone())


def _by_own_reference() -> Select[Any]:
    """Two organismes may give two demandes the same one: each finds its own."""
    r = references_internes.c
    return select(r.demande_id).where(
        r.departement == bindparam("departement"),
        r.organisme_id == bindparam("organisme_id"),
        r.reference == bindparam("valeur"),
    )


def _by_nir() -> Select[Any]:
    return select(nirs.c.demande_id).where(
        nirs.c.departement == bindparam("departement"), nirs.c.index_aveugle == bindparam("valeur")
    )


def _by_phone() -> Select[Any]:
    m = mots_visibles.c
    return select(m.demande_id).where(
        m.departement == bindparam("departement"), m.etat.in_(_STATES), m.mot == bindparam("valeur")
    )


_STATES = [etat.value for etat in EtatDemande if etat not in JAMAIS_MONTREES]
_NATIONAL = Prepared(
    select(numeros_uniques.c.departement).where(numeros_uniques.c.numero == bindparam("valeur")).limit(1)
)
