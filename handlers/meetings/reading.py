"""What the meetings' handlers look up: which group, series or meeting is meant, and whom it concerns."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handlers import places, recurrence, series
from handlers.contract import Context, UserError
from handlers.meetings.rules import Target, target
from handlers.text import escape
from storage import groups, meetings, people, rhythms
from storage.groups import Group
from storage.meetings import COMING, Meeting
from storage.rhythms import Series


def group_of(ctx: Context, meeting: Meeting) -> Group:
    group = groups.group(ctx.db, meeting.group_id)
    assert group is not None
    return group


def numbered(ctx: Context, number: int) -> Meeting:
    """A meeting that the actor may know of; others are as unknown as those that never were."""
    found = meetings.meeting(ctx.db, ctx.workspace, number)
    if found is None or not places.may_see(ctx, group_of(ctx, found)):
        raise UserError(f"I know no meeting M-{number}. `{ctx.settings.command} meeting list` shows them.")
    return found


def series_named(ctx: Context, slug: str) -> Series:
    found = rhythms.series_by_slug(ctx.db, ctx.workspace, slug.lower())
    group = groups.group(ctx.db, found.group_id) if found else None
    if found is None or found.ended_at or group is None or not places.may_see(ctx, group):
        raise UserError(f"I know no series `{escape(slug)}`. {_series_here(ctx)}".strip())
    return found


def _series_here(ctx: Context) -> str:
    here = places.group_if_any(ctx)
    known = rhythms.series_of_groups(ctx.db, [here.id]) if here else []
    return "Here meet: " + ", ".join(f"`{s.slug}`" for s in known[:10]) + "." if known else ""


def next_meeting(ctx: Context) -> Meeting:
    group = places.group_meant(ctx)
    found = meetings.next_of_group(ctx.db, group.id, ctx.now)
    if found is None:
        raise UserError(f"No meeting of {escape(group.name)} is planned.")
    return found


def zone_of(ctx: Context, meeting: Meeting) -> str:
    """The zone in which its series is set up, else its group's."""
    group = group_of(ctx, meeting)
    if meeting.series_id is None:
        return group.zone
    held = rhythms.versions_of(ctx.db, [meeting.series_id]).get(meeting.series_id, [])
    return recurrence.from_json(held[-1].schedule).rules[0].zone if held else group.zone


def the_one(ctx: Context, text: str) -> tuple[Meeting, str]:
    """The meeting that the words name, and the words that follow."""
    group = places.group_if_any(ctx)
    known = rhythms.series_of_groups(ctx.db, [group.id]) if group else []
    here = ctx.now.astimezone(ZoneInfo(group.zone if group else "UTC")).date()
    meant = target(text, here, [s.slug for s in known])
    if meant.number is not None:
        return numbered(ctx, meant.number), meant.rest
    group = places.group_meant(ctx)
    known = [s for s in known if meant.series in (None, s.slug)]
    if meant.day is not None:
        return _on(ctx, group, known, meant.day), meant.rest
    return _next_of(ctx, group, known, meant), meant.rest


def _next_of(ctx: Context, group: Group, known: list[Series], meant: Target) -> Meeting:
    ids = {s.id for s in known}
    for found in meetings.coming_up(ctx.db, [group.id], ctx.now, 50):
        if meant.series is None or found.series_id in ids:
            return found
    raise UserError(f"No meeting of {escape(group.name)} is planned.")


def _on(ctx: Context, group: Group, known: list[Series], day: date) -> Meeting:
    """The only one of that day in the group's zone, planned now when it was too far away."""
    zone = ZoneInfo(group.zone)
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    end = datetime.combine(date.fromordinal(day.toordinal() + 1), time(), zone).astimezone(UTC)
    after = max(start, ctx.now)
    found: dict[int, Meeting] = {}
    for each in known:
        held = rhythms.versions_of(ctx.db, [each.id]).get(each.id, [])
        for at, _ in series.happening(held, after, end):
            meeting = series.on_its_own(ctx.db, each, at, ctx.now)
            if start <= meeting.starts_at < end:
                found[meeting.id] = meeting
    wanted = {s.id for s in known}
    planned = [m for m in meetings.planned_in_groups(ctx.db, [group.id]) if start <= m.starts_at < end]
    found |= {m.id: m for m in planned if m.series_id in wanted}
    if len(found) == 1:
        return next(iter(found.values()))
    told = f"{day:%a} {day.day} {day:%b %Y}"
    if not found:
        raise UserError(f"{escape(group.name)} has no meeting ahead on {told}.")
    names = ", ".join(f"`{s.slug}`" for s in known)
    raise UserError(f"There are {len(found)} meetings on {told}. Put the series first, one of {names}.")


def those_coming(ctx: Context, meeting: Meeting) -> list[str]:
    return [a.user for a in meetings.answers(ctx.db, meeting.id) if a.answer == COMING]


def those_who_answered(ctx: Context, meeting: Meeting) -> list[str]:
    """Whether they come or not: another day may suit them, or none is needed any more."""
    return [a.user for a in meetings.answers(ctx.db, meeting.id) if a.answer]


def my_group_ids(ctx: Context) -> list[int]:
    return [g.id for g in groups.groups_of_person(ctx.db, ctx.workspace, ctx.actor)]


def my_zone(ctx: Context) -> str:
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    return known.zone if known else "UTC"
