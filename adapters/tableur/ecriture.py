"""XLSX through XlsxWriter, ODS and CSV by hand, each from rows that arrive: a list is never held whole.

XlsxWriter keeps its rows in a folder that only this process may open, and that goes with it.
"""

import asyncio
import csv
import io
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from domain.kernel.tableur import Cellule, FormatTableur, nom_de_feuille, sans_formule

Lots = AsyncIterator[Sequence[Sequence[Cellule]]]
PART = 256 * 1024
WIDTH = 22
"""Characters of a column: a name is read without widening it."""


class TableurDeFichiers:
    def ecrire(
        self, format: FormatTableur, titre: str, feuille: str, entetes: Sequence[str], lots: Lots
    ) -> AsyncIterator[bytes]:
        match format:
            case FormatTableur.CSV:
                return _csv(entetes, lots)
            case FormatTableur.ODS:
                return _ods(titre, nom_de_feuille(feuille), entetes, lots)
            case FormatTableur.XLSX:
                return _xlsx(titre, nom_de_feuille(feuille), entetes, lots)


async def _csv(entetes: Sequence[str], lots: Lots) -> AsyncIterator[bytes]:
    """Semicolons and a BOM: what a French spreadsheet opens with a double click. A text is never a formula."""
    page = io.StringIO()
    lines = csv.writer(page, delimiter=";", lineterminator="\r\n")

    def taken() -> bytes:
        found = page.getvalue().encode()
        page.seek(0)
        page.truncate()
        return found

    lines.writerow(entetes)
    yield b"\xef\xbb\xbf" + taken()
    async for lot in lots:
        lines.writerows([_texte(cellule) for cellule in ligne] for ligne in lot)
        yield taken()


def _texte(cellule: Cellule) -> str:
    match cellule:
        case None:
            return ""
        case date():
            return f"{cellule:%d/%m/%Y}"
        case int():
            return str(cellule)
        case _:
            return sans_formule(cellule)


async def _xlsx(titre: str, feuille: str, entetes: Sequence[str], lots: Lots) -> AsyncIterator[bytes]:
    """Every text is written as a text, never parsed: a name that begins with « = » stays a name."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tableau.xlsx")
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"title": titre, "comments": "Fichier partagé : usage réservé aux attributions."})
        sheet = book.add_worksheet(feuille)
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.set_column(0, max(len(entetes) - 1, 0), WIDTH)
        sheet.freeze_panes(1, 0)
        for colonne, entete in enumerate(entetes):
            sheet.write_string(0, colonne, entete, bold)

        def write(first: int, lot: Sequence[Sequence[Cellule]]) -> None:
            for rang, ligne in enumerate(lot, start=first):
                for colonne, cellule in enumerate(ligne):
                    match cellule:
                        case None:
                            continue
                        case date():
                            sheet.write_datetime(rang, colonne, cellule, day)
                        case int():
                            sheet.write_number(rang, colonne, cellule)
                        case _:
                            sheet.write_string(rang, colonne, cellule)

        rang = 1
        async for lot in lots:
            await asyncio.to_thread(write, rang, lot)
            rang += len(lot)
        await asyncio.to_thread(book.close)
        with path.open("rb") as file:  # noqa: ASYNC230 -- our own file, just written, on our own disk
            while part := file.read(PART):
                yield part


_MIMETYPE = FormatTableur.ODS.media_type
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0"'
    f' xmlns:text="{_OASIS}:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet><table:table table:name="
)
_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def _meta(titre: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-meta xmlns:office="{_OASIS}:office:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{escape(titre)}</dc:title></office:meta></office:document-meta>"
    )


class _Sink(io.RawIOBase):
    """Where zipfile writes, never to come back: what it has written is taken as it goes."""

    def __init__(self) -> None:
        self._parts = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, part: bytes) -> int:  # type: ignore[override]
        self._parts += part
        return len(part)

    def taken(self) -> bytes:
        found = bytes(self._parts)
        self._parts.clear()
        return found


async def _ods(titre: str, feuille: str, entetes: Sequence[str], lots: Lots) -> AsyncIterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIMETYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("meta.xml", _meta(titre))
        with archive.open("content.xml", "w") as content:
            content.write(f"{_BEGIN}{quoteattr(feuille)}>{_row(entetes)}".encode())
            async for lot in lots:
                content.write("".join(map(_row, lot)).encode())
                yield sink.taken()
            content.write(_END.encode())
    yield sink.taken()


def _row(cellules: Sequence[Cellule]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cellules))}</table:table-row>"


def _cell(cellule: Cellule) -> str:
    match cellule:
        case None:
            return "<table:table-cell/>"
        case date():
            kind, said = f'"date" office:date-value="{cellule.isoformat()}"', f"{cellule:%d/%m/%Y}"
        case int():
            kind, said = f'"float" office:value="{cellule}"', str(cellule)
        case _:
            kind, said = '"string"', escape("".join(_xml(cellule)))
    return f"<table:table-cell office:value-type={kind}><text:p>{said}</text:p></table:table-cell>"


def _xml(texte: str) -> Iterator[str]:
    """XML has no place for control characters; a name has no need of them."""
    return (c for c in texte if c >= " " and c not in "\ufffe\uffff")
