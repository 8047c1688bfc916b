"""Les lectures de biens : qui voit quoi, et à quel prix."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from adapters.db.biens.queries import SORTS, SqlBiensQueries, visible
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.biens.views import bien_of
from domain.biens.codes import EtatBien
from domain.biens.errors import BienIntrouvable
from domain.biens.policies import est_visible
from domain.biens.queries import BiensCriteria
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from tests.adapters.db.parc import ARMOR, DEPARTEMENT, LE, METROPOLE, PREFECTURE, VILAINE, Parc

pytestmark = pytest.mark.asyncio(loop_scope="session")


def acteur(organisme: UUID | None, *, tout: bool = False, departement: str = DEPARTEMENT) -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=UUID(int=1),
        libelle="Agent",
        perimetre=Perimetre(departement=departement, organisme_id=organisme, tout_organisme=tout),
        droits=frozenset(d.value for d in Droit),
    )


@pytest.fixture
def queries(un_parc: Parc) -> SqlBiensQueries:
    def today() -> date:
        return LE.date()

    def now() -> datetime:
        return LE

    return SqlBiensQueries(un_parc.read, un_parc.communes, now, today)


@pytest.mark.parametrize("taille", [1, 20, 100])
async def test_une_liste_coute_deux_instructions_au_plus_quelle_que_soit_la_page(
    un_parc: Parc, queries: SqlBiensQueries, taille: int
) -> None:
    qui = acteur(ARMOR)
    await queries.rechercher(qui.perimetre, qui, BiensCriteria(), page=1, size=1)
    async with un_parc.statements() as vues:
        page = await queries.rechercher(qui.perimetre, qui, BiensCriteria(), page=1, size=taille)
    assert len(page.items) == taille
    assert page.total_plafonne
    assert len(vues) <= 2, vues
    assert all("departement" in vue for vue in vues)


async def test_une_fiche_est_une_seule_instruction(un_parc: Parc, queries: SqlBiensQueries) -> None:
    qui = acteur(ARMOR)
    await queries.detail(qui.perimetre, qui, UUID(int=10_001))
    async with un_parc.statements() as vues:
        fiche = await queries.detail(qui.perimetre, qui, UUID(int=10_001))
    assert len(vues) == 1
    assert fiche.annonce_id == UUID(int=200_001)


ACTEURS = {
    "un bailleur": acteur(ARMOR),
    "l'autre bailleur": acteur(VILAINE),
    "le réservataire": acteur(METROPOLE),
    "un réservataire sans contingent": acteur(PREFECTURE),
    "le gestionnaire": acteur(UUID(int=99), tout=True),
    "un visiteur": acteur(None),
    "le gestionnaire d'ailleurs": acteur(UUID(int=99), tout=True, departement="44"),
}


@pytest.mark.parametrize("qui", ACTEURS.values(), ids=list(ACTEURS))
async def test_le_sql_et_la_regle_montrent_exactement_les_memes_biens(un_parc: Parc, qui: Acteur) -> None:
    joined = biens.join(
        mises_en_location,
        (mises_en_location.c.departement == biens.c.departement)
        & (mises_en_location.c.id == biens.c.mise_en_location_id),
    )
    columns = [*biens.c, *(c for c in mises_en_location.c if c.name not in ("id", "departement"))]
    async with un_parc.read(DEPARTEMENT) as connection:
        tous = (await connection.execute(select(*columns).select_from(joined))).all()
        vus = set(await connection.scalars(select(biens.c.id).select_from(joined).where(visible(qui.perimetre))))
    assert vus == {row.id for row in tous if est_visible(qui, bien_of(row))}


@pytest.mark.parametrize("qui", [acteur(None), acteur(PREFECTURE), acteur(ARMOR, departement="44")])
async def test_hors_du_perimetre_rien_ne_se_lit(queries: SqlBiensQueries, qui: Acteur) -> None:
    id = UUID(int=10_001)
    with pytest.raises(BienIntrouvable):
        await queries.detail(qui.perimetre, qui, id)
    with pytest.raises(BienIntrouvable):
        await queries.historique(qui.perimetre, id, page=1, size=10)
    page = await queries.rechercher(qui.perimetre, qui, BiensCriteria(), page=1, size=10)
    assert page.items == []


@pytest.mark.parametrize("sort", SORTS)
async def test_chaque_tri_est_stable_d_une_page_a_l_autre(queries: SqlBiensQueries, sort: str) -> None:
    qui = acteur(ARMOR)
    criteria = BiensCriteria(etats=(EtatBien.DISPONIBLE,), typologies=(Typologie.T2,), communes=("35238",), sort=sort)
    pages = [await queries.rechercher(qui.perimetre, qui, criteria, page=n, size=15) for n in (1, 2, 3)]
    ids = [b.id for page in pages for b in page.items]
    assert len(ids) == len(set(ids)) == 45


@pytest.mark.parametrize(
    ("q", "trouve"),
    [("LOG-000042", 1), ("log 000042", 1), ("étang", 20), ("ETANG", 20), ("rue étang 43", 20), ("introuvable", 0)],
)
async def test_la_recherche_ignore_la_casse_et_les_accents(queries: SqlBiensQueries, q: str, trouve: int) -> None:
    qui = acteur(UUID(int=99), tout=True)
    page = await queries.rechercher(qui.perimetre, qui, BiensCriteria(q=q, etats=tuple(EtatBien)), page=1, size=20)
    assert len(page.items) == trouve


async def test_une_seule_vacance_ouverte_par_logement(un_parc: Parc) -> None:
    ouverte: dict[str, Any] = {"d": DEPARTEMENT, "id": UUID(int=1), "bien": UUID(int=10_001)}
    async with un_parc.owner.connect() as connection:
        with pytest.raises(IntegrityError, match="uq_mises_en_location_ouverte"):
            await connection.execute(
                text(
                    "insert into mises_en_location (departement, id, bien_id, etat, disponible_le, loyer, charges,"
                    " annexes, type_reservataire, ouverte_le)"
                    " values (:d, :id, :bien, 'DISPONIBLE', current_date, 1, 0, 0, 'AUCUN', now())"
                ),
                ouverte,
            )
