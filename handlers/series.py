"""Series of meetings: set up, changed from now on, and their next meetings planned ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Connection

from handlers.fields import SLUG_LIMIT, slug_of
from handlers.recurrence import Schedule, from_json, occurrences, to_json
from storage import habits, meetings, rhythms
from storage.habits import Habits
from storage.meetings import CANCELLED, PLANNED, Meeting
from storage.rhythms import Series, Version

# All meetings of so many days are planned, and one beyond, so that agenda and answers have their place.
AHEAD = timedelta(days=8)
MINUTES = 60
DAY, SOON, OVER = "day", "soon", "over"
"""Reminders of a meeting; when it is over, what they said is."""


def create(
    db: Connection,
    workspace: str,
    group_id: int,
    name: str,
    schedule: Schedule,
    minutes: int | None,
    link: str | None,
    now: datetime,
    *,
    since: datetime | None = None,
) -> Series:
    """With its first meetings planned. `since` is earlier than now for one that exists elsewhere."""
    slug = _free_slug(db, workspace, name)
    series_id = rhythms.add_series(db, workspace, group_id, slug, name, now, None)
    rhythms.add_version(db, series_id, since or now, to_json(schedule), minutes or MINUTES, link)
    return plan(db, series_id, now)


def _free_slug(db: Connection, workspace: str, name: str) -> str:
    wanted = slug_of(name)[: SLUG_LIMIT - 4] or "meeting"
    taken = rhythms.slugs_like(db, workspace, wanted)
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def happening(
    versions: Sequence[Version], after: datetime, until: datetime | None = None
) -> Iterator[tuple[datetime, Version]]:
    """Original times in order, each with what holds for it; exceptions are not looked at."""
    for version in versions:
        since = max(after, version.since)
        ends = min((end for end in (until, version.until) if end), default=None)
        for at in occurrences(from_json(version.schedule), since, until=ends):
            yield at, version


def taking_place(
    db: Connection, found: Series, after: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """(start, end) of its meetings, as they were moved and without those that were cancelled."""
    changed = {m.original_at: m for m in meetings.meetings_of_series(db, found.id, after)}
    times = []
    for at, version in happening(rhythms.versions_of(db, [found.id]).get(found.id, []), after, until):
        meeting = changed.get(at)
        if meeting is None:
            times.append((at, at + timedelta(minutes=version.minutes)))
        elif meeting.state != CANCELLED:
            times.append((meeting.starts_at, meeting.ends_at))
    return sorted(times)


def plan(db: Connection, series_id: int, now: datetime) -> Series:
    """Plan the meetings of the next days and one beyond; when to look again is noted with the series."""
    known = {m.original_at for m in meetings.meetings_of_series(db, series_id, now)}
    series = _found(db, series_id)
    wishes = habits.of_group(db, series.group_id)
    last = None
    for at, version in happening(rhythms.versions_of(db, [series_id]).get(series_id, []), now):
        if at not in known:
            _add(db, series, at, version, wishes, now)
        last = at
        if at > now + AHEAD:
            break
    follows = last is not None and last > now + AHEAD
    rhythms.change_series(db, series_id, plan_at=last - AHEAD if last and follows else None)
    return _found(db, series_id)


def _add(
    db: Connection, series: Series, at: datetime, version: Version, wishes: Habits, now: datetime
) -> Meeting:
    ends_at = at + timedelta(minutes=version.minutes)
    remind_at, which = next_reminder(wishes, at, ends_at, now)
    known = {"series_id": series.id, "original_at": at, "link": version.link}
    return meetings.add_meeting(
        db,
        series.workspace,
        series.group_id,
        series.name,
        at,
        ends_at,
        **known,
        remind_at=remind_at,
        reminder=which,
    )


def _found(db: Connection, series_id: int) -> Series:
    found = rhythms.the_series(db, series_id)
    assert found is not None
    return found


def on_its_own(db: Connection, series: Series, at: datetime, now: datetime) -> Meeting:
    """The meeting of an original time, planned now if it was too far away until today."""
    for found in meetings.meetings_of_series(db, series.id, at):
        if found.original_at == at:
            return found
    _, version = next(happening(rhythms.versions_of(db, [series.id])[series.id], at))
    return _add(db, series, at, version, habits.of_group(db, series.group_id), now)


def change(
    db: Connection, series: Series, schedule: Schedule, minutes: int, link: str | None, now: datetime
) -> list[tuple[Meeting, Meeting | None]]:
    """From now on; planned meetings keep number, agenda and answers, and take the new times in order.

    What became of each: (before, after), None when no time is left for it.
    """
    planned = [m for m in meetings.meetings_of_series(db, series.id, now) if m.state == PLANNED]
    rhythms.add_version(db, series.id, now, to_json(schedule), minutes, link)
    rhythms.change_series(db, series.id, sequence=series.sequence + 1)
    wishes = habits.of_group(db, series.group_id)
    taken = {m.original_at for m in meetings.meetings_of_series(db, series.id, now) if m.state != PLANNED}
    times = [at for at in islice(occurrences(schedule, now), len(planned) + len(taken)) if at not in taken]
    for before in planned:  # two may swap their times: free them all first
        meetings.change_meeting(db, before.id, original_at=None)
    for place, before in enumerate(planned):
        at = times[place] if place < len(times) else None
        if at is None:
            call_off(db, before, "the series has changed")
            continue
        ends_at = at + timedelta(minutes=minutes)
        meetings.change_meeting(db, before.id, original_at=at, link=link)
        reschedule(db, before, at, ends_at, wishes, now)
    plan(db, series.id, now)
    return [(before, _still(db, before)) for before in planned]


def _still(db: Connection, before: Meeting) -> Meeting | None:
    after = meetings.meeting_by_id(db, before.id)
    return after if after and after.state == PLANNED else None


def stop(db: Connection, series: Series, now: datetime) -> list[Meeting]:
    """No more meetings of it; those that were called off."""
    gone = [m for m in meetings.meetings_of_series(db, series.id, now) if m.state == PLANNED]
    for version in rhythms.versions_of(db, [series.id])[series.id]:
        if version.until is None:
            rhythms.end_version(db, version.id, now)
    for meeting in gone:
        call_off(db, meeting, "the series has ended")
    rhythms.change_series(db, series.id, sequence=series.sequence + 1, plan_at=None, ended_at=now)
    return gone


def reschedule(
    db: Connection, meeting: Meeting, starts_at: datetime, ends_at: datetime, wishes: Habits, now: datetime
) -> None:
    """Move one meeting; it is reminded of again."""
    remind_at, which = next_reminder(wishes, starts_at, ends_at, now)
    times = {"starts_at": starts_at, "ends_at": ends_at, "remind_at": remind_at, "reminder": which}
    meetings.change_meeting(db, meeting.id, **times, sequence=meeting.sequence + 1)


def call_off(db: Connection, meeting: Meeting, why: str, **values: object) -> None:
    known = {"state": CANCELLED, "reason": why, "remind_at": None, "reminder": None}
    meetings.change_meeting(db, meeting.id, **known, **values, sequence=meeting.sequence + 1)


def next_reminder(
    wishes: Habits, starts_at: datetime, ends_at: datetime, now: datetime
) -> tuple[datetime, str] | tuple[None, None]:
    """The next one that still lies ahead."""
    wanted = ((wishes.day_before, DAY), (wishes.soon, SOON))
    found = [(starts_at - timedelta(minutes=m), which) for m, which in wanted if m is not None]
    found.append((ends_at, OVER))
    return min(((at, which) for at, which in found if at > now), default=(None, None))
