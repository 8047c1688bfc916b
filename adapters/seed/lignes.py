"""Rows for COPY, made from the aggregates themselves: the columns and the encodings are those of the tables."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import JSONB

from adapters.db.cotation.document import AsGrille
from adapters.db.types import AsEnum, AsJson
from domain.cotation.writer import ecrire_grille

Encodage = Callable[[Any], Any]


def _valeur(membre: Any) -> Any:
    return None if membre is None else membre.value


def _en_json(valeur: Any) -> str | None:
    return None if valeur is None else json.dumps(valeur, ensure_ascii=False)


def _encodage(colonne: Column[Any]) -> Encodage | None:
    """As the column's type would bind it; None when asyncpg takes the value as it is."""
    kind = colonne.type
    if isinstance(kind, AsEnum):
        return _valeur
    if isinstance(kind, AsJson):
        adapter: TypeAdapter[Any] = TypeAdapter(kind.type_)
        return lambda valeur: None if valeur is None else adapter.dump_json(valeur).decode()
    if isinstance(kind, AsGrille):
        return lambda grille: _en_json(ecrire_grille(grille))
    if isinstance(kind, JSONB):
        return _en_json
    return None


class Lignes:
    """How to write one table: the columns that are copied, and what reads them."""

    def __init__(self, table: Table) -> None:
        copiees = [c for c in table.columns if c.computed is None and c.identity is None]
        self.table = table.name
        self.colonnes = tuple(c.name for c in copiees)
        self._encodages = [(c.name, _encodage(c)) for c in copiees]

    def depuis(self, valeurs: Mapping[str, Any]) -> tuple[Any, ...]:
        lues = valeurs.get
        return tuple(lues(nom) if encode is None else encode(lues(nom)) for nom, encode in self._encodages)

    def objet(self, objet: Any, **plus: Any) -> tuple[Any, ...]:
        """The attributes of an aggregate have the names of its columns; `plus` gives those it does not have."""
        found = []
        for nom, encode in self._encodages:
            valeur = plus[nom] if nom in plus else getattr(objet, nom)
            found.append(valeur if encode is None else encode(valeur))
        return tuple(found)


@cache
def lignes(table: Table) -> Lignes:
    return Lignes(table)
