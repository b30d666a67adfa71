"""Times of day and lengths in the words of a schedule: 4pm, 16h30, 10-11am, for an hour."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from handlers.calendar import time_of
from handlers.contract import UserError
from handlers.text import escape

_HOUR_ALONE = r"(?:1[3-9]|2[0-3])h(?:[0-5]\d)?\b"  # no meeting lasts 13 hours
_CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?)|\d{{1,2}}[:.]\d\d|{_HOUR_ALONE}|noon\b|midnight\b|\d{{4}}\b"
)
_TO = r" ?(?:-|–|to) ?"
_RANGE = re.compile(rf"(?<![\d+-])({_CLOCK}){_TO}({_CLOCK})")
_SHORT_RANGE = re.compile(rf"(?<![\d:.+-])(\d{{1,2}}){_TO}(\d{{1,2}}(?:[:.]\d\d)? ?([ap]m))\b")
TIME = re.compile(rf"(?<![\d+.-])({_CLOCK})")

_SAID = {"half an": "0.5", "an": "1", "one": "1", "two": "2", "three": "3"}
_HOURS = re.compile(
    rf"\b(?:for )?(?!{_HOUR_ALONE})(\d{{1,3}}(?:\.\d)?|{'|'.join(_SAID)})(?: |-)?(?:h|hrs?|hours?)"
    r"(?:(?: and)? ?(\d{1,2})(?: ?m(?:in(?:ute)?)?s?)?)?\b"
)
_MINUTES = re.compile(r"\b(?:for )?(\d{1,4})(?: |-)?(?:m|mins?|minutes?)\b")


class Words:
    """A text from which is taken, piece by piece, what could be read."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.left)
        if found:
            self.left = f"{self.left[: found.start()]} | {self.left[found.end() :]}"
        return found


def length(words: Words) -> dict[str, Any]:
    """How long it lasts; of a range, the start is left for `time_of_day`."""
    if found := words.take(_HOURS):
        hours = float(_SAID.get(found[1], found[1]))
        return {"minutes": int(hours * 60) + int(found[2] or 0)}
    if found := words.take(_MINUTES):
        return {"minutes": int(found[1])}
    if found := words.take(_RANGE):
        start, end = _clock(found[1]), _clock(found[2])
    elif found := words.take(_SHORT_RANGE):
        start, end = _before(found[1], found[3], _clock(found[2])), _clock(found[2])
    else:
        return {}
    words.left = f"{start:%H:%M} {words.left}"
    return {"minutes": _between(start, end)}


def time_of_day(words: Words) -> dict[str, Any]:
    found = words.take(TIME)
    return {"at": _clock(found[1])} if found else {}


def _before(hour: str, half: str, end: time) -> time:
    """ "10-11am" and "11-1pm": on the end's side of noon, where that comes before it."""
    start = _clock(f"{hour}{half}")
    return start if start < end else _clock(f"{hour}am")


def _between(start: time, end: time) -> int:
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    minutes += 24 * 60 if minutes <= -12 * 60 else 0
    if minutes <= 0:
        raise UserError(f"The end, {end:%H:%M}, is not after the start, {start:%H:%M}.", "time")
    return minutes


def _clock(said: str) -> time:
    text = said.strip().replace(".m", "m").replace("m.", "m").replace(".", ":")
    if re.fullmatch(_HOUR_ALONE, text):
        text = f"{text[:2]}:{text[3:] or '00'}"
    elif re.fullmatch(r"\d{4}", text):
        text = f"{text[:2]}:{text[2:]}"
    found = time_of(text)
    if found is None:
        raise UserError(f"“{escape(said.strip())}” is no time of day. Write it like 16:00 or 4pm.", "time")
    return found
