"""W13 to W15, W17 to W19: the nights of a whole stock, beside the same rows by SQL alone in the same run."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import event, text

from adapters.db.demandes.doublons import A_COMPARER
from adapters.db.outbox import Outbox
from adapters.db.unit_of_work import SqlUnitOfWork
from adapters.embedded import sql
from api.bootstrap import Container, create_container
from api.subscriptions import AT_ONCE, SUBSCRIPTIONS
from api.worker import STATEMENT_TIMEOUT_S, Lane, Relay
from domain.cotation.observation import compter_les_attentes, photographier_les_positions
from domain.cotation.statistiques.reactions import photographier_la_cotation
from domain.demandes.delais_depasses import constater_les_delais_depasses, poursuivre_le_constat
from domain.demandes.doublons.events import BalayageAPoursuivre
from domain.demandes.doublons.reactions import balayer_les_doublons, poursuivre_le_balayage
from domain.demandes.events import ConstatDesDelaisAPoursuivre
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur, systeme
from domain.publics.events import StockALabelliser
from domain.publics.reactions import labelliser_le_stock, labelliser_un_lot
from tests.bench.base import Base
from tests.bench.plans import scanned
from tests.bench.usage import Spent, Watch, peak_kilobytes

PATIENCE_S = 3_600
GOAL_MB = 512


@dataclass(frozen=True, kw_only=True)
class Night:
    code: str
    libelle: str
    reactions: Mapping[type[Event], Sequence[Callable[..., Any]]]
    before: Sequence[str]
    """As if no night had passed yet."""
    read: str
    """What the night must read, whoever does it."""
    written: Mapping[str, str]
    """Tables, and which of their rows the night wrote."""
    goal_ms: float
    """Per demande of the stock, the first night."""


NIGHTS = (
    Night(
        code="W13",
        libelle="labels du stock",
        reactions={JourCommence: (labelliser_le_stock,), StockALabelliser: (labelliser_un_lot,)},
        before=("truncate labellisations",),
        read="select id, formulaire, nature, deposee_le, dalo from demandes where etat = 'AC'",
        written={"labellisations": "true", "historique": "type in ('LabelPose', 'LabelRetire')"},
        goal_ms=0.48,  # two minutes at 250 000
    ),
    Night(
        code="W14",
        libelle="balayage des doublons",
        reactions={JourCommence: (balayer_les_doublons,), BalayageAPoursuivre: (poursuivre_le_balayage,)},
        before=("truncate doublons",),
        read=str(A_COMPARER),
        written={"doublons": "true"},
        goal_ms=0.48,
    ),
    Night(
        code="W15",
        libelle="délais anormalement longs",
        reactions={
            JourCommence: (constater_les_delais_depasses,),
            ConstatDesDelaisAPoursuivre: (poursuivre_le_constat,),
        },
        before=("truncate delais_depasses", "delete from historique where type = 'DelaiAnormalementLongDepasse'"),
        read="select demande_id, deposee_le, typologies from recherche_demandes where etat = 'AC'",
        written={"delais_depasses": "true", "historique": "type = 'DelaiAnormalementLongDepasse'"},
        goal_ms=0.24,
    ),
)

PHOTOS = (
    Night(
        code="W17",
        libelle="photo des positions",
        reactions={JourCommence: (photographier_les_positions,)},
        before=("truncate positions",),
        read="select s.demande_id, s.commune, k.epci, s.departage, c.total_verifie, r.statut_logement"
        " from souhaits_visibles s join communes k on k.code = s.commune join cotations c"
        " on c.departement = s.departement and c.demande_id = s.demande_id and c.epci = k.epci"
        " join recherche_demandes_visibles r on r.departement = s.departement and r.demande_id = s.demande_id"
        " where s.departement = :departement and s.rang > 0",
        written={"positions": "true"},
        goal_ms=0.48,
    ),
    Night(
        code="W18",
        libelle="tables d'attente",
        reactions={JourCommence: (compter_les_attentes,)},
        before=("truncate tables_d_attente",),
        read="select d.id, d.etat, d.deposee_le, d.radiee_le, r.communes, r.typologies, r.statut_logement"
        " from demandes d join recherche_demandes_visibles r"
        " on r.departement = d.departement and r.demande_id = d.id where d.departement = :departement",
        written={"tables_d_attente": "true"},
        goal_ms=1.2,  # five minutes at 250 000
    ),
    Night(
        code="W19",
        libelle="photo des points",
        reactions={JourCommence: (photographier_la_cotation,)},
        before=("truncate photos_de_points, photos_de_criteres",),
        read="select c.*, r.typologies, r.statut_logement from cotations c join recherche_demandes_visibles r"
        " on r.departement = c.departement and r.demande_id = c.demande_id where c.departement = :departement",
        written={"photos_de_points": "true", "photos_de_criteres": "true"},
        goal_ms=1.2,  # five minutes at 250 000
    ),
)
"""Apart from the others for the plans: a photo counts the whole stock, it reads it from end to end on purpose."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    code: str
    libelle: str
    demandes: int
    lignes: int
    """Written by the first night."""
    premiere: float
    suivante: float
    """Seconds: a night after which nothing has moved."""
    nu: float
    """The same reading and the same rows by SQL, indexes alive."""
    processeur: float
    """Of the first night, PostgreSQL's included."""
    processeur_suivante: float
    processeur_nu: float
    pic_mo: float
    but_ms: float

    @property
    def kept(self) -> bool:
        """By its seconds of CPU, PostgreSQL's included: a busy machine does not blur them."""
        return 1000 * self.processeur <= self.but_ms * self.demandes and self.pic_mo <= GOAL_MB

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": round(self.premiere / max(0.05, self.nu), 1), "tenu": self.kept}

    def phrase(self) -> str:
        at_250_000 = self.processeur / self.demandes * 250_000
        return (
            f"{self.code} {self.libelle}, {self.demandes} demandes actives : première nuit {self.premiere:.1f} s pour "
            f"{self.lignes} lignes, {self.processeur:.1f} s de processeur ({at_250_000:.0f} s à 250 000), "
            f"nuit suivante {self.suivante:.1f} s ({self.processeur_suivante:.1f} s de processeur), "
            f"le même travail en SQL nu {self.nu:.1f} s ({self.processeur_nu:.1f} s de processeur), "
            f"soit {self.premiere / max(0.05, self.nu):.1f} fois ; {self.pic_mo:.0f} Mo au pic (au plus {GOAL_MB}) : "
            f"{'tenu' if self.kept else 'manqué'}"
        )


def nights(base: Base, wanted: Sequence[str]) -> list[Measured]:
    """In a copy of the seeded base, dropped at the end."""
    admin = base.admin_url()
    if admin is None:
        raise RuntimeError("Les nuits se mesurent dans une copie de la base : lancez-les sans DATABASE_URL.")
    name, model = "banc_nuits", base.url.rpartition("/")[2]
    owner = sql.scalar(base.url, "select current_user")
    drop = f"drop database if exists {name} with (force)"
    sql.execute(admin, drop, f"create database {name} template {model} strategy file_copy owner {owner}")
    try:
        chosen = [night for night in (*NIGHTS, *PHOTOS) if night.code in wanted]
        measured = [asyncio.run(_measure(base, sql.database_url(base.url, name), night)) for night in chosen]
    finally:
        sql.execute(admin, drop)
    (base.folder / "nuits.json").write_text(json.dumps([m.as_json() for m in measured], ensure_ascii=False, indent=1))
    return measured


async def _measure(base: Base, url: str, night: Night) -> Measured:
    sql.execute(url, *night.before, "vacuum (analyze)")
    variables = {**base.variables, "DATABASE_URL": url}
    container = create_container(
        None, statement_timeout_s=STATEMENT_TIMEOUT_S, **{name.lower(): value for name, value in variables.items()}
    )
    try:
        departements = [
            row[0] for row in await _ask(container, "select distinct departement from organismes_territoires")
        ]
        actives = [await _ask(container, "select count(*) from demandes where etat = 'AC'", d) for d in departements]
        watch = Watch(os.getpid(), base.postgres_pid)

        async def passed() -> Spent:
            before = watch.now()
            for departement in departements:
                await _pass(container, night, departement)
            return watch.now().since(before, client=0.0)

        first, following = await passed(), await passed()
    finally:
        await container.close()
    before = watch.now()
    rows, bare = _bare(url, night, departements)
    alone = watch.now().since(before, client=0.0)
    return Measured(
        code=night.code,
        libelle=night.libelle,
        demandes=sum(found[0][0] for found in actives),
        lignes=rows,
        premiere=round(first.elapsed, 2),
        suivante=round(following.elapsed, 2),
        nu=round(bare, 2),
        processeur=round(first.app + first.postgres, 1),
        processeur_suivante=round(following.app + following.postgres, 1),
        processeur_nu=round(alone.app + alone.postgres, 1),
        pic_mo=round(peak_kilobytes(os.getpid()) / 1024),
        but_ms=night.goal_ms,
    )


def scans(base: Base) -> list[str]:
    """The big tables that a night reads from end to end, statement by statement."""
    admin, name = base.admin_url(), "banc_plans_de_nuit"
    assert admin is not None
    model, owner = base.url.rpartition("/")[2], sql.scalar(base.url, "select current_user")
    drop = f"drop database if exists {name} with (force)"
    sql.execute(admin, drop, f"create database {name} template {model} strategy file_copy owner {owner}")
    try:
        url = sql.database_url(base.url, name)
        sql.execute(url, *(order for night in NIGHTS for order in night.before), "vacuum (analyze)")
        return asyncio.run(_scans({**base.variables, "DATABASE_URL": url}))
    finally:
        sql.execute(admin, drop)


async def _scans(variables: Mapping[str, str]) -> list[str]:
    container = create_container(None, **{name.lower(): value for name, value in variables.items()})
    sent: dict[str, Any] = {}

    def keep(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if not many and statement.lstrip().lower().startswith(("select", "insert", "update", "delete", "with")):
            sent.setdefault(statement, parameters)

    event.listen(container.engine.sync_engine, "before_cursor_execute", keep)
    try:
        for night in NIGHTS:
            await _pass(container, night, "35")
        event.remove(container.engine.sync_engine, "before_cursor_execute", keep)
        if not any("from demandes" in statement.lower() for statement in sent):
            raise RuntimeError("Aucune lecture entendue : il n'y aurait rien à vérifier.")
        found = []
        async with container.engine.connect() as connection:
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            names = await connection.exec_driver_sql(
                "select relname from pg_class where relkind = 'r' and reltuples > 5000"
            )
            big = set(names.scalars())
            for statement, parameters in sent.items():
                if "jumelle_" in statement or "pg_" in statement:
                    continue
                plan = (await connection.exec_driver_sql(f"explain (format json) {statement}", parameters)).scalar_one()
                read = sorted(set(scanned(plan[0]["Plan"])) & big)
                if read:
                    found.append(f"{', '.join(read)} : {' '.join(statement.split())[:120]}")
        return found
    finally:
        await container.close()


async def _ask(container: Container, question: str, departement: str = "35") -> list[Any]:
    async with container.read(departement) as connection:
        return list((await connection.execute(text(question))).all())


async def _pass(container: Container, night: Night, departement: str) -> None:
    """The day begins, and only this night hears it."""
    outbox = Outbox({kind: night.reactions.get(kind, ()) for kind in SUBSCRIPTIONS})

    def uow(acteur: Acteur, correlation: str | None) -> SqlUnitOfWork:
        return SqlUnitOfWork(container._sessions, outbox, container.gateways, acteur, correlation, AT_ONCE)

    async with uow(systeme(departement), None) as day:
        day.record(
            JourCommence(departement=departement, aggregate_id=new_id(), occurred_at=day.now(), jour=day.today())
        )
    end = time.monotonic() + PATIENCE_S
    relay = Relay(outbox, container.transaction, uow, [Lane()])
    while await relay.deliver_next():
        if time.monotonic() > end:
            raise RuntimeError(f"{night.libelle} ne finit pas.")
    if await _ask(container, "select 1 from outbox_deliveries where done_at is null and error is not null limit 1"):
        raise RuntimeError(f"{night.libelle} a échoué.")


def _bare(url: str, night: Night, departements: Sequence[str]) -> tuple[int, float]:
    """The same rows into twins of the same tables, and one reading of what the night reads."""
    rows, spent = 0, 0.0
    for table, which in night.written.items():
        rows += int(sql.scalar(url, f"select count(*) from {table} where {which}"))
        sql.execute(url, f"create table jumelle (like {table} including all)")
        columns = sql.scalar(
            url,
            "select string_agg(column_name, ', ') from information_schema.columns"
            f" where table_name = '{table}' and is_generated = 'NEVER'",
        )
        began = time.monotonic()
        sql.execute(
            url,
            f"insert into jumelle ({columns}) overriding system value select {columns} from {table} where {which}",
        )
        spent += time.monotonic() - began
        sql.execute(url, "drop table jumelle")
    for departement in departements:
        asked = night.read.replace(":departement", f"'{departement}'").replace(":combien", "1000000")
        asked = asked.replace(":apres", f"'{'0' * 8}-{'0' * 4}-{'0' * 4}-{'0' * 4}-{'0' * 12}'")
        began = time.monotonic()
        here = f"select set_config('app.departement', '{departement}', false)"
        sql.execute(url, here, f"create temp table lu as select sum(length(t::text)) from ({asked}) t")
        spent += time.monotonic() - began
        if ":departement" not in night.read:
            break
    return rows, spent
