"""Time zones in people's words: "PT", "Pacific Time" and "CET" keep daylight saving; "CST" is asked about."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from handlers.contract import UserError
from handlers.text import clip, one_line

_SAID = {
    "America/Los_Angeles": "pt pst pdt pst/pdt|pacific|us pacific|us/pacific",
    "America/Denver": "mt mdt mst/mdt|mountain|us mountain",
    "America/Chicago": "ct cdt cst/cdt|us central|central standard|central daylight",
    "America/New_York": "et est edt est/edt|eastern|us eastern",
    "America/Anchorage": "akt akst akdt|alaska",
    "America/Sao_Paulo": "brt|brasilia",
    "Pacific/Honolulu": "hst|hawaii",
    "Europe/London": "gmt/bst|uk|british|british summer",
    "Europe/Berlin": "cet cest met mest cet/cest|central european|central europe",
    "Europe/Lisbon": "wet west|western european",
    "Europe/Athens": "eet eest|eastern european",
    "Africa/Johannesburg": "sast|south africa",
    "Africa/Nairobi": "eat|east africa",
    "Asia/Kolkata": "|india|indian",
    "Asia/Shanghai": "|china|beijing",
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
_OFFSET = re.compile(r"(?:(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?|([+-])(\d\d):([0-5]\d))")
_NO_WHOLE_HOURS = {
    "+3:30": "Asia/Tehran",
    "+4:30": "Asia/Kabul",
    "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon",
    "+9:30": "Australia/Darwin",
    "-3:30": "America/St_Johns",
}


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
    candidates = _candidates(text)
    for candidate in candidates:
        if candidate not in AMBIGUOUS and (found := _known(candidate)):
            return found
    for candidate in candidates:
        if candidate in AMBIGUOUS:
            raise UserError(_which(candidate), field)
    raise UserError(_unknown(text), field)


def is_known(text: str) -> bool:
    """Whether it is a zone, or may be one of several."""
    return any(candidate in AMBIGUOUS or _known(candidate) for candidate in _candidates(text))


def _candidates(text: str) -> list[str]:
    """ "Pacific Standard Time (PT)" is looked up as it stands, without what it ends on, and as PT."""
    said = " ".join(text.strip().lower().split())
    word = re.sub(r"\s*\(.*\)$", "", said)
    short = word.removesuffix(" time")
    plain = re.sub(r" (?:standard|daylight|summer)$", "", short)
    return [*dict.fromkeys((word, short, plain)), *re.findall(r"\(([^)]+)\)", said)]


def shown(zone: str) -> str:
    """As people say it: IANA's "Etc/GMT-8" lies eight hours ahead of UTC."""
    found = re.fullmatch(r"Etc/GMT([+-])(\d{1,2})", zone)
    return f"UTC{'+' if found[1] == '-' else '-'}{found[2]}" if found else zone


def _known(said: str) -> str | None:
    names = _by_name()
    return _by_word().get(said) or names.get(said) or names.get(said.replace(" ", "_")) or _offset(said)


def _offset(said: str) -> str | None:
    """A fixed offset in whole hours; it knows no daylight saving."""
    found = _OFFSET.fullmatch(said)
    if not found:
        return None
    sign, hours, minutes = found[1] or found[4], int(found[2] or found[5]), found[3] or found[6]
    if hours > 14 or (minutes or "00") != "00" or (hours > 12 and sign == "-"):
        return None
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"


def _which(word: str) -> str:
    zones = AMBIGUOUS[word]
    return f"“{word.upper()}” can be {' or '.join(zones)}. Write the one that you mean."


def _unknown(text: str) -> str:
    said = one_line(text, 60)
    if found := _OFFSET.fullmatch(text.strip().lower()):
        place = _NO_WHOLE_HOURS.get(
            f"{found[1] or found[4]}{int(found[2] or found[5])}:{found[3] or found[6]}"
        )
        return f"I know no offset “{said}”. Write the place instead, such as {place or 'Asia/Kolkata'}."
    near = nearest(text)
    hint = f"Did you mean {near}?" if near else "Write it like Europe/Paris, PT or UTC."
    return f"I know no time zone “{said}”. {hint}"


def nearest(text: str) -> str | None:
    """The zone, or the city's, that is spelled nearly so."""
    said = clip("_".join(text.split()), 60)
    if near := get_close_matches(said, sorted(available_timezones()), n=1):
        return near[0]
    cities = {name.rpartition("/")[2].lower(): name for name in available_timezones()}
    near = get_close_matches(said.lower(), sorted(cities), n=1, cutoff=0.8)
    return cities[near[0]] if near else None
