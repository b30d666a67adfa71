"""Keeps the house clean: what was sent or received long ago is forgotten; what could not be sent is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.blocks import note
from handlers.contract import Context
from handlers.places import chairs_or_admins
from handlers.router import Router
from storage import action_due, areas, digests, groups, items, news, sending

router = Router()

KEEP_RECEIPTS = timedelta(days=2)
KEEP_SENT = timedelta(days=14)
KEEP_ROUNDS = timedelta(days=60)
EVERY = timedelta(hours=6)

REASONS = {
    "not_in_channel": "I am not in it. Type `/invite @Convener` there",
    "channel_not_found": "I can't see it. Type `/invite @Convener` there, or choose another channel",
    "is_archived": "it is archived. Unarchive it, or choose another channel",
    "restricted_action": "only some people may post there. Ask an admin to let me",
}


def _old_receipts(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    return [{}] if items.has_receipts_before(db, now - KEEP_RECEIPTS - EVERY) else []


@router.job("upkeep.tidy", _old_receipts)
def tidy(ctx: Context) -> None:
    items.forget_receipts(ctx.db, ctx.now - KEEP_RECEIPTS)
    sending.tidy(ctx.db, ctx.now - KEEP_SENT)
    action_due.forget_rounds(ctx.db, (ctx.now - KEEP_ROUNDS).date())
    digests.forget_rounds(ctx.db, ctx.now - KEEP_ROUNDS)
    news.forget(ctx.db, ctx.now - KEEP_ROUNDS)


@router.on("undeliverable")
def undeliverable(ctx: Context, to: str, error: str, key: str | None) -> None:
    """Tell the chairs, once a day and channel, in words that say what to do."""
    if to[:1] not in "CG" or not items.first_time(
        ctx.db, ctx.workspace, f"undeliverable/{to}/{ctx.now:%Y-%m-%d}", ctx.now
    ):
        return
    reason = REASONS.get(error, f"Slack says `{error}`")
    text = f"I could not post in <#{to}>: {reason}. What was meant for it is kept in my records."
    for person in _in_charge(ctx, to):
        ctx.tell(person, note(text))


def _in_charge(ctx: Context, channel: str) -> list[str]:
    found = groups.groups_in_channel(ctx.db, ctx.workspace, channel)
    ids = [g.id for g in found] or areas.groups_with_leads_in(ctx.db, ctx.workspace, channel)
    return list(dict.fromkeys(p for group_id in ids for p in chairs_or_admins(ctx, group_id))) or (
        chairs_or_admins(ctx, None)
    )
