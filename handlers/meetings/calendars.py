"""The addresses of somebody's calendar feeds: given privately, and renewed when one has leaked."""

from __future__ import annotations

from handlers import blocks as b
from handlers import feeds, ics, places
from handlers.contract import Context, Message, Reply, Say
from handlers.meetings import reading, views
from handlers.router import Router
from handlers.text import escape
from storage import addresses
from storage.addresses import ALL, GROUP, ME
from storage.groups import Group

router = Router()

_NAMES = {ME: "Meetings of your groups", ALL: "All meetings that you may see"}


@router.command("meeting ics", help="Calendar addresses: this group's, yours, all.")
def show(ctx: Context) -> Reply:
    return Say(_drawn(ctx, places.group_if_any(ctx)))


@router.command("meeting ics <number:M>", help="One meeting as a calendar file.")
def one(ctx: Context, number: int) -> Reply:
    """As an attachment: a link would carry the address of a whole feed with it."""
    meeting = reading.numbered(ctx, number)
    key = f"ics/M-{meeting.number}/{ctx.actor}/{int(ctx.now.timestamp())}"
    name = f"M-{meeting.number}.ics"
    ctx.tell(ctx.actor, b.note(f"{views.title(meeting)} for your calendar is in the thread."), key=key)
    file = ics.one_meeting(meeting, reading.group_of(ctx, meeting).name).decode()
    ctx.attach(ctx.actor, name, file, thread=key)
    return Say(b.note(f"`{name}` is on its way to you, by direct message."))


@router.click("meeting.renew <scope> [<slug>]")
def renew(ctx: Context, scope: str, slug: str | None = None) -> Reply:
    """The old address is dead at once."""
    group = places.group_named(ctx, slug) if slug else None
    token, of_group = feeds.new_token(), group.id if group and scope == GROUP else None
    addresses.give_address(ctx.db, ctx.workspace, ctx.actor, scope, of_group, token, ctx.now)
    return Say(_drawn(ctx, group), replace=True)


def _token(ctx: Context, scope: str, group_id: int | None) -> str:
    known = addresses.address_of(ctx.db, ctx.workspace, ctx.actor, scope, group_id)
    if known:
        return known.token
    token = feeds.new_token()
    addresses.give_address(ctx.db, ctx.workspace, ctx.actor, scope, group_id, token, ctx.now)
    return token


def _base(ctx: Context) -> str:
    return f"{ctx.settings.public_url}/calendar"


def _drawn(ctx: Context, group: Group | None) -> Message:
    rows = [(GROUP, group.id, f"Meetings of {escape(group.name)}")] if group else []
    rows += [(scope, None, name) for scope, name in _NAMES.items()]
    drawn = [b.section("*Calendar addresses*, for you alone: who has one sees what you see.")]
    for scope, group_id, name in rows:
        url = f"{_base(ctx)}/{_token(ctx, scope, group_id)}.ics"
        value = f"{scope} {group.slug}" if group else scope
        button = b.button("Renew", "meeting.renew", value)
        drawn.append(b.section(f"{name}\n`{url}`", button))
    drawn.append(b.context("Subscribe to it in your calendar. *Renew* makes the old address useless."))
    return b.message("Calendar addresses", *drawn)
