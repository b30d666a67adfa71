"""Decisions: what was agreed, by whom and where from; a later one amends or supersedes it, nobody edits it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage import terms
from storage.db import Utc, all_rows, columns, metadata, names, one_row
from storage.words import words

decisions = Table(
    "decisions",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("area_id", ForeignKey("areas.id")),
    Column("text", Text, nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("urls", JSON, nullable=False, default=list),
    Column("by", String(255), nullable=False),
    Column("present", JSON, nullable=False, default=list),
    Column("meeting", Integer),
    Column("entry", String(80)),
    Column("amends", Integer),
    Column("supersedes", Integer),
    Column("superseded_by", Integer),
    Column("review_on", Date),
    Column("decided_at", Utc, nullable=False),
    Column("found_by", Text, nullable=False),
    UniqueConstraint("workspace", "meeting", "entry"),
    Index("ix_decisions_group", "group_id", "superseded_by", "review_on"),
    Index("ix_decisions_amends", "workspace", "amends"),
    Index("ix_decisions_by", "workspace", "by"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """D-5. `why` is its context; `by` and `present` are users, or names where only those are known.

    `entry` is the line of the minutes of `meeting` that says it. It holds until it is `superseded_by` one.
    """

    workspace: str
    number: int
    group_id: int
    text: str
    by: str
    decided_at: datetime
    area_id: int | None = None
    why: str = ""
    urls: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    meeting: int | None = None
    entry: str | None = None
    amends: int | None = None
    supersedes: int | None = None
    superseded_by: int | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search asks for; None where it does not matter."""

    words: str = ""
    area_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None


_ALL = select(*columns(decisions, Decision))
_ONE = _ALL.where(
    decisions.c.workspace == bindparam("workspace"), decisions.c.number == bindparam("number")
).with_for_update()


def get(db: Connection, workspace: str, number: int) -> Decision | None:
    """Nobody else changes it until this transaction ends (on PostgreSQL; SQLite has one writer anyway)."""
    return one_row(db, Decision, _ONE, workspace=workspace, number=number)


def several(db: Connection, workspace: str, numbers: Iterable[int]) -> list[Decision]:
    query = _ALL.where(decisions.c.workspace == workspace, decisions.c.number.in_(sorted(set(numbers))))
    return all_rows(db, Decision, query.order_by(decisions.c.number))


def add(db: Connection, decision: Decision) -> None:
    row = {name: getattr(decision, name) for name in names(Decision)}
    db.execute(insert(decisions), {**row, "found_by": _found_by(f"{decision.text}\n{decision.why}")})
    terms.wait(db, decision.workspace, "D", decision.number)


def change(db: Connection, workspace: str, number: int, **values: Any) -> None:
    this = (decisions.c.workspace == workspace) & (decisions.c.number == number)
    db.execute(update(decisions).where(this).values(**values))


def of_entry(db: Connection, workspace: str, meeting: int, entry: str) -> Decision | None:
    """What a line of the minutes has become already."""
    query = _ALL.where(decisions.c.workspace == workspace, decisions.c.meeting == meeting)
    return one_row(db, Decision, query.where(decisions.c.entry == entry))


def of_meeting(db: Connection, workspace: str, meeting: int) -> list[Decision]:
    query = _ALL.where(decisions.c.workspace == workspace, decisions.c.meeting == meeting)
    return all_rows(db, Decision, query.order_by(decisions.c.number))


def amendments(db: Connection, workspace: str, number: int) -> list[Decision]:
    """What amends it, and still holds."""
    query = _ALL.where(
        decisions.c.workspace == workspace, decisions.c.amends == number, decisions.c.superseded_by.is_(None)
    )
    return all_rows(db, Decision, query.order_by(decisions.c.number))


def due_for_review(db: Connection, group_ids: Collection[int], today: date) -> list[Decision]:
    """Those that hold and whose day of review has come, the longest due first."""
    query = _ALL.where(
        decisions.c.group_id.in_(sorted(set(group_ids))),
        decisions.c.superseded_by.is_(None),
        decisions.c.review_on <= today,
    )
    return all_rows(db, Decision, query.order_by(decisions.c.review_on, decisions.c.number))


def search(
    db: Connection, group_ids: Collection[int], sought: Sought, *, limit: int, offset: int
) -> tuple[list[Decision], int]:
    """One page, the latest first, and how many there are in all."""
    where = [decisions.c.group_id.in_(sorted(set(group_ids))), *_sought(sought)]
    total = db.scalar(select(func.count()).select_from(decisions).where(*where)) or 0
    query = _ALL.where(*where).order_by(decisions.c.number.desc()).limit(limit).offset(offset)
    return all_rows(db, Decision, query), total


def _sought(sought: Sought) -> Iterable[ColumnElement[bool]]:
    """Every word has to be there, in any of its forms."""
    for word in dict.fromkeys(words(sought.words)):
        yield decisions.c.found_by.contains(f" {word}", autoescape=True)
    if sought.area_id is not None:
        yield decisions.c.area_id == sought.area_id
    if sought.since is not None:
        yield decisions.c.decided_at >= sought.since
    if sought.before is not None:
        yield decisions.c.decided_at < sought.before


def _found_by(text: str) -> str:
    return f" {' '.join(dict.fromkeys(words(text)))}"
