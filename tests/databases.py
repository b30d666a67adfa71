"""Databases to begin a story with: today's tables are made once and copied, statements compiled once for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import URL, Dialect, Engine, make_url
from sqlalchemy.dialects import plugins
from sqlalchemy.engine import CreateEnginePlugin

from storage import migrate
from storage.db import Database


@cache
def todays_tables() -> bytes:
    """SQLite's file with all tables and nothing in them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with closing(Database(f"sqlite:///{path}")) as database:
            migrate.upgrade(database)
        return path.read_bytes()


def with_tables(path: Path) -> str:
    """A new database of SQLite's there."""
    path.write_bytes(todays_tables())
    return compiled_once(f"sqlite:///{path}")


@contextmanager
def new_database(server: Engine, template: str = "template1") -> Iterator[str]:
    """One of PostgreSQL's, a copy of the template."""
    name = f"test_{uuid4().hex}"
    with server.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as db:
        db.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def compiled_once(url: str) -> str:
    """The same database, for which nothing is compiled that was compiled for another: a quarter of a story's time."""
    known = make_url(url).update_query_dict({"plugin": _CompiledOnce.__name__})
    return known.render_as_string(hide_password=False)


class _CompiledOnce(CreateEnginePlugin):
    """A statement is kept by its dialect, so all engines have the first one's."""

    dialects: ClassVar[dict[str, Dialect]] = {}
    statements: ClassVar[dict[Any, Any]] = {}

    def update_url(self, url: URL) -> URL:
        return url.difference_update_query(["plugin"])

    def engine_created(self, engine: Engine) -> None:
        engine.dialect = self.dialects.setdefault(engine.dialect.name, engine.dialect)
        engine.update_execution_options(compiled_cache=self.statements)


plugins.register(_CompiledOnce.__name__, __name__, _CompiledOnce.__name__)
