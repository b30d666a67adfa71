"""Which digests have gone out, each once a person and week, and how groups and leads want theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from storage import inserts
from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.turns import LEAD

DAILY, WEEKLY, AT_ONCE, OFF = "daily", "weekly", "immediately", "off"

rounds = Table(
    "digest_rounds",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("who", String(32), primary_key=True),
    Column("span", String(24), primary_key=True),
    Column("week", String(8), nullable=False),
    Column("at", Utc, nullable=False, index=True),
    Column("since", Utc),
    Column("told", String(32), nullable=False),
)

named = Table(
    "digest_items",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("who", String(32), primary_key=True),
    Column("span", String(24), primary_key=True),
    Index("ix_digest_items_who", "workspace", "who", "span"),
)

group_digests = Table(
    "group_digests",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("day", Integer),
    Column("at", Time),
    Column("channel", String(32)),
    Column("off", Boolean, nullable=False, default=False),
)

lead_wishes = Table(
    "lead_wishes",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("pace", String(16), nullable=False, default=WEEKLY),
    Column("cap", Integer),
    Column("delegate", String(32)),
    Index("ix_lead_wishes_delegate", "workspace", "delegate"),
)


@dataclass(frozen=True, slots=True)
class Round:
    """One digest or summary: `span` is the local week or day that it was for, `told` who got it.

    A summary calls new what came in after `since`.
    """

    workspace: str
    kind: str
    who: str
    span: str
    week: str
    at: datetime
    since: datetime | None
    told: str


@dataclass(frozen=True, slots=True)
class GroupDigest:
    """How a group wants its digest: None leaves it at Monday 09:00, and at direct messages."""

    group_id: int
    day: int | None = None
    at: time | None = None
    channel: str | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class LeadWishes:
    """`cap` is how many summaries a week are the most; `delegate` gets them while the lead is away."""

    user: str
    pace: str = WEEKLY
    cap: int | None = None
    delegate: str | None = None


_ROUNDS = select(*columns(rounds, Round)).where(
    rounds.c.workspace == bindparam("workspace"), rounds.c.kind == bindparam("kind")
)
_LAST = _ROUNDS.where(rounds.c.who == bindparam("who")).order_by(rounds.c.at.desc()).limit(1)


def begin_round(db: Connection, found: Round) -> bool:
    """Once a person and span, whatever happens in between; False when it was begun before."""
    row = {name: getattr(found, name) for name in Round.__slots__}
    return inserts.add(db, rounds, row, unless_there=True)


def name_items(db: Connection, found: Round, numbers: Sequence[int]) -> None:
    """Which feedback a summary shows, so that it can be drawn anew."""
    of = {"workspace": found.workspace, "who": found.who, "span": found.span}
    rows = [{**of, "number": number} for number in numbers]
    if rows:
        db.execute(insert(named), rows)


def items_named(db: Connection, found: Round) -> list[int]:
    query = select(named.c.number).where(
        named.c.workspace == found.workspace, named.c.who == found.who, named.c.span == found.span
    )
    return list(db.scalars(query))


def naming(db: Connection, workspace: str, number: int, since: datetime) -> list[Round]:
    """The summaries since then that show that piece of feedback."""
    is_its = and_(
        rounds.c.workspace == named.c.workspace,
        rounds.c.kind == LEAD,
        rounds.c.who == named.c.who,
        rounds.c.span == named.c.span,
    )
    query = select(*columns(rounds, Round)).join(named, is_its)
    this = (named.c.workspace == workspace) & (named.c.number == number)
    return all_rows(db, Round, query.where(this, rounds.c.at >= since).order_by(rounds.c.at))


def last_round(db: Connection, workspace: str, kind: str, who: str) -> Round | None:
    return one_row(db, Round, _LAST, workspace=workspace, kind=kind, who=who)


def rounds_in(db: Connection, workspace: str, kind: str, who: str, week: str) -> int:
    query = select(func.count()).where(
        rounds.c.workspace == workspace, rounds.c.kind == kind, rounds.c.who == who, rounds.c.week == week
    )
    return db.scalar(query) or 0


def forget_rounds(db: Connection, before: datetime) -> None:
    old = and_(
        rounds.c.workspace == named.c.workspace,
        rounds.c.who == named.c.who,
        rounds.c.span == named.c.span,
        rounds.c.at < before,
    )
    db.execute(delete(named).where(exists().where(old)))
    db.execute(delete(rounds).where(rounds.c.at < before))


def of_groups(db: Connection, group_ids: Iterable[int]) -> dict[int, GroupDigest]:
    """Those that have wishes."""
    query = select(*columns(group_digests, GroupDigest)).where(
        group_digests.c.group_id.in_(sorted(set(group_ids)))
    )
    return {found.group_id: found for found in all_rows(db, GroupDigest, query)}


def settle_group(db: Connection, workspace: str, group_id: int, **values: object) -> None:
    this = group_digests.c.group_id == group_id
    if not db.execute(update(group_digests).where(this).values(**values)).rowcount:
        db.execute(insert(group_digests).values(workspace=workspace, group_id=group_id, **values))


def forget_lead(db: Connection, workspace: str, user: str) -> None:
    """What they wished themselves; that others named them as their delegate is those others' wish."""
    db.execute(delete(lead_wishes).where(lead_wishes.c.workspace == workspace, lead_wishes.c.user == user))


def of_lead(db: Connection, workspace: str, user: str) -> LeadWishes:
    query = select(*columns(lead_wishes, LeadWishes)).where(
        lead_wishes.c.workspace == workspace, lead_wishes.c.user == user
    )
    return one_row(db, LeadWishes, query) or LeadWishes(user)


def settle_lead(db: Connection, workspace: str, user: str, **values: object) -> None:
    this = (lead_wishes.c.workspace == workspace) & (lead_wishes.c.user == user)
    if not db.execute(update(lead_wishes).where(this).values(**values)).rowcount:
        db.execute(insert(lead_wishes).values(workspace=workspace, user=user, **values))
