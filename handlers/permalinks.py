"""Where a message of the bot's can be read: its address, for whoever is in that channel."""

from __future__ import annotations

from handlers.contract import Context
from storage import outbox
from storage.outbox import Posted


def permalink(ctx: Context, *keys: str) -> str:
    """Of the first of these living messages that stands in a channel; empty when none does."""
    for key in keys:
        stands = outbox.where_posted(ctx.db, ctx.workspace, key)
        if stands is not None and stands.channel[:1] in "CG" and ctx.settings.site:
            return _address(ctx.settings.site, stands)
    return ""


def _address(site: str, stands: Posted) -> str:
    address = f"{site.rstrip('/')}/archives/{stands.channel}/p{stands.ts.replace('.', '')}"
    root = stands.thread_ts
    return f"{address}?thread_ts={root}&cid={stands.channel}" if root and root != stands.ts else address
