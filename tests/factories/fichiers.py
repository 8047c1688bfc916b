"""A file of demandes as another piece of software would write it: the inverse of what the import reads."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.demandes.formulaire import Formulaire
from domain.imports.rules.dictionnaire import ENTETE, FORMULAIRE, Enregistrement, Feuille, Rubrique
from domain.kernel.nomenclature import Nomenclature


def cases(
    formulaire: Formulaire, enregistrement: Enregistrement, nirs: Mapping[UUID, str] | None = None
) -> dict[str, str]:
    """Every filled cell, by column."""
    found = dict(_cells(ENTETE, "", enregistrement, {}, {}))
    return found | dict(_cells(FORMULAIRE, "", formulaire, _names(formulaire), nirs or {}))


def _names(formulaire: Formulaire) -> dict[UUID, str]:
    names = {} if formulaire.demandeur is None else {formulaire.demandeur.id: "demandeur"}
    names |= {c.id: f"codemandeur {n}" for n, c in enumerate(formulaire.codemandeurs, start=1)}
    return names | {o.id: f"occupant {n}" for n, o in enumerate(formulaire.occupants, start=1)}


def _cells(
    ou: Rubrique, prefix: str, objet: Any, names: Mapping[UUID, str], nirs: Mapping[UUID, str]
) -> Iterator[tuple[str, str]]:
    for champ in ou.champs:
        value, column = getattr(objet, champ.nom), prefix + champ.colonne
        if value is None or value in ((), ""):
            continue
        if isinstance(champ.noeud, Feuille):
            yield column, _written(value, names)
        elif isinstance(champ.noeud, Rubrique):
            yield from _cells(champ.noeud, f"{column}.", value, names, nirs)
        else:
            for rank, one in enumerate(value, start=1):
                yield from _cells(champ.noeud.rubrique, f"{column}.{rank}.", one, names, nirs)
    if ou.avec_nir and objet.id in nirs:
        yield f"{prefix}nir", nirs[objet.id]


def _written(value: Any, names: Mapping[UUID, str]) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Nomenclature):
        return value.value
    if isinstance(value, UUID):
        return names[value]
    if isinstance(value, tuple):
        return "|".join(_written(one, names) for one in value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def csv_de(lignes: Iterable[Mapping[str, str]]) -> bytes:
    rows = list(lignes)
    columns = sorted({column for row in rows for column in row})
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff".encode() + out.getvalue().encode()
