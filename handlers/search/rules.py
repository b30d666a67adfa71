"""What the words of a search mean: a number, a kind, a day gone by. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from handlers.calendar import day_of, weekday_of
from handlers.contract import UserError
from handlers.text import clip, escape

LONGEST = 300  # characters that are looked for: the buttons carry them

_NUMBER = re.compile(r"#?([A-Z])-?(\d{1,9})", re.IGNORECASE)
_AGO = re.compile(r"\s+ago$")


def number_in(text: str) -> tuple[str, int] | None:
    """ "F-12", "f12": the kind's letter and the number, when nothing else is said."""
    found = _NUMBER.fullmatch(text.strip())
    return (found[1].upper(), int(found[2])) if found else None


def kind_named(said: str | None, known: dict[str, str]) -> str | None:
    """The letter of a kind; `known` is {letter: name}."""
    if not said:
        return None
    word = said.casefold().removesuffix("s")
    found = next((letter for letter, name in known.items() if name.removesuffix("s").startswith(word)), None)
    if found is None:
        names = ", ".join(known.values())
        raise UserError(f"I know no kind “{escape(clip(said, 40))}”. It is one of {names}.", "kind")
    return found


def past_day(said: str, today: date) -> date:
    """A day that is over, or today: "2026-03-01", "1 Mar", "mon", "2 weeks", "2w ago", "yesterday"."""
    words = _AGO.sub("", said.strip().lower().removeprefix("last "))
    found = today - timedelta(days=1) if words == "yesterday" else day_of(words, today)
    if found is not None and found > today:
        found = _turned_back(words, found, today)
    if found is None:
        shown = escape(clip(said, 60))
        raise UserError(
            f"I cannot read “{shown}” as a day gone by. Try 2026-03-01, 1 Mar, mon or 2w.", "after"
        )
    return found


def _turned_back(words: str, found: date, today: date) -> date | None:
    """What the calendar takes for a day to come."""
    if re.match(r"\d{4}-", words) or re.search(r"\d{4}$", words):
        return None
    if weekday_of(words) is not None:
        return found - timedelta(days=7)
    if re.search(r"[a-z]{3}", words) and re.search(r"\b(?:day|week|month|year)", words) is None:
        return _year_before(found)
    return today - (found - today)


def _year_before(found: date) -> date | None:
    """29 February was in a leap year."""
    return next(
        (
            found.replace(year=year)
            for year in range(found.year - 1, found.year - 9, -1)
            if _is_day(found, year)
        ),
        None,
    )


def _is_day(found: date, year: int) -> bool:
    return (found.month, found.day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
