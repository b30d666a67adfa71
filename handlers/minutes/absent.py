"""To those not in the room: what concerned a lead's area, in one message for all of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from dateutil import tz
from sqlalchemy import Connection

from handlers.contract import Context
from handlers.minutes import views
from handlers.minutes.log import Entry, Minutes
from handlers.minutes.taken import Taken, taken
from handlers.quiet import zone_of
from handlers.router import Router
from storage import areas, feedback, news, people
from storage.areas import Area

router = Router()

AT = time(17)
_FEEDBACK = re.compile(r"\bF-(\d{1,9})\b")


@router.on("minutes.published")
def gather(ctx: Context, number: int) -> None:
    """It leaves at five in the afternoon of each lead's day, with whatever else was published by then."""
    at = taken(ctx, number)
    leads = {lead for area in _areas(ctx, at) for lead in areas.leads(ctx.db, area.id)}
    for lead in sorted(leads - set(at.minutes.present)):
        news.add(ctx.db, ctx.workspace, lead, number, _closing_hour(ctx, lead))


def _areas(ctx: Context, at: Taken) -> Iterator[Area]:
    """Those that were named; what a private group says stays with its own leads."""
    where = Whereabouts(ctx, at.minutes)
    for area in areas.live_areas(ctx.db, ctx.workspace, at.group.id if at.group.is_private else None):
        if concerning(at.minutes, where.marks(area)):
            yield area


class Whereabouts:
    """How the minutes of a meeting may speak of an area: by its tags, or by the number of its feedback."""

    def __init__(self, ctx: Context, found: Minutes) -> None:
        self._aliases = areas.alias_table(ctx.db, ctx.workspace)
        said = {mark for entry in (*found.topics, *found.entries) for mark in _feedback_in(entry)}
        pieces = (feedback.get(ctx.db, ctx.workspace, int(mark[2:])) for mark in said)
        self._of_area = {f"F-{piece.number}": piece.area_id for piece in pieces if piece}

    def marks(self, area: Area) -> set[str]:
        numbers = {mark for mark, area_id in self._of_area.items() if area_id == area.id}
        return {area.slug, *self._aliases.get(area.id, ()), *numbers}


def _feedback_in(entry: Entry) -> list[str]:
    return [f"F-{number}" for number in _FEEDBACK.findall(entry.text)]


def concerning(found: Minutes, marks: set[str]) -> list[Entry]:
    """A topic that speaks of the area with all that was noted under it, and single lines that do."""
    entries: list[Entry] = []
    for section in found.sections:
        about_all = section.topic is not None and _speaks_of(section.topic, marks)
        if section.topic is not None and about_all:
            entries.append(section.topic)
        entries += [e for e in section.entries if about_all or _speaks_of(e, marks)]
    return entries


def _speaks_of(entry: Entry, marks: set[str]) -> bool:
    return not marks.isdisjoint((*entry.areas, *_feedback_in(entry)))


def _closing_hour(ctx: Context, user: str) -> datetime:
    known = people.person(ctx.db, ctx.workspace, user)
    zone = zone_of(known.zone if known else "UTC")
    local = ctx.now.astimezone(zone)
    day = local.date() + timedelta(days=local.time().replace(tzinfo=None) >= AT)
    return tz.resolve_imaginary(datetime.combine(day, AT, zone))


def _due(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": workspace, "user": user} for workspace, user in news.due(db, now)]


@router.job("minutes.news", _due)
def tell(ctx: Context, user: str) -> None:
    """However late, once; what was struck out since is left out."""
    parts = []
    for number in news.take(ctx.db, ctx.workspace, user, ctx.now):
        at = taken(ctx, number)
        entries = _of_lead(ctx, at, user)
        if entries:
            parts.append((at.about, at.names, at.record.channel, entries))
    if parts:
        ctx.tell(user, views.absent(parts))


def _of_lead(ctx: Context, at: Taken, user: str) -> list[Entry]:
    where = Whereabouts(ctx, at.minutes)
    led = [area for area in _areas(ctx, at) if user in areas.leads(ctx.db, area.id)]
    return concerning(at.minutes, {mark for area in led for mark in where.marks(area)})
