"""Documents out: nothing that a browser would run comes back."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import Response
from starlette.responses import StreamingResponse

from domain.kernel.tableur import Cellule, FormatTableur

PDF_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Le document", "content": {"application/pdf": {}}}
}
CSV_RESPONSES: dict[int | str, dict[str, Any]] = {200: {"description": "Le tableau", "content": {"text/csv": {}}}}
PAGE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "L'image de la page", "content": {"image/jpeg": {}}}
}


FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Le fichier", "content": {f.media_type: {} for f in FormatTableur}}
}


async def whole(rangs: Sequence[Sequence[Cellule]]) -> AsyncIterator[Sequence[Sequence[Cellule]]]:
    """A table small enough to be held, as the writer of spreadsheets takes them: by batches of rows."""
    yield rangs


def file_response(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers=_headers(name))


async def stream_response(content: AsyncIterator[bytes], media_type: str, name: str) -> Response:
    """The first bytes are read before the answer begins: a content that does not open is an error, not half a file."""
    first = await anext(content, b"")

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for part in content:
            yield part

    return StreamingResponse(whole(), media_type=media_type, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}",
        # shown by our own page only, and never as something that runs
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "no-store",
    }
