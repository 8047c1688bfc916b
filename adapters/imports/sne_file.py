"""The State's XML, `interfaceNuu` 02.00 and 02.01, read as it comes.

expat alone: no DTD is accepted, so no entity exists; nothing is ever fetched; depth and size are bounded.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from adapters.sne.translation import Element, cases_of
from domain.imports.errors import FichierIllisible
from domain.imports.model import Curseur
from domain.imports.ports import Lecture
from domain.imports.rules.lecture import LigneBrute
from domain.kernel.francais import nombre

Opened = Callable[[int], AsyncIterator[bytes]]

VERSIONS = ("02.00", "02.01")
DEPTH, ELEMENTS, TEXT = 24, 4_000, 8_192


class _Enough(Exception):
    """The batch is full: the rest is for later."""


async def read(opened: Opened, since: Curseur | None, many: int) -> Lecture:
    reader = _Reader(since, many)
    try:
        if since is not None:
            await _feed(reader, opened(0), since.tete)
            await _feed(reader, opened(since.position))
        else:
            await _feed(reader, opened(0))
        reader.end()
    except _Enough:
        return Lecture(lignes=reader.found, curseur=reader.cursor())
    return Lecture(lignes=reader.found, curseur=None)


async def _feed(reader: "_Reader", content: AsyncIterator[bytes], only: int | None = None) -> None:
    left = only
    async for part in content:
        if left is None:
            reader.feed(part)
            continue
        reader.feed(part[:left])
        left -= len(part)
        if left <= 0:
            return


@dataclass
class _Reader:
    since: Curseur | None
    many: int
    found: list[LigneBrute] = field(default_factory=list)

    def __post_init__(self) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._stop
        parser.CharacterDataHandler = self._text
        self._parser = parser
        self._open: list[Element] = []
        self._elements = 0
        self._head: Element | None = None
        self._first = self.since.tete if self.since else -1
        self._next = -1

    def feed(self, part: bytes) -> None:
        self._parse(part, False)

    def end(self) -> None:
        self._parse(b"", True)

    def cursor(self) -> Curseur:
        read_before = self.since.lignes if self.since else 0
        moved = self.since.position - self.since.tete if self.since else 0
        return Curseur(tete=self._first, position=self._next + moved, lignes=read_before + len(self.found))

    def _parse(self, part: bytes, last: bool) -> None:
        try:
            self._parser.Parse(part, last)
        except expat.ExpatError as error:
            done = (self.since.lignes if self.since else 0) + len(self.found)
            raise FichierIllisible(
                f"Le XML est mal formé après {nombre(done)} demandes ({expat.ErrorString(error.code)})."
            ) from None

    def _doctype(self, *_: Any) -> None:
        raise FichierIllisible("Le fichier contient une DTD (« DOCTYPE ») : l'interface du SNE n'en a pas.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        depth = len(self._open)
        if depth == 0:
            self._root(local, attributes)
        elif depth == 1 and local == "demande":
            if self._first < 0:
                self._first = self._parser.CurrentByteIndex
            if len(self.found) == self.many:
                self._next = self._parser.CurrentByteIndex
                raise _Enough
            self._elements = 0
        self._elements += 1
        if depth >= DEPTH or self._elements > ELEMENTS:
            raise FichierIllisible("Une demande du fichier est démesurée : ce n'est pas l'interface du SNE.")
        element = Element(name=local, attributes=attributes)
        if depth > 1:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _root(self, local: str, attributes: dict[str, str]) -> None:
        if local != "interfaceNuu":
            raise FichierIllisible("Ce n'est pas un fichier « interfaceNuu » du SNE.")
        if attributes.get("versionInterface") not in VERSIONS:
            raise FichierIllisible(f"Cette version de l'interface n'est pas connue : attendu {' ou '.join(VERSIONS)}.")

    def _text(self, text: str) -> None:
        element = self._open[-1]
        element.text += text
        if len(element.text) > TEXT:
            raise FichierIllisible("Un texte du fichier est démesuré : ce n'est pas l'interface du SNE.")

    def _stop(self, name: str) -> None:
        element = self._open.pop()
        if len(self._open) != 1:
            return
        if element.name == "entete":
            self._head = element
        elif element.name == "demande":
            if self._head is None:
                raise FichierIllisible("L'en-tête (« entete ») manque avant la première demande.")
            numero = (self.since.lignes if self.since else 0) + len(self.found) + 1
            self.found.append(cases_of(self._head, element, numero))
