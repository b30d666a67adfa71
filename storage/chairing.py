"""What waits in the groups that somebody chairs: each question one query, for however many groups and items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from storage.actions import Action, actions, alive, overdue, owners
from storage.agenda import ALIVE, agenda
from storage.db import all_rows, columns
from storage.feedback import UNACKNOWLEDGED, Feedback, feedback
from storage.groups import Area, Group, areas, groups, roles
from storage.meetings import ENDED, attendance, meetings
from storage.people import people
from storage.sponsorships import UNSPONSORED, sponsorships

MOST_ROWS = 300
"""Of one list; how many there are is counted beyond it."""

Ids = Sequence[int]


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
    mine = select(roles.c.group_id).where(
        roles.c.workspace == workspace,
        roles.c.user == user,
        roles.c.role.in_(("chair", "co-chair")),
        roles.c.until.is_(None),
    )
    return all_rows(db, Group, _living().where(groups.c.id.in_(mine)))


def without_chair(db: Connection, workspace: str) -> list[Group]:
    return all_rows(db, Group, _living().where(groups.c.workspace == workspace, ~_is_chaired()))


def chairless(db: Connection, of: Ids) -> set[int]:
    return set(db.scalars(select(groups.c.id).where(groups.c.id.in_(of), ~_is_chaired())))


def _is_chaired() -> ColumnElement[bool]:
    return exists().where(
        roles.c.group_id == groups.c.id, roles.c.role.in_(("chair", "co-chair")), roles.c.until.is_(None)
    )


def _living() -> Select[Any]:
    return select(*columns(groups, Group)).where(groups.c.archived_at.is_(None)).order_by(groups.c.slug)


def topics(db: Connection, of: Ids) -> dict[int, Topics]:
    """By group; one without topics is left out."""
    untimed = func.count() - func.count(agenda.c.minutes)
    query = (
        select(agenda.c.group_id, func.count(), untimed, func.coalesce(func.sum(agenda.c.minutes), 0))
        .where(agenda.c.group_id.in_(of), agenda.c.state.in_(ALIVE))
        .group_by(agenda.c.group_id)
    )
    return {group_id: Topics(*row) for group_id, *row in db.execute(query)}


def overdue_by_owner(
    db: Connection, of: Ids, today: date
) -> tuple[list[tuple[Action, str | None, str | None]], int]:
    """Each with an owner and their name, the longest overdue first, and how many items there are in all."""
    where = and_(actions.c.group_id.in_(of), overdue(today))
    is_its = and_(owners.c.workspace == actions.c.workspace, owners.c.number == actions.c.number)
    is_them = and_(people.c.workspace == owners.c.workspace, people.c.user == owners.c.user)
    total = select(func.count()).select_from(actions).where(where).scalar_subquery()
    query = (
        select(*columns(actions, Action), owners.c.user, people.c.name, total)
        .select_from(actions.outerjoin(owners, is_its).outerjoin(people, is_them))
        .where(where)
        .order_by(actions.c.due, actions.c.number, owners.c.since)
        .limit(MOST_ROWS)
    )
    found = db.execute(query).all()
    return [(Action(*row[:-3]), row[-3], row[-2]) for row in found], found[0][-1] if found else 0


def unacknowledged(
    db: Connection, workspace: str, of: Ids, now: datetime, limit: int
) -> tuple[list[Feedback], int]:
    """Of which its lead was reminded, or should have been, the longest waiting first."""
    item = feedback.c
    where = and_(
        item.workspace == workspace,
        item.group_id.in_(of),
        item.state.in_(UNACKNOWLEDGED),
        or_(item.nudge_at.is_(None), item.nudge_at <= now),
    )
    query = select(*columns(feedback, Feedback), func.count().over()).where(where)
    return _counted(db, Feedback, query.order_by(item.created_at, item.number).limit(limit))


def unsponsored(db: Connection, of: Ids, limit: int) -> tuple[list[Action], int]:
    is_its = and_(sponsorships.c.workspace == actions.c.workspace, sponsorships.c.number == actions.c.number)
    query = (
        select(*columns(actions, Action), func.count().over())
        .join(sponsorships, is_its)
        .where(actions.c.group_id.in_(of), alive(), sponsorships.c.state == UNSPONSORED)
        .order_by(actions.c.due, actions.c.number)
    )
    return _counted(db, Action, query.limit(limit))


def _counted(db: Connection, row: type[Any], query: Select[Any]) -> tuple[list[Any], int]:
    found = db.execute(query).all()
    return [row(*each[:-1]) for each in found], found[0][-1] if found else 0


def last_held(db: Connection, of: Ids, count: int = 2) -> list[Held]:
    """The last so many meetings of each group, the latest first."""
    was_there = and_(attendance.c.meeting_id == meetings.c.id, attendance.c.present_at.is_not(None))
    present = select(func.count()).select_from(attendance).where(was_there).scalar_subquery()
    rank = func.row_number().over(partition_by=meetings.c.group_id, order_by=meetings.c.ended_at.desc())
    ranked = (
        select(meetings.c.group_id, meetings.c.ended_at, present.label("present"), rank.label("rank"))
        .where(_ended(of))
        .subquery()
    )
    shown = (ranked.c.group_id, ranked.c.ended_at, ranked.c.present)
    query = select(*shown).where(ranked.c.rank <= count).order_by(ranked.c.group_id, ranked.c.rank)
    return all_rows(db, Held, query)


def _ended(of: Ids) -> ColumnElement[bool]:
    return and_(meetings.c.group_id.in_(of), meetings.c.state == ENDED, meetings.c.ended_at.is_not(None))


def areas_of(db: Connection, of: Ids) -> list[tuple[Area, bool]]:
    """Each with whether somebody leads it."""
    led = exists().where(roles.c.area_id == areas.c.id, roles.c.role == "lead", roles.c.until.is_(None))
    led = led.where(roles.c.group_id == areas.c.group_id)  # by the index
    query = select(*columns(areas, Area), led).where(areas.c.group_id.in_(of), areas.c.archived_at.is_(None))
    return [(Area(*row[:-1]), bool(row[-1])) for row in db.execute(query.order_by(areas.c.slug))]
