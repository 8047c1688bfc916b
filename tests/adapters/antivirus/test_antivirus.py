"""L'antivirus dit « sain » ou « reconnu » ; tout le reste est un silence, et un silence n'est jamais « sain »."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.antivirus.clamav import CHUNK, ClamAv
from adapters.antivirus.embarque import SansAntivirus
from adapters.embedded.server import free_port
from domain.pieces.errors import AntivirusIndisponible
from tests.adapters.antivirus.clamd import EICAR, Clamd

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def clamd() -> AsyncIterator[Clamd]:
    async with Clamd().listening() as listening:
        yield listening


@pytest.mark.parametrize("taille", [0, 1, CHUNK, CHUNK + 1, 20 * 1024 * 1024])
async def test_un_contenu_sain_est_lu_en_entier(clamd: Clamd, taille: int) -> None:
    verdict = await ClamAv(clamd.url).analyser(os.urandom(taille))
    assert verdict.signature is None
    assert clamd.seen == [taille]


@pytest.mark.parametrize("avant", [0, CHUNK - 10])
async def test_un_virus_est_nomme_meme_a_cheval_sur_deux_morceaux(clamd: Clamd, avant: int) -> None:
    verdict = await ClamAv(clamd.url).analyser(b"%PDF-" + b" " * avant + EICAR)
    assert verdict.signature == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize("humeur", ["silent", "killed", "confused"])
async def test_un_antivirus_muet_coupe_ou_confus_n_est_jamais_un_verdict(clamd: Clamd, humeur: str) -> None:
    clamd.mood = humeur
    with pytest.raises(AntivirusIndisponible):
        await ClamAv(clamd.url, timeout_s=0.2).analyser(EICAR)


async def test_un_fichier_plus_gros_que_ce_qu_il_accepte_n_est_pas_declare_sain(clamd: Clamd) -> None:
    with pytest.raises(AntivirusIndisponible):
        await ClamAv(clamd.url).analyser(bytes(26 * 1024 * 1024))


async def test_un_antivirus_absent_n_est_pas_un_verdict() -> None:
    with pytest.raises(AntivirusIndisponible):
        await ClamAv(f"clamav://127.0.0.1:{free_port()}").analyser(b"x")


async def test_sans_antivirus_on_le_dit() -> None:
    assert "n'est pas un antivirus" in SansAntivirus().nom
    assert (await SansAntivirus().analyser(EICAR)).signature is None
