"""The life of an action item: which state follows which, and on which mornings its owners hear of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from dateutil import tz

from handlers.blocks import day
from handlers.contract import UserError
from handlers.quiet import zone_of
from handlers.text import is_blank
from storage.actions import ALIVE, BLOCKED, DONE, DROPPED, IN_PROGRESS, OPEN, Action

# deed -> (the states in which it may be done, the state that follows, how its event is called)
DEEDS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "start": ((OPEN, BLOCKED), IN_PROGRESS, "started"),
    "block": (ALIVE, BLOCKED, "blocked"),
    "done": (ALIVE, DONE, "done"),
    "drop": (ALIVE, DROPPED, "dropped"),
    "reopen": ((DONE, DROPPED), OPEN, "reopened"),
    "take": (ALIVE, "", "taken"),
    "hand over": (ALIVE, "", "handed over"),
    "date": (ALIVE, "", "date changed"),
    "snooze": (ALIVE, "", "snoozed"),
    "split": (ALIVE, "", "split"),
}
NOTED = {BLOCKED: "waits for", DONE: "", DROPPED: ""}

LONGEST = 40_000
WEEK = timedelta(days=7)
DEFAULT = WEEK
SNOOZE = timedelta(days=3)
ASK_AGAIN_AFTER = timedelta(days=3)
MORNING, EVENING = time(9), time(18)


@dataclass(frozen=True, slots=True)
class Dated:
    """A due date and how it came about: as said, the default, the likelier of `choices` that words may mean.

    Where it `leans`, most would mean that one; else it is no more than a beginning. A date that `follows` a meeting,
    by its number, goes where that goes.
    """

    day: date
    at: time | None = None
    because: str = ""
    choices: tuple[date, ...] = ()
    leans: bool = False
    follows: int | None = None


def next_state(action: Action, deed: str) -> str:
    """The state after `deed`; refuses what is not possible with what is."""
    states, after, _ = DEEDS[deed]
    if action.state in states:
        return after or action.state
    if action.is_alive:
        raise UserError(f"{action.id} is {action.state} already.")
    raise UserError(f"{action.id} is {action.state}. Reopen it first: `action reopen {action.id}`.")


def is_again(action: Action, deed: str) -> bool:
    """Said twice: it is so already, and nothing was added."""
    return deed in ("start", "done", "drop") and action.state == DEEDS[deed][1]


def checked_text(text: str) -> str:
    said = text.strip()
    if is_blank(said) or not any(letter.isalnum() for letter in said):
        raise UserError("What is to be done? Say it in a few words.", "text")
    if len(said) > LONGEST:
        raise UserError(f"That is {len(said):,} characters; {LONGEST:,} are the most for an action.", "text")
    return said


def said_why(words: str, asks: str, field: str = "words") -> str:
    if is_blank(words):
        raise UserError(asks, field)
    return words.strip()


def due_words(action: Action) -> str:
    """ "Fri 6 Mar 2026, 17:00"."""
    return day(action.due) + (f", {action.due_at:%H:%M}" if action.due_at else "")


# Reminders: the day before, on the day, then weekly; in the owner's morning, on workdays.


def next_reminder(action: Action, zone: str, now: datetime) -> datetime | None:
    """After `now`; None when nothing is to be done any more."""
    if not action.is_alive:
        return None
    if action.snoozed_until is not None:
        snoozed = morning(_workday_from(action.snoozed_until), zone)
        if snoozed > now:
            return snoozed
    today = now.astimezone(zone_of(zone)).date()
    return next(at for at in (morning(on, zone) for on in _days(action.due, today)) if at > now)


def _days(due: date, today: date) -> Iterator[date]:
    """Of what is long overdue only those that are near."""
    yield _workday_until(due - timedelta(days=1))
    yield _workday_until(due)
    for week in count(max(1, (today - due) // WEEK)):
        yield _workday_from(due + week * WEEK)


def _workday_until(on: date) -> date:
    return on - timedelta(days=max(on.weekday() - 4, 0))


def _workday_from(on: date) -> date:
    return on + timedelta(days=7 - on.weekday() if on.weekday() > 4 else 0)


def morning(on: date, zone: str) -> datetime:
    return tz.resolve_imaginary(datetime.combine(on, MORNING, zone_of(zone)))


def is_daytime(zone: str, now: datetime) -> bool:
    """Whether a reminder that is late may still come today."""
    local = now.astimezone(zone_of(zone))
    return local.weekday() < 5 and MORNING <= local.time().replace(tzinfo=None) < EVENING


def next_morning(zone: str, now: datetime) -> datetime:
    local = now.astimezone(zone_of(zone)).date()
    coming = (morning(_workday_from(local + timedelta(days=days)), zone) for days in (0, 1))
    return next(at for at in coming if at > now)


def snooze_day(zone: str, now: datetime) -> date:
    return _workday_from(now.astimezone(zone_of(zone)).date() + SNOOZE)
