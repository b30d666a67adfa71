"""The timer of a topic: a gentle note when its time is nearly used up, and one when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.agenda import rules, views
from handlers.contract import Context
from handlers.router import Router
from storage import agenda, groups

router = Router()


def _due(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": workspace, "item_id": item_id} for workspace, item_id in agenda.due_notes(db, now)]


@router.job("agenda.timer", _due)
def remind(ctx: Context, item_id: int) -> None:
    """Late ones are merged: once the time is up, that alone is said."""
    item = agenda.item(ctx.db, item_id)
    group = groups.group(ctx.db, item.group_id) if item else None
    ends_at = rules.ends_at(item) if item else None
    if item is None or group is None or ends_at is None or item.state != agenda.NOW or not group.channel:
        agenda.change(ctx.db, item_id, note_at=None)
        return
    if ctx.now >= ends_at:
        agenda.change(ctx.db, item_id, note_at=None)
        ctx.post(group.channel, views.time_is_up(item))
        return
    agenda.change(ctx.db, item_id, note_at=ends_at)
    left = max(round((ends_at - ctx.now).total_seconds() / 60), 1)
    ctx.post(group.channel, views.nearly(item, left))
