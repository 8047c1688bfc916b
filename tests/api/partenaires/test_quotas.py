"""Les parts d'attributions de la loi (CCH L441-1), comptées sur les baux signés, et la liste derrière chaque nombre."""

from typing import Any

import httpx
import pytest
from sqlalchemy import event, text

from adapters.db.engine import enter
from api.bootstrap import Container
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.observatoire.quotas.reactions import compter_les_attributions
from domain.organismes.acteur import systeme
from tests.api.biens import plus_tard
from tests.api.conftest import RENNES_METROPOLE, SignIn, Territory
from tests.api.relocation import faire, proposee

pytestmark = pytest.mark.asyncio(loop_scope="session")
Vue = dict[str, Any]


async def _nuit(container: Container) -> None:
    acteur = systeme("35")
    async with container.new_uow(acteur, None) as uow:
        jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
        await compter_les_attributions(jour, acteur, uow)


async def _lire(qui: httpx.AsyncClient, **filtres: Any) -> Vue:
    answer = await qui.get("quotas-d-attribution", params=filtres)
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


def _part(ligne: Vue, quota: str) -> Vue:
    part: Vue = next(p for p in ligne["parts"] if p["quota"] == quota)
    return part


async def _loger(agent: SignIn, demandeur: SignIn, pdf: bytes, *, dalo: bool, **bien: Any) -> Vue:
    """Un bail signé, au titre du DALO ou non."""
    _, anne, _, proposition = await proposee(agent, demandeur, pdf, **bien)
    acceptee = await faire(anne, proposition, "acceptation")
    signature = {"signe_le": plus_tard(0), "entree_le": plus_tard(3), "dalo": dalo}
    return await faire(anne, acceptee, "bail", **signature)


async def test_un_bail_signe_compte_dans_les_parts_de_la_loi_et_se_retrouve_dans_la_liste(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, territory: Territory
) -> None:
    anne = await agent("anne", "35")
    await _nuit(container)
    ici = {"epci": RENNES_METROPOLE, "bailleur_id": str(territory.organismes["armor"])}
    avant = await _lire(anne, **ici)
    dalo = await _loger(agent, demandeur, pdf, dalo=True)
    autre = await _loger(agent, demandeur, pdf, dalo=False)
    await _nuit(container)
    apres = await _lire(anne, **ici)
    assert apres["ensemble"]["attributions"] == avant["ensemble"]["attributions"] + 2
    publics = _part(apres["ensemble"], "publics_prioritaires")
    assert publics["obligation"] == 25
    assert publics["attribuees"] == _part(avant["ensemble"], "publics_prioritaires")["attribuees"] + 1
    assert publics["sur"] == _part(avant["ensemble"], "publics_prioritaires")["sur"] + 2
    assert publics["part"] == pytest.approx(100 * publics["attribuees"] / publics["sur"], abs=0.05)
    [bailleur] = apres["bailleurs"]
    assert (bailleur["libelle"], bailleur["valeur"]) == ("Armor Habitat", ici["bailleur_id"])
    assert {q["quota"]: q["reference"][:10] for q in apres["quotas"]} == dict.fromkeys(
        ("publics_prioritaires", "premier_quartile", "autres_quartiles"), "CCH L441-1"
    )

    async def liste(**filtres: Any) -> dict[str, Vue]:
        answer = await anne.get("attributions-comptees", params=ici | {"size": 100} | filtres)
        assert answer.status_code == 200, answer.text
        return {a["proposition_id"]: a for a in answer.json()["items"]}

    comptees = await liste(quota="publics_prioritaires", compte=True)
    assert len(comptees) == publics["attribuees"], "la liste a autant de lignes que le nombre"
    assert comptees[dalo["id"]]["groupe_libelle"] == "Droit au logement opposable"
    assert autre["id"] not in comptees
    assert len(await liste(quota="publics_prioritaires")) == publics["sur"]
    assert {dalo["id"], autre["id"]} <= set(await liste())


async def test_le_premier_quartile_se_compte_hors_des_quartiers_prioritaires_et_a_l_inverse_dedans(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    await _nuit(container)
    avant = (await _lire(anne, epci=RENNES_METROPOLE))["ensemble"]
    dehors = await _loger(agent, demandeur, pdf, dalo=False)
    dedans = await _loger(agent, demandeur, pdf, dalo=False, qpv=True)
    await _nuit(container)
    apres = (await _lire(anne, epci=RENNES_METROPOLE))["ensemble"]
    for quota, obligation in (("premier_quartile", 25), ("autres_quartiles", 50)):
        part = _part(apres, quota)
        assert part["obligation"] == obligation
        assert part["sur"] == _part(avant, quota)["sur"] + 1
    params: dict[str, str | int] = {"epci": RENNES_METROPOLE, "quota": "premier_quartile", "size": 100}
    hors_qpv = {
        a["proposition_id"]: a for a in (await anne.get("attributions-comptees", params=params)).json()["items"]
    }
    assert dehors["id"] in hors_qpv
    assert dedans["id"] not in hors_qpv
    ligne = hors_qpv[dehors["id"]]
    assert ligne["compte"] == (ligne["quartile"] == "Premier quartile")


async def test_une_attribution_comptee_ne_change_plus(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    signee = await _loger(agent, demandeur, pdf, dalo=False)
    await _nuit(container)

    async def comptee() -> Vue:
        lues = (await anne.get("attributions-comptees", params={"size": 100})).json()["items"]
        [vue] = [a for a in lues if a["proposition_id"] == signee["id"]]
        return dict(vue)

    avant = await comptee()
    assert (avant["groupe"], avant["qpv"]) == ("autre", False)
    async with container.transaction() as session:
        await enter(session, "35", None)
        await session.execute(text("update biens set qpv = true where id = :id"), {"id": avant["bien_id"]})
        await session.execute(
            text("update demandes set numero_unique = null where id = :id"), {"id": avant["demande_id"]}
        )
    await _nuit(container)
    assert await comptee() == avant | {"numero_unique": None}, (
        "effacée, l'attribution reste comptée telle qu'elle était"
    )


async def test_qui_ne_lit_que_des_statistiques_ne_voit_ni_petit_groupe_ni_liste(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await _loger(agent, demandeur, pdf, dalo=True)
    await _nuit(container)
    juriste = await agent("juriste", "35")
    vue = await _lire(juriste)
    assert vue["petit_groupe"] == 11
    for ligne in [vue["ensemble"], *vue["bailleurs"], *vue["reservataires"], *vue["epcis"]]:
        for part in ligne["parts"]:
            assert part["attribuees"] is None or part["attribuees"] == 0 or part["attribuees"] >= 11
    refus = await juriste.get("attributions-comptees")
    assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")


@pytest.mark.parametrize("taille", [1, 100])
async def test_les_parts_et_leur_liste_coutent_deux_instructions_au_plus(
    agent: SignIn, container: Container, taille: int
) -> None:
    anne = await agent("anne", "35")
    await _lire(anne)
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        await _lire(anne)
        assert (await anne.get("attributions-comptees", params={"size": taille})).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    theirs = [s for s in statements if "attributions_comptees" in s]
    assert 2 <= len(theirs) <= 3, theirs
