"""The steps of an import: each says in a line what it does, and does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from storage import areas, groups, items, people, registry


class Step(Protocol):
    """`kind` is "create", "change" or "keep"; `what` the kind of thing."""

    kind: str
    what: str

    @property
    def line(self) -> str: ...

    def do(self, db: Connection, workspace: str, now: datetime) -> None: ...


def _group_id(db: Connection, workspace: str, slug: str) -> int:
    found = groups.group_by_slug(db, workspace, slug)
    if found is None:
        raise LookupError(slug)
    return found.id


def _area_id(db: Connection, workspace: str, slug: str) -> int:
    found = areas.area_by_slug(db, workspace, slug)
    if found is None:
        raise LookupError(slug)
    return found.id


def _record(db: Connection, workspace: str, slug: str, what: str, now: datetime, **data: Any) -> None:
    items.record(db, workspace, f"group/{slug}", what, now, why="import", **data)


@dataclass(frozen=True)
class NewGroup:
    slug: str
    name: str
    values: Mapping[str, Any]
    where: str = ""
    kind: str = "create"
    what: str = "group"

    @property
    def line(self) -> str:
        return f"{self.slug}  {self.name}{f', in #{self.where}' if self.where else ''}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        groups.add_group(db, workspace, self.slug, self.name, now, **self.values)
        _record(db, workspace, self.slug, "created", now)


@dataclass(frozen=True)
class ChangedGroup:
    slug: str
    values: Mapping[str, Any]
    kind: str = "change"
    what: str = "group"

    @property
    def line(self) -> str:
        return f"{self.slug}  {', '.join(self.values)}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        groups.change_group(db, _group_id(db, workspace, self.slug), **self.values)
        _record(db, workspace, self.slug, "edited", now, fields=list(self.values))


@dataclass(frozen=True)
class NewArea:
    group: str
    slug: str
    name: str
    values: Mapping[str, Any]
    leads: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    kind: str = "create"
    what: str = "area"

    @property
    def line(self) -> str:
        return f"{self.slug}  of {self.group}, led by {', '.join(self.led_by) or 'nobody yet'}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        group_id = _group_id(db, workspace, self.group)
        area_id = areas.add_area(db, workspace, group_id, self.slug, self.name, **self.values)
        areas.set_aliases(db, area_id, self.aliases)
        for user in self.leads:
            groups.take_role(db, workspace, group_id, user, "lead", now, area_id)
        _record(db, workspace, self.group, "area added", now, area=self.slug, leads=list(self.leads))


@dataclass(frozen=True)
class ChangedArea:
    group: str
    slug: str
    values: Mapping[str, Any]
    aliases: tuple[str, ...] | None = None
    kind: str = "change"
    what: str = "area"

    @property
    def line(self) -> str:
        return f"{self.slug}  {', '.join([*self.values, *(['aliases'] if self.aliases is not None else [])])}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        area_id = _area_id(db, workspace, self.slug)
        if self.values:
            areas.change_area(db, area_id, **self.values)
        if self.aliases is not None:
            areas.set_aliases(db, area_id, self.aliases)
        _record(db, workspace, self.group, "area edited", now, area=self.slug)


@dataclass(frozen=True)
class NewRole:
    group: str
    role: str
    user: str
    name: str
    area: str | None = None
    kind: str = "create"
    what: str = "role"

    @property
    def line(self) -> str:
        return f"{self.name} is {self.role} of {self.area or self.group}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        group_id = _group_id(db, workspace, self.group)
        area_id = _area_id(db, workspace, self.area) if self.area else None
        groups.take_role(db, workspace, group_id, self.user, self.role, now, area_id)
        _record(db, workspace, self.group, f"{self.role} named", now, who=self.user, area=self.area)


@dataclass(frozen=True)
class EndedRole:
    group: str
    role: str
    user: str
    name: str
    area_id: int | None = None
    kind: str = "change"
    what: str = "role"

    @property
    def line(self) -> str:
        of_area = " of an area" if self.area_id else ""
        return f"{self.name} is emeritus in the file, so no longer {self.role}{of_area} in {self.group}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        group_id = _group_id(db, workspace, self.group)
        groups.end_role(db, group_id, self.user, self.role, now, self.area_id)
        _record(db, workspace, self.group, f"{self.role} ended", now, who=self.user)


@dataclass(frozen=True)
class NewEmployer:
    user: str
    name: str
    company: str
    kind: str = "create"
    what: str = "employer"

    @property
    def line(self) -> str:
        return f"{self.name} works for {self.company}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        people.set_employer(db, workspace, self.user, self.company, now)


@dataclass(frozen=True)
class NewHandle:
    handle: str
    user: str
    name: str
    kind: str = "create"
    what: str = "match"

    @property
    def line(self) -> str:
        return f"{self.handle} is {self.name} ({self.user})"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        registry.remember_handle(db, workspace, self.handle, self.user)


@dataclass(frozen=True)
class Kept:
    """What only the export needs again."""

    group: str
    section: str
    meetings: str
    rest: str
    count: int = 0
    kind: str = "keep"
    what: str = "rest"
    names: tuple[str, ...] = field(default=())

    @property
    def line(self) -> str:
        meetings = [f"{self.count} meetings"] if self.count else []
        return f"{self.group}  {', '.join([*meetings, *self.names]) or 'its place in the file'}"

    def do(self, db: Connection, workspace: str, now: datetime) -> None:
        group_id = _group_id(db, workspace, self.group)
        registry.keep(db, group_id, self.section, self.meetings, self.rest)
