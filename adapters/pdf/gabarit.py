"""A Typst template and its words: fonts are scanned once; a compiler serves one thread at a time."""

import asyncio
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import typst


class Gabarit:
    """`template` reads its words as JSON under its own name; the PDF is tagged."""

    def __init__(self, template: str) -> None:
        self._template = Path(__file__).with_name(template)
        self._one_at_a_time = Lock()

    async def imprimer(self, words: Mapping[str, Any]) -> bytes:
        return await asyncio.to_thread(self._compile, words)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(str(self._template))

    def _compile(self, words: Mapping[str, Any]) -> bytes:
        given = {self._template.stem: json.dumps(words, ensure_ascii=False)}
        with self._one_at_a_time:
            pdf = self._compiler.compile(format="pdf", sys_inputs=given, pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf
