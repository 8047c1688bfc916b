"""Le territoire semé montre un import terminé avec ses rejets, et des lectures que la nuit fera vérifier."""

from datetime import timedelta

import pytest

from domain.imports.model import EtatImport
from domain.organismes.acteur import Perimetre, systeme
from domain.tracabilite.codes import RegleDeLecture
from domain.tracabilite.parametres import seuils_de_lecture
from domain.tracabilite.ports import TracabiliteUnitOfWork
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")
PARTOUT = Perimetre(departement=DEPARTEMENT, organisme_id=None, tout_organisme=True)


async def test_un_import_applique_se_lit_avec_ses_rejets(semee: Semee) -> None:
    container = semee.container
    page = await container.imports.lister(PARTOUT, systeme(DEPARTEMENT), page=1, size=10)
    [vue] = page.items
    assert vue.etat is EtatImport.APPLIQUE
    assert (vue.lues, vue.rejetees) == (30, 6)
    assert vue.bilan is not None
    assert vue.bilan.anciennes == 24
    anomalies = await container.imports.anomalies(PARTOUT, vue.id, page=1, size=100)
    assert {"date-illisible", "code-inconnu", "nombre-illisible", "date-future"} <= {a.code for a in anomalies.items}


async def test_la_premiere_nuit_remarque_une_soiree_de_lectures(semee: Semee) -> None:
    container = semee.container
    async with container.new_uow(systeme(DEPARTEMENT), None) as uow:
        dom: TracabiliteUnitOfWork = uow
        veille = dom.today() - timedelta(days=1)
        trouvees = await dom.lectures.remarquables(DEPARTEMENT, veille, seuils_de_lecture(veille, DEPARTEMENT))
    assert RegleDeLecture.HORS_HEURES in {r.regle for r in trouvees}
