"""How long from a moment, in the words people use: 2 weeks, 1 year 2 months, 3 business days."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from dateutil.relativedelta import relativedelta

AnyDay = TypeVar("AnyDay", date, datetime)

_UNIT = (
    r"(?P<unit>years?|yrs?|y|quarters?|qtrs?|months?|mths?|mos?|fortnights?|weeks?|wks?|w"
    r"|(?:business|working|week) ?days?|workdays?|(?:calendar )?days?|d|hours?|hrs?|h|minutes?|mins?)"
)
_AMOUNT = re.compile(rf"(?P<count>\ban?(?= )|\d{{1,4}}(?:\.\d{{1,2}})?) ?{_UNIT}\b")
_SPELLED = re.sub(r"\?P<\w+>", "?:", _AMOUNT.pattern)
LENGTH = rf"(?P<length>{_SPELLED}(?: ?(?:and )?{_SPELLED})*)"

_MONTHS_OF = {"y": 12, "q": 3, "mo": 1, "mt": 1}
_DAYS_OF = {"w": 7.0, "f": 14.0, "d": 1.0, "c": 1.0, "h": 1 / 24, "m": 1 / 1440}


def later(start: datetime, length: str, sign: int = 1) -> datetime:
    """The start with every amount of the length added, years and months first; -1 counts back."""
    amounts = [(found["count"], found["unit"]) for found in _AMOUNT.finditer(length)]
    counts = [(1.0 if count[0] == "a" else float(count), unit) for count, unit in amounts]
    months = sum(count * _months_of(unit) for count, unit in counts)
    end = start + sign * relativedelta(months=int(months), days=round(months % 1 * 30))
    for count, unit in counts:
        if re.fullmatch(r"(?:business|work|week ?d).*", unit):
            end = workdays_later(end, sign * int(count))
        elif not _months_of(unit):
            days = count * _DAYS_OF[unit[0]]
            end += sign * timedelta(days=int(days + 0.5) if unit[0] in "wf" else days)
    return end


def days_later(day: date, length: str, sign: int = 1) -> date:
    return later(datetime.combine(day, time(0)), length, sign).date()


def _months_of(unit: str) -> int:
    return _MONTHS_OF.get(unit[:2]) or _MONTHS_OF.get(unit[0]) or 0


def workdays_later(start: AnyDay, count: int) -> AnyDay:
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(min(abs(count), 2000)):
        start += step
        while start.weekday() > 4:
            start += step
    return start
