"""Quartiers prioritaires: no open package carries the official list, so it is imported from a file.

The columns are described in SOURCES.md. `donnees/qpv.csv` has them too: it is an invented list for
demonstrations, and its codes (QX…) cannot be taken for official ones (QN…, QP…).
"""

import csv
import re
from collections.abc import Collection, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.referentiel.model import Qpv

_CODE = re.compile(r"Q[NPX][0-9A-Z]{6}")
_COLUMNS = ("code", "nom", "departement", "communes", "fictif")
_VOIES = "voies"
"""Optional last column: the streets that lie wholly within the quarter, separated by a bar."""
_YES_NO = {"oui": True, "non": False}


class FichierQpvInvalide(ValueError):
    """Every line to correct, so that a file is corrected once."""

    def __init__(self, erreurs: list[str]) -> None:
        super().__init__("\n".join(erreurs))
        self.erreurs = erreurs


def lire_qpv_de_demonstration() -> list[Qpv]:
    return _read(files("adapters.referentiel").joinpath("donnees/qpv.csv"), communes=None)


def lire_qpv(fichier: Path, communes: Collection[str]) -> list[Qpv]:
    """A real list, checked against the codes of the communes that exist."""
    return _read(fichier, communes=communes)


def _read(fichier: Traversable, communes: Collection[str] | None) -> list[Qpv]:
    lines = fichier.read_text("utf-8-sig").splitlines()
    reader = csv.DictReader(lines)
    columns = tuple(reader.fieldnames or ())
    if columns not in (_COLUMNS, (*_COLUMNS, _VOIES)):
        raise FichierQpvInvalide([f"Ligne 1 : les colonnes attendues sont {', '.join(_COLUMNS)}."])
    found: dict[str, Qpv] = {}
    errors: list[str] = []
    for row in reader:
        problems = list(_problems(row, columns, found, communes))
        errors += [f"Ligne {reader.line_num} : {problem}" for problem in problems]
        if not problems:
            found[row["code"]] = Qpv(
                code=row["code"],
                nom=row["nom"],
                departement=row["departement"],
                communes=tuple(row["communes"].split()),
                fictif=_YES_NO[row["fictif"]],
                voies=tuple(voie for lue in row.get(_VOIES, "").split("|") if (voie := lue.strip())),
            )
    if errors:
        raise FichierQpvInvalide(errors)
    return list(found.values())


def _problems(
    row: dict[str, str], columns: Collection[str], known: Collection[str], communes: Collection[str] | None
) -> Iterator[str]:
    if None in row or None in row.values():
        yield f"{len(columns)} colonnes sont attendues."
        return
    if not _CODE.fullmatch(row["code"]):
        yield f"« {row['code']} » n'est pas un code de quartier prioritaire (exemple : QN03501M)."
    if row["code"] in known:
        yield f"le code {row['code']} figure déjà plus haut."
    if not row["nom"].strip():
        yield "le nom du quartier manque."
    if row["fictif"] not in _YES_NO:
        yield "la colonne fictif vaut oui ou non."
    elif _YES_NO[row["fictif"]] != row["code"].startswith("QX"):
        yield "seuls les quartiers fictifs, et eux tous, ont un code qui commence par QX."
    yield from _commune_problems(row["departement"], row["communes"].split(), communes)


def _commune_problems(departement: str, codes: list[str], communes: Collection[str] | None) -> Iterator[str]:
    if not codes:
        yield "il faut au moins une commune."
    for code in codes:
        if not code.startswith(departement):
            yield f"la commune {code} n'est pas dans le département {departement}."
        if communes is not None and code not in communes:
            yield f"la commune {code} n'existe pas."
