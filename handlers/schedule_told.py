"""A schedule as a sentence, in the words in which people could have typed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from handlers.calendar import WEEKDAYS
from handlers.recurrence import (
    EVEN_WEEKS,
    MONTHLY_DAY,
    ODD_WEEKS,
    ONCE,
    WEEKLY,
    Rule,
    Schedule,
    first_day,
)
from handlers.zones import shown

_WHOLE = {tuple(WEEKDAYS): "Every day", tuple(WEEKDAYS[:5]): "Every weekday"}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def told(schedule: Schedule) -> str:
    """ "Every week on Tuesday at 16:00 (Europe/Paris)"; what stands side by side is joined."""
    parts = [_together(rules) for rules in _alike(schedule.rules)]
    if schedule.in_turns:
        return "In turns: " + "; then ".join(_lowered(part) for part in parts)
    return "; and ".join([parts[0], *(_lowered(part) for part in parts[1:])])


def _alike(rules: Iterable[Rule]) -> Iterator[tuple[Rule, ...]]:
    """Neighbours that differ only in their weekday, and are counted in the same weeks."""
    for _, found in groupby(rules, lambda rule: (replace(rule, weekday=None, start=date.min), _phase(rule))):
        yield tuple(found)


def _phase(rule: Rule) -> object:
    if rule.kind == ONCE:
        return rule.start
    first = first_day(rule) or rule.start
    return (first.toordinal() - 1) // 7 % rule.every if rule.kind == WEEKLY else rule.start


def _together(rules: tuple[Rule, ...]) -> str:
    in_order = sorted(rules, key=lambda rule: first_day(rule) or rule.start)
    days = [WEEKDAYS[rule.weekday or 0] for rule in sorted(rules, key=lambda rule: rule.weekday or 0)]
    if rules[0].kind == WEEKLY and rules[0].every == 1 and tuple(days) in _WHOLE:
        return _told(in_order[0], "", _WHOLE[tuple(days)])
    named = f"{', '.join(days[:-1])} and {days[-1]}" if len(days) > 1 else days[0]
    return _told(in_order[0], named)


def _told(rule: Rule, weekday: str, pattern: str | None = None) -> str:
    """The anchor is told where it counts, the end where there is one."""
    at = f"at {rule.at:%H:%M} ({shown(rule.zone)})"
    if rule.kind == ONCE:
        return f"Once, on {_day(rule.start)} {at}"
    counted = f", from {_day(first_day(rule) or rule.start)}" if rule.every > 1 else ""
    ends = f", until {_day(rule.until)}" if rule.until else ""
    return f"{pattern or _pattern(rule, weekday)} {at}{counted}{ends}"


def _pattern(rule: Rule, weekday: str) -> str:
    if rule.kind == WEEKLY:
        return f"Every {_unit(rule.every, 'week')} on {weekday}"
    if rule.kind in (ODD_WEEKS, EVEN_WEEKS):
        return f"In {'odd' if rule.kind == ODD_WEEKS else 'even'} ISO weeks on {weekday}"
    which = _month_day(rule.nth or 1) if rule.kind == MONTHLY_DAY else f"{_NTH[rule.nth or 1]} {weekday}"
    return f"On the {which} of every {_unit(rule.every, 'month')}"


def _unit(every: int, unit: str) -> str:
    return unit if every == 1 else f"{every} {unit}s"


def _month_day(nth: int) -> str:
    if nth < 0:
        return "last day"
    ending = "th" if 10 < nth < 20 else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
    return f"{nth}{ending}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
