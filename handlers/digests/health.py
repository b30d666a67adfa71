"""How well a group is: silent, without a chair or leads, below its quorum, or mostly of one employer. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.text import counted, escape
from handlers.voices import FEWEST
from storage.areas import Area
from storage.chairing import Held
from storage.groups import Group

SILENT_AFTER = timedelta(days=28)
MOST_OF_ONE = 50
"""More than so many percent of one employer are named."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence about a group, and the button (label, click, value) to what can be done about it."""

    group: Group
    text: str
    button: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the groups in question; `employed` is (group, employer, how many)."""

    chairless: Collection[int]
    held: Sequence[Held]
    members: Counter[int]
    employed: Sequence[tuple[int, str, int]]
    areas: Sequence[tuple[Area, bool]]


def troubles(groups: Sequence[Group], known: Known, now: datetime) -> list[Trouble]:
    return [one for group in groups for one in _of(group, known, now)]


def _of(group: Group, known: Known, now: datetime) -> Iterator[Trouble]:
    held = [one for one in known.held if one.group_id == group.id]
    if group.id in known.chairless:
        yield Trouble(group, "has no chair", ("Name a chair…", "group.name_chair", group.slug))
    last = held[0].ended_at if held else group.created_at
    if now - last >= SILENT_AFTER:
        plan = ("Plan a meeting…", "command.run", f"meeting schedule in:{group.slug}")
        yield Trouble(group, f"has not met for {counted((now - last).days, 'day')}", plan)
    yield from _quorum(group, held, known.members[group.id])
    yield from _employer(group, known.employed)
    for area, has_lead in known.areas:
        if area.group_id == group.id and not has_lead:
            name = ("Name a lead…", "command.run", f"area lead add {area.slug} in:{group.slug}")
            yield Trouble(group, f"nobody leads {escape(area.name)} (`{area.slug}`)", name)


def _quorum(group: Group, held: Sequence[Held], members: int) -> Iterator[Trouble]:
    """Half of the members; once may be chance."""
    came = [one.present for one in held]
    if len(came) >= 2 and all(2 * count < members for count in came):
        numbers = f"{came[1]}, then {came[0]}"
        yield Trouble(
            group, f"fewer than half of its {members} members came to the last two meetings ({numbers})"
        )


def _employer(group: Group, employed: Sequence[tuple[int, str, int]]) -> Iterator[Trouble]:
    """In aggregate: of those who say where they work, and three at least."""
    here = {name: count for group_id, name, count in employed if group_id == group.id}
    for name, count in here.items():
        share = round(100 * count / sum(here.values()))
        if share > MOST_OF_ONE and count >= FEWEST:
            yield Trouble(group, f"{share} % of those who say where they work are with {escape(name)}")
