"""The profiles that come with the file: data, merged by code; those that a territory added stay."""

import tomllib
from pathlib import Path

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.organismes.tables import profils
from domain.organismes.acteur import Droit


async def charger_profils(connection: AsyncConnection) -> int:
    lus = tomllib.loads(Path(__file__).with_name("profils.toml").read_text("utf-8"))["profil"]
    rows = [
        {
            "code": p["code"],
            "libelle": p["libelle"],
            "types_organisme": p["types_organisme"],
            "droits": [Droit(d).value for d in p["droits"]],
            "ordre": ordre,
        }
        for ordre, p in enumerate(lus)
    ]
    statement = insert(profils).values(rows)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["code"],
            set_={c: statement.excluded[c] for c in ("libelle", "types_organisme", "droits", "ordre")},
        )
    )
    return len(rows)
