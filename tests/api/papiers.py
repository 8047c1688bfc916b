"""Lire un papier comme qui le tient : son texte, ses dates en toutes lettres."""

from datetime import date

import httpx
import pypdfium2

from domain.kernel.francais import jour


async def texte_de(client: httpx.AsyncClient, chemin: str) -> str:
    """Le texte du papier, d'une seule ligne, tel qu'on le lirait à voix haute."""
    answer = await client.get(chemin)
    assert answer.status_code == 200, answer.text
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join("".join(page.get_textpage().get_text_bounded() + "\n" for page in pages).split()).replace("’", "'")


def le_jour(iso: str) -> str:
    """Comme `texte_de` le lit : les espaces insécables du papier y sont des espaces."""
    return jour(date.fromisoformat(iso)).replace("\xa0", " ")
