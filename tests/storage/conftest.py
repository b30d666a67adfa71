"""A database with today's tables, of each kind; what a test does in it is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Connection

from storage.db import Database
from tests.databases import compiled_once, new_database, with_tables


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        with closing(Database(with_tables(tmp_path_factory.mktemp("tables") / "convener.db"))) as database:
            yield database
        return
    server, template = map(request.getfixturevalue, ("postgres", "postgres_tables"))
    with new_database(server, template) as url, closing(Database(compiled_once(url))) as database:
        yield database


@pytest.fixture
def db(tables: Database) -> Iterator[Connection]:
    with tables.reading() as connection:
        yield connection
