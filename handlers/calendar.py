"""Days and hours in people's words, pure: the present and its zone come in as parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from handlers.contract import UserError
from handlers.quiet import zone_of
from handlers.text import clip, escape

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST_DAY = 6
"""Words that a day may take: "until the 3rd of December 2026"."""

FARTHEST = timedelta(days=5 * 366)

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: count for count, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1}
_COUNT = r"\d{1,3}|" + "|".join(_COUNTS)
_LEAD_IN = re.compile(r"^(?:(?:by|due|on|until|till|to|before|around|the)\b\s*)+")
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap]m)?$")

Said = re.Match[str]


def weekday_of(word: str) -> int | None:
    """Monday is 0."""
    found = re.fullmatch(f"({_DAY})s?\\.?", word.strip().lower())
    return _weekday(found[1]) if found else None


def time_of(text: str) -> time | None:
    """ "9:00", "09:00", "9 am", "noon"."""
    said = text.strip().lower()
    found = _TIME.match({"noon": "12:00", "midnight": "0:00"}.get(said, said))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hours_of(text: str) -> tuple[time, time] | None:
    """ "19:00-08:00", "7pm to 8am"."""
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", text.strip().lower())
    if len(parts) != 2:
        return None
    start, end = time_of(parts[0]), time_of(parts[1])
    return (start, end) if start is not None and end is not None else None


def today(now: datetime, zone: str) -> date:
    return now.astimezone(zone_of(zone)).date()


def coming_day(text: str, now: datetime, zone: str, field: str | None = None) -> date:
    """The day that is meant, refused when it is not understood, over, or years away."""
    here = today(now, zone)
    found = day_of(text, here)
    said = escape(clip(" ".join(text.split()), 60))
    if found is None:
        raise UserError(
            f"I cannot read “{said}” as a day. Try tomorrow, next fri, in 2 weeks, 3 Dec or 2026-12-03.",
            field,
        )
    if found < here:
        raise UserError(f"“{said}” is {found:%a} {found.day} {found:%b %Y}, which is over.", field)
    if found - here > FARTHEST:
        raise UserError(f"“{said}” is more than five years away.", field)
    return found


def leading_day(text: str, today: date) -> tuple[date | None, str]:
    """The day with which a text begins ("until next fri, then …"), and what is said after it."""
    words = text.split()
    for count in range(min(len(words), LONGEST_DAY), 0, -1):
        found = day_of(" ".join(words[:count]).rstrip(",:;"), today)
        if found is not None and found > today:
            return found, " ".join(words[count:])
    return None, text


def day_of(text: str, today: date) -> date | None:
    """None when it is no day, or could be two (3/4)."""
    said = " ".join(text.lower().replace(",", " ").split())[:80].strip(" .")
    said = _LEAD_IN.sub("", said)
    for pattern, read in _WAYS:
        if found := pattern.fullmatch(said):
            try:
                return read(found, today)
            except (ValueError, OverflowError):
                return None
    return _with_weekday(said, today)


def _with_weekday(said: str, today: date) -> date | None:
    """ "Fri 4 Dec": the weekday must agree with the rest."""
    found = re.fullmatch(rf"({_DAY})\.? (?=.*\d)(.+)", said)
    day = day_of(found[2], today) if found else None
    return day if found and day and day.weekday() == _weekday(found[1]) else None


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(word[:3]))


def _on_weekday(found: Said, today: date) -> date:
    """The next such day; with "next", the one of next week."""
    wanted = _weekday(found["day"])
    if found["next"] or found["after"]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _later(found: Said, today: date) -> date:
    count = _COUNTS.get(found["count"]) or int(found["count"])
    unit = {"d": "days", "w": "weeks", "m": "months", "y": "years", "f": "weeks"}[found["unit"][0]]
    return today + relativedelta(**{unit: count * (2 if found["unit"][0] == "f" else 1)})


def _next_period(found: Said, today: date) -> date:
    if found["unit"] == "week":
        return today + timedelta(days=7 - today.weekday())
    return today.replace(day=1) + relativedelta(**{found["unit"] + "s": 1})


def _period_end(found: Said, today: date) -> date:
    """A week of work ends on its Friday."""
    later = 1 if found["next"] else 0
    if found["unit"] == "week":
        return today + timedelta(
            days=(4 - today.weekday()) + 7 * later if today.weekday() < 5 or later else 6
        )
    if found["unit"] == "month":
        return today.replace(day=1) + relativedelta(months=1 + later, days=-1)
    return date(today.year + later, 12, 31)


def _named_month(found: Said, today: date) -> date:
    month = _MONTHS.index(found["month"][:3]) + 1
    return _next_such(today, found.groupdict().get("year"), month, int(found["date"]))


def _numbers(found: Said, today: date) -> date:
    """Day first after dots; with slashes only where it cannot be the other way round."""
    first, second = int(found["first"]), int(found["second"])
    if found["dot"] == "." or first > 12:
        return _next_such(today, found["year"], second, first)
    if second > 12 or first == second:
        return _next_such(today, found["year"], first, second)
    raise ValueError("either could be the month")


def _next_such(today: date, year: str | None, month: int, day: int) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):
        if (month, day) != (2, 29) or candidate % 4 == 0:
            found = date(candidate, month, day)
            if found >= today:
                return found
    raise ValueError("no such day")


_ORDINAL = r"(?P<date>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_UNIT = r"(?P<unit>d|days?|w|wks?|weeks?|fortnights?|mo|months?|y|yrs?|years?)"

_WAYS: tuple[tuple[re.Pattern[str], Callable[[Said, date], date]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?:today|eod|tonight)", lambda _, today: today),
        (r"(?:tomorrow|tmrw|tmr)(?: eod)?", lambda _, today: today + timedelta(days=1)),
        (r"(?:the )?day after tomorrow", lambda _, today: today + timedelta(days=2)),
        (rf"(?:this |(?P<next>next ))?(?P<day>{_DAY})\.?(?P<after> (?:of )?next week)?", _on_weekday),
        (rf"(?:in|within) (?P<count>{_COUNT}) ?{_UNIT}(?:'? time)?", _later),
        (rf"(?P<count>{_COUNT}) ?{_UNIT}(?: from now| from today| later| hence)?", _later),
        (rf"next (?P<count>\d{{1,3}}) {_UNIT}", _later),
        (r"next (?P<unit>week|month|year)", _next_period),
        (r"(?:the )?end of (?:the |this |(?P<next>next ))?(?P<unit>week|month|year)", _period_end),
        (r"eom", lambda _, today: today.replace(day=1) + relativedelta(months=1, days=-1)),
        (r"(\d{4})-(\d\d?)-(\d\d?)", lambda found, _: date(*map(int, found.groups()))),
        (rf"{_ORDINAL} ?(?:of )?(?P<month>{_MONTH})\.?{_YEAR}", _named_month),
        (rf"(?P<month>{_MONTH})\.? ?{_ORDINAL}{_YEAR}", _named_month),
        (r"(?P<first>\d\d?)(?P<dot>[./])(?P<second>\d\d?)(?:(?P=dot)(?P<year>\d{4}|\d\d)?)?", _numbers),
    )
)
