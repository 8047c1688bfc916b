"""The steps from a vacant bien to a lease, through HTTP, for the tests that start half-way."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.biens import enregistrer, plus_tard
from tests.api.conftest import SignIn
from tests.api.parcours import demande_validee

Vue = dict[str, Any]


async def candidat(agent: SignIn, demandeur: SignIn, pdf: bytes, **autres: Any) -> tuple[httpx.AsyncClient, Vue]:
    """An active demande nobody resembles, that suits `logement`."""
    nom = "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:12])
    return await demande_validee(agent, demandeur, pdf, nom=nom, **autres)


async def logement(bailleur: httpx.AsyncClient, **autres: Any) -> Vue:
    return await enregistrer(bailleur, **({"typologie": "T2", "surface": 44} | autres))


async def retenir(bailleur: httpx.AsyncClient, bien: Vue, *demandes: Vue) -> list[Vue]:
    answer = await bailleur.post(f"biens/{bien['id']}/propositions", json={"demandes": [d["id"] for d in demandes]})
    assert answer.status_code == 201, answer.text
    vues: list[Vue] = answer.json()
    return vues


async def commission(bailleur: httpx.AsyncClient, **autres: Any) -> Vue:
    body = {"tenue_le": plus_tard(2), "heure": "14:00", "lieu": "Siège", "mode": "PRESENTIEL"} | autres
    answer = await bailleur.post("commissions", json=body)
    assert answer.status_code == 201, answer.text
    vue: Vue = answer.json()
    return vue


async def agir(agent: httpx.AsyncClient, proposition: Vue, acte: str, **corps: Any) -> httpx.Response:
    return await agent.post(
        f"propositions/{proposition['id']}/{acte}", json={"version": proposition["version"], **corps}
    )


async def faire(agent: httpx.AsyncClient, proposition: Vue, acte: str, **corps: Any) -> Vue:
    answer = await agir(agent, proposition, acte, **corps)
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


async def inscrire(agent: httpx.AsyncClient, proposition: Vue, seance: Vue) -> Vue:
    return await faire(agent, proposition, "inscription", commission_id=seance["id"])


def passages(seance: Vue) -> dict[str, Vue]:
    """The candidates of a commission, by proposition."""
    return {p["proposition_id"]: p for bien in seance["biens"] for p in bien["passages"]}


async def tenter_de_decider(agent: httpx.AsyncClient, seance: Vue, proposition: Vue, **corps: Any) -> httpx.Response:
    vue = (await agent.get(f"commissions/{seance['id']}")).json()
    version = passages(vue)[proposition["id"]]["version"]
    body = {"proposition_id": proposition["id"], "version": version} | corps
    return await agent.post(f"commissions/{seance['id']}/decisions", json=body)


async def decider(agent: httpx.AsyncClient, seance: Vue, proposition: Vue, **corps: Any) -> Vue:
    answer = await tenter_de_decider(agent, seance, proposition, **corps)
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


async def lire(agent: httpx.AsyncClient, proposition: Vue) -> Vue:
    vue: Vue = (await agent.get(f"propositions/{proposition['id']}")).json()
    return vue


PEU_DE_CANDIDATS = "Deux candidats seulement pour ce logement."


async def proposee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, **bien: Any
) -> tuple[httpx.AsyncClient, httpx.AsyncClient, Vue, Vue]:
    """(applicant, landlord, bien, proposition): one candidate to whom the bien has just been offered."""
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    vacant = await logement(anne, **bien)
    [proposition] = await retenir(anne, vacant, demande)
    seance = await commission(anne)
    proposition = await inscrire(anne, proposition, seance)
    await decider(anne, seance, proposition, decision="ATT", justification=PEU_DE_CANDIDATS)
    return qui, anne, vacant, await faire(anne, await lire(anne, proposition), "notification")
