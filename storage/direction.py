"""Statements of direction (S-4), who was told of each, and whether it answers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.feedback import feedback, unsettled
from storage.groups import groups
from storage.items import next_number
from storage.links import links

statements = Table(
    "statements",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False, index=True),
    Column("author", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
)

readers = Table(
    "statement_readers",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", String(255), primary_key=True),
    Column("verdict", String(8)),
    Column("judged_at", Utc),
    Index("ix_statement_readers_place", "workspace", "place"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Where things are headed, in the words of somebody who decides; links say which feedback it answers."""

    workspace: str
    number: int
    group_id: int
    author: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Who was told: a user, or the seal of an anonymous author."""

    place: str
    verdict: str | None


def add(db: Connection, workspace: str, group_id: int, author: str, text: str, now: datetime) -> Statement:
    statement = Statement(workspace, next_number(db, workspace, "S"), group_id, author, text, now)
    row = {name: getattr(statement, name) for name in Statement.__slots__}
    db.execute(insert(statements).values(**row))
    return statement


def get(db: Connection, workspace: str, number: int) -> Statement | None:
    where = (statements.c.workspace == workspace) & (statements.c.number == number)
    return one_row(db, Statement, select(*columns(statements, Statement)).where(where))


def address(db: Connection, statement: Statement, places: Iterable[str]) -> None:
    """Remember who is told of it."""
    of = {"workspace": statement.workspace, "number": statement.number}
    rows = [{**of, "place": place} for place in places]
    if rows:
        db.execute(insert(readers), rows)


def readers_of(db: Connection, workspace: str, number: int) -> list[Reader]:
    where = (readers.c.workspace == workspace) & (readers.c.number == number)
    return all_rows(db, Reader, select(*columns(readers, Reader)).where(where).order_by(readers.c.place))


def judge(db: Connection, workspace: str, number: int, place: str, verdict: str, now: datetime) -> None:
    this = (readers.c.workspace == workspace, readers.c.number == number, readers.c.place == place)
    db.execute(update(readers).where(*this).values(verdict=verdict, judged_at=now))


def told_at(db: Connection, workspace: str, place: str) -> list[int]:
    """The statements of which somebody was told."""
    query = select(readers.c.number).where(readers.c.workspace == workspace, readers.c.place == place)
    return sorted(db.scalars(query))


def forget_reader(db: Connection, workspace: str, place: str) -> None:
    """Their verdict goes with them: it would be somebody's without a name."""
    db.execute(delete(readers).where(readers.c.workspace == workspace, readers.c.place == place))


def verdicts(found: Iterable[Reader]) -> Counter[str]:
    return Counter(reader.verdict for reader in found if reader.verdict)


def unanswered(db: Connection, group_ids: Sequence[int]) -> dict[int, int]:
    """Area -> how many open pieces of direction feedback no statement has answered."""
    found = db.execute(_unanswered(), {"of": list(group_ids)})
    return {area: count for area, count in found if area is not None}


@cache
def _unanswered() -> Select[Any]:
    item = feedback.c
    mine = literal("F-") + cast(item.number, String)
    is_answered = exists().where(
        links.c.workspace == item.workspace, links.c.cause == mine, links.c.outcome.startswith("S-")
    )
    is_its = (groups.c.workspace == item.workspace) & (groups.c.id == item.group_id)  # by the index
    of = groups.c.id.in_(bindparam("of", expanding=True))
    query = select(item.area_id, func.count()).join(groups, is_its)
    return query.where(of, item.axis == "direction", unsettled(), ~is_answered).group_by(item.area_id)
