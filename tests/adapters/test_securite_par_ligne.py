"""La seconde ceinture : même si l'application oubliait de filtrer, PostgreSQL ne montrerait rien d'autre."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import VIEWS
from adapters.db.engine import create_engine
from migrations.models import metadata

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROTEGEES = [t for t in metadata.sorted_tables if t.info.get("rls")]


async def test_l_application_n_est_proprietaire_de_rien(database_url: str) -> None:
    engine = create_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("select current_user")) == "fdls_app"
        assert not await connection.scalar(
            text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        )
        owned = "select count(*) from pg_class where relowner = 'fdls_app'::regrole"
        assert await connection.scalar(text(owned)) == 0
    await engine.dispose()


@pytest.mark.parametrize("table", PROTEGEES, ids=lambda t: t.name)
async def test_la_securite_par_ligne_est_active(database_url: str, table: object) -> None:
    engine = create_engine(database_url)
    async with engine.connect() as connection:
        active = text("select relrowsecurity from pg_class where oid = cast(:t as regclass)")
        assert await connection.scalar(active, {"t": table.name})  # type: ignore[attr-defined]
        seen = await connection.scalar(select(func.count()).select_from(table))  # type: ignore[arg-type]
        assert seen == 0, "without a département, nothing is seen"
    await engine.dispose()


async def test_sans_filtre_on_ne_voit_que_son_departement_et_sa_demande(fresh_database: str) -> None:
    ici, autre_ici, ailleurs = uuid4(), uuid4(), uuid4()
    owner = create_async_engine(fresh_database)
    async with owner.begin() as connection:
        for departement, id in (("35", ici), ("35", autre_ici), ("44", ailleurs)):
            await connection.execute(
                text(
                    "insert into demandes"
                    " (departement, id, reference, canal, etat, nature, formulaire, creee_le, version)"
                    " values (:d, :i, :r, 'guichet', 'BR', 'STANDARD', '{}', now(), 1)"
                ),
                {"d": departement, "i": id, "r": str(id)[:12]},
            )
    await owner.dispose()
    engine = create_engine(fresh_database)
    async with engine.connect() as connection:

        async def vues(departement: str, demande: str) -> set[object]:
            context = "select set_config('app.departement', :d, false), set_config('app.demande', :f, false)"
            await connection.execute(text(context), {"d": departement, "f": demande})
            return set(await connection.scalars(select(demandes.c.id)))

        assert await vues("35", "") == {ici, autre_ici}
        assert await vues("44", "") == {ailleurs}
        assert await vues("35", str(ici)) == {ici}
        assert await vues("44", str(ici)) == set()
        assert await vues("", "") == set()
    await engine.dispose()


async def test_on_n_ecrit_pas_dans_un_autre_departement(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    async with engine.connect() as connection:
        await connection.execute(text("select set_config('app.departement', '35', false)"))
        with pytest.raises(DBAPIError, match="row-level security"):
            await connection.execute(
                text(
                    "insert into demandes"
                    " (departement, id, reference, canal, etat, nature, formulaire, creee_le, version)"
                    " values ('44', :i, 'r', 'guichet', 'BR', 'STANDARD', '{}', now(), 1)"
                ),
                {"i": uuid4()},
            )
    await engine.dispose()


@pytest.mark.parametrize("table", [t for t in PROTEGEES if t.info.get("append_only")], ids=lambda t: t.name)
async def test_l_historique_ne_se_recrit_pas(database_url: str, table: object) -> None:
    engine = create_engine(database_url)
    name = table.name  # type: ignore[attr-defined]
    for statement in (f"delete from {name}", f"update {name} set departement = departement"):
        async with engine.connect() as connection:
            with pytest.raises(DBAPIError, match="permission denied"):
                await connection.execute(text(statement))
    await engine.dispose()


@pytest.mark.parametrize("view", VIEWS.values())
async def test_les_vues_de_recherche_ne_montrent_rien_sans_departement(database_url: str, view: str) -> None:
    engine = create_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text(f"select count(*) from {view}")) == 0
    await engine.dispose()
