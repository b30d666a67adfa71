"""How a group wants its meetings: when it is reminded, and whose holidays it minds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, insert, select, update

from storage.db import columns, metadata, one_row

DAY_BEFORE, SOON = 24 * 60, 10

habits = Table(
    "habits",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("day_before", Integer),
    Column("soon", Integer),
    Column("countries", String(200), nullable=False, default=""),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """Reminders in minutes before a meeting, None for none; countries as codes with commas."""

    group_id: int
    day_before: int | None
    soon: int | None
    countries: str


def of_group(db: Connection, group_id: int) -> Habits:
    query = select(*columns(habits, Habits)).where(habits.c.group_id == group_id)
    return one_row(db, Habits, query) or Habits(group_id, DAY_BEFORE, SOON, "")


def settle(db: Connection, group_id: int, **values: object) -> None:
    if db.execute(update(habits).where(habits.c.group_id == group_id).values(**values)).rowcount:
        return
    defaults = {"day_before": DAY_BEFORE, "soon": SOON}
    db.execute(insert(habits).values(group_id=group_id, **{**defaults, **values}))
