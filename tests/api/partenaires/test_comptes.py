"""Les comptes : un référent s'en sort seul, et nul ne donne plus de droits qu'il n'en a."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import Clock, NewClient, SignIn, Territory
from tests.api.partenaires.collegues import URL, corriger, lien_recu, un_collegue

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_referent_ouvre_le_compte_d_un_collegue_qui_l_active(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> None:
    referent = await agent("referent")
    ouvert = await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))
    assert ouvert.status_code == 201, ouvert.text
    compte = ouvert.json()
    assert not compte["a_active"]
    jeton = await lien_recu(container, compte["id"])
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
    refus = await referent.post("comptes", json=un_collegue(territory.organismes["armor"], "gestionnaire"))
    assert refus.status_code == 403
    anne = await agent("anne", "35")
    assert (await anne.post("comptes", json=un_collegue(territory.organismes["armor"]))).status_code == 403


async def test_un_referent_ne_voit_ni_ne_touche_les_comptes_d_un_autre_organisme(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    vus = (await referent.get("comptes", params={"size": 100})).json()["items"]
    assert {c["organisme"] for c in vus} == {"Armor Habitat"}
    bruno = territory.comptes["bruno"]
    assert (await referent.post(f"comptes/{bruno}/desactivation")).status_code == 404
    assert (await referent.post("comptes", json=un_collegue(territory.organismes["vilaine"]))).status_code == 404


async def test_un_droit_retire_l_est_a_la_requete_suivante(
    agent: SignIn, recrue: httpx.AsyncClient, territory: Territory
) -> None:
    assert (await recrue.get("biens")).status_code == 200
    compte = (await recrue.get("session")).json()["compte"]["id"]
    referent = await agent("referent")
    moindre = await corriger(referent, f"comptes/{compte}", profil="guichet")
    assert moindre.status_code == 200, moindre.text
    assert (await recrue.get("biens")).status_code == 401, "les sessions ouvertes avec l'ancien profil sont fermées"


@pytest.mark.parametrize("par", ["le référent", "soi-même"])
async def test_un_lien_d_activation_perime_se_redemande_et_le_nouveau_ouvre_le_compte(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container, clock: Clock, par: str
) -> None:
    referent, visiteur = await agent("referent"), await new_client()
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    perime = await lien_recu(container, compte["id"])
    clock.advance(hours=73)
    corps = {"jeton": perime, "mot_de_passe": "trois lamas bleus chantent"}
    refus = await visiteur.post(f"{URL}/activations", json=corps)
    assert (refus.status_code, refus.json()["code"]) == (422, "lien-invalide-ou-perime")
    if par == "soi-même":
        oubli = await visiteur.post(f"{URL}/mots-de-passe/oubli", json={"email": compte["email"]})
        assert oubli.status_code == 202
        await relay_of(container).drain()
    else:
        referent = await agent("referent")
        assert (await referent.post(f"comptes/{compte['id']}/activation")).status_code == 202
    neuf = await lien_recu(container, compte["id"])
    assert neuf != perime
    assert (await visiteur.post(f"{URL}/activations", json=corps | {"jeton": neuf})).status_code == 204
    connexion = {"email": compte["email"], "mot_de_passe": corps["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204


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
    for organisme, profil in (
        ("armor", "gestionnaire"),
        ("armor", "referent-reservataire"),
        ("adil", "guichet"),
        ("adil", "consultation"),
    ):
        refus = await gestionnaire.post("comptes", json=un_collegue(territory.organismes[organisme], profil))
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant"), (organisme, profil)
    assert (
        await gestionnaire.post("comptes", json=un_collegue(territory.organismes["adil"], "statistiques"))
    ).is_success
    assert (
        await gestionnaire.post("comptes", json=un_collegue(territory.organismes["armor"], "inconnu"))
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
    collegue = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()["id"]
    async with container.engine.begin() as connection:
        await connection.execute(
            text("update habilitations set profil = 'referent-etendu' where compte_id = :c"), {"c": UUID(collegue)}
        )
    for refus in (
        await corriger(referent, f"comptes/{collegue}", nom="Autre"),
        await referent.post(f"comptes/{collegue}/desactivation"),
        await referent.post(f"comptes/{collegue}/activation"),
        await referent.delete(f"comptes/{collegue}/totp"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")
        assert {phrase_de(a) for a in await actions(referent, collegue)} == {refus.json()["raisons"][0]["phrase"]}


async def actions(agent: httpx.AsyncClient, compte_id: str) -> list[dict[str, Any]]:
    """What the list says of this account."""
    lus = (await agent.get("comptes", params={"size": 100})).json()["items"]
    [compte] = [c for c in lus if c["id"] == compte_id]
    found: list[dict[str, Any]] = compte["actions"]
    return found


def phrase_de(action: dict[str, Any]) -> str | None:
    return None if action["permise"] else action["raisons"][0]["phrase"]


async def test_on_ne_change_ni_son_profil_ni_ne_ferme_son_propre_compte(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    soi = territory.comptes["referent"]
    for refus in (
        await corriger(referent, f"comptes/{soi}", profil="guichet"),
        await referent.post(f"comptes/{soi}/desactivation"),
        await referent.delete(f"comptes/{soi}/habilitation"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (403, "son-propre-compte")
    dites = {a["code"]: phrase_de(a) for a in await actions(referent, str(soi))}
    assert dites["modifier"] is None
    fermeture = await referent.post(f"comptes/{soi}/desactivation")
    assert dites["desactiver"] == fermeture.json()["raisons"][0]["phrase"]
    assert (await corriger(referent, f"comptes/{soi}", telephone="02 99 00 00 09")).status_code == 200


async def test_tous_les_referents_apprennent_qui_recoit_quels_droits(
    agent: SignIn, territory: Territory, container: Container, mailbox: Mailbox
) -> None:
    avant = len(mailbox.messages(to="referent@exemple.test"))
    referent = await agent("referent")
    assert (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).status_code == 201
    await relay_of(container).drain()
    nouveaux = mailbox.messages(to="referent@exemple.test")[avant:]
    assert "Yann Kermarrec : profil « Chargé de clientèle »" in [m["Subject"] for m in nouveaux]


async def test_un_collegue_connu_ailleurs_recoit_aussi_ce_departement_puis_le_perd(
    agent: SignIn, territory: Territory
) -> None:
    trente_cinq, quarante_quatre = await agent("gestionnaire", "35"), await agent("gestionnaire", "44")
    maison = territory.organismes["gestionnaire"]
    nouveau = un_collegue(maison, "gestionnaire")
    cree = (await trente_cinq.post("comptes", json=nouveau)).json()
    encore = await trente_cinq.post("comptes", json=nouveau)
    assert (encore.status_code, encore.json()["code"]) == (409, "compte-deja-existant")
    assert (await corriger(quarante_quatre, f"comptes/{cree['id']}", nom="X")).status_code == 404
    assert (await quarante_quatre.post("comptes", json=nouveau)).json()["id"] == cree["id"]
    assert (await trente_cinq.delete(f"comptes/{cree['id']}/habilitation")).status_code == 204
    assert (await corriger(trente_cinq, f"comptes/{cree['id']}", nom="X")).status_code == 404
    seul = await quarante_quatre.delete(f"comptes/{cree['id']}/habilitation")
    assert (seul.status_code, seul.json()["code"]) == (409, "derniere-habilitation")


async def test_chaque_ecriture_sur_un_compte_laisse_une_ligne(
    agent: SignIn, recrue: httpx.AsyncClient, container: Container
) -> None:
    compte = (await recrue.get("session")).json()["compte"]["id"]
    referent = await agent("referent")
    assert (await corriger(referent, f"comptes/{compte}", telephone="02 99 11 22 33")).status_code == 200
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


async def test_modifier_un_compte_ne_touche_que_ce_qui_est_dit(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    collegue = un_collegue(territory.organismes["armor"]) | {"telephone": "02 99 00 00 00"}
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
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    refus = await referent.patch(f"comptes/{compte['id']}", json={"version": compte["version"], champ: None})
    assert refus.status_code == 422
    assert refus.json()["erreurs"] == [{"champ": champ, "code": "missing", "message": "Ce champ est obligatoire."}]


async def test_deux_referents_qui_modifient_le_meme_compte_le_second_le_sait(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    chemin, lue = f"comptes/{compte['id']}", compte["version"]
    assert (await referent.patch(chemin, json={"version": lue, "nom": "Premier"})).status_code == 200
    second = await referent.patch(chemin, json={"version": lue, "nom": "Second"})
    assert (second.status_code, second.json()["code"]) == (409, "modification-concurrente")


@pytest.mark.parametrize(("profil", "statut"), [("charge-de-clientele", 200), ("guichet", 401)])
async def test_seul_un_changement_de_profil_ferme_les_sessions_du_compte(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container, profil: str, statut: int
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    visiteur = await new_client()
    secret = {"jeton": await lien_recu(container, compte["id"]), "mot_de_passe": "sept hiboux comptent bas"}
    assert (await visiteur.post(f"{URL}/activations", json=secret)).status_code == 204
    connexion = {"email": compte["email"], "mot_de_passe": secret["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204
    [lu] = (await referent.get("comptes", params={"q": compte["email"]})).json()["items"]
    saisie = {"version": lu["version"], "prenom": "Yannig", "profil": profil}
    assert (await referent.patch(f"comptes/{compte['id']}", json=saisie)).json()["profil"] == profil
    assert (await visiteur.get(f"{URL}/session")).status_code == statut


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
