"""Le travailleur tué n'importe quand pendant un import : repris, il écrit exactement la même chose, une seule fois."""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from adapters.embedded.process import Process
from api.bootstrap import Container, create_container
from api.worker import relay_of
from domain.imports.errors import ImportInterrompu
from domain.imports.model import FormatImport, objets_de_l_import
from domain.imports.use_cases import (
    AnnulerImport,
    AppliquerImport,
    CommencerImport,
    RecevoirMorceau,
    annuler_import,
    appliquer_import,
    commencer_import,
    recevoir_morceau,
)
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from tests.api.conftest import settle
from tests.bench.usage import family
from tests.embedded import Servers
from tests.factories.fichiers import csv_de
from tests.factories.lignes_import import ligne
from tests.processes import Processes
from tests.worker.conftest import Bench, until

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

LIGNES = 2_100
"""Three batches, made by the processes of the crew and not in a thread."""
CONTENU = csv_de([ligne(n) if n % 100 else ligne(n, demandeur__civilite="9") for n in range(1, LIGNES + 1)])

IMPORTS_TUES = int(os.environ.get("IMPORTS_TUES", "1"))
MORTS_PAR_IMPORT = int(os.environ.get("MORTS_PAR_IMPORT", "4"))
"""Of the worker, during the check and the application of one import. `tuer_des_imports` asks for more of both."""


@dataclass(frozen=True)
class Mort:
    """The worker has just been killed."""

    pendant: str
    """What the import was at."""
    a_l_oeuvre: bool
    """It was on it: its delivery was under way. Otherwise it had not begun, or was between two batches."""
    equipe: bool
    """One of the processes that compute for it was killed first."""


MORTS: list[Mort] = []
"""Since the beginning of this run."""

EMPREINTE = r"""
select md5(string_agg(dit, '|' order by dit)) as empreinte, count(*) as lignes from (
  select concat_ws(';', 'd', d.numero_unique, d.etat, d.deposee_le, d.expire_le, d.version,
    regexp_replace(d.formulaire::text, '[0-9a-f]{8}-[0-9a-f-]{27}', '', 'g')) as dit from demandes d
  union all select concat_ws(';', 'n', numero) from numeros_uniques
  union all select concat_ws(';', 'c', cle, dernier) from compteurs
  union all select concat_ws(';', 's', d.numero_unique, s.commune, s.typologie, s.rang, s.points)
    from souhaits s join demandes d on d.id = s.demande_id
  union all select concat_ws(';', 'r', r.numero_unique, r.cle_tri, r.categorie, p.points)
    from recherche_demandes r join points_de_liste p on p.demande_id = r.demande_id
  union all select concat_ws(';', 'k', d.numero_unique, c.epci, c.total_verifie, c.total_declare)
    from cotations c join demandes d on d.id = c.demande_id
  union all select concat_ws(';', 'v', d.numero_unique, encode(v.index_aveugle, 'hex'))
    from nirs v join demandes d on d.id = v.demande_id
  union all select concat_ws(';', 'h', d.numero_unique, h.type, h.auteur)
    from historique h join demandes d on d.id = h.objet_id
  union all select concat_ws(';', 'p', p.cle, encode(p.empreinte, 'hex')) from provenances p
  union all select concat_ws(';', 'l', l.numero, l.etat, l.anomalies) from import_lignes l
) tout
"""


async def deposant(container: Container, url: str) -> Acteur:
    territoire = await settle(url)
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=territoire.comptes["gestionnaire"],
        libelle="Agent Gestionnaire",
        perimetre=Perimetre(departement="35", organisme_id=territoire.organismes["gestionnaire"], tout_organisme=True),
        droits=frozenset(d.value for d in Droit),
    )


async def deposer(container: Container, acteur: Acteur, contenu: bytes = CONTENU) -> UUID:
    command = CommencerImport(nom="reprise.csv", format=FormatImport.CSV, taille=len(contenu))
    id = await container.executor(commencer_import, command, acteur)
    for debut in range(0, len(contenu), 1_000_000):
        morceau, objet = contenu[debut : debut + 1_000_000], f"{objets_de_l_import('35', id)}{new_id()}"
        await container.stockage.ranger(objet, morceau)
        recu = RecevoirMorceau(import_id=id, position=debut, objet=objet, taille=len(morceau))
        await container.executor(recevoir_morceau, recu, acteur)
    return id


async def ordonner(container: Container, acteur: Acteur, id: UUID) -> None:
    [(version,)] = await dire(container, f"select version from imports where id = '{id}'")
    await container.executor(appliquer_import, AppliquerImport(import_id=id, version=version), acteur)


async def dire(container: Container, question: str) -> list[Any]:
    async with container.read("35") as connection:
        await connection.execute(text("set local statement_timeout = 0"))  # a fingerprint reads every table
        return [tuple(row) for row in await connection.execute(text(question))]


async def etat(container: Container) -> str:
    [(trouve,)] = await dire(container, "select etat from imports")
    return str(trouve)


async def avancement(container: Container) -> tuple[int, int]:
    [(lues, faites)] = await dire(
        container,
        "select i.lues, coalesce(a.faites, 0) from imports i left join import_avancements a on a.import_id = i.id",
    )
    return lues, faites


async def tuer_au_hasard(bench: Bench, start: Callable[[], Process], hasard: random.Random) -> None:
    """In the middle of a batch, of a commit, of anything, early or after some progress.

    Stopped before it is looked at: a worker that waits for its next part goes on, and dies later, at work. Nobody dies
    when the part ends first. Sometimes one of the processes that compute for it dies first, and it has a moment to
    notice.
    """
    pendant, avant, process = await etat(bench.container), await avancement(bench.container), start()

    async def moved() -> bool:
        return await avancement(bench.container) != avant or await etat(bench.container) != pendant

    async def caught() -> bool:
        os.kill(process.pid, signal.SIGCONT)
        await asyncio.sleep(hasard.uniform(0, 1))
        if await etat(bench.container) != pendant:
            return True
        os.kill(process.pid, signal.SIGSTOP)
        return await en_cours(bench)

    if hasard.random() < 0.4:
        await until(process, moved, within=120)
    await until(process, caught, within=120)
    if await etat(bench.container) == pendant:
        un_calcul = hasard.random() < 0.3 and bool(membres := equipe(process))
        if un_calcul:
            os.kill(hasard.choice(membres), signal.SIGKILL)
            os.kill(process.pid, signal.SIGCONT)
            await asyncio.sleep(hasard.uniform(0, 0.3))
        process.kill()
        MORTS.append(Mort(pendant, await en_cours(bench), un_calcul))
    else:
        process.stop()
    await bench.later()


async def en_cours(bench: Bench) -> bool:
    """Somebody, who is dead, still holds a part of the job."""
    tenues = "select count(*) from outbox_deliveries where done_at is null and lease_until > now()"
    return bool((await bench.rows(tenues))[0][0])


def equipe(process: Process) -> list[int]:
    """The processes that compute for this worker, now."""
    trouves = []
    for pid in family(process.pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            if b"adapters.crew_member" in Path(f"/proc/{pid}/cmdline").read_bytes():
                trouves.append(pid)
    return trouves


async def jusqu_a(bench: Bench, start: Callable[[], Process], attendu: str) -> None:
    async def there() -> bool:
        return await etat(bench.container) == attendu

    process = start()
    await until(process, there, within=120)
    process.stop()


async def ecrit_d_une_traite(servers: Servers) -> list[Any]:
    """What an import that nobody disturbs writes: the same for every seed of a day."""
    if not _TEMOINS:
        with servers.database() as url:
            temoin = create_container(database_url=url)
            try:
                acteur = await deposant(temoin, url)
                id = await deposer(temoin, acteur)
                await relay_of(temoin).drain()
                await ordonner(temoin, acteur, id)
                await relay_of(temoin).drain()
                assert await etat(temoin) == "APPLIQUE"
                _TEMOINS.extend(await dire(temoin, EMPREINTE))
            finally:
                await temoin.close()
    return _TEMOINS


_TEMOINS: list[Any] = []


@pytest.mark.parametrize("graine", range(IMPORTS_TUES))
async def test_tue_au_hasard_puis_repris_l_import_ecrit_la_meme_chose_qu_en_une_fois(
    graine: int,
    bench: Bench,
    environment: dict[str, str],
    fresh_database: str,
    servers: Servers,
    processes: Processes,
) -> None:
    attendu = await ecrit_d_une_traite(servers)
    variables = environment | {"DATABASE_URL": fresh_database}
    hasard = random.Random(20260615 + graine)
    acteur = await deposant(bench.container, fresh_database)
    id = await deposer(bench.container, acteur)

    def start() -> Process:
        return processes.worker(variables)

    pendant_le_controle = hasard.randint(1, MORTS_PAR_IMPORT - 1)
    for _ in range(pendant_le_controle):
        if await etat(bench.container) == "CONTROLE":
            await tuer_au_hasard(bench, start, hasard)
    await jusqu_a(bench, start, "A_APPLIQUER")
    await ordonner(bench.container, acteur, id)
    for _ in range(MORTS_PAR_IMPORT - pendant_le_controle):
        if await etat(bench.container) == "APPLICATION":
            await tuer_au_hasard(bench, start, hasard)
        if await etat(bench.container) == "APPLICATION":
            assert await dire(bench.container, "select count(*) from demandes") == [(0,)], "tout, ou rien"
    await jusqu_a(bench, start, "APPLIQUE")
    assert await dire(bench.container, EMPREINTE) == attendu
    assert attendu[0][1] > 10 * LIGNES


async def test_un_calcul_mort_ne_perd_rien_la_livraison_se_refait(
    bench: Bench, environment: dict[str, str], fresh_database: str, servers: Servers, processes: Processes
) -> None:
    attendu = await ecrit_d_une_traite(servers)
    acteur = await deposant(bench.container, fresh_database)
    id = await deposer(bench.container, acteur)
    process = processes.worker(environment | {"DATABASE_URL": fresh_database})

    async def au_travail() -> bool:
        return bool(equipe(process))

    async def fini() -> bool:
        # The next try is due at once; what is under way keeps its lease.
        await bench.write(
            "update outbox_deliveries set not_before = now() where done_at is null and lease_until is null"
        )
        return await etat(bench.container) in ("A_APPLIQUER", "APPLIQUE")

    for _ in ("contrôle", "application"):
        await until(process, au_travail, within=120)
        os.kill(equipe(process)[0], signal.SIGKILL)
        await until(process, fini, within=120)
        if await etat(bench.container) == "A_APPLIQUER":
            await ordonner(bench.container, acteur, id)
    await until(process, fini, within=120)
    assert await etat(bench.container) == "APPLIQUE"
    assert await dire(bench.container, EMPREINTE) == attendu
    process.stop()


async def test_annuler_pendant_l_application_defait_tout_ce_qui_etait_ecrit(
    bench: Bench, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = bench.container
    acteur = await deposant(container, fresh_database)
    id = await deposer(container, acteur)
    await relay_of(container).drain()
    await ordonner(container, acteur, id)
    vus: list[int] = []

    from adapters.db.imports.repository import SqlAvancement

    noter = SqlAvancement.noter

    async def annuler_au_deuxieme_lot(self: SqlAvancement, departement: str, import_id: UUID, faites: int) -> None:
        vus.append(faites)
        if len(vus) == 2:
            await container.executor(annuler_import, AnnulerImport(import_id=id), acteur)
        try:
            await noter(self, departement, import_id, faites)
        except ImportInterrompu:
            vus.append(-1)
            raise

    monkeypatch.setattr(SqlAvancement, "noter", annuler_au_deuxieme_lot)
    await relay_of(container).drain()
    assert vus[-1] == -1
    assert await etat(container) == "ANNULE"
    cherchees = ("recherche_demandes", "points_de_liste", "souhaits")
    for table in ("demandes", "numeros_uniques", "nirs", *cherchees, "cotations", "provenances"):
        assert await dire(container, f"select count(*) from {table}") == [(0,)], table
    assert await dire(container, "select count(*) from import_lignes") == [(0,)]
    assert await dire(container, "select count(*) from historique where objet = 'demande'") == [(0,)]
    quarantaine = await dire(container, "select count(*) from outbox_deliveries where error is not null")
    assert quarantaine == [(0,)]
