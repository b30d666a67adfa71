"""The day that English words name, pure: no hour, no sentence around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from handlers.calendar import DAY, MONTH, month, weekday
from handlers.day_lengths import LENGTH, days_later, later, workdays_later
from handlers.day_names import feast_in, tidy
from handlers.day_spans import day_in_span, unit_from

_LEAD_IN = re.compile(r"(?:(?:by|due|on|until|till|to|before|around|about|at|the|for)\b:? ?)+")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Could be either day, the likelier first; one may still be what most would mean."""

    choices: tuple[date, ...]
    leans: bool = False


Day = date | Unsure


@dataclass(frozen=True, slots=True)
class Present:
    """Where words are read: on which day, perhaps at what hour, and how dates are written there."""

    day: date
    at: time | None = None
    day_first: bool | None = None


Said = re.Match[str]
Read = Callable[[Said, Present], Day | None]


def day_of(text: str, today: date) -> date | None:
    """For words that stand among others: None when it is no day, could be two (3/4), or only names a span (May)."""
    said = tidy(text)[:80]
    said = said[found.end() :] if (found := _LEAD_IN.match(said)) else said
    if re.fullmatch(BARE, said):
        return None
    day = read_day(said, Present(today))
    if isinstance(day, Unsure):
        return day.choices[0] if day.leans else None
    return day


def read_day(said: str, now: Present) -> Day | None:
    """Of tidy words."""
    try:
        for pattern, read in _ways():
            if (found := pattern.fullmatch(said)) and (day := read(found, now)) is not None:
                return day
        return day_in_span(said, now.day)
    except (ValueError, OverflowError):
        return None


@cache
def _ways() -> list[tuple[re.Pattern[str], Read]]:
    """Where they are first used: they cost the start of the program nothing."""
    return [(re.compile(pattern), read) for pattern, read in _WAYS]


def _shifted(day: Day | None, by: Callable[[date], date]) -> Day | None:
    if isinstance(day, Unsure):
        return replace(day, choices=tuple(by(choice) for choice in day.choices))
    return by(day) if day else None


def _one_of(*days: date, leans: bool = False) -> Day:
    known = tuple(dict.fromkeys(days))
    return known[0] if len(known) == 1 else Unsure(known, leans)


def _coming(day: int, after: date) -> date:
    return after + timedelta(days=(day - after.weekday() - 1) % 7 + 1)


def _on_weekday(found: Said, now: Present) -> Day:
    """The next such day; "this Friday" may be today."""
    wanted = weekday(found["day"])
    return now.day if found["this"] and wanted == now.day.weekday() else _coming(wanted, now.day)


def _on_next_weekday(found: Said, now: Present) -> Day:
    """Said on Monday, "next Friday" is this week's for some and next week's for more; nobody says it of tomorrow."""
    wanted = 5 if found["day"].startswith(("weekend", "wknd")) else weekday(found["day"])
    near = _coming(wanted, now.day)
    far = now.day + timedelta(days=7 - now.day.weekday() + wanted)
    return far if near - now.day == timedelta(days=1) else _one_of(far, near, leans=True)


def _after_next(found: Said, now: Present) -> Day:
    near = _coming(weekday(found["day"]), now.day)
    return Unsure((near + timedelta(days=7), near + timedelta(days=14)))


def _weekend(found: Said, now: Present) -> Day:
    return now.day if now.day.weekday() > 4 else _coming(5, now.day)


def _from_now(found: Said, now: Present) -> Day:
    """Without the hour, "in 15 hours" may be today or tomorrow."""
    sign = -1 if found.groupdict().get("ago") else 1
    hours = [now.at] if now.at else [time(0), time(23, 59)]
    return _one_of(*(later(datetime.combine(now.day, at), found["length"], sign).date() for at in hours))


def _upcoming(found: Said, now: Present) -> Day:
    """ "The upcoming 2 months" count from today, or from where the month ends."""
    length = f"{found['count']} {found['unit']}"
    return _one_of(days_later(now.day, length), unit_from(found["unit"], now.day, int(found["count"])).first)


def _from_anchor(found: Said, now: Present) -> Day | None:
    """ "2 days after next Friday", "a week from Thursday", "the day before Easter"."""
    sign = -1 if found["way"] == "before" else 1
    length = found["length"] or f"1 {found['one']}"
    return _shifted(read_day(found["anchor"], now), lambda day: days_later(day, length, sign))


def _weeks_on(found: Said, now: Present) -> Day | None:
    """ "monday week", "a week on Monday", "tomorrow fortnight"."""
    count = found.groupdict().get("count") or "1"
    weeks = (2 if "fortnight" in found[0] else 1) * (1 if count[0] == "a" else int(count))
    return _shifted(read_day(found["anchor"], now), lambda day: day + timedelta(weeks=weeks))


def _weekday_by_anchor(found: Said, now: Present) -> Day | None:
    """ "the Monday after Easter", "the Friday before the 3rd of May"."""
    wanted, is_before = weekday(found["day"]), found["way"] == "before"
    return _shifted(
        read_day(found["anchor"], now),
        lambda day: (
            day - timedelta(days=(day.weekday() - wanted - 1) % 7 + 1) if is_before else _coming(wanted, day)
        ),
    )


def _nth_coming(found: Said, now: Present) -> Day:
    return _coming(weekday(found["day"]), now.day) + timedelta(weeks=int(found["count"]) - 1)


def _week_of(found: Said, now: Present) -> Day | None:
    """Its Monday; who names a week by its Sunday begins it there."""
    return _shifted(
        read_day(found["anchor"], now),
        lambda day: day + timedelta(days=1 if day.weekday() == 6 else -day.weekday()),
    )


def _next_month(found: Said, now: Present) -> Day:
    """Said in March, "next June" may be this year's."""
    number = month(found["month"])
    first = date(now.day.year + (number <= now.day.month), number, 1)
    return first if number <= now.day.month else Unsure((first, first.replace(year=first.year + 1)))


def _feast(found: Said, now: Present) -> Day | None:
    years = [int(found["year"])] if found["year"] else range(now.day.year, now.day.year + 2)
    days = [day for year in years if (day := feast_in(found["name"], year))]
    return next((day for day in days if day >= now.day), days[-1] if days else None)


def _named_month(found: Said, now: Present) -> Day:
    later = {"this": 0, "next": 1}.get(found.groupdict().get("which") or "")
    year = str(now.day.year + later) if later is not None else found["year"]
    return _next_such(now.day, year, month(found["month"]), int(found["date"]))


def _numbers(found: Said, now: Present) -> Day | None:
    """Which of the two is the month may be told by their size, a German dot, a year after dots, or the place."""
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    is_german = found["mark"] == "." and (found["end"] or year)
    day_first = True if is_german else now.day_first
    if first > 12 or (day_first and second <= 12):
        return _next_such(now.day, year, second, first)
    if second > 12 or first == second or day_first is False:
        return _next_such(now.day, year, first, second)
    either = [_next_such(now.day, year, first, second), _next_such(now.day, year, second, first)]
    if found["mark"] == ".":
        return _one_of(*reversed(either), leans=True)
    return _one_of(*sorted(either, key=lambda day: (day < now.day, day)))


def _next_such(today: date, year: str | None, month: int, day: int) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):
        if (month, day) != (2, 29) or candidate % 4 == 0:
            found = date(candidate, month, day)
            if found >= today:
                return found
    raise ValueError("no such day")


def _day_of_month(found: Said, now: Present) -> Day:
    day = int(found["date"])
    for months in range(3):
        start = now.day.replace(day=1) + relativedelta(months=months)
        if day <= (start + relativedelta(months=1, days=-1)).day and start.replace(day=day) >= now.day:
            return start.replace(day=day)
    raise ValueError("no such day")


def _with_weekday(found: Said, now: Present) -> Day | None:
    """ "Fri 4 Dec": where the weekday does not agree, it is asked which of the two was meant."""
    wanted, rest = weekday(found["day"]), found["rest"]
    rest += "th" if rest.isdigit() else ""
    read = None if re.search(rf"\b(?:{DAY})\b", rest) else read_day(rest, now)
    if read is None:
        return None
    days = read.choices if isinstance(read, Unsure) else (read,)
    agreeing = [day for day in days if day.weekday() == wanted]
    if agreeing:
        return agreeing[0]
    near = [day + timedelta(days=(wanted - day.weekday() + 3) % 7 - 3) for day in days[:1]]
    return _one_of(days[0], *(day for day in near if day >= now.day))


_UNIT = r"(?P<unit>weeks?|months?|quarters?|qtrs?|years?)"
_W = rf"(?P<day>{DAY})"
_ORDINAL = r"(?P<date>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?:of )?(?:(?P<year>(?:19|20|21|99)\d\d)|(?P<which>this|next) year))?"
_DATED = rf"(?:the )?(?=.*\d)(?:\d+(?:st|nd|rd|th)?|.*(?:{MONTH}|[-/.]).*)"
BARE_SPAN = rf"(?:{MONTH}|\d{{4}})"
BARE = rf"{BARE_SPAN}|\d\d?(?:st|nd|rd|th)?|mo|tu|th|fr|sa|su|weekend|new year|week|month|year"
"""What is a day only where a day is asked for."""

_WAYS: tuple[tuple[str, Read], ...] = (
    (r"(?:today|tonight|eod|now)", lambda _, now: now.day),
    (r"tom+or+ow|tmrw?|tmrow|2mor+ow", lambda _, now: now.day + timedelta(days=1)),
    (r"fortnight", lambda _, now: now.day + timedelta(days=14)),
    (r"yesterday", lambda _, now: now.day - timedelta(days=1)),
    (r"(?:the )?day after tom+or+ow", lambda _, now: now.day + timedelta(days=2)),
    (
        rf"(?:(?P<this>this(?: coming)?|coming|upcoming|following) )?(?P<day>{DAY}|tu|th|fr|sa|su|mo)",
        _on_weekday,
    ),
    (rf"next (?P<day>{DAY}|weekend|wknd)", _on_next_weekday),
    (rf"(?:the )?{_W} after next", _after_next),
    (rf"last {_W}", lambda f, now: _coming(weekday(f["day"]), now.day - timedelta(days=8))),
    (r"(?:this |the )?(?:weekend|wknd)", _weekend),
    (rf"(?:in|within|over|after)(?: the)?(?: next| coming)? {LENGTH}(?: ?time| from now)?", _from_now),
    (rf"\+? ?{LENGTH}(?: from now| later| hence| ?time| out)?", _from_now),
    (rf"{LENGTH} (?P<ago>ago)", _from_now),
    (rf"(?:the )?next {LENGTH}", _from_now),
    (r"(?:the )?next (?:business|working|work) ?day", lambda _, now: workdays_later(now.day, 1)),
    (rf"(?:in |within )?(?:the )?(?:upcoming|coming) (?P<count>\d{{1,3}}) {_UNIT}", _upcoming),
    (rf"(?P<count>\d{{1,3}}) (?:upcoming|coming) {_UNIT}", _upcoming),
    (rf"next (?P<month>{MONTH})", _next_month),
    (rf"(?:the )?end of (?P<anchor>today|tom+or+ow|{DAY})", lambda f, now: read_day(f["anchor"], now)),
    (rf"(?:in )?(?P<count>\d{{1,3}}) {_W}s(?: from now| from today| hence| time)?", _nth_coming),
    (
        rf"(?:in |the )*(?:{LENGTH}|(?P<one>day|week|month)) "
        r"(?P<way>after|before|from|past|following) (?P<anchor>.+)",
        _from_anchor,
    ),
    (rf"(?:the )?{_W} (?P<way>after|before|following) (?P<anchor>.+)", _weekday_by_anchor),
    (rf"(?:on )?(?P<anchor>{DAY}|today|tom+or+ow) (?:week|fortnight)", _weeks_on),
    (
        rf"(?:(?P<count>\d{{1,3}}|a) )?(?:weeks?|fortnights?) (?:on )?(?P<anchor>{DAY}|today|tom+or+ow)",
        _weeks_on,
    ),
    (r"(?:the )?(?:week|wk) (?:of|commencing|starting|beginning) (?P<anchor>.+)", _week_of),
    (r"(?:in |over |at )?(?:next |this |the )?(?P<name>[a-z][a-z ]{2,20}?)(?: (?P<year>\d{4}))?", _feast),
    (
        r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<date>\d\d?)",
        lambda f, _: date(*map(int, f.groups())),
    ),
    (rf"(?:the )?{_ORDINAL} ?(?:day )?(?:of )?(?P<month>{MONTH}){_YEAR}", _named_month),
    (rf"(?P<month>{MONTH}) ?(?:the )?{_ORDINAL}{_YEAR}", _named_month),
    (
        r"(?P<first>\d\d?) ?(?P<mark>[-./]) ?(?P<second>\d\d?)(?:(?P=mark)(?P<year>\d{4}|\d\d))?(?P<end>\.)?",
        _numbers,
    ),
    (r"(?:the )?(?P<date>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
    (rf"{_W} (?P<rest>{_DATED})", _with_weekday),
    (rf"(?P<rest>{_DATED}) {_W}", _with_weekday),
)
