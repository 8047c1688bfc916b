"""The first steps that many stories share, through HTTP."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.conftest import SignIn
from tests.api.formulaires import formulaire


async def demande_envoyee(demandeur: SignIn, pdf: bytes, **autres: Any) -> tuple[httpx.AsyncClient, dict[str, Any]]:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    rempli = formulaire(**autres)
    saisie = await qui.patch("ma-demande", json={"version": vue["version"], **rempli})
    assert saisie.status_code == 200, saisie.text
    piece = await qui.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=pdf)
    assert piece.status_code == 201, piece.text
    vue = (await qui.get("ma-demande")).json()
    envoi = await qui.post("ma-demande/soumission", json={"version": vue["version"]})
    assert envoi.status_code == 200, envoi.text
    return qui, envoi.json()


async def demande_validee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, **autres: Any
) -> tuple[httpx.AsyncClient, dict[str, Any]]:
    """An applicant signed in, and his active demande as the agent who validated it sees it."""
    qui, envoyee = await demande_envoyee(demandeur, pdf, **autres)
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "identite_verifiee": True}
    validee = await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)
    assert validee.status_code == 200, validee.text
    return qui, validee.json()


async def demande_du_guichet(agent: httpx.AsyncClient, pdf: bytes, rempli: dict[str, Any]) -> dict[str, Any]:
    """Typed, completed and registered by an agent, without the portal."""
    creee = await agent.post("demandes", json=rempli)
    assert creee.status_code == 201, creee.text
    dossier = f"demandes/{creee.json()['id']}"
    piece = await agent.post(f"{dossier}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)
    assert piece.status_code == 201, piece.text
    version = (await agent.get(dossier)).json()["version"]
    validee = await agent.post(f"{dossier}/validation", json={"version": version, "identite_verifiee": True})
    assert validee.status_code == 200, validee.text
    vue: dict[str, Any] = validee.json()
    return vue
