"""Photos and PDFs made safe, each in a process of its own that dies with what it cannot swallow."""

import asyncio
import json
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from domain.pieces.parametres import entier
from domain.pieces.ports import Document
from domain.pieces.rules.formats import REFUS, refus

log = structlog.get_logger()

ETABLI = Path(__file__).with_name("etabli.py")
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 45
"""Under the lease of a delivery: an examination that takes longer is refused, not played twice."""
PLACES = 2


class AtelierIsole:
    """`places`: how many files are open at once in this process, and so the memory they take together."""

    def __init__(
        self,
        *,
        places: int = PLACES,
        memory: int = MEMORY,
        cpu_seconds: int = CPU_SECONDS,
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self._places = asyncio.Semaphore(places)
        self._limits = {"memoire": memory, "secondes": cpu_seconds}
        self._wall_seconds = wall_seconds

    async def preparer(self, contenu: bytes, format: str, le: date) -> Document:
        pdf, *apercus = await self._work({"acte": "preparer", "format": format}, [contenu], le)
        return Document(pdf=pdf, apercus=tuple(apercus))

    async def assembler(self, pdfs: Sequence[bytes], le: date) -> bytes:
        [pdf] = await self._work({"acte": "assembler"}, pdfs, le)
        return pdf

    async def apercus(self, pdf: bytes, le: date) -> tuple[bytes, ...]:
        return tuple(await self._work({"acte": "apercus"}, [pdf], le))

    async def _work(self, command: dict[str, Any], parts: Sequence[bytes], le: date) -> list[bytes]:
        command["limites"] = self._limits | {
            "pixels": entier("pixels_maximaux", le),
            "pages": entier("pages_maximales", le),
            "cote_minimal": entier("cote_minimal_pixels", le),
            "cote_conserve": entier("cote_conserve_pixels", le),
            "cote_apercu": entier("cote_apercu_pixels", le),
        }
        async with self._places:
            answer = await self._run(json.dumps(command), framed(parts))
        if answer is None:
            raise refus("trop-complexe")
        said, *made = unframed(answer)
        verdict = json.loads(said)
        if "refus" in verdict:
            code = verdict["refus"]
            raise refus(code if code in REFUS else "illisible", **verdict["parametres"])
        return made

    async def _run(self, command: str, given: bytes) -> bytes | None:
        """None: the process went beyond what it was allowed, or died."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            str(ETABLI),
            command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},  # no key, no address: nothing worth stealing
            start_new_session=True,
        )
        try:
            answer, _ = await asyncio.wait_for(process.communicate(given), self._wall_seconds)
        except TimeoutError:
            log.warning("atelier_trop_long", secondes=self._wall_seconds)
            return None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode != 0:
            log.warning("atelier_arrete", code=process.returncode)
            return None
        return answer


def framed(parts: Sequence[bytes]) -> bytes:
    return b"".join(piece for part in parts for piece in (struct.pack(">Q", len(part)), part))


def unframed(answer: bytes) -> list[bytes]:
    parts, place = [], 0
    while place < len(answer):
        end = place + 8 + struct.unpack_from(">Q", answer, place)[0]
        parts.append(answer[place + 8 : end])
        place = end
    return parts
