"""The registration certificate as a tagged PDF. typst receives data, never markup."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from domain.communications.queries import Attestation
from domain.kernel.francais import euros, jour

TEMPLATE = Path(__file__).with_name("attestation.typ")


class AttestationPdf:
    """Fonts are scanned once; a compiler serves one thread at a time."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    async def __call__(self, *attestations: Attestation) -> bytes:
        """One document, whatever their number."""
        return await asyncio.to_thread(self._compile, attestations)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(str(TEMPLATE))

    def _compile(self, attestations: Sequence[Attestation]) -> bytes:
        given = json.dumps([_words(attestation) for attestation in attestations], ensure_ascii=False)
        with self._one_at_a_time:
            pdf = self._compiler.compile(format="pdf", sys_inputs={"attestations": given}, pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf


def _words(attestation: Attestation) -> dict[str, Any]:
    """Dates and amounts as one reads them."""
    words = asdict(attestation)
    # drawn in groups as the screens show it; copied from the document, it is still one word
    words["numero_lisible"] = [attestation.numero_unique[de:a] for de, a in pairwise((0, 3, 7, 13, None))]
    words["guichet"]["telephone"] = _deux_par_deux(attestation.guichet.telephone)
    words["ressources_mensuelles"] = euros(attestation.ressources_mensuelles)
    if attestation.delai_anormal is not None:
        words["delai_anormal"]["le"] = jour(attestation.delai_anormal.le)
    return {name: jour(value) if isinstance(value, date) else value for name, value in words.items()}


def _deux_par_deux(telephone: str | None) -> str | None:
    """« 02 99 00 00 00 » ; a number of another form stays as it was given."""
    if telephone is None or not (telephone.isdigit() and len(telephone) == 10):
        return telephone
    return " ".join(telephone[i : i + 2] for i in range(0, 10, 2))
