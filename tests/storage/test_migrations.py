"""The revisions make exactly the tables that the code declares, on both databases, there and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from storage import migrate, tables
from storage.db import Database

STORAGE = Path(migrate.__file__).parent
HOW = "the tables have changed: write a revision, see storage/migrate.py"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def shape(database: Database) -> dict[str, object]:
    """All that a database can tell of its tables, without the order of columns."""
    seen = inspect(database.engine)
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)),
            seen.get_pk_constraint(name),
            sorted(map(_index, seen.get_indexes(name)), key=str),
            sorted(seen.get_unique_constraints(name), key=str),
            sorted(seen.get_foreign_keys(name), key=str),
        )
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def _index(found: Mapping[str, Any]) -> dict[str, object]:
    """Conditions are compared by their words."""
    return {**found, "dialect_options": {k: str(v) for k, v in found.get("dialect_options", {}).items()}}


def test_an_upgrade_makes_the_declared_tables(database: Database) -> None:
    assert migrate.pending(database) and migrate.current(database) is None
    applied = migrate.upgrade(database)
    assert applied and not migrate.pending(database)
    with database.reading() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert not compare_metadata(context, tables.metadata), HOW
    migrated = shape(database)
    migrate.downgrade(database)
    with database.transaction() as db:
        tables.metadata.create_all(db)
    assert migrated == shape(database), HOW


def test_a_downgrade_leaves_nothing_and_can_be_undone(database: Database) -> None:
    migrate.upgrade(database)
    there = shape(database)
    migrate.downgrade(database)
    assert shape(database) == {} and migrate.current(database) is None
    migrate.upgrade(database)
    assert shape(database) == there


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    assert migrate.upgrade(database) == []


def test_a_database_of_a_newer_program_is_named_as_such(database: Database) -> None:
    migrate.upgrade(database)
    with database.transaction() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for ask in (migrate.pending, migrate.upgrade):
        with pytest.raises(migrate.NewerDatabase, match=r"9999.*upgrade Convener"):
            ask(database)


def test_every_module_with_tables_is_in_the_list() -> None:
    declaring = {
        path.stem
        for path in STORAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Table"
    }
    listed = {module.__name__.removeprefix("storage.") for module in tables.MODULES}
    assert declaring == listed, "name it in storage/tables.py"


def test_a_difference_would_be_seen(database: Database) -> None:
    migrate.upgrade(database)
    with database.transaction() as db:
        db.exec_driver_sql("DROP INDEX ix_groups_channel")
    with database.reading() as db:
        assert compare_metadata(MigrationContext.configure(db), tables.metadata)
