"""The meetings of an imported group become series; what cannot be understood is listed as it stood, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers import series
from handlers.calendar import today
from handlers.contract import UserError
from handlers.recurrence import from_json, occurrences, to_json
from handlers.registry.draft import Draft
from handlers.registry.meeting_entries import MeetingEntry, entries
from handlers.registry.reading import GroupEntry
from handlers.schedule_told import told
from handlers.schedule_words import NoAnchor, Wanted
from handlers.text import clip
from storage import groups, items, rhythms
from storage.groups import Group

NO_ANCHOR = "it does not say from when; plan it with a date: /wg meeting schedule … from 2026-12-01"


@dataclass(frozen=True)
class NewSeries:
    """`schedule` is JSON; skipped days that lie ahead are cancelled with their reason."""

    group: str
    name: str
    sentence: str
    schedule: Mapping[str, Any]
    minutes: int | None
    link: str | None
    skips: tuple[tuple[date, str], ...]
    kind: str = "create"
    what: str = "meeting"

    @property
    def line(self) -> str:
        return f"{self.group}  {self.name}: {self.sentence}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        group = groups.group_by_slug(db, workspace, self.group)
        if group is None:
            raise LookupError(self.group)
        schedule = from_json(self.schedule)
        made = series.create(db, workspace, group.id, self.name, schedule, self.minutes, self.link, now)
        for day, why in self.skips:
            start = datetime.combine(day, time(), ZoneInfo(schedule.rules[0].zone)).astimezone(UTC)
            for at in occurrences(schedule, max(start, now), until=start + timedelta(days=1)):
                series.call_off(db, series.on_its_own(db, made, at, now), why)
        items.record(
            db, workspace, f"group/{self.group}", "series created", now, why="import", series=made.slug
        )


def plan_meetings(draft: Draft, entry: GroupEntry, group: Group | None) -> None:
    """What an earlier import made is left alone."""
    known = rhythms.series_of_groups(draft.db, [group.id]) if group else []
    versions = rhythms.versions_of(draft.db, [s.id for s in known])
    had = {s.name: told(from_json(versions[s.id][-1].schedule)) for s in known}
    zone = entry.zone or (group.zone if group else "UTC")
    for meeting in entries(entry.name, entry.meetings):
        _plan_one(draft, entry.slug, meeting, had, zone)


def _plan_one(draft: Draft, slug: str, meeting: MeetingEntry, had: dict[str, str], zone: str) -> None:
    where = f"{slug}: meeting “{clip(meeting.name, 60)}” ({clip(meeting.stood, 120)})"
    try:
        found, remark = meeting.understood(today(draft.now, zone), zone)
        _must_go_on(found, draft.now)
    except NoAnchor:
        draft.problems.append(f"{where}: {NO_ANCHOR}")
        return
    except UserError as why:
        draft.problems.append(f"{where}: {why}")
        return
    if remark:
        draft.notes.append(f"{where}: “{remark}” says nothing of when, so it is left out")
    sentence = told(found.schedule)
    if meeting.name in had:
        if had[meeting.name] != sentence:
            draft.notes.append(f"{where}: is “{had[meeting.name]}” here; left")
        return
    had[meeting.name] = sentence
    ahead = tuple((day, why) for day, why in meeting.skips if day >= draft.now.date())
    step = NewSeries(
        group=slug,
        name=meeting.name,
        sentence=sentence,
        schedule=to_json(found.schedule),
        minutes=found.minutes,
        link=found.link or meeting.link,
        skips=ahead,
    )
    draft.steps.append(step)


def _must_go_on(found: Wanted, now: datetime) -> None:
    if next(occurrences(found.schedule, now, count=1), None) is None:
        raise UserError("it is over: no date of it lies ahead")
