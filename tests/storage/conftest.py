"""A database with today's tables, of each kind; what a test does in it is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine

from storage.db import Database
from storage.tables import metadata


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('tables') / 'convener.db'}"
    if request.param == "postgresql":
        server: Engine = request.getfixturevalue("postgres")
        name = f"tables_{uuid4().hex}"  # the parameters may be set up more than once a session
        with server.connect() as db:
            db.exec_driver_sql(f"CREATE DATABASE {name}")
        url = server.url.set(database=name).render_as_string(hide_password=False)
    with closing(Database(url)) as database:
        with database.transaction() as db:
            metadata.create_all(db)
        yield database


@pytest.fixture
def db(tables: Database) -> Iterator[Connection]:
    with tables.reading() as connection:
        yield connection
