"""Who sets the priorities behind an action item, and whether they stand by it: that makes it a commitment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from storage.actions import BLOCKED, actions, alive, owned_by
from storage.db import Utc, all_rows, columns, metadata, one_row

ASKED, CONFIRMED, UNSPONSORED = "asked", "confirmed", "unsponsored"
AHEAD = timedelta(days=7)

sponsorships = Table(
    "sponsorships",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sponsor", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("times", Integer, nullable=False, default=0),
    Column("why", Text, nullable=False, default=""),
    Column("changed_at", Utc, nullable=False),
    Column("ask_at", Utc),
    Index("ix_sponsorships_sponsor", "workspace", "sponsor"),
    Index("ix_sponsorships_ask_at", "ask_at"),
)


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """`times`: how often they were asked since they last had reason to; `ask_at`: when they are asked next.

    `why` is what a sponsor said who cannot stand by it.
    """

    workspace: str
    number: int
    sponsor: str
    state: str
    times: int
    why: str
    changed_at: datetime
    ask_at: datetime | None


_SPONSORSHIPS = select(*columns(sponsorships, Sponsorship))
_SEVERAL = _SPONSORSHIPS.where(
    sponsorships.c.workspace == bindparam("workspace"),
    sponsorships.c.number.in_(bindparam("numbers", expanding=True)),
)
_ONE = _SPONSORSHIPS.where(
    sponsorships.c.workspace == bindparam("workspace"), sponsorships.c.number == bindparam("number")
)
_DUE = (
    select(sponsorships.c.workspace, sponsorships.c.number)
    .where(sponsorships.c.ask_at <= bindparam("now", type_=Utc))
    .order_by(sponsorships.c.ask_at)
    .limit(bindparam("limit"))
)


def add(
    db: Connection, workspace: str, number: int, sponsor: str, now: datetime, ask_at: datetime
) -> Sponsorship:
    found = Sponsorship(workspace, number, sponsor, ASKED, 1, "", now, ask_at)
    db.execute(insert(sponsorships).values({name: getattr(found, name) for name in Sponsorship.__slots__}))
    return found


def of(db: Connection, workspace: str, number: int) -> Sponsorship | None:
    """None: the action item is no commitment."""
    return one_row(db, Sponsorship, _ONE, workspace=workspace, number=number)


def several(db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, Sponsorship]:
    wanted = {"workspace": workspace, "numbers": sorted(set(numbers))}
    return {found.number: found for found in all_rows(db, Sponsorship, _SEVERAL, **wanted)}


def change(db: Connection, workspace: str, number: int, **values: Any) -> None:
    this = (sponsorships.c.workspace == workspace) & (sponsorships.c.number == number)
    db.execute(update(sponsorships).where(this).values(**values))


def due_to_ask(db: Connection, now: datetime, limit: int = 200) -> list[tuple[str, int]]:
    """(workspace, number)."""
    return [(workspace, number) for workspace, number in db.execute(_DUE, {"now": now, "limit": limit})]


def alive_of_sponsor(db: Connection, workspace: str, sponsor: str) -> list[Sponsorship]:
    query = (
        _SPONSORSHIPS.join(actions, _is_its())
        .where(sponsorships.c.workspace == workspace, sponsorships.c.sponsor == sponsor, alive())
        .order_by(sponsorships.c.number)
    )
    return all_rows(db, Sponsorship, query)


def _is_its() -> ColumnElement[bool]:
    return and_(actions.c.workspace == sponsorships.c.workspace, actions.c.number == sponsorships.c.number)


def sponsored_by(workspace: str, user: str) -> ColumnElement[bool]:
    """The condition on `actions` for what somebody sponsors."""
    return _numbered(workspace, sponsorships.c.sponsor == user)


def _numbered(workspace: str, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(sponsorships.c.number).where(sponsorships.c.workspace == workspace, *where)
    return and_(actions.c.workspace == workspace, actions.c.number.in_(found))


def commitments(workspace: str) -> ColumnElement[bool]:
    return _numbered(workspace)


def unsponsored(workspace: str) -> ColumnElement[bool]:
    return _numbered(workspace, sponsorships.c.state == UNSPONSORED)


def at_risk(workspace: str, today: date) -> ColumnElement[bool]:
    """Due within a week without a confirmation, or blocked, or overdue."""
    unconfirmed = _numbered(workspace, sponsorships.c.state != CONFIRMED)
    near = and_(actions.c.due <= today + AHEAD, unconfirmed)
    return and_(_numbered(workspace), alive(), or_(near, actions.c.state == BLOCKED, actions.c.due < today))


def concerning(workspace: str, user: str) -> ColumnElement[bool]:
    """What somebody promised, or sponsors."""
    return and_(commitments(workspace), or_(owned_by(workspace, user), sponsored_by(workspace, user)))
