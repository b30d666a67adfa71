"""What happens to channels: the bot comes in and greets, and a group follows its channel's fate."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places
from handlers.contract import Context
from handlers.groups import views
from handlers.router import Router
from storage import areas, groups, items, people

router = Router()


@router.event("bot_joined")
def greet(ctx: Context, channel: str, inviter: str) -> None:
    known = people.channel(ctx.db, ctx.workspace, channel)
    if known and known.greeted_at:
        return
    people.save_channel(ctx.db, ctx.workspace, channel, greeted_at=ctx.now)
    here = groups.groups_in_channel(ctx.db, ctx.workspace, channel)
    ctx.post(channel, views.greeting(channel, here, ctx.settings.command))


@router.event("channel_renamed")
def renamed(ctx: Context, channel: str, name: str) -> None:
    """Groups keep the channel's id, so they follow by themselves; it is noted in their history."""
    for group in groups.groups_in_channel(ctx.db, ctx.workspace, channel):
        items.record(ctx.db, ctx.workspace, f"group/{group.slug}", "channel renamed", ctx.now, name=name)


@router.event("channel_archived")
def archived(ctx: Context, channel: str) -> None:
    for group in groups.groups_in_channel(ctx.db, ctx.workspace, channel):
        items.record(ctx.db, ctx.workspace, f"group/{group.slug}", "channel archived", ctx.now)
        for chair in places.chairs_or_admins(ctx, group.id):
            ctx.tell(chair, views.channel_gone(group, channel))
    for area in areas.areas_in_channel(ctx.db, ctx.workspace, channel):
        told = views.leads_channel_gone(area, channel, ctx.settings.command)
        for chair in places.chairs_or_admins(ctx, area.group_id):
            ctx.tell(chair, told)


@router.event("channel_privacy")
def privacy_changed(ctx: Context, channel: str, is_private: bool) -> None:
    for group in groups.groups_in_channel(ctx.db, ctx.workspace, channel):
        groups.change_group(ctx.db, group.id, is_private=is_private)
        now = "private" if is_private else "public"
        items.record(ctx.db, ctx.workspace, f"group/{group.slug}", f"became {now}", ctx.now)
        if group.channel:
            ctx.post(group.channel, b.note(f"{views.title(group)} is {now} now, as its channel is."))
