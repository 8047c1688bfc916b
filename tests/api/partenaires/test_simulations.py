"""Une grille s'essaie sur le stock du jour : elle n'en change rien, et chacun n'essaie que chez soi."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select

from adapters.db.cotation.simulations import simulations
from adapters.db.cotation.stock import DEBUT
from adapters.db.cotation.tables import cotations, grilles
from adapters.db.engine import enter
from api.bootstrap import Container
from api.worker import relay_of
from domain.cotation.grille import Grille
from domain.cotation.vocabulary import Population, StatutGrille
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from tests.api.conftest import RENNES_METROPOLE, SignIn, demonstration
from tests.api.parcours import demande_validee
from tests.api.relocation import PEU_DE_CANDIDATS, candidat, commission, decider, inscrire, logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAINT_MALO_AGGLOMERATION = "243500782"


async def _brouillon(container: Container, contenu: Grille | None = None, epci: str = RENNES_METROPOLE) -> UUID:
    """Une version de plus de la grille, à l'état de brouillon."""
    id = new_id()
    async with container.engine.begin() as connection:
        await connection.execute(
            grilles.insert().values(
                departement="35",
                id=id,
                epci=epci,
                population=Population.TOUS,
                version_grille=uuid4().int % 30_000 + 2,
                statut=StatutGrille.BROUILLON,
                contenu=contenu or demonstration(epci),
                creee_le=datetime.now(UTC),
                version=1,
            )
        )
    return id


async def _effacer(container: Container, id: UUID) -> None:
    """D'autres tests comptent les grilles du département."""
    async with container.engine.begin() as connection:
        await connection.execute(simulations.delete().where(simulations.c.grille_id == id))
        await connection.execute(grilles.delete().where(grilles.c.id == id))


async def _simuler(client: httpx.AsyncClient, container: Container, grille: UUID, **autres: Any) -> dict[str, Any]:
    demande = await client.post("simulations-de-grilles", json={"grille_id": str(grille)} | autres)
    assert demande.status_code == 201, demande.text
    assert demande.json()["etat"] == "en_cours"
    await relay_of(container).drain()
    vue: dict[str, Any] = (await client.get(f"simulations-de-grilles/{demande.json()['id']}")).json()
    return vue


async def _points(container: Container) -> list[Any]:
    async with container.transaction() as session:
        await enter(session, "35", None)
        return sorted((await session.execute(select(cotations))).all(), key=str)


async def test_simuler_la_grille_en_vigueur_sur_le_stock_ne_change_rien(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="SIMULEE", logement_actuel={"statut": "SD", "proprietaire": False})
    epci, brouillon, avant = await agent("epci"), await _brouillon(container), await _points(container)
    try:
        vue = await _simuler(epci, container, brouillon)
        assert (vue["etat"], vue["part"]) == ("finie", 100)
        rapport = vue["rapport"]
        assert rapport["demandes"] >= 1
        simulee, comparee = rapport["simulee"], rapport["comparee"]
        assert vue["grille"].startswith(f"{simulee['grille']['libelle']}, version "), "la grille se dit par son nom"
        assert vue["comparee"].startswith(f"{comparee['grille']['libelle']}, version ")
        assert simulee["ensemble"] == comparee["ensemble"]
        assert simulee["contributions"] == comparee["contributions"]
        assert simulee["rejeu"] == comparee["rejeu"]
        assert all(t["simulee"] == t["comparee"] for t in rapport["repartition"])
        assert rapport["gagnants"] == rapport["perdants"] == []
        assert all(d["moyen"] == 0 for axe in ("par_commune", "croisement") for d in rapport[axe])
        assert avant
        assert await _points(container) == avant, "une simulation n'écrit aucun point"
        papier = await epci.get(f"simulations-de-grilles/{vue['id']}/rapport")
        assert (papier.status_code, papier.headers["content-type"]) == (200, "application/pdf")
        assert papier.content.startswith(b"%PDF-")
        adil = await agent("adil")
        assert (await adil.get(f"simulations-de-grilles/{vue['id']}/rapport")).status_code in (403, 404)
    finally:
        await _effacer(container, brouillon)


async def test_le_meme_stock_la_meme_graine_et_les_memes_grilles_redonnent_le_meme_rapport(
    agent: SignIn, container: Container
) -> None:
    epci, brouillon = await agent("epci"), await _brouillon(container)
    try:
        une = await _simuler(epci, container, brouillon, graine=7)
        autre = await _simuler(epci, container, brouillon, graine=7)
        assert une["rapport"] == autre["rapport"]
        assert une["rapport"]["graine"] == 7
        assert len(une["rapport"]["empreinte_du_stock"]) == 64
        liste = (await epci.get("simulations-de-grilles", params={"grille_id": str(brouillon)})).json()["items"]
        assert {s["id"] for s in liste} == {une["id"], autre["id"]}
    finally:
        await _effacer(container, brouillon)


async def test_les_points_de_la_simulation_sont_ceux_du_fichier(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="MEMEPOINTS")
    async with container.new_uow(systeme("35"), None) as uow:  # d'autres tests ont coté à d'autres dates
        await uow.cotation_en_masse.recoter_le_territoire(
            "35", RENNES_METROPOLE, uow.today(), apres=DEBUT, combien=10_000, acteur=systeme("35"), tout=True
        )
    epci, brouillon = await agent("epci"), await _brouillon(container)
    try:
        rapport = (await _simuler(epci, container, brouillon))["rapport"]
        ecrits = [c.total_verifie for c in await _points(container) if c.epci == RENNES_METROPOLE]
        ensemble = rapport["simulee"]["ensemble"]
        connus = [p for p in ecrits if p is not None]
        assert (ensemble["cotees"], ensemble["maximum"]) == (len(connus), max(connus))
        assert ensemble["moyenne"] == round(sum(connus) / len(connus), 1)
    finally:
        await _effacer(container, brouillon)


async def test_les_commissions_passees_se_rejouent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    sans_abri = {"statut": "SD", "proprietaire": False}
    _, premier = await candidat(agent, demandeur, pdf, logement_actuel=sans_abri)
    _, second = await candidat(agent, demandeur, pdf)
    bien = await logement(anne)
    propositions = await retenir(anne, bien, premier, second)
    seance = await commission(anne, tenue_le=datetime.now(UTC).date().isoformat())
    for proposition in propositions:
        await inscrire(anne, proposition, seance)
    choisie, autre = propositions
    await decider(anne, seance, choisie, decision="ATT", justification=PEU_DE_CANDIDATS)
    await decider(anne, seance, autre, decision="NAT", motif="N11", commentaire="Autre candidat.")
    brouillon, epci = await _brouillon(container), await agent("epci")
    try:
        rejeu = (await _simuler(epci, container, brouillon))["rapport"]["simulee"]["rejeu"]
        assert rejeu["biens"] >= 1
        assert rejeu["attributaire_premier"] >= 1
        assert rejeu["kendall"] is not None
    finally:
        await _effacer(container, brouillon)


async def test_une_simulation_annulee_ne_garde_rien(agent: SignIn, container: Container) -> None:
    epci, brouillon = await agent("epci"), await _brouillon(container)
    try:
        demande = (await epci.post("simulations-de-grilles", json={"grille_id": str(brouillon)})).json()
        adresse = f"simulations-de-grilles/{demande['id']}"
        [annuler] = demande["actions"]
        assert (annuler["code"], annuler["permise"]) == ("annuler", True)
        assert (await epci.post(f"{adresse}/annulation")).json()["etat"] == "annulee"
        await relay_of(container).drain()
        vue = (await epci.get(adresse)).json()
        assert (vue["etat"], vue["rapport"]) == ("annulee", None)
        assert vue["actions"][0]["raisons"][0]["code"] == "simulation-annulee"
        encore = await epci.post(f"{adresse}/annulation")
        assert (encore.status_code, encore.json()["code"]) == (409, "simulation-deja-finie")
        papier = await epci.get(f"{adresse}/rapport")
        assert (papier.status_code, papier.json()["code"]) == (409, "rapport-indisponible")
    finally:
        await _effacer(container, brouillon)


async def test_une_grille_modifiee_ensuite_ne_change_pas_la_simulation_demandee(
    agent: SignIn, container: Container
) -> None:
    epci, brouillon = await agent("epci"), await _brouillon(container)
    try:
        demande = (await epci.post("simulations-de-grilles", json={"grille_id": str(brouillon)})).json()
        changee = replace(demonstration(RENNES_METROPOLE), libelle_public="Tout autre chose", plafond_total=1)
        async with container.engine.begin() as connection:
            await connection.execute(grilles.update().where(grilles.c.id == brouillon).values(contenu=changee))
        await relay_of(container).drain()
        rapport = (await epci.get(f"simulations-de-grilles/{demande['id']}")).json()["rapport"]
        assert rapport["simulee"]["grille"]["libelle"] != "Tout autre chose"
    finally:
        await _effacer(container, brouillon)


async def test_un_epci_n_essaie_et_ne_lit_que_chez_lui(agent: SignIn, container: Container) -> None:
    ailleurs = await _brouillon(container, epci=SAINT_MALO_AGGLOMERATION)
    epci, gestionnaire = await agent("epci"), await agent("gestionnaire", "35")
    try:
        refus = await epci.post("simulations-de-grilles", json={"grille_id": str(ailleurs)})
        assert (refus.status_code, refus.json()["code"]) == (404, "grille-introuvable")
        vue = await _simuler(gestionnaire, container, ailleurs)
        assert vue["epci"] == SAINT_MALO_AGGLOMERATION
        adresse = f"simulations-de-grilles/{vue['id']}"
        assert (await epci.get(adresse)).status_code == 404
        assert (await epci.post(f"{adresse}/annulation")).status_code == 404
        siennes = (await epci.get("simulations-de-grilles")).json()["items"]
        assert {s["epci"] for s in siennes} <= {RENNES_METROPOLE}
    finally:
        await _effacer(container, ailleurs)


async def test_simuler_demande_un_droit(agent: SignIn) -> None:
    adil = await agent("adil")
    assert (await adil.get("simulations-de-grilles")).status_code == 403


async def test_une_grille_ne_se_compare_pas_a_elle_meme(agent: SignIn, container: Container) -> None:
    epci, brouillon = await agent("epci"), await _brouillon(container)
    try:
        corps = {"grille_id": str(brouillon), "comparee_id": str(brouillon)}
        refus = await epci.post("simulations-de-grilles", json=corps)
        assert (refus.status_code, refus.json()["code"]) == (422, "simulation-sans-comparaison")
    finally:
        await _effacer(container, brouillon)


async def test_le_meme_menage_sous_la_grille_de_chaque_epci(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    sans_abri = {"statut": "SD", "proprietaire": False}
    _, vue = await demande_validee(agent, demandeur, pdf, nom="COMPAREE", logement_actuel=sans_abri)
    ailleurs = await _brouillon(container, epci=SAINT_MALO_AGGLOMERATION)
    async with container.engine.begin() as connection:
        publiee = {"statut": StatutGrille.PUBLIEE, "effet_du": datetime.now(UTC).date()}
        await connection.execute(grilles.update().where(grilles.c.id == ailleurs).values(**publiee))
    try:
        anne = await agent("anne", "35")
        dit = (await anne.get(f"demandes/{vue['id']}/comparaison-de-grilles")).json()
        ici = (RENNES_METROPOLE, SAINT_MALO_AGGLOMERATION)
        premiere, seconde = (g for g in dit["grilles"] if g["epci"] in ici)
        assert (premiere["epci"], premiere["souhaite"]) == (RENNES_METROPOLE, True)
        assert (seconde["epci"], seconde["souhaite"]) == (SAINT_MALO_AGGLOMERATION, False)
        assert premiere["points_verifies"] == vue["cotations"][0]["points_verifies"]
        assert "N3_SANS_LOGEMENT" in {c["code"] for c in premiere["criteres"]}
        assert sum(premiere["familles"].values()) == premiere["points_verifies"]
        chloe = await agent("chloe")
        assert (await chloe.get(f"demandes/{vue['id']}/comparaison-de-grilles")).status_code == 404
    finally:
        await _effacer(container, ailleurs)
