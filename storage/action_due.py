"""Whose morning it is: the reminders of action items that are due, and the one message a person gets a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import JSON, Column, Connection, Date, String, Table, bindparam, select, update

from storage import inserts
from storage.actions import Action, actions, owners
from storage.db import Utc, all_rows, columns, metadata, one_row

rounds = Table(
    "action_rounds",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("numbers", JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Round:
    """What somebody was reminded of on one of their days; the message shows today's state of it."""

    user: str
    day: date
    numbers: list[int]


# Those that are due first, then each person once: SQLite would else walk through everybody's.
_FIRST = (
    select(owners.c.workspace, owners.c.user)
    .where(owners.c.remind_at <= bindparam("now", type_=Utc))
    .order_by(owners.c.remind_at)
    .limit(bindparam("most"))
    .subquery()
)
_DUE = select(_FIRST.c.workspace, _FIRST.c.user).distinct()
_THEIRS = (
    select(*columns(actions, Action))
    .join(owners, (owners.c.workspace == actions.c.workspace) & (owners.c.number == actions.c.number))
    .where(
        owners.c.workspace == bindparam("workspace"),
        owners.c.user == bindparam("user"),
        owners.c.remind_at <= bindparam("now", type_=Utc),
    )
    .order_by(actions.c.due, actions.c.number)
)
_LATER = (
    update(owners)
    .where(
        owners.c.workspace == bindparam("of_workspace"),
        owners.c.user == bindparam("of_user"),
        owners.c.remind_at <= bindparam("now", type_=Utc),
    )
    .values(remind_at=bindparam("next_at", type_=Utc))
)
_LAST = (
    select(*columns(rounds, Round))
    .where(rounds.c.workspace == bindparam("workspace"), rounds.c.user == bindparam("user"))
    .order_by(rounds.c.day.desc())
    .limit(1)
)


def people_due(db: Connection, now: datetime, most: int = 2000) -> list[tuple[str, str]]:
    """(workspace, user), each once: whom the first `most` reminders are for."""
    return [(workspace, user) for workspace, user in db.execute(_DUE, {"now": now, "most": most})]


def due_for(db: Connection, workspace: str, user: str, now: datetime) -> list[Action]:
    """All that one person is to hear of now, the longest overdue first."""
    return all_rows(db, Action, _THEIRS, workspace=workspace, user=user, now=now)


def put_off(db: Connection, workspace: str, user: str, now: datetime, until: datetime | None) -> None:
    """All that they are to hear of now they hear then; None: never."""
    row = {"of_workspace": workspace, "of_user": user, "now": now, "next_at": until}
    db.execute(_LATER, row)


def begin_round(db: Connection, workspace: str, user: str, day: date, numbers: Sequence[int]) -> bool:
    """Once a person and day, whatever happens in between; False when they were written to that day."""
    row = {"workspace": workspace, "user": user, "day": day, "numbers": list(numbers)}
    return inserts.add(db, rounds, row, unless_there=True)


def last_round(db: Connection, workspace: str, user: str) -> Round | None:
    return one_row(db, Round, _LAST, workspace=workspace, user=user)


def forget_rounds(db: Connection, before: date) -> None:
    db.execute(rounds.delete().where(rounds.c.day < before))
