import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from adapters.db.demandes.repository import next_in_series
from adapters.db.outbox import GIVEN_UP, MAX_ATTEMPTS
from adapters.db.unit_of_work import SqlUnitOfWork
from api.correlation import correlation_id
from api.worker import Lane
from domain.kernel.aggregate import DelayedEvent, Event, FollowUp, Objet
from domain.organismes.acteur import Acteur
from tests.worker.conftest import Bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

_CONTEXT = text("select current_setting('app.departement')")


@dataclass(frozen=True, kw_only=True)
class Essaye(Event):
    libelle: ClassVar = "Essai"
    numero: int

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class LaSuite(FollowUp):
    libelle: ClassVar = "Suite d'un essai"


@dataclass(frozen=True, kw_only=True)
class EssayePlusTard(DelayedEvent):
    libelle: ClassVar = "Essai différé"


def essai(numero: int) -> Essaye:
    return Essaye(departement="35", aggregate_id=uuid4(), occurred_at=datetime.now(UTC), numero=numero)


async def compter(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
    await next_in_series(uow.session, f"essai:{event.numero}")


async def compter_sauf_le_poison(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
    await compter(event, acteur, uow)
    if event.numero == 13:
        raise ValueError("poison")


async def test_quatre_relais_se_partagent_deux_cents_livraisons_une_fois_chacune(bench: Bench) -> None:
    office = bench.relay({Essaye: (compter,)}, lanes=4)
    await office.say(*(essai(n) for n in range(200)))

    taken = await asyncio.gather(*(office.relay.drain() for _ in range(4)))

    assert sum(taken) == 200
    assert all(taken), "chacun a eu sa part"
    assert await bench.rows("select count(*), max(dernier) from compteurs where cle like 'essai:%'") == [(200, 1)]
    assert await bench.rows("select count(*), max(attempts) from outbox_deliveries where done_at is not null") == [
        (200, 1)
    ]


async def test_un_evenement_empoisonne_est_rejoue_seul_puis_mis_en_quarantaine(bench: Bench) -> None:
    office = bench.relay({Essaye: (compter_sauf_le_poison,)})
    await office.say(*(essai(n) for n in range(20)))

    assert await office.relay.drain() == 20
    assert await bench.rows("select count(*) from outbox_deliveries where done_at is not null") == [(19,)]
    for _ in range(MAX_ATTEMPTS + 2):
        await bench.later()
        await office.relay.drain()

    assert await bench.rows("select attempts, error from outbox_deliveries where done_at is null") == [
        (MAX_ATTEMPTS, "ValueError")
    ]
    assert await bench.rows("select 1 from compteurs where cle = 'essai:13'") == [], "ses effets sont défaits"
    assert await bench.rows("select max(dernier) from compteurs where cle like 'essai:%'") == [(1,)]
    async with bench.container.transaction() as session:
        backlog = await office._outbox.backlog(session)
        assert (backlog.due, backlog.quarantined) == (0, 1)
        assert await office._outbox.play_again(session) == 1
    assert await office.relay.drain() == 1


async def annoncer_l_abandon(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
    await next_in_series(uow.session, f"abandon:{event.numero}")


async def test_une_livraison_abandonnee_se_dit_une_seule_fois_et_reste_a_rejouer(bench: Bench) -> None:
    abandons = {"compter_sauf_le_poison": annoncer_l_abandon}
    office = bench.relay({Essaye: (compter_sauf_le_poison,)}, given_up=abandons)
    await office.say(essai(13), essai(1))
    for _ in range(MAX_ATTEMPTS - 1):
        await office.relay.drain()
        await bench.later()
    assert await bench.rows("select 1 from compteurs where cle like 'abandon:%'") == [], "il reste un essai"

    for _ in range(3):
        await office.relay.drain()
        await bench.later()

    assert await bench.rows("select cle, dernier from compteurs where cle like 'abandon:%'") == [("abandon:13", 1)]
    assert await bench.rows("select error from outbox_deliveries where done_at is null") == [("ValueError",)]
    async with bench.container.transaction() as session:
        assert (await office._outbox.backlog(session)).quarantined == 1
        assert await office._outbox.play_again(session) == 1


async def test_un_travailleur_mort_a_chaque_essai_laisse_aussi_un_abandon(bench: Bench) -> None:
    office = bench.relay({Essaye: (compter,)}, given_up={"compter": annoncer_l_abandon})
    await office.say(essai(2))
    for _ in range(MAX_ATTEMPTS):
        async with bench.container.transaction() as session:
            assert await office._outbox.claim(session) is not None
        await bench.later()

    assert await office.relay.drain() == 1

    assert await bench.rows("select cle from compteurs where cle like 'abandon:%'") == [("abandon:2",)]
    assert await bench.rows("select 1 from compteurs where cle like 'essai:%'") == []


async def annoncer_et_echouer(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
    if not await uow.session.scalar(text("select 1 from compteurs where cle = 'reparee'")):
        raise RuntimeError


async def test_un_abandon_qui_ne_peut_se_dire_se_redit(bench: Bench) -> None:
    abandons = {"compter_sauf_le_poison": annoncer_et_echouer}
    office = bench.relay({Essaye: (compter_sauf_le_poison,)}, given_up=abandons)
    await office.say(essai(13))
    for _ in range(MAX_ATTEMPTS + 3):
        await office.relay.drain()
        await bench.later()
    assert await bench.rows("select error, attempts from outbox_deliveries") == [("ValueError", MAX_ATTEMPTS)]

    async with bench.container.transaction() as session:
        await next_in_series(session, "reparee")
    await office.relay.drain()

    assert await bench.rows("select error, attempts from outbox_deliveries") == [("ValueError", GIVEN_UP)]


async def test_un_evenement_que_le_code_ne_sait_plus_lire_ne_bloque_pas_les_autres(bench: Bench) -> None:
    office = bench.relay({Essaye: (compter,)})
    await office.say(essai(1), essai(2))
    async with bench.container.engine.begin() as connection:
        await connection.exec_driver_sql(
            "update outbox_events set payload = '{\"ancien\": true}' where (payload->>'numero')::int = 1"
        )

    await office.relay.drain()

    assert await bench.rows("select cle from compteurs where cle like 'essai:%'") == [("essai:2",)]
    assert await bench.rows("select error from outbox_deliveries where done_at is null") == [("ValidationError",)]


async def test_un_bail_perdu_ne_laisse_rien_derriere_lui(bench: Bench) -> None:
    """Trop lent, un travailleur se fait reprendre sa livraison : lui seul est défait."""

    async def se_faire_reprendre(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
        await compter(event, acteur, uow)
        if event.numero == 1:
            async with bench.container.engine.begin() as connection:
                await connection.exec_driver_sql("update outbox_deliveries set lease_token = gen_random_uuid()")

    office = bench.relay({Essaye: (se_faire_reprendre,)})
    await office.say(essai(1))
    await office.relay.deliver_next()

    assert await bench.rows("select 1 from compteurs where cle like 'essai:%'") == []
    assert await bench.rows("select error, done_at from outbox_deliveries") == [(None, None)]


async def test_un_evenement_differe_attend_son_heure(bench: Bench) -> None:
    async def noter(event: EssayePlusTard, acteur: Acteur, uow: SqlUnitOfWork) -> None:
        await next_in_series(uow.session, "essai:tard")

    office = bench.relay({EssayePlusTard: (noter,)})
    now = datetime.now(UTC)
    await office.say(
        EssayePlusTard(departement="35", aggregate_id=uuid4(), occurred_at=now, not_before=now + timedelta(hours=1))
    )

    assert await office.relay.drain() == 0
    await bench.later()
    assert await office.relay.drain() == 1


async def test_la_suite_d_un_travail_n_attend_pas_meme_si_l_heure_de_l_acte_est_en_avance(bench: Bench) -> None:
    async def noter(event: LaSuite, acteur: Acteur, uow: SqlUnitOfWork) -> None:
        await next_in_series(uow.session, "essai:suite")

    office = bench.relay({LaSuite: (noter,)})
    demain = datetime.now(UTC) + timedelta(days=1)
    await office.say(LaSuite(departement="35", aggregate_id=uuid4(), occurred_at=demain))

    assert await office.relay.drain() == 1


async def test_la_reaction_garde_la_correlation_de_l_acte_et_n_agit_que_dans_son_departement(bench: Bench) -> None:
    seen: list[object] = []

    async def regarder(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
        context = await uow.session.scalar(_CONTEXT)
        seen.extend((correlation_id.get(), acteur.departement, acteur.libelle, context))

    office = bench.relay({Essaye: (regarder,)})
    await office.say(essai(1), correlation="une-requete")
    await office.relay.drain()

    assert seen == ["une-requete", "35", "Système", "35"]
    assert correlation_id.get() is None


async def test_les_reactions_lentes_ont_leur_file(bench: Bench) -> None:
    async def appeler_un_partenaire(event: Essaye, acteur: Acteur, uow: SqlUnitOfWork) -> None:
        await compter(event, acteur, uow)

    office = bench.relay({Essaye: (appeler_un_partenaire, compter)})
    await office.say(essai(1))
    slow = ("appeler_un_partenaire",)

    assert await office.relay.deliver_next(Lane(never=slow))
    assert not await office.relay.deliver_next(Lane(never=slow))
    assert await office.relay.deliver_next(Lane(only=slow))
    assert await bench.rows("select dernier from compteurs where cle = 'essai:1'") == [(2,)]
