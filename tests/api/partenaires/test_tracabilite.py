"""Chaque acte et chaque lecture d'une demande, tels que les partenaires et le demandeur les relisent."""

import pytest
from sqlalchemy import select

from adapters.db.demandes.tables import consultations
from api.bootstrap import Container
from tests.api.conftest import SignIn
from tests.api.parcours import demande_envoyee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_l_historique_se_filtre_par_acte_et_par_intervenant(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="FILTRES")
    anne = await agent("anne", "35")
    for codes in (["13"], ["09"]):
        vue = (await anne.get(f"demandes/{envoyee['id']}")).json()
        corps = {"version": vue["version"], "motifs": {"codes": codes}}
        assert (await anne.patch(f"demandes/{envoyee['id']}", json=corps)).status_code == 200
    chemin = f"demandes/{envoyee['id']}/historique"
    filtres = (await anne.get(f"{chemin}/filtres")).json()
    types = {t["code"]: t["nombre"] for t in filtres["types"]}
    assert types["DemandeSoumise"] == 1
    qui = {i["libelle"]: i for i in filtres["intervenants"]}
    assert qui["Agent Anne"]["sorte"] == "agent"
    assert qui["Agent Anne"]["organisme"] == "Armor Habitat"
    assert qui["Agent Anne"]["nombre"] == 2
    toutes = (await anne.get(chemin)).json()["total"]
    assert toutes == sum(types.values()) == sum(i["nombre"] for i in filtres["intervenants"])
    d_anne = (await anne.get(chemin, params={"intervenant": qui["Agent Anne"]["code"]})).json()
    assert {ligne["auteur"] for ligne in d_anne["items"]} == {"Agent Anne"}
    assert d_anne["total"] == 2
    deux = (await anne.get(chemin, params={"type": ["DemandeSoumise", "DemandeCommencee"]})).json()
    assert {ligne["type"] for ligne in deux["items"]} == {"DemandeSoumise", "DemandeCommencee"}
    assert (await anne.get(chemin, params={"type": "DemandeSoumise", "intervenant": "agent:x"})).json()["items"] == []


async def test_une_lecture_dit_quoi_et_se_rattache_a_sa_requete(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="LUE")
    bruno = await agent("bruno")
    await bruno.get(f"demandes/{envoyee['id']}", headers={"X-Correlation-Id": "lecture-de-bruno"})
    [piece, *_] = (await bruno.get(f"demandes/{envoyee['id']}/pieces")).json()
    await bruno.get(f"demandes/{envoyee['id']}/pieces/{piece['id']}/contenu")
    [vue] = (await qui.get("mes-consultations")).json()
    assert vue["organisme"] == "Vilaine Logis"
    assert sorted(vue["objets"]) == ["Dossier de la demande", "Pièce du dossier"]
    assert vue["nombre"] == 2
    lignes = (await bruno.get(f"demandes/{envoyee['id']}/consultations")).json()["items"]
    assert [ligne["quoi_libelle"] for ligne in lignes] == ["Pièce du dossier", "Dossier de la demande"]
    async with container.read("35") as connection:
        of_demande = consultations.c.demande_id == envoyee["id"]
        kept = await connection.scalars(select(consultations.c.correlation).where(of_demande))
        found = list(kept)
    assert "lecture-de-bruno" in found
    assert None not in found
