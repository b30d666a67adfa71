"""Series of meetings, their single meetings with numbers, and who comes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.items import next_number

PLANNED, LIVE, ENDED, CANCELLED = "planned", "live", "ended", "cancelled"
COMING, REGRETS = "coming", "regrets"

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", String(150), nullable=False),
    Column("sequence", Integer, nullable=False, default=0),
    Column("plan_at", Utc),
    Column("created_at", Utc, nullable=False),
    Column("ended_at", Utc),
    UniqueConstraint("workspace", "slug"),
    Index("ix_series_group_id", "group_id"),
    Index("ix_series_plan_at", "plan_at"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series_id", ForeignKey("series.id"), nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
    Column("schedule", JSON, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("link", Text),
    Index("ix_versions_series_id", "series_id"),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("series_id", ForeignKey("series.id")),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("name", String(150), nullable=False),
    Column("state", String(16), nullable=False, default=PLANNED),
    Column("channel", String(32)),
    Column("original_at", Utc),
    Column("starts_at", Utc, nullable=False),
    Column("ends_at", Utc, nullable=False),
    Column("link", Text),
    Column("reason", Text, nullable=False, default=""),
    Column("sequence", Integer, nullable=False, default=0),
    Column("started_at", Utc),
    Column("ended_at", Utc),
    Column("remind_at", Utc),
    Column("reminder", String(8)),
    UniqueConstraint("workspace", "number"),
    UniqueConstraint("series_id", "original_at"),
    Index("ix_meetings_group_id", "group_id", "state", "starts_at"),
    Index("ix_meetings_remind_at", "remind_at"),
    Index("ix_meetings_live", "state", "workspace", "channel"),
)

attendance = Table(
    "attendance",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("answer", String(16)),
    Column("note", Text, nullable=False, default=""),
    Column("answered_at", Utc),
    Column("present_at", Utc),
    Index("ix_attendance_user", "workspace", "user"),
)


# Asked at every beat, and so built once.
_TO_PLAN = (
    select(series.c.workspace, series.c.id)
    .where(series.c.plan_at <= bindparam("now"))
    .order_by(series.c.plan_at)
    .limit(200)
)
_TO_REMIND = (
    select(meetings.c.workspace, meetings.c.number)
    .where(meetings.c.remind_at <= bindparam("now"))
    .order_by(meetings.c.remind_at)
    .limit(200)
)


@dataclass(frozen=True, slots=True)
class Series:
    """`plan_at` is when more meetings must be planned; None when nothing follows."""

    id: int
    workspace: str
    group_id: int
    slug: str
    name: str
    sequence: int
    plan_at: datetime | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """What holds for a series' meetings from `since` until before `until`, by their original time."""

    id: int
    series_id: int
    since: datetime
    until: datetime | None
    schedule: Mapping[str, Any]
    minutes: int
    link: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, M-3; without `series_id` it was held on the spot."""

    id: int
    workspace: str
    number: int
    series_id: int | None
    group_id: int
    name: str
    state: str
    channel: str | None
    original_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    link: str | None
    reason: str
    sequence: int
    started_at: datetime | None
    ended_at: datetime | None
    remind_at: datetime | None
    reminder: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of coming, and whether they were there."""

    meeting_id: int
    user: str
    answer: str | None
    note: str
    answered_at: datetime | None
    present_at: datetime | None


# Series


def add_series(
    db: Connection,
    workspace: str,
    group_id: int,
    slug: str,
    name: str,
    now: datetime,
    plan_at: datetime | None,
) -> int:
    values = {"workspace": workspace, "group_id": group_id, "slug": slug, "name": name}
    row = {**values, "created_at": now, "plan_at": plan_at}
    return db.execute(insert(series).values(**row).returning(series.c.id)).scalar_one()


def change_series(db: Connection, series_id: int, **values: object) -> None:
    db.execute(update(series).where(series.c.id == series_id).values(**values))


def the_series(db: Connection, series_id: int) -> Series | None:
    return one_row(db, Series, select(*columns(series, Series)).where(series.c.id == series_id))


def series_by_slug(db: Connection, workspace: str, slug: str) -> Series | None:
    query = select(*columns(series, Series)).where(series.c.workspace == workspace, series.c.slug == slug)
    return one_row(db, Series, query)


def series_of_groups(db: Connection, group_ids: Iterable[int]) -> list[Series]:
    """Those that go on, by name."""
    query = select(*columns(series, Series)).where(
        series.c.group_id.in_(sorted(set(group_ids))), series.c.ended_at.is_(None)
    )
    return all_rows(db, Series, query.order_by(series.c.name, series.c.id))


def slugs_like(db: Connection, workspace: str, slug: str) -> set[str]:
    query = select(series.c.slug).where(series.c.workspace == workspace, series.c.slug.startswith(slug))
    return set(db.scalars(query))


def series_to_plan(db: Connection, now: datetime) -> list[tuple[str, int]]:
    """(workspace, series id) of those that need more meetings."""
    return [(workspace, found) for workspace, found in db.execute(_TO_PLAN, {"now": now})]


def add_version(
    db: Connection,
    series_id: int,
    since: datetime,
    schedule: Mapping[str, Any],
    minutes: int,
    link: str | None,
) -> int:
    """It ends the one before it."""
    before = (versions.c.series_id == series_id) & versions.c.until.is_(None)
    db.execute(update(versions).where(before).values(until=since))
    values = {"series_id": series_id, "since": since, "schedule": schedule, "minutes": minutes, "link": link}
    return db.execute(insert(versions).values(**values).returning(versions.c.id)).scalar_one()


def end_version(db: Connection, version_id: int, until: datetime) -> None:
    db.execute(update(versions).where(versions.c.id == version_id).values(until=until))


def versions_of(db: Connection, series_ids: Iterable[int]) -> dict[int, list[Version]]:
    """By series, the oldest first."""
    query = select(*columns(versions, Version)).where(versions.c.series_id.in_(sorted(set(series_ids))))
    found: dict[int, list[Version]] = {}
    for version in all_rows(db, Version, query.order_by(versions.c.since, versions.c.id)):
        found.setdefault(version.series_id, []).append(version)
    return found


# Meetings


def add_meeting(
    db: Connection,
    workspace: str,
    group_id: int,
    name: str,
    starts_at: datetime,
    ends_at: datetime,
    **values: object,
) -> Meeting:
    """It takes the next number."""
    row = {
        "workspace": workspace,
        "group_id": group_id,
        "name": name,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    number = next_number(db, workspace, "M")
    query = insert(meetings).values(**row, **values, number=number).returning(*columns(meetings, Meeting))
    return Meeting(*db.execute(query).one())


def change_meeting(db: Connection, meeting_id: int, **values: object) -> None:
    db.execute(update(meetings).where(meetings.c.id == meeting_id).values(**values))


def _meetings() -> Select[Any]:
    return select(*columns(meetings, Meeting))


def meeting(db: Connection, workspace: str, number: int) -> Meeting | None:
    where = (meetings.c.workspace == workspace) & (meetings.c.number == number)
    return one_row(db, Meeting, _meetings().where(where))


def several(db: Connection, workspace: str, numbers: Iterable[int]) -> list[Meeting]:
    query = _meetings().where(meetings.c.workspace == workspace, meetings.c.number.in_(sorted(set(numbers))))
    return all_rows(db, Meeting, query.order_by(meetings.c.number))


def meeting_by_id(db: Connection, meeting_id: int) -> Meeting | None:
    return one_row(db, Meeting, _meetings().where(meetings.c.id == meeting_id))


def planned_in_groups(db: Connection, group_ids: Iterable[int]) -> list[Meeting]:
    query = _meetings().where(meetings.c.group_id.in_(sorted(set(group_ids))), meetings.c.state == PLANNED)
    return all_rows(db, Meeting, query.order_by(meetings.c.starts_at))


def meetings_of_series(db: Connection, series_id: int, since: datetime) -> list[Meeting]:
    """Whatever became of them, by the time that they were first planned for."""
    query = _meetings().where(meetings.c.series_id == series_id, meetings.c.original_at >= since)
    return all_rows(db, Meeting, query.order_by(meetings.c.original_at))


def coming_up(db: Connection, group_ids: Iterable[int], now: datetime, limit: int) -> list[Meeting]:
    """Planned or live, the next one first."""
    query = _meetings().where(
        meetings.c.group_id.in_(sorted(set(group_ids))),
        meetings.c.state.in_((PLANNED, LIVE)),
        meetings.c.ends_at > now,
    )
    return all_rows(db, Meeting, query.order_by(meetings.c.starts_at, meetings.c.id).limit(limit))


def next_of_group(db: Connection, group_id: int, now: datetime) -> Meeting | None:
    return next(iter(coming_up(db, [group_id], now, 1)), None)


def next_of_groups(db: Connection, group_ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Group -> when it meets next, or since when it meets."""
    query = select(meetings.c.group_id, func.min(meetings.c.starts_at)).where(
        meetings.c.group_id.in_(sorted(set(group_ids))),
        meetings.c.state.in_((PLANNED, LIVE)),
        meetings.c.ends_at > now,
    )
    return {group: at for group, at in db.execute(query.group_by(meetings.c.group_id))}


def live_in(db: Connection, workspace: str, channel: str) -> Meeting | None:
    query = _meetings().where(
        meetings.c.state == LIVE, meetings.c.workspace == workspace, meetings.c.channel == channel
    )
    return one_row(db, Meeting, query)


def due_reminders(db: Connection, now: datetime) -> list[tuple[str, int]]:
    """(workspace, number)."""
    return [(workspace, number) for workspace, number in db.execute(_TO_REMIND, {"now": now})]


# Who comes


def answer(db: Connection, meeting: Meeting, user: str, said: str | None, note: str, now: datetime) -> None:
    _attend(db, meeting, user, answer=said, note=note, answered_at=now)


def present(db: Connection, meeting: Meeting, user: str, now: datetime) -> bool:
    """False when they were already."""
    known = next((a for a in answers(db, meeting.id) if a.user == user), None)
    if known and known.present_at:
        return False
    _attend(db, meeting, user, present_at=now)
    return True


def _attend(db: Connection, meeting: Meeting, user: str, **values: object) -> None:
    this = (attendance.c.meeting_id == meeting.id) & (attendance.c.user == user)
    if not db.execute(update(attendance).where(this).values(**values)).rowcount:
        key = {"meeting_id": meeting.id, "user": user, "workspace": meeting.workspace}
        db.execute(insert(attendance).values(**key, **values))


def answers_by(db: Connection, user: str, meeting_ids: Iterable[int]) -> dict[int, str]:
    """Meeting -> what somebody said of coming."""
    query = select(attendance.c.meeting_id, attendance.c.answer).where(
        attendance.c.user == user,
        attendance.c.meeting_id.in_(sorted(set(meeting_ids))),
        attendance.c.answer.is_not(None),
    )
    return {meeting: said for meeting, said in db.execute(query)}


def answers(db: Connection, meeting_id: int) -> list[Answer]:
    query = select(*columns(attendance, Answer)).where(attendance.c.meeting_id == meeting_id)
    return all_rows(db, Answer, query.order_by(attendance.c.answered_at, attendance.c.user))
