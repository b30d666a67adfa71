"""Days gone by in people's words, as somebody says since when they look for something. Pure."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from handlers.calendar import weekday_of
from handlers.contract import UserError
from handlers.day_words import day_of
from handlers.text import clip, escape

_AGO = re.compile(r"(.+?)\s+ago", re.IGNORECASE)
_SPAN = re.compile(r"(?:the )?last (week|month|quarter|year)", re.IGNORECASE)
_SPANS = {"week": {"weeks": 1}, "month": {"months": 1}, "quarter": {"months": 3}, "year": {"years": 1}}
_MONTH = re.compile(r"(\d{4})(?:-(\d\d?))?")


def past_day(said: str, today: date, field: str) -> date:
    """A day in a search: "2026-11-03", "2026-11", "2026", "3 Nov", "2 weeks ago", "last month"."""
    words = " ".join(said.split())
    try:
        found = _past(words, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UserError(
            f"I cannot read “{escape(clip(words, 60))}” as a day. "
            f'Try {field}:2026-11-03, {field}:2026-11, {field}:"3 Nov" or {field}:"2 weeks ago".'
        )
    return found


def _past(words: str, today: date) -> date | None:
    if found := _MONTH.fullmatch(words):
        return date(int(found[1]), int(found[2] or 1), 1)
    if found := _SPAN.fullmatch(words):
        return today - relativedelta(**_SPANS[found[1].lower()])
    if found := _AGO.fullmatch(words):
        ahead = day_of(f"in {found[1]}", today)
        return today - (ahead - today) if ahead else None
    if words.casefold() == "yesterday":
        return date.fromordinal(today.toordinal() - 1)
    day = day_of(words, today)
    if day is not None and day > today and weekday_of(words) is not None:
        return day - relativedelta(weeks=1)
    if day is not None and day > today and not re.search(r"\d{4}", words):
        return day - relativedelta(years=1)  # "3 Nov", said in October, was last year
    return day
