"""What the tests say of a dwelling when its details do not matter."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from domain.kernel.calendrier import aujourd_hui

RENNES = "35238"


def fiche(**autres: Any) -> dict[str, Any]:
    """A vacant T3 in Rennes, as a landlord types it."""
    return {
        "reference": f"LOG-{uuid4().hex[:10]}",
        "adresse": "12 rue de Brest",
        "code_postal": "35000",
        "commune": RENNES,
        "typologie": "T3",
        "surface": 64,
        "etage": 2,
        "ascenseur": True,
        "parking": True,
        "balcon": True,
        "annee_construction": 1998,
        "rpls": "3523800001",
        "financement": "PLUS",
        "loyer": 412.35,
        "charges": 78.1,
        "annexes": 22,
        "depot_garantie": 412.35,
        "dpe": "C",
        "ges": "B",
        "chauffage": "COL_GAZ",
        "disponible_le": plus_tard(0),
    } | autres


async def enregistrer(agent: httpx.AsyncClient, **autres: Any) -> dict[str, Any]:
    """The bien as its landlord reads it just after recording it."""
    answer = await agent.post("biens", json=fiche(**autres))
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


def plus_tard(jours: int) -> str:
    return (aujourd_hui(datetime.now(UTC)) + timedelta(days=jours)).isoformat()
