"""What every numbered item shares: its number, counted per workspace, and the events of its life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage import inserts
from storage.db import Utc, all_rows, columns, metadata

counters = Table(
    "counters",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("kind", String(1), primary_key=True),
    Column("last", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("item", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", String(32)),
    Column("what", String(32), nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("data", JSON, nullable=False, default=dict),
    Column("was_heard", Boolean, nullable=False, default=False),
    Index("ix_events_item", "workspace", "item"),
    Index("ix_events_was_heard", "was_heard", "at"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One hop in an item's life; `actor` is None for the bot itself and for anonymous authors."""

    item: str
    at: datetime
    actor: str | None
    what: str
    why: str
    data: Mapping[str, Any]


def _count_on(dialect: Any) -> Any:
    first = dialect.insert(counters).values(last=1)
    more = {"index_elements": [counters.c.workspace, counters.c.kind], "set_": {"last": counters.c.last + 1}}
    return first.on_conflict_do_update(**more).returning(counters.c.last)


_NEXT = {"sqlite": _count_on(sqlite), "postgresql": _count_on(postgresql)}
_HISTORY = (
    select(*columns(events, Event))
    .where(events.c.workspace == bindparam("workspace"), events.c.item == bindparam("item"))
    .order_by(events.c.at, events.c.id)
)
_HISTORIES = (
    select(*columns(events, Event))
    .where(
        events.c.workspace == bindparam("workspace"),
        events.c.item.in_(bindparam("items", expanding=True)),
    )
    .order_by(events.c.at, events.c.id)
)
_OLD_RECEIPT = select(receipts.c.key).where(receipts.c.at < bindparam("before")).limit(1)


_UNHEARD = (
    select(events.c.workspace)
    .where(events.c.was_heard.is_(False), events.c.at <= bindparam("before", type_=Utc))
    .distinct()
)
_NEXT_UNHEARD = (
    select(events.c.id, *columns(events, Event))
    .where(events.c.was_heard.is_(False), events.c.workspace == bindparam("workspace"))
    .order_by(events.c.at, events.c.id)
    .limit(bindparam("limit"))
)
_HEARD = update(events).where(events.c.id.in_(bindparam("ids", expanding=True))).values(was_heard=True)


def next_number(db: Connection, workspace: str, kind: str) -> int:
    """The next number of a kind (F, A, M, D …), without gaps: it rolls back with the item."""
    return db.execute(_NEXT[db.dialect.name], {"workspace": workspace, "kind": kind}).scalar_one()


def record(
    db: Connection,
    workspace: str,
    item: str,
    what: str,
    at: datetime,
    *,
    actor: str | None = None,
    why: str = "",
    **data: Any,
) -> Event:
    event = {"item": item, "at": at, "actor": actor, "what": what, "why": why, "data": data}
    inserts.add(db, events, {"workspace": workspace, **event})
    return Event(**event)


def history(db: Connection, workspace: str, item: str) -> list[Event]:
    return all_rows(db, Event, _HISTORY, workspace=workspace, item=item)


def histories(db: Connection, workspace: str, wanted: Iterable[str]) -> dict[str, list[Event]]:
    """Of several items at once; one without events is left out."""
    found: dict[str, list[Event]] = {}
    for event in all_rows(db, Event, _HISTORIES, workspace=workspace, items=sorted(set(wanted))):
        found.setdefault(event.item, []).append(event)
    return found


def where_unheard(db: Connection, before: datetime) -> list[str]:
    """The workspaces where something happened until then of which the home tabs have not heard."""
    return list(db.scalars(_UNHEARD, {"before": before}))


def hear(db: Connection, workspace: str, limit: int = 500) -> list[Event]:
    """What happened since this was asked last: each event once."""
    found = db.execute(_NEXT_UNHEARD, {"workspace": workspace, "limit": limit}).all()
    if found:
        db.execute(_HEARD, {"ids": [row[0] for row in found]})
    return [Event(*row[1:]) for row in found]


def first_time(db: Connection, workspace: str, key: str, at: datetime) -> bool:
    """False when `key` (an event id, a form) was seen before: what Slack delivers twice counts once.

    Of two deliveries at once one waits for the other, and then finds its receipt.
    """
    row = {"workspace": workspace, "key": key, "at": at}
    return inserts.add(db, receipts, row, unless_there=True)


def forget_receipts(db: Connection, before: datetime) -> None:
    db.execute(receipts.delete().where(receipts.c.at < before))


def has_receipts_before(db: Connection, before: datetime) -> bool:
    return db.execute(_OLD_RECEIPT, {"before": before}).first() is not None
