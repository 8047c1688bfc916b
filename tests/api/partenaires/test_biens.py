"""La vie d'un bien par HTTP : qui l'enregistre, qui le voit, ce qui change et ce qui s'en souvient."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.api.biens import enregistrer, fiche, plus_tard
from tests.api.conftest import SignIn, Territory

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_bailleur_enregistre_une_vacance(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    assert bien["etat"] == "DISPONIBLE"
    assert bien["commune"] == {"code": "35238", "nom": "Rennes"}
    assert bien["organisme"]["nom"] == "Armor Habitat"
    assert bien["mensualite"] == 512.45
    assert [ligne["montant"] for ligne in bien["mensualite_lignes"]] == [412.35, 78.1, 22]
    permises = {a["code"]: a["permise"] for a in bien["actions"]}
    assert permises == {
        "modifier": True,
        "liberer": False,
        "retirer": True,
        "remettre_en_location": False,
        "publier": True,
    }


async def test_un_logement_qui_se_libere_plus_tard_est_en_preavis(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne, disponible_le=plus_tard(40))
    assert (bien["etat"], bien["libere_le"]) == ("PREAVIS", None)
    trop_tot = await anne.post(
        f"biens/{bien['id']}/liberation", json={"version": bien["version"], "libere_le": plus_tard(3)}
    )
    assert trop_tot.status_code == 422
    libre = await anne.post(
        f"biens/{bien['id']}/liberation", json={"version": bien["version"], "libere_le": plus_tard(0)}
    )
    assert libre.status_code == 200, libre.text
    assert libre.json()["etat"] == "DISPONIBLE"


async def test_une_reference_deja_prise_est_refusee_avec_sa_phrase(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    refus = await anne.post("biens", json=fiche(reference=bien["reference"]))
    assert (refus.status_code, refus.json()["code"]) == (409, "bien-deja-enregistre")
    bruno = await agent("bruno", "35")
    assert (await bruno.post("biens", json=fiche(reference=bien["reference"]))).status_code == 201


async def test_un_bien_sans_reference_en_recoit_une(agent: SignIn) -> None:
    bien = await enregistrer(await agent("anne", "35"), reference=None)
    assert bien["reference"].startswith("B35-")


async def test_la_meme_cle_ne_cree_pas_deux_biens(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    corps, cle = fiche(), {"Idempotency-Key": uuid4().hex}
    premiers = [(await anne.post("biens", json=corps, headers=cle)).json()["id"] for _ in range(2)]
    assert premiers[0] == premiers[1]


async def test_toutes_les_erreurs_de_la_fiche_sont_dites_ensemble(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    refus = await anne.post(
        "biens",
        json=fiche(
            commune="44109",
            surface=5,
            loyer=0,
            depot_garantie=900,
            latitude=48.1,
            reservataire_id=str(uuid4()),
            charge_de_clientele=str(uuid4()),
            residence_id=str(uuid4()),
        ),
    )
    assert (refus.status_code, refus.json()["code"]) == (422, "bien-incoherent")
    assert {e["champ"] for e in refus.json()["erreurs"]} == {
        "commune",
        "surface",
        "loyer",
        "depot_garantie",
        "latitude",
        "reservataire_id",
        "charge_de_clientele",
        "residence_id",
    }


async def test_une_commune_qui_n_existe_pas_est_refusee(agent: SignIn) -> None:
    refus = await (await agent("anne", "35")).post("biens", json=fiche(commune="35999"))
    assert refus.status_code == 422
    assert refus.json()["erreurs"][0]["code"] == "commune-inconnue"


async def test_seul_un_bailleur_enregistre_un_bien(agent: SignIn) -> None:
    for qui in ("gestionnaire", "adil"):
        refus = await (await agent(qui, "35")).post("biens", json=fiche())
        assert refus.status_code == 403, qui


async def test_hors_du_perimetre_un_bien_n_existe_pas(agent: SignIn) -> None:
    anne, bruno = await agent("anne", "35"), await agent("bruno", "35")
    bien = await enregistrer(anne)
    for chemin in ("", "/historique"):
        assert (await bruno.get(f"biens/{bien['id']}{chemin}")).status_code == 404
    ecritures = {
        "modification": await bruno.patch(f"biens/{bien['id']}", json={"version": 1, "surface": 60}),
        "retrait": await bruno.post(f"biens/{bien['id']}/retrait", json={"version": 1, "motif": "VENTE"}),
    }
    assert {nom: r.status_code for nom, r in ecritures.items()} == {"modification": 404, "retrait": 404}
    trouves = (await bruno.get("biens", params={"q": bien["reference"]})).json()
    assert trouves["items"] == []
    ailleurs = await agent("anne", "22")
    assert (await ailleurs.get(f"biens/{bien['id']}")).status_code == 404


async def test_le_reservataire_voit_les_biens_de_son_contingent_sans_y_ecrire(
    agent: SignIn, territory: Territory
) -> None:
    anne, prefet, epci = await agent("anne", "35"), await agent("prefet", "35"), await agent("epci", "35")
    bien = await enregistrer(anne, reservataire_id=str(territory.organismes["prefecture"]))
    assert bien["reservataire"]["type"] == "PPRIOR"
    vu = await prefet.get(f"biens/{bien['id']}")
    assert vu.status_code == 200
    modifier = next(a for a in vu.json()["actions"] if a["code"] == "modifier")
    assert not modifier["permise"]
    assert modifier["raisons"][0]["code"] == "reserve-au-bailleur"
    refus = await prefet.patch(f"biens/{bien['id']}", json={"version": bien["version"], "surface": 60})
    assert refus.status_code == 403
    assert (await epci.get(f"biens/{bien['id']}")).status_code == 404
    gestionnaire = await agent("gestionnaire", "35")
    assert (await gestionnaire.get(f"biens/{bien['id']}")).status_code == 200


async def test_repris_au_reservataire_le_bien_ne_lui_est_plus_montre(agent: SignIn, territory: Territory) -> None:
    anne, epci = await agent("anne", "35"), await agent("epci", "35")
    bien = await enregistrer(anne, reservataire_id=str(territory.organismes["metropole"]))
    assert (await epci.get(f"biens/{bien['id']}")).status_code == 200
    corps = {"version": bien["version"], "reservataire_id": None}
    repris = await anne.patch(f"biens/{bien['id']}", json=corps)
    assert repris.status_code == 200, repris.text
    assert repris.json()["reservataire"] is None
    assert (await epci.get(f"biens/{bien['id']}")).status_code == 404
    lignes = (await anne.get(f"biens/{bien['id']}/historique")).json()["items"]
    types = [ligne["type"] for ligne in lignes]
    assert types[-2:] == ["BienMisADisposition", "BienEnregistre"]
    assert "MiseADispositionAnnulee" in types


async def test_une_modification_garde_l_avant_et_l_apres(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    corps = {"version": bien["version"], "loyer": 420.5, "balcon": False, "typologie": "T3"}
    change = await anne.patch(f"biens/{bien['id']}", json=corps)
    assert change.status_code == 200, change.text
    assert change.json()["loyer"] == 420.5
    ligne = (await anne.get(f"biens/{bien['id']}/historique")).json()["items"][0]
    assert ligne["type"] == "BienModifie"
    assert ligne["auteur"] == "Agent Anne"
    assert ligne["details"]["champs"] == ["balcon", "loyer"]
    assert ligne["details"]["avant"] == {"balcon": True, "loyer": "412.35"}
    assert ligne["details"]["apres"] == {"balcon": False, "loyer": "420.50"}


async def test_un_champ_obligatoire_ne_se_vide_pas(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    refus = await anne.patch(f"biens/{bien['id']}", json={"version": bien["version"], "loyer": None})
    assert refus.status_code == 422
    assert refus.json()["erreurs"][0]["champ"] == "loyer"
    vide = await anne.patch(f"biens/{bien['id']}", json={"version": bien["version"], "depot_garantie": None})
    assert vide.json()["depot_garantie"] is None


async def test_deux_agents_modifient_ensemble_un_seul_gagne(agent: SignIn) -> None:
    anne, referent = await agent("anne", "35"), await agent("referent", "35")
    bien = await enregistrer(anne)
    reponses = await asyncio.gather(
        *(
            qui.patch(f"biens/{bien['id']}", json={"version": bien["version"], "loyer": loyer})
            for qui, loyer in ((anne, 413), (referent, 414), (anne, 415))
        )
    )
    assert sorted(r.status_code for r in reponses) == [200, 409, 409]
    assert {r.json()["code"] for r in reponses if r.status_code == 409} == {"modification-concurrente"}


async def test_un_bien_retire_puis_remis_en_location_garde_ses_vacances(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    corps = {"version": bien["version"], "motif": "TRAVAUX", "precision": "Réfection de la salle de bains"}
    retire = (await anne.post(f"biens/{bien['id']}/retrait", json=corps)).json()
    assert (retire["etat"], retire["motif_retrait"]) == ("RETIRE", "Travaux ou démolition")
    encore = await anne.patch(f"biens/{bien['id']}", json={"version": retire["version"], "surface": 65})
    assert (encore.status_code, encore.json()["code"]) == (409, "bien-dans-un-autre-etat")
    vacance = {"version": retire["version"], "disponible_le": plus_tard(10), "loyer": 430}
    reloue = await anne.post(f"biens/{bien['id']}/mises-en-location", json=vacance)
    assert reloue.status_code == 200, reloue.text
    assert reloue.json()["etat"] == "PREAVIS"
    assert reloue.json()["mise_en_location_id"] != bien["mise_en_location_id"]
    types = [ligne["type"] for ligne in (await anne.get(f"biens/{bien['id']}/historique")).json()["items"]]
    assert types == ["BienRemisEnLocation", "BienRetire", "BienEnregistre"]


async def test_la_liste_filtre_trie_et_compte(agent: SignIn, territory: Territory) -> None:
    anne = await agent("anne", "35")
    marque = uuid4().hex[:8]
    for rang, (typologie, loyer) in enumerate((("T2", 300), ("T4", 500), ("T2", 400))):
        await enregistrer(
            anne,
            reference=f"{marque}-{rang}",
            typologie=typologie,
            loyer=loyer,
            depot_garantie=None,
            adresse="3 allée de l'Évêché",
            charge_de_clientele=str(territory.comptes["anne"]) if rang == 1 else None,
        )

    async def trouves(**params: Any) -> list[str]:
        reponse = await anne.get("biens", params={"q": marque, **params})
        assert reponse.status_code == 200, reponse.text
        vue = reponse.json()
        return [item["reference"][-1] for item in vue["items"]]

    assert await trouves(sort="loyer") == ["0", "2", "1"]
    assert await trouves(sort="-loyer", typologie="T2") == ["2", "0"]
    assert await trouves(mes_biens=True) == ["1"]
    assert await trouves(etat="LOUE") == []
    assert await trouves(commune="35288") == []
    assert sorted(await trouves(q=f"{marque} eveche")) == ["0", "1", "2"]
    page = (await anne.get("biens", params={"q": marque, "size": 2, "page": 1, "sort": "loyer"})).json()
    assert (len(page["items"]), page["total"], page["total_plafonne"]) == (2, 3, False)


async def test_une_residence_se_cree_et_se_retrouve(agent: SignIn) -> None:
    anne, bruno = await agent("anne", "35"), await agent("bruno", "35")
    nom = f"Les Ormeaux {uuid4().hex[:6]}"
    corps = {"nom": nom, "adresse": "1 rue du Port", "code_postal": "35400", "commune": "35288"}
    creee = await anne.post("residences", json=corps)
    assert creee.status_code == 201, creee.text
    assert [r["id"] for r in (await anne.get("residences", params={"q": nom})).json()["items"]] == [creee.json()["id"]]
    assert (await bruno.get(f"residences/{creee.json()['id']}")).status_code == 404
    bien = await enregistrer(anne, residence_id=creee.json()["id"], commune="35288")
    assert bien["residence"] == {"id": creee.json()["id"], "nom": nom}
    trouves = (await anne.get("biens", params={"q": nom})).json()["items"]
    assert [b["id"] for b in trouves] == [bien["id"]]


async def test_sans_session_rien_ne_se_lit(visitor: httpx.AsyncClient) -> None:
    for chemin in ("biens", "residences", "annonces"):
        assert (await visitor.get(f"/partenaires/v1/{chemin}")).status_code == 401
