"""What the published minutes of a meeting say, entry by entry, so that it can be found again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)

from storage import terms
from storage.db import metadata

KIND = "M"

published = Table(
    "published",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("meeting", Integer, nullable=False),
    Column("entry", String(80), nullable=False),
    Column("by", String(255), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("workspace", "meeting", "entry"),
)


def keep(db: Connection, workspace: str, meeting: int, said: Mapping[str, tuple[str, str]]) -> None:
    """{entry: (by whom, text)}, all that they say now; the words of any other entry are forgotten."""
    of = published.c
    here = (of.workspace == workspace) & (of.meeting == meeting)
    known = {row.entry: row for row in db.execute(select(published).where(here))}
    gone = {entry: (row.by, "") for entry, row in known.items() if entry not in said}
    for entry, (by, text) in {**said, **gone}.items():
        before = known.get(entry)
        if before is None:
            row = {"workspace": workspace, "meeting": meeting, "entry": entry, "by": by, "text": text}
            number = db.execute(insert(published).values(**row).returning(of.id)).scalar_one()
        elif before.text != text:
            number = before.id
            db.execute(update(published).where(of.id == number).values(by=by, text=text))
        else:
            continue
        terms.wait(db, workspace, KIND, number)
