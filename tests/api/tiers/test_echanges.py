"""Ce qu'échangent les logiciels : un bien poussé, une attribution suivie, des avis signés, un fil d'annonces."""

import hashlib
import hmac
import json
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import text

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.tiers.avis import Avis, DonneesAvis
from api.worker import relay_of
from domain.echanges.rules import attentes
from tests.api.biens import fiche, plus_tard
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_validee
from tests.api.relocation import PEU_DE_CANDIDATS, candidat, commission, decider, faire, inscrire, lire, retenir
from tests.api.tiers.conftest import Logiciel, NouveauLogiciel
from tests.receiver import Received, Receiver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def relayer(container: Container) -> None:
    await relay_of(container).drain()


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def rien_n_attend(container: Container) -> None:
    """What other tests published is told before to those who listened then."""
    await relayer(container)


async def plus_tard_encore(container: Container) -> None:
    """Every delay of the queue is over."""
    async with container.transaction() as session:
        await session.execute(text("update outbox_deliveries set not_before = now() where done_at is null"))
    await relayer(container)


async def abonner(logiciel: Logiciel, receiver: Receiver, *evenements: str) -> dict[str, Any]:
    cree = await logiciel.http.post("abonnements", json={"url": receiver.url, "evenements": list(evenements)})
    assert cree.status_code == 201, cree.text
    vue: dict[str, Any] = cree.json()
    return vue


def verifier(recu: Received, secret: str) -> dict[str, Any]:
    """What the partner's software does with each notice."""
    horodatage = recu.headers["fdls-horodatage"]
    attendue = hmac.new(secret.encode(), f"{horodatage}.".encode() + recu.body, hashlib.sha256).hexdigest()
    assert recu.headers["fdls-signature"] == f"v1={attendue}"
    avis: dict[str, Any] = json.loads(recu.body)
    assert recu.headers["fdls-id"] == avis["id"]
    assert recu.headers["fdls-evenement"] == avis["type"]
    assert Avis.model_validate(avis).model_dump(mode="json").keys() == avis.keys()
    assert DonneesAvis.model_fields.keys() == avis["donnees"].keys()
    return avis


def sa_fiche(**autres: Any) -> dict[str, Any]:
    return {k: v for k, v in fiche(**autres).items() if k != "reference_externe"}


async def test_un_logiciel_pousse_un_bien_et_le_corrige(logiciel: NouveauLogiciel, agent: SignIn) -> None:
    ulis = await logiciel()
    reference = f"ULIS-{uuid4().hex[:8]}"
    envoi = sa_fiche(loyer=420)
    cree = await ulis.http.put(f"biens/{reference}", json=envoi)
    assert cree.status_code == 201, cree.text
    rejoue = await ulis.http.put(f"biens/{reference}", json=envoi)
    assert (rejoue.status_code, rejoue.json()["version"]) == (200, cree.json()["version"])
    corrige = await ulis.http.put(f"biens/{reference}", json=envoi | {"loyer": 430.5})
    assert corrige.json()["loyer"] == 430.5
    assert (await ulis.http.get(f"biens/{reference}")).json()["id"] == cree.json()["id"]

    anne = await agent("anne", "35")
    vu = (await anne.get(f"biens/{cree.json()['id']}")).json()
    assert (vu["reference_externe"], vu["loyer"]) == (reference, 430.5)
    historique = (await anne.get(f"biens/{cree.json()['id']}/historique")).json()["items"]
    assert {h["auteur"] for h in historique} == {"Gestion locative"}
    assert {h["auteur_sorte"] for h in historique} == {"tiers"}


async def test_un_champ_inconnu_ou_faux_est_refuse_avec_sa_raison(logiciel: NouveauLogiciel) -> None:
    ulis = await logiciel()
    inconnu = await ulis.http.put("biens/X1", json=sa_fiche(proprietaire="moi"))
    assert (inconnu.status_code, inconnu.json()["erreurs"][0]["champ"]) == (422, "proprietaire")
    faux = await ulis.http.put("biens/X1", json=sa_fiche(commune="44109", code_postal="44000"))
    assert faux.status_code == 422, faux.text
    assert (await ulis.http.get("biens/X1")).status_code == 404


async def test_du_bien_pousse_au_bail_le_logiciel_suit_tout(
    logiciel: NouveauLogiciel, agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    ulis = await logiciel()
    reference = f"ULIS-{uuid4().hex[:8]}"
    bien = (await ulis.http.put(f"biens/{reference}", json=sa_fiche(typologie="T2", surface=44))).json()
    qui, demande = await candidat(agent, demandeur, pdf)
    await relayer(container)  # what other stories left to be told is told before anybody subscribes
    async with Receiver() as partner:
        cree = await abonner(
            ulis, partner, "attribution.decidee", "proposition.acceptee", "proposition.refusee", "bail.signe"
        )
        anne = await agent("anne", "35")
        [proposition] = await retenir(anne, bien, demande)
        seance = await commission(anne)
        proposition = await inscrire(anne, proposition, seance)
        assert (await ulis.http.get(f"attributions/{proposition['id']}")).status_code == 404, "rien n'est décidé"
        await decider(anne, seance, proposition, decision="ATT", justification=PEU_DE_CANDIDATS)
        notifiee = await faire(anne, await lire(anne, proposition), "notification")
        assert (await ulis.http.get(f"attributions/{proposition['id']}/candidat")).status_code == 404
        [mienne] = (await qui.get("mes-propositions")).json()
        oui = await qui.post(f"mes-propositions/{mienne['id']}/acceptation", json={"version": mienne["version"]})
        assert oui.status_code == 200, oui.text
        dates = {"signe_le": plus_tard(0), "entree_le": plus_tard(0)}
        await faire(anne, await lire(anne, notifiee), "bail", **dates)
        await relayer(container)

    avis = [verifier(recu, cree["secret"]) for recu in partner.received]
    assert [a["type"] for a in avis] == ["attribution.decidee", "proposition.acceptee", "bail.signe"]
    assert {a["donnees"]["id"] for a in avis} == {proposition["id"]}
    assert {a["donnees"]["bien_id"] for a in avis} == {bien["id"]}
    envoye = b"".join(r.body for r in partner.received).decode()
    assert demande["numero_unique"] not in envoye, "un avis ne porte aucune donnée de personne"

    fil = (await ulis.http.get("attributions")).json()
    miens = [i for i in fil["items"] if i["attribution"]["id"] == proposition["id"]]
    assert [i["id"] for i in miens] == [a["id"] for a in avis]
    assert miens[-1]["attribution"]["etat"] == "BAI"
    assert miens[-1]["attribution"]["bien"]["reference_externe"] == reference
    assert miens[-1]["attribution"]["numero_unique"] == demande["numero_unique"]
    reprise = (await ulis.http.get("attributions", params={"apres": fil["suivant"]})).json()
    assert (reprise["items"], reprise["suivant"], reprise["complet"]) == ([], fil["suivant"], True)

    bail = (await ulis.http.get(f"attributions/{proposition['id']}/candidat")).json()
    [titulaire] = bail["titulaires"]
    assert titulaire["nom_naissance"]
    assert titulaire["adresse"][-1] == "35000 Rennes"
    assert not {"handicap", "revenus", "motifs", "nir", "nationalite"} & set(titulaire)
    consultations = (await anne.get(f"demandes/{demande['id']}/consultations")).json()["items"]
    assert ("Gestion locative", "bail") in [(c["auteur"], c["quoi"]) for c in consultations]


async def test_le_fil_se_lit_page_a_page_sans_trou_ni_double(
    logiciel: NouveauLogiciel, agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    ulis = await logiciel()
    await relayer(container)
    entier = (await ulis.http.get("attributions", params={"size": 200})).json()
    lus, apres = [], None
    while True:
        page = (await ulis.http.get("attributions", params={"size": 1} | ({"apres": apres} if apres else {}))).json()
        lus += page["items"]
        apres = page["suivant"]
        if page["complet"]:
            break
    assert [i["id"] for i in lus] == [i["id"] for i in entier["items"]]


@pytest.mark.parametrize("curseur", ["xxxx", "cjotMQ", "cjox.", "aTpoaWVyOg", "cjo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ"])
async def test_un_curseur_invente_est_refuse(logiciel: NouveauLogiciel, curseur: str) -> None:
    ulis = await logiciel()
    for fil in ("attributions", "annonces"):
        refus = await ulis.http.get(fil, params={"apres": curseur})
        assert refus.status_code == 422, refus.text


async def test_le_logiciel_d_un_autre_bailleur_ne_voit_rien(
    logiciel: NouveauLogiciel, agent: SignIn, container: Container
) -> None:
    ulis = await logiciel()
    reference = f"ULIS-{uuid4().hex[:8]}"
    assert (await ulis.http.put(f"biens/{reference}", json=sa_fiche())).status_code == 201
    gestionnaire = await agent("gestionnaire", "35")
    organismes = (await gestionnaire.get("organismes", params={"q": "Vilaine Logis"})).json()["items"]
    ouvert = await gestionnaire.post(
        "clients-tiers",
        json={"nom": "Autre", "organisme_id": organismes[0]["id"], "portees": ["biens:lire", "attributions:lire"]},
    )
    autre = await Logiciel(http=ulis.http, client=ouvert.json()["client"], secret=ouvert.json()["secret"]).connecter()
    assert (await autre.http.get(f"biens/{reference}")).status_code == 404
    assert (await autre.http.get("attributions")).json()["items"] == []


async def publier(agent: SignIn, container: Container) -> dict[str, Any]:
    anne = await agent("anne", "35")
    bien = (await anne.post("biens", json=fiche())).json()
    body = {
        "bien_id": bien["id"],
        "titre": "T3 lumineux",
        "description": "Au deuxième étage.",
        "du": f"{plus_tard(0)}T00:00:00+01:00",
        "au": f"{plus_tard(20)}T00:00:00+01:00",
        "contact_telephone": "02 99 00 00 00",
    }
    cree = await anne.post("annonces", json=body)
    assert cree.status_code == 201, cree.text
    vue: dict[str, Any] = cree.json()
    return vue


async def test_un_diffuseur_suit_les_annonces_et_leurs_retraits(
    logiciel: NouveauLogiciel, agent: SignIn, container: Container, clock: Clock
) -> None:
    diffuseur = await logiciel(portees=["annonces:lire", "webhooks:gerer"])
    depart = (await diffuseur.http.get("annonces", params={"size": 200})).json()["suivant"]
    async with Receiver() as partner:
        cree = await abonner(diffuseur, partner, "annonce.publiee", "annonce.retiree")
        annonce = await publier(agent, container)
        await relayer(container)
        avis = [verifier(r, cree["secret"]) for r in partner.received]
        assert [(a["type"], a["donnees"]["id"]) for a in avis] == [("annonce.publiee", annonce["id"])]

        tot = (await diffuseur.http.get("annonces", params={"apres": depart} if depart else {})).json()
        assert annonce["id"] not in [i["id"] for i in tot["items"]], "trop fraîche : une autre peut encore la précéder"
        clock.advance(seconds=11)
        lu = (await diffuseur.http.get("annonces", params={"apres": depart} if depart else {})).json()
        [ligne] = [i for i in lu["items"] if i["id"] == annonce["id"]]
        assert ligne["etat"] == "PUBLIEE"
        assert ligne["annonce"]["titre"] == "T3 lumineux"
        assert "contact_email" not in ligne["annonce"]

        anne = await agent("anne", "35")
        retrait = await anne.post(
            f"annonces/{annonce['id']}/retrait", json={"version": annonce["version"], "motif": "Loué"}
        )
        assert retrait.status_code == 200, retrait.text
        await relayer(container)
        clock.advance(seconds=11)
        suite = (await diffuseur.http.get("annonces", params={"apres": lu["suivant"]})).json()
        [ligne] = [i for i in suite["items"] if i["id"] == annonce["id"]]
        assert (ligne["etat"], ligne["annonce"]) == ("RETIREE", None)
    assert len(partner.received) == 2


async def test_un_partenaire_en_panne_recoit_plus_tard_et_une_fois(
    logiciel: NouveauLogiciel, agent: SignIn, container: Container
) -> None:
    diffuseur = await logiciel()
    pannes: list[int | str] = [500, "reset", 302, 200]
    async with Receiver(answer=lambda n: pannes[n - 1]) as partner:
        cree = await abonner(diffuseur, partner, "annonce.publiee")
        await publier(agent, container)
        await relayer(container)
        [vue] = (await diffuseur.http.get("abonnements")).json()
        assert (vue["en_attente"], vue["dernier_envoi_le"]) == (1, None)
        for _ in range(5):
            await plus_tard_encore(container)

        assert len(partner.received) == 4
        ids = {verifier(r, cree["secret"])["id"] for r in partner.received}
        assert len(ids) == 1, "les mêmes octets à chaque essai : le destinataire reconnaît un avis déjà reçu"
        [vue] = (await diffuseur.http.get("abonnements")).json()
        assert (vue["en_attente"], vue["arrete_le"]) == (0, None)


async def test_une_adresse_qui_n_existe_plus_arrete_l_abonnement_et_previent_l_organisme(
    logiciel: NouveauLogiciel, agent: SignIn, container: Container, mailbox: Mailbox
) -> None:
    diffuseur = await logiciel()
    avant = len(mailbox.messages(to="referent@exemple.test"))
    async with Receiver(answer=lambda _: 410) as partner:
        await abonner(diffuseur, partner, "annonce.publiee")
        await publier(agent, container)
        await relayer(container)
        await publier(agent, container)
        await relayer(container)

    assert len(partner.received) == 1, "arrêté, il n'est plus appelé"
    [vue] = (await diffuseur.http.get("abonnements")).json()
    assert vue["arrete_le"]
    assert "410" in vue["motif_arret"]
    recus = mailbox.messages(to="referent@exemple.test")[avant:]
    assert [m["Subject"] for m in recus] == ["Les avis envoyés à votre logiciel « Gestion locative » sont arrêtés"]


async def test_trop_d_echecs_arretent_l_abonnement(
    logiciel: NouveauLogiciel, agent: SignIn, container: Container
) -> None:
    diffuseur = await logiciel()
    async with Receiver(answer=lambda _: 503) as partner:
        await abonner(diffuseur, partner, "annonce.publiee")
        await publier(agent, container)
        await relayer(container)
        essais = len(attentes(container.today())) + 1
        for _ in range(3 * essais):
            for host in container.facteur._hosts.values():
                host.closed_until = 0
            await plus_tard_encore(container)
        assert len(partner.received) == essais
    [vue] = (await diffuseur.http.get("abonnements")).json()
    assert vue["arrete_le"]
    assert vue["en_attente"] == 0


async def test_revoquer_l_acces_arrete_ses_avis(logiciel: NouveauLogiciel, agent: SignIn, container: Container) -> None:
    diffuseur = await logiciel()
    async with Receiver() as partner:
        await abonner(diffuseur, partner, "annonce.publiee")
        await publier(agent, container)
        referent = await agent("referent")
        await referent.post(f"clients-tiers/{diffuseur.client['id']}/revocation", json={"version": 1})
        await relayer(container)
        assert partner.received == []


async def test_on_ne_s_abonne_qu_a_ce_qu_on_peut_lire(logiciel: NouveauLogiciel) -> None:
    diffuseur = await logiciel(portees=["annonces:lire", "webhooks:gerer"])
    async with Receiver() as partner:
        refus = await diffuseur.http.post("abonnements", json={"url": partner.url, "evenements": ["bail.signe"]})
        assert (refus.status_code, refus.json()["code"]) == (403, "portee-manquante")


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/avis",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/avis",
        "https://192.168.1.1:8443/",
        "http://10.0.0.1/",
        "https://inconnu.invalid/avis",
        "https://agent:secret@exemple.test/",
        "https://0xa9fea9fe/",
    ],
)
async def test_une_adresse_interieure_est_refusee(logiciel: NouveauLogiciel, url: str) -> None:
    ulis = await logiciel()
    refus = await ulis.http.post("abonnements", json={"url": url, "evenements": ["annonce.publiee"]})
    assert (refus.status_code, refus.json()["code"]) == (422, "adresse-interdite")


async def test_renvoyer_un_abonnement_avec_sa_cle_rend_le_meme_et_son_secret(logiciel: NouveauLogiciel) -> None:
    ulis = await logiciel()
    async with Receiver() as partner:
        corps = {"url": partner.url, "evenements": ["annonce.publiee"]}
        cle = {"Idempotency-Key": uuid4().hex}
        premier, second = [await ulis.http.post("abonnements", json=corps, headers=cle) for _ in range(2)]
        assert (premier.status_code, second.status_code) == (201, 201), second.text
        assert second.json() == premier.json()
        assert len((await ulis.http.get("abonnements")).json()) == 1
        autre = await ulis.http.post("abonnements", json=corps | {"evenements": ["annonce.retiree"]}, headers=cle)
        assert (autre.status_code, autre.json()["code"]) == (409, "cle-deja-utilisee")


async def test_un_abonnement_se_supprime_par_son_seul_logiciel(logiciel: NouveauLogiciel) -> None:
    mien, autre = await logiciel(), await logiciel()
    async with Receiver() as partner:
        id = (await abonner(mien, partner, "annonce.publiee"))["abonnement"]["id"]
        assert (await autre.http.delete(f"abonnements/{id}")).status_code == 404
        assert (await mien.http.delete(f"abonnements/{id}")).status_code == 204
        assert (await mien.http.delete(f"abonnements/{id}")).status_code == 404


async def test_l_etat_d_une_demande_se_lit_par_son_numero_et_la_lecture_se_voit(
    logiciel: NouveauLogiciel, agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    ulis = await logiciel()
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="KERVELLA", prenoms="Nolwenn")
    lu = await ulis.http.get(f"demandes/{demande['numero_unique']}")
    assert lu.status_code == 200, lu.text
    assert lu.json() == {
        "numero_unique": demande["numero_unique"],
        "etat": "AC",
        "etat_libelle": lu.json()["etat_libelle"],
        "deposee_le": demande["deposee_le"],
        "renouvelee_le": None,
        "expire_le": demande["expire_le"],
        "radiee_le": None,
    }
    assert (await ulis.http.get("demandes/035112699999935A01")).status_code == 404
    assert (await ulis.http.get("demandes/1'%20or%201=1")).status_code == 422
    consultations = (await qui.get("mes-consultations")).json()
    assert "Armor Habitat" in [c["organisme"] for c in consultations]
