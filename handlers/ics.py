"""Series of meetings as an iCalendar: RRULE where a rule can be said, RDATE where not, exceptions as such. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vInline

from handlers.recurrence import (
    EVEN_WEEKS,
    MONTHLY_DAY,
    ODD_WEEKS,
    ONCE,
    WEEKLY,
    Rule,
    Schedule,
    clock_changes,
    falls_on,
    from_json,
    instant,
    occurrences,
)
from storage.meetings import CANCELLED, Meeting, Series, Version

# What cannot be said as a rule is listed for so long; a feed is fetched anew every day.
LISTED = timedelta(days=366 * 2 + 31)
# Cancelled meetings are shown as such until some time after; then their dates are only left out.
SHOWN_CANCELLED = timedelta(days=31)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Told:
    """A series with all that a calendar must know of it; `changed` are its moved and cancelled meetings."""

    series: Series
    group: str
    versions: Sequence[Version]
    changed: Sequence[Meeting]


@dataclass(frozen=True, slots=True)
class _Strand:
    """What one event with recurrences tells: rules that hold from `since` until before `until`."""

    uid: str
    told: Told
    version: Version
    schedule: Schedule
    is_rule: bool

    def times(self, until: datetime) -> Iterator[datetime]:
        ends = min(until, self.version.until) if self.version.until else until
        return occurrences(self.schedule, self.version.since, until=ends)

    def has(self, at: datetime) -> bool:
        """Whether this original time is one of its own."""
        version = self.version
        within = version.since <= at and (version.until is None or at < version.until)
        return within and falls_on(self.schedule, at)


def calendar(name: str, found: Sequence[Told], now: datetime) -> bytes:
    """The same bytes for all of a month, as long as nothing changes."""
    month = datetime(now.year, now.month, 1, tzinfo=UTC)
    feed = Calendar()
    feed.add("prodid", "-//Convener//meetings//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT6H")
    parts = [_drawn(_Content(repr(told), told), month) for told in found]
    zones = sorted({zone for part in parts for zone in part.zones})
    head, end, _ = feed.to_ical().partition(b"END:VCALENDAR")
    return b"".join([head, *map(_timezone, zones), *(part.events for part in parts), end, b"\r\n"])


@dataclass(frozen=True, slots=True)
class _Content:
    """A series, told from others by all that is known of it."""

    said: str
    told: Told = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Drawn:
    events: bytes
    zones: frozenset[str]


@lru_cache(2000)
def _drawn(content: _Content, month: datetime) -> _Drawn:
    """Kept: of a large feed, one change draws one series anew."""
    events = list(_events(content.told, month))
    zones = frozenset(zone for event in events if (zone := _zone_named(event)))
    return _Drawn(b"".join(event.to_ical() for event in events), zones)


def one_meeting(meeting: Meeting, group: str) -> bytes:
    """A single meeting to put into a calendar by hand."""
    single = Calendar()
    single.add("prodid", "-//Convener//meetings//EN")
    single.add("version", "2.0")
    event = _event(
        f"M-{meeting.number}", meeting.name, group, meeting.link, meeting.starts_at, meeting.sequence
    )
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    if meeting.state == CANCELLED:
        event.add("status", "CANCELLED")
    single.add_component(event)
    return single.to_ical()


def _events(told: Told, now: datetime) -> Iterator[Event]:
    for version in told.versions:
        for strand in _strands(told, version, now):
            yield from _strand_events(strand, now)


def _strands(told: Told, version: Version, now: datetime) -> Iterator[_Strand]:
    """One a rule; all rules together as a list of dates where a rule alone would not tell the truth."""
    schedule, uid = from_json(version.schedule), f"{told.series.slug}-{version.id}"
    together = _Strand(uid, told, version, schedule, is_rule=False)
    if not _can_be_said(schedule, version, now):
        yield together
        return
    for place, rule in enumerate(schedule.rules):
        alone = Schedule((rule,))
        yield replace(together, uid=f"{uid}-{place}" if place else uid, schedule=alone, is_rule=True)


def _can_be_said(schedule: Schedule, version: Version, now: datetime) -> bool:
    """Not by the number of the week; not where the clock leaves a time out, or two rules meet."""
    if any(rule.kind in (ODD_WEEKS, EVEN_WEEKS) for rule in schedule.rules):
        return False
    until = now + LISTED
    if any(is_left_out for _, is_left_out in clock_changes(schedule, version.since, until)):
        return False
    if len(schedule.rules) == 1:
        return True
    apart = [set(occurrences(Schedule((rule,)), version.since, until=until)) for rule in schedule.rules]
    return sum(map(len, apart)) == len(set().union(*apart))


def _strand_events(strand: _Strand, now: datetime) -> Iterator[Event]:
    times = list(islice(strand.times(datetime.max.replace(tzinfo=UTC)), 1))
    if not times:
        return
    mine = [m for m in strand.told.changed if m.original_at and strand.has(m.original_at)]
    old = [m for m in mine if m.state == CANCELLED and m.starts_at < now - SHOWN_CANCELLED]
    zone = _zone(strand.schedule.rules[0].zone)
    first = times[0].astimezone(zone)
    series, version = strand.told.series, strand.version
    event = _event(strand.uid, series.name, strand.told.group, version.link, version.since, series.sequence)
    event.add("dtstart", first)
    event.add("duration", timedelta(minutes=version.minutes))
    if strand.is_rule:
        if strand.schedule.rules[0].kind != ONCE:
            event.add("rrule", _rrule(strand.schedule.rules[0], first, version.until))
    elif listed := [at.astimezone(zone) for at in islice(strand.times(now + LISTED), 1, None)]:
        event.add("rdate", _dates(listed))
    if old:
        event.add("exdate", _dates([m.original_at.astimezone(zone) for m in old if m.original_at]))
    yield event
    for meeting in mine:
        if meeting not in old:
            yield _exception(strand, meeting, zone)


def _exception(strand: _Strand, meeting: Meeting, zone: tzinfo) -> Event:
    assert meeting.original_at is not None
    series, sequence = strand.told.series, max(meeting.sequence, strand.told.series.sequence)
    event = _event(strand.uid, series.name, strand.told.group, meeting.link, strand.version.since, sequence)
    event.add("recurrence-id", meeting.original_at.astimezone(zone))
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("duration", meeting.ends_at - meeting.starts_at)
    if meeting.state == CANCELLED:
        event.add("status", "CANCELLED")
        event.add("comment", meeting.reason)
    return event


def _event(uid: str, name: str, group: str, link: str | None, stamp: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{uid}@convener")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", name)
    event.add("description", group)
    if link:
        event.add("location", link)
        if link.startswith(("https://", "http://")):
            event.add("url", link)
    return event


def _rrule(rule: Rule, first: datetime, until: datetime | None) -> dict[str, object]:
    said: dict[str, object] = {"freq": "WEEKLY" if rule.kind == WEEKLY else "MONTHLY"}
    if rule.every > 1:
        said["interval"] = rule.every
    if rule.kind == MONTHLY_DAY:
        said["bymonthday"] = rule.nth
    elif rule.kind != WEEKLY:
        said["byday"] = f"{rule.nth}{_DAYS[rule.weekday or 0]}"
    ends = [until - timedelta(seconds=1)] if until else []
    if rule.until:
        ends.append(instant(rule.until, time(23, 59, 59), rule.zone))
    if ends:
        said["until"] = min(ends).astimezone(UTC)
    return said


def _zone(name: str) -> tzinfo:
    return UTC if name == "UTC" else ZoneInfo(name)


def _zone_named(event: Event) -> str | None:
    zone = event["dtstart"].dt.tzinfo
    return zone.key if isinstance(zone, ZoneInfo) else None


def _dates(times: Sequence[datetime]) -> vInline:
    """As one text: a hundred values of their own take the library twenty times as long."""
    zone = times[0].tzinfo
    if isinstance(zone, ZoneInfo):
        return vInline(",".join(f"{at:%Y%m%dT%H%M%S}" for at in times), params={"TZID": zone.key})
    return vInline(",".join(f"{at:%Y%m%dT%H%M%SZ}" for at in times))


@lru_cache(64)
def _timezone(name: str) -> bytes:
    zone = Timezone.from_tzid(name, first_date=date(2015, 1, 1), last_date=date(2038, 1, 1))
    return zone.to_ical()
