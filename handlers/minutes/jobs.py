"""What time does to meetings and minutes: cards follow, forgotten meetings close, drafts are asked for once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.contract import Context
from handlers.minutes import chairs, closing, drawing, rules
from handlers.minutes.taken import taken
from handlers.places import chairs_or_admins
from handlers.router import Router
from storage import minutes

router = Router()


def _named(found: Iterable[tuple[str, int]]) -> list[Mapping[str, Any]]:
    return [{"workspace": workspace, "number": number} for workspace, number in found]


@router.job("minutes.redraw", lambda db, now: _named(minutes.stale(db)))
def redraw(ctx: Context, number: int) -> None:
    """Many lines, one drawing."""
    drawing.redraw_live(ctx, taken(ctx, number))


def _forgotten(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return _named(minutes.forgotten(db, now - rules.IDLE))


@router.job("minutes.close", _forgotten)
def close(ctx: Context, number: int) -> None:
    """Past its end, and silent for an hour. However late, once."""
    at = taken(ctx, number)
    if at.record.state == minutes.TAKING:
        closing.close(ctx, at)


@router.job("minutes.ask", lambda db, now: _named(minutes.due_to_ask(db, now)))
def ask(ctx: Context, number: int) -> None:
    """After a day the chairs are asked, once; after three it goes out as the draft that it is."""
    at = taken(ctx, number)
    record = at.record
    if record.state != minutes.DRAFT or record.ask_at is None or record.drafted_at is None:
        return
    gives_up_at = record.drafted_at + rules.GIVE_UP_AFTER
    if record.was_asked or ctx.now >= gives_up_at:
        closing.publish(ctx, at, by=None)
        return
    minutes.change(ctx.db, ctx.workspace, number, was_asked=True, ask_at=gives_up_at)
    for chair in chairs_or_admins(ctx, at.group.id):
        key = drawing.draft_key(number, chair)
        ctx.tell(chair, chairs.asked(at.about), thread=key)
