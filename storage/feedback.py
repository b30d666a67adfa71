"""Feedback: what was said, what became of it, its tags, and where its cards stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    update,
)

from storage import inserts
from storage.db import Utc, all_rows, columns, metadata, names, one_row
from storage.endorsements import endorsements
from storage.groups import groups, kept_home, open_to


def _sparse(name: str, *of: str) -> Index:
    """Of what few have: the others write nothing into it."""
    has = text(f"{of[-1]} IS NOT NULL")
    return Index(name, *of, sqlite_where=has, postgresql_where=has)


feedback = Table(
    "feedback",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group_id", ForeignKey("groups.id")),
    Column("area_id", ForeignKey("areas.id")),
    Column("text", Text, nullable=False),
    Column("author", String(32)),
    Column("relay", Text),
    Column("is_anonymous", Boolean, nullable=False, default=False),
    Column("for_user", String(32)),
    Column("for_name", String(150)),
    Column("voice", String(32)),
    Column("kind", String(16)),
    Column("axis", String(16)),
    Column("severity", String(16)),
    Column("state", String(16), nullable=False),
    Column("resume_state", String(16)),
    Column("source", Text),
    Column("source_author", String(32)),
    Column("route", String(32), nullable=False, default=""),
    Column("answer", Text, nullable=False, default=""),
    Column("verdict", String(8)),
    Column("merged_into", Integer),
    Column("in_thread", Boolean, nullable=False, default=False),
    Column("likely", JSON, nullable=False, default=list),
    Column("is_indexed", Boolean, nullable=False, default=False),
    Column("was_offered", Boolean, nullable=False, default=False),
    Column("created_at", Utc, nullable=False),
    Column("acknowledged_at", Utc),
    Column("asked_at", Utc),
    Column("decided_at", Utc),
    Column("resolved_at", Utc),
    Column("closed_at", Utc),
    Column("returns_at", Utc),
    Column("nudge_at", Utc),
    Column("reopened_at", Utc),
    Index("ix_feedback_author", "workspace", "author"),
    _sparse("ix_feedback_for_user", "workspace", "for_user"),
    Index("ix_feedback_group", "workspace", "group_id", "state"),
    Index("ix_feedback_closed_at", "workspace", "group_id", "closed_at"),
    _sparse("ix_feedback_merged_into", "workspace", "merged_into"),
    Index("ix_feedback_nudge_at", "nudge_at"),
    _sparse("ix_feedback_returns_at", "returns_at"),
    _sparse("ix_feedback_relay", "relay"),
    Index("ix_feedback_is_indexed", "is_indexed"),
)

tags = Table(
    "feedback_tags",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("tag", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

cards = Table(
    "feedback_cards",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", String(255), primary_key=True),
    Column("audience", String(8), primary_key=True),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """One piece of feedback; `author` is None when it is anonymous, `relay` then seals whom to answer."""

    workspace: str
    number: int
    group_id: int | None
    area_id: int | None
    text: str
    author: str | None
    relay: str | None
    is_anonymous: bool
    state: str
    created_at: datetime
    for_user: str | None = None
    for_name: str | None = None
    voice: str | None = None
    kind: str | None = None
    axis: str | None = None
    severity: str | None = None
    resume_state: str | None = None
    source: str | None = None
    source_author: str | None = None
    route: str = ""
    answer: str = ""
    verdict: str | None = None
    merged_into: int | None = None
    in_thread: bool = False
    likely: list[int] = field(default_factory=list)
    acknowledged_at: datetime | None = None
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    returns_at: datetime | None = None
    nudge_at: datetime | None = None
    reopened_at: datetime | None = None


LEADS, PEOPLE = "leads", "people"  # whose a card is
CLOSED = ("declined", "duplicate", "resolved", "confirmed", "withdrawn")
UNACKNOWLEDGED = ("new", "routed", "reopened")


def told_key(number: int | ColumnElement[str]) -> Any:
    """Of the message by which its author learns of the first decision: where it stands, they were told."""
    return (
        literal("feedback/") + number + "/told"
        if isinstance(number, ColumnElement)
        else f"feedback/{number}/told"
    )


_ITEM = (
    select(*columns(feedback, Feedback))
    .where(feedback.c.workspace == bindparam("workspace"), feedback.c.number == bindparam("number"))
    .with_for_update()
)
_CARDS = (
    select(cards.c.place)
    .where(cards.c.workspace == bindparam("workspace"), cards.c.number == bindparam("number"))
    .where(cards.c.audience == bindparam("audience"))
    .order_by(cards.c.place)
)


def get(db: Connection, workspace: str, number: int) -> Feedback | None:
    """Nobody else changes it until this transaction ends (on PostgreSQL; SQLite has one writer anyway)."""
    return one_row(db, Feedback, _ITEM, workspace=workspace, number=number)


def several(db: Connection, workspace: str, numbers: Iterable[int]) -> list[Feedback]:
    query = select(*columns(feedback, Feedback)).where(
        feedback.c.workspace == workspace, feedback.c.number.in_(list(numbers))
    )
    return all_rows(db, Feedback, query.order_by(feedback.c.number))


def add(db: Connection, item: Feedback, with_tags: Sequence[str]) -> None:
    """`with_tags` are its free ##tags, lower case."""
    said = ((name, getattr(item, name)) for name in names(Feedback))
    inserts.add(db, feedback, {name: value for name, value in said if value is not None})
    set_tags(db, item.workspace, item.number, with_tags)


def change(db: Connection, workspace: str, number: int, **values: Any) -> None:
    match = (feedback.c.workspace == workspace) & (feedback.c.number == number)
    db.execute(update(feedback).where(match).values(**values))


def set_tags(db: Connection, workspace: str, number: int, wanted: Sequence[str], *, new: bool = True) -> None:
    if not new:
        db.execute(delete(tags).where(tags.c.workspace == workspace, tags.c.number == number))
    for tag in sorted(set(wanted)):
        inserts.add(db, tags, {"workspace": workspace, "number": number, "tag": tag})


def beside(item: Feedback) -> ColumnElement[bool]:
    """The condition for what may be named on its leads' card."""
    return readable_in(item.workspace, item.group_id)


def readable_in(workspace: str, group_id: int | None) -> ColumnElement[bool]:
    """The condition for what whoever is of a group may be told of: items of that group, or of public ones."""
    public = select(groups.c.id).where(groups.c.workspace == workspace, groups.c.is_private.is_(False))
    return and_(
        feedback.c.workspace == workspace,
        or_(feedback.c.group_id == group_id, feedback.c.group_id.in_(public)),
    )


def shown_in(workspace: str, channel: str | None) -> ColumnElement[bool]:
    """The condition for what everybody in a channel may read: private groups' items at home only."""
    home = feedback.c.group_id.not_in(kept_home(workspace, channel))
    return or_(feedback.c.group_id.is_(None), home)


def unsettled() -> ColumnElement[bool]:
    return feedback.c.state.not_in(CLOSED)


def visible(workspace: str, user: str, *, admin: bool = False, guest: bool = False) -> ColumnElement[bool]:
    """The condition on `feedback` for what `user` may know of (guests: their own items only)."""
    of_workspace = feedback.c.workspace == workspace
    return of_workspace if admin else and_(of_workspace, or_(*ways_to_see(workspace, user, guest=guest)))


def ways_to_see(
    workspace: str | BindParameter[str],
    user: str | BindParameter[str],
    *,
    guest: bool,
    open_groups: Select[int] | BindParameter[int] | None = None,
) -> list[ColumnElement[bool]]:
    """Each of them is enough, and has an index; `open_groups` are theirs, where these are known already."""
    mine = [feedback.c.author == user, feedback.c.for_user == user]
    if guest:
        return mine
    theirs = open_to(workspace, user) if open_groups is None else open_groups
    return [*mine, feedback.c.group_id.in_(theirs), feedback.c.group_id.is_(None)]


def page(
    db: Connection, where: ColumnElement[bool], *, by_endorsements: bool = False, limit: int, offset: int
) -> tuple[list[Feedback], int]:
    """One page of a list, newest (or most endorsed) first, and how many there are in all."""
    query: Select[Any] = select(*columns(feedback, Feedback)).where(where)
    if by_endorsements:
        count = (
            select(func.count())
            .where(
                endorsements.c.workspace == feedback.c.workspace, endorsements.c.number == feedback.c.number
            )
            .scalar_subquery()
        )
        query = query.order_by(count.desc(), feedback.c.number)
    else:
        query = query.order_by(feedback.c.number.desc())
    total = db.scalar(select(func.count()).select_from(feedback).where(where)) or 0
    return all_rows(db, Feedback, query.limit(limit).offset(offset)), total


def add_card(db: Connection, workspace: str, number: int, place: str, audience: str) -> bool:
    """Remember where a card is: "leads" answer it, "people" gave or endorsed it. False when known already."""
    card = {"workspace": workspace, "number": number, "place": place, "audience": audience}
    return inserts.add(db, cards, card, unless_there=True)


def cards_of(db: Connection, workspace: str, number: int, audience: str) -> list[str]:
    return list(db.scalars(_CARDS, {"workspace": workspace, "number": number, "audience": audience}))


def drop_card(db: Connection, workspace: str, number: int, place: str, audience: str) -> None:
    this = (cards.c.workspace == workspace) & (cards.c.number == number) & (cards.c.place == place)
    db.execute(delete(cards).where(this, cards.c.audience == audience))


def numbers_with_card(db: Connection, workspace: str, place: str, audience: str) -> list[int]:
    query = select(cards.c.number).where(
        cards.c.workspace == workspace, cards.c.place == place, cards.c.audience == audience
    )
    return sorted(db.scalars(query))


def is_indexed(db: Connection, workspace: str, number: int) -> bool:
    match = (feedback.c.workspace == workspace) & (feedback.c.number == number)
    return bool(db.scalar(select(feedback.c.is_indexed).where(match)))


def offer_once(db: Connection, workspace: str, number: int) -> bool:
    """Whether this is the first time that its author is asked if it was said before."""
    first = and_(feedback.c.workspace == workspace, feedback.c.number == number, ~feedback.c.was_offered)
    return bool(db.execute(update(feedback).where(first).values(was_offered=True)).rowcount)


def by_area(db: Connection, workspace: str) -> dict[int, int]:
    """How much was given to each area."""
    area = feedback.c.area_id
    query = select(area, func.count()).where(feedback.c.workspace == workspace, area.is_not(None))
    return {area_id: given for area_id, given in db.execute(query.group_by(area))}


def those_of(db: Connection, where: ColumnElement[bool], numbers: Sequence[int]) -> list[Feedback]:
    """Of `numbers` those that fulfil a condition, in their order."""
    query = select(*columns(feedback, Feedback)).where(where, feedback.c.number.in_(list(numbers)))
    found = {item.number: item for item in all_rows(db, Feedback, query)}
    return [found[number] for number in numbers if number in found]


def asked_of(db: Connection, workspace: str, user: str) -> list[Feedback]:
    """What waits for an answer of this person, or of somebody anonymous."""
    theirs = or_(feedback.c.author == user, feedback.c.for_user == user, feedback.c.relay.is_not(None))
    query = select(*columns(feedback, Feedback)).where(
        feedback.c.workspace == workspace, feedback.c.state == "needs info", theirs
    )
    return all_rows(db, Feedback, query.order_by(feedback.c.number))


def merged_into(db: Connection, workspace: str, number: int) -> list[Feedback]:
    query = select(*columns(feedback, Feedback)).where(
        feedback.c.workspace == workspace, feedback.c.merged_into == number
    )
    return all_rows(db, Feedback, query.order_by(feedback.c.number))
