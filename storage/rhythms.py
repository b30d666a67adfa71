"""Series of meetings, and the rhythm of each: what held for its meetings from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
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
    insert,
    select,
    update,
)

from storage.db import Utc, all_rows, columns, metadata, one_row

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", String(150), nullable=False),
    Column("sequence", Integer, nullable=False, default=0),
    Column("plan_at", Utc),
    Column("created_at", Utc, nullable=False),
    Column("ended_at", Utc),
    UniqueConstraint("workspace", "slug"),
    Index("ix_series_group_id", "group_id"),
    Index("ix_series_plan_at", "plan_at"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series_id", ForeignKey("series.id"), nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
    Column("schedule", JSON, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("link", Text),
    Index("ix_versions_series_id", "series_id"),
)

# Asked at every beat, and so built once.
_TO_PLAN = (
    select(series.c.workspace, series.c.id)
    .where(series.c.plan_at <= bindparam("now"))
    .order_by(series.c.plan_at)
    .limit(200)
)


@dataclass(frozen=True, slots=True)
class Series:
    """`plan_at` is when more meetings must be planned; None when nothing follows."""

    id: int
    workspace: str
    group_id: int
    slug: str
    name: str
    sequence: int
    plan_at: datetime | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """What holds for a series' meetings from `since` until before `until`, by their original time."""

    id: int
    series_id: int
    since: datetime
    until: datetime | None
    schedule: Mapping[str, Any]
    minutes: int
    link: str | None


def add_series(
    db: Connection,
    workspace: str,
    group_id: int,
    slug: str,
    name: str,
    now: datetime,
    plan_at: datetime | None,
) -> int:
    values = {"workspace": workspace, "group_id": group_id, "slug": slug, "name": name}
    row = {**values, "created_at": now, "plan_at": plan_at}
    return db.execute(insert(series).values(**row).returning(series.c.id)).scalar_one()


def change_series(db: Connection, series_id: int, **values: object) -> None:
    db.execute(update(series).where(series.c.id == series_id).values(**values))


def the_series(db: Connection, series_id: int) -> Series | None:
    return one_row(db, Series, select(*columns(series, Series)).where(series.c.id == series_id))


def series_by_slug(db: Connection, workspace: str, slug: str) -> Series | None:
    query = select(*columns(series, Series)).where(series.c.workspace == workspace, series.c.slug == slug)
    return one_row(db, Series, query)


def series_of_groups(db: Connection, group_ids: Iterable[int]) -> list[Series]:
    """Those that go on, by name."""
    query = select(*columns(series, Series)).where(
        series.c.group_id.in_(sorted(set(group_ids))), series.c.ended_at.is_(None)
    )
    return all_rows(db, Series, query.order_by(series.c.name, series.c.id))


def slugs_like(db: Connection, workspace: str, slug: str) -> set[str]:
    query = select(series.c.slug).where(series.c.workspace == workspace, series.c.slug.startswith(slug))
    return set(db.scalars(query))


def series_to_plan(db: Connection, now: datetime) -> list[tuple[str, int]]:
    """(workspace, series id) of those that need more meetings."""
    return [(workspace, found) for workspace, found in db.execute(_TO_PLAN, {"now": now})]


def add_version(
    db: Connection,
    series_id: int,
    since: datetime,
    schedule: Mapping[str, Any],
    minutes: int,
    link: str | None,
) -> int:
    """It ends the one before it."""
    before = (versions.c.series_id == series_id) & versions.c.until.is_(None)
    db.execute(update(versions).where(before).values(until=since))
    values = {"series_id": series_id, "since": since, "schedule": schedule, "minutes": minutes, "link": link}
    return db.execute(insert(versions).values(**values).returning(versions.c.id)).scalar_one()


def end_version(db: Connection, version_id: int, until: datetime) -> None:
    db.execute(update(versions).where(versions.c.id == version_id).values(until=until))


def versions_of(db: Connection, series_ids: Iterable[int]) -> dict[int, list[Version]]:
    """By series, the oldest first."""
    query = select(*columns(versions, Version)).where(versions.c.series_id.in_(sorted(set(series_ids))))
    found: dict[int, list[Version]] = {}
    for version in all_rows(db, Version, query.order_by(versions.c.since, versions.c.id)):
        found.setdefault(version.series_id, []).append(version)
    return found
