"""Ce que le fichier écrit, du code de connexion à l'attestation, jusque dans la boîte aux lettres."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.francais import jour
from tests.api.conftest import Clock, NewClient, SignIn
from tests.api.parcours import demande_envoyee
from tests.api.relocation import proposee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def deliver(container: Container) -> None:
    await relay_of(container).drain()


def lus(mailbox: Mailbox, a: str) -> list[tuple[str, str]]:
    return [(m["Subject"], m.get_content()) for m in mailbox.messages(to=a)]


async def valider(agent: SignIn, envoyee: dict[str, Any]) -> str:
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "identite_verifiee": True}
    validee = await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)
    assert validee.status_code == 200, validee.text
    return str(validee.json()["numero_unique"])


async def test_le_code_recu_par_courriel_ouvre_la_session(
    new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    qui = f"{uuid4().hex[:12]}@exemple.test"
    client = await new_client()
    client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    assert (await client.post("session/codes", json={"departement": "35", "identifiant": qui})).status_code == 202
    await deliver(container)

    [(objet, corps)] = lus(mailbox, qui)
    [code] = re.findall(r"\b\d{6}\b", objet)
    assert code in corps
    assert "Demande de logement Ille-et-Vilaine" in corps
    ouverte = await client.post("session", json={"departement": "35", "identifiant": qui, "code": code})
    assert ouverte.status_code == 204, ouverte.text


async def test_le_code_demande_par_mobile_part_par_sms_en_un_seul_message(
    new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    mobile = f"0612{uuid4().int % 10**6:06d}"  # of the mainland: 069… is overseas
    client = await new_client()
    client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    await client.post("session/codes", json={"departement": "35", "identifiant": mobile})
    await deliver(container)

    [(_, texte)] = lus(mailbox, f"33{mobile[1:]}@sms.invalid")
    assert re.search(r"\b\d{6}\b", texte)


async def test_un_code_perime_ne_part_plus(
    new_client: NewClient, container: Container, mailbox: Mailbox, clock: Clock
) -> None:
    qui = f"{uuid4().hex[:12]}@exemple.test"
    client = await new_client()
    await client.post("/grandpublic/v1/session/codes", json={"departement": "35", "identifiant": qui})
    clock.advance(minutes=11)
    await deliver(container)

    assert lus(mailbox, qui) == []


async def test_un_compte_ouvert_recoit_un_lien_qui_ne_sert_qu_une_fois(
    agent: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    referent = await agent("referent")
    email = f"{uuid4().hex[:10]}@exemple.test"
    moi = (await referent.get("session")).json()
    ouvert = await referent.post(
        "comptes",
        json={
            "organisme_id": moi["organisme"]["id"],
            "email": email,
            "nom": "Nouvelle",
            "prenom": "Maël",
            "profil": "charge-de-clientele",
        },
    )
    assert ouvert.status_code == 201, ouvert.text
    await deliver(container)

    [(_, corps)] = lus(mailbox, email)
    [jeton] = re.findall(r"/partenaires/activation#([A-Za-z0-9_-]+)", corps)
    assert "Maël" in corps
    visiteur = await new_client()
    body = {"jeton": jeton, "mot_de_passe": "cinq tortues bleues nagent"}
    premier = await visiteur.post("/partenaires/v1/activations", json=body)
    second = await visiteur.post("/partenaires/v1/activations", json=body)
    assert (premier.status_code, second.status_code) == (204, 422)
    assert second.json()["code"] == "lien-invalide-ou-perime"


async def test_le_demandeur_lit_chaque_etape_dans_sa_boite_et_dans_son_espace(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="TANGUY", prenoms="Yann")
    refus = await qui.get("mon-attestation")
    assert refus.status_code == 409
    assert refus.json()["raisons"][0]["code"] == "sans-numero-unique"
    await deliver(container)
    numero = await valider(agent, envoyee)
    await deliver(container)

    tous = (await qui.get("mes-messages")).json()
    messages = [m for m in tous if m["canal"] == "email"]
    assert [m["objet"] for m in messages] == [
        "Votre demande de logement est enregistrée",
        "Nous avons bien reçu votre demande de logement",
    ]
    assert {m["etat"] for m in messages} == {"envoye"}
    assert numero in messages[0]["corps"]
    recus = lus(mailbox, messages[0]["destinataire"])
    assert [objet for objet, _ in recus] == [m["objet"] for m in reversed(messages)]
    anne = await agent("anne", "35")
    historique = (await anne.get(f"demandes/{envoyee['id']}/historique")).json()
    assert "Courriel : Votre demande de logement est enregistrée" in [h["description"] for h in historique["items"]]


async def test_l_enregistrement_et_le_renouvellement_se_confirment_par_courriel_et_par_sms_le_reste_une_fois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, clock: Clock
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="DEUXVOIES")
    numero = await valider(agent, envoyee)
    await deliver(container)
    clock.advance(days=350)
    anne = await agent("anne", "35")
    vue = (await anne.get(f"demandes/{envoyee['id']}")).json()
    renouvelee = await anne.post(f"demandes/{envoyee['id']}/renouvellement", json={"version": vue["version"]})
    assert renouvelee.status_code == 200, renouvelee.text
    await deliver(container)

    messages = (await anne.get(f"demandes/{envoyee['id']}/echanges", params={"size": 100})).json()["items"]
    voies: dict[str, list[str]] = {}
    for message in (m for m in messages if m["partenaire"] == "demandeur"):
        voies.setdefault(message["objet"], []).append(message["partenaire_libelle"])
    assert {objet: sorted(v) for objet, v in voies.items()} == {
        "Nous avons bien reçu votre demande de logement": ["Courriel"],
        "Votre demande de logement est enregistrée": ["Courriel", "SMS"],
        "Votre demande de logement est renouvelée": ["Courriel", "SMS"],
    }
    lignes = (await anne.get(f"demandes/{envoyee['id']}/historique", params={"size": 100})).json()["items"]
    dites = [ligne["description"] for ligne in lignes if ligne["type"] == "MessageEnvoye"]
    assert len([d for d in dites if d.startswith("SMS : Votre demande de logement est enregistrée")]) == 1
    assert dites.count("Courriel : Votre demande de logement est enregistrée") == 1
    par_sms = [m["corps"] for m in (await qui.get("mes-messages")).json() if m["canal"] == "sms"]
    assert all(numero in corps for corps in par_sms)


async def test_qui_refuse_les_sms_n_a_que_le_courriel(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="SANSSMS")
    anne = await agent("anne", "35")
    sans_sms = envoyee["formulaire"]["demandeur"] | {"sms_refuses": True}
    modifiee = await anne.patch(
        f"demandes/{envoyee['id']}", json={"version": envoyee["version"], "demandeur": sans_sms}
    )
    assert modifiee.status_code == 200, modifiee.text
    await valider(agent, modifiee.json())
    await deliver(container)
    assert {m["canal"] for m in (await qui.get("mes-messages")).json()} == {"email"}


async def test_l_attestation_se_lit_des_deux_cotes_et_sa_lecture_se_voit(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="QUÉMÉNER", prenoms="Léa")
    anne = await agent("anne", "35")
    trop_tot = await anne.get(f"demandes/{envoyee['id']}/attestation")
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (409, "attestation-indisponible")
    await valider(agent, envoyee)

    for reponse in (await anne.get(f"demandes/{envoyee['id']}/attestation"), await qui.get("mon-attestation")):
        assert reponse.status_code == 200, reponse.text
        assert reponse.headers["content-type"] == "application/pdf"
        assert reponse.headers["cache-control"] == "no-store"
        assert reponse.content.startswith(b"%PDF-")
    consultations: Any = (await anne.get(f"demandes/{envoyee['id']}/consultations")).json()
    assert "attestation" in {c["quoi"] for c in consultations["items"]}
    chloe = await agent("chloe", "44")
    ailleurs = await chloe.get(f"demandes/{envoyee['id']}/attestation")
    assert ailleurs.status_code == 404


async def test_la_proposition_d_un_logement_arrive_avec_la_date_de_reponse(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    qui, _, _, proposition = await proposee(agent, demandeur, pdf)
    await deliver(container)

    dernier = (await qui.get("mes-messages")).json()[0]
    jusqu_au = jour(date.fromisoformat(proposition["repondre_avant_le"]))
    assert dernier["objet"] == f"Un logement vous est proposé : répondez jusqu'au {jusqu_au}"
    assert "Armor Habitat vous propose un logement" in dernier["corps"]
    assert lus(mailbox, dernier["destinataire"])[-1][0] == dernier["objet"]


async def test_un_sms_fait_une_ligne_dans_l_historique_et_une_dans_le_suivi_des_echanges_avec_son_cout(
    agent: SignIn, demandeur: SignIn, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    mobile = f"+33613{uuid4().int % 10**6:06d}"

    async def par_mobile(_: str) -> httpx.AsyncClient:
        return await demandeur(mobile)

    _, envoyee = await demande_envoyee(par_mobile, pdf, nom="TEXTO")
    await valider(agent, envoyee)
    await deliver(container)
    anne = await agent("anne", "35")
    partis = lus(mailbox, f"{mobile[1:]}@sms.invalid")
    lignes = (await anne.get(f"demandes/{envoyee['id']}/historique", params={"size": 100})).json()["items"]
    tracees = [ligne["description"] for ligne in lignes if ligne["type"] == "MessageEnvoye"]
    echanges = (await anne.get(f"demandes/{envoyee['id']}/echanges", params={"size": 100})).json()["items"]
    suivis = [e for e in echanges if e["partenaire"] == "demandeur"]
    suivis = [e for e in suivis if e["partenaire_libelle"] == "SMS"]
    tracees = [dite for dite in tracees if dite.startswith("SMS")]
    assert len(partis) == len(tracees) == len(suivis) == 2, "un accusé de réception, puis le numéro"
    assert {e["etat_libelle"] for e in suivis} == {"Envoyé"}
    for suivi in suivis:
        assert suivi["cout"] > 0
        assert suivi["envoye_le"] is not None
        prix = f"{suivi['cout']:.3f}".replace(".", ",")
        assert any(suivi["objet"] in dite and prix in dite for dite in tracees), (suivi, tracees)
    assert mobile[3:] not in str(echanges), "ni le numéro ni le texte"
