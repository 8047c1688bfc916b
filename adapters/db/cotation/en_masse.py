"""A batch of demandes scored again in columns, and only what changed written: points, flat rows, history.

The facts of the batch are locked first, so that a demande changed meanwhile waits for its end, and is then scored by
itself with the grids of the day.
"""

import asyncio
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
import polars as pl
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.cotation.bascule import BASCULE, BasculesEnMasse
from adapters.cotation.bulk import BLOC, DETAIL, TOTAL, EvaluateurEnMasse
from adapters.cotation.jour import UnSeulJour
from adapters.cotation.stock import LIGNE, Stock
from adapters.db import historique
from adapters.db.cotation.repository import published, version_of
from adapters.db.cotation.stock import (
    DEBUT,
    DEMANDE,
    EMPREINTE,
    MUTATION,
    NULL,
    REVOIR,
    Tranche,
    copier_la_requete,
    lire,
)
from adapters.db.cotation.tables import cotations
from adapters.db.referentiel.memory import Communes
from domain.cotation.events import DemandeCotee
from domain.cotation.grille import Grille
from domain.cotation.model import LotCote, VersionDeGrille
from domain.cotation.use_cases import grilles_de_la_population
from domain.cotation.vocabulary import CauseDeCalcul
from domain.organismes.acteur import Acteur

C = cotations.c
ANCIENNE = "ancienne_grille"
AVANT = ("avant_declare", "avant_verifie")
_LISTES = ("blocs_declares", "blocs_verifies", "details_declares", "details_verifies")
_COMPARES = ("grille_id", "statut", "hors_cotation", *TOTAL, *_LISTES, "prochaine_bascule", "empreinte")
_ECRITES = ("demande_id", "epci", "population", "version_grille", "date_calcul", *_COMPARES)
_ANCIENNES = {
    DEMANDE: pl.String,
    "grille_id": pl.String,
    "statut": pl.String,
    "hors_cotation": pl.String,
    **dict.fromkeys(TOTAL, pl.Int16),
    **dict.fromkeys(_LISTES, pl.String),
    "prochaine_bascule": pl.String,
    "empreinte": pl.String,
}
_NOUVELLES = {DEMANDE: pl.String, "population": pl.String, "version_grille": pl.Int32} | {
    name: _ANCIENNES[name] for name in _COMPARES
}


class SqlCotationEnMasse:
    def __init__(
        self, session: AsyncSession, communes: Communes, now: Callable[[], datetime], correlation: str | None
    ) -> None:
        self._session = session
        self._communes = communes
        self._now = now
        self._correlation = correlation

    async def recoter_le_territoire(
        self, departement: str, epci: str, le: date, *, apres: UUID, combien: int, acteur: Acteur
    ) -> LotCote:
        return await self._recoter(departement, epci, le, CauseDeCalcul.GRILLE, acteur, apres=apres, combien=combien)

    async def recoter_les_echues(self, departement: str, le: date, combien: int, acteur: Acteur) -> LotCote:
        due = await self._session.execute(
            select(C.epci, C.demande_id)
            .where(C.departement == departement, C.prochaine_bascule <= le)
            .order_by(C.prochaine_bascule, C.demande_id)
            .limit(combien)
        )
        by_epci: dict[str, list[UUID]] = {}
        for row in due:
            by_epci.setdefault(row.epci, []).append(row.demande_id)
        changed = 0
        for epci, ids in sorted(by_epci.items()):
            done = await self.recoter_parmi(departement, epci, le, ids, CauseDeCalcul.TEMPS, acteur)
            changed += done.changees
        return LotCote(examinees=sum(map(len, by_epci.values())), changees=changed, derniere=None)

    async def recoter_parmi(
        self, departement: str, epci: str, le: date, ids: Collection[UUID], cause: CauseDeCalcul, acteur: Acteur
    ) -> LotCote:
        """These demandes, for this territory: their facts are those that are kept."""
        return await self._recoter(departement, epci, le, cause, acteur, parmi=ids)

    async def _recoter(
        self,
        departement: str,
        epci: str,
        le: date,
        cause: CauseDeCalcul,
        acteur: Acteur,
        *,
        apres: UUID = DEBUT,
        combien: int | None = None,
        parmi: Collection[UUID] | None = None,
    ) -> LotCote:
        await self._communes.load()
        versions = [version_of(row) for row in await self._session.execute(published(departement, [epci], le))]
        connection = await self._session.connection()
        masses = [_masse(version.contenu) for version in versions]
        tranche = await lire(
            connection, departement, epci, masses, apres=apres, combien=combien, parmi=parmi, verrouiller=True
        )
        if not len(tranche):
            return LotCote(examinees=0, changees=0, derniere=None)
        known = await self._known(connection, departement, epci, tranche, parmi)
        changed = await asyncio.to_thread(_changees, tranche, known, versions, le)
        if changed.height:
            await self._write(connection, departement, epci, le, changed)
            await self._tell(connection, departement, epci, versions, cause, acteur, changed)
            await self._show(departement, epci)
        return LotCote(examinees=len(tranche), changees=changed.height, derniere=UUID(tranche.demandes[DEMANDE][-1]))

    async def _known(
        self, connection: AsyncConnection, departement: str, epci: str, tranche: Tranche, parmi: Collection[UUID] | None
    ) -> pl.DataFrame:
        first, last = (UUID(tranche.demandes[DEMANDE][n]) for n in (0, -1))
        query = (
            f"select {', '.join(_ANCIENNES)} from cotations"  # noqa: S608
            " where departement = $1 and epci = $2 and demande_id between $3 and $4"
        )
        arguments: list[Any] = [departement, epci, first, last]
        if parmi is not None:
            query, arguments = f"{query} and demande_id = any($5)", [*arguments, list(parmi)]
        raw = await copier_la_requete(connection, query, arguments)
        if not raw:
            return pl.DataFrame(schema=_ANCIENNES)
        return await asyncio.to_thread(lambda: pl.read_csv(raw, has_header=False, schema=_ANCIENNES, null_values=NULL))

    async def _write(
        self, connection: AsyncConnection, departement: str, epci: str, le: date, changed: pl.DataFrame
    ) -> None:
        await self._session.execute(text(_TEMPORAIRE))
        await self._session.execute(text("truncate cotations_a_ecrire"))
        full = changed.with_columns(pl.lit(epci).alias("epci"), pl.lit(le).alias("date_calcul"))
        await _pour(connection, "cotations_a_ecrire", full.select(*_ECRITES, ANCIENNE, *AVANT))
        for statement in (_RETIRER, _REMPLACER, _AJOUTER):
            await self._session.execute(text(statement), {"d": departement})

    async def _tell(
        self,
        connection: AsyncConnection,
        departement: str,
        epci: str,
        versions: Sequence[VersionDeGrille],
        cause: CauseDeCalcul,
        acteur: Acteur,
        changed: pl.DataFrame,
    ) -> None:
        """One line a demande whose totals changed. The same passage is said in the same words: it is put once."""
        told = ["grille_id", *AVANT, *TOTAL]
        moved = changed.filter(
            pl.col(TOTAL[0]).ne_missing(pl.col(AVANT[0])) | pl.col(TOTAL[1]).ne_missing(pl.col(AVANT[1]))
        )
        if not moved.height:
            return
        passages = moved.select(told).unique(maintain_order=True).with_row_index("n")
        by_id = {str(version.id): version for version in versions}
        now = self._now()
        lines: list[dict[str, Any]] = []
        for row in passages.iter_rows(named=True):
            version = by_id.get(row["grille_id"] or "")
            event = DemandeCotee(
                departement=departement,
                aggregate_id=UUID(int=0),
                occurred_at=now,
                epci=epci,
                grille=version.contenu.libelle if version else "Cotation",
                grille_id=version.id if version else None,
                version_grille=version.version_grille if version else None,
                avant={"points_verifies": row[AVANT[1]], "points_declares": row[AVANT[0]]},
                apres={"points_verifies": row[TOTAL[1]], "points_declares": row[TOTAL[0]]},
                cause=cause.value,
            )
            lines += historique.lines([event], acteur, self._correlation)
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
        await self._session.execute(text(_DIRE), {**shared, "d": departement})

    async def _show(self, departement: str, epci: str) -> None:
        """The points by which candidates and lists are sorted."""
        places = [epci, *sorted(self._communes.codes_de_l_epci(epci))]
        await self._session.execute(text(_SOUHAITS), {"d": departement, "places": places})
        for statement in (_RECHERCHE_PREMIER, _RECHERCHE_AUTRES):
            await self._session.execute(text(statement), {"d": departement, "epci": epci})


@lru_cache(maxsize=64)
def _masse(grille: Grille) -> EvaluateurEnMasse:
    return EvaluateurEnMasse(grille)


def _changees(tranche: Tranche, known: pl.DataFrame, versions: Sequence[VersionDeGrille], le: date) -> pl.DataFrame:
    """The results that are not those of before, what they were, and those that no grid gives any more."""
    fresh = pl.concat([pl.DataFrame(schema=_NOUVELLES), *_resultats(tranche, versions, le)])
    before = known.rename({name: f"avant:{name}" for name in _COMPARES}).with_columns(pl.lit(True).alias("connue"))
    both = fresh.join(before, on=DEMANDE, how="full", coalesce=True)
    moved = [pl.col(name).ne_missing(pl.col(f"avant:{name}")) for name in _COMPARES]
    return both.filter(pl.any_horizontal(moved)).select(
        *_NOUVELLES,
        pl.col("avant:grille_id").alias(ANCIENNE),
        *(pl.col(f"avant:{name}").alias(old) for name, old in zip(TOTAL, AVANT, strict=True)),
    )


def _resultats(tranche: Tranche, versions: Sequence[VersionDeGrille], le: date) -> Iterable[pl.DataFrame]:
    demandes = tranche.demandes.with_columns(tranche.stock.valeurs[LIGNE])
    chosen: dict[UUID, tuple[VersionDeGrille, list[bool]]] = {}
    for mutation in (False, True):
        for version in grilles_de_la_population(versions, mutation, le):
            chosen.setdefault(version.id, (version, []))[1].append(mutation)
    for version, populations in chosen.values():
        ours = demandes.filter(pl.col(MUTATION).is_in(populations))
        stock = tranche.stock
        if len(populations) == 1:
            stock = Stock(
                valeurs=stock.valeurs.join(ours.select(LIGNE), on=LIGNE, how="semi", maintain_order="left"),
                evenements=stock.evenements,
                preuves=stock.preuves,
                codes=stock.codes,
            )
        yield _resultat(version, stock, ours, le)


def _resultat(version: VersionDeGrille, stock: Stock, demandes: pl.DataFrame, le: date) -> pl.DataFrame:
    masse = _masse(version.contenu)
    lus = masse.lus(stock, UnSeulJour(le)).collect()
    points = masse.resultat(lus.lazy()).collect()
    days = BasculesEnMasse(masse).prochaines(stock, le, lus)
    later = pl.when(pl.col(REVOIR) > le).then(pl.col(REVOIR))
    nb_blocs, nb_criteres = len(version.contenu.blocs), len(version.contenu.criteres)
    listes = [_liste(name, nb_blocs) for name in BLOC] + [_liste(name, nb_criteres) for name in DETAIL]
    return (
        points.join(days, on=LIGNE, how="left", maintain_order="left")
        .join(demandes, on=LIGNE, maintain_order="left")
        .select(
            DEMANDE,
            pl.lit(version.population.value).alias("population"),
            pl.lit(version.version_grille, pl.Int32).alias("version_grille"),
            pl.lit(str(version.id)).alias("grille_id"),
            "statut",
            "hors_cotation",
            *TOTAL,
            *(liste.alias(name) for liste, name in zip(listes, _LISTES, strict=True)),
            pl.min_horizontal(BASCULE, later).cast(pl.String).alias("prochaine_bascule"),
            EMPREINTE,
        )
    )


def _liste(name: str, combien: int) -> pl.Expr:
    """As PostgreSQL writes an array: compared as it is, and copied as it is."""
    parts = [pl.col(name.format(n)).cast(pl.String) for n in range(combien)]
    return pl.concat_str([pl.lit("{"), pl.concat_str(parts, separator=","), pl.lit("}")])


async def _pour(connection: AsyncConnection, table: str, frame: pl.DataFrame) -> None:
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    out = io.BytesIO()
    await asyncio.to_thread(frame.write_csv, out, include_header=False, null_value=NULL)
    out.seek(0)
    await driver.copy_to_table(table, source=out, columns=frame.columns, format="csv", null=NULL)


_TEMPORAIRE = f"""
create temp table if not exists cotations_a_ecrire on commit drop as
select {", ".join(_ECRITES)}, grille_id as {ANCIENNE}, total_declare as {AVANT[0]}, total_verifie as {AVANT[1]}
from cotations with no data
"""  # noqa: S608
_VALEURS = [name for name in _ECRITES if name not in ("demande_id", "epci")]
_RETIRER = f"""
delete from cotations c using cotations_a_ecrire t
where t.grille_id is null and c.departement = :d and c.demande_id = t.demande_id and c.grille_id = t.{ANCIENNE}
"""  # noqa: S608
_REMPLACER = f"""
update cotations c set {", ".join(f"{name} = t.{name}" for name in _VALEURS)} from cotations_a_ecrire t
where t.grille_id is not null and c.departement = :d and c.demande_id = t.demande_id and c.grille_id = t.{ANCIENNE}
"""  # noqa: S608
_AJOUTER = f"""
insert into cotations (departement, {", ".join(_ECRITES)})
select :d, {", ".join(_ECRITES)} from cotations_a_ecrire where {ANCIENNE} is null
"""  # noqa: S608
_PASSAGES = """
create temp table if not exists passages_a_dire (
    n integer, description text, phrase_publique text, details jsonb) on commit drop
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
_SOUHAITS = """
update souhaits s set points = coalesce(t.total_verifie, 0) from cotations_a_ecrire t
where s.departement = :d and s.demande_id = t.demande_id and s.commune = any(cast(:places as text[]))
    and t.total_verifie is distinct from t.avant_verifie and s.points <> coalesce(t.total_verifie, 0)
"""
_RECHERCHE_PREMIER = """
update recherche_demandes r set points = t.total_verifie
from cotations_a_ecrire t join faits_de_cotation f on f.departement = :d and f.epci = :epci
    and f.demande_id = t.demande_id and f.premier_choix_epci
where r.departement = :d and r.demande_id = t.demande_id and t.total_verifie is not null
    and t.total_verifie is distinct from t.avant_verifie and r.points is distinct from t.total_verifie
"""
_RECHERCHE_AUTRES = """
update recherche_demandes r set points = n.points
from cotations_a_ecrire t
join faits_de_cotation f on f.departement = :d and f.epci = :epci and f.demande_id = t.demande_id
cross join lateral (
    select (
        select c.total_verifie from recherche_demandes q
        cross join unnest(q.communes) with ordinality as u(commune, rang)
        join communes k on k.code = u.commune
        join cotations c on c.departement = :d and c.demande_id = t.demande_id and c.epci = k.epci
            and c.total_verifie is not null
        where q.departement = :d and q.demande_id = t.demande_id
        order by u.rang limit 1
    ) as points
) n
where r.departement = :d and r.demande_id = t.demande_id
    and (t.total_verifie is null or f.premier_choix_epci is not true)
    and t.total_verifie is distinct from t.avant_verifie and r.points is distinct from n.points
"""
