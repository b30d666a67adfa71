"""Weekdays, months and hours in people's words, pure: the present and its zone come in as parameters."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from handlers.quiet import zone_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap]m)?$")


def _shortened(names: tuple[str, ...], *others: str) -> str:
    """A pattern of each name and of its first three letters or more."""
    words = [name.lower()[:length] for name in names for length in range(len(name), 2, -1)]
    return "|".join(sorted({*words, *others}, key=len, reverse=True))


DAY = _shortened(WEEKDAYS, "weds")
MONTH = _shortened(MONTHS)


def weekday_of(word: str) -> int | None:
    """Monday is 0."""
    found = re.fullmatch(f"({DAY})s?\\.?", word.strip().lower())
    return weekday(found[1]) if found else None


def weekday(name: str) -> int:
    """Of a name or its beginning; Monday is 0."""
    return next(n for n, day in enumerate(WEEKDAYS) if day.lower().startswith(name[:2]))


def month(name: str) -> int:
    """Of a name or its beginning; January is 1."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


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
