"""Recoter tout un territoire d'un coup redonne ce que chaque demande a reçu une à une."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from adapters.db.cotation.verification import verifier
from adapters.db.unit_of_work import SqlUnitOfWork
from domain.cotation.departage import cle_de_departage
from domain.cotation.vocabulary import Departage
from domain.organismes.acteur import systeme
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = [pytest.mark.lent, pytest.mark.asyncio(loop_scope="session")]

COTATIONS = "select * from cotations order by demande_id, epci"
CLASSEES = "select demande_id, commune, typologie, points, departage from souhaits order by 1, 2, 3"
LISTEES = "select demande_id, points, departage from points_de_liste order by 1"


async def lues(uow: SqlUnitOfWork, requete: str) -> list[Any]:
    return list((await uow.session.execute(text(requete))).all())


async def recoter(uow: SqlUnitOfWork, *, tout: bool = False) -> tuple[int, int]:
    """Tous les territoires, par petits lots : examinées, réécrites."""
    examinees = changees = 0
    for (epci,) in await lues(uow, "select distinct epci from faits_de_cotation order by epci"):
        apres = UUID(int=0)
        while True:
            lot = await uow.cotation_en_masse.recoter_le_territoire(
                DEPARTEMENT, epci, uow.today(), apres=apres, combien=70, acteur=systeme(DEPARTEMENT), tout=tout
            )
            examinees, changees = examinees + lot.examinees, changees + lot.changees
            if lot.derniere is None:
                break
            apres = lot.derniere
    return examinees, changees


async def test_recoter_tout_le_stock_ne_reecrit_rien_quand_rien_n_a_change(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        [(gardes,)] = await lues(uow, "select count(*) from faits_de_cotation")
        assert await recoter(uow) == (gardes, 0)
        assert await recoter(uow, tout=True) == (gardes, 0)
        await uow.session.rollback()


async def test_recoter_tout_le_stock_refait_chaque_ligne_a_l_identique(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        avant = [await lues(uow, requete) for requete in (COTATIONS, CLASSEES, LISTEES)]
        await uow.session.execute(text("delete from cotations where demande_id::text < '8'"))
        await uow.session.execute(text("update cotations set total_verifie = 77, blocs_verifies = '{77}'"))
        await uow.session.execute(text("update souhaits set points = 78, departage = 0"))
        await uow.session.execute(text("update points_de_liste set points = 78 where points is not null"))
        assert await recoter(uow, tout=True) == (len(avant[0]), len(avant[0]))
        assert [await lues(uow, requete) for requete in (COTATIONS, CLASSEES, LISTEES)] == avant
        dites = await lues(
            uow, "select distinct details ->> 'cause', type, auteur_sorte from historique where ecrit_le >= now()"
        )
        assert [tuple(d) for d in dites] == [("grille", "DemandeCotee", "systeme")]
        await uow.session.rollback()


async def test_une_grille_qui_departage_autrement_reclasse_meme_les_points_qui_ne_bougent_pas(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        await uow.session.execute(
            text(
                "insert into grilles (departement, id, epci, population, version_grille, statut, contenu, creee_le,"
                " effet_du, effet_au, version) select departement, gen_random_uuid(), epci, population, 900, statut,"
                " contenu, creee_le, effet_du - 9, effet_du - 1, 1 from grilles where statut = 'publiee'"
            )
        )
        await uow.session.execute(
            text('update grilles set contenu = contenu || \'{"departage": ["numero_unique"]}\' where effet_au is null')
        )
        await recoter(uow, tout=True)
        for table in ("souhaits", "points_de_liste"):
            classees = await lues(
                uow,
                f"select c.departage, d.deposee_le, d.numero_unique, c.points from {table} c"
                " join demandes d on d.id = c.demande_id where d.etat = 'AC' and c.points > 0",
            )
            assert classees
            for departage, deposee_le, numero, _ in classees:
                assert departage == cle_de_departage((Departage.NUMERO_UNIQUE,), deposee_le, numero)
        await uow.session.rollback()


async def test_une_ligne_perdue_d_une_autre_grille_ou_d_autres_faits_est_refaite(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        avant = await lues(uow, COTATIONS)
        perdues = await lues(uow, "delete from cotations where right(demande_id::text, 1) < '4' returning 1")
        autres = "update cotations set empreinte = 'hier', total_verifie = 77 where right(demande_id::text, 1) > 'b'"
        vieilles = await lues(uow, f"{autres} returning 1")
        assert await recoter(uow) == (len(avant), len(perdues) + len(vieilles))
        assert await lues(uow, COTATIONS) == avant
        await uow.session.rollback()


async def test_ce_qui_attend_le_lendemain_est_recote_le_lendemain(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        [(bascule,)] = await lues(uow, "select min(prochaine_bascule) from cotations")
        assert bascule > uow.today()
        veille = await uow.cotation_en_masse.recoter_les_echues(
            DEPARTEMENT, bascule - timedelta(days=1), 1000, systeme(DEPARTEMENT)
        )
        assert (veille.examinees, veille.changees) == (0, 0)
        [(dues,)] = await lues(uow, f"select count(*) from cotations where prochaine_bascule = '{bascule}'")
        lot = await uow.cotation_en_masse.recoter_les_echues(DEPARTEMENT, bascule, 1000, systeme(DEPARTEMENT))
        assert (lot.examinees, lot.changees) == (dues, dues)
        assert await lues(uow, f"select 1 from cotations where prochaine_bascule <= '{bascule}'") == []
        await uow.session.rollback()


async def test_les_points_gardes_sont_ceux_que_sql_retrouve(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        [(gardes,)] = await lues(uow, "select count(*) from faits_de_cotation")
        vues = await verifier(uow.session, DEPARTEMENT, uow.today())
        assert sum(v.demandes for v in vues) == gardes
        assert [v for v in vues if v.ecarts] == []
        await uow.session.execute(text("update cotations set total_declare = 999 where demande_id::text < '8'"))
        [(touchees,)] = await lues(uow, "select count(*) from cotations where total_declare = 999")
        assert sum(v.ecarts for v in await verifier(uow.session, DEPARTEMENT, uow.today())) == touchees
        await uow.session.rollback()
