"""People of a workspace as Slack knows them, what they say of themselves, and the channels they are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Time,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage import turns
from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.kept import kept

people = Table(
    "people",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("name", String(255), nullable=False, default=""),
    Column("email", String(320)),
    Column("zone", String(64), nullable=False, default="UTC"),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("is_admin", Boolean, nullable=False, default=False),
    Column("is_guest", Boolean, nullable=False, default=False),
    Column("deleted", Boolean, nullable=False, default=False),
    Column("voice", String(32)),
    Column("quiet_from", Time),
    Column("quiet_to", Time),
    Column("away_until", Utc),
    Column("digest_day", Integer),
    Column("digest_at", Time),
    Column("digest_off", Boolean, nullable=False, default=False),
    Column("sponsor", String(32)),
    Index("ix_people_email", "workspace", "email"),
)

employers = Table(
    "employers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("user", String(32), nullable=False),
    Column("name", String(255), nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
    Index("ix_employers_person", "workspace", "user"),
)

channels = Table(
    "channels",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("name", String(255), nullable=False, default=""),
    Column("is_private", Boolean, nullable=False, default=False),
    Column("is_archived", Boolean, nullable=False, default=False),
    Column("bot_in", Boolean, nullable=False, default=False),
    Column("greeted_at", Utc),
)

memberships = Table(
    "memberships",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Index("ix_memberships_user", "workspace", "user"),
)

FEW = 3
MOVES_DIGESTS = frozenset(
    ("zone", "digest_day", "digest_at", "digest_off", "quiet_from", "quiet_to", "away_until", "deleted")
)


@dataclass(frozen=True, slots=True)
class Person:
    """`sponsor` is who sets their priorities, as they say themselves."""

    workspace: str
    user: str
    name: str
    email: str | None
    zone: str
    is_bot: bool
    is_admin: bool
    is_guest: bool
    deleted: bool
    voice: str | None
    quiet_from: time | None
    quiet_to: time | None
    away_until: datetime | None
    digest_day: int | None
    digest_at: time | None
    digest_off: bool
    sponsor: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    workspace: str
    channel: str
    name: str
    is_private: bool
    is_archived: bool
    bot_in: bool
    greeted_at: datetime | None


_PEOPLE = select(*columns(people, Person)).where(people.c.workspace == bindparam("workspace"))
_PERSON = _PEOPLE.where(people.c.user == bindparam("user"))
_PERSONS = _PEOPLE.where(people.c.user.in_(bindparam("users", expanding=True)))


@kept
def person(db: Connection, workspace: str, user: str) -> Person | None:
    return one_row(db, Person, _PERSON, workspace=workspace, user=user)


def persons(db: Connection, workspace: str, users: Iterable[str]) -> dict[str, Person]:
    wanted = sorted(set(users) - {""})
    if len(wanted) > FEW:
        found = all_rows(db, Person, _PERSONS, workspace=workspace, users=wanted)
    else:  # by key each costs less than a list of them, and most are kept
        found = [who for user in wanted if (who := person(db, workspace, user))]
    return {who.user: who for who in found}


@kept
def admins(db: Connection, workspace: str) -> list[str]:
    """The workspace's own admins, by Slack; those that the settings name are not in the table."""
    query = select(people.c.user).where(
        people.c.workspace == workspace, people.c.is_admin.is_(True), people.c.deleted.is_(False)
    )
    return sorted(db.scalars(query))


def by_email(db: Connection, workspace: str, email: str) -> str | None:
    query = select(people.c.user).where(
        people.c.workspace == workspace, people.c.email == email.lower(), people.c.deleted.is_(False)
    )
    return db.scalar(query)


def save_person(db: Connection, workspace: str, user: str, **known: object) -> None:
    """Insert or update; what is not named keeps its value."""
    _upsert(db, people, {"workspace": workspace, "user": user}, known)
    if known.get("is_admin"):
        turns.begin(db, workspace, turns.CHAIR, user)  # of groups that have no chair
    if not MOVES_DIGESTS.isdisjoint(known):
        turns.wake(db, workspace, user)


def employer(db: Connection, workspace: str, user: str, at: datetime) -> str | None:
    query = select(employers.c.name).where(
        employers.c.workspace == workspace,
        employers.c.user == user,
        employers.c.since <= at,
        (employers.c.until.is_(None)) | (employers.c.until > at),
    )
    return db.scalar(query.order_by(employers.c.since.desc()).limit(1))


def set_employer(db: Connection, workspace: str, user: str, name: str | None, now: datetime) -> None:
    """End the present employment and begin another (`None`: none)."""
    mine = (employers.c.workspace == workspace) & (employers.c.user == user) & employers.c.until.is_(None)
    db.execute(update(employers).where(mine).values(until=now))
    if name:
        db.execute(insert(employers).values(workspace=workspace, user=user, name=name, since=now))


def employments(db: Connection, workspace: str, user: str) -> list[tuple[str, datetime, datetime | None]]:
    query = (
        select(employers.c.name, employers.c.since, employers.c.until)
        .where(employers.c.workspace == workspace, employers.c.user == user)
        .order_by(employers.c.since)
    )
    return [(name, since, until) for name, since, until in db.execute(query)]


def forget_employers(db: Connection, workspace: str, user: str) -> None:
    db.execute(delete(employers).where(employers.c.workspace == workspace, employers.c.user == user))


@kept
def channel(db: Connection, workspace: str, channel_id: str) -> Channel | None:
    query = select(*columns(channels, Channel)).where(
        channels.c.workspace == workspace, channels.c.channel == channel_id
    )
    return one_row(db, Channel, query)


def channel_named(db: Connection, workspace: str, name: str) -> Channel | None:
    query = select(*columns(channels, Channel)).where(
        channels.c.workspace == workspace, func.lower(channels.c.name) == name.lower()
    )
    return one_row(db, Channel, query.order_by(channels.c.is_archived).limit(1))


def save_channel(db: Connection, workspace: str, channel_id: str, **known: object) -> None:
    _upsert(db, channels, {"workspace": workspace, "channel": channel_id}, known)


@kept
def is_in(db: Connection, workspace: str, channel_id: str, user: str) -> bool:
    query = select(memberships.c.user).where(
        memberships.c.workspace == workspace, memberships.c.channel == channel_id, memberships.c.user == user
    )
    return db.execute(query).first() is not None


def members(db: Connection, workspace: str, channel_id: str) -> list[str]:
    query = select(memberships.c.user).where(
        memberships.c.workspace == workspace, memberships.c.channel == channel_id
    )
    return sorted(db.scalars(query))


def channels_of(db: Connection, workspace: str, user: str) -> set[str]:
    """Where somebody is."""
    query = select(memberships.c.channel).where(
        memberships.c.workspace == workspace, memberships.c.user == user
    )
    return set(db.scalars(query))


def members_of_all(db: Connection, workspace: str, wanted: Iterable[str]) -> set[str]:
    """Whoever is in one of these channels."""
    query = select(memberships.c.user).where(
        memberships.c.workspace == workspace, memberships.c.channel.in_(sorted(set(wanted)))
    )
    return set(db.scalars(query))


def humans(db: Connection, workspace: str, users: Iterable[str]) -> frozenset[str]:
    """Of these, who is neither a bot nor deactivated; whom Slack has not told of yet counts."""
    known = persons(db, workspace, users)
    return frozenset(u for u in users if u not in known or not (known[u].is_bot or known[u].deleted))


def enter(db: Connection, workspace: str, channel_id: str, user: str) -> None:
    if not is_in(db, workspace, channel_id, user):
        db.execute(insert(memberships).values(workspace=workspace, channel=channel_id, user=user))


def exit_channel(db: Connection, workspace: str, channel_id: str, user: str) -> None:
    db.execute(
        delete(memberships).where(
            memberships.c.workspace == workspace,
            memberships.c.channel == channel_id,
            memberships.c.user == user,
        )
    )


def set_members(
    db: Connection, workspace: str, channel_id: str, users: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Make it exactly these; who was in it and is no more, and who is new."""
    wanted, present = set(users), set(members(db, workspace, channel_id))
    for user in present - wanted:
        exit_channel(db, workspace, channel_id, user)
    new = [{"workspace": workspace, "channel": channel_id, "user": u} for u in sorted(wanted - present)]
    if new:
        db.execute(insert(memberships), new)
    return sorted(present - wanted), sorted(wanted - present)


def _upsert(db: Connection, table: Table, key: dict[str, object], values: dict[str, object]) -> None:
    match = [table.c[name] == value for name, value in key.items()]
    if values and db.execute(update(table).where(*match).values(**values)).rowcount:
        return
    if not values and db.execute(select(table.c.workspace).where(*match)).first():
        return
    db.execute(insert(table).values(**key, **values))
