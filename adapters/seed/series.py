"""The counters of the database: taken where they are, left where the application will go on."""

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.tables import PAR_MAIN, compteurs
from adapters.seed.plan import Compteurs

_PREFIXE = "NU:"
_LOTS = "SEMIS:"
_SEQUENCES = {"reference": ("references_locales", PAR_MAIN), "reference_bien": ("references_biens", 1)}
"""Each counter, and how many a process takes at once."""


async def lire_les_series(connection: AsyncConnection) -> Compteurs:
    """Locked until the end: a counter that gave a number meanwhile would give it twice."""
    rows = await connection.execute(
        select(compteurs.c.cle, compteurs.c.dernier).where(compteurs.c.cle.startswith(_PREFIXE)).with_for_update()
    )
    numeros: dict[str, int] = {row.cle: row.dernier for row in rows}
    dernieres: dict[str, int] = {}
    for nom, (sequence, main) in _SEQUENCES.items():
        row = (await connection.execute(text(f"select last_value, is_called from {sequence}"))).one()  # noqa: S608
        # whoever took the last hand may still be giving it
        dernieres[nom] = row.last_value + main - 1 if row.is_called else 0
    return Compteurs(numeros, dernieres["reference"], dernieres["reference_bien"])


async def ecrire_les_series(connection: AsyncConnection, series: Compteurs) -> None:
    for nom, (sequence, _) in _SEQUENCES.items():
        dernier = getattr(series, nom)
        if dernier:
            await connection.execute(
                text("select setval(:sequence, :dernier)"), {"sequence": sequence, "dernier": dernier}
            )
    await _poser(connection, series.numeros_uniques)
    await _poser(connection, {f"{_LOTS}{departement}": dernier for departement, dernier in series.lots.items()})


async def _poser(connection: AsyncConnection, valeurs: dict[str, int]) -> None:
    if not valeurs:
        return
    statement = insert(compteurs).values([{"cle": cle, "dernier": dernier} for cle, dernier in sorted(valeurs.items())])
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["cle"], set_={"dernier": statement.excluded.dernier})
    )


async def lots_deja_semes(connection: AsyncConnection, departement: str) -> int:
    """How many batches earlier seeds gave this département: the next ones draw other demandes."""
    found = await connection.scalar(select(compteurs.c.dernier).where(compteurs.c.cle == f"{_LOTS}{departement}"))
    return found or 0
