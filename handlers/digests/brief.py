"""What a chair's digest says, as values: each part with what it shows and how many there are in all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import loop
from handlers.digests.health import Trouble
from handlers.loop import Span
from storage.actions import Action
from storage.areas import Area
from storage.chairing import Topics
from storage.decisions import Decision
from storage.feedback import Feedback
from storage.groups import Group
from storage.meetings import Meeting
from storage.reports import Measured

SHOWN = 4
"""Rows of a part; with the buttons below each piece of feedback all parts fit into one message."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What one person is late with, the longest first; without a name: what nobody has."""

    name: str | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """`today` is the reader's; lists hold what is shown or more, their totals all there are.

    Of meetings that are `coming`, the next one of each group has its agenda.
    """

    groups: Sequence[Group]
    today: date
    coming: Sequence[tuple[Meeting, Topics | None]]
    debts: Sequence[Debt]
    overdue: int
    waiting: Sequence[Feedback]
    unacknowledged: int
    to_review: Sequence[Decision]
    unsponsored: Sequence[Action]
    promised: int
    unsaid: Sequence[tuple[Area, int]]
    troubles: Sequence[Trouble]
    quiet: Sequence[str]
    measured: Sequence[Measured]
    spans: Sequence[Span]

    @property
    def is_empty(self) -> bool:
        """Numbers and voices alone are no reason to write: unless something happened in the last week."""
        last = self.spans[-1]
        return loop.over(self.measured, last.since, last.until).is_empty and not (
            self.coming
            or self.debts
            or self.waiting
            or self.to_review
            or self.unsponsored
            or self.unsaid
            or self.troubles
        )

    @property
    def has_loop(self) -> bool:
        return not loop.whole(self.measured, self.spans).is_empty


def debts(rows: Sequence[tuple[Action, str | None, str | None]]) -> list[Debt]:
    """By owner, who is late with most first."""
    by_owner: dict[str | None, list[Action]] = {}
    names: dict[str | None, str | None] = {}
    for action, user, name in rows:
        by_owner.setdefault(user, []).append(action)
        names[user] = (name or "somebody") if user else None
    found = [Debt(names[user], tuple(late)) for user, late in by_owner.items()]
    return sorted(found, key=lambda debt: (-len(debt.actions), debt.name or ""))
