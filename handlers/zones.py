"""Time zones in people's words: "PT", "Pacific Time" and "CET" keep daylight saving; "CST" is asked about."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from handlers.contract import UserError
from handlers.text import clip, escape

_SAID = {
    "America/Los_Angeles": "pt pst pdt|pacific|us pacific|us/pacific",
    "America/Denver": "mt mdt|mountain",
    "America/Chicago": "ct cdt|us central",
    "America/New_York": "et est edt|eastern|us eastern",
    "Europe/Berlin": "cet cest met mest|central european|central europe",
    "Europe/Lisbon": "wet west|western european",
    "Europe/Athens": "eet eest|eastern european",
    "Asia/Tokyo": "jst|japan|japanese",
    "Asia/Seoul": "kst|korea|korean",
    "Asia/Singapore": "sgt|singapore",
    "Asia/Hong_Kong": "hkt|hong kong",
    "Australia/Sydney": "aest aedt aet",
    "Australia/Perth": "awst",
    "Europe/Moscow": "msk|moscow",
    "Asia/Karachi": "pkt",
    "Pacific/Auckland": "nzst nzdt nzt|new zealand",
    "UTC": "utc gmt z|coordinated universal|universal|greenwich mean",
}
# Abbreviation -> the zones that it may mean.
AMBIGUOUS = {
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ast": ("America/Halifax", "Asia/Riyadh"),
    "mst": ("America/Denver", "America/Phoenix"),
    "sst": ("Asia/Singapore", "Pacific/Pago_Pago"),
    "central": ("America/Chicago", "Europe/Berlin"),
    "gst": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "ect": ("America/Guayaquil", "Europe/Paris"),
    "wst": ("Australia/Perth", "Pacific/Apia"),
    "acst": ("Australia/Adelaide", "Australia/Darwin"),
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?$")


@cache
def _by_word() -> dict[str, str]:
    found = {}
    for zone, said in _SAID.items():
        short, _, long = said.partition("|")
        words = [*short.split(), *(long.split("|") if long else [])]
        found |= {word: zone for word in words} | {f"{word} time": zone for word in words}
    return found


@cache
def _by_name() -> dict[str, str]:
    """IANA names without regard to case, and cities, where there is only one of that name."""
    names = {name.lower(): name for name in available_timezones()}
    cities: dict[str, set[str]] = {}
    for name in available_timezones():
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "US/", "SystemV/")):
            cities.setdefault(name.rpartition("/")[2].replace("_", " ").lower(), set()).add(name)
    return {city: min(found) for city, found in cities.items() if len(found) == 1} | names


@cache
def longest_first() -> tuple[str, ...]:
    """All that may be said of a zone beside IANA's names and offsets, as a reader should look for it."""
    words = {*_by_word(), *AMBIGUOUS}
    return tuple(sorted(words, key=len, reverse=True))


def zone_meant(text: str, field: str | None = None) -> str:
    """IANA's name; refused with the nearest one, or with what an abbreviation may mean."""
    said = " ".join(text.strip().lower().split())
    word = re.sub(r"\s*\(.*\)$", "", said)
    candidates = [word, word.removesuffix(" time"), *re.findall(r"\(([^)]+)\)", said)]
    for candidate in candidates:
        if candidate not in AMBIGUOUS and (found := _known(candidate)):
            return found
    for candidate in candidates:
        if candidate in AMBIGUOUS:
            raise UserError(_which(candidate), field)
    raise UserError(_unknown(text), field)


def _known(said: str) -> str | None:
    names = _by_name()
    return _by_word().get(said) or names.get(said) or names.get(said.replace(" ", "_")) or _offset(said)


def _offset(said: str) -> str | None:
    """A fixed offset in whole hours; it knows no daylight saving."""
    found = _OFFSET.fullmatch(said)
    if not found or int(found[2]) > 14 or (found[3] and found[3] != "00"):
        return None
    hours = int(found[2])
    return f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}" if hours else "UTC"


def _which(word: str) -> str:
    zones = AMBIGUOUS[word]
    return f"“{word.upper()}” can be {' or '.join(zones)}. Write the one that you mean."


def _unknown(text: str) -> str:
    said = clip(" ".join(text.split()), 60)
    cities = {name.rpartition("/")[2].lower(): name for name in available_timezones()}
    wanted = said.replace(" ", "_")
    near = get_close_matches(wanted, sorted(available_timezones()), n=1)
    near = near or [cities[c] for c in get_close_matches(wanted.lower(), sorted(cities), n=1, cutoff=0.8)]
    hint = f"Did you mean {near[0]}?" if near else "Write it like Europe/Paris, PT or UTC."
    return f"I know no time zone “{escape(said)}”. {hint}"
