"""One rule in people's words, taken apart: what it says of day, time, zone and rhythm, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from handlers import zones
from handlers.calendar import WEEKDAYS
from handlers.contract import UserError
from handlers.day_words import day_of
from handlers.recurrence import EVEN_WEEKS, ODD_WEEKS, WEEKLY
from handlers.schedule_times import TIME, Words, length, time_of_day
from handlers.text import clip, escape

MONTHLY = "monthly"

_DAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_NTH = {
    **{word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
    **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"), 1)},
    "last": -1,
}
_NUMBERS = {
    **{word: 2 for word in ("other", "two", "second", "2nd")},
    **{word: 3 for word in ("three", "third", "3rd")},
    **{word: 4 for word in ("four", "fourth", "4th")},
    "five": 5,
    "six": 6,
    "eight": 8,
}
_COUNT = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"

# (what is looked for, kind, how many; None: the group of the match says it), the more telling first.
_RHYTHMS: tuple[tuple[re.Pattern[str], str, int | None], ...] = tuple(
    (re.compile(pattern), kind, every)
    for pattern, kind, every in (
        (r"\b(?:bi-?weekly[ -]|every )?(?:odd)(?: (?:iso )?(?:numbered )?weeks?)?\b", ODD_WEEKS, 1),
        (r"\b(?:bi-?weekly[ -]|every )?(?:even)(?: (?:iso )?(?:numbered )?weeks?)?\b", EVEN_WEEKS, 1),
        (r"\b(?:bi-?weekly|fortnightly|every fortnight|alternate weeks)\b", WEEKLY, 2),
        (rf"\bevery {_COUNT}(?:-| )?weeks?\b", WEEKLY, None),
        (rf"\bevery (other)(?= {_DAY}\b)", WEEKLY, None),
        (r"\b(?:weekly|(?:every|each|a) week)\b", WEEKLY, 1),
        (r"\b(?:quarterly|every quarter)\b", MONTHLY, 3),
        (rf"\b(?:of )?every {_COUNT} ?months?\b", MONTHLY, None),
        (r"\b(?:monthly|(?:of |in )?(?:the|each|every|a) month)\b", MONTHLY, 1),
    )
)
_FILLER = re.compile(
    r"on|once|at|the|of|each|in|every|an?|weeks?|months?|days?|is|are|we|meets?|meeting|held|takes?|place|times?"
    r"|local|clock|from|for|and|with|around|usually|between"
)
_LINK = re.compile(
    r"(?:\blink\s+)?<?(https?://[^\s|>]+)(?:\|[^>]*)?>?|\blink\s+(\S+)|\b(huddle)\b", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(from|starting(?: from| on)?|starts(?: on)?|since|beginning|until|till|ending|ends)\b "
)
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!/)"
)
_NUMBER = r"(?<![:.\d])\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|(?:{_NUMBER} (?:of )?{_MONTH}|{_MONTH} {_NUMBER})(?: \d{{4}})?"
    rf"|(?:next|this) {_DAY}|tomorrow|today)\b"
)
_PLACE = re.compile(
    rf"\b(?!{_DAY}/)[a-z]+/[a-z_+\-0-9]+(?:/[a-z_]+)?|\b(?:utc|gmt) ?[+-] ?\d{{1,2}}(?::?\d\d)?"
    r"|(?<!\S)\+\d\d:\d\d\b"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a rule's words said; None and () are what they left open."""

    kind: str | None = None
    every: int | None = None
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    at: time | None = None
    zone: str | None = None
    day: date | None = None
    start: date | None = None
    until: date | None = None
    minutes: int | None = None
    link: str | None = None

    def or_as(self, other: Slot) -> Slot:
        """What it left open is taken from a neighbour; a date of its own recurs in no rhythm."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        shared = ["at", "zone"]
        if self.day is None and other.day is None:
            is_by_month = self.kind == MONTHLY or (self.kind is None and other.kind == MONTHLY)
            same_rhythm = self.kind is None or self.kind == other.kind
            shared += ["kind", "every"] if self.kind is None else []
            shared += [] if self.month_day else ["weekdays"]
            shared += ["nth", "month_day"] if is_by_month and same_rhythm and not self.month_day else []
            shared += ["start", "until"]
        for name in shared:
            if found[name] in (None, ()):
                found[name] = getattr(other, name)
        return Slot(**found)


class NotRead(UserError):
    """Words that say nothing of a schedule."""


def is_foreign(word: str) -> bool:
    """Whether no schedule could hold it."""
    try:
        read_slot(word, date.min)
    except NotRead:
        return True
    except UserError:
        return False
    return False


def read_slot(text: str, today: date) -> Slot:
    """Refused, with a sentence, where a word is not understood; what is missing is not refused here."""
    words = Words(" ".join(text.split()))
    says_every = re.search(rf"\b(?:every|each) {_DAY}\b", text, re.IGNORECASE)
    found: dict[str, Any] = {"link": _link(words)}
    words.left = words.left.lower().replace("(", " ").replace(")", " ").replace(",", " ")
    words.left = " ".join(words.left.split())
    found |= _bounds(words, today)
    found |= _rhythm(words)
    found |= length(words)
    found |= _day(words, today)
    found |= time_of_day(words)
    found |= _zone(words)
    found |= _month_day(words, found)
    if says_every and found.get("at") and not found.get("kind"):
        found |= {"kind": WEEKLY, "every": 1}  # whole as it is: its neighbours' rhythm is not its own
    return _whole(words, found)


def _link(words: Words) -> str | None:
    found = words.take(_LINK)
    return (found[1] or found[2] or found[3].lower()) if found else None


def _bounds(words: Words, today: date) -> dict[str, Any]:
    """ "from 2026-12-01", "starting Tuesday April 16 2024", "until 3 Dec": the longest that is a day."""
    found: dict[str, Any] = {}
    while mark := _BOUND.search(words.left):
        name = "start" if mark[1].startswith(("from", "start", "since", "begin")) else "until"
        rest = words.left[mark.end() :].split(" ")
        day, length = _longest_day(rest, today)
        if day is None:
            if mark[1] == "from" and TIME.match(words.left[mark.end() :]):
                words.left = words.left[: mark.start()] + words.left[mark.end() :]
                continue
            said = escape(clip(" ".join(rest[:3]), 40))
            raise UserError(f"I cannot read “{said}” as a day. Write it like `{mark[1]} 2026-12-01`.")
        found[name] = day
        words.left = f"{words.left[: mark.start()]} | {' '.join(rest[length:])}".strip()
    return found


def _longest_day(words: list[str], today: date) -> tuple[date | None, int]:
    for count in range(min(6, len(words)), 0, -1):
        day = day_of(" ".join(words[:count]), today)
        if day is not None:
            return day, count
    return None, 0


def _rhythm(words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if re.search(r"\bbi-?monthly\b", words.left):
        raise UserError("“Bimonthly” can be twice a month or every 2 months. Say `every 2 months`, please.")
    if re.search(rf"\bevery (?:second|2nd|third|3rd|fourth|4th) {_DAY}(?! (?:of|in|each|every))", words.left):
        _which_nth(words.left)
    for pattern, kind, every in _RHYTHMS:
        if match := words.take(pattern):
            count = every if every is not None else _NUMBERS.get(match[1]) or int(match[1])
            found = {"kind": kind, "every": count}
            if kind in (ODD_WEEKS, EVEN_WEEKS):
                words.take(re.compile(r"\bbi-?weekly\b"))
            break
    if found.get("kind") != MONTHLY and (
        match := words.take(re.compile(r"\b(?:monthly|(?:of )?the month)\b"))
    ):
        found = {"kind": MONTHLY, "every": 1}
    return found


def _which_nth(text: str) -> None:
    """ "Every third Wednesday" is the third of each month for some, every three weeks for others."""
    said = re.search(rf"\bevery (\w+) ({_DAY})", text)
    if not said or re.search(r"\bmonth", text):
        return
    nth = _NTH.get(said[1], 2)
    word = ("first", "second", "third", "fourth", "fifth")[nth - 1]
    raise UserError(
        f"“Every {said[1]} {said[2].title()}” can be the {word} one of each month (`monthly {word} {said[2]}`) "
        f"or one in {nth} weeks (`every {nth} weeks on {said[2]} from` a date). Which one?"
    )


def _day(words: Words, today: date) -> dict[str, Any]:
    """A date, or weekdays with or without a place in the month."""
    if found := words.take(_DATE):
        day = day_of(found[0], today)
        if day is None:
            raise UserError(f"“{found[0]}” is no day of the calendar. Write it like 2026-12-03.")
        words.take(re.compile(rf"\b{_DAY}\b"))
        return {"day": day}
    if words.take(re.compile(r"\b(?:daily|(?:every|each) day)\b")):
        return {"kind": WEEKLY, "every": 1, "weekdays": tuple(range(7))}
    if words.take(re.compile(r"\b(?:(?:every|each) )?(?:week|work(?:ing)? ?)days?\b(?! )|\bevery weekday\b")):
        return {"kind": WEEKLY, "every": 1, "weekdays": tuple(range(5))}
    nth = words.take(re.compile(rf"\b({'|'.join(_NTH)})(?= (?:{_DAY}\b|\||$)|$)"))
    found_days = []
    while match := words.take(re.compile(rf"\b({_DAY})\b")):
        found_days.append(next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(match[1][:3])))
    known: dict[str, Any] = {"weekdays": tuple(dict.fromkeys(found_days))}
    return known | ({"nth": _NTH[nth[1]]} if nth else {})


def _month_day(words: Words, known: dict[str, Any]) -> dict[str, Any]:
    """The 15th; day 15; the last day."""
    if known.get("weekdays") or known.get("day"):
        return {}
    if words.take(re.compile(r"\blast day\b")):
        return {"month_day": -1}
    found = words.take(re.compile(r"\b(?:day )?(\d{1,2})(?:st|nd|rd|th)?\b"))
    if found and not 1 <= int(found[1]) <= 31:
        raise UserError(f"No month has a day {found[1]}.")
    if found and known.get("kind") not in (None, MONTHLY):
        return {}
    return {"month_day": int(found[1]), "kind": MONTHLY, "every": known.get("every") or 1} if found else {}


def _zone(words: Words) -> dict[str, Any]:
    found = words.take(_PLACE)
    named = "|".join(re.escape(word) for word in zones.longest_first())
    name = re.compile(rf"(?<![\w/])(?:{named})(?: (?:standard|daylight|summer))?(?: time)?(?![\w/])")
    found = found or words.take(name)
    if found is None:
        return {}
    zone = zones.zone_meant(found[0], "zone")
    words.take(name)
    return {"zone": zone}


def _whole(words: Words, found: dict[str, Any]) -> Slot:
    """What is left over beside a time may be a city; else it is named."""
    left = [w for w in re.sub(r"[|.;:!?/]", " ", words.left).split() if not _FILLER.fullmatch(w) and w != "-"]
    if left and found.get("at") and not found.get("zone") and zones.is_known(" ".join(left)):
        found["zone"] = zones.zone_meant(" ".join(left))
    elif left:
        raise _not_read(left, found)
    return Slot(**found)


def _not_read(left: list[str], found: dict[str, Any]) -> UserError:
    said = " ".join(left)
    if len(left) == 1 and left[0].isdecimal() and int(said) < 24 and not found.get("at"):
        return UserError(f"At what time does it start? Write {said}:00, or with am or pm.", "time")
    if len(left) < 3 and found.get("at") and not found.get("zone") and (near := zones.nearest(said)):
        return UserError(f"I know no time zone “{escape(clip(said, 60))}”. Did you mean {near}?", "zone")
    said = escape(clip(said, 60))
    return NotRead(f"I do not understand “{said}” in a schedule. Try `every tue 16:00 Europe/Paris`.")
