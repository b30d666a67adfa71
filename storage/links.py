"""What came of what: the edges between numbered items, followed both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Index, String, Table, bindparam, delete, or_, select

from storage import inserts
from storage.db import Utc, all_rows, columns, metadata

links = Table(
    "links",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("cause", String(16), primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("at", Utc, nullable=False),
    Index("ix_links_outcome", "workspace", "outcome"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """`outcome` came of `cause`; both are items by their numbers: F-12, M-3, D-5, A-7."""

    cause: str
    outcome: str
    at: datetime


_ITEMS = bindparam("items", expanding=True)
_BESIDE = (
    select(*columns(links, Link))
    .where(
        links.c.workspace == bindparam("workspace"),
        or_(links.c.cause.in_(_ITEMS), links.c.outcome.in_(_ITEMS)),
    )
    .order_by(links.c.at, links.c.cause, links.c.outcome)
)


def link(db: Connection, workspace: str, cause: str, outcome: str, at: datetime) -> None:
    """Said twice it counts once."""
    row = {"workspace": workspace, "cause": cause, "outcome": outcome, "at": at}
    inserts.add(db, links, row, unless_there=True)


def unlink(db: Connection, workspace: str, cause: str, outcome: str) -> None:
    """What was taken back."""
    this = (links.c.workspace == workspace) & (links.c.cause == cause) & (links.c.outcome == outcome)
    db.execute(delete(links).where(this))


def beside(db: Connection, workspace: str, items: Iterable[str]) -> list[Link]:
    """Every link into or out of one of `items`, the oldest first."""
    return all_rows(db, Link, _BESIDE, workspace=workspace, items=sorted(set(items)))


def causes_of(db: Connection, workspace: str, item: str) -> list[str]:
    return [found.cause for found in beside(db, workspace, [item]) if found.outcome == item]


def outcomes_of(db: Connection, workspace: str, item: str) -> list[str]:
    return [found.outcome for found in beside(db, workspace, [item]) if found.cause == item]
