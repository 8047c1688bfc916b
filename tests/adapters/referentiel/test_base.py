"""The loader and the queries, on a real PostgreSQL that holds the reference tables only."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.db.engine import Reader, create_read_engine
from adapters.db.referentiel.queries import SqlReferentielQueries, search_statement
from adapters.db.referentiel.tables import communes, departements, epcis, qpv, regions
from adapters.db.types import metadata
from adapters.referentiel.loader import charger, charger_qpv
from adapters.referentiel.qpv import lire_qpv_de_demonstration
from domain.referentiel.model import Qpv, TypeEpci, ZoneAbc, ZonePlafonds
from domain.referentiel.queries import ReferentielQueries
from tests.embedded import Servers

pytestmark = pytest.mark.asyncio

TABLES = [regions, departements, epcis, communes, qpv]


@pytest.fixture(scope="module")
def url(servers: Servers) -> Iterator[str]:
    with servers.database(migrated=False) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all, tables=TABLES)
        await charger(connection)
        await charger_qpv(connection, lire_qpv_de_demonstration())
    async with engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("analyze"))
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """What a test writes is rolled back."""
    async with engine.connect() as opened:
        await opened.begin()
        yield opened
        await opened.rollback()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def read_engine(engine: AsyncEngine, url: str) -> AsyncIterator[AsyncEngine]:
    read_engine = create_read_engine(url, role=None)
    yield read_engine
    await read_engine.dispose()


@pytest.fixture
def queries(read_engine: AsyncEngine) -> ReferentielQueries:
    return SqlReferentielQueries(Reader(read_engine))


@pytest.fixture
def statements(read_engine: AsyncEngine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(read_engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(read_engine.sync_engine, "before_cursor_execute", note)


async def test_charger_deux_fois_n_ecrit_rien(connection: AsyncConnection) -> None:
    assert await charger(connection) == {"regions": 0, "departements": 0, "epcis": 0, "communes": 0}


async def test_une_valeur_corrigee_est_reecrite_seule(connection: AsyncConnection) -> None:
    await connection.execute(text("update communes set population = 1 where code = '35238'"))
    await connection.execute(text("update epcis set nom = 'Autre' where siren = '243500139'"))
    assert await charger(connection) == {"regions": 0, "departements": 0, "epcis": 1, "communes": 1}
    rennes = await connection.scalar(text("select population from communes where code = '35238'"))
    assert rennes == 230_890


async def test_une_commune_disparue_reste_hors_des_recherches(connection: AsyncConnection) -> None:
    await connection.execute(
        text(
            "insert into communes (code, nom, nom_recherche, departement, population, codes_postaux)"
            " values ('35999', 'Rennes-Autrefois', 'rennes autrefois', '35', 999999, '{35000}')"
        )
    )
    assert (await charger(connection))["communes"] == 1
    statement = search_statement("35", "rennes", 10)
    assert statement is not None
    assert [row.code for row in await connection.execute(statement)] == ["35238"]
    assert await connection.scalar(text("select nom from communes where code = '35999'")) == "Rennes-Autrefois"


async def test_une_vraie_liste_de_quartiers_remplace_la_fictive(connection: AsyncConnection) -> None:
    vraie = [Qpv(code="QN03501M", nom="Essai", departement="35", communes=("35238",), fictif=False)]
    await charger_qpv(connection, vraie)
    restants = (await connection.execute(text("select code, communes, fictif from qpv"))).all()
    assert [tuple(ligne) for ligne in restants] == [("QN03501M", ["35238"], False)]
    assert await charger_qpv(connection, vraie) == 0


@pytest.mark.parametrize(
    ("departement", "q", "attendu"),
    [
        ("35", "ren", ["Rennes", "Renac"]),
        ("35", "RENNES", ["Rennes"]),
        ("35", "rheu", ["Le Rheu"]),
        ("35", "le rhe", ["Le Rheu"]),
        ("35", "st malo", ["Saint-Malo", "Saint-Malo-de-Phily", "Saint-Malon-sur-Mel"]),
        ("35", "l'herm", ["L'Hermitage"]),
        ("35", "35000", ["Rennes"]),
        ("35", "35238", ["Rennes"]),
        ("35", "35000 Rennes", ["Rennes"]),
        ("35", "35000 Nantes", []),
        ("35", "nantes", []),
        (None, "nantes", ["Nantes", "Nantes-en-Ratier"]),
        (None, "2a004", ["Ajaccio"]),
        ("29", "plœm", []),
        ("56", "plœm", ["Ploemeur", "Ploemel"]),
        (None, "zzz", []),
        (None, "", []),
        (None, "'; drop table communes", []),
        ("35", "%", ["Rennes", "Saint-Malo", "Fougères"]),
    ],
)
async def test_une_commune_se_cherche_par_nom_ou_par_code(
    queries: ReferentielQueries, departement: str | None, q: str, attendu: list[str]
) -> None:
    trouvees = [c.nom for c in await queries.communes(departement, q, limit=3)]
    assert trouvees[: len(attendu)] == attendu
    assert bool(trouvees) is bool(attendu)


async def test_une_commune_porte_tout_ce_que_l_ecran_montre(queries: ReferentielQueries) -> None:
    (rennes,) = await queries.communes("35", "rennes")
    assert rennes.codes_postaux == ["35000", "35200", "35700"]
    assert (rennes.epci, rennes.epci_nom, rennes.departement) == ("243500139", "Rennes Métropole", "35")
    assert rennes.latitude == pytest.approx(48.1, abs=0.05)
    assert rennes.longitude == pytest.approx(-1.68, abs=0.05)


async def test_une_ile_sans_epci_se_trouve_aussi(queries: ReferentielQueries) -> None:
    (brehat,) = await queries.communes("22", "ile de brehat")
    assert (brehat.epci, brehat.epci_nom) == (None, None)


async def test_les_plus_peuplees_viennent_d_abord_et_la_liste_est_bornee(queries: ReferentielQueries) -> None:
    trouvees = await queries.communes("35", "saint", limit=5)
    assert len(trouvees) == 5
    assert [c.population for c in trouvees] == sorted((c.population for c in trouvees), reverse=True)
    assert len(await queries.communes("35", "", limit=1_000)) == 50
    assert len(await queries.communes("35", "", limit=0)) == 1


async def test_une_recherche_tient_en_une_requete(queries: ReferentielQueries, statements: list[str]) -> None:
    await queries.communes("35", "ren")
    statements.clear()
    await queries.communes("35", "saint", limit=20)
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("departement", "q", "index"),
    [
        ("35", "ren", "ix_communes_departement_nom_recherche"),
        (None, "ren", "nom_recherche"),  # from version 18 PostgreSQL may skip over the départements
        (None, "35000", "ix_communes_codes_postaux"),
    ],
)
async def test_une_recherche_se_sert_de_son_index_meme_sans_connaitre_les_valeurs(
    connection: AsyncConnection, departement: str | None, q: str, index: str
) -> None:
    statement = search_statement(departement, q, 10)
    assert statement is not None
    compiled = statement.compile(dialect=connection.dialect)
    values = ", ".join(repr(compiled.params[name]) for name in compiled.positiontup or ()).replace("[", "array[")
    await connection.exec_driver_sql(f"prepare recherche as {compiled}")
    await connection.exec_driver_sql("set local plan_cache_mode = force_generic_plan")
    plan = (await connection.exec_driver_sql(f"explain execute recherche ({values})")).scalars().all()
    await connection.exec_driver_sql("deallocate recherche")
    assert any(index in line for line in plan)
    assert not any("Seq Scan on communes" in line for line in plan)


async def test_des_communes_se_lisent_par_leurs_codes(queries: ReferentielQueries) -> None:
    trouvees = await queries.communes_par_code(["35238", "44109", "00000"])
    assert {code: c.nom for code, c in trouvees.items()} == {"35238": "Rennes", "44109": "Nantes"}
    assert await queries.communes_par_code([]) == {}


async def test_les_zonages_se_lisent_par_commune(queries: ReferentielQueries) -> None:
    zonages = await queries.zonages(["35238", "75056", "97411"])
    assert (zonages["35238"].zone_abc, zonages["35238"].zone_apl) == (ZoneAbc.A, 2)
    assert zonages["75056"].zone_plafonds is ZonePlafonds.PARIS
    assert zonages["97411"].zone_plafonds is None


async def test_les_departements_viennent_avec_leur_region(queries: ReferentielQueries) -> None:
    trouves = {d.code: (d.nom, d.region_nom) for d in await queries.departements()}
    assert trouves["35"] == ("Ille-et-Vilaine", "Bretagne")
    assert trouves["2A"] == ("Corse-du-Sud", "Corse")
    assert len(trouves) == 109


async def test_un_epci_a_cheval_se_lit_dans_chacun_de_ses_departements(queries: ReferentielQueries) -> None:
    for departement in ("35", "44", "56"):
        redon = next(e for e in await queries.epcis(departement) if e.siren == "243500741")
        assert redon.departement == "35"
        assert redon.type is TypeEpci.COMMUNAUTE_D_AGGLOMERATION
        assert all(code.startswith(departement) for code in redon.communes)
        assert redon.communes == sorted(redon.communes)
        assert redon.population > 0


async def test_les_epci_sont_dans_l_ordre_alphabetique(queries: ReferentielQueries) -> None:
    noms = [e.nom for e in await queries.epcis("35")]
    assert noms.index("Fougères Agglomération") < noms.index("Rennes Métropole") < noms.index("Vitré Communauté")


async def test_les_quartiers_se_lisent_par_departement(queries: ReferentielQueries) -> None:
    quartiers = await queries.qpv("44")
    assert [q.code for q in quartiers] == ["QX044001", "QX044002", "QX044003"]
    assert quartiers[1].communes == ["44109", "44162"]
    assert all(q.fictif for q in quartiers)
