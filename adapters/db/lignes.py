"""Rows for COPY, made from the aggregates themselves: the columns and the encodings are those of the tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Integer, String, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.db.cotation.document import AsGrille
from adapters.db.types import AsEnum, AsJson, adapter_of
from domain.cotation.writer import ecrire_grille

Encodage = Callable[[Any], Any]


def _valeur(membre: Any) -> Any:
    return None if membre is None else membre.value


def _en_json(valeur: Any) -> str | None:
    return None if valeur is None else orjson.dumps(valeur).decode()


def _encodage(colonne: Column[Any]) -> Encodage | None:
    """As the column's type would bind it; None when asyncpg takes the value as it is."""
    kind = colonne.type
    if isinstance(kind, AsEnum):
        return _valeur
    if isinstance(kind, AsJson):
        adapter = adapter_of(kind.type_)
        sparse = kind.sparse
        return lambda v: None if v is None else adapter.dump_json(v, exclude_none=sparse).decode()
    if isinstance(kind, AsGrille):
        return lambda grille: _en_json(ecrire_grille(grille))
    if isinstance(kind, JSONB):
        return _en_json
    return None


def _defaut(colonne: Column[Any]) -> Any:
    """What a column that may not be null holds when nobody says: COPY would write a null where INSERT has a default."""
    ecrit = str(getattr(colonne.server_default, "arg", "")).strip("'")
    if isinstance(colonne.type, Boolean):
        return ecrit == "true"
    if isinstance(colonne.type, Integer):
        return int(ecrit)
    if isinstance(colonne.type, ARRAY):
        return ()
    return ecrit if isinstance(colonne.type, String) else None


class Lignes:
    """How to write one table: the columns that are copied, and what reads them."""

    def __init__(self, table: Table, laissees: Collection[str] = ()) -> None:
        """`laissees`: the columns that PostgreSQL fills itself, as the clock and the salt of a seal."""
        copiees = [c for c in table.columns if c.computed is None and c.identity is None and c.name not in laissees]
        self.table = table.name
        self.colonnes = tuple(c.name for c in copiees)
        self._toutes = itemgetter(*self.colonnes)
        filled = [c for c in copiees if not c.nullable and c.server_default is not None]
        self._defauts = {c.name: found for c in filled if (found := _defaut(c)) is not None}
        self._encodages = [(rang, encode) for rang, c in enumerate(copiees) if (encode := _encodage(c)) is not None]

    def depuis(self, valeurs: Mapping[str, Any]) -> tuple[Any, ...]:
        """A column that is not given takes its default, or is null."""
        if len(valeurs) < len(self.colonnes):
            valeurs = defaultdict(_rien, self._defauts | dict(valeurs))
        return self._encoder(list(self._toutes(valeurs)))

    def objet(self, objet: Any, **plus: Any) -> tuple[Any, ...]:
        """The attributes of an aggregate have the names of its columns; `plus` gives those it does not have."""
        return self._encoder([plus[nom] if nom in plus else getattr(objet, nom) for nom in self.colonnes])

    def _encoder(self, row: list[Any]) -> tuple[Any, ...]:
        for rang, encode in self._encodages:
            row[rang] = encode(row[rang])
        return tuple(row)


def _rien() -> None:
    return None


@cache
def lignes(table: Table) -> Lignes:
    return Lignes(table)
