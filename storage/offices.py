"""Many groups at once: the groups, areas and offices that something concerns, however many it is about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from storage.areas import Area, areas
from storage.db import all_rows, columns
from storage.groups import Group, Role, groups, roles

CHAIRS = ("chair", "co-chair")

_GROUPS = select(*columns(groups, Group)).order_by(groups.c.slug)


def areas_of(db: Connection, area_ids: Iterable[int]) -> list[Area]:
    return all_rows(db, Area, select(*columns(areas, Area)).where(areas.c.id.in_(sorted(set(area_ids)))))


def held_in(db: Connection, group_ids: Iterable[int]) -> list[Role]:
    query = select(*columns(roles, Role)).where(
        roles.c.group_id.in_(sorted(set(group_ids))), roles.c.until.is_(None)
    )
    return all_rows(db, Role, query)


def numbered(db: Connection, group_ids: Iterable[int]) -> list[Group]:
    return all_rows(db, Group, _GROUPS.where(groups.c.id.in_(sorted(set(group_ids)))))


def named(db: Connection, workspace: str, slugs: Iterable[str]) -> list[Group]:
    """Archived ones too."""
    query = _GROUPS.where(groups.c.workspace == workspace, groups.c.slug.in_(sorted(set(slugs))))
    return all_rows(db, Group, query)
