"""What reports and digests ask of all that happened: each one query, for however many groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    null,
    or_,
    select,
)

from storage.db import Utc, all_rows
from storage.decisions import decisions
from storage.feedback import feedback, told_key
from storage.groups import groups, roles
from storage.meetings import ENDED, meetings
from storage.minutes import lines
from storage.outbox import posted
from storage.people import employers, memberships, people

Groups = Collection[int | None]
"""Group ids; None stands for what the admins triage."""

_WORKSPACE, _OF = bindparam("workspace"), bindparam("of", expanding=True)
_SINCE, _UNTIL = bindparam("since", type_=Utc), bindparam("until", type_=Utc)

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
    """Whatever happened to since then, to be counted by who asks: medians are no matter of SQL."""
    return all_rows(db, Measured, _measured(None in of), workspace=workspace, of=_ids(of), since=since)


def given(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Feedback that came in, by author and the voice that it was given with."""
    return all_rows(db, Done, _feedback("created_at", None in of), **_asked(workspace, of, since, until))


def answered(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Feedback that was first decided or resolved then, by author and the voice that it was given with."""
    return all_rows(db, Done, _feedback("decided_at", None in of), **_asked(workspace, of, since, until))


def spoken(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Lines said in meetings that ended then, by the voice declared now; who only answers the roll says none."""
    return all_rows(db, Done, _spoken(), of=_ids(of), since=since, until=until)


def decided(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> list[Done]:
    """Decisions made then, by who made them and the voice that they declare now."""
    return all_rows(db, Done, _decided(), of=_ids(of), since=since, until=until)


def held(db: Connection, workspace: str, of: Groups, since: datetime, until: datetime) -> dict[int, int]:
    """Group -> how many meetings ended then."""
    found = db.execute(_counted(), {"of": _ids(of), "since": since, "until": until})
    return {group_id: count for group_id, count in found}


def members(db: Connection, workspace: str, of: Groups) -> list[Done]:
    """Who joined or holds an office, each once a group; where nobody joined, who is in the channel."""
    return all_rows(db, Done, _members(), workspace=workspace, of=_ids(of))


def employed(db: Connection, workspace: str, of: Groups) -> list[tuple[int, str, int]]:
    """(group, employer, how many of its members say that they work there): numbers, never who."""
    found = db.execute(_employed(), {"workspace": workspace, "of": _ids(of)})
    return [(group_id, name, count) for group_id, name, count in found]


def _asked(workspace: str, of: Groups, since: datetime, until: datetime) -> dict[str, Any]:
    return {"workspace": workspace, "of": _ids(of), "since": since, "until": until}


def _ids(of: Groups) -> list[int]:
    return sorted(group_id for group_id in of if group_id is not None)


# The queries, each built once: SQLAlchemy takes longer to build one than SQLite to answer it.


@cache
def _measured(untriaged: bool) -> Select[Any]:
    """What closed before cannot have a later time: by that the index leaves the past out."""
    item = feedback.c
    times = (item.created_at, item.acknowledged_at, item.decided_at, item.resolved_at, item.reopened_at)
    told = exists().where(
        posted.c.workspace == item.workspace, posted.c.key == told_key(cast(item.number, String))
    )
    return select(item.group_id, *times, item.verdict, told).where(
        item.workspace == _WORKSPACE,
        _within(item.group_id, untriaged=untriaged),
        or_(item.closed_at.is_(None), item.closed_at >= _SINCE),
        or_(*(time >= _SINCE for time in times)),
    )


@cache
def _feedback(when: str, untriaged: bool) -> Select[Any]:
    item = feedback.c
    # Grouped by the bare column, SQLite would take the index on authors, and read all of a workspace's.
    author = func.coalesce(item.author, null())
    return (
        select(item.group_id, author, item.voice, func.count())
        .where(item.workspace == _WORKSPACE, _within(item.group_id, untriaged=untriaged))
        .where(_between(item[when]))
        .group_by(item.group_id, author, item.voice)
    )


@cache
def _spoken() -> Select[Any]:
    said = func.lower(lines.c.text)
    is_talk = and_(
        lines.c.deleted.is_(False),
        lines.c.ts.not_like("%+%"),  # what was clicked
        *(said.not_like(f"{roll}+%") for roll in ("present", "regrets")),
    )
    return (
        select(meetings.c.group_id, lines.c.user, people.c.voice, func.count())
        .join(lines, and_(lines.c.workspace == meetings.c.workspace, lines.c.number == meetings.c.number))
        .outerjoin(people, and_(people.c.workspace == lines.c.workspace, people.c.user == lines.c.user))
        .where(_held(), is_talk)
        .group_by(meetings.c.group_id, lines.c.user, people.c.voice)
    )


@cache
def _decided() -> Select[Any]:
    made = decisions.c
    return (
        select(made.group_id, made.by, people.c.voice, func.count())
        .outerjoin(people, and_(people.c.workspace == made.workspace, people.c.user == made.by))
        .where(_within(made.group_id), _between(made.decided_at))
        .group_by(made.group_id, made.by, people.c.voice)
    )


@cache
def _counted() -> Select[Any]:
    return select(meetings.c.group_id, func.count()).where(_held()).group_by(meetings.c.group_id)


def _held() -> ColumnElement[bool]:
    """By the index on groups, which are of one workspace."""
    return and_(
        meetings.c.state == ENDED,
        _within(meetings.c.group_id),
        _between(meetings.c.ended_at),
    )


@cache
def _members() -> Select[Any]:
    found = _membership().subquery()
    is_person = or_(people.c.user.is_(None), and_(people.c.is_bot.is_(False), people.c.deleted.is_(False)))
    return (
        select(*found.c, people.c.voice, 1)
        .outerjoin(people, and_(people.c.workspace == _WORKSPACE, people.c.user == found.c[1]))
        .where(is_person)
    )


@cache
def _employed() -> Select[Any]:
    found, at = _membership().subquery(), employers.c
    is_theirs = and_(at.workspace == _WORKSPACE, at.user == found.c[1], at.until.is_(None))
    query = select(found.c[0], func.min(at.name), func.count()).join(employers, is_theirs)
    return query.group_by(found.c[0], func.lower(at.name))


def _membership() -> CompoundSelect[Any]:
    """(group, user)."""
    one = roles.alias()
    joined = exists().where(one.c.group_id == groups.c.id, one.c.role == "member", one.c.until.is_(None))
    named = (
        select(roles.c.group_id, roles.c.user)
        .join(groups, groups.c.id == roles.c.group_id)
        .where(_within(roles.c.group_id), roles.c.until.is_(None), roles.c.role.in_(TAKING_PART))
        .where(or_(joined, groups.c.channel.is_(None)))
    )
    there = (
        select(groups.c.id, memberships.c.user)
        .join(
            memberships,
            and_(memberships.c.workspace == groups.c.workspace, memberships.c.channel == groups.c.channel),
        )
        .where(_within(groups.c.id), ~joined)
    )
    return named.union(there)


def _within(column: ColumnElement[int], *, untriaged: bool = False) -> ColumnElement[bool]:
    ids = column.in_(_OF)
    return or_(ids, column.is_(None)) if untriaged else ids


def _between(column: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(column >= _SINCE, column < _UNTIL)
