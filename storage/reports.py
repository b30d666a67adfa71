"""What reports and digests ask of all that happened: each one query, for however many groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    String,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)

from storage.db import all_rows
from storage.decisions import decisions
from storage.feedback import feedback, told_key
from storage.groups import groups, roles
from storage.meetings import ENDED, meetings
from storage.minutes import lines
from storage.outbox import posted
from storage.people import employers, memberships, people

Groups = Collection[int | None]
"""Group ids; None stands for what the admins triage."""

TAKING_PART = ("chair", "co-chair", "lead", "liaison", "member")


@dataclass(frozen=True, slots=True)
class Measured:
    """The times of one piece of feedback; `told` when the message with its first decision has left."""

    group_id: int | None
    created_at: datetime
    acknowledged_at: datetime | None
    decided_at: datetime | None
    resolved_at: datetime | None
    reopened_at: datetime | None
    verdict: str | None
    told: bool


@dataclass(frozen=True, slots=True)
class Done:
    """How much somebody did in a group; `user` is None for all anonymous authors of a voice together."""

    group_id: int | None
    user: str | None
    voice: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """Who did how much of what within a time, and who the members are; `held` are the meetings of a group."""

    members: list[Done]
    given: list[Done]
    spoken: list[Done]
    decided: list[Done]
    answered: list[Done]
    held: dict[int, int]


def deeds(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> Deeds:
    """Six queries, for however many groups."""
    when = (db, workspace, of, since, until)
    return Deeds(
        members(db, workspace, of), given(*when), spoken(*when), decided(*when), answered(*when), held(*when)
    )


def measured(db: Connection, workspace: str, of: Groups, since: datetime) -> list[Measured]:
    """Whatever happened to since then, to be counted by who asks: medians are no matter of SQL.

    What closed before cannot have a later time: by that the index leaves the past out.
    """
    item = feedback.c
    times = (item.created_at, item.acknowledged_at, item.decided_at, item.resolved_at, item.reopened_at)
    told = exists().where(
        posted.c.workspace == item.workspace, posted.c.key == told_key(cast(item.number, String))
    )
    query = select(item.group_id, *times, item.verdict, told).where(
        item.workspace == workspace,
        _within(item.group_id, of),
        or_(item.closed_at.is_(None), item.closed_at >= since),
        or_(*(time >= since for time in times)),
    )
    return all_rows(db, Measured, query)


def given(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Feedback that came in, by author and the voice that it was given with."""
    return _feedback(db, workspace, of, _between(feedback.c.created_at, since, until))


def answered(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Feedback that was first decided or resolved then, by author and the voice that it was given with."""
    return _feedback(db, workspace, of, _between(feedback.c.decided_at, since, until))


def _feedback(db: Connection, workspace: str, of: Groups, when: ColumnElement[bool]) -> list[Done]:
    item = feedback.c
    query = (
        select(item.group_id, item.author, item.voice, func.count())
        .where(item.workspace == workspace, _within(item.group_id, of), when)
        .group_by(item.group_id, item.author, item.voice)
    )
    return all_rows(db, Done, query)


def spoken(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Lines said in meetings that ended then, by the voice declared now; who only answers the roll says none."""
    said = func.lower(lines.c.text)
    is_talk = and_(
        lines.c.deleted.is_(False),
        lines.c.ts.not_like("%+%"),  # what was clicked
        *(said.not_like(f"{roll}+%") for roll in ("present", "regrets")),
    )
    query = (
        select(meetings.c.group_id, lines.c.user, people.c.voice, func.count())
        .join(lines, and_(lines.c.workspace == meetings.c.workspace, lines.c.number == meetings.c.number))
        .outerjoin(people, and_(people.c.workspace == lines.c.workspace, people.c.user == lines.c.user))
        .where(meetings.c.workspace == workspace, _held(of, since, until), is_talk)
        .group_by(meetings.c.group_id, lines.c.user, people.c.voice)
    )
    return all_rows(db, Done, query)


def decided(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Decisions made then, by who made them and the voice that they declare now."""
    made = decisions.c
    query = (
        select(made.group_id, made.by, people.c.voice, func.count())
        .outerjoin(people, and_(people.c.workspace == made.workspace, people.c.user == made.by))
        .where(made.workspace == workspace, _within(made.group_id, of))
        .where(_between(made.decided_at, since, until))
        .group_by(made.group_id, made.by, people.c.voice)
    )
    return all_rows(db, Done, query)


def held(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> dict[int, int]:
    """Group -> how many meetings ended then."""
    query = select(meetings.c.group_id, func.count()).where(
        meetings.c.workspace == workspace, _held(of, since, until)
    )
    return {group_id: count for group_id, count in db.execute(query.group_by(meetings.c.group_id))}


def _held(of: Groups, since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(
        meetings.c.state == ENDED,
        _within(meetings.c.group_id, of),
        _between(meetings.c.ended_at, since, until),
    )


def members(db: Connection, workspace: str, of: Groups) -> list[Done]:
    """Who joined or holds an office, each once a group; where nobody joined, who is in the channel."""
    found = _membership(of).subquery()
    is_person = or_(people.c.user.is_(None), and_(people.c.is_bot.is_(False), people.c.deleted.is_(False)))
    query = (
        select(*found.c, people.c.voice, 1)
        .outerjoin(people, and_(people.c.workspace == workspace, people.c.user == found.c[1]))
        .where(is_person)
    )
    return all_rows(db, Done, query)


def employed(db: Connection, workspace: str, of: Groups) -> list[tuple[int, str, int]]:
    """(group, employer, how many of its members say that they work there): numbers, never who."""
    found, at = _membership(of).subquery(), employers.c
    is_theirs = and_(at.workspace == workspace, at.user == found.c[1], at.until.is_(None))
    query = select(found.c[0], func.min(at.name), func.count()).join(employers, is_theirs)
    rows = db.execute(query.group_by(found.c[0], func.lower(at.name)))
    return [(group_id, name, count) for group_id, name, count in rows]


def _membership(of: Groups) -> CompoundSelect:
    """(group, user)."""
    one = roles.alias()
    joined = exists().where(one.c.group_id == groups.c.id, one.c.role == "member", one.c.until.is_(None))
    named = (
        select(roles.c.group_id, roles.c.user)
        .join(groups, groups.c.id == roles.c.group_id)
        .where(_within(roles.c.group_id, of), roles.c.until.is_(None), roles.c.role.in_(TAKING_PART))
        .where(or_(joined, groups.c.channel.is_(None)))
    )
    there = (
        select(groups.c.id, memberships.c.user)
        .join(
            memberships,
            and_(memberships.c.workspace == groups.c.workspace, memberships.c.channel == groups.c.channel),
        )
        .where(_within(groups.c.id, of), ~joined)
    )
    return named.union(there)


def _within(column: ColumnElement[int], of: Groups) -> ColumnElement[bool]:
    ids = column.in_(sorted(group_id for group_id in of if group_id is not None))
    return or_(ids, column.is_(None)) if None in of else ids


def _between(column: ColumnElement[datetime], since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(column >= since, column < until)
