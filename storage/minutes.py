"""What was said while a meeting was live, and how far its minutes are: draft, asked for, published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.meetings import meetings

TAKING, DRAFT, PUBLISHED = "taking", "draft", "published"

lines = Table(
    "lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("ts", String(64), nullable=False),
    Column("thread_ts", String(64)),
    Column("user", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("deleted", Boolean, nullable=False, default=False),
    UniqueConstraint("workspace", "ts", "number"),
    Index("ix_lines_number", "workspace", "number", "id"),
)

minutes = Table(
    "minutes",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("group_id", Integer, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("live_in", String(32)),
    Column("state", String(16), nullable=False, default=TAKING),
    Column("is_stale", Boolean, nullable=False, default=False),
    Column("drawn", String(64), nullable=False, default=""),
    Column("heard_at", Utc, nullable=False),
    Column("started_by", String(32), nullable=False),
    Column("proposed_scribe", String(32)),
    Column("scribe", String(32)),
    Column("summary", Text, nullable=False, default=""),
    Column("drafted_at", Utc),
    Column("ask_at", Utc),
    Column("was_asked", Boolean, nullable=False, default=False),
    Column("published_at", Utc),
    Column("published_by", String(32)),
    UniqueConstraint("workspace", "live_in"),
    Index("ix_minutes_state", "state", "is_stale"),
    Index("ix_minutes_ask_at", "ask_at"),
    Index("ix_minutes_group_id", "group_id", "state"),
)

amendments = Table(
    "amendments",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("entry", String(80), primary_key=True),
    Column("text", Text),
    Column("owners", JSON),
    Column("open", JSON),
    Column("struck", Boolean, nullable=False, default=False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A message as it stands now, with Slack's markup."""

    ts: str
    user: str
    text: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """How far the minutes of a meeting are."""

    workspace: str
    number: int
    group_id: int
    channel: str
    state: str
    is_stale: bool
    drawn: str
    heard_at: datetime
    started_by: str
    proposed_scribe: str | None
    scribe: str | None
    summary: str
    drafted_at: datetime | None
    ask_at: datetime | None
    was_asked: bool
    published_at: datetime | None
    published_by: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """What the chair made of an entry: other words, other owners (names still `open`), or nothing at all."""

    entry: str
    text: str | None
    owners: list[str] | None
    open: list[str] | None
    struck: bool


def begin(db: Connection, workspace: str, number: int, channel: str, **values: Any) -> None:
    """Two that begin at once in one channel collide: one live meeting a channel."""
    row = {"workspace": workspace, "number": number, "channel": channel, "live_in": channel}
    db.execute(insert(minutes).values(**row, is_stale=True, **values))


def record(db: Connection, workspace: str, number: int) -> Record | None:
    return one_row(db, Record, select(*columns(minutes, Record)).where(_of(minutes, workspace, number)))


def change(db: Connection, workspace: str, number: int, **values: Any) -> None:
    db.execute(update(minutes).where(_of(minutes, workspace, number)).values(**values))


def last_of_group(db: Connection, group_id: int) -> Record | None:
    query = select(*columns(minutes, Record)).where(minutes.c.group_id == group_id)
    return one_row(db, Record, query.order_by(minutes.c.number.desc()).limit(1))


def _of(table: Table, workspace: str, number: int) -> Any:
    return (table.c.workspace == workspace) & (table.c.number == number)


# Lines


def add_line(
    db: Connection, workspace: str, number: int, ts: str, user: str, text: str, thread_ts: str | None = None
) -> bool:
    """False when it was heard before."""
    if db.execute(select(lines.c.id).where(_of(lines, workspace, number), lines.c.ts == ts)).first():
        return False
    row = {"workspace": workspace, "number": number, "ts": ts, "user": user, "text": text}
    db.execute(insert(lines).values(**row, thread_ts=thread_ts))
    return True


def add_deed(db: Connection, workspace: str, number: int, user: str, text: str) -> str:
    """What was clicked counts as a line, said right after the last one, or when the meeting began; its ts."""
    query = select(lines.c.ts).where(_of(lines, workspace, number)).order_by(lines.c.id.desc()).limit(1)
    before, _, count = (db.scalar(query) or _beginning(db, workspace, number)).partition("+")
    ts = f"{before}+{int(count or 0) + 1:06}"
    add_line(db, workspace, number, ts, user, text)
    return ts


def _beginning(db: Connection, workspace: str, number: int) -> str:
    known = record(db, workspace, number)
    return f"{int(known.heard_at.timestamp()) if known else 0:010}.000000"


def mend_line(db: Connection, workspace: str, number: int, ts: str, text: str) -> bool:
    """False when no such line was kept."""
    here = _of(lines, workspace, number) & (lines.c.ts == ts)
    return bool(db.execute(update(lines).where(here).values(text=text)).rowcount)


def drop_line(db: Connection, workspace: str, number: int, ts: str) -> bool:
    """Its words are forgotten, not only hidden."""
    here = _of(lines, workspace, number) & (lines.c.ts == ts)
    return bool(db.execute(update(lines).where(here).values(text="", deleted=True)).rowcount)


def log(db: Connection, workspace: str, number: int) -> list[Line]:
    query = select(*columns(lines, Line)).where(_of(lines, workspace, number))
    return all_rows(db, Line, query.order_by(lines.c.id))


def last_heard_in(db: Connection, workspace: str, channel: str, ts: str) -> int | None:
    """The meeting to whose log a message of a channel belongs."""
    query = (
        select(lines.c.number)
        .join(minutes, (minutes.c.workspace == lines.c.workspace) & (minutes.c.number == lines.c.number))
        .where(lines.c.workspace == workspace, minutes.c.channel == channel, lines.c.ts == ts)
    )
    return db.scalar(query)


# The chair's hand


def amend(db: Connection, workspace: str, number: int, made: Mapping[str, Mapping[str, Any]]) -> None:
    """{entry: what was made of it}; empty: nothing was."""
    for entry, values in made.items():
        here = _of(amendments, workspace, number) & (amendments.c.entry == entry)
        db.execute(delete(amendments).where(here))
        if values:
            db.execute(insert(amendments).values(workspace=workspace, number=number, entry=entry, **values))


def bring_back(db: Connection, workspace: str, number: int) -> None:
    """What was struck out."""
    db.execute(delete(amendments).where(_of(amendments, workspace, number), amendments.c.struck.is_(True)))


def made(db: Connection, workspace: str, number: int) -> list[Made]:
    return all_rows(db, Made, select(*columns(amendments, Made)).where(_of(amendments, workspace, number)))


# What time does


# Asked at every beat, and so built once.
_WHICH = select(minutes.c.workspace, minutes.c.number)
_STALE = _WHICH.where(minutes.c.state == TAKING, minutes.c.is_stale.is_(True))
_FORGOTTEN = _WHICH.join(
    meetings, (meetings.c.workspace == minutes.c.workspace) & (meetings.c.number == minutes.c.number)
).where(
    minutes.c.state == TAKING,
    minutes.c.heard_at <= bindparam("silent_since"),
    meetings.c.ends_at <= bindparam("silent_since"),
)
_TO_ASK = _WHICH.where(minutes.c.state == DRAFT, minutes.c.ask_at <= bindparam("now"))


def stale(db: Connection) -> list[tuple[str, int]]:
    return [(workspace, number) for workspace, number in db.execute(_STALE)]


def forgotten(db: Connection, silent_since: datetime) -> list[tuple[str, int]]:
    """Live meetings whose end, and whose last line, lie before."""
    found = db.execute(_FORGOTTEN, {"silent_since": silent_since})
    return [(workspace, number) for workspace, number in found]


def due_to_ask(db: Connection, now: datetime) -> list[tuple[str, int]]:
    return [(workspace, number) for workspace, number in db.execute(_TO_ASK, {"now": now})]


def scribed(db: Connection, group_id: int) -> dict[str, tuple[int, int]]:
    """Scribe -> (how often for this group, the last meeting)."""
    query = (
        select(minutes.c.scribe, func.count(), func.max(minutes.c.number))
        .where(minutes.c.group_id == group_id, minutes.c.scribe.is_not(None))
        .group_by(minutes.c.scribe)
    )
    return {scribe: (times, last) for scribe, times, last in db.execute(query)}
