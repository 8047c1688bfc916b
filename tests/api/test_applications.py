"""Les deux applications telles que le serveur les donne : une page par adresse, un fichier par empreinte."""

from pathlib import Path

import httpx
import pytest

from api.spa import Spa

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def construite(tmp_path: Path) -> httpx.AsyncClient:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "page-AbC123.js").write_text("export default 1")
    (tmp_path / "index.html").write_text("<!doctype html><title>Fichier partagé</title>")
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=Spa(tmp_path)), base_url="https://fdls.test")


async def test_toute_adresse_de_l_application_donne_sa_page_toujours_revalidee(construite: httpx.AsyncClient) -> None:
    for adresse in ("/", "/demandes", "/demandes/0193/pieces"):
        page = await construite.get(adresse)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
        assert "Fichier partagé" in page.text


async def test_un_fichier_empreint_se_garde_un_an(construite: httpx.AsyncClient) -> None:
    fichier = await construite.get("/assets/page-AbC123.js")
    assert fichier.status_code == 200
    assert "immutable" in fichier.headers["cache-control"]


async def test_le_fichier_d_une_version_remplacee_n_est_pas_la_page_d_accueil(construite: httpx.AsyncClient) -> None:
    """Un onglet ouvert avant la mise en service apprend que son fichier n'est plus là, et se recharge."""
    parti = await construite.get("/assets/page-Ancien.js")
    assert (parti.status_code, parti.headers["cache-control"]) == (404, "no-store")
    assert (await construite.post("/demandes")).status_code == 405
