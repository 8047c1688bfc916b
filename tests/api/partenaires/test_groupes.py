"""Les lignes cochées : un message à chacun, une impression pour toutes, et le compte de ce qui n'a pas pu se faire."""

import io
from typing import Any
from uuid import uuid4

import httpx
import pikepdf
import pypdfium2
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from domain.communications.groupes import reactions
from domain.kernel.vocabulary import NumeroUnique
from tests.api.conftest import SignIn, Territory
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _marque() -> str:
    """Un nom que personne d'autre ne porte, fait de lettres."""
    return uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:16].upper()


async def _faire(agent: httpx.AsyncClient, container: Container, url: str, corps: dict[str, Any]) -> dict[str, Any]:
    demande = await agent.post(url, json=corps)
    assert demande.status_code == 201, demande.text
    await relay_of(container).drain()
    fait: dict[str, Any] = (await agent.get(f"travaux/{demande.json()['id']}")).json()
    assert fait["etat"] == "fini", fait
    return fait


async def _brouillon(agent: httpx.AsyncClient) -> str:
    answer = await agent.post("demandes", json=formulaire())
    return str(answer.json()["id"])


async def test_chacun_recoit_le_message_et_ceux_que_l_on_ne_peut_pas_joindre_sont_dits(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    anne = await agent("anne", "35")
    demandes = [(await demande_validee(agent, demandeur, pdf, nom=_marque()))[1] for _ in range(2)]
    objet = f"Réunion {uuid4().hex[:8]}"
    cochees = [*(d["id"] for d in demandes), await _brouillon(anne), str(uuid4())]
    corps = {"demandes": cochees, "objet": objet, "texte": "Venez nous voir {nom} : mardi à 10 h."}
    fait = await _faire(anne, container, "messages-groupes", corps)
    assert (fait["faits"], fait["total"]) == (2, 4)
    assert [m["code"] for m in fait["manques"]] == ["brouillon", "introuvable"]
    await relay_of(container).drain()
    recus = [m for m in mailbox.messages() if objet in str(m["subject"])]
    assert len(recus) == 2
    assert all(
        "Venez nous voir {nom} : mardi à 10 h." in m.get_content() and "Armor Habitat" in m.get_content() for m in recus
    )
    actes = (await anne.get(f"demandes/{demandes[0]['id']}/historique")).json()["items"]
    assert f"{objet} (par Agent Anne, Armor Habitat)" in [a["description"] for a in actes]


async def test_un_long_envoi_se_fait_par_morceaux_et_nul_n_y_est_deux_fois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox, monkeypatch: Any
) -> None:
    monkeypatch.setattr(reactions, "PAR_FOIS", 1)
    anne = await agent("anne", "35")
    demandes = [(await demande_validee(agent, demandeur, pdf, nom=_marque()))[1]["id"] for _ in range(3)]
    objet = f"Réunion {uuid4().hex[:8]}"
    corps = {"demandes": [*demandes, demandes[0]], "objet": objet, "texte": "Venez nous voir mardi."}
    fait = await _faire(anne, container, "messages-groupes", corps)
    assert (fait["faits"], fait["total"], fait["manques"]) == (3, 3, [])
    assert len([m for m in mailbox.messages() if objet in str(m["subject"])]) == 3


async def test_les_attestations_font_un_seul_document_et_les_absentes_sont_dites(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    demandes = [(await demande_validee(agent, demandeur, pdf, nom=_marque()))[1] for _ in range(2)]
    corps = {"demandes": [*(d["id"] for d in demandes), await _brouillon(anne)]}
    fait = await _faire(anne, container, "editions-d-attestations", corps)
    assert (fait["faits"], fait["total"]) == (2, 3)
    assert [m["code"] for m in fait["manques"]] == ["attestation-indisponible"]
    contenu = await anne.get(f"travaux/{fait['id']}/contenu")
    assert contenu.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(contenu.content)) as document:
        ensemble = len(document.pages)
    seules = 0
    for demande in demandes:
        une = await anne.get(f"demandes/{demande['id']}/attestation")
        with pikepdf.open(io.BytesIO(une.content)) as document:
            seules += len(document.pages)
    assert ensemble == seules
    lectures = (await anne.get(f"demandes/{demandes[0]['id']}/consultations")).json()["items"]
    assert "attestation" in [ligne["quoi"] for ligne in lectures]


async def test_trois_lignes_cochees_font_trois_lettres_en_un_document_et_les_absentes_sont_dites(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox, territory: Territory
) -> None:
    anne, referent = await agent("anne", "35"), await agent("referent", "35")
    agence = {"libelle": "Agence", "rue": "3 quai Sud", "code_postal": "35000", "ville": "Rennes"}
    signee = agence | {"signature_1": "La responsable, Iris Even"}
    creee = await referent.post(f"organismes/{territory.organismes['armor']}/agences", json=signee)
    assert creee.status_code == 201, creee.text
    noms = [_marque() for _ in range(4)]
    demandes = [(await demande_validee(agent, demandeur, pdf, nom=nom))[1] for nom in noms]
    protegee = demandes[3]
    corps: dict[str, Any] = {"personne_id": protegee["formulaire"]["demandeur"]["id"], "motif": "ordonnance"}
    assert (await anne.put(f"demandes/{protegee['id']}/protection", json=corps)).status_code == 200
    objet = f"Permanence {uuid4().hex[:8]}"
    cochees = [*(d["id"] for d in demandes), await _brouillon(anne), str(uuid4())]
    corps = {"demandes": cochees, "objet": objet, "texte": "Venez nous voir mardi.\n\nÀ bientôt.", "par": "lettre"}
    fait = await _faire(anne, container, "messages-groupes", corps)
    assert (fait["genre"], fait["faits"], fait["total"]) == ("lettres", 3, 6)
    assert sorted(m["code"] for m in fait["manques"]) == ["brouillon", "introuvable", "situation-protegee"]
    contenu = await anne.get(f"travaux/{fait['id']}/contenu")
    assert contenu.headers["content-type"] == "application/pdf"
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(contenu.content)]
    assert len(pages) == 3
    for nom, demande in zip(noms, demandes[:3], strict=False):
        [page] = [lue for lue in pages if nom in lue]
        ecrit = ("4 rue du Bois", "35000", objet, "Venez nous voir mardi.", "À bientôt.")
        groupe = NumeroUnique(demande["numero_unique"]).lisible.replace("\xa0", " ")
        assert f"Demande de logement {groupe}" in page.replace("\xa0", " ")
        for dit in (*ecrit, "Armor Habitat", "3 quai Sud", "La responsable, Iris Even"):
            assert dit in page, dit
        [acte] = [a for a in (await actes(anne, demande)) if objet in a["description"]]
        assert acte["type"] == "EditionFaite"
        assert acte["description"].replace("\xa0", " ").startswith(f"Lettre « {objet} », depuis")
        lectures = (await anne.get(f"demandes/{demande['id']}/consultations")).json()["items"]
        assert "courrier" in [ligne["quoi"] for ligne in lectures]
    assert not any(noms[3] in page for page in pages), "aucune adresse d'une situation protégée ne s'imprime"
    assert objet not in str(await actes(anne, protegee))
    assert [m for m in mailbox.messages() if objet in str(m["subject"])] == [], "une lettre n'est pas un message"


async def actes(anne: httpx.AsyncClient, demande: dict[str, Any]) -> list[dict[str, Any]]:
    lignes: list[dict[str, Any]] = (await anne.get(f"demandes/{demande['id']}/historique?size=100")).json()["items"]
    return lignes


async def test_sans_le_droit_d_ecrire_rien_ne_part(agent: SignIn) -> None:
    adil, cochees = await agent("adil", "35"), {"demandes": [str(uuid4())]}
    for url, corps in (
        ("messages-groupes", cochees | {"objet": "Un mot", "texte": "Bonjour à tous."}),
        ("messages-groupes", cochees | {"objet": "Un mot", "texte": "Bonjour à tous.", "par": "lettre"}),
        ("editions-d-attestations", cochees),
    ):
        assert (await adil.post(url, json=corps)).json()["code"] == "droit-manquant"


async def test_ce_que_l_on_ne_voit_pas_ne_s_ecrit_pas(agent: SignIn) -> None:
    anne, chloe = await agent("anne", "35"), await agent("chloe", "44")
    corps = {"demandes": [await _brouillon(anne)], "objet": "Un mot", "texte": "Bonjour à tous."}
    answer = await chloe.post("messages-groupes", json=corps)
    assert (answer.status_code, answer.json()["code"]) == (422, "aucune-demande")
