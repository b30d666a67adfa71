"""The areas that groups look after: the words that lead to each, and who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row
from storage.groups import live_groups, roles
from storage.kept import kept

areas = Table(
    "areas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", String(150), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("channel", String(32)),
    Column("archived_at", Utc),
    UniqueConstraint("workspace", "slug"),
    Index("ix_areas_group_id", "group_id"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("area_id", ForeignKey("areas.id"), primary_key=True),
    Column("alias", String(64), primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    workspace: str
    group_id: int
    slug: str
    name: str
    description: str
    channel: str | None
    archived_at: datetime | None


_AREAS = select(*columns(areas, Area)).order_by(areas.c.slug)
_AREA = _AREAS.where(areas.c.id == bindparam("id"))
_LIVE_AREAS = _AREAS.where(areas.c.workspace == bindparam("workspace"), areas.c.archived_at.is_(None))
_ALIASES = (
    select(aliases.c.area_id, aliases.c.alias)
    .join(areas)
    .where(areas.c.workspace == bindparam("workspace"))
    .order_by(aliases.c.area_id, aliases.c.alias)
)
_LEADS = (
    select(roles.c.user)
    .where(roles.c.area_id == bindparam("area_id"), roles.c.role == "lead", roles.c.until.is_(None))
    .order_by(roles.c.since, roles.c.id)
)


@kept
def area(db: Connection, area_id: int) -> Area | None:
    return one_row(db, Area, _AREA, id=area_id)


def area_by_slug(db: Connection, workspace: str, slug: str) -> Area | None:
    query = select(*columns(areas, Area)).where(areas.c.workspace == workspace, areas.c.slug == slug)
    return one_row(db, Area, query)


@kept
def live_areas(
    db: Connection, workspace: str, group_id: int | None = None, *, seen_by: str | None = None
) -> list[Area]:
    """With `seen_by`, only those of the groups that this person may know of."""
    if seen_by is not None:
        seen = {group.id for group in live_groups(db, workspace, seen_by=seen_by)}
        return [area for area in live_areas(db, workspace) if area.group_id in seen]
    query = _LIVE_AREAS if group_id is None else _LIVE_AREAS.where(areas.c.group_id == group_id)
    return all_rows(db, Area, query, workspace=workspace)


def areas_in_channel(db: Connection, workspace: str, channel: str) -> list[Area]:
    """Whose leads hear of feedback there."""
    query = _LIVE_AREAS.where(areas.c.channel == channel)
    return all_rows(db, Area, query, workspace=workspace)


def add_area(db: Connection, workspace: str, group_id: int, slug: str, name: str, **known: object) -> int:
    values = {"workspace": workspace, "group_id": group_id, "slug": slug, "name": name, **known}
    return db.execute(insert(areas).values(**values).returning(areas.c.id)).scalar_one()


def change_area(db: Connection, area_id: int, **known: object) -> None:
    db.execute(update(areas).where(areas.c.id == area_id).values(**known))


@kept
def alias_table(db: Connection, workspace: str) -> dict[int, list[str]]:
    """Area id -> its aliases, for all areas of a workspace."""
    found: dict[int, list[str]] = {}
    for area_id, alias in db.execute(_ALIASES, {"workspace": workspace}):
        found.setdefault(area_id, []).append(alias)
    return found


def aliases_of(db: Connection, area_id: int) -> list[str]:
    return sorted(db.scalars(select(aliases.c.alias).where(aliases.c.area_id == area_id)))


def set_aliases(db: Connection, area_id: int, wanted: Iterable[str]) -> None:
    db.execute(delete(aliases).where(aliases.c.area_id == area_id))
    rows = [{"area_id": area_id, "alias": alias} for alias in sorted(set(wanted))]
    if rows:
        db.execute(insert(aliases), rows)


def groups_with_leads_in(db: Connection, workspace: str, channel: str) -> list[int]:
    """The groups whose areas have this leads' channel."""
    query = select(areas.c.group_id).where(areas.c.workspace == workspace, areas.c.channel == channel)
    return sorted(set(db.scalars(query)))


@kept
def leads(db: Connection, area_id: int) -> list[str]:
    return list(db.scalars(_LEADS, {"area_id": area_id}))
