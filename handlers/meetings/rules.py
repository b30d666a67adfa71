"""Pure decisions about meetings: what a form says in words, which one is meant, where it moves, what collides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from handlers import blocks as b
from handlers.calendar import WEEKDAYS
from handlers.contract import UserError
from handlers.day_words import day_of
from handlers.recurrence import EVEN_WEEKS, ODD_WEEKS, Rule, Schedule, clock_changes, instant, occurrences
from handlers.schedule_slots import NotRead, is_foreign, read_slot
from handlers.text import clip, escape
from handlers.zones import shown
from storage.meetings import CANCELLED, ENDED, LIVE, Meeting

SHOWN = 5
LOOK_AHEAD = timedelta(weeks=53)
COLLISIONS = 3
NAME_LIMIT = 80
WORDS_LIMIT = 900

RHYTHMS = {
    "weekly": "Every week",
    "every 2 weeks": "Every 2 weeks",
    "every 3 weeks": "Every 3 weeks",
    "every 4 weeks": "Every 4 weeks",
    "odd weeks": "In odd ISO weeks",
    "even weeks": "In even ISO weeks",
    "monthly first": "On the first … of the month",
    "monthly second": "On the second … of the month",
    "monthly third": "On the third … of the month",
    "monthly fourth": "On the fourth … of the month",
    "monthly last": "On the last … of the month",
    "monthly": "Each month on the first day's date",
    "once": "Once",
}
_NO_NAMES = ("every", "each", "on", "from")
_MINUTES = re.compile(r"\s*(\d{1,4})\s*(?:m|min|minutes?)?\s*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A form's fields as they were submitted; an empty one may be None or ""."""

    rhythm: str | None = None
    weekdays: Sequence[str] = ()
    start: str | None = None
    at: str | None = None
    zone: str | None = None
    minutes: str | None = None
    until: str | None = None
    link: str | None = None

    def in_words(self) -> str:
        """As it could have been typed: one reader for both."""
        if not self.at:
            raise UserError("At what time does it start?", "at")
        if self.rhythm in ("once", "monthly") and not self.start:
            raise UserError("On which day?", "start")
        said = [self._rhythm(), self.at, self.zone or "", self._length()]
        if self.rhythm != "once":
            said += [f"from {self.start}" if self.start else "", f"until {self.until}" if self.until else ""]
        return " ".join(part for part in [*said, f"link {self.link}" if self.link else ""] if part)

    def _rhythm(self) -> str:
        rhythm = self.rhythm or "weekly"
        if rhythm == "once":
            return self.start or ""
        if rhythm == "monthly":
            return f"monthly {date.fromisoformat(self.start or '').day}"
        if not self.weekdays:
            raise UserError("On which day of the week?", "weekdays")
        days = [WEEKDAYS[int(day)].lower() for day in sorted(self.weekdays)]
        return " and ".join(f"{rhythm} {day}" for day in days)

    def _length(self) -> str:
        if not self.minutes:
            return ""
        found = _MINUTES.match(self.minutes)
        if not found:
            raise UserError("How many minutes? A number, please.", "minutes")
        return f"{found[1]}m"


# What a reader of words calls the field that lacks something, and the form.
_FIELDS = {"time": "at", "day": "weekdays", "nth": "rhythm", "every": "rhythm"}


def field_of(mistake: UserError, *, is_in_words: bool) -> str | None:
    """Where a form shows it."""
    if mistake.field == "name":
        return mistake.field
    return "words" if is_in_words else _FIELDS.get(mistake.field or "", mistake.field)


def name_and_words(name: str, words: str, read: Callable[[str], Schedule | None]) -> tuple[str, str]:
    """A name without quotes ends where the schedule begins; "" when all of it is the schedule.

    "Weekly every tue 16:00" has a name, "odd weeks wed 15:00" has none, or its weeks would not be odd.
    """
    if " " in name:
        return name, words
    said = f"{name} {words}"
    whole = read(said)
    if name.lower() in _NO_NAMES or (whole and whole != read(words)):
        return "", said
    named, rest = [name], words.split()
    while rest and is_foreign(rest[0]):
        named.append(rest.pop(0))
    return (" ".join(named), " ".join(rest)) if rest else (name, words)


def must_lie_ahead(schedule: Schedule, now: datetime) -> list[datetime]:
    """The next few; refused when there is none."""
    times = list(occurrences(schedule, now, count=SHOWN))
    if not times:
        raise UserError("That is over: no date of it lies ahead. Say one that does.", "start")
    return times


def collisions(
    mine: Sequence[tuple[datetime, datetime]], theirs: Sequence[tuple[datetime, datetime]]
) -> list[datetime]:
    """The first of my starts at which one of theirs is on as well; both in order."""
    found, place = [], 0
    for start, end in mine:
        while place < len(theirs) and theirs[place][1] <= start:
            place += 1
        if place < len(theirs) and theirs[place][0] < end:
            found.append(start)
    return found[:COLLISIONS]


def oddities(schedule: Schedule, since: datetime) -> Iterator[str]:
    """What the change of clocks and the long years do to it within a year, one sentence a zone and kind."""
    until = since + LOOK_AHEAD
    told = set()
    for wall, is_left_out in clock_changes(schedule, since, until):
        zone = wall.tzinfo.key if isinstance(wall.tzinfo, ZoneInfo) else ""
        if (zone, is_left_out) in told:
            continue
        told.add((zone, is_left_out))
        at = instant(wall.date(), wall.time(), zone).astimezone(ZoneInfo(zone))
        if is_left_out:
            yield f"On {b.day(wall)} there is no {wall:%H:%M} in {zone}: it starts at {at:%H:%M} then."
        else:
            yield f"On {b.day(wall)} {wall:%H:%M} comes twice in {zone}: it starts at the first one."
    for rule in schedule.rules:
        if rule.kind in (ODD_WEEKS, EVEN_WEEKS):
            yield from _long_years(rule, since, until)


def _long_years(rule: Rule, since: datetime, until: datetime) -> Iterator[str]:
    """After a week 53, the odd weeks follow each other at once and the even ones leave two out."""
    zone = ZoneInfo(rule.zone)
    days = [at.astimezone(zone).date() for at in occurrences(Schedule((rule,)), since, until=until)]
    for before, after in pairwise(days):
        weeks = (after - before).days // 7
        if weeks != 2:
            apart = "only a week" if weeks == 1 else f"{weeks} weeks"
            year = before.isocalendar().year
            yield f"{year} has a week 53: from {b.day(before)} to the next one, {b.day(after)}, it is {apart}."


@dataclass(frozen=True, slots=True)
class Target:
    """Which meeting somebody named: the next one, a number, or a day; what followed is `rest`."""

    number: int | None = None
    day: date | None = None
    series: str | None = None
    rest: str = ""


def target(text: str, today: date, slugs: Sequence[str] = ()) -> Target:
    """ "next because of X", "M-3 …", "2026-12-24 …", "weekly-sync 24 Dec …"."""
    words = text.split()
    series = None
    if words and words[0].lower().strip('"') in slugs:
        series, words = words[0].lower().strip('"'), words[1:]
    if not words:
        return Target(series=series)
    if found := re.fullmatch(r"#?m-?(\d{1,9})", words[0].lower()):
        return Target(number=int(found[1]), rest=" ".join(words[1:]))
    for length in range(min(4, len(words)), 0, -1):
        day = day_of(" ".join(words[:length]), today)
        if day is not None:
            return Target(day=day, series=series, rest=" ".join(words[length:]))
    if words[0].lower() == "next":
        words = words[1:]
        words = words[1:] if words and words[0].lower() in ("meeting", "one") else words
        return Target(series=series, rest=" ".join(words))
    said = escape(clip(words[0], 40))
    raise UserError(f"Which meeting is “{said}”? Say `next`, its number such as M-3, or its date.")


def must_be_planned(meeting: Meeting, now: datetime, deed: str) -> None:
    name = f"M-{meeting.number}"
    if meeting.state == CANCELLED:
        raise UserError(f"{name} is cancelled already.")
    if meeting.state == LIVE:
        raise UserError(f"{name} is on now; it can be ended, not {deed}.")
    if meeting.state == ENDED or meeting.ends_at <= now:
        raise UserError(f"{name} is over; it cannot be {deed} any more.")


def moved_to(meeting: Meeting, words: str, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Start and end after "thu 17:00", "2026-12-03", "17:00 60m": what is not said stays as it was."""
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        slot = read_slot(words.strip(), today)
    except NotRead:
        said = escape(clip(words.strip(), 60))
        raise UserError(
            f"I cannot read “{said}” as a day and a time. Try `thu 17:00` or `2026-12-03 14:00`."
        ) from None
    zone = slot.zone or zone
    was = meeting.starts_at.astimezone(ZoneInfo(zone))
    day = slot.day or (_near(slot.weekdays[0], was.date(), today) if slot.weekdays else was.date())
    at: time = slot.at or was.time()
    starts_at = instant(day, at, zone)
    length = timedelta(minutes=slot.minutes) if slot.minutes else meeting.ends_at - meeting.starts_at
    if starts_at <= now:
        raise UserError(f"{b.day(day)} {at:%H:%M} ({shown(zone)}) is over. Say when it shall be.")
    if (starts_at, starts_at + length) == (meeting.starts_at, meeting.ends_at):
        raise UserError(f"M-{meeting.number} is at that time already.")
    return starts_at, starts_at + length


def _near(weekday: int, was: date, today: date) -> date:
    """The one of the same week, or the next after it when that is over."""
    day = was - timedelta(days=was.weekday()) + timedelta(days=weekday)
    return day if day >= today else day + timedelta(weeks=1)
