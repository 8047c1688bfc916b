"""The lines of a batch, checked and made into rows of `import_lignes`: no question to the database, so anywhere."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter

from adapters.db.imports.tables import PRETE, REJETEE, import_lignes
from adapters.db.lignes import lignes as rows_of
from domain.imports.rules.controle import Contexte, FormulaireConnu, LigneControlee, controler_les_lignes
from domain.imports.rules.lecture import NIR_CONSERVE, Anomalie, LigneBrute
from domain.organismes.ports import Chiffre

ANOMALIE = TypeAdapter(Anomalie)
Rows = list[tuple[Any, ...]]
_NOT_SAID = ("modifiee_le", "source", "accord_le")


@dataclass(frozen=True, slots=True)
class Coffre:
    """How the social security numbers of waiting lines are sealed, and opened."""

    chiffre: Chiffre
    index: Callable[[str], bytes]

    def sceller(self, numbers: Mapping[str, str], import_id: UUID, numero: int) -> bytes | None:
        if not numbers:
            return None
        return self.chiffre.chiffrer(json.dumps(dict(numbers)).encode(), _contexte(import_id, numero))

    def ouvrir(self, sealed: bytes | None, import_id: UUID, numero: int) -> dict[str, str]:
        if sealed is None:
            return {}
        found: dict[str, str] = json.loads(self.chiffre.dechiffrer(sealed, _contexte(import_id, numero)))
        return found


def _contexte(import_id: UUID, numero: int) -> str:
    return f"import:{import_id}:{numero}"


@dataclass(frozen=True, slots=True)
class Controle:
    import_id: UUID
    contexte: Contexte
    coffre: Coffre

    def row(self, ligne: LigneControlee) -> tuple[Any, ...]:
        numero = ligne.brute.numero
        values: dict[str, object] = {
            "departement": self.contexte.departement,
            "import_id": self.import_id,
            "numero": numero,
            "cle": ligne.cle,
        }
        if ligne.demande is None:
            held = {k: v for k, v in ligne.brute.cases.items() if k.rpartition(".")[2] == "nir"}
            values |= {
                "etat": REJETEE,
                "anomalies": [ANOMALIE.dump_python(a, mode="json") for a in ligne.anomalies],
                "cases": dict(ligne.brute.cases) | dict.fromkeys(held, NIR_CONSERVE),
                "nirs": self.coffre.sceller(held, self.import_id, numero),
            }
        else:
            by_person = {str(personne): nir for personne, nir in ligne.nirs.items()}
            values |= {
                "etat": PRETE,
                "demande": ligne.demande,
                "nirs": self.coffre.sceller(by_person, self.import_id, numero),
                "empreinte": self._empreinte(ligne.brute.cases),
            }
        return rows_of(import_lignes).depuis(values)

    def _empreinte(self, cases: Mapping[str, str]) -> bytes:
        """What the line says, whatever its date and whoever gave it. A NIR enters it as its keyed digest: it cannot be
        guessed back.
        """
        said = {k: v for k, v in cases.items() if k not in _NOT_SAID}
        for column, value in said.items():
            if column.rpartition(".")[2] == "nir":
                said[column] = self.coffre.index(value).hex()
        return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


def controlled(
    controle: Controle,
    brutes: Sequence[LigneBrute],
    connus: Mapping[str, FormulaireConnu],
    premieres: Mapping[str, int],
) -> tuple[Rows, int]:
    """The rows, and how many lines are rejected."""
    lignes = controler_les_lignes(brutes, connus, premieres, controle.contexte)
    return [controle.row(ligne) for ligne in lignes], sum(not ligne.prete for ligne in lignes)
