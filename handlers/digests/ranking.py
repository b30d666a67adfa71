"""Which of all that waits a lead should see first: pure, from endorsements, severity, age and employers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.feedback import UNACKNOWLEDGED
from storage.leading import Waiting

MOST_ITEMS = 10
SEVERITY = {"blocking": 5, "major": 3, "minor": 1}
AN_EMPLOYER = 2
"""Pain that several employers share weighs more than endorsements of one."""
MOST_WEEKS = 8

NEW, FIRST_WORD, DECISION = "new", "waiting for a first word", "waiting for a decision"
SORTS = (NEW, FIRST_WORD, DECISION)


def weight(item: Waiting, employers: int, now: datetime) -> int:
    """One for an endorsement, for each week of age, and more for severity and for distinct employers."""
    weeks = min((now - item.created_at) // timedelta(weeks=1), MOST_WEEKS)
    return item.endorsements + SEVERITY.get(item.severity or "", 0) + AN_EMPLOYER * employers + weeks


def ranked(items: Iterable[Waiting], employers: Mapping[int, int], now: datetime) -> list[Waiting]:
    """The weightiest first; of two alike the older."""
    return sorted(items, key=lambda item: (-weight(item, employers.get(item.number, 0), now), item.number))


def sort_of(item: Waiting, since: datetime | None) -> str:
    """New since last time, else what it waits for."""
    if item.state not in UNACKNOWLEDGED:
        return DECISION
    return NEW if since is None or item.created_at > since else FIRST_WORD


@dataclass(frozen=True, slots=True)
class Shared:
    """Who leads an area, and who of them has taken an item."""

    leads: Mapping[int, Collection[str]]
    taken: Mapping[int, str]

    def is_theirs(self, item: Waiting, user: str) -> bool:
        """Not when another lead of its area said the first word."""
        taker = self.taken.get(item.number)
        is_taken = item.state not in UNACKNOWLEDGED and taker in self.leads.get(item.area_id, ())
        return not is_taken or taker == user
