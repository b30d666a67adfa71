"""The engine, one transaction at a time, and the column types that every table shares."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, Select, Table, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeDecorator

from storage import kept

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

Row = TypeVar("Row")
Result = TypeVar("Result")

BEGIN = "BEGIN IMMEDIATE"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-32000",
    "wal_autocheckpoint=10000",  # should nobody call `save`
    "journal_size_limit=64000000",
)


class Utc(TypeDecorator[datetime]):
    """An instant: aware on both sides, stored in UTC (SQLite's own DateTime drops the offset)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone: an instant must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One engine; `transaction()` writes, `reading()` only looks and waits for no writer."""

    def __init__(self, url: str) -> None:
        self.engine = (
            _sqlite(url)
            if url.startswith("sqlite")
            else create_engine(url, pool_pre_ping=True, hide_parameters=True)
        )
        kept.watch(self.engine)
        # SQLite has one writer at a time: a fair queue in the process beats its polling busy timeout.
        self._turn = Lock() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Returning commits, raising rolls back."""
        if self._turn is None:
            with self.engine.begin() as db:
                yield db
            return
        with self._turn, self.engine.connect() as db:
            _say(db, BEGIN)
            try:
                yield db
            except BaseException:
                with suppress(OperationalError):
                    _say(db, "ROLLBACK")
                raise
            _say(db, "COMMIT")

    def apart(self, db: Connection, deed: Callable[[Connection], Result]) -> Result:
        """A deed within a transaction of SQLite's that others share: raising takes back what it did alone."""
        _say(db, "SAVEPOINT apart")
        try:
            result = deed(db)
        except BaseException:
            kept.forget(db)
            _say(db, "ROLLBACK TO apart")
            _say(db, "RELEASE apart")
            raise
        _say(db, "RELEASE apart")
        return result

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view that never blocks a writer (WAL, MVCC); nothing done in it is kept."""
        with self.engine.connect() as db:
            if self.is_sqlite:
                db.exec_driver_sql("BEGIN")
            try:
                yield db
            finally:
                if self.is_sqlite:
                    db.exec_driver_sql("ROLLBACK")
                db.rollback()

    def save(self) -> None:
        """Carry what was committed from SQLite's log into its file, and wait for the disk.

        SQLite would do so within somebody's commit; done beside, on another thread, nobody waits for it.
        """
        if self.is_sqlite:
            with self.engine.connect() as db:
                db.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self.engine.dispose()


def _say(db: Connection, words: str) -> None:
    """To SQLite's driver itself: transactions are ours to begin and end. Raises OperationalError."""
    driver: Any = db.connection.dbapi_connection
    try:
        # A full disk ends a transaction by itself; a savepoint on its own would then commit.
        if not driver.in_transaction and words != BEGIN:
            raise sqlite3.OperationalError("the transaction has ended")
        driver.execute(words)
    except sqlite3.Error as error:
        raise OperationalError(words, None, error) from error


def _sqlite(url: str) -> Engine:
    # A logged fault must not tell what somebody wrote, or who an anonymous author is.
    waits = {"timeout": 30, "check_same_thread": False}
    engine = create_engine(url, connect_args=waits, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver's own transactions lose updates between threads; ours say BEGIN themselves.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


@cache
def names(row: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(row))


def columns(table: Table, row: type) -> list[Any]:
    """The table's columns in the order in which `row`, a dataclass, takes them."""
    return [table.c[name] for name in names(row)]


def all_rows(db: Connection, row: type[Row], query: Select[Any], **binds: Any) -> list[Row]:
    """`query` must select `columns(table, row)`; one that is asked often is built once, with `binds`."""
    return [row(*found) for found in db.execute(query, binds)]


def one_row(db: Connection, row: type[Row], query: Select[Any], **binds: Any) -> Row | None:
    found = db.execute(query, binds).first()
    return row(*found) if found is not None else None
