"""Weeks, months, quarters and years in people's words, and the day that is meant of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from handlers.calendar import DAY, MONTH, month, weekday

YEAR = r"(?P<year>(?:19|20|21|99)\d\d)"

_UNIT = r"(?P<unit>week|month|quarter|qtr|half|year|yr)"
_NEXT = r"(?:next|coming|following|upcoming)"
_OF_YEAR = rf"(?: (?:of )?(?:{YEAR}|(?P<which>this|next) year))?"
_ALONE = re.compile(r"(?:(?:in|during|within|the) )*(?P<span>(?!(?:week|month|year|half)$).+)")
_MONTHS_OF = {"m": 1, "q": 3, "h": 6, "y": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """Its first and last day; a week of work ends on its Friday."""

    first: date
    last: date

    @property
    def middle(self) -> date:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if (self.last - self.first).days < 7:
            return self.first + timedelta(days=2)
        return self.first + relativedelta(months=months // 2, days=14 * (months % 2))


Spans = list[Span]
"""Those that may be meant, in their order: "March" is this year's, or else the next."""


def day_in_span(said: str, today: date) -> date | None:
    """ "end of Q3", "mid March", "20th of next month"; a span alone is its first day, or its last when it runs."""
    for pattern, pick in _picks():
        if (found := pattern.fullmatch(said)) and (spans := spans_of(found["span"], today)):
            days = [day for span in spans if (day := pick(found, span)) is not None]
            return next((day for day in days if day >= today), days[-1] if days else None)
    return _alone(said, today)


def _alone(said: str, today: date) -> date | None:
    found = _ALONE.fullmatch(said)
    spans = spans_of(found["span"], today) if found else []
    coming = [span for span in spans if span.last >= today]
    if not coming:
        return spans[-1].first if spans else None
    is_running = coming[0].first <= today or re.match(r"(?:this|current) week", found["span"])
    return coming[0].last if is_running else coming[0].first


def spans_of(said: str, today: date) -> Spans:
    for pattern, read in _ways():
        if found := pattern.fullmatch(said):
            return read(found, today)
    return []


@cache
def _ways() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Spans]]]:
    return [(re.compile(pattern), read) for pattern, read in _WAYS]


@cache
def _picks() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], Span], date | None]]]:
    return [(re.compile(pattern), pick) for pattern, pick in _PICKS]


def week_of(day: date, later: int = 0) -> Span:
    monday = day + timedelta(days=7 * later - day.weekday())
    return Span(monday, monday + timedelta(days=4))


def _months(year: int, first: int, count: int) -> Span:
    """`first` counts on over the end of the year."""
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return Span(start, start + relativedelta(months=count - 1, day=31))


def unit_from(unit: str, today: date, later: int) -> Span:
    """The week, month, quarter, half or year that runs, or that many later."""
    if unit[0] == "w":
        return week_of(today, later)
    count = _MONTHS_OF[unit[0]]
    return _months(today.year, (today.month - 1) // count * count + 1 + later * count, count)


def _this(found: re.Match[str], today: date) -> Spans:
    """The week or month that runs, or, unless it was "this" one, the next: at a weekend both weeks may be."""
    both = not found["this"] or found["unit"] == "week"
    return [unit_from(found["unit"], today, later) for later in range(2 if both else 1)]


def _of_years(found: re.Match[str], today: date, first: int, count: int) -> Spans:
    if found["year"]:
        return [_months(int(found["year"]), first, count)]
    if found["which"]:
        return [_months(today.year + (found["which"] == "next"), first, count)]
    return [_months(today.year + later, first, count) for later in range(2)]


def _month(found: re.Match[str], today: date) -> Spans:
    return _of_years(found, today, month(found["month"]), 1)


def _part(found: re.Match[str], today: date) -> Spans:
    """A quarter or a half of a year."""
    count = 6 if found["part"][0] == "h" or found["part"].endswith("half") else 3
    return _of_years(found, today, (int(re.sub(r"\D", "", found["part"])) - 1) * count + 1, count)


def _numbered_week(found: re.Match[str], today: date) -> Spans:
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    return [week_of(date.fromisocalendar(year, int(found["number"]), 1)) for year in years]


def _nth_week(found: re.Match[str], today: date) -> Spans:
    """That of the month's first, second … or last Monday."""
    nth = -1 if found["nth"] == "last" else int(found["nth"][0])
    mondays = [_nth_weekday(span, nth, 0) for span in spans_of(found["of"], today)]
    return [week_of(monday) for monday in mondays if monday]


def _nth_weekday(span: Span, nth: int, day: int) -> date | None:
    """-1 is the last one."""
    if nth > 0:
        found = span.first + timedelta(days=(day - span.first.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = span.last - timedelta(days=(span.last.weekday() - day) % 7 + 7 * (-nth - 1))
    return found if span.first <= found <= span.last else None


def _count(found: re.Match[str]) -> int:
    """ "3rd" is 3, "last" is -1, "2nd last" is -2."""
    number = int(re.sub(r"\D", "", found["nth"] or "") or 1)
    return -number if found.groupdict().get("last") else number


def _nth_day(found: re.Match[str], span: Span) -> date | None:
    count = _count(found)
    day = span.first + timedelta(days=count - 1) if count > 0 else span.last + timedelta(days=count + 1)
    return day if count and span.first <= day <= span.last else None


def _nth_workday(found: re.Match[str], span: Span) -> date | None:
    count = _count(found)
    days = (span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1))
    work = [day for day in days if day.weekday() < 5]
    return work[count - 1 if count > 0 else count] if 0 < abs(count) <= len(work) else None


def _nth_named(found: re.Match[str], span: Span) -> date | None:
    return _nth_weekday(span, _count(found), weekday(found["day"]))


def _named(found: re.Match[str], span: Span) -> date | None:
    """ "Wednesday of next week"; of a month or a year it would not say which."""
    if (span.last - span.first).days > 6:
        return None
    return span.first + timedelta(days=weekday(found["day"]))


_WAYS: tuple[tuple[str, Callable[[re.Match[str], date], Spans]], ...] = (
    (rf"(?:(?P<this>this|current) |the |this the )?{_UNIT}", _this),
    (rf"(?:the )?{_NEXT} {_UNIT}", lambda found, today: [unit_from(found["unit"], today, 1)]),
    (rf"(?:the )?{_UNIT} after next", lambda found, today: [unit_from(found["unit"], today, 2)]),
    (r"(?:in )?(?P<count>\d{1,3}|a) weeks?(?: time)?", lambda f, today: [_weeks_on(f, today)]),
    (r"(?P<count>\d{1,3}|a) weeks? from (?:now|today)", lambda f, today: [_weeks_on(f, today)]),
    (rf"(?:this )?(?P<month>{MONTH}){_OF_YEAR}", _month),
    (rf"(?P<month>{MONTH}) after next", lambda f, today: _month_after_next(f, today)),
    (rf"(?P<part>q ?[1-4]|[1-4](?:st|nd|rd|th) (?:quarter|qtr)|quarter [1-4]){_OF_YEAR}", _part),
    (rf"(?P<part>h[12]|[12](?:st|nd) half){_OF_YEAR}", _part),
    (rf"{YEAR} (?P<part>q[1-4]|h[12])", _part),
    (rf"(?:year )?{YEAR}", lambda found, today: [_months(int(found["year"]), 1, 12)]),
    (rf"{YEAR}-(?P<number>\d\d?)", lambda f, today: [_months(int(f["year"]), _month_number(f), 1)]),
    (rf"(?P<number>\d\d?) ?/ ?{YEAR}", lambda f, today: [_months(int(f["year"]), _month_number(f), 1)]),
    (rf"(?:the )?(?:week ?|wk ?|cw ?|kw ?|w)(?P<number>\d\d?){_OF_YEAR}", _numbered_week),
    (rf"{YEAR} ?w ?(?P<number>\d\d?)", _numbered_week),
    (r"(?:the )?(?P<nth>[1-5](?:st|nd|rd|th)|last) week (?:of |in )?(?:the )?(?P<of>.+)", _nth_week),
)


def _weeks_on(found: re.Match[str], today: date) -> Span:
    return week_of(today, 1 if found["count"] == "a" else int(found["count"]))


def _month_number(found: re.Match[str]) -> int:
    number = int(found["number"])
    if not 1 <= number <= 12:
        raise ValueError("no such month")
    return number


def _month_after_next(found: re.Match[str], today: date) -> Spans:
    number = month(found["month"])
    return [_months(today.year + (1 if number > today.month else 2), number, 1)]


_NTH = r"(?:the )?(?=\d|last)(?P<nth>\d{1,3}(?:st|nd|rd|th))? ?(?:to )?(?P<last>last)?"
_SPAN = r"(?:of |in )?(?:the )?(?P<span>.+)"
_PICKS: tuple[tuple[str, Callable[[re.Match[str], Span], date | None]], ...] = (
    (rf"(?:the )?(?:end|close|late|later)(?: in)? {_SPAN}", lambda _, span: span.last),
    (r"(?P<span>.+) end", lambda _, span: span.last),
    (rf"(?:the )?(?:beginning|start|early|top)(?: in)? {_SPAN}", lambda _, span: span.first),
    (rf"(?:the )?(?:mid|middle) {_SPAN}", lambda _, span: span.middle),
    (rf"{_NTH} (?P<day>{DAY}) {_SPAN}", _nth_named),
    (rf"{_NTH} (?:work|working|business|week) ?day {_SPAN}", _nth_workday),
    (rf"{_NTH} day {_SPAN}", _nth_day),
    (r"(?:the )?(?P<nth>\d\d?)(?:(?:st|nd|rd|th)(?: of)?| of) (?:the )?(?P<span>.*month)", _nth_day),
    (r"(?P<span>.+ month) (?:on )?(?:the )?(?P<nth>\d\d?)(?:st|nd|rd|th)", _nth_day),
    (rf"(?P<day>{DAY}) {_SPAN}", _named),
    (rf"(?P<span>.+?) (?:on )?(?P<day>{DAY})", _named),
)
