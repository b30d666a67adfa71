"""What an imported list of groups says that Convener does not use itself, kept so that an export gives it back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, Text, insert, select, update

from storage.db import columns, metadata, one_row

imported = Table(
    "imported",
    metadata,
    Column("group_id", ForeignKey("groups.id"), primary_key=True),
    Column("section", String(32), nullable=False),
    Column("meetings", Text, nullable=False, default=""),
    Column("rest", Text, nullable=False, default=""),
)

handles = Table(
    "handles",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("handle", String(64), primary_key=True),
    Column("user", String(32), nullable=False),
    Index("ix_handles_user", "workspace", "user"),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """`section` is the file's; `meetings` and `rest` are YAML, as they stood."""

    group_id: int
    section: str
    meetings: str
    rest: str


def imported_of(db: Connection, group_id: int) -> Imported | None:
    query = select(*columns(imported, Imported)).where(imported.c.group_id == group_id)
    return one_row(db, Imported, query)


def keep(db: Connection, group_id: int, section: str, meetings: str, rest: str) -> None:
    values = {"section": section, "meetings": meetings, "rest": rest}
    of_group = imported.c.group_id == group_id
    if not db.execute(update(imported).where(of_group).values(**values)).rowcount:
        db.execute(insert(imported).values(group_id=group_id, **values))


def known_handles(db: Connection, workspace: str) -> dict[str, str]:
    """GitHub handle -> Slack user, as earlier imports matched them."""
    query = select(handles.c.handle, handles.c.user).where(handles.c.workspace == workspace)
    return {handle: user for handle, user in db.execute(query.order_by(handles.c.handle))}


def remember_handle(db: Connection, workspace: str, handle: str, user: str) -> None:
    this = (handles.c.workspace == workspace) & (handles.c.handle == handle)
    if not db.execute(update(handles).where(this).values(user=user)).rowcount:
        db.execute(insert(handles).values(workspace=workspace, handle=handle, user=user))
