"""Brings a database to the tables of today; `python -m storage.migrate` writes revisions.

A change of tables becomes a revision of its own:   python -m storage.migrate "what changes"
Before the first release there is a single one, written anew:   python -m storage.migrate --first
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection

from storage.db import Database

HERE = Path(__file__).parent / "migrations"
VERSIONS = HERE / "versions"
_LOCK = 7_733_001  # any number, the same in every process: PostgreSQL lets one migrate at a time


class NewerDatabase(Exception):
    """The database was last used by a newer program."""


def upgrade(database: Database, to: str = "head") -> list[str]:
    """Apply what is pending; what was applied, in words."""
    with _alone(database) as db:
        before = _pending(db)
        if not before:
            return []
        command.upgrade(_config(db), to)
        after = _pending(db)
    return [name for name in before if name not in after]


def downgrade(database: Database, to: str = "base") -> None:
    with _alone(database) as db:
        command.downgrade(_config(db), to)


def pending(database: Database) -> list[str]:
    """The revisions that the database lacks, oldest first, in words; it changes nothing."""
    with database.reading() as db:
        return _pending(db)


def current(database: Database) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with database.reading() as db:
        return MigrationContext.configure(db).get_current_revision()


def _pending(db: Connection) -> list[str]:
    at = MigrationContext.configure(db).get_current_revision()
    try:
        newer = list(_scripts().iterate_revisions("head", at or "base"))
    except RevisionError:
        raise NewerDatabase(
            f"The database is at revision {at}, which this version does not know: upgrade Convener."
        ) from None
    return [_words(script) for script in reversed(newer)]


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(HERE)


def _words(script: Script) -> str:
    return f"{script.revision} {script.doc}".rstrip(".")


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    if not database.is_sqlite:
        with database.transaction() as db:
            db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield db
        return
    # A batch copies a table and drops the old one, which enforced foreign keys would not allow.
    with database.engine.connect() as db:
        db.exec_driver_sql("PRAGMA foreign_keys=OFF")
        db.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield db
            db.exec_driver_sql("COMMIT")
        except BaseException:
            db.exec_driver_sql("ROLLBACK")
            raise
        finally:
            db.exec_driver_sql("PRAGMA foreign_keys=ON")


def _config(db: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = db
    return config


def write_revision(message: str, *, first: bool = False) -> Path:
    """Compare the tables with those that the revisions make, and write down the difference."""
    if first:
        for old in VERSIONS.glob("*.py"):
            old.unlink()
    number = len(list(VERSIONS.glob("*.py"))) + 1
    scratch = Database("sqlite://")
    with _alone(scratch) as db:
        command.upgrade(_config(db), "head")
        script = command.revision(_config(db), message, autogenerate=True, rev_id=f"{number:04}")
    scratch.close()
    assert isinstance(script, Script)
    path = Path(script.path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), "utf-8")
    return path


if __name__ == "__main__":
    is_first = sys.argv[1:] == ["--first"]
    path = write_revision("the first tables" if is_first else " ".join(sys.argv[1:]), first=is_first)
    sys.stdout.write(f"{path.name}: run `ruff format` over it, then read it.\n")
