"""When something is due, in people's words: what was understood, what must be asked, or that no date was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from handlers import blocks
from handlers.calendar import DAY, MONTH, MONTHS
from handlers.calendar import today as today_in
from handlers.contract import UserError
from handlers.day_hours import Hour, hour_in
from handlers.day_names import mended, tidy
from handlers.day_vocabulary import may_tell_a_day
from handlers.day_words import BARE, BARE_SPAN, Present, Unsure, read_day
from handlers.text import one_line

FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and a time of it where one was said: "EOD Thursday" has none, "fri 17:00" has."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class AfterMeeting:
    """ "after the next meeting", "by our next call": the caller knows the meetings."""


Read = Due | Unsure | AfterMeeting

_LONGEST = 12
"""Words that a due phrase may take: "no later than the last working day of the month"."""

_DEADLINES = r"due|by|before|until|till?|deadline|eta|no later than|not later than|on or before|latest by"
_LEAD_IN = re.compile(
    rf"(?:(?:{_DEADLINES}|date|is|was|on|at|to|around|about|the|for|within|from|say|some ?time|latest"
    r"|maybe|probably|ideally|approximately|roughly|circa|1st thing)\b[:=]? ?|[@:=] ?)+"
)
_TAIL = re.compile(
    r"(?: (?:please|pls|plz|thanks|thx|ideally|hopefully|max|tops|latest|at the latest|if possible|or so|or earlier))+$"
)
_MEETINGS = "meeting|call|sync|session|standup|stand up|time"
_BEFORE_MEETING = re.compile(rf"\s+\W*(?:{_MEETINGS})", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:(?:by|after|before|until|till|at|on|in|due|during) )*(?:the |our |this )?(?:next|upcoming|coming|following) "
    rf"(?:\w+ )?(?:{_MEETINGS})"
    r"|(?:by|after|before|until|till|at|due) (?:the|our|this) (?:meeting|call|sync)"
)
_DEADLINE = re.compile(rf"[(\[–—-]*(?:{_DEADLINES}|after)\b", re.IGNORECASE)
_ANCHORED = re.compile(r"[(\[–—-]*(?:on|in|at|within)\b", re.IGNORECASE)
# A date after one of these belongs to what is said ("the agenda for Monday", "since Friday"), it is no deadline.
_BOUND = re.compile(
    r".*\d|(?:to|for|of|from|since|about|than|after|and|or|with|the|an?|every|each|other|per|last|between|like|vs|as|until"
    r"|this|that|our|we|i|you|they|not|is|are|on|in|at|by|before|next|past|over|no|via|into)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:to|for|from|about|around|is|was|say|date|@)\b", re.IGNORECASE)
# What a date at the end leaves over may say more of it ("March in a year").
_OF_DAYS = re.compile(rf"\b(?:{DAY}|{MONTH}|morning|afternoon|evening|next|last|every|each|other)\b|\d$")
# Such as "march", "the second", "3 days": other words, too.
_NAMES = rf"{BARE}|sat|sun|wed|now|noon|midnight|\d+\.\d+"
_INNOCENT = re.compile(rf"{_NAMES}|[\d./ -]*|\d+ ?[a-z]+|an? [a-z]+|(?:the )?(?:quarter|half)")

_WRITTEN_DAY = re.compile(
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})(?: \d{{4}})?"
    rf"|(?:{MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: \d{{4}})?"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{4}"
)
_AFTER_THE_28TH = re.compile(r"(?<!\d)(?:29|[3-9]\d)(?:st|nd|rd|th)?(?!\d)")


def read_due(
    words: str, today: date, *, day_first: bool | None = None, now_at: time | None = None
) -> Read | None:
    """None when there is no date in these words."""
    now = Present(today, now_at, day_first)
    if read := _read(tidy(words), now):
        return read
    rest, read, _ = _at_end(words, now)
    return None if _OF_DAYS.search(tidy(rest)) else read


def due_in(
    text: str, today: date, *, day_first: bool | None = None, now_at: time | None = None
) -> tuple[str, Read | None, str]:
    """The text without its due phrase, what was read, and the words it was read from."""
    now = Present(today, now_at, day_first)
    rest, read, phrase = _at_end(text, now)
    return (rest, read, phrase) if read else _at_beginning(text, now)


def told_day(day: date) -> str:
    return blocks.day(day)


def must_lie_ahead(day: date, today: date, said: str, field: str | None = None) -> None:
    """Refuses a day that is over or years away, in the words it was given in."""
    said = one_line(said, 60)
    if day < today:
        raise UserError(f"“{said}” is {told_day(day)}, which is over.", field)
    if day - today > FARTHEST:
        raise UserError(f"“{said}” is more than five years away.", field)


def no_day(said: str, field: str | None = None) -> UserError:
    return UserError(
        f"I cannot read “{one_line(said, 60)}” as a day. "
        "Try tomorrow, friday, in 2 weeks, 3 Dec or 2026-12-03.",
        field,
    )


def impossible_in(text: str) -> str:
    """The deadline at the end of a text that was not read: it names a day that no calendar has ("by 31 february")."""
    for found in _DEADLINE.finditer(text):
        before, phrase = text[: found.start()], text[found.start() :]
        is_word = not before[-1:].isalnum() and before.count("`") % 2 == 0
        if is_word and _WRITTEN_DAY.fullmatch(_bare(_TAIL.sub("", tidy(phrase)))):
            return phrase
    return ""


def no_such_day(phrase: str, today: date, field: str | None = None) -> UserError:
    """With the last day of that month, where that is what may be meant."""
    said, written = one_line(phrase, 60), _bare(tidy(phrase))
    ends = [read_due(_AFTER_THE_28TH.sub(str(day), written), today) for day in (28, 29, 30, 31)]
    meant = [end.day for end in ends if isinstance(end, Due) and end.day >= today]
    if meant and _AFTER_THE_28TH.search(written):
        last = max(day for day in meant if day.year == min(meant).year)
        try_this = (
            f"{MONTHS[last.month - 1]} ends on {told_day(last)}: say `by {last.isoformat()}`, if that is it."
        )
    else:
        try_this = "Say a day that there is, such as `by friday`, `by 3 Dec` or `by 2026-12-03`."
    return UserError(f"“{said}” is no day of the calendar. {try_this}", field)


def coming_day(text: str, now: datetime, zone: str, field: str | None = None) -> date:
    """The day that is meant, refused when it is not understood, could be two, is over or years away."""
    here = today_in(now, zone)
    read = read_due(text, here)
    said = one_line(text, 60)
    if isinstance(read, Unsure) and not read.leans:
        either = " or ".join(told_day(day) for day in read.choices)
        raise UserError(
            f"“{said}” could be {either}. Say {read.choices[0].isoformat()}, if that is it.", field
        )
    if read is None or isinstance(read, AfterMeeting):
        raise no_day(text, field)
    day = _likely(read)
    must_lie_ahead(day, here, text, field)
    return day


def leading_day(text: str, today: date) -> tuple[date | None, str]:
    """The day with which a text begins ("until next fri, then …"), and what is said after it."""
    words = text.split()
    for count in range(min(len(words), _LONGEST), 0, -1):
        phrase = " ".join(words[:count])
        said = tidy(phrase)
        is_word = not _DEADLINE.match(phrase) and re.fullmatch(_NAMES, _bare(said))
        read = None if is_word else _read(said, Present(today))
        if isinstance(read, Due | Unsure) and _likely(read) > today:
            return _likely(read), " ".join(words[count:])
    return None, text


def _likely(read: Due | Unsure) -> date:
    return read.day if isinstance(read, Due) else read.choices[0]


def _read(said: str, now: Present, *, is_sure: bool = True) -> Read | None:
    """Of tidy words that are nothing but a due date; where it is sure that they are one, slips are mended."""
    if len(said) > 80 or "`" in said:
        return None
    if _MEETING.fullmatch(said):
        return AfterMeeting()
    said = _TAIL.sub("", said)
    read = _day(said, now) or _hour(said, now)
    if read is None and is_sure and (meant := mended(said)) != said:
        read = _day(meant, now) or _hour(meant, now)
    return read


def _day(said: str, now: Present) -> Due | Unsure | None:
    day = read_day(_bare(said), now)
    return Due(day) if isinstance(day, date) else day


def _bare(said: str) -> str:
    found = _LEAD_IN.match(said)
    return said[found.end() :] if found else said


def _hour(said: str, now: Present) -> Due | Unsure | None:
    hour = hour_in(said)
    if hour is None:
        return None
    if _bare(f"{hour.rest} ").strip():
        read = _day(hour.rest, now)
        return Due(read.day, _kept(hour)) if isinstance(read, Due) else read
    if hour.is_midnight:
        return Unsure((now.day, now.day + timedelta(days=1)))
    if hour.clock is None and hour.part == "morning":
        return Due(now.day + timedelta(days="this morning" not in said))
    is_over = now.at is not None and hour.clock is not None and hour.clock <= now.at
    return Due(now.day + timedelta(days=is_over), _kept(hour))


def _kept(hour: Hour) -> time | None:
    """A midnight ends the day that was said; an hour of another zone is none of the reader's."""
    return None if hour.is_midnight or hour.is_elsewhere else hour.clock


def _at_end(text: str, now: Present) -> tuple[str, Read | None, str]:
    words = list(re.finditer(r"\S+", text))[-_LONGEST:]
    starts = [word.start() for word in takewhile(_is_of_days, reversed(words))]
    for start in reversed(starts):
        phrase, before = text[start:], text[:start].rstrip()
        if before.count("`") % 2 == 0 and (read := _phrase(phrase, before.split(" ")[-1], now)):
            return before.rstrip(" \t\n,;:([–—-"), read, phrase
    return text, None, ""


def _at_beginning(text: str, now: Present) -> tuple[str, Read | None, str]:
    """What is not introduced must be set off: "Friday: send it"."""
    words = islice(re.finditer(r"\S+", text), _LONGEST)
    ends = [word.end() for word in takewhile(_is_of_days, words)]
    for end in reversed(ends):
        phrase, rest = text[:end], text[end:].lstrip()
        is_set_off = phrase[-1] in ",:;–—-" or rest.startswith(("–", "—", "-"))
        if (_DEADLINE.match(phrase) or is_set_off) and (read := _phrase(phrase, "", now)):
            return rest.lstrip(",:;–—- "), read, phrase
    return text, None, ""


def _is_of_days(word: re.Match[str]) -> bool:
    """No due phrase reaches beyond one that is not; before a meeting any may stand ("the next design call")."""
    return may_tell_a_day(word[0]) or bool(_BEFORE_MEETING.match(word.string, word.end()))


def _phrase(phrase: str, word_before: str, now: Present) -> Read | None:
    """A deadline is taken at its word; another date only when it can be nothing else, and is not over."""
    if _DEADLINE.match(phrase):
        return _read(tidy(phrase), now)
    if _ANCHORED.match(phrase):
        said = tidy(phrase)
        read = None if re.fullmatch(BARE_SPAN, _bare(said)) else _read(said, now)
        return read if isinstance(read, AfterMeeting) or (read and _likely(read) >= now.day) else None
    if _BOUND.fullmatch(word_before) or _LOOSE.match(phrase):
        return None
    said = tidy(phrase)
    read = None if _INNOCENT.fullmatch(_bare(said)) else _read(said, now, is_sure=False)
    return read if isinstance(read, Due | Unsure) and _likely(read) >= now.day else None
