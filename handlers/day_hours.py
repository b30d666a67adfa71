"""The hour that is said beside a day ("fri 17:00", "9 tomorrow morning"), taken out of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from handlers import zones
from handlers.calendar import time_of

_CLOCK = re.compile(
    r"(?:\b(?:at|by|for|around|about|before|after) |@ ?|(?<![\w.:/+-]))(?P<clock>"
    r"\d\d?(?:[:.h]\d\d)? ?[ap]m|\d\d?:\d\d(?::\d\d)?|\d\d?h(?:\d\d)?|noon|midday|midnight"
    r"|(?:(?<=at )|(?<=@)|(?<=@ ))\d\d?|\d\d?(?= (?:oclock|o clock))|^\d\d?(?= tom+or+ow| in the))"
    r"(?: oclock| o clock)?(?![\w/:-]|\.\d)"
)
_PART = re.compile(
    r"(?:\b(?:in|this|early|late|at|by|during|before|after|the|1st thing|on) )*"
    r"(?<!\w)(?P<part>eod|1st thing|mornings?|afternoon|evening|night|lunch ?time|lunch|am|pm)\b"
)
_LATER = ("pm", "afternoon", "evening", "night", "eod")
_AFTERNOON = ("1", "2", "3", "4", "5", "6")
"""Hours that nobody means of the night: "friday at 5"."""


@dataclass(frozen=True, slots=True)
class Hour:
    """What was said of the time of day, and the words that are left; `clock` None: only "morning", "EOD"."""

    rest: str
    clock: time | None = None
    part: str | None = None
    is_midnight: bool = False
    is_elsewhere: bool = False


def hour_in(said: str) -> Hour | None:
    """Of tidy words; None where no hour is said, or none that there is ("this morning at 12")."""
    found, part = _CLOCK.search(said), None
    rest = f"{said[: found.start()]} {said[found.end() :]}" if found else said
    if word := _PART.search(rest):
        part, rest = word["part"], f"{rest[: word.start()]} {rest[word.end() :]}"
    if not found:
        return Hour(" ".join(rest.split()), part=part) if part else None
    clock = _clock(found["clock"], part)
    zone = _zone().search(rest)
    rest = rest[: zone.start()] + rest[zone.end() :] if zone else rest
    is_midnight = found["clock"] == "midnight"
    return Hour(" ".join(rest.split()), clock, part, is_midnight, bool(zone)) if clock else None


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, zones.longest_first()))})\b")


def _clock(said: str, part: str | None) -> time | None:
    text = said.replace("midday", "noon").replace("h", ":").replace(".", ":").strip(":")
    if found := re.fullmatch(r"(1[3-9]|2[0-3])((?::\d\d)?) ?pm", text):
        text = found[1] + found[2]
    clock = time_of(text[:5] if text.count(":") > 1 else text.replace("midnig:t", "midnight"))
    if clock is None or said[-1] in "mt" or said == "noon":
        return clock
    if part is None:
        return clock.replace(hour=clock.hour + 12) if said in _AFTERNOON else clock
    if clock.hour == 12 and part != "afternoon":
        return None
    return clock.replace(hour=clock.hour + 12) if part in _LATER and clock.hour < 12 else clock
