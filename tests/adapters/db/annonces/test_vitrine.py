"""La vitrine publique : toujours la même que les annonces, lue par ses index."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql

from adapters.db.annonces import vitrine
from adapters.db.annonces.public import SORTS, SqlAnnoncesPubliquesQueries, search_statement
from adapters.db.annonces.tables import annonces_publiques
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.queries import AnnoncePublique, AnnoncePubliqueDetail, AnnoncesPubliquesCriteria
from domain.kernel.read_model import PLAFOND_DU_TOTAL, Page
from domain.organismes.acteur import Perimetre
from tests.adapters.db.parc import DEBUT, DEPARTEMENT, FIN, LE, Parc

pytestmark = pytest.mark.asyncio(loop_scope="session")

ICI = Perimetre(departement=DEPARTEMENT)
PAGE = TypeAdapter(Page[AnnoncePublique])


def queries(parc: Parc, le: datetime = LE) -> SqlAnnoncesPubliquesQueries:
    return SqlAnnoncesPubliquesQueries(parc.read, lambda: le)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "filtre",
    [{}, {"commune": "35047"}, {"typologie": "T2"}, {"loyer_max": 400}, {"commune": "35047", "typologie": "T3"}],
)
async def test_la_recherche_rend_ce_que_dirait_un_tri_en_memoire(
    un_parc: Parc, sort: str, filtre: dict[str, Any]
) -> None:
    async with un_parc.read(DEPARTEMENT) as connection:
        rows = (await connection.execute(select(annonces_publiques))).all()
    attendues = [
        row
        for row in rows
        if row.publiee_le <= LE < row.fin_le
        and filtre.get("commune") in (None, row.commune)
        and filtre.get("typologie") in (None, row.typologie)
        and row.mensualite <= filtre.get("loyer_max", 10**6)
    ]
    if sort == "loyer":
        attendues.sort(key=lambda row: (row.mensualite, row.id))
    else:
        attendues.sort(key=lambda row: (row.publiee_le, row.id), reverse=True)
    criteria = AnnoncesPubliquesCriteria(**filtre, sort=sort)
    for numero in (1, 2, 7):
        lue = PAGE.validate_json(await queries(un_parc).rechercher(ICI, criteria, page=numero, size=10))
        assert [a.id for a in lue.items] == [row.id for row in attendues[(numero - 1) * 10 : numero * 10]]
        assert lue.total == min(len(attendues), PLAFOND_DU_TOTAL)
        assert lue.total_plafonne is (len(attendues) > PLAFOND_DU_TOTAL)


async def test_une_page_de_dix_annonces_pese_moins_de_quinze_kilo_octets(un_parc: Parc) -> None:
    lue = await queries(un_parc).rechercher(ICI, AnnoncesPubliquesCriteria(), page=1, size=10)
    assert len(lue) <= 15_000


async def test_chaque_lecture_publique_est_une_seule_instruction(un_parc: Parc) -> None:
    lecteur = queries(un_parc)
    await lecteur.rechercher(ICI, AnnoncesPubliquesCriteria(), page=1, size=1)
    async with un_parc.statements() as vues:
        await lecteur.rechercher(ICI, AnnoncesPubliquesCriteria(commune="35238"), page=3, size=50)
        await lecteur.detail(ICI, UUID(int=200_001))
    assert len(vues) == 2
    assert all("departement" in vue for vue in vues)


@pytest.mark.parametrize(("filtres", "sort"), list(product(product([True, False], repeat=3), SORTS)))
async def test_aucune_recherche_ne_parcourt_toute_la_vitrine(
    un_parc: Parc, filtres: tuple[bool, bool, bool], sort: str
) -> None:
    valeurs = {
        "departement": DEPARTEMENT,
        "le": LE,
        "commune": "35238",
        "typologie": "T2",
        "loyer_max": 450,
        "size": 10,
        "skip": 0,
    }
    statement = search_statement(*filtres, sort)
    asked = statement.compile(dialect=postgresql.dialect()).params
    wanted = {name: value for name, value in valeurs.items() if name in asked}
    bare = str(statement.params(**wanted).compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    async with un_parc.read(DEPARTEMENT) as connection:
        plan = "\n".join(await connection.scalars(text(f"explain {bare}")))
    assert "Seq Scan" not in plan, plan
    assert "Sort" not in plan or filtres[0], plan


async def test_hors_de_sa_periode_une_annonce_n_existe_pas(un_parc: Parc) -> None:
    id = UUID(int=200_001)
    vue = await queries(un_parc).detail(ICI, id)
    lue = TypeAdapter(AnnoncePubliqueDetail).validate_json(vue.corps)
    assert lue.id == id
    inchangee = await queries(un_parc).detail(ICI, id, vue.etag)
    assert inchangee.corps == b""
    for le in (DEBUT - timedelta(seconds=1), FIN):
        with pytest.raises(AnnonceIntrouvable):
            await queries(un_parc, le).detail(ICI, id)
    with pytest.raises(AnnonceIntrouvable):
        await queries(un_parc).detail(Perimetre(departement="44"), id)


async def test_refaire_la_vitrine_ne_change_rien(un_parc: Parc) -> None:
    async with un_parc.owner.connect() as connection:
        avant = (await connection.execute(select(annonces_publiques).order_by(annonces_publiques.c.id))).all()
        await connection.execute(annonces_publiques.delete().where(annonces_publiques.c.id == UUID(int=200_001)))
        ids = [UUID(int=200_001), UUID(int=200_002)]
        await vitrine.dress(connection, DEPARTEMENT, un_parc.communes, annonces_changees=ids)
        partielle = (await connection.execute(select(annonces_publiques).order_by(annonces_publiques.c.id))).all()
        assert partielle == avant
        assert await vitrine.rebuild(connection, DEPARTEMENT, un_parc.communes) == len(avant)
        entiere = (await connection.execute(select(annonces_publiques).order_by(annonces_publiques.c.id))).all()
        assert entiere == avant
        await connection.rollback()
