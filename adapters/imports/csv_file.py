"""CSV in UTF-8: a header that the dictionary knows, one demande a record. Positions are bytes, so that it resumes."""

import csv
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

from domain.imports.errors import FichierIllisible
from domain.imports.model import Curseur
from domain.imports.ports import Lecture
from domain.imports.rules.dictionnaire import colonne_connue
from domain.imports.rules.lecture import DESIGNENT, Anomalie, LigneBrute, a_la_forme_d_un_nir
from domain.kernel.francais import nombre

Opened = Callable[[int], AsyncIterator[bytes]]

RECORD_LIMIT = 256 * 1024
OF_THE_REPORT = "rejet."
"""Columns that the file of rejected lines adds: read back, they say nothing."""
SOURCE = "rejet.source"
"""The rejected line that this one corrects: its social security numbers are still held, sealed."""
FORMULAS = "=+-@\t\r"
"""What a spreadsheet would run: written behind an apostrophe, read without it."""


async def read(opened: Opened, since: Curseur | None, many: int) -> Lecture:
    if since is None:
        header = await anext(_records(opened(0)), b"")
        columns, separator = _header(header)
        since = Curseur(tete=len(header), position=len(header), lignes=0)
    else:
        columns, separator = _header(await anext(_records(opened(0)), b""))
    found: list[LigneBrute] = []
    position, count = since.position, since.lignes
    async for record in _records(opened(position)):
        if count - since.lignes == many:
            return Lecture(lignes=found, curseur=Curseur(tete=since.tete, position=position, lignes=count))
        position += len(record)
        count += 1
        line = _line(record, columns, separator, count + 1)
        if line is not None:
            found.append(line)
    return Lecture(lignes=found, curseur=None)


async def _records(content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Lines, joined while a quoted cell goes on over several."""
    rest = b""
    held: list[bytes] = []
    quotes = size = 0
    async for part in content:
        lines = (rest + part).split(b"\n")
        rest = lines.pop()
        for line in lines:
            quotes += line.count(b'"')
            size += len(line)
            held.append(line)
            if quotes % 2 == 0:
                yield b"\n".join(held) + b"\n"
                held, quotes, size = [], 0, 0
        if size + len(rest) > RECORD_LIMIT:
            raise FichierIllisible(
                "Une ligne du fichier ne finit pas : un guillemet ouvert n'est sans doute jamais refermé."
            )
    if held or rest:
        yield b"\n".join([*held, rest])


def _header(record: bytes) -> tuple[list[str], str]:
    try:
        text = record.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        raise FichierIllisible("Le fichier n'est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».") from None
    separator = max(";,\t", key=text.count)
    columns = [column.strip() for column in next(csv.reader([text], delimiter=separator), [])]
    today = datetime.now(UTC).date()
    unknown = [c for c in columns if not c.startswith(OF_THE_REPORT) and not colonne_connue(c, today)]
    if unknown or not columns:
        named = ", ".join(f"« {c} »" for c in unknown[:5]) or "aucune"
        raise FichierIllisible(
            f"La première ligne doit nommer les colonnes du dictionnaire. Colonnes inconnues : {named}."
        )
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise FichierIllisible(f"Une colonne ne se donne qu'une fois : {', '.join(twice[:5])}.")
    return columns, separator


def _line(record: bytes, columns: list[str], separator: str, numero: int) -> LigneBrute | None:
    """None for a blank line."""

    def wrong(code: str, message: str) -> LigneBrute:
        defect = Anomalie(champ="", code=code, message=message)
        return LigneBrute(numero=numero, cases=_designating(record, columns, separator), defaut=defect)

    try:
        text = record.decode("utf-8")
    except UnicodeDecodeError:
        return wrong("encodage", "Cette ligne n'est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 ».")
    try:
        cells = next(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True), [])
    except csv.Error:
        return wrong("guillemets", "Les guillemets de cette ligne ne s'accordent pas.")
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(columns):
        said = f"Cette ligne a {nombre(len(cells))} cases, l'en-tête en a {nombre(len(columns))}."
        return wrong("nombre-de-cases", said)
    held = cells[columns.index(SOURCE)].strip() if SOURCE in columns else ""
    return LigneBrute(numero=numero, cases=dict(_filled(columns, cells)), reprise=held or None)


def _filled(columns: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    for column, cell in zip(columns, cells, strict=True):
        if not cell:
            continue  # most are: a line fills one column in four
        value = cell.strip()
        if value[:1] == "'" and value[1:2] and value[1] in FORMULAS:
            value = value[1:]
        if value and not column.startswith(OF_THE_REPORT):
            yield column, value


def _designating(record: bytes, columns: list[str], separator: str) -> dict[str, str]:
    """What still tells which demande a damaged line is about, never the number of a person among shifted cells."""
    lines = record.decode("utf-8", "replace").splitlines(keepends=True)
    try:
        cells = next(csv.reader(lines, delimiter=separator), [])
    except csv.Error:
        return {}
    found = dict(_filled(columns[: len(cells)], cells[: len(columns)]))
    return {name: found[name] for name in DESIGNENT if name in found and not a_la_forme_d_un_nir(found[name])}
