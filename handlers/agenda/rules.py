"""How a topic is read and where it stands on the agenda. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.contract import UserError
from handlers.text import is_blank
from storage.agenda import NOW, OPEN, Item

LONGEST = 300
LONGEST_BOX = 240
NEARLY = 0.8
_BOX = re.compile(r"\s+\[?(\d{1,4})\s?(?:m|min|mins|minutes)\]?\s*$", re.IGNORECASE)


def topic_of(said: str) -> tuple[str, int | None]:
    """ "Rolling upgrades 15m": the topic and its timebox."""
    found = _BOX.search(said)
    text = " ".join((said[: found.start()] if found else said).split())
    if is_blank(text):
        raise UserError("What is the topic? A few words will do.", "text")
    if len(text) > LONGEST:
        raise UserError(f"That is {len(text)} characters; {LONGEST} are the most for a topic.", "text")
    return text, box_of(found[1]) if found else None


def box_of(minutes: str) -> int:
    if not minutes.strip().isdecimal() or not 1 <= int(minutes) <= LONGEST_BOX:
        raise UserError(f"A topic can take 1 to {LONGEST_BOX} minutes.", "minutes")
    return int(minutes)


def at_place(items: Sequence[Item], place: int) -> Item:
    """Places count from 1, as they are shown."""
    if not items:
        raise UserError("The agenda is empty.")
    if not 1 <= place <= len(items):
        many = f"places 1 to {len(items)}" if len(items) > 1 else "one topic, number 1"
        raise UserError(f"There is no number {place}. The agenda has {many}.")
    return items[place - 1]


def moved(items: Sequence[Item], place: int, to: int) -> list[int]:
    """The ids in their new order; beyond the end is the end."""
    wanted = at_place(items, place)
    others = [item.id for item in items if item.id != wanted.id]
    others.insert(max(to, 1) - 1, wanted.id)
    return others


def current(items: Sequence[Item]) -> Item | None:
    return next((item for item in items if item.state == NOW), None)


def following(items: Sequence[Item]) -> Item | None:
    return next((item for item in items if item.state == OPEN), None)


def first_note_at(item: Item, begun_at: datetime) -> datetime | None:
    return begun_at + timedelta(minutes=item.minutes * NEARLY) if item.minutes else None


def ends_at(item: Item) -> datetime | None:
    return item.begun_at + timedelta(minutes=item.minutes) if item.begun_at and item.minutes else None
