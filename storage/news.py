"""Whom published minutes are still to be told of: those who were not in the room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, bindparam, delete, insert, select, update

from storage.db import Utc, metadata

news = Table(
    "news",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_at", Utc, index=True),
    Column("told_at", Utc),
)

_DUE = select(news.c.workspace, news.c.user).where(news.c.due_at <= bindparam("now")).distinct()


def add(db: Connection, workspace: str, user: str, number: int, due_at: datetime) -> None:
    """Once a person and meeting."""
    row = {"workspace": workspace, "user": user, "number": number}
    if not db.execute(select(news.c.user).filter_by(**row)).first():
        db.execute(insert(news).values(**row, due_at=due_at))


def due(db: Connection, now: datetime) -> list[tuple[str, str]]:
    """(workspace, user), each once."""
    return [(workspace, user) for workspace, user in db.execute(_DUE, {"now": now})]


def take(db: Connection, workspace: str, user: str, now: datetime) -> list[int]:
    """The meetings that somebody is to be told of now; they are not taken twice."""
    mine = (news.c.workspace == workspace) & (news.c.user == user) & (news.c.due_at <= now)
    numbers = sorted(db.scalars(select(news.c.number).where(mine)))
    db.execute(update(news).where(mine).values(due_at=None, told_at=now))
    return numbers


def told_since(db: Connection, workspace: str, user: str, since: datetime) -> list[int]:
    """The meetings that somebody was told of after that, the latest first."""
    mine = (news.c.workspace == workspace) & (news.c.user == user) & (news.c.told_at > since)
    return sorted(db.scalars(select(news.c.number).where(mine)), reverse=True)


def forget(db: Connection, before: datetime) -> None:
    db.execute(delete(news).where(news.c.told_at < before))
