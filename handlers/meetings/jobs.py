"""What time does to meetings: the next ones are planned, and people are reminded, each time once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import series
from handlers.contract import Context
from handlers.meetings import reading, reminders, views
from handlers.router import Router
from storage import groups, habits, meetings, rhythms
from storage.meetings import PLANNED

router = Router()


def _to_plan(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    return [{"workspace": w, "series_id": found} for w, found in rhythms.series_to_plan(db, now)]


@router.job("meetings.plan", _to_plan)
def plan(ctx: Context, series_id: int) -> None:
    """However late: those that are over by then were not planned and are not made up."""
    found = rhythms.the_series(ctx.db, series_id)
    group = groups.group(ctx.db, found.group_id) if found else None
    if found is None or group is None or group.archived_at:
        rhythms.change_series(ctx.db, series_id, plan_at=None)
    elif found.plan_at is not None and found.plan_at <= ctx.now:
        series.plan(ctx.db, series_id, ctx.now)


def _to_remind(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    return [{"workspace": w, "number": n} for w, n in meetings.due_reminders(db, now)]


@router.job("meetings.remind", _to_remind)
def remind(ctx: Context, number: int) -> None:
    """Late ones are sent as long as the meeting has not begun; after that they are dropped."""
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    if meeting is None or meeting.remind_at is None or meeting.remind_at > ctx.now:
        return
    group = reading.group_of(ctx, meeting)
    remind_at, which = series.next_reminder(
        habits.of_group(ctx.db, group.id), meeting.starts_at, meeting.ends_at, meeting.remind_at
    )
    overtaken = remind_at is not None and remind_at <= ctx.now
    meetings.change_meeting(ctx.db, meeting.id, remind_at=remind_at, reminder=which)
    if overtaken or meeting.state != PLANNED or group.archived_at:
        return
    if meeting.reminder == series.OVER:
        reminders.retire(ctx, meeting, views.over(meeting))
    elif meeting.starts_at > ctx.now:
        reminders.remind(ctx, meeting, group, meeting.reminder or series.SOON)
