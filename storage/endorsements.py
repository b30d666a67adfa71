"""Who says that a piece of feedback is theirs too: of themselves, or by a merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.db import Utc, metadata

endorsements = Table(
    "endorsements",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("user", String(32), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("via", Integer),
)


_ENDORSERS = (
    select(endorsements.c.user)
    .where(endorsements.c.workspace == bindparam("workspace"), endorsements.c.number == bindparam("number"))
    .order_by(endorsements.c.at, endorsements.c.user)
)


def endorse(db: Connection, workspace: str, number: int, user: str, at: datetime) -> bool:
    """False when they count already; from now on they count whatever becomes of a merge."""
    mine = _of(workspace, number) & (endorsements.c.user == user)
    if db.execute(update(endorsements).where(mine).values(via=None)).rowcount:
        return False
    db.execute(insert(endorsements).values(workspace=workspace, number=number, user=user, at=at))
    return True


def bring(db: Connection, workspace: str, number: int, voices: Mapping[str, int], at: datetime) -> None:
    """`voices` (user: by which merged item) in place of all that earlier merges brought."""
    db.execute(delete(endorsements).where(_of(workspace, number), endorsements.c.via.is_not(None)))
    here = {"workspace": workspace, "number": number, "at": at}
    own = endorsers(db, workspace, number)
    rows = [{**here, "user": user, "via": via} for user, via in voices.items() if user not in own]
    if rows:
        db.execute(insert(endorsements), rows)


def endorsers(db: Connection, workspace: str, number: int) -> list[str]:
    """Users; `F-7` stands for the anonymous author of F-7, which was merged into this one."""
    return list(db.scalars(_ENDORSERS, {"workspace": workspace, "number": number}))


def counts(db: Connection, workspace: str, numbers: Sequence[int]) -> dict[int, int]:
    query = (
        select(endorsements.c.number, func.count())
        .where(endorsements.c.workspace == workspace, endorsements.c.number.in_(list(numbers)))
        .group_by(endorsements.c.number)
    )
    return {number: count for number, count in db.execute(query)}


def _of(workspace: str, number: int) -> ColumnElement[bool]:
    return (endorsements.c.workspace == workspace) & (endorsements.c.number == number)
