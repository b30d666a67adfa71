"""How a turn goes on: due now, or put off to when it will be; and begun once, whatever happens in between."""

from __future__ import annotations

from datetime import datetime

from handlers.contract import Context
from handlers.digests import rules
from handlers.digests.rules import Hour
from storage import digests, turns
from storage.digests import Round
from storage.turns import Turn


def has_come(ctx: Context, turn: Turn, hour: Hour | None, zone: str, free: datetime) -> bool:
    """Otherwise it is put off; `free` is when they may be written to."""
    since = turn.since or ctx.now
    if hour is None:
        turns.change(ctx.db, turn, since=since, next_at=None)
        return False
    following = rules.following(hour, zone, ctx.now)
    if not rules.is_due(hour, zone, ctx.now, since):
        turns.change(ctx.db, turn, since=since, next_at=following)
        return False
    if free > ctx.now:
        turns.change(ctx.db, turn, since=since, next_at=free)
        return False
    turns.change(ctx.db, turn, since=ctx.now, next_at=following)
    return True


def begin(
    ctx: Context, turn: Turn, span: str, week: str, *, told: str = "", since: datetime | None = None
) -> Round | None:
    """None when that week, or day, had its own."""
    row = Round(turn.workspace, turn.kind, turn.who, span, week, ctx.now, since, told or turn.who)
    return row if digests.begin_round(ctx.db, row) else None


def settle(ctx: Context, kind: str, who: str) -> None:
    """By new wishes the next one counts; what fell due by the old ones does not."""
    turn = turns.get(ctx.db, ctx.workspace, kind, who)
    if turn is not None:
        turns.change(ctx.db, turn, since=ctx.now, next_at=turns.AT_ONCE)
