"""Names and numbers in which people tell days: spelled-out counts, feasts, slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from string import ascii_lowercase

from dateutil.easter import easter
from dateutil.relativedelta import MO, TH, relativedelta

from handlers.calendar import MONTHS, WEEKDAYS

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_CARDINALS = {word: n for n, word in enumerate(f"{_ONES} seventeen eighteen nineteen".split(), 1)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_ORDINALS = {
    **{word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)},
    **{word: n for n, word in enumerate(("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 7)},
    **{f"{word}th": n for word, n in _CARDINALS.items() if n > 12},
    "twentieth": 20,
    "thirtieth": 30,
}
NUMBERS = (*_TENS, *_ORDINALS, *_CARDINALS)
"""In words."""

_SPELLED = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?: ({'|'.join((*_ORDINALS, *_CARDINALS))}))?"
    rf"|({'|'.join(sorted((*_ORDINALS, *_CARDINALS), key=len, reverse=True))}))\b"
)
_SIGNS = str.maketrans(
    dict.fromkeys("‘’´", "'") | dict.fromkeys('“”"()[]<>,;!?*_~', " ") | dict.fromkeys("‐‑‒–—―", "-")
)
_SAME = (
    (r"'(\d\d)\b(?!')", r" 20\1"),
    (r"\b(\d\d?)[-/]([a-z]{3,9})[-/](\d\d)\b", r"\1 \2 20\3"),
    (r"(?<=\d)t(?=\d\d:\d\d)", " "),
    (r"'", ""),
    (r"(?<=[a-z])\.(?!\d)|(?<=[a-z])[-/]|[-/](?=[a-z])", " "),
    (r"(?<=[ap]) m\b", "m"),
    (
        r"\b(?:end of (?:the )?(?:business |working )?day|(?:close|end) of (?:business|play)|cob|eob|cop)\b",
        "eod",
    ),
    (r"\beo([wmqy])\b", lambda m: f"end of {dict(w='week', m='month', q='quarter', y='year')[m[1]]}"),
    (r"\b(?:work|working|business) week\b", "week"),
    (r"\b(week|month|quarter|year)s end\b", r"end of \1"),
    (r"\bend of (?:week|month|quarter|year) (?:of )?(?=next |this |[jfmasond][a-z]{2,8}$|q\d)", "end of "),
    (r"\bin (?:about|around|roughly) ", "in "),
    (r"\bmid(?=[a-z]{3})(?!dle|night|day)", "mid "),
)
_VAGUE = (
    (r"\b(?:a )?couple(?: of)?\b", "2"),
    (r"\b(?:a )?few\b", "3"),
    (r"\bhalf an? ", "0.5 "),
    (r"\ban? (\w+) and a half\b", r"1.5 \1"),
    (r"\b(\d+) and a half\b", r"\1.5"),
    (r"\bpenultimate\b", "2nd last"),
)


_Changes = list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]]


@cache
def _changes() -> tuple[_Changes, _Changes]:
    """Compiled where they are first used: they cost the start of the program nothing."""
    same, vague = ([(re.compile(pattern), plain) for pattern, plain in ways] for ways in (_SAME, _VAGUE))
    return same, vague


def tidy(text: str) -> str:
    """Lower case, one kind of dash and quote, numbers as digits."""
    same, vague = _changes()
    said = text.lower()[:300].translate(_SIGNS)
    for pattern, plain in same:
        said = pattern.sub(plain, said)
    said = _SPELLED.sub(_digits, " ".join(said.split()))
    for pattern, plain in vague:
        said = pattern.sub(plain, said)
    said = " ".join(said.split()).strip(" :-")
    return said if re.search(r"\d\.\d\d?\.$", said) else said.rstrip(" .")


def _digits(found: re.Match[str]) -> str:
    """ "twenty-first" is "21st"."""
    tens, ones = _TENS.get(found[1] or "", 0), found[2] or found[3]
    if not ones:
        return str(tens)
    if ones in _CARDINALS:
        return str(tens + _CARDINALS[ones])
    number = tens + _ORDINALS[ones]
    return f"{number}{ordinal_end(number)}"


def ordinal_end(number: int) -> str:
    if number in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_FEASTS: tuple[tuple[str, Callable[[int], date]], ...] = (
    (r"new ?years?(?: day)?", lambda year: date(year, 1, 1)),
    (r"new ?years? eve|nye", lambda year: date(year, 12, 31)),
    (r"valentines?(?: day)?", lambda year: date(year, 2, 14)),
    (r"good friday", lambda year: easter(year) - timedelta(days=2)),
    (r"easter(?: sunday)?", easter),
    (r"easter monday", lambda year: easter(year) + timedelta(days=1)),
    (r"whit monday|pentecost monday", lambda year: easter(year) + timedelta(days=50)),
    (r"memorial day", lambda year: date(year, 5, 31) + relativedelta(weekday=MO(-1))),
    (r"labor day", lambda year: date(year, 9, 1) + relativedelta(weekday=MO)),
    (r"labour day|may day", lambda year: date(year, 5, 1)),
    (r"halloween", lambda year: date(year, 10, 31)),
    (r"thanksgiving(?: day)?", lambda year: _thanksgiving(year)),
    (r"black friday", lambda year: _thanksgiving(year) + timedelta(days=1)),
    (r"cyber monday", lambda year: _thanksgiving(year) + relativedelta(weekday=MO)),
    (r"(?:christmas|xmas|x mas) eve", lambda year: date(year, 12, 24)),
    (r"(?:christmas|xmas|x mas)(?: day)?", lambda year: date(year, 12, 25)),
    (r"boxing day", lambda year: date(year, 12, 26)),
)


def feast_in(name: str, year: int) -> date | None:
    return next((day(year) for pattern, day in _FEASTS if re.fullmatch(pattern, name)), None)


def _thanksgiving(year: int) -> date:
    return date(year, 11, 1) + relativedelta(weekday=TH(4))


# "match" and "marsh" are words of their own.
_LONG_NAMES = {
    *(name.lower() for name in (*WEEKDAYS, *MONTHS) if len(name) > 4 and name != "March"),
    *("today", "tomorrow"),
}
_BY_INITIAL = {name[0]: [other for other in _LONG_NAMES if other[0] == name[0]] for name in _LONG_NAMES}


def mended(said: str) -> str:
    """Names of days and months with one letter wrong, missing, too many or swapped, put right."""
    return " ".join(_mended(word) for word in said.split())


def _mended(word: str) -> str:
    if not 4 <= len(word) <= 10 or not word.isalpha() or word.removesuffix("s") in _LONG_NAMES:
        return word
    likely = {name for name in _BY_INITIAL.get(word[0], ()) if _is_near(name, word)}
    return next((name for name in _slips(word) if name in likely), word) if likely else word


def _is_near(name: str, word: str) -> bool:
    """What a slip leaves: the length, but for one, and the letters, but for two."""
    return abs(len(name) - len(word)) < 2 and len(set(name) ^ set(word)) < 3


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
