"""Whoever joins a group's channel is welcomed privately, once: when the group meets next, how to be heard."""

from __future__ import annotations

from handlers.contract import Context
from handlers.groups import views
from handlers.router import Router
from storage import groups, meetings, outbox, people

router = Router()


@router.event("member_joined")
def welcome(ctx: Context, channel: str, user: str) -> None:
    """Leaving and coming back makes nobody new: the message of the first time still stands."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is not None and known.is_bot:
        return
    for group in groups.groups_in_channel(ctx.db, ctx.workspace, channel):
        key = f"welcome/{group.id}/{user}"
        if not outbox.is_known(ctx.db, ctx.workspace, key):
            coming = meetings.next_of_group(ctx.db, group.id, ctx.now)
            ctx.tell(user, views.welcome(group, coming, ctx.settings.command), key=key)
