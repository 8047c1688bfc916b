"""Le travailleur tué pendant l'examen d'une pièce : elle n'est ni perdue, ni examinée deux fois, ni déclarée saine."""

from hashlib import sha256
from typing import Any

import pytest

from api.bootstrap import Container
from domain.demandes.model import Canal, Demande
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from domain.pieces.codes import TypePiece
from domain.pieces.feuillets import arrivees
from domain.pieces.reception import ContenuRecu
from domain.pieces.use_cases import DeposerPiece, deposer_piece
from tests.adapters.antivirus.clamd import Clamd
from tests.adapters.images.conftest import photo
from tests.processes import Processes
from tests.worker.conftest import Bench, until

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]


async def une_piece_a_examiner(container: Container) -> str:
    contenu, acteur = photo(), systeme("35")
    async with container.new_uow(acteur, None) as uow:
        demande = Demande.commencer(
            id=new_id(),
            departement="35",
            reference=await uow.demandes.prochaine_reference("35", uow.today()),
            canal=Canal.PORTAIL,
            organisme_id=None,
            le=uow.now(),
        )
        uow.demandes.add(demande)
    recu = ContenuRecu(
        nom="carte.jpg",
        format="image/jpeg",
        taille=len(contenu),
        empreinte=sha256(contenu).hexdigest(),
        objet=f"{arrivees('35')}{new_id()}",
    )
    await container.stockage.ranger(recu.objet, contenu)
    command = DeposerPiece(demande_id=demande.id, type=TypePiece.CARTE_IDENTITE, recu=recu)
    await container.executor(deposer_piece, command, acteur)
    return recu.objet


async def lignes(bench: Bench, colonnes: str) -> list[tuple[Any, ...]]:
    async with bench.container.read("35") as connection:
        rows = await connection.exec_driver_sql(f"select {colonnes} from pieces")
        return [tuple(row) for row in rows]


async def test_tuer_le_travailleur_en_plein_examen_ne_perd_ni_ne_double_rien(
    bench: Bench, environment: dict[str, str], fresh_database: str, processes: Processes
) -> None:
    brut = await une_piece_a_examiner(bench.container)
    async with Clamd().listening() as clamd:
        variables = environment | {"DATABASE_URL": fresh_database, "ANTIVIRUS_URL": clamd.url}
        clamd.mood = "silent"
        tue = processes.worker(variables)
        await until(tue, lambda: commencee(clamd))
        tue.kill()
        assert await lignes(bench, "etat, analyse_depuis is not null") == [("ANALYSE", True)]

        clamd.mood = "well"
        await bench.later()
        reprise = processes.worker(variables)
        await until(reprise, lambda: prete(bench))
        await until(reprise, lambda: effacee(bench.container, brut))
        reprise.stop()
    examen = await lignes(bench, "feuillets->0->>'pages', feuillets->0->>'examen'")
    assert await lignes(bench, "analyse_depuis") == [(None,)]
    assert examen == [("1", "Analysé par l'antivirus ClamAV.")]
    assert len(clamd.seen) == 2


async def commencee(clamd: Clamd) -> bool:
    return bool(clamd.seen)


async def prete(bench: Bench) -> bool:
    return await lignes(bench, "etat") == [("RECUE",)]


async def effacee(container: Container, objet: str) -> bool:
    return not await container.stockage.existe(objet)
