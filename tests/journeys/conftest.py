from collections.abc import Iterator

import pytest

from tests.embedded import Servers
from tests.journeys.histoire import Histoire
from tests.journeys.recepteur import Recepteur
from tests.maison import Maison
from tests.processes import Processes


@pytest.fixture(scope="module")
def maison(servers: Servers, processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maison]:
    with Maison.ouverte(servers, processes, tmp_path_factory.mktemp("maison")) as ouverte:
        yield ouverte


@pytest.fixture
def recepteur() -> Iterator[Recepteur]:
    with Recepteur.ouvert() as ouvert:
        yield ouvert


@pytest.fixture
def histoire(maison: Maison, recepteur: Recepteur) -> Iterator[Histoire]:
    commencee = Histoire(maison, recepteur)
    yield commencee
    commencee.finir()
