"""What a batch writes: the results that changed, a line of history for each new total, the points that lists sort by.

The rows travel by one COPY to a temporary table, and from there by one statement a table.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
import polars as pl
from sqlalchemy import CursorResult, column, table, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.cotation.bulk import TOTAL
from adapters.db import historique
from adapters.db.cotation.conservation import conserver_le_lot
from adapters.db.cotation.departage import cle, ecrit
from adapters.db.cotation.stock import AVANT, DEMANDE, EMPREINTE, NULL, OU
from domain.cotation.events import DemandeCotee
from domain.cotation.model import VersionDeGrille
from domain.cotation.vocabulary import CauseDeCalcul
from domain.organismes.acteur import Acteur

RANG = "rang_de_grille"
"""Which of the versions in force; none when no grid scores the demande any more."""
LISTES = ("blocs_declares", "blocs_verifies", "details_declares", "details_verifies")
_COLONNES = {
    DEMANDE: "uuid",
    EMPREINTE: "text",
    OU: "tid",
    **dict.fromkeys(AVANT, "int2"),
    RANG: "int2",
    "statut": "text",
    "hors_cotation": "text",
    **dict.fromkeys(TOTAL, "int2"),
    **dict.fromkeys(LISTES, "int2[]"),
    "prochaine_bascule": "date",
}


class Ecriture:
    def __init__(
        self, session: AsyncSession, departement: str, epci: str, le: date, versions: Sequence[VersionDeGrille]
    ) -> None:
        self._session = session
        self._departement = departement
        self._epci = epci
        self._le = le
        self._versions = versions

    async def remplacer(self, found: pl.DataFrame) -> int:
        """How many results were written: those that are no longer what they were."""
        connection = await self._session.connection()
        await self._session.execute(text(_TEMPORAIRE))
        await self._session.execute(text("truncate cotations_a_ecrire"))
        await _pour(connection, "cotations_a_ecrire", found.select(n for n in _COLONNES if n in found.columns))
        # one row by its key, ten thousand times: the row filters hide from the planner how few rows a batch touches,
        # and it would otherwise go through the whole département at each statement
        await self._session.execute(_UN_A_UN)
        given = {
            "d": self._departement,
            "epci": self._epci,
            "le": self._le,
            "grilles": [version.id for version in self._versions],
            "populations": [version.population.value for version in self._versions],
            "versions": [version.version_grille for version in self._versions],
        }
        await self._conserver(given)
        written = 0
        for statement, wanted in (
            (_RETIRER, pl.col(RANG).is_null()),
            (_REMPLACER, pl.col(RANG).is_not_null() & pl.col(OU).is_not_null()),
            (_AJOUTER, pl.col(RANG).is_not_null() & pl.col(OU).is_null()),
        ):
            if not found.filter(wanted).is_empty():
                asked = {name: given[name] for name in given if f":{name}" in statement}
                done = await self._session.execute(text(statement), asked)
                assert isinstance(done, CursorResult)
                written += done.rowcount
        return written

    async def _conserver(self, given: Mapping[str, Any]) -> None:
        await self._session.execute(_CONSERVER, {name: given[name] for name in ("d", "le", "grilles")})

    async def dire(
        self, found: pl.DataFrame, cause: CauseDeCalcul, acteur: Acteur, now: datetime, correlation: str | None
    ) -> None:
        """One line a demande whose totals changed. The same passage is said in the same words: it is put once."""
        told = [RANG, *AVANT, *TOTAL]
        moved = _avec_les_totaux(found).filter(_MOVED[0] | _MOVED[1])
        if not moved.height:
            return
        connection = await self._session.connection()
        passages = moved.select(told).unique(maintain_order=True).with_row_index("n")
        lines: list[dict[str, Any]] = []
        for row in passages.iter_rows(named=True):
            version = None if row[RANG] is None else self._versions[row[RANG]]
            event = DemandeCotee(
                departement=self._departement,
                aggregate_id=UUID(int=0),
                occurred_at=now,
                epci=self._epci,
                grille=version.contenu.libelle if version else "Cotation",
                grille_id=version.id if version else None,
                version_grille=version.version_grille if version else None,
                avant={"points_verifies": row[AVANT[1]], "points_declares": row[AVANT[0]]},
                apres={"points_verifies": row[TOTAL[1]], "points_declares": row[TOTAL[0]]},
                cause=cause.value,
            )
            lines += historique.lines([event], acteur, correlation)
        said = pl.DataFrame(
            {
                "n": range(len(lines)),
                "description": [line["description"] for line in lines],
                "phrase_publique": [line["phrase_publique"] for line in lines],
                "details": [orjson.dumps(line["details"]).decode() for line in lines],
            }
        )
        await self._session.execute(text(_PASSAGES))
        await self._session.execute(text(_DEMANDES_A_DIRE))
        await self._session.execute(text("truncate passages_a_dire, demandes_a_dire"))
        await _pour(connection, "passages_a_dire", said)
        whose = moved.join(passages, on=told, how="left", nulls_equal=True).select(
            DEMANDE, pl.col("n").alias("passage")
        )
        await _pour(connection, "demandes_a_dire", whose)
        shared = {name: lines[0][name] for name in _PARTAGES}
        await self._session.execute(text(_DIRE), {**shared, "d": self._departement})

    async def classer(self, found: pl.DataFrame, places: Sequence[str]) -> None:
        """The points by which candidates and lists are sorted, and what decides between equals.

        Only where the points moved, unless the grids of the territory have not always decided alike.
        """
        given: dict[str, Any] = {"d": self._departement, "epci": self._epci}
        autrement = bool((await self._session.execute(text(_AUTREMENT), given)).scalar())
        if not autrement and _avec_les_totaux(found).filter(_MOVED[1]).is_empty():
            return
        given |= {"tous": autrement, "departages": [ecrit(version.contenu.departage) for version in self._versions]}
        for statement in (_SOUHAITS, _LISTE_PREMIER, _LISTE_AUTRES):
            asked = {name: given[name] for name in given if f":{name}" in statement}
            asked |= {"places": list(places)} if statement is _SOUHAITS else {}
            await self._session.execute(text(statement), asked)


async def _pour(connection: AsyncConnection, table: str, frame: pl.DataFrame) -> None:
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    out = io.BytesIO()
    await asyncio.to_thread(frame.write_csv, out, include_header=False, null_value=NULL)

    async def whole() -> AsyncIterator[bytes]:
        # a file would cost the driver a thread for each chunk
        yield out.getvalue()

    await driver.copy_to_table(table, source=whole(), columns=frame.columns, format="csv", null=NULL)


_MOVED = tuple(pl.col(total).ne_missing(pl.col(old)) for total, old in zip(TOTAL, AVANT, strict=True))


def _avec_les_totaux(found: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, pl.Int16).alias(total) for total in TOTAL if total not in found.columns]
    return found.with_columns(missing)


_UN_A_UN = text("select set_config('enable_mergejoin', 'off', true), set_config('enable_hashjoin', 'off', true)")
_TEMPORAIRE = f"""
create temp table if not exists cotations_a_ecrire (
    {", ".join(f"{name} {kind}" for name, kind in _COLONNES.items())}, primary key ({DEMANDE})) on commit drop
"""
_GRILLE = {
    "grille_id": f"(cast(:grilles as uuid[]))[t.{RANG} + 1]",
    "population": f"(cast(:populations as text[]))[t.{RANG} + 1]",
    "version_grille": f"(cast(:versions as int2[]))[t.{RANG} + 1]",
}
_RESULTAT = _GRILLE | {
    name: f"t.{name}" for name in (EMPREINTE, "statut", "hors_cotation", *TOTAL, "prochaine_bascule")
}
_RESULTAT |= {LISTES[n]: f"t.{LISTES[n]}" for n in (0, 2)}
_RESULTAT |= {LISTES[n]: f"coalesce(t.{LISTES[n]}, t.{LISTES[n - 1]})" for n in (1, 3)}
_CONSERVER = conserver_le_lot(table("cotations_a_ecrire", column(OU), column(RANG)), OU, RANG)
_RETIRER = f"""
delete from cotations c using cotations_a_ecrire t
where t.{RANG} is null and c.departement = :d and c.ctid = t.{OU}
"""  # noqa: S608
_REMPLACER = f"""
update cotations c set date_calcul = :le, {", ".join(f"{name} = {value}" for name, value in _RESULTAT.items())}
from cotations_a_ecrire t
where t.{RANG} is not null and c.departement = :d and c.ctid = t.{OU}
    and ({" or ".join(f"c.{name} is distinct from {value}" for name, value in _RESULTAT.items())})
"""  # noqa: S608
_AJOUTER = f"""
insert into cotations (departement, demande_id, epci, date_calcul, {", ".join(_RESULTAT)})
select :d, t.demande_id, :epci, :le, {", ".join(_RESULTAT.values())}
from cotations_a_ecrire t where t.{RANG} is not null and t.{OU} is null
"""  # noqa: S608
_PASSAGES = """
create temp table if not exists passages_a_dire (
    n integer primary key, description text, phrase_publique text, details jsonb) on commit drop
"""
_DEMANDES_A_DIRE = "create temp table if not exists demandes_a_dire (demande_id uuid, passage integer) on commit drop"
_PARTAGES = (
    "objet",
    "le",
    "type",
    "libelle",
    "auteur_sorte",
    "auteur_id",
    "auteur",
    "organisme_id",
    "organisme",
    "correlation",
)
_DIRE = """
insert into historique (departement, objet, objet_id, le, type, libelle, description, phrase_publique, auteur_sorte,
    auteur_id, auteur, organisme_id, organisme, details, correlation)
select cast(:d as text), cast(:objet as text), w.demande_id, cast(:le as timestamptz), cast(:type as text),
    cast(:libelle as text), p.description, p.phrase_publique, cast(:auteur_sorte as text), cast(:auteur_id as uuid),
    cast(:auteur as text), cast(:organisme_id as uuid), cast(:organisme as text), p.details, cast(:correlation as text)
from demandes_a_dire w join passages_a_dire p on p.n = w.passage
"""
_AUTREMENT = """
select count(distinct coalesce(contenu ->> 'departage', '')) > 1
from grilles where departement = :d and epci = :epci and effet_du is not null
"""
_TOUCHE = "(cast(:tous as boolean) or t.total_verifie is distinct from t.avant_verifie)"
_CLE = cle(f"case when t.total_verifie is not null then (cast(:departages as text[]))[t.{RANG} + 1] end", "q")
_QUI = "recherche_demandes q on q.departement = :d and q.demande_id = t.demande_id"
_SOUHAITS = f"""
update souhaits s set points = coalesce(t.total_verifie, 0), departage = {_CLE}
from cotations_a_ecrire t join {_QUI}
where s.departement = :d and s.demande_id = t.demande_id and s.commune = any(cast(:places as text[]))
    and {_TOUCHE} and (s.points <> coalesce(t.total_verifie, 0) or s.departage <> {_CLE})
"""  # noqa: S608
_LISTE_PREMIER = f"""
update points_de_liste r set points = t.total_verifie, departage = {_CLE}
from cotations_a_ecrire t join {_QUI}
join faits_de_cotation f on f.departement = :d and f.epci = :epci
    and f.demande_id = t.demande_id and f.premier_choix_epci
where r.departement = :d and r.demande_id = t.demande_id and t.total_verifie is not null
    and {_TOUCHE} and (r.points, r.departage) is distinct from (t.total_verifie, {_CLE})
"""  # noqa: S608
_LISTE_AUTRES = f"""
update points_de_liste r set points = n.points, departage = n.departage
from cotations_a_ecrire t
join faits_de_cotation f on f.departement = :d and f.epci = :epci and f.demande_id = t.demande_id
join {_QUI}
cross join lateral (
    select max(o.points) as points, {cle("max(o.departage)", "q")} as departage
    from (
        select c.total_verifie as points, g.contenu ->> 'departage' as departage
        from unnest(q.communes) with ordinality as u(commune, rang)
        join communes k on k.code = u.commune
        join cotations c on c.departement = :d and c.demande_id = t.demande_id and c.epci = k.epci
            and c.total_verifie is not null
        join grilles g on g.departement = :d and g.id = c.grille_id
        order by u.rang limit 1
    ) o
) n
where r.departement = :d and r.demande_id = t.demande_id
    and (t.total_verifie is null or f.premier_choix_epci is not true)
    and {_TOUCHE} and (r.points, r.departage) is distinct from (n.points, n.departage)
"""  # noqa: S608
