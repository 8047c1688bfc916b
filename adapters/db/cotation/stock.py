"""The facts of a territory as columns, straight from PostgreSQL: one COPY, the dated facts of a row in its own line.

`lire` gives what `EvaluateurEnMasse.evaluer` takes, with the demandes in the order of its rows:

    tranche = await lire(connection, "35", epci, evaluateurs, apres=DEBUT, combien=5_000)
    points = evaluateur.evaluer(tranche.stock, jour)      # row n of `points` is tranche.demandes[n]

Only the fields that these grids read leave the database: a large territory is read slice after slice
(`apres` is the last demande of the slice before), and memory holds one slice.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.stock import EVENEMENTS, LIGNE, PREUVES, Stock, depuis, masques, numeros
from adapters.db.cotation.colonnes import nom_de_colonne
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, TypeChamp

DEMANDE, EMPREINTE, MUTATION, REVOIR = "demande_id", "empreinte", "est_mutation", "a_revoir_le"
DEBUT = UUID(int=0)
SEPARATEUR = "\x1f"
"""Between the codes of a set, or the facts of a list: no code has it."""
NULL, MANQUE = "\\N", "-"
"""What a row has not, and what one fact of its list has not."""
_EPOCH = "date '1970-01-01'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ARecoter:
    """Only the results that are owed: none yet, another grid, other facts, or a day that time changed.

    The fingerprint of the facts, the grid and the next day of change say so without the points: what they find
    unchanged is not even read.
    """

    le: date
    mutation: UUID | None
    """The grid that scores the demandes of tenants of social housing; none when no grid does."""
    autre: UUID | None
    tout: bool = False
    """Even what nothing changed: after a correction of the calculation itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Some of the demandes that wish a territory, in the order of their ids."""

    demandes: pl.DataFrame
    """demande_id, empreinte, est_mutation, a_revoir_le: row n speaks of row n of the stock.

    With `a_recoter`, what is stored of each: where its result is, if there is one, and its totals.
    """
    stock: Stock

    def __len__(self) -> int:
        return self.demandes.height


async def verrouiller(
    connection: AsyncConnection,
    departement: str,
    epci: str,
    *,
    apres: UUID = DEBUT,
    jusqu_a: UUID | None = None,
    combien: int | None = None,
    parmi: Collection[UUID] | None = None,
) -> tuple[int, UUID | None]:
    """Nobody changes these facts until the end of the transaction: how many they are, and the last of them.

    Apart from the reading, which then sees what those it waited for have written.
    """
    scope, arguments = _scope(departement, epci, apres, jusqu_a, parmi)
    limit = "" if combien is None else f" limit {combien:d}"
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    row = await driver.fetchrow(
        "select count(*) as combien, (array_agg(demande_id))[count(*)] as derniere from ("  # noqa: S608
        f"select f.demande_id from faits_de_cotation f where {scope} order by f.demande_id{limit} for no key update) f",
        *arguments,
    )
    return row["combien"], row["derniere"]


def _scope(
    departement: str, epci: str, apres: UUID, jusqu_a: UUID | None, parmi: Collection[UUID] | None
) -> tuple[str, list[Any]]:
    scope, arguments = "f.departement = $1 and f.epci = $2 and f.demande_id > $3", [departement, epci, apres]
    for condition, given in (("f.demande_id <= ${}", jusqu_a), ("f.demande_id = any(${})", parmi and list(parmi))):
        if given is not None:
            arguments.append(given)
            scope += f" and {condition.format(len(arguments))}"
    return scope, arguments


async def lire(
    connection: AsyncConnection,
    departement: str,
    epci: str,
    evaluateurs: Iterable[EvaluateurEnMasse],
    *,
    apres: UUID = DEBUT,
    jusqu_a: UUID | None = None,
    combien: int | None = None,
    parmi: Collection[UUID] | None = None,
    a_recoter: ARecoter | None = None,
) -> Tranche:
    """`parmi`: these demandes only. `a_recoter`: those whose result is owed."""
    grids = list(evaluateurs)
    champs = [CATALOGUE[code] for code in dict.fromkeys(code for grid in grids for code in grid.champs)]
    scope, arguments = _scope(departement, epci, apres, jusqu_a, parmi)
    fields = {DEMANDE: "f.demande_id", EMPREINTE: "f.empreinte", MUTATION: "f.est_mutation::int"}
    fields |= {REVOIR: f"f.a_revoir_le - {_EPOCH}"} | {depuis_ou_code(champ): _read(champ) for champ in champs}
    beside = [_EVENEMENTS] if any(grid.compte_des_evenements for grid in grids) else []
    beside += [_PREUVES] if any(grid.attend_des_preuves for grid in grids) else []
    fields |= {name: _ensemble(f"f.{name}") for names in beside for name in names}
    source = "faits_de_cotation f"
    if a_recoter is not None:
        fields |= _CONNUS
        source += _CONNU
        owed, given = _owed(a_recoter, len(arguments))
        scope, arguments = f"{scope} and {owed}", [*arguments, *given]
    limit = "" if combien is None else f" limit {combien:d}"
    query = f"select {', '.join(fields.values())} from {source} where {scope} order by f.demande_id{limit}"  # noqa: S608
    raw = await copier_la_requete(connection, query, arguments)
    schema = _schema(champs, [name for names in beside for name in names], known=a_recoter is not None)
    return await asyncio.to_thread(_tranche, raw, schema, champs)


OU, AVANT = "ou", ("avant_declare", "avant_verifie")
"""Where the row of a result is, so that it is looked for once: nobody moves it without the lock of its facts."""
_CONNUS = {OU: "c.ctid", AVANT[0]: "c.total_declare", AVANT[1]: "c.total_verifie"}
_CONNU = " left join cotations c on c.departement = f.departement and c.demande_id = f.demande_id and c.epci = f.epci"


def _owed(a_recoter: ARecoter, before: int) -> tuple[str, list[Any]]:
    if a_recoter.tout:
        return "true", []
    mutation, autre, le = (f"${before + n}" for n in (1, 2, 3))
    return (
        f"(c.grille_id is distinct from case when f.est_mutation then {mutation}::uuid else {autre}::uuid end"
        f" or c.empreinte <> f.empreinte or c.prochaine_bascule <= {le})",
        [a_recoter.mutation, a_recoter.autre, a_recoter.le],
    )


def depuis_ou_code(champ: Champ) -> str:
    return champ.code if champ.temps is None else depuis(champ.code)


def _read(champ: Champ) -> str:
    """Numbers, days since 1970, and the codes of a set in one text: nothing that a reader of CSV must guess."""
    column = f"f.{nom_de_colonne(champ)}"
    if champ.temps is not None:
        return f"{column} - {_EPOCH}"
    match champ.type:
        case TypeChamp.BOOLEEN:
            return f"{column}::int"
        case TypeChamp.ENSEMBLE:
            return _ensemble(column)
        case _:
            return column


def _ensemble(column: str) -> str:
    return f"array_to_string({column}, chr(31), '{MANQUE}')"


def _schema(champs: Iterable[Champ], beside: Iterable[str], *, known: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {DEMANDE: pl.String, EMPREINTE: pl.String, MUTATION: pl.Int8, REVOIR: pl.Int32}
    for champ in champs:
        number = champ.temps is not None or champ.type is TypeChamp.NOMBRE
        kind = pl.Int32 if number else pl.Int8 if champ.type is TypeChamp.BOOLEEN else pl.String
        schema[depuis_ou_code(champ)] = kind
    schema |= dict.fromkeys(beside, pl.String)
    return schema | ({OU: pl.String, **dict.fromkeys(AVANT, pl.Int16)} if known else {})


_EVENEMENTS = {f"evenements_{name}": name for name in EVENEMENTS if name != LIGNE}
_PREUVES = {f"preuves_{name}": name for name in PREUVES if name != LIGNE}


async def copier_la_requete(connection: AsyncConnection, query: str, arguments: Sequence[Any]) -> bytes:
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    received = bytearray()

    async def keep(chunk: bytes) -> None:
        # a file would cost the driver a thread for each chunk
        received.extend(chunk)

    await driver.copy_from_query(query, *arguments, output=keep, format="csv", null=NULL)
    return bytes(received)


def _parsed(raw: bytes, schema: dict[str, Any]) -> pl.DataFrame:
    if not raw:
        return pl.DataFrame(schema=schema).with_row_index(LIGNE)
    return pl.read_csv(raw, has_header=False, schema=schema, null_values=NULL).with_row_index(LIGNE)


def _eclates(frame: pl.DataFrame, names: dict[str, str], schema: dict[str, Any]) -> pl.DataFrame:
    """One row a fact, from the columns that hold those of a demande one after the other."""
    if not all(name in frame.columns for name in names):
        return pl.DataFrame(schema=schema)
    lists = [pl.col(column).str.split(SEPARATEUR).alias(name) for column, name in names.items()]
    facts = frame.lazy().filter(pl.col(next(iter(names))).is_not_null()).select(LIGNE, *lists).explode(*names.values())
    return facts.select(LIGNE, *(_lu(name, schema[name]) for name in names.values())).collect()


def _lu(name: str, kind: Any) -> pl.Expr:
    known = pl.when(pl.col(name) != MANQUE).then(pl.col(name))
    if kind == pl.Boolean:
        return known == "t"
    return known.str.to_date("%Y-%m-%d") if kind == pl.Date else known


def _tranche(raw: bytes, schema: dict[str, Any], champs: Iterable[Champ]) -> Tranche:
    frame = _parsed(raw, schema)
    codes: dict[str, dict[str, int]] = {}
    series = [frame[LIGNE]]
    for champ in champs:
        lue = frame[depuis_ou_code(champ)]
        if champ.temps is not None:
            series.append(lue.cast(pl.Date))
        elif champ.type is TypeChamp.ENSEMBLE:
            series += masques(champ, lue, SEPARATEUR, codes)
        elif champ.type is TypeChamp.CODE:
            series.append(numeros(champ, lue, codes))
        else:
            series.append(lue.cast(pl.Boolean) if champ.type is TypeChamp.BOOLEEN else lue)
    return Tranche(
        demandes=frame.select(
            DEMANDE,
            EMPREINTE,
            pl.col(MUTATION).cast(pl.Boolean),
            pl.col(REVOIR).cast(pl.Date),
            *(name for name in (OU, *AVANT) if name in frame.columns),
        ),
        stock=Stock(
            valeurs=pl.DataFrame(series),
            evenements=_eclates(frame, _EVENEMENTS, EVENEMENTS),
            preuves=_eclates(frame, _PREUVES, PREUVES),
            codes=codes,
        ),
    )
