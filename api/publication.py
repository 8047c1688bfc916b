"""The contracts that others build on. A version is published once; until the next, what breaks it is a decision
written in `openapi/ruptures.toml`, which publication moves to `openapi/CHANGELOG.md`."""

import json
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.compatibility import breaks, operations
from api.contracts import CONTRACTS

EMPTY = """\
# Ce que la prochaine version des contrats casse pour ceux qui s'en servent, et pourquoi c'est voulu.
# Une ligne par rupture, telle que « make openapi-diff » la nomme :
#
#   [[rupture]]
#   contrat = "tiers"
#   quoi = "GET /annonces : paramètre retiré : taille"
#   raison = "« size », comme dans les deux autres contrats."
"""


@dataclass(frozen=True, order=True)
class Rupture:
    contrat: str
    quoi: str

    def __str__(self) -> str:
        return f"{self.contrat} · {self.quoi}"


class Publication:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._accepted = folder / "ruptures.toml"
        self._changelog = folder / "CHANGELOG.md"

    def last(self) -> str | None:
        """The version that others use today."""
        found = [path.name for path in (self._folder / "publies").glob("*") if path.is_dir()]
        return max(found, key=_rank, default=None)

    def faults(self) -> list[str]:
        """What is broken without having been decided, and what was decided and is not broken."""
        broken, accepted = set(self._broken()), self._decided()
        return [
            *(f"rupture non décidée : {rupture}" for rupture in sorted(broken - accepted.keys())),
            *(f"rupture décidée qui n'existe pas : {rupture}" for rupture in sorted(accepted.keys() - broken)),
            *(f"rupture sans raison : {rupture}" for rupture, raison in sorted(accepted.items()) if not raison),
        ]

    def publish(self, version: str, le: date) -> None:
        """What is written now becomes what others may count on; the version before it stays in git."""
        known = self.last()
        if known is not None and _rank(version) <= _rank(known):
            raise ValueError(f"La version {known} est déjà publiée : passez à la suivante avant de publier {version}.")
        if faults := self.faults():
            raise ValueError("\n".join(faults))
        section = "\n".join(self._section(version, le))
        target = self._folder / "publies" / version
        target.mkdir(parents=True)
        for contract in CONTRACTS:
            shutil.copyfile(self._folder / f"{contract.name}.json", target / f"{contract.name}.json")
        if known is not None:
            shutil.rmtree(self._folder / "publies" / known)
        title, mark, rest = self._changelog.read_text("utf-8").partition("\n## ")
        self._changelog.write_text("".join((title, section, mark, rest)), "utf-8")
        self._accepted.write_text(EMPTY, "utf-8")

    def _broken(self) -> Iterator[Rupture]:
        for name, before, after in self._pairs():
            yield from (Rupture(name, str(found)) for found in breaks(before, after))

    def _pairs(self) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
        known = self.last()
        for contract in CONTRACTS if known else ():
            published = self._folder / "publies" / str(known) / f"{contract.name}.json"
            yield contract.name, _read(published), _read(self._folder / f"{contract.name}.json")

    def _decided(self) -> dict[Rupture, str]:
        lines: Iterable[Mapping[str, str]] = tomllib.loads(self._accepted.read_text("utf-8")).get("rupture", ())
        return {Rupture(line["contrat"], line["quoi"]): line.get("raison", "").strip() for line in lines}

    def _section(self, version: str, le: date) -> Iterator[str]:
        yield f"\n## {version} — {le.isoformat()}\n"
        if self.last() is None:
            yield "Première publication.\n"
            return
        if decided := self._decided():
            yield "### Ruptures\n"
            yield from (f"- `{rupture}` — {raison}" for rupture, raison in sorted(decided.items()))
            yield ""
        added = [
            f"- `{name} · {operation}` — {after[operation].get('summary', '')}"
            for name, before, now in self._pairs()
            if (after := operations(now))
            for operation in after.keys() - operations(before).keys()
        ]
        if added:
            yield "### Ajouts\n"
            yield from sorted(added)
            yield ""


def _rank(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _read(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return found
