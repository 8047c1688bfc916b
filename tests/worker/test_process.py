"""Le travailleur tué, arrêté, privé de Redis : rien n'est perdu, rien n'est fait deux fois."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import redis

from adapters.embedded.process import Process
from adapters.embedded.smtp import Mailbox
from api.bell import Bell
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.model import Canal, Demande
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from tests.processes import Processes
from tests.worker.conftest import Bench, SlowSmtp, until

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

CLOSED_PORT = "redis://127.0.0.1:1/0"


async def soumettre(bench: Bench, combien: int) -> list[str]:
    """Demandes envoyées du portail : chacune doit donner un message écrit, puis un courriel."""
    adresses = []
    container = bench.container
    await container.communes.load()
    now = datetime.now(UTC)
    for _ in range(combien):
        adresse = f"{uuid4().hex}@exemple.test"
        demande = Demande.commencer(
            id=new_id(),
            departement="35",
            reference=uuid4().hex[:12],
            canal=Canal.PORTAIL,
            organisme_id=None,
            le=now,
        )
        demande.formulaire = Formulaire(demandeur=Personne(id=new_id(), email=adresse))
        demande.soumettre(le=now)
        async with container.new_uow(systeme("35"), "parcours") as uow:
            uow.demandes.add(demande)
        adresses.append(adresse)
    return adresses


async def tout_est_fait(bench: Bench) -> bool:
    [(reste,)] = await bench.rows("select count(*) from outbox_deliveries where done_at is null")
    return int(reste) == 0


async def exiger_une_fois_chacun(bench: Bench, adresses: list[str]) -> None:
    async with bench.container.read("35") as connection:
        rows = await connection.exec_driver_sql("select destinataire, etat, tentatives from messages")
        assert sorted(tuple(r) for r in rows) == sorted((a, "envoye", 1) for a in adresses)


async def test_tuer_le_travailleur_en_plein_envoi_ne_perd_rien_et_ne_fait_rien_deux_fois(
    bench: Bench, environment: dict[str, str], fresh_database: str, processes: Processes, mailbox: Mailbox
) -> None:
    variables = environment | {"DATABASE_URL": fresh_database}
    adresses = await soumettre(bench, 12)
    async with SlowSmtp() as smtp:
        tue = processes.worker(variables | {"SMTP_URL": smtp.url})
        await until(tue, _is_set(smtp))
        tue.kill()
    [(en_cours,)] = await bench.rows("select count(*) from outbox_deliveries where lease_until is not null")
    assert en_cours, "il tenait des livraisons"

    await bench.later()
    reprise = processes.worker(variables)
    await until(reprise, lambda: tout_est_fait(bench))
    reprise.stop()

    await exiger_une_fois_chacun(bench, adresses)
    assert [len(mailbox.messages(to=a)) for a in adresses] == [1] * 12
    [(essais,)] = await bench.rows("select max(attempts) from outbox_deliveries")
    assert essais == 2, "la livraison coupée a été rejouée"


async def test_arreter_le_travailleur_laisse_finir_l_envoi_en_cours(
    bench: Bench, environment: dict[str, str], fresh_database: str, processes: Processes
) -> None:
    adresses = await soumettre(bench, 1)
    async with SlowSmtp() as smtp:
        variables = environment | {"DATABASE_URL": fresh_database, "SMTP_URL": smtp.url}
        arrete = processes.worker(variables)
        await until(arrete, _is_set(smtp))
        stopping = asyncio.create_task(asyncio.to_thread(arrete.stop))
        await until(arrete, _says(arrete, "arret_demande"))
        smtp.release.set()
        await stopping
        assert smtp.received == adresses

    assert arrete.returncode == 0, arrete.last_words()
    assert await tout_est_fait(bench)
    await exiger_une_fois_chacun(bench, adresses)
    assert "@exemple.test" not in arrete.last_words(50_000), "aucune adresse dans les journaux"
    assert '"correlation": "parcours"' in arrete.last_words(50_000)


async def test_vider_redis_ne_perd_rien(
    bench: Bench, environment: dict[str, str], fresh_database: str, fresh_redis: str, processes: Processes
) -> None:
    variables = environment | {"DATABASE_URL": fresh_database, "REDIS_URL": fresh_redis}
    worker = processes.worker(variables)
    adresses = []
    with redis.Redis.from_url(fresh_redis) as client:
        for _ in range(5):
            adresses += await soumettre(bench, 2)
            client.flushall()
    await until(worker, lambda: tout_est_fait(bench))

    await exiger_une_fois_chacun(bench, adresses)


async def test_sans_redis_le_balayage_suffit(
    bench: Bench, environment: dict[str, str], fresh_database: str, processes: Processes
) -> None:
    variables = environment | {"DATABASE_URL": fresh_database, "REDIS_URL": CLOSED_PORT}
    worker = processes.worker(variables)
    adresses = await soumettre(bench, 2)
    await until(worker, lambda: tout_est_fait(bench))
    worker.stop()

    assert worker.returncode == 0, worker.last_words()
    await exiger_une_fois_chacun(bench, adresses)


async def test_la_sonnette_reveille_sans_attendre_le_balayage(
    bench: Bench, environment: dict[str, str], fresh_database: str, fresh_redis: str, processes: Processes
) -> None:
    worker = processes.worker(environment | {"DATABASE_URL": fresh_database, "REDIS_URL": fresh_redis})
    await until(worker, _says(worker, "travailleur_pret"))
    bell = Bell(fresh_redis)
    await soumettre(bench, 1)
    await bell.ring()
    await bell.close()
    await until(worker, lambda: tout_est_fait(bench), within=4.5)


def _is_set(smtp: SlowSmtp) -> Callable[[], Awaitable[bool]]:
    async def held() -> bool:
        return smtp.holding.is_set()

    return held


def _says(process: Process, words: str) -> Callable[[], Awaitable[bool]]:
    async def said() -> bool:
        return words in process.last_words(50_000)

    return said
