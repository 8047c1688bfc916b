"""Une recherche gardée sous un nom : à soi, ou partagée avec ses collègues et eux seuls."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.api.conftest import SignIn, Territory

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "filtres-de-demandes"


async def _garder(agent: httpx.AsyncClient, **autres: Any) -> dict[str, Any]:
    corps = {"nom": uuid4().hex, "recherche": {"etat": ["EV"], "typologie": "T2", "sort": "soumise_le"}} | autres
    answer = await agent.post(URL, json=corps)
    assert answer.status_code == 201, answer.text
    return next(f for f in answer.json() if f["nom"] == corps["nom"])


async def _noms(agent: httpx.AsyncClient) -> list[str]:
    return [f["nom"] for f in (await agent.get(URL)).json()]


async def test_un_filtre_garde_rend_ce_qu_on_y_a_mis(agent: SignIn, territory: Territory) -> None:
    anne, guichet = await agent("anne", "35"), str(territory.organismes["armor"])
    recherche = {"etat": ["AC", "EV"], "guichet": guichet, "action_logement": True, "par": "commune", "sort": "-points"}
    garde = await _garder(anne, recherche=recherche)
    assert {cle: garde["recherche"][cle] for cle in recherche} == recherche
    assert (garde["a_moi"], garde["partage"], garde["auteur"]) == (True, False, "Agent Anne")


async def test_il_se_partage_avec_son_organisme_et_lui_seul(agent: SignIn) -> None:
    anne, referent, bruno = await agent("anne", "35"), await agent("referent"), await agent("bruno", "35")
    seul, partage = await _garder(anne), await _garder(anne, partage=True)
    assert seul["nom"] not in await _noms(referent)
    assert partage["nom"] in await _noms(referent)
    assert partage["nom"] not in await _noms(bruno)
    change = await anne.put(f"{URL}/{partage['id']}", json={"nom": partage["nom"], "partage": False})
    assert change.status_code == 200, change.text
    assert partage["nom"] not in await _noms(referent)


async def test_seul_celui_qui_l_a_garde_le_change_ou_le_retire(agent: SignIn) -> None:
    anne, referent = await agent("anne", "35"), await agent("referent")
    garde = await _garder(anne, partage=True)
    for answer in (
        await referent.put(f"{URL}/{garde['id']}", json={"nom": "À moi"}),
        await referent.delete(f"{URL}/{garde['id']}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "filtre-introuvable")
    assert garde["nom"] not in [f["nom"] for f in (await anne.delete(f"{URL}/{garde['id']}")).json()]


async def test_deux_filtres_n_ont_pas_le_meme_nom_et_aucun_ne_retient_une_personne(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    garde = await _garder(anne)
    encore = await anne.post(URL, json={"nom": garde["nom"], "recherche": {}})
    assert (encore.status_code, encore.json()["code"]) == (409, "filtre-deja-nomme")
    nomme = await anne.post(URL, json={"nom": uuid4().hex, "recherche": {"q": "MARTIN"}})
    assert (nomme.status_code, nomme.json()["code"]) == (422, "saisie-invalide")


async def test_les_filtres_ont_un_maximum(agent: SignIn) -> None:
    epci = await agent("epci", "35")
    codes = [(await epci.post(URL, json={"nom": f"F{n}", "recherche": {}})).status_code for n in range(51)]
    assert codes == [201] * 50 + [409]
