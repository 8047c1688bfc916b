from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import polars as pl
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.cotation.bulk import BLOC, DETAIL, EvaluateurEnMasse
from adapters.cotation.stock import Stock
from adapters.db.copie import Jumelles
from adapters.db.cotation.faits import fait_rows
from adapters.db.cotation.tables import faits_de_cotation
from adapters.db.engine import set_context
from adapters.db.lignes import lignes
from domain.cotation.faits import Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import Points
from domain.cotation.vocabulary import StatutCotation

DEPARTEMENT, EPCI = "35", "200000001"


def en_masse(grille: Grille, dossiers: Sequence[Faits], le: date) -> list[Points]:
    masse = EvaluateurEnMasse(grille)
    return points_de(grille, masse.evaluer(Stock.de(dossiers, masse.champs), le))


def points_de(grille: Grille, frame: pl.DataFrame) -> list[Points]:
    blocs, criteres = range(len(grille.blocs)), range(len(grille.criteres))
    return [
        Points(
            statut=StatutCotation(row["statut"]),
            total_declare=row["total_declare"],
            total_verifie=row["total_verifie"],
            blocs_declares=tuple(row[BLOC[0].format(n)] for n in blocs),
            blocs_verifies=tuple(row[BLOC[1].format(n)] for n in blocs),
            details_declares=tuple(row[DETAIL[0].format(n)] for n in criteres),
            details_verifies=tuple(row[DETAIL[1].format(n)] for n in criteres),
            hors_cotation=row["hors_cotation"],
        )
        for row in frame.iter_rows(named=True)
    ]


async def entrer(connection: AsyncConnection, departement: str = DEPARTEMENT) -> None:
    await set_context(connection, departement, None, local=True)


async def garder(connection: AsyncConnection, dossiers: Sequence[Faits]) -> list[UUID]:
    """These facts, and no others, in the territory: the demandes in the order of their ids."""
    ids = [UUID(int=n + 1) for n in range(len(dossiers))]
    await connection.execute(text("delete from faits_de_cotation where epci = :e"), {"e": EPCI})
    await connection.execute(
        text(
            "insert into demandes (departement, id, reference, canal, etat, nature, formulaire, creee_le, version)"
            " select :d, id, right(cast(id as text), 20), 'guichet', 'AC', 'STANDARD', '{}', now(), 1"
            " from unnest(cast(:ids as uuid[])) as u(id) on conflict do nothing"
        ),
        {"d": DEPARTEMENT, "ids": ids},
    )
    rows = [
        row
        for id, dossier in zip(ids, dossiers, strict=True)
        for row in fait_rows(DEPARTEMENT, id, replace(dossier, territoires={EPCI: {}}))
    ]
    written = lignes(faits_de_cotation)
    await Jumelles(connection).verser(written, [written.depuis(row) for row in rows])
    return ids
