"""The App Home of each person who has opened it: which tab they are on, and whether it shows what is true."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    String,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from storage.db import Utc, columns, metadata, one_row

FIRST_TAB = "mine"
MOST_STALE = 5000

homes = Table(
    "homes",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("opened_at", Utc, nullable=False),
    Column("tab", String(16), nullable=False, default=FIRST_TAB),
    Column("pages", JSON, nullable=False, default=dict),
    Column("words", String(100), nullable=False, default=""),
    Column("shown", String(64), nullable=False, default=""),
    Column("redraw_at", Utc),
    Index("ix_homes_redraw_at", "redraw_at", "workspace", "user"),
)


@dataclass(frozen=True, slots=True)
class Home:
    """`pages` are those of its lists, `words` what is looked for among groups, `shown` a mark of what it shows."""

    user: str
    tab: str = FIRST_TAB
    pages: dict[str, int] = field(default_factory=dict)
    words: str = ""
    shown: str = ""


_OF = select(*columns(homes, Home)).where(
    homes.c.workspace == bindparam("workspace"), homes.c.user == bindparam("user")
)
# By the hour first: SQLite would else walk through everybody's.
_STALE = (
    select(homes.c.workspace, homes.c.user, homes.c.redraw_at)
    .where(homes.c.redraw_at <= bindparam("now", type_=Utc))
    .order_by(homes.c.redraw_at)
    .limit(MOST_STALE)
    .subquery()
)
_WHERE_DUE = select(_STALE.c.workspace).distinct()
_DUE = (
    select(_STALE.c.user)
    .where(_STALE.c.workspace == bindparam("workspace"))
    .order_by(_STALE.c.redraw_at, _STALE.c.user)
    .limit(bindparam("limit"))
)


def of(db: Connection, workspace: str, user: str) -> Home | None:
    """None: they have never opened it."""
    return one_row(db, Home, _OF, workspace=workspace, user=user)


def open_first(db: Connection, workspace: str, user: str, now: datetime) -> Home:
    db.execute(insert(homes).values(workspace=workspace, user=user, opened_at=now))
    return Home(user)


def change(db: Connection, workspace: str, user: str, **values: Any) -> None:
    db.execute(update(homes).where(homes.c.workspace == workspace, homes.c.user == user).values(**values))


def close(db: Connection, workspace: str, user: str) -> None:
    db.execute(delete(homes).where(homes.c.workspace == workspace, homes.c.user == user))


def spoil(db: Connection, workspace: str, users: Collection[str], at: datetime) -> None:
    """Draw their tabs again by then, if they have one; many reasons make one drawing."""
    wanted = homes.c.user.in_(sorted(set(users)))
    _spoil(db, workspace, wanted, at)


def spoil_tab(db: Connection, workspace: str, tab: str, at: datetime) -> None:
    """As `spoil`, for everybody who is on that tab."""
    _spoil(db, workspace, homes.c.tab == tab, at)


def _spoil(db: Connection, workspace: str, where: Any, at: datetime) -> None:
    is_later = or_(homes.c.redraw_at.is_(None), homes.c.redraw_at > at)
    db.execute(update(homes).where(homes.c.workspace == workspace, where, is_later).values(redraw_at=at))


def where_due(db: Connection, now: datetime) -> list[str]:
    """The workspaces where some are to be drawn again."""
    return list(db.scalars(_WHERE_DUE, {"now": now}))


def due(db: Connection, workspace: str, now: datetime, limit: int) -> list[str]:
    """Whose are to be drawn again, the longest due first."""
    return list(db.scalars(_DUE, {"workspace": workspace, "now": now, "limit": limit}))


def are_there(db: Connection, workspace: str) -> bool:
    return db.execute(select(homes.c.user).where(homes.c.workspace == workspace).limit(1)).first() is not None
