"""What a group wants to talk about: its open topics in their order, until done or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.meetings import meetings

OPEN, NOW, DONE, DROPPED = "open", "now", "done", "dropped"
ALIVE = (OPEN, NOW)

agenda = Table(
    "agenda",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("group_id", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("minutes", Integer),
    Column("by", String(32), nullable=False),
    Column("link", Text),
    Column("state", String(16), nullable=False, default=OPEN),
    Column("carried", Integer, nullable=False, default=0),
    Column("created_at", Utc, nullable=False),
    Column("begun_at", Utc),
    Column("note_at", Utc),
    Column("done_in", Integer),
    Index("ix_agenda_group_id", "group_id", "state", "place"),
    Index("ix_agenda_note_at", "note_at"),
)

supports = Table(
    "supports",
    metadata,
    Column("topic_id", ForeignKey("agenda.id"), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("how", String(64), primary_key=True),
)


_TO_NOTE = select(agenda.c.workspace, agenda.c.id).where(agenda.c.note_at <= bindparam("now"))


@dataclass(frozen=True, slots=True)
class Item:
    """A topic; `minutes` is its timebox, `carried` how many meetings did not reach it."""

    id: int
    workspace: str
    group_id: int
    place: int
    text: str
    minutes: int | None
    by: str
    link: str | None
    state: str
    carried: int
    created_at: datetime
    begun_at: datetime | None
    note_at: datetime | None
    done_in: int | None


def alive(db: Connection, group_id: int) -> list[Item]:
    """What is on the agenda of the group's next meeting, in order."""
    query = select(*columns(agenda, Item)).where(agenda.c.group_id == group_id, agenda.c.state.in_(ALIVE))
    return all_rows(db, Item, query.order_by(agenda.c.place, agenda.c.id))


def topics(db: Connection, meeting_id: int) -> list[Item]:
    """The agenda of a meeting that is still to come."""
    group_id = db.scalar(select(meetings.c.group_id).where(meetings.c.id == meeting_id))
    return alive(db, group_id) if group_id is not None else []


def item(db: Connection, item_id: int) -> Item | None:
    return one_row(db, Item, select(*columns(agenda, Item)).where(agenda.c.id == item_id))


def add(
    db: Connection, workspace: str, group_id: int, text: str, by: str, now: datetime, **values: Any
) -> int:
    """At the end of the group's agenda."""
    last = db.scalar(select(func.max(agenda.c.place)).where(agenda.c.group_id == group_id)) or 0
    row = {"workspace": workspace, "group_id": group_id, "place": last + 1, "text": text, "by": by}
    adding = insert(agenda).values(**row, created_at=now, **values).returning(agenda.c.id)
    return db.execute(adding).scalar_one()


def change(db: Connection, item_id: int, **values: Any) -> None:
    db.execute(update(agenda).where(agenda.c.id == item_id).values(**values))


def order(db: Connection, ids: Sequence[int]) -> None:
    """Number them anew."""
    for place, item_id in enumerate(ids, 1):
        change(db, item_id, place=place)


def carry(db: Connection, group_id: int) -> None:
    """The meeting is over: what is left waits for the next one, and nothing is being talked about."""
    left = (agenda.c.group_id == group_id) & agenda.c.state.in_(ALIVE)
    db.execute(update(agenda).where(left, agenda.c.state == OPEN).values(carried=agenda.c.carried + 1))
    db.execute(update(agenda).where(left).values(state=OPEN, begun_at=None, note_at=None))


def support(db: Connection, item_id: int, user: str, how: str = "said") -> bool:
    """False when they did so before; `how` is the reaction, where it was one."""
    known = set(db.scalars(select(supports.c.how).filter_by(topic_id=item_id, user=user)))
    if how not in known:
        db.execute(insert(supports).values(topic_id=item_id, user=user, how=how))
    return not known


def unsupport(db: Connection, item_id: int, user: str, how: str) -> None:
    """Somebody may still do so in another way."""
    db.execute(delete(supports).filter_by(topic_id=item_id, user=user, how=how))


def supporters(db: Connection, group_id: int) -> dict[int, int]:
    """Item id -> how many support it."""
    query = (
        select(supports.c.topic_id, func.count(supports.c.user.distinct()))
        .join(agenda, agenda.c.id == supports.c.topic_id)
        .where(agenda.c.group_id == group_id, agenda.c.state.in_(ALIVE))
        .group_by(supports.c.topic_id)
    )
    return {item_id: count for item_id, count in db.execute(query)}


def due_notes(db: Connection, now: datetime) -> list[tuple[str, int]]:
    """(workspace, item id) of those whose time is nearly, or wholly, used up."""
    return [(workspace, item_id) for workspace, item_id in db.execute(_TO_NOTE, {"now": now})]
