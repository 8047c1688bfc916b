"""Le rapport mensuel au préfet : le DALO et le contingent de l'État, d'après des faits datés (CCH L441-2-3, R441-5)."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import httpx
import pytest
from sqlalchemy import text

from adapters.db.engine import enter
from api.bootstrap import Container
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.observatoire.rapport_prefectoral.reactions import arreter_les_rapports
from domain.organismes.acteur import systeme
from tests.api.conftest import SignIn
from tests.api.relocation import candidat

pytestmark = pytest.mark.asyncio(loop_scope="session")
Vue = dict[str, Any]


async def _lire(qui: httpx.AsyncClient, mois: date | None = None) -> Vue:
    answer = await qui.get("rapports-prefectoraux", params=None if mois is None else {"mois": f"{mois:%Y-%m}"})
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


def _nombre(vue: Vue, rubrique: str, ligne: str, colonne: int = 0) -> int:
    [ici] = [r for r in vue["rubriques"] if r["code"] == rubrique]
    return next((int(x["valeurs"][colonne]) for x in ici["lignes"] if x["code"] == ligne), 0)


async def _sql(container: Container, statement: str, **values: Any) -> None:
    async with container.transaction() as session:
        await enter(session, "35", None)
        await session.execute(text(statement), values)


async def _reconnue(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mois: date, a_loger: date
) -> Vue:
    """Une demande reconnue DALO le 5 du mois, dont le label date de ce jour-là."""
    _, demande = await candidat(agent, demandeur, pdf)
    prefet = await agent("priorites")
    decision = {"statut": "ACTIF", "decidee_le": f"{mois.replace(day=5)}", "a_loger_avant_le": f"{a_loger}"}
    answer = await prefet.put(f"demandes/{demande['id']}/dalo", json=decision)
    assert answer.status_code == 200, answer.text
    await _sql(
        container,
        "update labellisations set pose_le = :le where demande_id = :id",
        le=container.now() - timedelta(days=(container.today() - mois.replace(day=5)).days),
        id=UUID(demande["id"]),
    )
    await _sql(
        container,
        "update demandes set deposee_le = :le where id = :id",
        le=ajouter_mois(mois, -2),
        id=UUID(demande["id"]),
    )
    return demande


async def _nuit(container: Container, jour: date) -> None:
    acteur = systeme("35")
    async with container.new_uow(acteur, None) as uow:
        event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=jour)
        await arreter_les_rapports(event, acteur, uow)


def _il_y_a(container: Container, mois: int) -> date:
    return ajouter_mois(container.today().replace(day=1), -mois)


async def test_le_prefet_lit_les_reconnaissances_les_attentes_et_le_contingent_de_son_mois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    prefet, mois = await agent("prefet", "35"), _il_y_a(container, 3)
    avant, suivant = await _lire(prefet, mois), await _lire(prefet, ajouter_mois(mois, 1))
    await _reconnue(agent, demandeur, pdf, container, mois, ajouter_mois(mois, 1).replace(day=10))
    apres = await _lire(prefet, mois)
    assert apres["departement"] == "35"
    assert "Provisoire" in apres["phrase"]
    assert f"au {ajouter_mois(mois, 1) - timedelta(days=1):%-d}" in apres["phrase"]
    for ligne in ("reconnues", "en_attente"):
        assert _nombre(apres, "dalo", ligne) == _nombre(avant, "dalo", ligne) + 1
    assert _nombre(apres, "dalo", "hors_delai") == _nombre(avant, "dalo", "hors_delai")
    assert _nombre(apres, "dalo_attentes", "0+") == _nombre(avant, "dalo_attentes", "0+") + 1
    assert _nombre(apres, "PPRIOR", "degre_1") == _nombre(avant, "PPRIOR", "degre_1") + 1
    plus_tard = await _lire(prefet, ajouter_mois(mois, 1))
    assert _nombre(plus_tard, "dalo", "reconnues") == _nombre(suivant, "dalo", "reconnues"), "un seul mois la reconnaît"
    assert _nombre(plus_tard, "dalo", "en_attente") == _nombre(suivant, "dalo", "en_attente") + 1
    assert _nombre(plus_tard, "dalo", "hors_delai") == _nombre(suivant, "dalo", "hors_delai") + 1
    assert all(r["definition"] and r["reference"] for r in apres["rubriques"])


async def test_une_demande_satisfaite_n_attend_plus_le_mois_d_apres_et_attendait_avant(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    prefet, mois = await agent("prefet", "35"), _il_y_a(container, 4)
    demande = await _reconnue(agent, demandeur, pdf, container, mois, ajouter_mois(mois, 3))
    await _sql(
        container,
        "insert into delais_depasses (departement, demande_id, depasse_le, delai_mois) values ('35', :id, :le, 30)",
        id=UUID(demande["id"]),
        le=mois.replace(day=9),
    )
    suivant = ajouter_mois(mois, 1)
    avant = [await _lire(prefet, mois), await _lire(prefet, suivant)]
    await _sql(
        container,
        "update demandes set etat = 'SA', radiee_le = :le where id = :id",
        id=UUID(demande["id"]),
        le=suivant.replace(day=12),
    )
    apres = [await _lire(prefet, mois), await _lire(prefet, suivant)]
    assert apres[0]["rubriques"] == avant[0]["rubriques"], "à la fin du premier mois, elle attendait encore"
    for rubrique in ("dalo", "delais"):
        assert _nombre(apres[1], rubrique, "en_attente") == _nombre(avant[1], rubrique, "en_attente") - 1
    assert _nombre(apres[1], "delais", "sorties") == _nombre(avant[1], "delais", "sorties") + 1
    for tranche in ("0+", "ensemble"):  # du 9 au 12 du mois suivant : son mois au-delà du délai reste compté
        assert _nombre(apres[1], "delais_sorties", tranche) == _nombre(avant[1], "delais_sorties", tranche) + 1
    assert _nombre(apres[1], "PPRIOR", "degre_1") == _nombre(avant[1], "PPRIOR", "degre_1") - 1


async def test_un_mois_arrete_rend_toujours_le_meme_rapport(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    prefet, mois = await agent("prefet", "35"), _il_y_a(container, 6)
    demande = await _reconnue(agent, demandeur, pdf, container, mois, ajouter_mois(mois, 3))
    await _nuit(container, ajouter_mois(mois, 1).replace(day=20))
    arrete = await _lire(prefet, mois)
    assert arrete["arrete_le"] == container.today().isoformat()
    assert "ne changent plus" in arrete["phrase"]
    assert _nombre(arrete, "dalo", "reconnues") >= 1
    await _sql(container, "delete from decisions_dalo where demande_id = :id", id=UUID(demande["id"]))
    await _sql(container, "update demandes set etat = 'SU' where id = :id", id=UUID(demande["id"]))
    await _nuit(container, ajouter_mois(mois, 1).replace(day=21))
    assert await _lire(prefet, mois) == arrete


@pytest.mark.parametrize(("format", "type_"), [("xlsx", "spreadsheetml"), ("ods", "opendocument"), ("csv", "text/csv")])
async def test_le_prefet_emporte_son_rapport_sans_aide(agent: SignIn, format: str, type_: str) -> None:
    prefet = await agent("prefet", "35")
    vue = await _lire(prefet)
    answer = await prefet.get("rapports-prefectoraux/fichier", params={"format": format})
    assert answer.status_code == 200, answer.text
    assert type_ in answer.headers["content-type"]
    assert f"rapport-prefectoral-{vue['mois']}.{format}" in answer.headers["content-disposition"]
    if format == "csv":
        lignes = answer.content.decode("utf-8-sig").splitlines()
        nombres = sum(len(ligne["valeurs"]) for r in vue["rubriques"] for ligne in r["lignes"])
        assert len(lignes) == 1 + nombres + 1
        assert "Reconnues prioritaires et urgentes dans le mois" in lignes[1]
        assert vue["phrase"] in lignes[-1]
    else:
        assert ZipFile(BytesIO(answer.content)).testzip() is None


async def test_qui_ne_s_occupe_pas_des_publics_prioritaires_ne_lit_pas_les_petits_nombres(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await _reconnue(agent, demandeur, pdf, container, _il_y_a(container, 2), container.today())
    for qui in ("juriste", "anne", "cesson"):
        vue = await _lire(await agent(qui, "35"), _il_y_a(container, 2))
        assert vue["petit_groupe"] == 11
        dits = [n for r in vue["rubriques"] for ligne in r["lignes"] for n in ligne["valeurs"]]
        assert None in dits
        assert all(n is None or n == 0 or n >= 11 for n in dits)
    assert (await _lire(await agent("prefet", "35")))["petit_groupe"] is None


async def test_un_mois_a_venir_ou_d_avant_le_suivi_n_a_pas_de_rapport(agent: SignIn, container: Container) -> None:
    prefet = await agent("prefet", "35")
    for mois in (_il_y_a(container, -1), date(2009, 12, 1)):
        answer = await prefet.get("rapports-prefectoraux", params={"mois": f"{mois:%Y-%m}"})
        assert (answer.status_code, answer.json()["code"]) == (422, "mois-sans-rapport")
    assert (await _lire(prefet))["premier_mois"] == "2010-01"
