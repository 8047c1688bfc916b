"""The pictures of the organismes: drawn again before they are kept, so that only pixels come back."""

import asyncio
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from PIL import Image
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import logos

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEUR, HAUTEUR = 480, 160
PIXELS_MAX = 16_000_000
"""A picture of a few kilobytes may unfold to gigabytes: its size is read before its pixels."""


class SqlLogos:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def deposer(self, organisme_id: UUID, image: bytes) -> str | None:
        drawn = await asyncio.to_thread(draw_again, image)
        if drawn is None:
            return None
        await self._session.execute(
            insert(logos)
            .values(organisme_id=organisme_id, image=drawn)
            .on_conflict_do_update(index_elements=["organisme_id"], set_={"image": drawn})
        )
        return digest(drawn)

    async def retirer(self, organisme_id: UUID) -> None:
        await self._session.execute(delete(logos).where(logos.c.organisme_id == organisme_id))


def digest(image: bytes) -> str:
    """What the address of the picture changes with."""
    return sha256(image).hexdigest()[:16]


def draw_again(image: bytes) -> bytes | None:
    try:
        with Image.open(BytesIO(image), formats=FORMATS) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                return None
            drawn = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    drawn.thumbnail((LARGEUR, HAUTEUR))
    kept = BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()
