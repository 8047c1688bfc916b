"""Les tableaux croisés de l'observatoire : une photo, deux dimensions, et les petits groupes tus (arrêté, § 8.3)."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from sqlalchemy import event, text

from adapters.db.engine import enter
from api.bootstrap import Container
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.observatoire.croisements.queries import Axe
from domain.observatoire.croisements.reactions import photographier_le_stock
from domain.organismes.acteur import systeme
from tests.api.conftest import RENNES_METROPOLE, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")
Vue = dict[str, Any]


async def _nuit(container: Container) -> None:
    acteur = systeme("35")
    async with container.new_uow(acteur, None) as uow:
        jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
        await photographier_le_stock(jour, acteur, uow)


async def _lire(qui: httpx.AsyncClient, **question: str) -> Vue:
    answer = await qui.get("tableaux-croises", params=question)
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


async def _peupler(container: Container, combien: int) -> None:
    """Autant de demandes de plus dans la photo : des T4 de familles, à Rennes."""
    async with container.transaction() as session:
        await enter(session, "35", None)
        await session.execute(
            text(
                "insert into photos_du_stock (departement, prise_le, commune, epci, typologie, composition,"
                " personnes, age, plafond, statut_logement, motif, anciennete, qpv, nature, public, demandes, a_loger,"
                " mois) values ('35', :jour, '35238', :epci, 'T4', 'famille', '3-4', '30-44', '-40', 'HLM', '01',"
                " '24-48', 'non', 'MUTATION', 'autre', :n, 4 * :n, 30 * :n)"
            ),
            {"jour": container.today(), "epci": RENNES_METROPOLE, "n": combien},
        )


async def test_la_photo_compte_chaque_demande_active_une_fois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="CROISEE")
    await _nuit(container)
    async with container.transaction() as session:
        await enter(session, "35", None)
        comptees = await session.scalar(text("select sum(demandes) from photos_du_stock where departement = '35'"))
        actives = text("select count(*) from recherche_demandes where departement = '35' and etat = 'AC'")
        assert comptees == await session.scalar(actives)
        rempli = "select count(*) from photos_du_stock where commune = '35238' and 'inconnu' not in (composition, age)"
        assert await session.scalar(text(rempli))


async def test_deux_dimensions_se_croisent_et_les_petites_cases_se_taisent(agent: SignIn, container: Container) -> None:
    await _nuit(container)
    await _peupler(container, 4000)
    juriste = await agent("juriste", "35")
    vue = await _lire(juriste, lignes="typologie", colonnes="composition")
    assert vue["photo_du"] == container.today().isoformat()
    [t4] = [ligne for ligne in vue["lignes"] if ligne["modalite"]["code"] == "T4"]
    famille = [c["code"] for c in vue["colonnes"]].index("famille")
    assert t4["valeurs"][famille] is None or t4["valeurs"][famille] >= 4000
    assert vue["total"] >= 4000
    montrees = [n for ligne in vue["lignes"] for n in [*ligne["valeurs"], ligne["total"]] if n is not None]
    assert all(n == 0 or n >= vue["petit_groupe"] for n in montrees)
    assert "Aucun ménage ne doit pouvoir se reconnaître" in vue["secret"]


async def test_chaque_mesure_et_chaque_territoire_se_lisent(agent: SignIn, container: Container) -> None:
    await _peupler(container, 50_000)
    anne = await agent("anne", "35")
    ici = {"lignes": "nature", "colonnes": "public", "epci": RENNES_METROPOLE}
    demandes = await _lire(anne, **ici)
    assert demandes["epci_nom"] == "Rennes Métropole"
    personnes = await _lire(anne, **ici, mesure="personnes")
    anciennete = await _lire(anne, **ici, mesure="anciennete")
    assert personnes["total"] > 3 * demandes["total"]
    assert 25 <= anciennete["total"] <= 31
    ailleurs = await _lire(anne, lignes="nature", colonnes="public", epci="243700754")
    assert (ailleurs["total"], ailleurs["lignes"]) == (0, [])


@pytest.mark.parametrize("axe", [axe for axe in Axe if axe is not Axe.NATURE])
async def test_chaque_dimension_se_croise_et_se_dit_en_francais(agent: SignIn, container: Container, axe: Axe) -> None:
    await _nuit(container)
    await _peupler(container, 4000)
    vue = await _lire(await agent("epci", "35"), lignes=axe.value, colonnes="nature")
    assert vue["lignes"]
    assert all(ligne["modalite"]["libelle"] for ligne in vue["lignes"])
    assert {len(ligne["valeurs"]) for ligne in vue["lignes"]} == {len(vue["colonnes"])}


async def test_deux_fois_la_meme_dimension_se_refuse_avec_sa_phrase(agent: SignIn) -> None:
    refus = await (await agent("anne", "35")).get("tableaux-croises", params={"lignes": "age", "colonnes": "age"})
    assert (refus.status_code, refus.json()["code"]) == (422, "axes-identiques")


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
async def test_le_fichier_dit_ce_que_dit_l_ecran_secrets_compris(
    agent: SignIn, container: Container, format: str
) -> None:
    await _nuit(container)
    await _peupler(container, 3000)
    juriste = await agent("juriste", "35")
    question = {"lignes": "age", "colonnes": "typologie"}
    vue = await _lire(juriste, **question)
    answer = await juriste.get("tableaux-croises/fichier", params=question | {"format": format})
    assert answer.status_code == 200, answer.text
    if format == "csv":
        entetes, *lignes = answer.content.decode("utf-8-sig").splitlines()
        assert entetes == ";".join(["Âge du demandeur", *(c["libelle"] for c in vue["colonnes"]), "Ensemble"])
        for dite, lue in zip(lignes, vue["lignes"], strict=False):
            cases = ["secret" if n is None else str(n) for n in [*lue["valeurs"], lue["total"]]]
            assert dite == ";".join([lue["modalite"]["libelle"], *cases])
        assert "Photo du" in lignes[len(vue["lignes"]) + 1]
    else:
        classeur = ZipFile(BytesIO(answer.content))
        assert classeur.testzip() is None
        feuilles = classeur.read("xl/workbook.xml" if format == "xlsx" else "content.xml").decode()
        assert 'name="Âge du demandeur × Premier type' in feuilles, "la feuille dit ce qu'elle contient"


async def test_un_tableau_coute_une_instruction_de_la_photo(agent: SignIn, container: Container) -> None:
    anne = await agent("anne", "35")
    await _lire(anne)
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        await _lire(anne, lignes="commune", colonnes="motif")
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert len([s for s in statements if "photos_du_stock" in s]) == 1
