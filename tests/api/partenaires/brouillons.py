"""Drafts that a search can tell from every other."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.formulaires import formulaire


async def saisir(agent: httpx.AsyncClient, nom: str, **autres: Any) -> dict[str, Any]:
    answer = await agent.post("demandes", json=formulaire(nom, **autres))
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


def un_nom() -> str:
    """Un nom que personne d'autre ne porte, fait de lettres."""
    return "X" + uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:15].upper()
