"""Les comptes : un référent s'en sort seul, et nul ne donne plus de droits qu'il n'en a."""

import asyncio
import time
from collections.abc import AsyncIterator
from io import BytesIO
from uuid import UUID, uuid4

import httpx
import pyotp
import pytest
import pytest_asyncio
from PIL import Image
from sqlalchemy import text

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.security.sessions import AGENT_COOKIE
from api.worker import relay_of
from tests.api.conftest import PASSPHRASE, NewClient, SignIn, Territory

pytestmark = pytest.mark.asyncio(loop_scope="session")
URL = "https://fdls.test/partenaires/v1"
RECRUE = "huit loutres nagent ensemble"


def _collegue(organisme: object, profil: str = "charge-de-clientele") -> dict[str, object]:
    return {
        "organisme_id": str(organisme),
        "email": f"{uuid4().hex[:10]}@exemple.test",
        "nom": "Kermarrec",
        "prenom": "Yann",
        "profil": profil,
    }


async def _corriger(client: httpx.AsyncClient, chemin: str, **champs: object) -> httpx.Response:
    """A correction by someone who has just read the account or the organisme."""
    if chemin.startswith("comptes/"):
        vus = [c for page in (1, 2) for c in (await client.get(f"comptes?size=100&page={page}")).json()["items"]]
        version = next((c["version"] for c in vus if chemin.endswith(c["id"])), 1)
    else:
        version = (await client.get(chemin)).json().get("version", 1)
    return await client.patch(chemin, json={"version": version, **champs})


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


@pytest_asyncio.fixture(loop_scope="session")
async def recrue(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> AsyncIterator[httpx.AsyncClient]:
    """A colleague of Armor Habitat who has just activated the account and accepted the charter."""
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()
    client = await new_client()
    client.base_url = httpx.URL(f"{URL}/")
    jeton = await _lien(container, compte["id"])
    assert (await client.post("activations", json={"jeton": jeton, "mot_de_passe": RECRUE})).status_code == 204
    entree = {"email": compte["email"], "mot_de_passe": RECRUE}
    assert (await client.post("session", json=entree)).status_code == 204
    version = (await client.get("session")).json()["charte"]["version"]
    assert (await client.post("session/charte", json={"version": version})).status_code == 204
    yield client


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
    totp = pyotp.TOTP(secret)
    bon = {"secret": secret, "code": totp.now(), "mot_de_passe": PASSPHRASE}
    assert (await sous_prefete.put("mon-compte/totp", json=bon | {"code": "000000"})).status_code == 422
    sans_preuve = await sous_prefete.put("mon-compte/totp", json=bon | {"mot_de_passe": "x" * 20})
    assert sans_preuve.json()["code"] == "identifiants-invalides"
    avant = sous_prefete.cookies[AGENT_COOKIE]
    assert (await sous_prefete.put("mon-compte/totp", json=bon)).status_code == 204
    assert sous_prefete.cookies[AGENT_COOKIE] != avant, "un droit de plus, une session neuve"
    assert (await sous_prefete.get("session")).json()["compte"]["totp_actif"]
    visiteur = await new_client()
    identifiants = {"email": "sous-prefete@exemple.test", "mot_de_passe": PASSPHRASE}
    sans = await visiteur.post(f"{URL}/session", json=identifiants)
    assert sans.json()["code"] == "totp-requis"
    rejoue = await visiteur.post(f"{URL}/session", json=identifiants | {"code_totp": totp.now()})
    assert rejoue.json()["code"] == "totp-requis"


async def test_un_code_totp_juste_envoye_plusieurs_fois_n_ouvre_qu_une_session(
    recrue: httpx.AsyncClient, new_client: NewClient
) -> None:
    secret = (await recrue.post("mon-compte/totp")).json()["secret"]
    totp = pyotp.TOTP(secret)
    pose = {"secret": secret, "code": totp.at(time.time() - 30), "mot_de_passe": RECRUE}
    assert (await recrue.put("mon-compte/totp", json=pose)).status_code == 204
    email = (await recrue.get("session")).json()["compte"]["email"]
    visiteur = await new_client()
    body = {"email": email, "mot_de_passe": RECRUE, "code_totp": totp.now()}
    essais = await asyncio.gather(*(visiteur.post(f"{URL}/session", json=body) for _ in range(4)))
    assert sorted(r.status_code for r in essais) == [204, 401, 401, 401]


async def test_l_organisme_qui_exige_un_second_code_n_ouvre_rien_sans_lui(
    agent: SignIn, recrue: httpx.AsyncClient, territory: Territory
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    organisme = f"organismes/{territory.organismes['armor']}"
    assert (await _corriger(gestionnaire, organisme, totp_exige=True)).status_code == 200
    try:
        refus = await recrue.get("demandes")
        assert (refus.status_code, refus.json()["code"]) == (401, "totp-requis")
        assert (await recrue.get("session")).json()["organisme"]["totp_exige"]
    finally:
        assert (await _corriger(gestionnaire, organisme, totp_exige=False)).status_code == 200


async def test_un_referent_retire_le_second_code_d_un_collegue_qui_a_perdu_son_telephone(
    agent: SignIn, recrue: httpx.AsyncClient, new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    secret = (await recrue.post("mon-compte/totp")).json()["secret"]
    pose = {"secret": secret, "code": pyotp.TOTP(secret).now(), "mot_de_passe": RECRUE}
    assert (await recrue.put("mon-compte/totp", json=pose)).status_code == 204
    compte = (await recrue.get("session")).json()["compte"]
    referent = await agent("referent")
    retire = await referent.delete(f"comptes/{compte['id']}/totp")
    assert retire.status_code == 200, retire.text
    assert not retire.json()["totp_actif"]
    assert (await recrue.get("session")).status_code == 401, "ses sessions sont fermées"
    await relay_of(container).drain()
    assert [m["Subject"] for m in mailbox.messages(to=compte["email"])][
        -1
    ] == "Votre second code de connexion est retiré"
    visiteur = await new_client()
    entree = {"email": compte["email"], "mot_de_passe": RECRUE}
    assert (await visiteur.post(f"{URL}/session", json=entree)).status_code == 204
    soi = (await referent.get("session")).json()["compte"]["id"]
    assert (await referent.delete(f"comptes/{soi}/totp")).json()["code"] == "son-propre-compte"


async def test_on_n_essaie_pas_des_mots_de_passe_par_une_session_laissee_ouverte(recrue: httpx.AsyncClient) -> None:
    faux = {"actuel": "x" * 20, "nouveau": "sept renards roux patientent"}
    essais = [await recrue.post("mon-compte/mot-de-passe", json=faux) for _ in range(11)]
    assert [r.status_code for r in essais] == [401] * 10 + [429]


async def test_un_droit_retire_l_est_a_la_requete_suivante(
    agent: SignIn, recrue: httpx.AsyncClient, territory: Territory
) -> None:
    assert (await recrue.get("biens")).status_code == 200
    compte = (await recrue.get("session")).json()["compte"]["id"]
    referent = await agent("referent")
    moindre = await _corriger(referent, f"comptes/{compte}", profil="guichet")
    assert moindre.status_code == 200, moindre.text
    assert (await recrue.get("biens")).status_code == 401, "les sessions ouvertes avec l'ancien profil sont fermées"


async def test_un_compte_desactive_perd_sa_session_meme_connue(agent: SignIn, recrue: httpx.AsyncClient) -> None:
    compte = (await recrue.get("session")).json()["compte"]["id"]
    assert (await recrue.get("biens")).status_code == 200
    referent = await agent("referent")
    assert (await referent.post(f"comptes/{compte}/desactivation")).status_code == 200
    assert (await recrue.get("biens")).status_code == 401


async def test_un_profil_ne_se_donne_qu_aux_organismes_pour_lesquels_il_est_fait(
    agent: SignIn, territory: Territory
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    for organisme, profil in (("armor", "gestionnaire"), ("armor", "referent-reservataire"), ("adil", "guichet")):
        refus = await gestionnaire.post("comptes", json=_collegue(territory.organismes[organisme], profil))
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant"), (organisme, profil)
    assert (await gestionnaire.post("comptes", json=_collegue(territory.organismes["adil"], "consultation"))).is_success
    assert (
        await gestionnaire.post("comptes", json=_collegue(territory.organismes["armor"], "inconnu"))
    ).status_code == 403


async def test_nul_ne_touche_a_un_compte_qui_a_plus_de_droits_que_le_sien(
    agent: SignIn, territory: Territory, container: Container
) -> None:
    """Même dans son organisme : la table des profils est une donnée, un territoire peut en ajouter."""
    async with container.engine.begin() as connection:
        await connection.execute(
            text(
                "insert into profils (code, libelle, droits, types_organisme, ordre) select 'referent-etendu',"
                " 'Référent étendu', droits || '{actualites:ecrire}', types_organisme, 90 from profils"
                " where code = 'referent-bailleur' on conflict do nothing"
            )
        )
    referent = await agent("referent")
    collegue = (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).json()["id"]
    async with container.engine.begin() as connection:
        await connection.execute(
            text("update habilitations set profil = 'referent-etendu' where compte_id = :c"), {"c": UUID(collegue)}
        )
    for refus in (
        await _corriger(referent, f"comptes/{collegue}", nom="Autre"),
        await referent.post(f"comptes/{collegue}/desactivation"),
        await referent.post(f"comptes/{collegue}/activation"),
        await referent.delete(f"comptes/{collegue}/totp"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")


async def test_on_ne_change_ni_son_profil_ni_ne_ferme_son_propre_compte(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    soi = territory.comptes["referent"]
    for refus in (
        await _corriger(referent, f"comptes/{soi}", profil="guichet"),
        await referent.post(f"comptes/{soi}/desactivation"),
        await referent.delete(f"comptes/{soi}/habilitation"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (403, "son-propre-compte")
    assert (await _corriger(referent, f"comptes/{soi}", telephone="02 99 00 00 09")).status_code == 200


async def test_tous_les_referents_apprennent_qui_recoit_quels_droits(
    agent: SignIn, territory: Territory, container: Container, mailbox: Mailbox
) -> None:
    avant = len(mailbox.messages(to="referent@exemple.test"))
    referent = await agent("referent")
    assert (await referent.post("comptes", json=_collegue(territory.organismes["armor"]))).status_code == 201
    await relay_of(container).drain()
    nouveaux = mailbox.messages(to="referent@exemple.test")[avant:]
    assert "Yann Kermarrec : profil « Chargé de clientèle »" in [m["Subject"] for m in nouveaux]


async def test_un_collegue_connu_ailleurs_recoit_aussi_ce_departement_puis_le_perd(
    agent: SignIn, territory: Territory
) -> None:
    trente_cinq, quarante_quatre = await agent("gestionnaire", "35"), await agent("gestionnaire", "44")
    maison = territory.organismes["gestionnaire"]
    nouveau = _collegue(maison, "gestionnaire")
    cree = (await trente_cinq.post("comptes", json=nouveau)).json()
    encore = await trente_cinq.post("comptes", json=nouveau)
    assert (encore.status_code, encore.json()["code"]) == (409, "compte-deja-existant")
    assert (await _corriger(quarante_quatre, f"comptes/{cree['id']}", nom="X")).status_code == 404
    assert (await quarante_quatre.post("comptes", json=nouveau)).json()["id"] == cree["id"]
    assert (await trente_cinq.delete(f"comptes/{cree['id']}/habilitation")).status_code == 204
    assert (await _corriger(trente_cinq, f"comptes/{cree['id']}", nom="X")).status_code == 404
    seul = await quarante_quatre.delete(f"comptes/{cree['id']}/habilitation")
    assert (seul.status_code, seul.json()["code"]) == (409, "derniere-habilitation")


async def test_un_agent_travaille_dans_une_agence_de_son_organisme(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    agences = await referent.post(
        f"organismes/{territory.organismes['armor']}/agences", json={"libelle": "Agence Centre"}
    )
    centre = next(a["id"] for a in agences.json() if a["libelle"] == "Agence Centre")
    cree = await referent.post("comptes", json=_collegue(territory.organismes["armor"]) | {"agence_id": centre})
    assert cree.json()["agence"] == "Agence Centre"
    compte = f"comptes/{cree.json()['id']}"
    assert (await _corriger(referent, compte, agence_id=None)).json()["agence"] is None
    assert (await _corriger(referent, compte, agence_id=centre)).json()["agence_id"] == centre
    assert (await _corriger(referent, compte, nom="Autre")).json()["agence_id"] == centre
    assert (await _corriger(referent, compte, agence_id=str(uuid4()))).json()["code"] == "agence-introuvable"
    gestionnaire = await agent("gestionnaire", "35")
    d_un_autre = _collegue(territory.organismes["vilaine"]) | {"agence_id": centre}
    assert (await gestionnaire.post("comptes", json=d_un_autre)).json()["code"] == "agence-introuvable"


async def test_chaque_ecriture_sur_un_compte_laisse_une_ligne(
    agent: SignIn, recrue: httpx.AsyncClient, container: Container
) -> None:
    compte = (await recrue.get("session")).json()["compte"]["id"]
    referent = await agent("referent")
    assert (await _corriger(referent, f"comptes/{compte}", telephone="02 99 11 22 33")).status_code == 200
    assert (await referent.post(f"comptes/{compte}/desactivation")).status_code == 200
    assert (await referent.post(f"comptes/{compte}/reactivation")).status_code == 200
    async with container.read("35") as connection:
        lignes = await connection.execute(
            text("select type, auteur from historique where objet = 'compte' and objet_id = :c order by id"),
            {"c": UUID(compte)},
        )
        types = [ligne.type for ligne in lignes]
    assert types == [
        "HabilitationModifiee",
        "CompteOuvert",
        "MotDePasseChoisi",
        "CharteAcceptee",
        "CompteModifie",
        "CompteDesactive",
        "CompteReactive",
    ]


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


@pytest.mark.parametrize(("profil", "statut"), [("charge-de-clientele", 200), ("guichet", 401)])
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


# --- l'organisme : son périmètre, son logo


async def test_un_organisme_connu_ailleurs_vient_dans_un_second_departement(agent: SignIn) -> None:
    trente_cinq, quarante_quatre = await agent("gestionnaire", "35"), await agent("gestionnaire", "44")
    corps = {"type": "BAILLEUR", "nom": "Trois Rivières", "siren": "552100554", "code_guichet": "35T01"}
    premier = (await trente_cinq.post("organismes", json=corps)).json()
    introuvable = await quarante_quatre.get(f"organismes/{premier['id']}")
    assert introuvable.status_code == 404
    ailleurs = await quarante_quatre.post("organismes", json=corps | {"code_guichet": "44T01"})
    assert ailleurs.status_code == 201, ailleurs.text
    assert ailleurs.json()["id"] == premier["id"]
    assert ailleurs.json()["code_guichet"] == "44T01"
    assert (await trente_cinq.get(f"organismes/{premier['id']}")).json()["code_guichet"] == "35T01"
    autre_type = await quarante_quatre.post("organismes", json=corps | {"type": "COMMUNE"})
    assert autre_type.json()["code"] == "organisme-deja-existant"


async def test_le_perimetre_d_un_organisme_n_appartient_qu_au_gestionnaire(agent: SignIn, territory: Territory) -> None:
    gestionnaire, epci = await agent("gestionnaire", "35"), await agent("epci")
    fiche = f"organismes/{territory.organismes['metropole']}"
    adresse = f"{fiche}/perimetre"
    lu = {"version": (await gestionnaire.get(fiche)).json()["perimetre_version"]}
    assert (await epci.put(adresse, json=lu | {"communes": None, "code_guichet": None})).status_code == 403
    ailleurs = await gestionnaire.put(adresse, json=lu | {"communes": ["44109"], "code_guichet": "35E01"})
    assert (ailleurs.status_code, ailleurs.json()["code"]) == (422, "commune-hors-departement")
    pris = await gestionnaire.put(adresse, json=lu | {"communes": None, "code_guichet": "35A01"})
    assert (pris.status_code, pris.json()["code"]) == (409, "organisme-deja-existant")
    limite = await gestionnaire.put(adresse, json=lu | {"communes": ["35238", "35051"], "code_guichet": "35E01"})
    assert limite.json()["communes"] == ["35238", "35051"]
    trop_tard = await gestionnaire.put(adresse, json=lu | {"communes": ["35238"], "code_guichet": "35E01"})
    assert (trop_tard.status_code, trop_tard.json()["code"]) == (409, "modification-concurrente")
    relu = {"version": limite.json()["perimetre_version"]}
    rendu = await gestionnaire.put(adresse, json=relu | {"communes": None, "code_guichet": "35E01"})
    assert rendu.json()["communes"] is None


async def test_un_gestionnaire_ne_touche_pas_aux_organismes_d_un_autre_departement(
    agent: SignIn, territory: Territory
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    loire = territory.organismes["loire"]
    for refus in (
        await _corriger(gestionnaire, f"organismes/{loire}", nom="Pris"),
        await gestionnaire.put(
            f"organismes/{loire}/perimetre", json={"version": 1, "communes": None, "code_guichet": None}
        ),
        await gestionnaire.post(f"organismes/{loire}/agences", json={"libelle": "Prise"}),
        await gestionnaire.get(f"organismes/{loire}/agences"),
        await gestionnaire.put(f"organismes/{loire}/logo", content=_image()),
        await gestionnaire.delete(f"organismes/{loire}/logo"),
        await gestionnaire.get(f"organismes/{loire}"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (404, "organisme-introuvable")
    assert (await gestionnaire.get(f"organismes/{loire}/logo")).json()["code"] == "logo-absent"


async def test_le_logo_de_mon_organisme_est_sur_mon_accueil_et_pas_chez_les_autres(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    logo = f"organismes/{territory.organismes['armor']}/logo"
    depose = await referent.put(logo, content=_image(), headers={"Content-Type": "application/octet-stream"})
    assert depose.status_code == 200, depose.text
    adresse = depose.json()["logo"]
    anne = await agent("anne", "35")
    assert (await anne.get("session")).json()["organisme"]["logo"] == adresse
    image = await anne.get(f"https://fdls.test{adresse}")
    assert image.headers["content-type"] == "image/png"
    assert "immutable" in image.headers["cache-control"]
    with Image.open(BytesIO(image.content)) as lue:
        assert (lue.size, lue.format) == ((320, 160), "PNG")
    bruno = await agent("bruno")
    assert (await bruno.get("session")).json()["organisme"]["logo"] is None
    assert (await bruno.put(logo, content=_image())).status_code == 403
    chloe = await agent("chloe")
    assert (await chloe.get(logo)).status_code == 404, "l'organisme n'est pas de son département"
    assert (await referent.delete(logo)).json()["logo"] is None
    assert (await referent.get(logo)).status_code == 404


@pytest.mark.parametrize(
    "contenu", [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"GIF89a", b"x" * 600_000]
)
async def test_ce_qui_n_est_pas_une_image_lisible_n_est_pas_un_logo(
    agent: SignIn, territory: Territory, contenu: bytes
) -> None:
    referent = await agent("referent")
    refus = await referent.put(f"organismes/{territory.organismes['armor']}/logo", content=contenu)
    assert (refus.status_code, refus.json()["code"]) == (422, "logo-illisible")


def _image() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 320), "#8a3b12").save(kept, "JPEG")
    return kept.getvalue()
