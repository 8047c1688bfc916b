"""Documents in and out: the body is the file, and nothing a browser would run comes back."""

from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from domain.pieces.errors import FormatRefuse
from domain.pieces.rules import FORMATS

FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Le document, tel qu'il a été déposé", "content": {name: {} for name in FORMATS}}
}
PDF_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Le document", "content": {"application/pdf": {}}}
}


async def whole_body(request: Request) -> bytes:
    """At most 20 MB: the envelope refuses more before it is read."""
    body = await request.body()
    if not body:
        raise FormatRefuse("Le document est vide. Choisissez-le de nouveau.")
    return body


def file_response(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}",
            # shown by our own page only, and never as something that runs
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
            "X-Frame-Options": "SAMEORIGIN",
            "Cache-Control": "no-store",
        },
    )
