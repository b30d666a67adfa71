"""When something is due, in people's words: what was understood, what must be asked, or that no date was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from handlers import blocks
from handlers.calendar import FARTHEST, LONGEST_DAY, day_of
from handlers.contract import UserError
from handlers.text import clip, escape


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and a time of it where one was said: "EOD Thursday" has none, "fri 17:00" has."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """Truly ambiguous ("3/4"): to be asked, the likelier first."""

    choices: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class AfterMeeting:
    """ "after the next meeting": the caller knows the meetings."""


Read = Due | Unsure | AfterMeeting

_NEXT_MEETING = re.compile(r"(?:by |after |before |until |at |due )*(?:the |our )?next (?:meeting|call|time)")
_INTRODUCED = re.compile(r"(?:^|\s)((?:by|due|before|until|till|on|after)\b:?\s.{1,60})$", re.IGNORECASE)


def read_due(
    words: str, today: date, *, day_first: bool | None = None, now_at: time | None = None
) -> Read | None:
    """None when there is no date in these words."""
    said = " ".join(words.lower().split()).strip(" .,;:!?")
    if _NEXT_MEETING.fullmatch(said):
        return AfterMeeting()
    day = day_of(said, today)
    return Due(day) if day else None


def due_in(text: str, today: date) -> tuple[str, Read | None, str]:
    """The text without its due phrase, what was read, and the words it was read from."""
    words = text.split()
    for count in range(min(len(words), LONGEST_DAY + 1), 0, -1):
        phrase = " ".join(words[-count:])
        if _INTRODUCED.match(phrase) and (read := read_due(phrase, today)):
            return " ".join(words[:-count]).rstrip(" ,;–-"), read, phrase
    return text, None, ""


def told_day(day: date) -> str:
    return blocks.day(day)


def must_lie_ahead(day: date, today: date, said: str, field: str | None = None) -> None:
    """Refuses a day that is over or years away, in the words it was given in."""
    said = escape(clip(" ".join(said.split()), 60))
    if day < today:
        raise UserError(f"“{said}” is {told_day(day)}, which is over.", field)
    if day - today > FARTHEST:
        raise UserError(f"“{said}” is more than five years away.", field)
