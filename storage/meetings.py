"""Single meetings with numbers, and who comes to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
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
_TO_REMIND = (
    select(meetings.c.workspace, meetings.c.number)
    .where(meetings.c.remind_at <= bindparam("now"))
    .order_by(meetings.c.remind_at)
    .limit(200)
)


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
