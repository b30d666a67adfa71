"""Messages that wait to be sent, committed with the state they tell of, and where living ones stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)

from storage import inserts
from storage.db import Utc, columns, metadata, one_row

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("lane", String(255), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("to", String(255), nullable=False),
    Column("key", String(128)),
    Column("thread", String(128)),
    Column("body", JSON, nullable=False),
    Column("state", String(16), nullable=False, default="pending"),
    Column("due_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("claimed_at", Utc),
    Column("unsure_since", Utc),
    Column("sent_at", Utc),
    Column("error", Text),
    Index("ix_outbox_lane", "state", "workspace", "lane", "id", "due_at"),
    Index("ix_outbox_key", "workspace", "key", "state"),
)

posted = Table(
    "posted",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("channel", String(255), nullable=False),
    Column("ts", String(64), nullable=False),
    Column("thread_ts", String(64)),
    Column("at", Utc, nullable=False),
    Index("ix_posted_place", "workspace", "channel", "ts"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a living message stands. The channel of an anonymous author's is sealed, the ts is not."""

    key: str
    channel: str
    ts: str
    thread_ts: str | None
    at: datetime


# What Slack may have already is no longer changed: the next version will edit it.
_UNSENT = (outbox.c.state == "pending", outbox.c.unsure_since.is_(None))
_REPLACE = (
    update(outbox)
    .where(
        outbox.c.workspace == bindparam("of_workspace"),
        outbox.c.key == bindparam("of_key"),
        *_UNSENT,
    )
    .values(body=bindparam("new_body"), kind=bindparam("new_kind"))
)
_KNOWN = select(
    exists().where(outbox.c.workspace == bindparam("workspace"), outbox.c.key == bindparam("key"), *_UNSENT),
    exists().where(posted.c.workspace == bindparam("workspace"), posted.c.key == bindparam("key")),
)
_PLACE = select(*columns(posted, Posted)).where(posted.c.workspace == bindparam("workspace"))
_OF_KEY = _PLACE.where(posted.c.key == bindparam("key"))
_AT = _PLACE.where(posted.c.channel == bindparam("channel"), posted.c.ts == bindparam("ts"))


def post(
    db: Connection,
    workspace: str,
    to: str,
    body: Mapping[str, Any],
    at: datetime,
    *,
    kind: str = "message",
    key: str | None = None,
    thread: str | None = None,
    is_first: bool = False,
) -> None:
    """Send `body` to a channel or person, not before `at`.

    With a `key` the first one is a new message, later ones edit it, and an unsent older version is
    replaced; with `is_first` none can be older, and none is looked for. `thread` is the key of the
    living message, or the ts, under which to post. What shares a lane leaves in order; edits have
    their own, so that their smaller budget holds no news back.
    """
    lane = to if kind in ("message", "file") else f"{kind}/{to}"
    if key is not None and not is_first:
        waits, stands = db.execute(_KNOWN, {"workspace": workspace, "key": key}).one()
        new = {"of_workspace": workspace, "of_key": key, "new_body": body, "new_kind": kind}
        if waits and db.execute(_REPLACE, new).rowcount:
            return
        if stands and kind == "message":
            lane = f"edit/{to}"
        elif not stands and kind == "delete":
            lane = to  # behind the message itself, which is on its way
    row = {"workspace": workspace, "lane": lane, "to": to, "kind": kind, "body": body, "due_at": at}
    inserts.add(db, outbox, {**row, "key": key, "thread": thread})


def where_posted(db: Connection, workspace: str, key: str) -> Posted | None:
    return one_row(db, Posted, _OF_KEY, workspace=workspace, key=key)


def posted_at(db: Connection, workspace: str, channel: str, ts: str) -> Posted | None:
    """The living message at a place."""
    return one_row(db, Posted, _AT, workspace=workspace, channel=channel, ts=ts)


def waiting_in(db: Connection, workspace: str, lane: str) -> int:
    """How many rows of a lane are still to be sent."""
    query = select(func.count()).where(
        outbox.c.state == "pending", outbox.c.workspace == workspace, outbox.c.lane == lane
    )
    return db.scalar(query) or 0


def drawings_waiting(db: Connection, workspace: str) -> int:
    """How many home tabs are still to be sent."""
    query = select(func.count()).where(
        outbox.c.state == "pending",
        outbox.c.workspace == workspace,
        outbox.c.lane >= "home/",
        outbox.c.lane < "home0",
    )
    return db.scalar(query) or 0


def is_known(db: Connection, workspace: str, key: str) -> bool:
    """Whether a message of that key stands somewhere, or waits to."""
    waits = select(outbox.c.id).where(
        outbox.c.workspace == workspace, outbox.c.key == key, outbox.c.state.in_(("pending", "claimed"))
    )
    return where_posted(db, workspace, key) is not None or db.execute(waits).first() is not None


def forget_address(
    db: Connection, workspace: str, to: str, keys: Sequence[str], also: str | None = None
) -> None:
    """Erase a person's address from what was sent, and where it stands: the living messages of `keys`,
    and all whose keys begin with `also`."""
    db.execute(delete(outbox).where(outbox.c.workspace == workspace, outbox.c.to == to))
    theirs = posted.c.key.in_(keys)
    if also is not None:
        theirs |= posted.c.key.startswith(also, autoescape=True)
    db.execute(delete(posted).where(posted.c.workspace == workspace, theirs))
