"""Le délai anormalement long : marqué une nuit, gardé ensuite, retrouvé par le script."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from adapters.db.demandes.delais import SqlDelaisDepasses
from api.bootstrap import Container
from api.worker import relay_of
from domain.demandes.codes import MotifRadiation
from domain.demandes.delais_depasses import (
    ReconstituerLesDelais,
    constater_les_delais_depasses,
    reconstituer_les_delais,
)
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_validee
from tests.api.relocation import candidat

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _vieillir(container: Container, id: str, deposee_le: date) -> None:
    async with container.transaction() as session:
        await session.execute(text("select set_config('app.departement', '35', true)"))
        for table, cle in (("demandes", "id"), ("recherche_demandes", "demande_id")):
            await session.execute(
                text(f"update {table} set deposee_le = :le where {cle} = :id"),
                {"le": deposee_le, "id": UUID(id)},
            )


async def la_nuit(container: Container) -> None:
    matin = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(constater_les_delais_depasses, matin, systeme("35"))
    await relay_of(container).drain()


async def test_le_delai_anormalement_long_se_marque_une_nuit_et_reste_apres_la_radiation(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    """En Ille-et-Vilaine : trente mois, vingt-quatre pour un T4 ; la veille, rien."""
    anne = await agent("anne", "35")
    today = container.today()
    attentes = {"T2": (("T2",), 30, 0), "T4": (("T2", "T4"), 24, 0), "veille": (("T2",), 30, 1)}
    ids = {}
    for nom, (typologies, mois, jours) in attentes.items():
        _, active = await demande_validee(agent, demandeur, pdf, nom=f"ATTEND {nom}", typologies=typologies)
        ids[nom] = active["id"]
        depot = ajouter_mois(today, -mois)
        await _vieillir(container, active["id"], date.fromordinal(depot.toordinal() + jours))
    await la_nuit(container)
    await la_nuit(container)

    async def lire(nom: str) -> dict[str, Any]:
        vue: dict[str, Any] = (await anne.get(f"demandes/{ids[nom]}")).json()
        return vue

    async def passages(nom: str) -> list[dict[str, Any]]:
        actes = (await anne.get(f"demandes/{ids[nom]}/historique")).json()["items"]
        return [a for a in actes if a["type"] == "DelaiAnormalementLongDepasse"]

    for nom, mois in (("T2", 30), ("T4", 24)):
        delai = (await lire(nom))["delai_anormal"]
        assert (delai["depasse"], delai["mois"], delai["le"]) == (True, mois, today.isoformat())
        [passage] = await passages(nom)
        assert passage["auteur_sorte"] == "systeme"
    veille = (await lire("veille"))["delai_anormal"]
    assert (veille["depasse"], veille["constate_le"], await passages("veille")) == (False, None, [])

    vue = await lire("T2")
    radiee = await anne.post(f"demandes/{ids['T2']}/radiation", json={"version": vue["version"], "motif": "RADABA"})
    assert radiee.status_code == 200, radiee.text
    assert (await lire("T2"))["delai_anormal"]["le"] == today.isoformat()
    assert len(await passages("T2")) == 1


async def test_satisfaite_une_demande_garde_son_delai_depasse_et_ses_jours_et_la_nuit_ne_la_compte_plus(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, clock: Clock
) -> None:
    anne = await agent("anne", "35")
    _, longue = await candidat(agent, demandeur, pdf)
    _, courte = await candidat(agent, demandeur, pdf)
    today = container.today()
    await _vieillir(container, longue["id"], ajouter_mois(today, -30))
    await _vieillir(container, courte["id"], ajouter_mois(today, -29))
    await la_nuit(container)
    clock.advance(days=40)
    for demande in (longue, courte):
        await _louer(container, demande["id"], container.today())
    clock.advance(days=100)
    await la_nuit(container)
    anne = await agent("anne", "35")
    vue = (await anne.get(f"demandes/{longue['id']}")).json()
    assert vue["etat"] == "SA"
    assert (vue["delai_anormal"]["le"], vue["delai_anormal"]["jours_en_depassement"]) == (today.isoformat(), 40)
    lignes = (await anne.get(f"demandes/{longue['id']}/historique", params={"size": 100})).json()["items"]
    assert [x["type"] for x in lignes].count("DelaiAnormalementLongDepasse") == 1
    jamais = (await anne.get(f"demandes/{courte['id']}")).json()
    assert jamais["delai_anormal"] is None, "satisfaite avant son délai, elle ne le dépasse plus"


async def _louer(container: Container, id: str, le: date) -> None:
    """What a signed lease makes of the demande, without the home and the commission that come before."""
    async with container.new_uow(systeme("35"), None) as uow:
        demande = await uow.demandes.get("35", UUID(id))
        demande.radier(motif=MotifRadiation.ATTRIBUTION, radiee_le=le, le=uow.now())


async def test_une_demande_close_retrouve_son_passage_par_le_script(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    _, active = await demande_validee(agent, demandeur, pdf, nom="CLOSE")
    corps = {"version": active["version"], "motif": "RADABA"}
    assert (await anne.post(f"demandes/{active['id']}/radiation", json=corps)).status_code == 200
    await _vieillir(container, active["id"], ajouter_mois(container.today(), -40))
    await la_nuit(container)
    assert (await anne.get(f"demandes/{active['id']}")).json()["delai_anormal"] is None
    script = systeme("35", "Script de reconstitution")
    await container.executor(reconstituer_les_delais, ReconstituerLesDelais(departement="35"), script)
    delai = (await anne.get(f"demandes/{active['id']}")).json()["delai_anormal"]
    assert delai["le"] == ajouter_mois(container.today(), -10).isoformat()
    assert delai["jours_en_depassement"] > 290
    [passage] = [
        a
        for a in (await anne.get(f"demandes/{active['id']}/historique")).json()["items"]
        if a["type"] == "DelaiAnormalementLongDepasse"
    ]
    assert passage["auteur"] == "Script de reconstitution"


async def test_les_passages_se_marquent_par_lots(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    for i in range(3):
        _, active = await demande_validee(agent, demandeur, pdf, nom=f"LOT{i}")
        await _vieillir(container, active["id"], ajouter_mois(container.today(), -50))
    marquees = []
    for _ in range(3):
        async with container.new_uow(systeme("35"), None) as uow:
            assert isinstance(uow.delais_depasses, SqlDelaisDepasses)
            marquees.append(len(await uow.delais_depasses.constater("35", uow.today(), {"toutes": 30}, 2)))
    assert marquees == [2, 1, 0]
