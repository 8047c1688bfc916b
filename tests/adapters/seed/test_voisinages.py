"""Comparer tout un lot trouve les voisines que chaque demande, cherchée seule, aurait trouvées."""

import pytest
from sqlalchemy import text

from adapters.db.demandes.gateways import SqlRechercheDoublons
from domain.demandes.doublons.use_cases import radiees_depuis
from domain.demandes.ports import DemandesUnitOfWork
from domain.organismes.acteur import systeme
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_lot_a_les_memes_voisines_qu_une_demande_cherchee_seule(semee: Semee) -> None:
    container = semee.container
    async with container.read(DEPARTEMENT) as connection:
        ids = (await connection.scalars(text("select demande_id from recherche_demandes_visibles limit 150"))).all()
    async with container.new_uow(systeme(DEPARTEMENT), None) as uow:
        dom: DemandesUnitOfWork = uow
        depuis = radiees_depuis(uow.today(), DEPARTEMENT)
        lot = {c.demande_id: c for c in await dom.doublons.a_comparer(DEPARTEMENT, ids, depuis)}
        assert lot.keys() == set(ids)
        trouvees = 0
        for id in ids:
            demande = await dom.demandes.get(DEPARTEMENT, id)
            seules = await SqlRechercheDoublons(uow.session).voisines(demande, depuis, brouillons=True)
            assert list(lot[id].voisines) == seules
            assert lot[id].etat is demande.etat
            trouvees += len(seules)
        assert trouvees > 5, "sinon rien n'est éprouvé"
