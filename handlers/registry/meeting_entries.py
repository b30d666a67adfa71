"""Meetings as registries write them (sigs.yaml, OpenStack's irc-meetings), put into the words of a schedule. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.contract import UserError
from handlers.fields import NAME_LIMIT
from handlers.schedule_words import Wanted, wanted
from handlers.text import clip

_SHAPES = {"irc", "start_date", "skip_dates", "period"}
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """`words` say when; `stood` is the text as the file has it; `skips` are days on which it is off."""

    name: str
    words: str
    stood: str
    link: str | None = None
    skips: tuple[tuple[date, str], ...] = ()

    def understood(self, today: date, zone: str) -> tuple[Wanted, str]:
        """What is said of time, and the remark behind it that is not ("biweekly, sign in first")."""
        try:
            return wanted(self.words, today, zone), ""
        except UserError:
            head, comma, rest = self.words.partition(", ")
            remark, bar, behind = rest.partition(" | ")
            if not comma or not bar:
                raise
            return wanted(f"{head} {behind}", today, zone), remark


def entries(name: str, listed: Sequence[Any]) -> Iterator[MeetingEntry]:
    """`name` is the group's; OpenStack's slots of one length are one meeting."""
    slots = [raw for raw in listed if isinstance(raw, dict) and _SHAPES & set(raw)]
    for raw in listed:
        if isinstance(raw, dict) and raw not in slots:
            yield _of_sig(raw)
        elif not isinstance(raw, dict):
            yield MeetingEntry(clip(str(raw), NAME_LIMIT), str(raw), str(raw))
    by_length: dict[str, list[dict[str, Any]]] = {}
    for slot in slots:
        by_length.setdefault(_text(slot.get("duration")), []).append(slot)
    for length, alike in by_length.items():
        label = name if len(by_length) == 1 else f"{name} ({length or 60} min)"
        yield _of_irc(clip(label, NAME_LIMIT), alike)


def _of_sig(raw: Mapping[str, Any]) -> MeetingEntry:
    frequency, day, at, zone = (_text(raw.get(key)) for key in ("frequency", "day", "time", "tz"))
    if at.isdecimal() and int(at) < 24 * 60:  # YAML reads 9:30 without quotes as so many minutes
        at = f"{int(at) // 60}:{int(at) % 60:02}"
    stood = ", ".join(part for part in (frequency, day, at, zone) if part)
    words = f"{frequency} | {day} {at} {zone}".replace("|", "" if "," not in frequency else "|")
    name = clip(_text(raw.get("description")) or "Meeting", NAME_LIMIT)
    return MeetingEntry(name, " ".join(words.split()), stood, _text(raw.get("url")) or None)


def _of_irc(name: str, slots: Sequence[Mapping[str, Any]]) -> MeetingEntry:
    said = [_slot_words(slot) for slot in slots]
    skips = {
        (day, _text(skip.get("reason")))
        for slot in slots
        for skip in slot.get("skip_dates") or []
        if (day := _day(skip.get("skip_date")))
    }
    stood = "; ".join(f"{s.get('frequency')} {s.get('day')} {s.get('time')}" for s in slots)
    return MeetingEntry(name, " and ".join(said), stood, None, tuple(sorted(skips)))


def _slot_words(slot: Mapping[str, Any]) -> str:
    frequency = _text(slot.get("frequency")) or _text(slot.get("period"))
    at = _text(slot.get("time"))
    said = [frequency, _text(slot.get("day")), at.zfill(4) if at.isdecimal() else at]
    said += [] if "UTC" in at.upper() else ["UTC"]
    said += [f"{slot['duration']}m"] if slot.get("duration") else []
    for key, word in (("start_date", "from"), ("end_date", "until")):
        day = _day(slot.get(key))
        said += [f"{word} {day}"] if day else []
    return " ".join(said)


def _day(value: Any) -> date | None:
    found = _DAY.fullmatch(_text(value))
    return date(*map(int, found.groups())) if found else None


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else " ".join(str(value).split())
