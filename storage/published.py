"""What the published minutes of a meeting say, entry by entry, so that it can be found again."""

from __future__ import annotations

from collections.abc import Mapping
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
    delete,
    insert,
    select,
    update,
)

from storage import terms
from storage.db import Utc, metadata

KIND = "M"

published = Table(
    "published",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("meeting", Integer, nullable=False),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("entry", String(80), nullable=False),
    Column("by", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    UniqueConstraint("workspace", "meeting", "entry"),
    Index("ix_published_group_id", "workspace", "group_id"),
    Index("ix_published_by", "workspace", "by"),
)


def keep(
    db: Connection,
    workspace: str,
    meeting: int,
    said: Mapping[str, tuple[str, str]],
    *,
    group_id: int,
    at: datetime,
) -> None:
    """{entry: (by whom, text)}: all that they say now, and no more."""
    of = published.c
    here = (of.workspace == workspace) & (of.meeting == meeting)
    known = {row.entry: row for row in db.execute(select(published).where(here))}
    for entry in known.keys() - said.keys():
        db.execute(delete(published).where(of.id == known[entry].id))
        terms.wait(db, workspace, KIND, known[entry].id)
    for entry, (by, text) in said.items():
        before = known.get(entry)
        if before is None:
            row = {"workspace": workspace, "meeting": meeting, "entry": entry, "by": by, "text": text}
            query = insert(published).values(**row, group_id=group_id, at=at).returning(of.id)
            terms.wait(db, workspace, KIND, db.execute(query).scalar_one())
        elif before.text != text:
            db.execute(update(published).where(of.id == before.id).values(by=by, text=text))
            terms.wait(db, workspace, KIND, before.id)
