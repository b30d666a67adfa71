"""Series of meetings as an iCalendar: RRULE where a rule can be said, RDATE where not, exceptions as such. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.parser import Contentline
from icalendar.prop import vDuration, vRecur, vText

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
from storage.meetings import CANCELLED, Meeting
from storage.rhythms import Series, Version

# What cannot be said as a rule is listed for so long; a feed is fetched anew every day.
LISTED = timedelta(days=366 * 2 + 31)
# Cancelled meetings are shown as such until some time after; then their dates are only left out.
SHOWN_CANCELLED = timedelta(days=31)
_LOCAL = "%Y%m%dT%H%M%S"
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

    @property
    def zone(self) -> str:
        return self.schedule.rules[0].zone

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
    told = content.told
    strands = [strand for version in told.versions for strand in _strands(told, version, month)]
    drawn = [(strand.zone, b"".join(_events(strand, month))) for strand in strands]
    zones = frozenset(zone for zone, events in drawn if events and zone != "UTC")
    return _Drawn(b"".join(events for _, events in drawn), zones)


def one_meeting(meeting: Meeting, group: str) -> bytes:
    """A single meeting to put into a calendar by hand."""
    single = Calendar()
    single.add("prodid", "-//Convener//meetings//EN")
    single.add("version", "2.0")
    event = _event(f"M-{meeting.number}", meeting.name, group, meeting.link, meeting.starts_at)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    if meeting.state == CANCELLED:
        event.add("status", "CANCELLED")
    single.add_component(event)
    return single.to_ical()


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


def _events(strand: _Strand, now: datetime) -> Iterator[bytes]:
    """The recurring event, and each of its meetings that was moved or cancelled."""
    first = next(strand.times(datetime.max.replace(tzinfo=UTC)), None)
    if first is None:
        return
    mine = [m for m in strand.told.changed if m.original_at and strand.has(m.original_at)]
    old = [m for m in mine if m.state == CANCELLED and m.starts_at < now - SHOWN_CANCELLED]
    about = {link: _about(strand, link) for link in {strand.version.link, *(m.link for m in mine)}}
    yield about[strand.version.link] + _written(_recurring(strand, first, old, now))
    for meeting in mine:
        if meeting not in old:
            yield about[meeting.link] + _written(_exception(strand, meeting))


def _about(strand: _Strand, link: str | None) -> bytes:
    """What all events of a strand share; of hundreds of exceptions the library writes no more than this."""
    told = strand.told
    event = _event(strand.uid, told.series.name, told.group, link, strand.version.since)
    return event.to_ical().removesuffix(b"END:VEVENT\r\n")


def _written(lines: Iterable[str]) -> bytes:
    return b"".join(Contentline(line).to_ical() + b"\r\n" for line in (*lines, "END:VEVENT"))


def _recurring(strand: _Strand, first: datetime, left_out: Sequence[Meeting], now: datetime) -> Iterator[str]:
    rule, version, zone = strand.schedule.rules[0], strand.version, _zone(strand.zone)
    yield f"SEQUENCE:{strand.told.series.sequence}"
    yield f"DTSTART{_at(first.astimezone(zone))}"
    yield f"DURATION:{_length(timedelta(minutes=version.minutes))}"
    if strand.is_rule:
        if rule.kind != ONCE:
            yield f"RRULE:{_rrule(rule, first.astimezone(zone), version.until)}"
    elif listed := [at.astimezone(zone) for at in islice(strand.times(now + LISTED), 1, None)]:
        yield f"RDATE{_at(*listed)}"
    if left_out:
        yield f"EXDATE{_at(*(m.original_at.astimezone(zone) for m in left_out if m.original_at))}"


def _exception(strand: _Strand, meeting: Meeting) -> Iterator[str]:
    assert meeting.original_at is not None
    zone = _zone(strand.zone)
    yield f"SEQUENCE:{max(meeting.sequence, strand.told.series.sequence)}"
    yield f"RECURRENCE-ID{_at(meeting.original_at.astimezone(zone))}"
    yield f"DTSTART{_at(meeting.starts_at.astimezone(zone))}"
    yield f"DURATION:{_length(meeting.ends_at - meeting.starts_at)}"
    if meeting.state == CANCELLED:
        yield "STATUS:CANCELLED"
        yield f"COMMENT:{vText(meeting.reason).to_ical().decode()}"


def _event(uid: str, name: str, group: str, link: str | None, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@convener")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", name)
    event.add("description", group)
    if link:
        event.add("location", link)
        if link.startswith(("https://", "http://")):
            event.add("url", link)
    return event


def _rrule(rule: Rule, first: datetime, until: datetime | None) -> str:
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
    return vRecur(said).to_ical().decode()


def _zone(name: str) -> tzinfo:
    return UTC if name == "UTC" else ZoneInfo(name)


def _at(*times: datetime) -> str:
    """As they stand behind the name of a property."""
    zone = times[0].tzinfo
    if isinstance(zone, ZoneInfo):
        return f";TZID={zone.key}:" + ",".join(f"{at:{_LOCAL}}" for at in times)
    return ":" + ",".join(f"{at:{_LOCAL}}Z" for at in times)


def _length(time: timedelta) -> str:
    return vDuration(time).to_ical().decode()


@lru_cache(64)
def _timezone(name: str) -> bytes:
    zone = Timezone.from_tzid(name, first_date=date(2015, 1, 1), last_date=date(2038, 1, 1))
    return zone.to_ical()
