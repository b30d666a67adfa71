"""Groups, who may know of them, and who holds which role in them from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
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
    UniqueConstraint,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)

from storage import turns
from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.kept import kept
from storage.people import memberships

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", String(150), nullable=False),
    Column("mission", Text, nullable=False, default=""),
    Column("channel", String(32)),
    Column("is_private", Boolean, nullable=False, default=False),
    Column("zone", String(64), nullable=False, default="UTC"),
    Column("acknowledge_days", Integer, nullable=False, default=7),
    Column("created_at", Utc, nullable=False),
    Column("archived_at", Utc),
    Column("confirm_days", Integer, nullable=False, default=30),
    UniqueConstraint("workspace", "slug"),
    Index("ix_groups_channel", "workspace", "channel"),
)

roles = Table(
    "roles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("area_id", ForeignKey("areas.id")),
    Column("user", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
    Index("ix_roles_user", "workspace", "user"),
    Index("ix_roles_group_id", "group_id"),
)

DIGESTS = {"chair": turns.CHAIR, "co-chair": turns.CHAIR, "lead": turns.LEAD}
"""Office -> the digest that comes with it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Leads are nudged after `acknowledge_days`; sponsors confirm anew every `confirm_days`."""

    id: int
    workspace: str
    slug: str
    name: str
    mission: str
    channel: str | None
    is_private: bool
    zone: str
    acknowledge_days: int
    created_at: datetime
    archived_at: datetime | None
    confirm_days: int = 30


@dataclass(frozen=True, slots=True)
class Role:
    group_id: int
    area_id: int | None
    user: str
    role: str
    since: datetime
    until: datetime | None


_GROUPS = select(*columns(groups, Group)).order_by(groups.c.slug)
_GROUP = _GROUPS.where(groups.c.id == bindparam("id"))
_LIVE_GROUPS = _GROUPS.where(groups.c.workspace == bindparam("workspace"), groups.c.archived_at.is_(None))
_GROUPS_HERE = _LIVE_GROUPS.where(groups.c.channel == bindparam("channel"))


@kept
def group(db: Connection, group_id: int) -> Group | None:
    return one_row(db, Group, _GROUP, id=group_id)


def names(db: Connection, group_ids: Iterable[int | None]) -> dict[int | None, str]:
    known = [group_id for group_id in group_ids if group_id is not None]
    found = db.execute(select(groups.c.id, groups.c.name).where(groups.c.id.in_(known)))
    return {group_id: name for group_id, name in found}


@kept
def group_by_slug(db: Connection, workspace: str, slug: str) -> Group | None:
    """Archived ones too: a slug is never given twice."""
    query = select(*columns(groups, Group)).where(groups.c.workspace == workspace, groups.c.slug == slug)
    return one_row(db, Group, query)


@kept
def groups_in_channel(db: Connection, workspace: str, channel: str) -> list[Group]:
    return all_rows(db, Group, _GROUPS_HERE, workspace=workspace, channel=channel)


def visible_to(workspace: str | BindParameter[str], user: str | BindParameter[str]) -> ColumnElement[bool]:
    """Of which groups a person who is no admin may know: public ones, and those where they have a part."""
    has_role = exists().where(
        roles.c.group_id == groups.c.id,
        roles.c.user == user,
        roles.c.until.is_(None),
        roles.c.role.not_in(("observer", "member")),  # a member is who is in the channel
    )
    return or_(groups.c.is_private.is_(False), _in_channel(workspace, user), has_role)


def _in_channel(workspace: str | BindParameter[str], user: str | BindParameter[str]) -> ColumnElement[bool]:
    return exists().where(
        memberships.c.workspace == workspace,
        memberships.c.channel == groups.c.channel,
        memberships.c.user == user,
    )


def open_to(
    workspace: str | BindParameter[str], user: str | BindParameter[str], *, guest: bool = False
) -> Select[int]:
    """The groups whose things a person may see: those that they may know of; for guests, their channels'."""
    sees = _in_channel(workspace, user) if guest else visible_to(workspace, user)
    return select(groups.c.id).where(groups.c.workspace == workspace, sees)


def kept_home(workspace: str | BindParameter[str], channel: str | BindParameter[str] | None) -> Select[int]:
    """The private groups whose things are not shown to everybody in a channel."""
    there = groups.c.channel.is_distinct_from(channel)
    return select(groups.c.id).where(groups.c.workspace == workspace, groups.c.is_private, there)


_SEEN_GROUPS = _LIVE_GROUPS.where(visible_to(bindparam("workspace"), bindparam("user")))


@kept
def live_groups(db: Connection, workspace: str, *, seen_by: str | None = None) -> list[Group]:
    """All groups that are not archived; with `seen_by`, only those that this person may know of."""
    if seen_by is None:
        return all_rows(db, Group, _LIVE_GROUPS, workspace=workspace)
    every = live_groups(db, workspace)
    if not any(group.is_private for group in every):
        return every
    return all_rows(db, Group, _SEEN_GROUPS, workspace=workspace, user=seen_by)


def groups_of_person(db: Connection, workspace: str, user: str) -> list[Group]:
    """Where they hold a role, or are in the channel."""
    in_channel = select(memberships.c.channel).where(
        memberships.c.workspace == workspace, memberships.c.user == user
    )
    held = select(roles.c.group_id).where(
        roles.c.workspace == workspace, roles.c.user == user, roles.c.until.is_(None)
    )
    query = select(*columns(groups, Group)).where(
        groups.c.workspace == workspace,
        groups.c.archived_at.is_(None),
        or_(groups.c.id.in_(held), groups.c.channel.in_(in_channel)),
    )
    return all_rows(db, Group, query.order_by(groups.c.slug))


@kept
def is_visible(db: Connection, group_id: int, workspace: str, user: str) -> bool:
    query = select(groups.c.id).where(groups.c.id == group_id, visible_to(workspace, user))
    return db.execute(query).first() is not None


def add_group(db: Connection, workspace: str, slug: str, name: str, now: datetime, **known: object) -> int:
    values = {"workspace": workspace, "slug": slug, "name": name, "created_at": now, **known}
    return db.execute(insert(groups).values(**values).returning(groups.c.id)).scalar_one()


def change_group(db: Connection, group_id: int, **known: object) -> None:
    db.execute(update(groups).where(groups.c.id == group_id).values(**known))


_ROLES = select(*columns(roles, Role)).order_by(roles.c.since, roles.c.id)
_ROLES_EVER = _ROLES.where(roles.c.group_id == bindparam("group_id"))
_ROLES_NOW = _ROLES_EVER.where(roles.c.until.is_(None))


@kept
def roles_of_group(db: Connection, group_id: int, *, ended: bool = False) -> list[Role]:
    return all_rows(db, Role, _ROLES_EVER if ended else _ROLES_NOW, group_id=group_id)


def roles_of_person(db: Connection, workspace: str, user: str, *, ended: bool = False) -> list[Role]:
    query = _ROLES.where(roles.c.workspace == workspace, roles.c.user == user)
    return all_rows(db, Role, query if ended else query.where(roles.c.until.is_(None)))


def chairs(db: Connection, group_id: int) -> list[str]:
    """Chairs, then co-chairs, in the order in which they took office."""
    held = [r for r in roles_of_group(db, group_id) if r.role in ("chair", "co-chair")]
    return [r.user for r in sorted(held, key=lambda r: r.role == "co-chair")]


def take_role(
    db: Connection,
    workspace: str,
    group_id: int,
    user: str,
    role: str,
    now: datetime,
    area_id: int | None = None,
) -> bool:
    """False when they hold it already; two who appoint at once wait for each other."""
    db.execute(select(groups.c.id).where(groups.c.id == group_id).with_for_update())
    if db.execute(select(roles.c.id).where(_held(group_id, user, role, area_id))).first():
        return False
    values = {"workspace": workspace, "group_id": group_id, "user": user, "role": role, "since": now}
    db.execute(insert(roles).values(area_id=area_id, **values))
    if role in DIGESTS:
        turns.begin(db, workspace, DIGESTS[role], user)
    return True


def end_role(
    db: Connection, group_id: int, user: str, role: str, now: datetime, area_id: int | None = None
) -> bool:
    """False when they did not hold it."""
    done = db.execute(update(roles).where(_held(group_id, user, role, area_id)).values(until=now))
    return bool(done.rowcount)


def _held(group_id: int, user: str, role: str, area_id: int | None) -> ColumnElement[bool]:
    place = roles.c.area_id.is_(None) if area_id is None else roles.c.area_id == area_id
    return and_(
        roles.c.group_id == group_id,
        roles.c.user == user,
        roles.c.role == role,
        roles.c.until.is_(None),
        place,
    )
