"""What time asks of feedback: what to index, whom to nudge, what returns, whose seals are to be erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, or_, select

from storage.db import Utc, all_rows, columns
from storage.feedback import UNACKNOWLEDGED, Feedback, feedback

_TO_INDEX = (
    select(*columns(feedback, Feedback))
    .where(feedback.c.is_indexed.is_(False))
    .order_by(feedback.c.number)
    .limit(bindparam("limit"))
)
_TO_NUDGE = (
    select(*columns(feedback, Feedback))
    .where(feedback.c.nudge_at <= bindparam("now"), feedback.c.state.in_(UNACKNOWLEDGED))
    .order_by(feedback.c.nudge_at)
    .limit(bindparam("limit"))
)
_TO_RETURN = (
    select(*columns(feedback, Feedback))
    .where(feedback.c.returns_at <= bindparam("now"))
    .order_by(feedback.c.returns_at)
    .limit(bindparam("limit"))
)


def unindexed(db: Connection, limit: int = 20) -> list[Feedback]:
    return all_rows(db, Feedback, _TO_INDEX, limit=limit)


def due_for_nudge(db: Connection, now: datetime, limit: int = 100) -> list[Feedback]:
    """What was merged keeps its hour, for when the merge is taken back."""
    return all_rows(db, Feedback, _TO_NUDGE, now=now, limit=limit)


def due_to_return(db: Connection, now: datetime, limit: int = 100) -> list[Feedback]:
    return all_rows(db, Feedback, _TO_RETURN, now=now, limit=limit)


def _sealed_and_closed() -> Select[Any]:
    before = bindparam("before", type_=Utc)
    # Few are: by this comparison the index finds them among all that was ever closed.
    sealed = and_(feedback.c.relay > "", feedback.c.closed_at < before)
    step = select(feedback.c.workspace, feedback.c.number, feedback.c.merged_into.label("into")).where(sealed)
    chain, up = step.cte("chain", recursive=True), feedback.alias()
    is_above = (up.c.workspace == chain.c.workspace) & (up.c.number == chain.c.into)
    above = select(chain.c.workspace, chain.c.number, up.c.merged_into).join(up, is_above)
    chain = chain.union(above)

    is_above = (up.c.workspace == chain.c.workspace) & (up.c.number == chain.c.into)
    is_mine = (chain.c.workspace == feedback.c.workspace) & (chain.c.number == feedback.c.number)
    lives = or_(up.c.closed_at.is_(None), up.c.closed_at >= before)
    is_open_there = exists().select_from(chain.join(up, is_above)).where(is_mine, lives)
    return select(*columns(feedback, Feedback)).where(sealed, ~is_open_there).limit(bindparam("limit"))


_TO_ERASE = _sealed_and_closed()


def relays_closed_before(db: Connection, before: datetime, limit: int = 100) -> list[Feedback]:
    """What was merged closes with the one that it went into, however many merges away."""
    return all_rows(db, Feedback, _TO_ERASE, before=before, limit=limit)
