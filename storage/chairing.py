"""What waits in the groups that somebody chairs: each question one query, for however many groups and items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from storage.actions import Action, actions, alive, overdue, owners
from storage.agenda import ALIVE, agenda
from storage.areas import Area, areas
from storage.db import Utc, all_rows, columns
from storage.feedback import UNACKNOWLEDGED, Feedback, feedback
from storage.groups import Group, groups, roles
from storage.meetings import ENDED, attendance, meetings
from storage.people import people
from storage.sponsorships import UNSPONSORED, sponsorships

MOST_ROWS = 300
"""Of one list; how many there are is counted beyond it."""

Ids = Sequence[int]
_OF = bindparam("of", expanding=True)


@dataclass(frozen=True, slots=True)
class Topics:
    """How full an agenda is: how many topics, how many of them without a time, the minutes of the others."""

    count: int
    untimed: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took place, and how many were there."""

    group_id: int
    ended_at: datetime
    present: int


def chaired_by(db: Connection, workspace: str, user: str) -> list[Group]:
    return all_rows(db, Group, _chaired(), workspace=workspace, user=user)


def without_chair(db: Connection, workspace: str) -> list[Group]:
    return all_rows(db, Group, _living().where(groups.c.workspace == workspace, ~_has_chair()))


def chairless(db: Connection, of: Ids) -> set[int]:
    return set(db.scalars(_chairless(), {"of": of}))


def topics(db: Connection, of: Ids) -> dict[int, Topics]:
    """By group; one without topics is left out."""
    return {group_id: Topics(*row) for group_id, *row in db.execute(_topics(), {"of": of})}


def overdue_by_owner(
    db: Connection, of: Ids, today: date
) -> tuple[list[tuple[Action, str | None, str | None]], int]:
    """Each with an owner and their name, the longest overdue first, and how many items there are in all."""
    found = db.execute(_overdue(), {"of": of, "today": today}).all()
    return [(Action(*row[:-3]), row[-3], row[-2]) for row in found], found[0][-1] if found else 0


def unacknowledged(
    db: Connection, workspace: str, of: Ids, now: datetime, limit: int
) -> tuple[list[Feedback], int]:
    """Of which its lead was reminded, or should have been, the longest waiting first."""
    asked = {"workspace": workspace, "of": of, "now": now, "limit": limit}
    return _counted(Feedback, db.execute(_unacknowledged(), asked).all())


def unsponsored(db: Connection, of: Ids, limit: int) -> tuple[list[Action], int]:
    return _counted(Action, db.execute(_unsponsored(), {"of": of, "limit": limit}).all())


def _counted(row: type[Any], found: Sequence[Any]) -> tuple[list[Any], int]:
    return [row(*each[:-1]) for each in found], found[0][-1] if found else 0


def last_held(db: Connection, of: Ids, count: int = 2) -> list[Held]:
    """The last so many meetings of each group, the latest first."""
    return all_rows(db, Held, _last_held(), of=of, count=count)


def areas_of(db: Connection, of: Ids) -> list[tuple[Area, bool]]:
    """Each with whether somebody leads it."""
    return [(Area(*row[:-1]), bool(row[-1])) for row in db.execute(_areas(), {"of": of})]


# The queries, each built once.


@cache
def _chaired() -> Select[Any]:
    mine = select(roles.c.group_id).where(
        roles.c.workspace == bindparam("workspace"), roles.c.user == bindparam("user"), _is_chair()
    )
    return _living().where(groups.c.id.in_(mine))


def _living() -> Select[Any]:
    return select(*columns(groups, Group)).where(groups.c.archived_at.is_(None)).order_by(groups.c.slug)


@cache
def _chairless() -> Select[Any]:
    return select(groups.c.id).where(groups.c.id.in_(_OF), ~_has_chair())


def _has_chair() -> ColumnElement[bool]:
    return exists().where(roles.c.group_id == groups.c.id, _is_chair())


def _is_chair() -> ColumnElement[bool]:
    return and_(roles.c.role.in_(("chair", "co-chair")), roles.c.until.is_(None))


@cache
def _topics() -> Select[Any]:
    untimed = func.count() - func.count(agenda.c.minutes)
    return (
        select(agenda.c.group_id, func.count(), untimed, func.coalesce(func.sum(agenda.c.minutes), 0))
        .where(agenda.c.group_id.in_(_OF), agenda.c.state.in_(ALIVE))
        .group_by(agenda.c.group_id)
    )


@cache
def _overdue() -> Select[Any]:
    where = and_(actions.c.group_id.in_(_OF), overdue(bindparam("today", type_=Date)))
    is_its = and_(owners.c.workspace == actions.c.workspace, owners.c.number == actions.c.number)
    is_them = and_(people.c.workspace == owners.c.workspace, people.c.user == owners.c.user)
    total = select(func.count()).select_from(actions).where(where).scalar_subquery()
    return (
        select(*columns(actions, Action), owners.c.user, people.c.name, total)
        .select_from(actions.outerjoin(owners, is_its).outerjoin(people, is_them))
        .where(where)
        .order_by(actions.c.due, actions.c.number, owners.c.since)
        .limit(MOST_ROWS)
    )


@cache
def _unacknowledged() -> Select[Any]:
    item = feedback.c
    query = select(*columns(feedback, Feedback), func.count().over()).where(
        item.workspace == bindparam("workspace"),
        item.group_id.in_(_OF),
        item.state.in_(UNACKNOWLEDGED),
        or_(item.nudge_at.is_(None), item.nudge_at <= bindparam("now", type_=Utc)),
    )
    return query.order_by(item.created_at, item.number).limit(bindparam("limit"))


@cache
def _unsponsored() -> Select[Any]:
    is_its = and_(sponsorships.c.workspace == actions.c.workspace, sponsorships.c.number == actions.c.number)
    query = (
        select(*columns(actions, Action), func.count().over())
        .join(sponsorships, is_its)
        .where(actions.c.group_id.in_(_OF), alive(), sponsorships.c.state == UNSPONSORED)
    )
    return query.order_by(actions.c.due, actions.c.number).limit(bindparam("limit"))


@cache
def _last_held() -> Select[Any]:
    was_there = and_(attendance.c.meeting_id == meetings.c.id, attendance.c.present_at.is_not(None))
    present = select(func.count()).select_from(attendance).where(was_there).scalar_subquery()
    rank = func.row_number().over(partition_by=meetings.c.group_id, order_by=meetings.c.ended_at.desc())
    ended = and_(meetings.c.state == ENDED, meetings.c.ended_at.is_not(None))
    ranked = (
        select(meetings.c.group_id, meetings.c.ended_at, present.label("present"), rank.label("rank"))
        .where(meetings.c.group_id.in_(_OF), ended)
        .subquery()
    )
    shown = (ranked.c.group_id, ranked.c.ended_at, ranked.c.present)
    last = ranked.c.rank <= bindparam("count", type_=Integer)
    return select(*shown).where(last).order_by(ranked.c.group_id, ranked.c.rank)


@cache
def _areas() -> Select[Any]:
    led = exists().where(roles.c.area_id == areas.c.id, roles.c.role == "lead", roles.c.until.is_(None))
    led = led.where(roles.c.group_id == areas.c.group_id)  # by the index
    query = select(*columns(areas, Area), led).where(areas.c.group_id.in_(_OF), areas.c.archived_at.is_(None))
    return query.order_by(areas.c.slug)
