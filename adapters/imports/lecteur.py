"""A file of demandes read a batch at a time, from its pieces in the store: never whole in memory, never twice."""

from collections.abc import AsyncIterator, Sequence
from hashlib import sha256

from adapters.imports import csv_file, sne_file
from domain.imports.model import Curseur, FormatImport, Morceau
from domain.imports.ports import Lecture
from domain.pieces.ports import Stockage

_READERS = {FormatImport.CSV: csv_file.read, FormatImport.SNE: sne_file.read}


class LecteurParMorceaux:
    def __init__(self, stockage: Stockage) -> None:
        self._stockage = stockage

    async def empreinte(self, morceaux: Sequence[Morceau]) -> str:
        digest = sha256()
        async for part in self._bytes(morceaux, 0):
            digest.update(part)
        return digest.hexdigest()

    async def lire(
        self, format: FormatImport, morceaux: Sequence[Morceau], depuis: Curseur | None, combien: int
    ) -> Lecture:
        return await _READERS[format](lambda position: self._bytes(morceaux, position), depuis, combien)

    async def _bytes(self, morceaux: Sequence[Morceau], position: int) -> AsyncIterator[bytes]:
        begin = 0
        for morceau in morceaux:
            end = begin + morceau.taille
            if end > position:
                skipped = max(0, position - begin)
                async for part in self._stockage.ouvrir(morceau.objet):
                    if skipped >= len(part):
                        skipped -= len(part)
                        continue
                    yield part[skipped:]
                    skipped = 0
            begin = end
