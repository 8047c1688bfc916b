"""Chaque fait d'une demande se dit au SNE une fois et une seule, même quand il tombe, et son accusé se lit."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import text

from api.bootstrap import Container, create_container
from api.worker import relay_of
from domain.echanges.sne.reactions import transmettre_au_sne
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import SignIn
from tests.api.relocation import candidat
from tests.standins.sne import FauxSne

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Liaison:
    """The worker of an operator whose agreement with the State is signed."""

    def __init__(self, container: Container, ici: Container, sne: FauxSne) -> None:
        self.container = container
        self.ici = ici
        self.sne = sne

    async def nuit(self) -> None:
        await relay_of(self.ici).drain()
        now = datetime.now(UTC)
        event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=now, jour=self.container.today())
        await self.container.executor(transmettre_au_sne, event, systeme("35"))
        await relay_of(self.container).drain()

    async def restent(self) -> int:
        async with self.ici.engine.connect() as connection:
            await connection.execute(text("select set_config('app.departement', '35', false)"))
            waiting = "select count(*) from transmissions where etat = 'a_transmettre'"
            return int(await connection.scalar(text(waiting)) or 0)


@pytest_asyncio.fixture(loop_scope="session")
async def liaison(environment: dict[str, str], container: Container) -> AsyncIterator[Liaison]:
    async with FauxSne() as sne:
        signed = create_container(database_url=os.environ["DATABASE_URL"], sne_url=sne.url)
        try:
            yield Liaison(signed, container, sne)
        finally:
            await signed.close()


async def test_creation_modification_et_radiation_arrivent_dans_l_ordre_et_l_accuse_se_lit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]
    motifs = {"version": demande["version"], "motifs": {"codes": ["13"]}}
    modifiee = (await anne.patch(f"demandes/{demande['id']}", json=motifs)).json()
    motifs = {"version": modifiee["version"], "motifs": {"codes": ["09"]}}
    modifiee = (await anne.patch(f"demandes/{demande['id']}", json=motifs)).json()
    annulee = await qui.post("ma-demande/annulation", json={"version": modifiee["version"]})
    assert annulee.status_code == 200, annulee.text
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE", "MOD", "RAD"], "deux modifications font un envoi"
    lus = (await anne.get(f"demandes/{demande['id']}/echanges")).json()["items"]
    assert [(x["objet"], x["etat"]) for x in lus] == [
        ("Radiation ou restauration", "recue"),
        ("Modification", "recue"),
        ("Création", "recue"),
    ]
    assert all(x["recu_le"] and x["partenaire"] == "sne" and not x["rejouer"]["permise"] for x in lus)


@pytest.mark.parametrize("panne", ["reset_before", "reset_after_commit", "status:503", "html", "truncated"])
async def test_le_sne_tombe_et_chaque_fait_y_est_pourtant_une_fois_et_une_seule(
    panne: str, agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    liaison.sne.pannes = [panne]
    await liaison.nuit()
    assert await liaison.restent() == 1
    anne = await agent("anne", "35")
    [ligne] = (await anne.get(f"demandes/{demande['id']}/echanges")).json()["items"]
    assert (ligne["etat"], ligne["tentatives"]) == ("a_transmettre", 1)
    assert "SNE" in ligne["motif"]
    await liaison.nuit()
    assert await liaison.restent() == 0
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]


async def test_un_refus_du_sne_se_lit_se_corrige_et_se_rejoue(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    liaison.sne.pannes = ["anomalie:CTRL_DEM_0033:La commune souhaitée n'existe plus."]
    await liaison.nuit()
    anne = await agent("anne", "35")
    adresse = f"demandes/{demande['id']}/echanges"
    [ligne] = (await anne.get(adresse)).json()["items"]
    assert ligne["etat"] == "refusee"
    assert ligne["motif"] == "CTRL_DEM_0033 : La commune souhaitée n'existe plus."
    assert ligne["rejouer"]["permise"]
    types = [x["type"] for x in (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]]
    assert "TransmissionRefusee" in types
    gestionnaire = await agent("gestionnaire", "35")
    etat = (await gestionnaire.get("transmissions/etat")).json()
    assert etat["refusees"] >= 1
    assert etat["dernier_accuse_le"]
    refusees = (await gestionnaire.get("transmissions", params={"etat": "refusee"})).json()["items"]
    assert demande["id"] in [x["demande_id"] for x in refusees]
    assert (await anne.get("transmissions")).status_code == 403
    assert (await anne.post(f"{adresse}/{ligne['id']}/rejeu")).status_code == 204
    encore = await anne.post(f"{adresse}/{ligne['id']}/rejeu")
    assert (encore.status_code, encore.json()["code"]) == (409, "transmission-en-cours")
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]


async def test_sans_convention_rien_ne_part_et_rien_n_est_perdu(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    await relay_of(container).drain()
    event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(transmettre_au_sne, event, systeme("35"))
    anne = await agent("anne", "35")
    [ligne] = (await anne.get(f"demandes/{demande['id']}/echanges")).json()["items"]
    assert (ligne["etat"], ligne["tentatives"]) == ("a_transmettre", 0)
    assert not (await (await agent("gestionnaire", "35")).get("transmissions/etat")).json()["ouvert"]
