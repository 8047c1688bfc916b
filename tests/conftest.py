"""The servers start when the first test asks for them; with pytest-xdist, once, before the workers."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from adapters.embedded import keys
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.smtp import Mailbox
from tests import embedded, rooms
from tests.embedded import Servers
from tests.processes import Processes

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from xdist.remote import Producer

settings.register_profile("sans-montre", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sans-montre")
"""A property is true or false, not slow: a busy machine refuses nothing."""

_STACK = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    os.environ["FDLS_ENV"] = "test"
    for name, value in keys.make().items():
        os.environ.setdefault(name, value)
    is_worker = hasattr(config, "workerinput")
    if is_worker or config.getoption("dist", "no") == "no" or config.option.collectonly:
        return
    config.stash[_STACK] = ExitStack()
    try:
        config.stash[_STACK].enter_context(embedded.running()).share()
    except (EmbeddedError, embedded.MigrationFailed) as error:
        raise pytest.UsageError(str(error)) from error


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rooms.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> object | None:
    """`-n 2`; another way of sharing out the tests may still be asked for with `--dist`."""
    if config.getoption("dist") != "load":
        return None
    return rooms.ByRoom(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _STACK in config.stash:
        config.stash[_STACK].close()


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and the mail catcher, started once for the run."""
    if (started := embedded.shared()) is not None:
        yield started
        return
    with embedded.running() as started:
        yield started


@pytest.fixture(scope="session")
def environment(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The application's variables, with a database, a Redis and files of this worker; also in os.environ."""
    with ExitStack() as exit_stack:
        variables = {
            **servers.variables(),
            "DATABASE_URL": exit_stack.enter_context(servers.database()),
            "REDIS_URL": exit_stack.enter_context(servers.redis()),
            "STOCKAGE_URL": tmp_path_factory.mktemp("fichiers").as_uri(),
        }
        patch = exit_stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in variables.items():
            patch.setenv(name, value)
        yield variables


@pytest.fixture(scope="session")
def database_url(environment: dict[str, str]) -> str:
    """A migrated database that the tests of this worker share; its role obeys row-level security."""
    return environment["DATABASE_URL"]


@pytest.fixture(scope="session")
def redis_url(environment: dict[str, str]) -> str:
    return environment["REDIS_URL"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def engine(database_url: str) -> AsyncIterator["AsyncEngine"]:
    from adapters.db.engine import create_engine

    made = create_engine(database_url)
    yield made
    await made.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def connection(engine: "AsyncEngine") -> AsyncIterator["AsyncConnection"]:
    """What a test writes through it is never seen by another: rolled back at the end.

    A session bound to it with `join_transaction_mode="create_savepoint"` may commit.
    """
    async with engine.connect() as made:
        transaction = await made.begin()
        try:
            yield made
        finally:
            await transaction.rollback()


@pytest.fixture
def fresh_database(servers: Servers) -> Iterator[str]:
    """A migrated database for one test alone, when it must commit, race or crash."""
    with servers.database() as url:
        yield url


@pytest.fixture
def empty_database(servers: Servers) -> Iterator[str]:
    """Not migrated: for the tests of the migrations themselves."""
    with servers.database(migrated=False) as url:
        yield url


@pytest.fixture
def fresh_redis(servers: Servers) -> Iterator[str]:
    """For one test alone: FLUSHALL disturbs nobody, unless REDIS_URL was given."""
    with servers.redis() as url:
        yield url


@pytest.fixture
def mailbox(servers: Servers) -> Mailbox:
    """What was sent by SMTP. Shared by all workers: look for your own recipient."""
    return servers.mailbox


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """They end with the file that started them."""
    with Processes.running(tmp_path_factory.mktemp("journaux")) as started:
        yield started
