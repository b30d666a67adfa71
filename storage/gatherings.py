"""What waits for the hour to end before it goes to a leads' channel under one heading."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, bindparam, delete, insert, select, update

from storage import inserts
from storage.db import Utc, metadata

gatherings = Table(
    "gatherings",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("closes_at", Utc, nullable=False, index=True),
)

gathered = Table(
    "gathered",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
)


_CLOSES = (
    select(gatherings.c.closes_at)
    .where(gatherings.c.workspace == bindparam("workspace"), gatherings.c.channel == bindparam("channel"))
    .with_for_update()
)
_DUE = select(gatherings.c.workspace, gatherings.c.channel).where(gatherings.c.closes_at <= bindparam("now"))


def closes_at(db: Connection, workspace: str, channel: str) -> datetime | None:
    """Until when this channel's further items are gathered; None when the next one goes out at once.

    Asked first by who files and by who closes the hour: on PostgreSQL one waits for the other.
    """
    return db.scalar(_CLOSES, {"workspace": workspace, "channel": channel})


def open_hour(db: Connection, workspace: str, channel: str, until: datetime) -> None:
    this = (gatherings.c.workspace == workspace) & (gatherings.c.channel == channel)
    if not db.execute(update(gatherings).where(this).values(closes_at=until)).rowcount:
        db.execute(insert(gatherings).values(workspace=workspace, channel=channel, closes_at=until))


def close(db: Connection, workspace: str, channel: str) -> None:
    db.execute(delete(gatherings).where(gatherings.c.workspace == workspace, gatherings.c.channel == channel))


def due(db: Connection, now: datetime) -> list[tuple[str, str]]:
    return [(workspace, channel) for workspace, channel in db.execute(_DUE, {"now": now})]


def add(db: Connection, workspace: str, channel: str, number: int) -> None:
    inserts.add(db, gathered, {"workspace": workspace, "channel": channel, "number": number})


def waiting(db: Connection, workspace: str, channel: str) -> list[int]:
    query = select(gathered.c.number).where(gathered.c.workspace == workspace, gathered.c.channel == channel)
    return sorted(db.scalars(query))


def remove(db: Connection, workspace: str, number: int) -> bool:
    """Take an item off the waiting lists; False when it was on none."""
    done = db.execute(delete(gathered).where(gathered.c.workspace == workspace, gathered.c.number == number))
    return bool(done.rowcount)
