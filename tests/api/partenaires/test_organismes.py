"""Les comptes : un référent s'en sort seul, et nul ne donne plus de droits qu'il n'en a."""

import asyncio
from uuid import uuid4

import pyotp
import pytest
from sqlalchemy import text

from api.bootstrap import Container
from api.security.sessions import AGENT_COOKIE
from tests.api.conftest import PASSPHRASE, NewClient, SignIn, Territory

pytestmark = pytest.mark.asyncio(loop_scope="session")
URL = "https://fdls.test/partenaires/v1"


def _collegue(organisme: object, profil: str = "charge-de-clientele") -> dict[str, object]:
    return {
        "organisme_id": str(organisme),
        "email": f"{uuid4().hex[:10]}@exemple.test",
        "nom": "Kermarrec",
        "prenom": "Yann",
        "profil": profil,
    }


async def _lien(container: Container, compte_id: str) -> str:
    """The link that the message carries, opened as the worker does."""
    async with container.engine.connect() as connection:
        sealed = await connection.scalar(
            text(
                "select payload->>'jeton_chiffre' from outbox_events"
                " where payload->>'aggregate_id' = :c order by id desc limit 1"
            ),
            {"c": compte_id},
        )
    return container.chiffre.dechiffrer(bytes.fromhex(sealed), "jeton").decode()


async def test_un_referent_ouvre_le_compte_d_un_collegue_qui_l_active(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> None:
    referent = await agent("referent")
    ouvert = await referent.post("comptes", json=_collegue(territory.organismes["armor"]))
    assert ouvert.status_code == 201, ouvert.text
    compte = ouvert.json()
    assert not compte["a_active"]
    jeton = await _lien(container, compte["id"])
    visiteur = await new_client()
    faible = await visiteur.post(f"{URL}/activations", json={"jeton": jeton, "mot_de_passe": "azertyuiop2026"})
    assert faible.status_code == 422
    assert faible.json()["code"] == "mot-de-passe-trop-faible"
    corps = {"jeton": jeton, "mot_de_passe": "trois lamas bleus chantent"}
    essais = await asyncio.gather(*(visiteur.post(f"{URL}/activations", json=corps) for _ in range(5)))
    assert sorted(r.status_code for r in essais) == [204, 422, 422, 422, 422]
    connexion = {"email": compte["email"], "mot_de_passe": corps["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204
    refus = await visiteur.get(f"{URL}/demandes")
    assert refus.json()["code"] == "charte-a-accepter"
    charte = (await visiteur.get(f"{URL}/session")).json()["charte"]
    assert (await visiteur.post(f"{URL}/session/charte", json={"version": charte["version"]})).status_code == 204
    assert (await visiteur.get(f"{URL}/demandes")).status_code == 200


async def test_nul_ne_donne_plus_de_droits_qu_il_n_en_a(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    refus = await referent.post("comptes", json=_collegue(territory.organismes["armor"], "gestionnaire"))
    assert refus.status_code == 403
    anne = await agent("anne", "35")
    assert (await anne.post("comptes", json=_collegue(territory.organismes["armor"]))).status_code == 403


async def test_un_referent_ne_voit_ni_ne_touche_les_comptes_d_un_autre_organisme(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    vus = (await referent.get("comptes", params={"size": 100})).json()["items"]
    assert {c["organisme"] for c in vus} == {"Armor Habitat"}
    bruno = territory.comptes["bruno"]
    assert (await referent.post(f"comptes/{bruno}/desactivation")).status_code == 404
    assert (await referent.post("comptes", json=_collegue(territory.organismes["vilaine"]))).status_code == 404


async def test_un_compte_desactive_perd_sa_session(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()
    visiteur = await new_client()
    secret = {"jeton": await _lien(container, compte["id"]), "mot_de_passe": "cinq tortues lisent tard"}
    assert (await visiteur.post(f"{URL}/activations", json=secret)).status_code == 204
    connexion = {"email": compte["email"], "mot_de_passe": secret["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204
    assert (await referent.post(f"comptes/{compte['id']}/desactivation")).json()["actif"] is False
    assert (await visiteur.get(f"{URL}/session")).status_code == 401
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 401
    assert (await referent.post(f"comptes/{compte['id']}/reactivation")).json()["actif"] is True


async def test_un_oubli_repond_pareil_que_le_compte_existe_ou_non(new_client: NewClient) -> None:
    visiteur = await new_client()
    connu = await visiteur.post(f"{URL}/mots-de-passe/oubli", json={"email": "epci@exemple.test"})
    inconnu = await visiteur.post(f"{URL}/mots-de-passe/oubli", json={"email": f"{uuid4().hex}@exemple.test"})
    assert connu.status_code == inconnu.status_code == 202
    assert connu.content == inconnu.content


async def test_un_code_totp_ne_sert_qu_une_fois(agent: SignIn, new_client: NewClient) -> None:
    sous_prefete = await agent("sous-prefete")
    secret = (await sous_prefete.post("mon-compte/totp")).json()["secret"]
    faux = await sous_prefete.put("mon-compte/totp", json={"secret": secret, "code": "000000"})
    assert faux.status_code == 422
    totp = pyotp.TOTP(secret)
    assert (await sous_prefete.put("mon-compte/totp", json={"secret": secret, "code": totp.now()})).status_code == 204
    visiteur = await new_client()
    identifiants = {"email": "sous-prefete@exemple.test", "mot_de_passe": PASSPHRASE}
    sans = await visiteur.post(f"{URL}/session", json=identifiants)
    assert sans.json()["code"] == "totp-requis"
    rejoue = await visiteur.post(f"{URL}/session", json=identifiants | {"code_totp": totp.now()})
    assert rejoue.json()["code"] == "totp-requis"


async def test_le_gestionnaire_cree_un_partenaire(agent: SignIn) -> None:
    gestionnaire = await agent("gestionnaire")
    corps = {"type": "COMMUNE", "nom": "Ville de Cesson", "siren": "213500516", "code_guichet": "35C01"}
    cree = await gestionnaire.post("organismes", json=corps)
    assert cree.status_code == 201, cree.text
    assert cree.json()["code_guichet"] == "35C01"
    encore = await gestionnaire.post("organismes", json=corps)
    assert encore.status_code == 409
    assert encore.json()["code"] == "organisme-deja-existant"
    anne = await agent("anne", "35")
    assert (await anne.post("organismes", json=corps)).status_code == 403


async def test_une_agence_garde_ses_douze_champs(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    corps = {
        "libelle": "Agence Nord",
        "rue": "1 place du Champ",
        "complement_1": "Bâtiment B",
        "complement_2": "2e étage",
        "code_postal": "35000",
        "ville": "Rennes",
        "lieu_dit": "Le Gast",
        "telephone": "02 99 00 00 00",
        "fax": "02 99 00 00 01",
        "email": "nord@exemple.test",
        "signature_1": "La directrice",
        "signature_2": "Le responsable",
    }
    agences = await referent.post(f"organismes/{territory.organismes['armor']}/agences", json=corps)
    assert agences.status_code == 201, agences.text
    nord = next(a for a in agences.json() if a["libelle"] == "Agence Nord")
    assert {k: nord[k] for k in corps} == corps


async def test_la_session_tourne_a_la_connexion(agent: SignIn, new_client: NewClient) -> None:
    client = await new_client()
    client.cookies.set(AGENT_COOKIE, "fixe-par-un-attaquant", domain="fdls.test", path="/")
    identifiants = {"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE}
    answer = await client.post(f"{URL}/session", json=identifiants)
    assert answer.status_code == 204
    assert "fixe-par-un-attaquant" not in answer.headers["set-cookie"]


# --- Modifier : absent, un champ reste ; null le vide


async def test_modifier_un_compte_ne_touche_que_ce_qui_est_dit(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    collegue = _collegue(territory.organismes["armor"]) | {"telephone": "02 99 00 00 00"}
    compte = (await referent.post("comptes", json=collegue)).json()
    nomme = await referent.patch(f"comptes/{compte['id']}", json={"version": compte["version"], "nom": "Le Dantec"})
    assert nomme.status_code == 200, nomme.text
    vue = nomme.json()
    assert (vue["nom"], vue["prenom"], vue["telephone"]) == ("Le Dantec", "Yann", "02 99 00 00 00")
    vide = await referent.patch(f"comptes/{compte['id']}", json={"version": vue["version"], "telephone": None})
    assert vide.json()["telephone"] is None
    assert vide.json()["nom"] == "Le Dantec"
    lignes = (await referent.get(f"comptes/{compte['id']}/historique")).json()["items"]
    assert [ligne["type"] for ligne in lignes][:2] == ["CompteModifie", "CompteModifie"]
    assert "CompteOuvert" in [ligne["type"] for ligne in lignes]
    assert lignes[0]["details"] == {"avant": {"telephone": "02 99 00 00 00"}, "apres": {"telephone": None}}
    assert not [k for ligne in lignes for k in ligne["details"] if "jeton" in k]


@pytest.mark.parametrize("champ", ["nom", "prenom", "profil"])
async def test_un_nom_ne_se_vide_pas(agent: SignIn, territory: Territory, champ: str) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()
    refus = await referent.patch(f"comptes/{compte['id']}", json={"version": compte["version"], champ: None})
    assert refus.status_code == 422
    assert refus.json()["erreurs"] == [{"champ": champ, "code": "missing", "message": "Ce champ est obligatoire."}]


async def test_deux_referents_qui_modifient_le_meme_compte_le_second_le_sait(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()
    chemin, lue = f"comptes/{compte['id']}", compte["version"]
    assert (await referent.patch(chemin, json={"version": lue, "nom": "Premier"})).status_code == 200
    second = await referent.patch(chemin, json={"version": lue, "nom": "Second"})
    assert (second.status_code, second.json()["code"]) == (409, "modification-concurrente")


@pytest.mark.parametrize(("profil", "statut"), [("charge-de-clientele", 200), ("consultation", 401)])
async def test_seul_un_changement_de_profil_ferme_les_sessions_du_compte(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container, profil: str, statut: int
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()
    visiteur = await new_client()
    secret = {"jeton": await _lien(container, compte["id"]), "mot_de_passe": "sept hiboux comptent bas"}
    assert (await visiteur.post(f"{URL}/activations", json=secret)).status_code == 204
    connexion = {"email": compte["email"], "mot_de_passe": secret["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204
    [lu] = (await referent.get("comptes", params={"q": compte["email"]})).json()["items"]
    saisie = {"version": lu["version"], "prenom": "Yannig", "profil": profil}
    assert (await referent.patch(f"comptes/{compte['id']}", json=saisie)).json()["profil"] == profil
    assert (await visiteur.get(f"{URL}/session")).status_code == statut


async def test_modifier_un_organisme_vide_un_telephone_et_garde_le_reste(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    chemin = f"organismes/{territory.organismes['armor']}"
    lu = (await referent.get(chemin)).json()
    saisie = {"version": lu["version"], "telephone": "02 99 11 22 33", "email": "accueil@exemple.test"}
    modifie = await referent.patch(chemin, json=saisie)
    assert modifie.status_code == 200, modifie.text
    vide = await referent.patch(chemin, json={"version": modifie.json()["version"], "telephone": None})
    assert (vide.json()["telephone"], vide.json()["email"]) == (None, "accueil@exemple.test")
    assert vide.json()["nom"] == lu["nom"]
    depasse = await referent.patch(chemin, json={"version": lu["version"], "telephone": None})
    assert (depasse.status_code, depasse.json()["code"]) == (409, "modification-concurrente")
    refus = await referent.patch(chemin, json={"version": vide.json()["version"], "totp_exige": None})
    assert (refus.status_code, refus.json()["erreurs"][0]["champ"]) == (422, "totp_exige")
    derniere = (await referent.get(f"{chemin}/historique")).json()["items"][0]
    assert derniere["details"] == {"avant": {"telephone": "02 99 11 22 33"}, "apres": {"telephone": None}}


async def test_l_historique_d_un_organisme_ne_se_lit_pas_de_l_exterieur(agent: SignIn, territory: Territory) -> None:
    referent, gestionnaire, anne = await agent("referent"), await agent("gestionnaire", "35"), await agent("anne", "35")
    autre = f"organismes/{territory.organismes['vilaine']}/historique"
    assert (await referent.get(autre)).status_code == 404
    assert (await gestionnaire.get(autre)).status_code == 200
    assert (await anne.get(autre)).status_code == 403
    assert (await referent.get(f"comptes/{territory.comptes['bruno']}/historique")).status_code == 404


# --- Les agences et son propre téléphone


async def test_une_agence_se_corrige_et_l_organisme_s_en_souvient(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    organisme = f"organismes/{territory.organismes['armor']}"
    creees = (
        await referent.post(f"{organisme}/agences", json={"libelle": "Agence Sud", "fax": "02 99 00 00 01"})
    ).json()
    agence = next(a for a in creees if a["libelle"] == "Agence Sud")
    chemin = f"{organisme}/agences/{agence['id']}"
    saisie = {"version": agence["version"], "telephone": "02 99 44 55 66", "fax": None}
    reponse = await referent.patch(chemin, json=saisie)
    assert reponse.status_code == 200, reponse.text
    corrigee = next(a for a in reponse.json() if a["id"] == agence["id"])
    assert (corrigee["telephone"], corrigee["fax"], corrigee["libelle"]) == ("02 99 44 55 66", None, "Agence Sud")
    depasse = await referent.patch(chemin, json=saisie)
    assert (depasse.status_code, depasse.json()["code"]) == (409, "modification-concurrente")
    sans_nom = await referent.patch(chemin, json={"version": corrigee["version"], "libelle": None})
    assert (sans_nom.status_code, sans_nom.json()["erreurs"][0]["champ"]) == (422, "libelle")
    lignes = (await referent.get(f"{organisme}/historique")).json()["items"]
    assert [ligne["type"] for ligne in lignes][:2] == ["AgenceModifiee", "AgenceCreee"]
    assert lignes[0]["description"] == "Agence Sud"
    assert lignes[0]["details"]["apres"] == {"telephone": "02 99 44 55 66", "fax": None}


async def test_l_agence_d_un_autre_organisme_n_existe_pas(agent: SignIn, territory: Territory) -> None:
    gestionnaire = await agent("gestionnaire")
    armor, vilaine = territory.organismes["armor"], territory.organismes["vilaine"]
    [agence, *_] = (await gestionnaire.post(f"organismes/{vilaine}/agences", json={"libelle": "Agence Est"})).json()
    saisie = {"version": agence["version"], "ville": "Vitré"}
    ailleurs = await gestionnaire.patch(f"organismes/{armor}/agences/{agence['id']}", json=saisie)
    assert (ailleurs.status_code, ailleurs.json()["code"]) == (404, "agence-introuvable")
    referent = await agent("referent")
    etranger = await referent.patch(f"organismes/{vilaine}/agences/{agence['id']}", json=saisie)
    assert (etranger.status_code, etranger.json()["code"]) == (404, "organisme-introuvable")
    anne = await agent("anne", "35")
    assert (await anne.patch(f"organismes/{armor}/agences/{agence['id']}", json=saisie)).status_code == 403


async def test_chacun_corrige_son_telephone_et_lui_seul(agent: SignIn) -> None:
    epci = await agent("epci")
    avant = (await epci.get("session")).json()["compte"]
    assert (await epci.put("mon-compte/telephone", json={"telephone": "02 99 77 88 99"})).status_code == 204
    apres = (await epci.get("session")).json()["compte"]
    assert apres == avant | {"telephone": "02 99 77 88 99"}
    assert (await epci.put("mon-compte/telephone", json={"telephone": None})).status_code == 204
    assert (await epci.get("session")).json()["compte"]["telephone"] is None
    refus = await epci.put("mon-compte/telephone", json={"telephone": "appelez-moi"})
    assert (refus.status_code, refus.json()["erreurs"][0]["champ"]) == (422, "telephone")


async def test_la_charte_se_lit_avant_de_se_connecter(agent: SignIn, new_client: NewClient) -> None:
    visiteur = await new_client()
    lue = await visiteur.get(f"{URL}/charte")
    assert lue.status_code == 200
    epci = await agent("epci")
    charte = (await epci.get("session")).json()["charte"]
    assert lue.json() == {"version": charte["version"], "texte": charte["texte"]}
