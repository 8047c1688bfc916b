"""Des processus qui calculent à côté : ils répondent, se remplacent quand ils meurent, s'en vont sans travail."""

import asyncio
import os
import signal
import sys
import textwrap
import time
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.crew import Crew, CrewError, Shared
from adapters.db.imports.repository import _shares
from adapters.embedded.folders import ROOT
from domain.imports.rules.lecture import LigneBrute

pytestmark = pytest.mark.asyncio


def ajouter(partage: int, *nombres: int) -> int:
    return partage + sum(nombres)


def qui(partage: object) -> int:
    return os.getpid()


def echouer(partage: object) -> None:
    raise ValueError("ce calcul est impossible")


def mourir(partage: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def test_le_calcul_se_fait_ailleurs_avec_ce_qu_il_partage() -> None:
    crew = Crew()
    try:
        assert await asyncio.gather(*(crew.do(ajouter, Shared(10), n, 1) for n in range(5))) == [11, 12, 13, 14, 15]
        assert await crew.do(qui, Shared(None)) != os.getpid()
    finally:
        await crew.close()


async def test_un_calcul_qui_echoue_dit_pourquoi_et_le_suivant_se_fait() -> None:
    crew = Crew(size=1)
    try:
        with pytest.raises(CrewError, match="ce calcul est impossible"):
            await crew.do(echouer, Shared(None))
        assert await crew.do(ajouter, Shared(1), 1) == 2
    finally:
        await crew.close()


async def test_un_processus_mort_se_remplace() -> None:
    crew, partage = Crew(size=1), Shared(None)
    try:
        premier = await crew.do(qui, partage)
        with pytest.raises(CrewError, match="s'est arrêté"):
            await crew.do(mourir, partage)
        assert await crew.do(qui, partage) != premier
    finally:
        await crew.close()


async def test_sans_travail_il_s_en_va() -> None:
    crew = Crew(size=1, idle_s=0.05)
    assert await gone(await crew.do(qui, Shared(None)))


async def test_deux_calculs_qui_finissent_ensemble_ne_le_font_partir_qu_apres_le_dernier() -> None:
    crew, partage, departs = Crew(size=2, idle_s=3_600), Shared(None), Departs(asyncio.get_running_loop())
    try:
        for _ in range(3):
            await asyncio.gather(*(crew.do(qui, partage) for _ in range(2)))
            assert len(departs.attendus(crew)) == 1
    finally:
        await crew.close()
    assert departs.attendus(crew) == []


class Departs:
    """What the event loop will do later."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def attendus(self, crew: Crew) -> list[asyncio.TimerHandle]:
        handles: list[asyncio.TimerHandle] = self._loop._scheduled  # type: ignore[attr-defined]
        return [h for h in handles if not h.cancelled() and h._callback == crew._dismiss]  # type: ignore[attr-defined]


async def test_il_ne_survit_pas_a_qui_l_a_demarre() -> None:
    script = """
        import asyncio, sys
        from adapters.crew import Crew, Shared
        from tests.adapters.test_crew import qui

        async def main():
            print(await Crew().do(qui, Shared(None)), flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
    """
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(script), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    assert await gone(pid)


async def gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not alive(pid):
            return True
        await asyncio.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    """A process that has ended, but that nobody has asked about yet, still has its number."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


async def test_deux_lignes_d_une_meme_demande_vont_au_meme_processus() -> None:
    organisme = uuid4()
    brutes = [LigneBrute(numero=n, cases={"numero_unique": f"0350126{n % 7:05d}0000A"}) for n in range(70)]
    parts = _shares(brutes, organisme, 3)
    assert sorted(b.numero for part in parts for b in part) == list(range(70))
    ou = [{b.cases["numero_unique"] for b in part} for part in parts]
    assert not ou[0] & ou[1]
    assert not ou[1] & ou[2]
    assert not ou[0] & ou[2]
