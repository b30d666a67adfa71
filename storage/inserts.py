"""Rows added: compiled once for each set of columns, for what SQLAlchemy does anew costs more than the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage import kept

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True, slots=True)
class _Insertion:
    """`order` is that of the parameters, None where the driver takes them by name."""

    words: str
    order: tuple[str, ...] | None
    defaults: Mapping[str, Callable[[], Any]]
    written: Mapping[str, Callable[[Any], Any]]


def add(db: Connection, table: Table, values: Mapping[str, Any], *, unless_there: bool = False) -> bool:
    """Insert a row; columns that are not named get their defaults. False when it was `unless_there` already."""
    how = _insertion(table, tuple(values), db.dialect, unless_there)
    row = {**{name: value() for name, value in how.defaults.items()}, **values}
    for name, write in how.written.items():
        row[name] = write(row[name])
    if table.name in kept.WHO_IS_WHO:
        kept.forget(db)
    order = how.order
    said = row if order is None else tuple([row[name] for name in order])
    return db.exec_driver_sql(how.words, said).rowcount > 0


_known: dict[tuple[Table, tuple[str, ...], str, bool], _Insertion] = {}


def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect, unless_there: bool) -> _Insertion:
    """Alike for all databases of a dialect."""
    key = (table, names, dialect.name, unless_there)
    if key not in _known:
        _known[key] = _compiled(table, names, dialect, unless_there)
    return _known[key]


def _compiled(table: Table, names: tuple[str, ...], dialect: Dialect, unless_there: bool) -> _Insertion:
    defaults = {
        column.name: _default(column.default)
        for column in table.columns
        if column.default is not None and column.name not in names
    }
    statement = DIALECTS[dialect.name].insert(table).inline()
    if unless_there:
        statement = statement.on_conflict_do_nothing()
    keys = [*names, *defaults]
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    written = {key: table.c[key].type.dialect_impl(dialect).bind_processor(dialect) for key in keys}
    return _Insertion(
        words=str(compiled),
        order=tuple(compiled.positiontup) if compiled.positiontup else None,
        defaults=defaults,
        written={key: write for key, write in written.items() if write is not None},
    )


def _default(default: Any) -> Callable[[], Any]:
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)
