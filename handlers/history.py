"""What was done to a group, by whom and when: kept with the deed."""

from __future__ import annotations

from typing import Any

from handlers.contract import Context
from storage import items
from storage.groups import Group


def group_changed(ctx: Context, group: Group, what: str, **data: Any) -> None:
    """`what` is at most 32 characters: "chair named"; whom it concerns is in `data`."""
    actor = ctx.actor or None
    items.record(ctx.db, ctx.workspace, f"group/{group.slug}", what, ctx.now, actor=actor, **data)
