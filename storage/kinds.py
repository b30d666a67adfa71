"""What can be found: each kind of item with its text, its group, who said it when, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    bindparam,
    or_,
    select,
    true,
)

from storage.actions import actions, owned_by
from storage.actions import ways_to_see as actions_to_see
from storage.decisions import decisions
from storage.feedback import feedback
from storage.feedback import ways_to_see as feedback_to_see
from storage.groups import kept_home, open_to
from storage.published import published

Condition = ColumnElement[bool]
ALWAYS: Condition = true()

# Questions are built once for all readers, who are bound when they are asked: see `Reader.binds`.
WORKSPACE, USER, READ_IN = bindparam("workspace"), bindparam("user"), bindparam("read_in")


def _written_out(name: str, numbers: list[int] | None = None) -> BindParameter[int]:
    """Many numbers, not bound one by one: that takes psycopg longer than PostgreSQL takes to answer."""
    return bindparam(name, numbers, Integer, expanding=True, literal_execute=True)


OPEN_GROUPS = _written_out("open_groups")

Groups = Select[int] | BindParameter[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a question must know of its reader when it is built."""

    is_admin: bool
    is_guest: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks; `read_in` is the channel that reads along when the answer is shared."""

    workspace: str
    user: str
    is_admin: bool = False
    is_guest: bool = False
    is_shared: bool = False
    read_in: str | None = None

    @property
    def standing(self) -> Standing:
        return Standing(self.is_admin, self.is_guest, self.is_shared)

    @property
    def binds(self) -> dict[str, str | None]:
        """Who they are, for `Kind`'s conditions."""
        return {"workspace": self.workspace, "user": self.user, "read_in": self.read_in}

    def open_groups(self, db: Connection) -> list[int]:
        return list(db.scalars(_open_groups(self.is_guest), {"workspace": self.workspace, "user": self.user}))


@cache
def _open_groups(guest: bool) -> Select[int]:
    return open_to(WORKSPACE, USER, guest=guest)


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
    rows: Table
    workspace: ColumnElement[str]
    number: ColumnElement[int]
    shown: ColumnElement[int]
    group_id: ColumnElement[int]
    at: ColumnElement
    text: ColumnElement[str]
    lives: Condition
    said_by: Callable[[BindParameter[str]], list[Condition]]
    ways: Callable[[bool, Groups], list[Condition]]

    def may_be_found(self, standing: Standing) -> Condition:
        """It is still there, the reader may see it, and so may whoever reads along."""
        sight = (
            [true()] if standing.is_admin else self.ways(standing.is_guest, _open_groups(standing.is_guest))
        )
        found = (self.workspace == WORKSPACE) & self.lives & or_(*sight)
        if not standing.is_shared:
            return found
        home = self.group_id.not_in(kept_home(WORKSPACE, READ_IN))
        return found & or_(self.group_id.is_(None), home)

    def ways_to_few(self, standing: Standing) -> list[Condition]:
        """How somebody comes by what they may see, where that is few items: each way has an index.

        With the groups named one by one PostgreSQL knows how many these are; else it would read all items.
        """
        return [] if standing.is_admin else self.ways(standing.is_guest, OPEN_GROUPS)

    def text_of(self, db: Connection, workspace: str, number: int) -> str:
        """Empty when it is gone."""
        return self.texts(db, workspace, [number]).get(number, "")

    def texts(self, db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, str]:
        query = select(self.number, self.text).select_from(self.rows)
        found = db.execute(query.where(self._these(workspace, numbers)))
        return {number: text for number, text in found}

    def named(self, db: Connection, workspace: str, numbers: Iterable[int]) -> dict[int, Named]:
        query = select(self.number, self.shown, self.group_id, self.at, self.text).select_from(self.rows)
        found = db.execute(query.where(self._these(workspace, numbers)))
        return {number: Named(*row) for number, *row in found}

    def _these(self, workspace: str, numbers: Iterable[int]) -> Condition:
        return (self.workspace == workspace) & self.number.in_(_written_out("numbers", list(numbers)))


def _ways_to_feedback(guest: bool, groups: Groups) -> list[Condition]:
    return feedback_to_see(WORKSPACE, USER, guest=guest, open_groups=groups)


def _ways_to_actions(guest: bool, groups: Groups) -> list[Condition]:
    return actions_to_see(WORKSPACE, USER, guest=guest, open_groups=groups)


def _kind(
    letter: str,
    name: str,
    rows: Table,
    *,
    at: ColumnElement,
    text: ColumnElement[str],
    said_by: Callable[[BindParameter[str]], list[Condition]],
    ways: Callable[[bool, Groups], list[Condition]],
    lives: Condition = ALWAYS,
    number: str = "number",
    shown: str = "number",
) -> Kind:
    of = rows.c
    return Kind(
        letter, name, rows, of.workspace, of[number], of[shown], of.group_id, at, text, lives, said_by, ways
    )


FEEDBACK = _kind(
    "F",
    "feedback",
    feedback,
    at=feedback.c.created_at,
    text=feedback.c.text,
    lives=feedback.c.state != "withdrawn",
    # Of an anonymous one no author is kept, so that it is nobody's.
    said_by=lambda user: [feedback.c.author == user, feedback.c.for_user == user],
    ways=_ways_to_feedback,
)
ACTION = _kind(
    "A",
    "action",
    actions,
    at=actions.c.created_at,
    text=actions.c.text,
    said_by=lambda user: [owned_by(WORKSPACE, user), actions.c.created_by == user],
    ways=_ways_to_actions,
)
DECISION = _kind(
    "D",
    "decision",
    decisions,
    at=decisions.c.decided_at,
    text=decisions.c.text + "\n" + decisions.c.why,
    said_by=lambda user: [decisions.c.by == user],
    ways=lambda _, groups: [decisions.c.group_id.in_(groups)],
)
MINUTES = _kind(
    "M",
    "minutes",
    published,
    number="id",
    shown="meeting",
    at=published.c.at,
    text=published.c.text,
    said_by=lambda user: [published.c.by == user],
    ways=lambda _, groups: [published.c.group_id.in_(groups)],
)
KINDS = {kind.letter: kind for kind in (FEEDBACK, ACTION, DECISION, MINUTES)}
