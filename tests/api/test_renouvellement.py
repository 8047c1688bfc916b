"""Le même garde tient les deux boutons et les deux routes du renouvellement (CCH R441-2-7)."""

from datetime import date
from typing import Any

import httpx
import pytest

from domain.kernel.calendrier import ajouter_mois
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


def bouton(vue: dict[str, Any]) -> dict[str, Any]:
    return next(a for a in vue["actions"] if a["code"] == "renouveler")


async def lire(client: httpx.AsyncClient, chemin: str) -> dict[str, Any]:
    answer = await client.get(chemin)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_trop_tot_les_deux_applications_disent_pourquoi_et_quand(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="TROPTOT")
    anne = await agent("anne", "35")
    ouverture = ajouter_mois(date.fromisoformat(demande["expire_le"]), -1).isoformat()
    ecrans = (await lire(anne, f"demandes/{demande['id']}"), await lire(qui, "mon-espace"))
    for vue in ecrans:
        assert not bouton(vue)["permise"]
        assert bouton(vue)["raisons"][0]["code"] == "renouvellement-trop-tot"
        assert bouton(vue)["possible_le"] == ouverture
    assert "renouveler" not in [a["code"] for a in ecrans[1]["a_faire"]]
    corps = {"version": demande["version"]}
    for refus in (
        await anne.post(f"demandes/{demande['id']}/renouvellement", json=corps),
        await qui.post("ma-demande/renouvellement", json=corps),
    ):
        assert refus.status_code == 409, refus.text
        assert refus.json()["code"] == "renouvellement-trop-tot"
        assert refus.json()["raisons"][0]["parametres"]["possible_le"] == ouverture


async def test_un_mois_avant_l_expiration_la_demande_se_renouvelle_et_garde_son_anciennete(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="ATEMPS")
    identifiant = (await lire(qui, "mon-compte"))["identifiant"]
    clock.advance(days=340)
    qui = await demandeur(identifiant)
    espace = await lire(qui, "mon-espace")
    assert bouton(espace)["permise"]
    assert espace["a_faire"][0]["code"] == "renouveler"
    renouvelee = await qui.post("ma-demande/renouvellement", json={"version": espace["version"]})
    assert renouvelee.status_code == 200, renouvelee.text
    vue = renouvelee.json()
    assert vue["numero_unique"] == demande["numero_unique"]
    assert vue["deposee_le"] == demande["deposee_le"]
    assert vue["expire_le"] > demande["expire_le"]
    assert bouton(vue)["raisons"][0]["code"] == "renouvellement-trop-tot"
