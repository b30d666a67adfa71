"""People's words for a schedule, whole: rules joined or taking turns, with what they count from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from handlers.contract import UserError
from handlers.due_words import FARTHEST
from handlers.recurrence import (
    EVEN_WEEKS,
    MONTHLY_DAY,
    MONTHLY_NTH,
    ODD_WEEKS,
    ONCE,
    WEEKLY,
    Rule,
    Schedule,
    first_day,
    taking_turns,
)
from handlers.schedule_slots import MONTHLY, Slot, read_slot

SHORTEST, LONGEST = 5, 12 * 60
MOST_RULES = 14

_TURNS = re.compile(
    r"\b(?:alternat(?:ing|es?|ely)|taking turns|in turns)(?: with| between)?\b", re.IGNORECASE
)
_JOINTS = re.compile(r"\s*(?:;|&|,?\s+\band\b(?! until)|,(?=\s*every\b))\s*", re.IGNORECASE)
_LABEL = re.compile(r"^\s*[^\d:]{3,60}:\s+")


class NoAnchor(UserError):
    """The rules are understood, but not what they count from; `slots` are what was understood."""

    def __init__(self, text: str, slots: tuple[Slot, ...]) -> None:
        super().__init__(text, "start")
        self.slots = slots


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said of a series; None where nothing was."""

    schedule: Schedule
    minutes: int | None = None
    link: str | None = None


def wanted(text: str, today: date, zone: str) -> Wanted:
    """Times without a zone are in `zone`; refused with a sentence that says what to type instead."""
    in_turns, parts = _parts(text)
    slots = _filled([read_slot(part, today) for part in parts])
    for slot in slots:
        _must_be_whole(slot)
    minutes = _one([slot.minutes for slot in slots], "lengths")
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise UserError(f"A meeting lasts from {SHORTEST} minutes to {LONGEST // 60} hours.", "minutes")
    schedule = _schedule(slots, today, zone, in_turns=in_turns)
    return Wanted(schedule, minutes, _one([slot.link for slot in slots], "links"))


def _parts(text: str) -> tuple[bool, list[str]]:
    """ "Thursday alternating between 9:00 and 10:00 PT" gives both its Thursday."""
    before, turns, after = _split_turns(text)
    shared = before if turns.lower().endswith("between") else ""
    pieces = [after] if shared or not before else [before, after] if turns else [before]
    parts = [part for piece in pieces for part in _JOINTS.split(piece)]
    parts = [part for part in (_LABEL.sub("", part).strip(" ,.") for part in parts) if part]
    if len(parts) > MOST_RULES:
        raise UserError(f"That is {len(parts)} rules in one series; {MOST_RULES} are the most.")
    if not parts:
        raise UserError("When does it take place? Try `every tue 16:00 Europe/Paris`.")
    return bool(turns), [f"{shared} {part}".strip() for part in parts]


def _split_turns(text: str) -> tuple[str, str, str]:
    found = _TURNS.search(text)
    if not found:
        return text.strip(), "", ""
    return text[: found.start()].strip(), found[0], text[found.end() :].strip()


def _filled(slots: list[Slot]) -> tuple[Slot, ...]:
    """What one leaves open is said by a neighbour: first by the one before, else by one after."""
    if not any(slot.weekdays for slot in slots):  # "the 1st and 15th" are days of the month
        slots = [replace(s, kind=MONTHLY, nth=None, month_day=s.nth) if s.nth else s for s in slots]
    onward = accumulate(slots, lambda before, slot: slot.or_as(before))
    back = accumulate(reversed(list(onward)), lambda after, slot: slot.or_as(after))
    return tuple(reversed(list(back)))


def _must_be_whole(slot: Slot) -> None:
    if slot.at is None:
        raise UserError("At what time does it start? Add one, such as 16:00.", "time")
    if slot.day is None and not slot.weekdays and slot.month_day is None:
        raise UserError("On which day does it take place? Add one, such as tue, or a date.", "day")
    if slot.kind == MONTHLY and slot.weekdays and slot.nth is None:
        raise UserError(
            "Which one of the month? Say first, second, third, fourth or last: `monthly first thu`.", "nth"
        )
    if slot.every is not None and not 1 <= slot.every <= 52:
        raise UserError("Every 1 to 52 weeks or months, please.", "every")


def _schedule(slots: tuple[Slot, ...], today: date, zone: str, *, in_turns: bool) -> Schedule:
    is_parity = {slot.kind for slot in slots} == {ODD_WEEKS, EVEN_WEEKS}
    in_turns = in_turns and len(slots) > 1 and not is_parity
    if in_turns:
        _must_have_one_rhythm(slots)
    if not all(slot.start or slot.day for slot in slots) and (in_turns or _counts(slots)):
        raise NoAnchor(_from_when(slots, today, in_turns=in_turns), slots)
    rules = tuple(rule for slot in slots for rule in _rules(slot, today, zone))
    for rule in rules:
        _must_happen(rule, today)
    return taking_turns(rules) if in_turns else Schedule(_in_step(rules))


def _in_step(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Several days of every second week are those of the same weeks, also when it begins on a Wednesday."""
    counted = [rule for rule in rules if rule.kind == WEEKLY and rule.every > 1]
    if len(counted) < 2 or len({(rule.start, rule.every) for rule in counted}) > 1:
        return rules
    leader = min(first_day(rule) or rule.start for rule in counted)
    monday = leader - timedelta(days=leader.weekday())
    later = monday + timedelta(weeks=counted[0].every)
    this_week = {rule for rule in counted if (first_day(rule) or rule.start) - monday < timedelta(weeks=1)}
    return tuple(replace(r, start=later) if r in counted and r not in this_week else r for r in rules)


def _counts(slots: tuple[Slot, ...]) -> bool:
    return any((slot.every or 1) > 1 for slot in slots)


def _must_have_one_rhythm(slots: tuple[Slot, ...]) -> None:
    rhythms = {(_kind(slot) == WEEKLY, slot.every or 1) for slot in slots}
    weekdays = max(len(slot.weekdays) for slot in slots)
    if len(rhythms) > 1 or any(_kind(s) in (ONCE, ODD_WEEKS, EVEN_WEEKS) for s in slots) or weekdays > 1:
        raise UserError(
            "Rules that take turns need one rhythm: "
            "`weekly tue 16:00 Europe/Paris alternating with wed 22:00 UTC from 2026-12-01`."
        )


def _from_when(slots: tuple[Slot, ...], today: date, *, in_turns: bool) -> str:
    """Asked, never guessed: both answers are as good."""
    counted = next((slot for slot in slots if (slot.every or 1) > 1), slots[0])
    every = 2 if in_turns else counted.every or 2
    unit = "week" if _kind(counted) == WEEKLY else "month"
    weekly = replace(counted, every=1, start=today, until=None)
    question = "Which comes first, and when?" if in_turns else f"Every {every} {unit}s, counted from when?"
    if unit == "week":
        first = first_day(_rules(weekly, today, "UTC")[0]) or today
        days = [f"`from {first + timedelta(weeks=k)}`" for k in range(min(every, 4))]
        return f"{question} Add {' or '.join(days)}."
    return f"{question} Add `from` and the day, such as `from {today}`."


def _rules(slot: Slot, today: date, zone: str) -> list[Rule]:
    kind = _kind(slot)
    common = {"at": slot.at, "zone": slot.zone or zone, "until": slot.until}
    if kind == ONCE:
        return [Rule(ONCE, start=slot.day or today, **{**common, "until": None})]  # type: ignore[arg-type]
    common |= {"start": slot.start or today, "every": slot.every or 1}
    if kind == MONTHLY_DAY:
        return [Rule(kind, nth=slot.month_day, **common)]  # type: ignore[arg-type]
    nth = slot.nth if kind == MONTHLY_NTH else None
    return [Rule(kind, weekday=weekday, nth=nth, **common) for weekday in slot.weekdays]  # type: ignore[arg-type]


def _kind(slot: Slot) -> str:
    if slot.day is not None:
        return ONCE
    if slot.month_day is not None:
        return MONTHLY_DAY
    if slot.nth is not None and slot.kind in (None, MONTHLY):
        return MONTHLY_NTH
    return slot.kind or WEEKLY


def _must_happen(rule: Rule, today: date) -> None:
    if rule.until and rule.until < rule.start:
        raise UserError(f"The end, {rule.until}, lies before the start, {rule.start}.", "until")
    if rule.start - today > FARTHEST:
        raise UserError(f"{rule.start} is more than five years away.", "start")
    if first_day(rule) is None:
        raise UserError("That never happens: no such day comes within what you said.", "day")


def _one(values: list[object], what: str) -> object:
    said = list(dict.fromkeys(value for value in values if value is not None))
    if len(said) > 1:
        raise UserError(f"You said two {what} in one series. Make two series of it, please.")
    return said[0] if said else None
