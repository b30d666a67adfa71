"""Action items: what was promised, by whom, until when, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from storage import inserts, terms
from storage.db import Utc, all_rows, columns, metadata, names, one_row
from storage.groups import groups, open_to
from storage.people import people

OPEN, IN_PROGRESS, BLOCKED, DONE, DROPPED = "open", "in progress", "blocked", "done", "dropped"
ALIVE = (OPEN, IN_PROGRESS, BLOCKED)

actions = Table(
    "actions",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("due", Date, nullable=False),
    Column("due_at", Time),
    Column("created_by", String(32)),
    Column("created_at", Utc, nullable=False),
    Column("channel", String(32)),
    Column("source", Text),
    Column("origin", String(128)),
    Column("snoozed_until", Date),
    Column("closed_at", Utc),
    Column("follows", Integer),
    UniqueConstraint("workspace", "origin"),
    Index("ix_actions_group_id", "group_id", "state", "due"),
    Index("ix_actions_created_by", "workspace", "created_by"),
)

owners = Table(
    "action_owners",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("user", String(32), primary_key=True),
    Column("since", Utc, nullable=False),
    Column("remind_at", Utc),
    Index("ix_action_owners_user", "workspace", "user", "number"),
    Index("ix_action_owners_remind_at", "remind_at", "workspace", "user"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """One action item. `due` is a day of its owner's calendar; `note` says what it waits for, or how it ended.

    `channel` is where its card stands; `origin` names the line of a meeting that made it;
    `follows` is the meeting after which it is due, whenever that is.
    """

    workspace: str
    number: int
    group_id: int
    text: str
    state: str
    due: date
    created_at: datetime
    created_by: str | None = None
    note: str = ""
    due_at: time | None = None
    channel: str | None = None
    source: str | None = None
    origin: str | None = None
    snoozed_until: date | None = None
    closed_at: datetime | None = None
    follows: int | None = None

    @property
    def id(self) -> str:
        return f"A-{self.number}"

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE


_ACTIONS = select(*columns(actions, Action)).where(actions.c.workspace == bindparam("workspace"))
_ACTION = _ACTIONS.where(actions.c.number == bindparam("number")).with_for_update()
_SEVERAL = _ACTIONS.where(actions.c.number.in_(bindparam("numbers", expanding=True))).order_by(
    actions.c.number
)
_OWNERS = (
    select(owners.c.number, owners.c.user)
    .where(
        owners.c.workspace == bindparam("workspace"),
        owners.c.number.in_(bindparam("numbers", expanding=True)),
    )
    .order_by(owners.c.number, owners.c.since, owners.c.user)
)
_REMIND = (
    update(owners)
    .where(
        owners.c.workspace == bindparam("of_workspace"),
        owners.c.number == bindparam("of_number"),
        owners.c.user == bindparam("of_user"),
    )
    .values(remind_at=bindparam("next_at", type_=Utc))
)


def get(db: Connection, workspace: str, number: int) -> Action | None:
    """Nobody else changes it until this transaction ends."""
    return one_row(db, Action, _ACTION, workspace=workspace, number=number)


def several(db: Connection, workspace: str, numbers: Iterable[int]) -> list[Action]:
    return all_rows(db, Action, _SEVERAL, workspace=workspace, numbers=sorted(set(numbers)))


def of_origin(db: Connection, workspace: str, origin: str) -> Action | None:
    """What a line of a meeting has made."""
    query = _ACTIONS.where(actions.c.origin == bindparam("origin"))
    return one_row(db, Action, query, workspace=workspace, origin=origin)


def following(db: Connection, group_id: int, meeting: int) -> list[Action]:
    """Those of its group that are due after that meeting."""
    query = select(*columns(actions, Action)).where(
        actions.c.group_id == group_id, actions.c.state.in_(ALIVE), actions.c.follows == meeting
    )
    return all_rows(db, Action, query.order_by(actions.c.number))


def of_line(db: Connection, workspace: str, number: int, ts: str) -> list[Action]:
    """What a message in the meeting of that number has made, however many lines it had."""
    first, last = f"M-{number}/{ts}/", f"M-{number}/{ts}0"
    query = _ACTIONS.where(actions.c.origin >= first, actions.c.origin < last)
    return all_rows(db, Action, query, workspace=workspace)


def add(db: Connection, action: Action) -> None:
    inserts.add(db, actions, {name: getattr(action, name) for name in names(Action)})
    terms.wait(db, action.workspace, "A", action.number)


def change(db: Connection, workspace: str, number: int, **values: Any) -> None:
    match = (actions.c.workspace == workspace) & (actions.c.number == number)
    db.execute(update(actions).where(match).values(**values))
    if "text" in values:
        terms.wait(db, workspace, "A", number)


def add_owner(db: Connection, workspace: str, number: int, user: str, now: datetime) -> bool:
    """False when they own it already."""
    row = {"workspace": workspace, "number": number, "user": user, "since": now}
    return inserts.add(db, owners, row, unless_there=True)


def drop_owner(db: Connection, workspace: str, number: int, user: str) -> None:
    this = (owners.c.workspace == workspace) & (owners.c.number == number) & (owners.c.user == user)
    db.execute(delete(owners).where(this))


def owners_of(db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Number -> its owners in the order in which they took it on; who has none is left out."""
    found: dict[int, list[str]] = {}
    wanted = {"workspace": workspace, "numbers": sorted(set(numbers))}
    for number, user in db.execute(_OWNERS, wanted):
        found.setdefault(number, []).append(user)
    return found


def remind(db: Connection, workspace: str, hours: Iterable[tuple[int, str, datetime | None]]) -> None:
    """When owners hear of it next: (number, user, at) of each."""
    rows = [
        {"of_workspace": workspace, "of_number": number, "of_user": user, "next_at": at}
        for number, user, at in hours
    ]
    if rows:
        db.execute(_REMIND, rows)


def owned_by(workspace: str | BindParameter[str], user: str | BindParameter[str]) -> ColumnElement[bool]:
    """The condition on `actions` for what somebody has to do."""
    mine = select(owners.c.number).where(owners.c.workspace == workspace, owners.c.user == user)
    return and_(actions.c.workspace == workspace, actions.c.number.in_(mine))


def unowned(workspace: str) -> ColumnElement[bool]:
    taken = select(owners.c.number).where(owners.c.workspace == workspace)
    return and_(actions.c.workspace == workspace, actions.c.number.not_in(taken))


def alive() -> ColumnElement[bool]:
    return actions.c.state.in_(ALIVE)


def overdue(today: date | BindParameter[date]) -> ColumnElement[bool]:
    return and_(alive(), actions.c.due < today)


def visible(workspace: str, user: str, *, admin: bool = False, guest: bool = False) -> ColumnElement[bool]:
    """The condition for what `user` may know of; guests see what is theirs, and what their channels do."""
    of_workspace = actions.c.workspace == workspace
    return of_workspace if admin else and_(of_workspace, or_(*ways_to_see(workspace, user, guest=guest)))


def ways_to_see(
    workspace: str | BindParameter[str],
    user: str | BindParameter[str],
    *,
    guest: bool,
    open_groups: Select[int] | BindParameter[int] | None = None,
) -> list[ColumnElement[bool]]:
    """Each of them is enough, and has an index; `open_groups` are theirs, where these are known already."""
    mine = [owned_by(workspace, user), actions.c.created_by == user]
    theirs = open_to(workspace, user, guest=guest) if open_groups is None else open_groups
    return [*mine, actions.c.group_id.in_(theirs)]


def shown_in(workspace: str, channel: str | None) -> ColumnElement[bool]:
    """The condition for what everybody in a channel may read: private groups' items at home only."""
    elsewhere = select(groups.c.id).where(
        groups.c.workspace == workspace, groups.c.is_private, groups.c.channel.is_distinct_from(channel)
    )
    return actions.c.group_id.not_in(elsewhere)


def page(
    db: Connection, where: ColumnElement[bool], *, order: str = "due", limit: int, offset: int = 0
) -> tuple[list[tuple[Action, str | None]], int]:
    """One page of a list, and how many rows it has in all; each with an owner when it goes by "owner".

    What several people own then stands under each of them.
    """
    query = select(*columns(actions, Action)).where(where)
    if order != "owner":
        by = (actions.c.created_at,) if order == "age" else (actions.c.due,)
        total = db.scalar(select(func.count()).select_from(actions).where(where)) or 0
        found = all_rows(db, Action, query.order_by(*by, actions.c.number).limit(limit).offset(offset))
        return [(action, None) for action in found], total
    is_its = (owners.c.workspace == actions.c.workspace) & (owners.c.number == actions.c.number)
    is_them = (people.c.workspace == owners.c.workspace) & (people.c.user == owners.c.user)
    joined = actions.outerjoin(owners, is_its)
    total = db.scalar(select(func.count()).select_from(joined).where(where)) or 0
    rows = db.execute(
        query.add_columns(owners.c.user)
        .select_from(joined.outerjoin(people, is_them))
        .order_by(owners.c.user.is_not(None), people.c.name, owners.c.user, actions.c.due, actions.c.number)
        .limit(limit)
        .offset(offset)
    )
    return [(Action(*row[:-1]), row[-1]) for row in rows], total


def count(db: Connection, where: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(actions).where(where)) or 0


def overdue_of_group(db: Connection, group_id: int, today: date, limit: int = 100) -> list[Action]:
    """The longest overdue first: what a group talks about at its next meeting."""
    query = select(*columns(actions, Action)).where(actions.c.group_id == group_id, overdue(today))
    return all_rows(db, Action, query.order_by(actions.c.due, actions.c.number).limit(limit))


def alive_of_person(db: Connection, workspace: str, user: str) -> list[Action]:
    query = select(*columns(actions, Action)).where(owned_by(workspace, user), alive())
    return all_rows(db, Action, query.order_by(actions.c.due, actions.c.number))
