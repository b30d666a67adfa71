"""When something recurs, pure: wall time + zone + pattern + anchor, and the instants that follow from them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import tz
from dateutil.relativedelta import relativedelta

WEEKLY, ODD_WEEKS, EVEN_WEEKS = "weekly", "odd weeks", "even weeks"
MONTHLY_NTH, MONTHLY_DAY, ONCE = "monthly nth", "monthly day", "once"

WEEK = timedelta(days=7)
# A day that has not come for so long never will: 29 February skips at most eight years.
LOOKAHEAD = timedelta(days=366 * 28)

Changes = Mapping[datetime, datetime | None]
"""What was decided about single occurrences: original instant -> the new one, or None when cancelled."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`start` anchors what is counted: weeks from its day, months from its month; none lies before it.

    `weekday` is 0 on Monday. `nth` is the nth such weekday of a month, or a day of the month; -1 the last.
    """

    kind: str
    at: time
    zone: str
    start: date
    every: int = 1
    weekday: int | None = None
    nth: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rules side by side; `in_turns` only says that people set them up as taking turns."""

    rules: tuple[Rule, ...]
    in_turns: bool = False


_NO_CHANGES: Changes = {}


def occurrences(
    schedule: Schedule,
    after: datetime,
    *,
    until: datetime | None = None,
    count: int | None = None,
    changes: Changes = _NO_CHANGES,
) -> Iterator[datetime]:
    """The instants from `after` on (it included), before `until`, in UTC and in order, none twice."""
    kept = (at for at in _planned(schedule, after) if at not in changes)
    moved = sorted(new for old, new in changes.items() if new and new >= after and falls_on(schedule, old))
    both = _each_once(heapq.merge(kept, moved))
    inside = takewhile(lambda at: at < until, both) if until else both
    return islice(inside, count)


def falls_on(schedule: Schedule, at: datetime) -> bool:
    """Whether the rules alone have an occurrence at this instant."""
    return next(_planned(schedule, at), None) == at


def instant(day: date, at: time, zone: str) -> datetime:
    """A wall time as UTC: one that does not exist moves forward, one that happens twice is its first."""
    wall = datetime.combine(day, at, ZoneInfo(zone))
    return tz.resolve_imaginary(wall).astimezone(UTC)


def clock_changes(schedule: Schedule, after: datetime, until: datetime) -> Iterator[tuple[datetime, bool]]:
    """Wall times that the clock leaves out (True), or shows twice (False)."""
    for rule in schedule.rules:
        zone, again = ZoneInfo(rule.zone), rule.at.replace(fold=1)
        for day in takewhile(lambda day: day <= until.date(), _days(rule, after.date())):
            wall = datetime.combine(day, rule.at, zone)
            if wall.utcoffset() != datetime.combine(day, again, zone).utcoffset():
                yield wall, not tz.datetime_exists(wall)


def first_day(rule: Rule) -> date | None:
    """The day of its first occurrence; None when it never happens."""
    return next(_days(rule, rule.start), None)


def _planned(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    return _each_once(heapq.merge(*(_instants(rule, after) for rule in schedule.rules)))


def _instants(rule: Rule, after: datetime) -> Iterator[datetime]:
    local = after.astimezone(ZoneInfo(rule.zone)).date()
    for day in _days(rule, local - timedelta(days=1)):
        at = instant(day, rule.at, rule.zone)
        if at >= after:
            yield at


def _each_once(instants: Iterator[datetime]) -> Iterator[datetime]:
    last = None
    for at in instants:
        if at != last:
            yield at
        last = at


def _days(rule: Rule, since: date) -> Iterator[date]:
    """The rule's days from `since` on, within its start and end."""
    since = max(since, rule.start)
    horizon = min(rule.until or date.max, since + LOOKAHEAD)
    found = (day for day in _PATTERNS[rule.kind](rule, since) if day >= since)
    return takewhile(lambda day: day <= horizon, found)


def _weeks(rule: Rule, since: date) -> Iterator[date]:
    """Counted from the first such weekday, whatever the calendar's years do."""
    anchor = _weekday_from(rule.start, rule.weekday)
    step = rule.every * 7
    behind = max(0, -(-(since - anchor).days // step))
    day = anchor + timedelta(days=behind * step)
    while True:
        yield day
        day += timedelta(days=step)


def _iso_weeks(rule: Rule, since: date) -> Iterator[date]:
    """By the number of the ISO week: after a week 53 two odd ones follow each other."""
    parity = 1 if rule.kind == ODD_WEEKS else 0
    day = _weekday_from(since, rule.weekday)
    while True:
        if day.isocalendar().week % 2 == parity:
            yield day
        day += WEEK


def _months(rule: Rule, since: date) -> Iterator[date]:
    find = _nth_weekday if rule.kind == MONTHLY_NTH else _day_of_month
    apart = (since.year - rule.start.year) * 12 + since.month - rule.start.month
    first = rule.start.replace(day=1) + relativedelta(months=max(0, apart // rule.every) * rule.every)
    while first <= since + LOOKAHEAD:  # the 30th of every second February would be sought for ever
        day = find(first, rule)
        if day is not None:
            yield day
        first += relativedelta(months=rule.every)


def _once(rule: Rule, since: date) -> Iterator[date]:
    return iter((rule.start,))


_PATTERNS: dict[str, Callable[[Rule, date], Iterator[date]]] = {
    WEEKLY: _weeks,
    ODD_WEEKS: _iso_weeks,
    EVEN_WEEKS: _iso_weeks,
    MONTHLY_NTH: _months,
    MONTHLY_DAY: _months,
    ONCE: _once,
}


def _weekday_from(day: date, weekday: int | None) -> date:
    return day + timedelta(days=((weekday or 0) - day.weekday()) % 7)


def _nth_weekday(first: date, rule: Rule) -> date | None:
    """Months without a fifth one are skipped."""
    nth = rule.nth or 1
    if nth < 0:
        last = first + relativedelta(day=31)
        day = last - timedelta(days=(last.weekday() - (rule.weekday or 0)) % 7) + WEEK * (nth + 1)
    else:
        day = _weekday_from(first, rule.weekday) + WEEK * (nth - 1)
    return day if day.month == first.month else None


def _day_of_month(first: date, rule: Rule) -> date | None:
    """Months without a 31st are skipped; -1 is the last day of each."""
    wanted = rule.nth or 1
    day = first + relativedelta(day=31 if wanted < 0 else wanted)
    return day if wanted < 0 or day.day == wanted else None


def taking_turns(rules: tuple[Rule, ...]) -> Schedule:
    """Rules of the same rhythm, one period each: every week A, B, A, B becomes every two weeks A and B."""
    turns, length = [], len(rules)
    for place, rule in enumerate(rules):
        by_weeks = rule.kind == WEEKLY
        shift = relativedelta(**{"weeks" if by_weeks else "months": rule.every * place})
        anchor = rules[0].start if place == 0 else _same_period(rules[0], rule)
        start = anchor + shift
        turns.append(_with(rule, every=rule.every * length, start=start))
    return Schedule(tuple(turns), in_turns=True)


def _same_period(leader: Rule, rule: Rule) -> date:
    """The start of the period in which the leader first takes place."""
    first = first_day(leader) or leader.start
    return first - timedelta(days=first.weekday()) if rule.kind == WEEKLY else first.replace(day=1)


def _with(rule: Rule, **changed: Any) -> Rule:
    return Rule(**{**asdict(rule), **changed})


def to_json(schedule: Schedule) -> dict[str, Any]:
    return {"rules": [_rule_json(rule) for rule in schedule.rules], "in_turns": schedule.in_turns}


def from_json(stored: Mapping[str, Any]) -> Schedule:
    return Schedule(tuple(_rule_of(rule) for rule in stored["rules"]), stored["in_turns"])


def _rule_json(rule: Rule) -> dict[str, Any]:
    said = {key: value for key, value in asdict(rule).items() if value is not None}
    return {
        key: value.isoformat() if isinstance(value, date | time) else value for key, value in said.items()
    }


def _rule_of(stored: Mapping[str, Any]) -> Rule:
    read: dict[str, Callable[[str], Any]] = {
        "at": time.fromisoformat,
        "start": date.fromisoformat,
        "until": date.fromisoformat,
    }
    return Rule(**{key: read[key](value) if key in read else value for key, value in stored.items()})
