"""W9: a file of N demandes through the real worker, beside a bare COPY of the very rows that it wrote.

At 250 000: seventeen minutes on two quiet cores, thirty-six on busy ones.
"""

import asyncio
import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from adapters.embedded import sql
from adapters.embedded.folders import ROOT
from adapters.embedded.process import Process
from adapters.seed.coffre import nir_fictif
from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from api.bootstrap import Container, create_container
from domain.demandes.codes import Nationalite
from domain.imports.model import FormatImport, objets_de_l_import
from domain.imports.rules.dictionnaire import Enregistrement
from domain.imports.use_cases import (
    AppliquerImport,
    CommencerImport,
    RecevoirMorceau,
    appliquer_import,
    commencer_import,
    recevoir_morceau,
)
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.identifiers import new_id
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from tests.bench.base import Base, run
from tests.bench.copying import copy_again
from tests.bench.usage import Peak, Watch
from tests.factories.fichiers import cases

DEPARTEMENT = "35"
AROUND = 300
"""Demandes seeded beside, with the organismes and the grids that the file meets."""
GOAL, GOAL_MB = 6.0, 512
PIECE = 4 * 1024 * 1024
PATIENCE = 3_600


@dataclass(frozen=True)
class Import:
    lignes: int
    octets: int
    controle: float
    application: float
    copie: float
    """The same rows by bare COPY into the same tables, indexes alive."""
    processeur: float
    processeur_copie: float
    """Seconds of CPU, PostgreSQL's included: what a busy machine does not blur."""
    pic_mo: int
    """Of the worker and of the processes that compute for it, at the same moment."""

    @property
    def ratio(self) -> float:
        return (self.controle + self.application) / max(0.1, self.copie)

    @property
    def ratio_processeur(self) -> float:
        return self.processeur / max(0.1, self.processeur_copie)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": round(self.ratio, 2), "ratio_processeur": round(self.ratio_processeur, 2)}

    def phrase(self) -> str:
        kept = self.ratio <= GOAL and self.pic_mo <= GOAL_MB
        return (
            f"W9 import de {self.lignes} demandes ({self.octets / 1e6:.0f} Mo) : contrôle {self.controle:.0f} s, "
            f"application {self.application:.0f} s, les mêmes lignes par COPY nu {self.copie:.0f} s, "
            f"soit {self.ratio:.1f} fois (au plus {GOAL:.0f}) ; en temps de processeur {self.processeur:.0f} s contre "
            f"{self.processeur_copie:.0f} s, {self.ratio_processeur:.1f} fois ; "
            f"{self.pic_mo:.0f} Mo au pic (au plus {GOAL_MB}) : "
            f"{'tenu' if kept else 'manqué'}"
        )


def imported(base: Base, lignes: int) -> Import:
    """In a database of its own, dropped at the end: the one under measure is left as it was."""
    admin = base.admin_url()
    if admin is None:
        raise RuntimeError("W9 crée une base à lui : lancez-le sans DATABASE_URL.")
    name = "banc_import"
    owner = sql.scalar(base.url, "select current_user")
    sql.execute(admin, f"drop database if exists {name} with (force)", f"create database {name} owner {owner}")
    try:
        url = sql.database_url(base.url, name)
        variables = {**base.variables, "DATABASE_URL": url}
        run(variables, "-m", "alembic", "upgrade", "head")
        run(variables, "-m", "api.cli", "seed", "--demandes", str(AROUND))
        fichier = _written(base.folder / "import.csv", lignes)
        try:
            return asyncio.run(_measure(variables, fichier, os.path.getsize(fichier), lignes, base))
        finally:
            fichier.unlink()
    finally:
        sql.execute(admin, f"drop database if exists {name} with (force)")


def _written(path: Path, lignes: int) -> Path:
    """The households of the seed, under numbers that it does not give."""
    columns = sorted({column for row in _rows(min(lignes, 3_000)) for column in row} | set(_rare()))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\r\n", restval="", extrasaction="raise")
        writer.writeheader()
        writer.writerows(_rows(lignes))
    return path


def _rare() -> Iterator[str]:
    """Large households may come after the first thousands."""
    for n in range(1, 13):
        yield from (f"occupants.{n}.{c}" for c in ("nom", "prenom", "ne_le", "sexe", "lien", "a_charge"))
        yield f"occupants.{n}.coparentalite"
    for n in range(1, 17):
        yield from (f"revenus.rfr.{n}.{c}" for c in ("personne", "annee", "montant"))
        yield from (f"revenus.ressources.{n}.{c}" for c in ("personne", "nature", "montant"))


def _rows(lignes: int) -> Iterator[dict[str, str]]:
    ou, today = geographie(DEPARTEMENT), aujourd_hui(datetime.now(UTC))
    for rang in range(lignes):
        hasard = Hasard.de("banc-import", rang)
        deposee_le = today - timedelta(days=hasard.entre(1, 330))
        le = datetime(deposee_le.year, deposee_le.month, deposee_le.day, 9, tzinfo=UTC)
        formulaire = tirer_formulaire(hasard, ou, ["Armor Habitat"], today, le)
        numero = NumeroUnique.composer(territoire="035", mois=deposee_le, sequence=500_000 + rang, guichet="BANC1")
        dit = Enregistrement(modifiee_le=le, numero_unique=str(numero), deposee_le=deposee_le)
        nirs = {
            a.id: nir_fictif(a, DEPARTEMENT).valeur
            for a in formulaire.adultes
            if a.nationalite is Nationalite.FRANCAISE
        }
        yield cases(formulaire, dit, nirs)


async def _measure(variables: dict[str, str], fichier: Path, octets: int, lignes: int, base: Base) -> Import:
    folder = base.folder
    url = variables["DATABASE_URL"]
    container = create_container(None, **{name.lower(): value for name, value in variables.items()})
    try:
        acteur = await _gestionnaire(container)
        import_id = await _deposited(container, acteur, fichier, octets)
        worker = Process([sys.executable, "-m", "api.worker"], log=folder / "worker.log", cwd=ROOT, env=variables)
        try:
            watch = Watch(worker.pid, base.postgres_pid)
            before, began = watch.now(), time.monotonic()
            with Peak(worker.pid) as peak:
                version = await _until(container, import_id, worker, "A_APPLIQUER")
                checked = time.monotonic()
                order = AppliquerImport(import_id=import_id, version=version)
                await container.executor(appliquer_import, order, acteur)
                await _until(container, import_id, worker, "APPLIQUE")
            applied = time.monotonic()
            after = watch.now()
        finally:
            worker.stop()
    finally:
        await container.close()
    sql.execute(url, "vacuum (analyze)")
    # The rows of the seed around are a few in a thousand: they weigh on the floor, never on us.
    alone = Watch(os.getpid(), base.postgres_pid)

    def burnt() -> float:
        now = alone.now()
        return now.app + now.postgres

    copy = copy_again(url, folder, only=("including indexes",), cpu=burnt)
    return Import(
        lignes=lignes,
        octets=octets,
        controle=checked - began,
        application=applied - checked,
        copie=copy.indexed_seconds,
        processeur=after.app + after.postgres - before.app - before.postgres,
        processeur_copie=copy.indexed_cpu,
        pic_mo=round(peak.megabytes),
    )


async def _gestionnaire(container: Container) -> Acteur:
    async with container.read(DEPARTEMENT) as connection:
        found = await connection.exec_driver_sql("select id from organismes where type = 'GESTIONNAIRE' limit 1")
        organisme_id = found.scalar_one()
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=None,
        libelle="Banc",
        perimetre=Perimetre(departement=DEPARTEMENT, organisme_id=organisme_id, tout_organisme=True),
        droits=frozenset(d.value for d in Droit),
    )


async def _deposited(container: Container, acteur: Acteur, fichier: Path, octets: int) -> UUID:
    command = CommencerImport(nom="banc.csv", format=FormatImport.CSV, taille=octets)
    import_id = await container.executor(commencer_import, command, acteur)
    position = 0
    with fichier.open("rb") as content:
        while morceau := content.read(PIECE):
            objet = f"{objets_de_l_import(DEPARTEMENT, import_id)}{new_id()}"
            await container.stockage.ranger(objet, morceau)
            recu = RecevoirMorceau(import_id=import_id, position=position, objet=objet, taille=len(morceau))
            await container.executor(recevoir_morceau, recu, acteur)
            position += len(morceau)
    return import_id


async def _until(container: Container, import_id: UUID, worker: Process, etat: str) -> int:
    end = time.monotonic() + PATIENCE
    while True:
        async with container.read(DEPARTEMENT) as connection:
            row = (
                await connection.exec_driver_sql(
                    "select etat, version, rejetees, motif_refus from imports where id = $1", (import_id,)
                )
            ).one()
        if row.etat == etat:
            if row.rejetees:
                raise RuntimeError(f"{row.rejetees} lignes rejetées : le banc mesurerait autre chose.")
            return int(row.version)
        if not worker.alive or row.etat == "REFUSE" or time.monotonic() > end:
            raise RuntimeError(f"{row.etat} {row.motif_refus}\n{worker.last_words()}")
        await asyncio.sleep(0.2)
