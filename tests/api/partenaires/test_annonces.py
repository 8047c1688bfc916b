"""Une annonce côté bailleur : publier, corriger, retirer, et lire les messages reçus."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.bootstrap import Container
from domain.organismes.acteur import systeme
from tests.api.biens import enregistrer
from tests.api.conftest import SignIn, Territory

pytestmark = pytest.mark.asyncio(loop_scope="session")


def texte(bien: dict[str, Any], **autres: Any) -> dict[str, Any]:
    le = datetime.now(UTC)
    return {
        "bien_id": bien["id"],
        "titre": "T3 lumineux avec balcon",
        "description": "Proche du métro.",
        "du": (le - timedelta(minutes=1)).isoformat(),
        "au": (le + timedelta(days=30)).isoformat(),
        "contact_nom": "Service location",
        "contact_email": "location@armor.test",
        "contact_telephone": "02 99 00 00 00",
    } | autres


async def publier(agent: httpx.AsyncClient, bien: dict[str, Any], **autres: Any) -> dict[str, Any]:
    answer = await agent.post("annonces", json=texte(bien, **autres))
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def test_un_bailleur_publie_un_logement_vacant(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    assert annonce["etat"] == "PUBLIEE"
    assert annonce["bien"]["reference"] == bien["reference"]
    assert annonce["bien"]["mensualite"] == 512.45
    assert {a["code"]: a["permise"] for a in annonce["actions"]} == {"modifier": True, "retirer": True}
    fiche = (await anne.get(f"biens/{bien['id']}")).json()
    assert fiche["annonce_id"] == annonce["id"]
    publier_encore = next(a for a in fiche["actions"] if a["code"] == "publier")
    assert publier_encore["raisons"][0]["code"] == "annonce-deja-publiee"
    liste = (await anne.get("annonces", params={"etat": "PUBLIEE", "bien_id": bien["id"]})).json()
    assert [a["id"] for a in liste["items"]] == [annonce["id"]]
    vacances = (await anne.get("biens", params={"q": bien["reference"]})).json()["items"]
    assert vacances[0]["annonce_en_ligne"] is True


async def test_l_etat_suit_l_heure(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    demain = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    annonce = await publier(anne, bien, du=demain)
    assert annonce["etat"] == "PROGRAMMEE"
    for etat, attendu in (("PROGRAMMEE", 1), ("PUBLIEE", 0), ("ECHUE", 0), ("RETIREE", 0)):
        liste = (await anne.get("annonces", params={"etat": etat, "bien_id": bien["id"]})).json()
        assert len(liste["items"]) == attendu, etat


async def test_une_seule_annonce_par_vacance_meme_publiee_deux_fois_ensemble(agent: SignIn) -> None:
    anne, referent = await agent("anne", "35"), await agent("referent", "35")
    bien = await enregistrer(anne)
    reponses = await asyncio.gather(*(qui.post("annonces", json=texte(bien)) for qui in (anne, referent, anne)))
    assert sorted(r.status_code for r in reponses) == [201, 409, 409]
    assert {r.json()["code"] for r in reponses if r.status_code == 409} == {"annonce-deja-publiee"}


async def test_un_bien_en_cours_d_attribution_ne_se_publie_pas(
    agent: SignIn, container: Container, territory: Territory
) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    async with container.new_uow(systeme("35"), None) as uow:
        charge = await uow.biens.get("35", UUID(bien["id"]))
        charge.proposer(["035112612345635A01"], le=uow.now())
        charge.inscrire_en_commission("Séance du jour", le=uow.now())
    refus = await anne.post("annonces", json=texte(bien))
    assert (refus.status_code, refus.json()["code"]) == (409, "bien-non-publiable")
    assert refus.json()["raisons"][0]["code"] == "attribution-en-cours"
    fiche = (await anne.get(f"biens/{bien['id']}")).json()
    bouton = next(a for a in fiche["actions"] if a["code"] == "publier")
    assert bouton["raisons"][0]["code"] == "attribution-en-cours"


async def test_un_logement_attribue_quitte_les_annonces_dans_le_meme_instant(
    agent: SignIn, visitor: httpx.AsyncClient, container: Container
) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    adresse = f"/grandpublic/v1/territoires/35/annonces/{annonce['id']}"
    assert (await visitor.get(adresse)).status_code == 200
    async with container.new_uow(systeme("35"), None) as uow:
        charge = await uow.biens.get("35", UUID(bien["id"]), exclusif=True)
        charge.proposer(["035112612345635A01"], le=uow.now())
        charge.attribuer(demande_id=uuid4(), numero_unique="035112612345635A01", attribue_le=uow.today(), le=uow.now())
    assert (await visitor.get(adresse)).status_code == 404
    vue = (await anne.get(f"annonces/{annonce['id']}")).json()
    assert (vue["etat"], vue["motif_retrait"]) == ("RETIREE", "Le logement est attribué.")


async def test_les_dates_et_le_contact_se_verifient(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    hier = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    for autres, code in (
        ({"du": hier, "au": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}, "fin-passee"),
        ({"au": hier}, "fin-avant-debut"),
        ({"au": (datetime.now(UTC) + timedelta(days=500)).isoformat()}, "diffusion-trop-longue"),
        ({"contact_email": None, "contact_telephone": None}, "contact-absent"),
    ):
        refus = await anne.post("annonces", json=texte(bien, **autres))
        assert refus.status_code == 422, (code, refus.text)
        assert [e["code"] for e in refus.json()["erreurs"]] == [code]


async def test_une_annonce_se_corrige_puis_se_retire(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    corrigee = await anne.patch(
        f"annonces/{annonce['id']}", json={"version": annonce["version"], "titre": "T3 refait à neuf"}
    )
    assert corrigee.status_code == 200, corrigee.text
    adresse = f"/grandpublic/v1/territoires/35/annonces/{annonce['id']}"
    assert (await visitor.get(adresse)).json()["titre"] == "T3 refait à neuf"
    perdue = await anne.patch(f"annonces/{annonce['id']}", json={"version": annonce["version"], "titre": "Autre"})
    assert (perdue.status_code, perdue.json()["code"]) == (409, "modification-concurrente")
    version = corrigee.json()["version"]
    retiree = await anne.post(f"annonces/{annonce['id']}/retrait", json={"version": version, "motif": "Erreur"})
    assert retiree.json()["etat"] == "RETIREE"
    assert (await visitor.get(adresse)).status_code == 404
    encore = await anne.post(f"annonces/{annonce['id']}/retrait", json={"version": retiree.json()["version"]})
    assert (encore.status_code, encore.json()["code"]) == (409, "annonce-deja-retiree")
    types = [ligne["type"] for ligne in (await anne.get(f"biens/{bien['id']}/historique")).json()["items"]]
    assert types == ["AnnonceRetiree", "AnnonceModifiee", "AnnoncePubliee", "BienEnregistre"]
    assert (await anne.post("annonces", json=texte(bien))).status_code == 201


async def test_retirer_le_bien_retire_son_annonce(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    corps = {"version": bien["version"], "motif": "VENTE"}
    assert (await anne.post(f"biens/{bien['id']}/retrait", json=corps)).status_code == 200
    assert (await anne.get(f"annonces/{annonce['id']}")).json()["etat"] == "RETIREE"


async def test_hors_du_perimetre_une_annonce_n_existe_pas(agent: SignIn, territory: Territory) -> None:
    anne, bruno, prefet = await agent("anne", "35"), await agent("bruno", "35"), await agent("prefet", "35")
    bien = await enregistrer(anne, reservataire_id=str(territory.organismes["prefecture"]))
    refus = await bruno.post("annonces", json=texte(bien))
    assert (refus.status_code, refus.json()["code"]) == (404, "bien-introuvable")
    annonce = await publier(anne, bien)
    assert (await bruno.get(f"annonces/{annonce['id']}")).status_code == 404
    assert (await bruno.get(f"annonces/{annonce['id']}/contacts")).status_code == 404
    vue = await prefet.get(f"annonces/{annonce['id']}")
    assert vue.status_code == 200
    assert all(not a["permise"] for a in vue.json()["actions"])
    assert (await prefet.get(f"annonces/{annonce['id']}/contacts")).status_code == 404
    retrait = await prefet.post(f"annonces/{annonce['id']}/retrait", json={"version": annonce["version"]})
    assert retrait.status_code == 403
