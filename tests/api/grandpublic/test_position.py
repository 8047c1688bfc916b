"""Ma position et mon attente : la place de la nuit, ce qui a changé depuis ma dernière visite et pourquoi."""

from datetime import timedelta
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import text

from adapters.pdf.explication import words
from api.bootstrap import Container
from domain.cotation.phrases import points
from domain.organismes.acteur import systeme
from tests.api.conftest import RENNES, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")

SANS_ABRI = {"statut": "SD", "proprietaire": False}


async def photographier(container: Container) -> None:
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.positions.photographier("35", uow.today())


async def vieillir_la_visite(container: Container, demande_id: str) -> None:
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.session.execute(
            text("update affichages_de_cotation set jour = jour - 1 where departement = '35' and demande_id = :i"),
            {"i": demande_id},
        )


async def test_la_position_dit_son_perimetre_sa_date_et_attend_la_nuit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, _ = await demande_validee(agent, demandeur, pdf, nom="RANG", communes=(RENNES,), logement_actuel=SANS_ABRI)
    (position,) = (await qui.get("ma-cotation")).json()[0]["positions"]
    assert position["rang"] is None
    assert position["absente"]["code"] == "position-a-venir"
    for n in range(11):
        await demande_validee(agent, demandeur, pdf, nom=f"RANG{'ABCDEFGHIJK'[n]}", communes=(RENNES,))
    await photographier(container)
    (position,) = (await qui.get("ma-cotation")).json()[0]["positions"]
    assert position["sur"] >= position["rang"] + 11, "les onze autres, logés, ont moins de points"
    assert position["photo_du"] == container.today().isoformat()
    assert "hors mutation" in position["perimetre"]
    accueil = (await qui.get("mon-espace")).json()["position"]["epcis"][0]
    assert (accueil["rang"], accueil["sur"], accueil["phrase"]) == (
        position["rang"],
        position["sur"],
        position["phrase"],
    )


async def test_un_groupe_de_moins_de_onze_demandes_ne_donne_pas_de_rang(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, vue = await demande_validee(
        agent, demandeur, pdf, nom="SEULE", communes=(RENNES,), logement_actuel={"statut": "HLM", "proprietaire": False}
    )
    await photographier(container)
    (position,) = (await qui.get("ma-cotation")).json()[0]["positions"]
    assert position["population"] == "mutation"
    assert (position["rang"], position["absente"]["code"]) == (None, "groupe-trop-petit")
    anne = await agent("anne", "35")
    lue = (await anne.get(f"demandes/{vue['id']}/cotations")).json()
    assert lue[0]["positions"] == [position]
    assert lue[0]["evolution"] is None


async def test_la_visite_suivante_dit_ce_qui_a_change_et_que_cela_vient_du_dossier(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="AVANTAPRES", communes=(RENNES,))
    assert (await qui.get("ma-cotation")).json()[0]["evolution"] is None
    assert (await qui.put("ma-cotation/affichage")).status_code == 204
    await vieillir_la_visite(container, vue["id"])
    rien = (await qui.get("ma-cotation")).json()[0]["evolution"]
    assert (rien["changements"], rien["phrase"][:17]) == ([], "Rien n'a changé d")
    anne = await agent("anne", "35")
    corps = {"version": vue["version"], "logement_actuel": SANS_ABRI}
    assert (await anne.patch(f"demandes/{vue['id']}", json=corps)).status_code == 200
    cotation = (await qui.get("ma-cotation")).json()[0]
    (changement,) = [c for c in cotation["evolution"]["changements"] if c["points"]]
    assert changement["cause"] == "vous"
    assert cotation["evolution"]["points_avant"] + changement["points"] == cotation["points_verifies"]
    hier = (container.today() - timedelta(days=1)).isoformat()
    assert cotation["evolution"]["depuis_le"] == hier


async def test_deux_visites_le_meme_jour_se_comparent_a_la_meme_veille(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="DEUXVISITES", communes=(RENNES,))
    for _ in range(3):
        assert (await qui.put("ma-cotation/affichage")).status_code == 204
        await vieillir_la_visite(container, vue["id"])
    for _ in range(2):
        assert (await qui.put("ma-cotation/affichage")).status_code == 204
        assert (await qui.get("ma-cotation")).json()[0]["evolution"]["depuis_le"]
    async with container.new_uow(systeme("35"), None) as uow:
        gardees = await uow.session.scalar(
            text("select count(*) from affichages_de_cotation where departement = '35' and demande_id = :i"),
            {"i": vue["id"]},
        )
    assert gardees == 2


async def test_sans_assez_d_attributions_aucune_duree_n_est_inventee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="PATIENCE", communes=(RENNES,))
    async with container.new_uow(systeme("35"), None) as uow:  # une nuit jouée par un autre test l'a peut-être prise
        await uow.session.execute(text("delete from photos_de_cotation where departement = '35' and quoi = 'attentes'"))
    assert (await qui.get("mon-attente")).json()["absente"]["code"] == "photo-a-venir"
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.attentes.compter("35", uow.today())
    attente = (await qui.get("mon-attente")).json()
    assert attente["absente"]["code"] == "trop-peu-d-attributions"
    anne = await agent("anne", "35")
    assert (await anne.get(f"demandes/{vue['id']}/attente")).json() == attente


async def test_l_explication_s_imprime_des_deux_cotes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="PAPIER", communes=(RENNES,), logement_actuel=SANS_ABRI)
    anne = await agent("anne", "35")
    for reponse in (
        await qui.get("ma-cotation/explication"),
        await anne.get(f"demandes/{vue['id']}/cotations/explication"),
    ):
        assert reponse.status_code == 200, reponse.text
        assert reponse.headers["content-type"] == "application/pdf"
        assert reponse.content.startswith(b"%PDF-")
        (page, *_) = pypdfium2.PdfDocument(reponse.content)
        lu = page.get_textpage().get_text_bounded()
        assert vue["numero_unique"] in lu, "joint à la fiche de commission, le papier dit de qui il parle"
        assert "PAPIER" in lu
    chloe = await agent("chloe", "44")
    assert (await chloe.get(f"demandes/{vue['id']}/cotations/explication")).status_code == 404
    (cotation,) = (await anne.get(f"demandes/{vue['id']}/cotations")).json()
    acteur = systeme("35")
    dites = words(
        await container.demandes.relire(acteur.perimetre, acteur, UUID(vue["id"])),
        await container.cotations.de_la_demande(acteur.perimetre, acteur, UUID(vue["id"])),
        await container.attentes.de_la_demande(acteur.perimetre, UUID(vue["id"])),
    )
    (territoire,) = dites["territoires"]
    assert territoire["total"] == points(cotation["points_verifies"])
    assert territoire["leviers"] == [levier["phrase"] for levier in cotation["ce_qui_changerait"]]
