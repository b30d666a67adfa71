"""The unguessable addresses of calendar feeds, and all that a feed tells, in one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
)

from storage.db import Utc, columns, metadata, names, one_row
from storage.groups import groups, roles, visible_to
from storage.meetings import CANCELLED, Meeting, meetings
from storage.people import memberships, people
from storage.rhythms import Series, Version, series, versions

ME, ALL, GROUP = "me", "all", "group"

addresses = Table(
    "addresses",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("user", String(32), nullable=False),
    Column("scope", String(8), nullable=False),
    Column("group_id", ForeignKey("groups.id")),
    Column("created_at", Utc, nullable=False),
    Index("ix_addresses_user", "workspace", "user"),
)


@dataclass(frozen=True, slots=True)
class Address:
    token: str
    workspace: str
    user: str
    scope: str
    group_id: int | None
    created_at: datetime


def address_of(db: Connection, workspace: str, user: str, scope: str, group_id: int | None) -> Address | None:
    query = select(*columns(addresses, Address)).where(*_mine(workspace, user, scope, group_id))
    return one_row(db, Address, query)


def give_address(
    db: Connection, workspace: str, user: str, scope: str, group_id: int | None, token: str, now: datetime
) -> None:
    """In place of the one that this person had; that one is dead from now on."""
    db.execute(delete(addresses).where(*_mine(workspace, user, scope, group_id)))
    row = {"workspace": workspace, "user": user, "scope": scope, "group_id": group_id}
    db.execute(insert(addresses).values(**row, token=token, created_at=now))


def _mine(workspace: str, user: str, scope: str, group_id: int | None) -> list[Any]:
    c = addresses.c
    of_group = c.group_id.is_(None) if group_id is None else c.group_id == group_id
    return [c.workspace == workspace, c.user == user, c.scope == scope, of_group]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a feed: whichever of its parts there are."""

    address: Address
    group: str | None
    series: Series | None
    version: Version | None
    meeting: Meeting | None


def _part(of_group: Any) -> ColumnElement[bool]:
    """Groups in which the address' owner has a role, or whose channel they are in."""
    here = exists().where(
        memberships.c.workspace == of_group.workspace,
        memberships.c.channel == of_group.channel,
        memberships.c.user == addresses.c.user,
    )
    held = exists().where(
        roles.c.group_id == of_group.id, roles.c.user == addresses.c.user, roles.c.until.is_(None)
    )
    return or_(here, held)


def _shown() -> ColumnElement[bool]:
    """The scope's groups, as long as the owner may know of them and is here."""
    a, g = addresses.c, groups.c
    gone = exists().where(people.c.workspace == a.workspace, people.c.user == a.user, people.c.deleted)
    scope = or_(a.scope == ALL, and_(a.scope == GROUP, g.id == a.group_id), and_(a.scope == ME, _part(g)))
    seen = visible_to(a.workspace, a.user)  # type: ignore[arg-type]
    return and_(g.workspace == a.workspace, g.archived_at.is_(None), scope, seen, ~gone)


def _feed() -> Select[Any]:
    changed = or_(
        meetings.c.state == CANCELLED,
        meetings.c.starts_at != meetings.c.original_at,
        meetings.c.sequence > 0,
    )
    joined = (
        addresses.outerjoin(groups, _shown())
        .outerjoin(series, series.c.group_id == groups.c.id)
        .outerjoin(versions, versions.c.series_id == series.c.id)
        .outerjoin(meetings, and_(meetings.c.series_id == series.c.id, changed))
    )
    rows = ((addresses, Address), (series, Series), (versions, Version), (meetings, Meeting))
    wanted = [
        column.label(f"{table.name}_{column.name}") for table, row in rows for column in columns(table, row)
    ]
    query = select(*wanted, groups.c.name.label("group_name")).select_from(joined)
    query = query.where(addresses.c.token == bindparam("of_token"))
    return query.order_by(series.c.id, versions.c.since, versions.c.id, meetings.c.original_at)


_FEED = _feed()


def feed(db: Connection, token: str) -> list[Line]:
    """All that the address shows, in one question; empty when there is no such address."""
    lines = []
    for found in db.execute(_FEED, {"of_token": token}):
        said, place = list(found), 0
        parts: list[Any] = []
        for row in (Address, Series, Version, Meeting):
            width = len(names(row))
            values = said[place : place + width]
            parts.append(row(*values) if values[0] is not None else None)
            place += width
        lines.append(Line(parts[0], said[-1], *parts[1:]))
    return lines
