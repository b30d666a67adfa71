"""What can be found: each kind of item with its text, its group, who said it when, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, or_, select, true

from storage.actions import actions, owned_by
from storage.actions import ways_to_see as actions_to_see
from storage.decisions import decisions
from storage.feedback import feedback
from storage.feedback import ways_to_see as feedback_to_see
from storage.groups import groups, kept_home, visible_to
from storage.people import memberships
from storage.published import published

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks; `read_in` is the channel that reads along when the answer is shared."""

    workspace: str
    user: str
    is_admin: bool = False
    is_guest: bool = False
    is_shared: bool = False
    read_in: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a list says of an item; `shown` is the number that people know."""

    shown: int
    group_id: int | None
    at: datetime
    text: str


@dataclass(frozen=True)
class Kind:
    """`number` is by what the index knows a text, `shown` what people call it: F-12, the minutes of M-3."""

    letter: str
    name: str
    rows: FromClause
    workspace: ColumnElement[str]
    number: ColumnElement[int]
    shown: ColumnElement[int]
    group_id: ColumnElement[int]
    at: ColumnElement
    text: ColumnElement[str]
    lives: Condition
    said_by: Callable[[str, str], list[Condition]]
    ways: Callable[[Reader], list[Condition]]

    def may_be_found(self, reader: Reader) -> Condition:
        """It is still there; and whoever reads along may know of it too."""
        there = (self.workspace == reader.workspace) & self.lives
        if not reader.is_shared:
            return there
        home = self.group_id.not_in(kept_home(reader.workspace, reader.read_in))
        return there & or_(self.group_id.is_(None), home)

    def sight(self, reader: Reader) -> list[Condition]:
        """Each is enough to see an item: that it is the reader's own, or that its group is open to them."""
        return [true()] if reader.is_admin else self.ways(reader)

    def text_of(self, db: Connection, workspace: str, number: int) -> str:
        """Empty when it is gone."""
        return self.texts(db, workspace, [number]).get(number, "")

    def texts(self, db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, str]:
        these = (self.workspace == workspace) & self.number.in_(list(numbers))
        found = db.execute(select(self.number, self.text).select_from(self.rows).where(these))
        return {number: text for number, text in found}

    def named(self, db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, Named]:
        these = (self.workspace == workspace) & self.number.in_(list(numbers))
        told = (self.shown, self.group_id, self.at, self.text)
        found = db.execute(select(self.number, *told).select_from(self.rows).where(these))
        return {number: Named(*row) for number, *row in found}


def _in_groups(column: ColumnElement[int]) -> Callable[[Reader], list[Condition]]:
    """What a group has, its people may see; of guests who is in its channel."""

    def ways(reader: Reader) -> list[Condition]:
        theirs = select(memberships.c.channel).where(
            memberships.c.workspace == reader.workspace, memberships.c.user == reader.user
        )
        sees = groups.c.channel.in_(theirs) if reader.is_guest else visible_to(reader.workspace, reader.user)
        return [column.in_(select(groups.c.id).where(groups.c.workspace == reader.workspace, sees))]

    return ways


def _ways_to_feedback(reader: Reader) -> list[Condition]:
    return feedback_to_see(reader.workspace, reader.user, guest=reader.is_guest)


def _ways_to_actions(reader: Reader) -> list[Condition]:
    return actions_to_see(reader.workspace, reader.user, guest=reader.is_guest)


FEEDBACK = Kind(
    letter="F",
    name="feedback",
    rows=feedback,
    workspace=feedback.c.workspace,
    number=feedback.c.number,
    shown=feedback.c.number,
    group_id=feedback.c.group_id,
    at=feedback.c.created_at,
    text=feedback.c.text,
    lives=feedback.c.state != "withdrawn",
    # Of an anonymous one no author is kept, so that it is nobody's.
    said_by=lambda _, user: [feedback.c.author == user, feedback.c.for_user == user],
    ways=_ways_to_feedback,
)
ACTION = Kind(
    letter="A",
    name="action",
    rows=actions,
    workspace=actions.c.workspace,
    number=actions.c.number,
    shown=actions.c.number,
    group_id=actions.c.group_id,
    at=actions.c.created_at,
    text=actions.c.text,
    lives=true(),
    said_by=lambda workspace, user: [owned_by(workspace, user), actions.c.created_by == user],
    ways=_ways_to_actions,
)
DECISION = Kind(
    letter="D",
    name="decision",
    rows=decisions,
    workspace=decisions.c.workspace,
    number=decisions.c.number,
    shown=decisions.c.number,
    group_id=decisions.c.group_id,
    at=decisions.c.decided_at,
    text=decisions.c.text + "\n" + decisions.c.why,
    lives=true(),
    said_by=lambda _, user: [decisions.c.by == user],
    ways=_in_groups(decisions.c.group_id),
)
MINUTES = Kind(
    letter="M",
    name="minutes",
    rows=published,
    workspace=published.c.workspace,
    number=published.c.id,
    shown=published.c.meeting,
    group_id=published.c.group_id,
    at=published.c.at,
    text=published.c.text,
    lives=true(),
    said_by=lambda _, user: [published.c.by == user],
    ways=_in_groups(published.c.group_id),
)
KINDS = {kind.letter: kind for kind in (FEEDBACK, ACTION, DECISION, MINUTES)}
