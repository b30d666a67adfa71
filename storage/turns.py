"""When somebody, or a group's channel, is next to get a digest: asked by time, woken by whatever moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, String, Table, bindparam, delete, select, update

from storage import inserts
from storage.db import Utc, all_rows, columns, metadata, one_row

CHAIR, LEAD, GROUP = "chair", "lead", "group"
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)

turns = Table(
    "turns",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("who", String(32), primary_key=True),
    Column("since", Utc),
    Column("next_at", Utc, index=True),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """`who` is a user, or the id of a group.

    What fell due before `since` is settled; None: nobody has looked yet. `next_at` None: it waits to be woken.
    """

    workspace: str
    kind: str
    who: str
    since: datetime | None
    next_at: datetime | None


_TURN = select(*columns(turns, Turn)).where(
    turns.c.workspace == bindparam("workspace"),
    turns.c.kind == bindparam("kind"),
    turns.c.who == bindparam("who"),
)
_DUE = (
    select(*columns(turns, Turn))
    .where(turns.c.next_at <= bindparam("now", type_=Utc))
    .order_by(turns.c.next_at)
    .limit(bindparam("limit"))
)


def begin(db: Connection, workspace: str, kind: str, who: str) -> None:
    """Nothing when they take turns already."""
    row = {"workspace": workspace, "kind": kind, "who": who, "next_at": AT_ONCE}
    inserts.add(db, turns, row, unless_there=True)


def wake(db: Connection, workspace: str, who: str, kind: str | None = None) -> None:
    """Something has changed by which it may come earlier, or later: it is reckoned anew."""
    theirs = (turns.c.workspace == workspace) & turns.c.kind.in_([kind] if kind else [CHAIR, LEAD])
    db.execute(update(turns).where(theirs, turns.c.who == who).values(next_at=AT_ONCE))


def get(db: Connection, workspace: str, kind: str, who: str) -> Turn | None:
    return one_row(db, Turn, _TURN.with_for_update(), workspace=workspace, kind=kind, who=who)


def due(db: Connection, now: datetime, limit: int = 200) -> list[Turn]:
    return all_rows(db, Turn, _DUE, now=now, limit=limit)


def change(db: Connection, turn: Turn, **values: datetime | None) -> None:
    db.execute(update(turns).where(_this(turn)).values(**values))


def end(db: Connection, turn: Turn) -> None:
    db.execute(delete(turns).where(_this(turn)))


def _this(turn: Turn) -> object:
    return (turns.c.workspace == turn.workspace) & (turns.c.kind == turn.kind) & (turns.c.who == turn.who)
