"""Saying that a topic matters: by command, by the button, by a reaction to the message that announced it."""

from __future__ import annotations

from handlers.agenda import drawing
from handlers.blocks import note
from handlers.contract import Context, Reply, Say, UserError
from handlers.places import standing
from handlers.router import Router
from handlers.text import counted, escape
from storage import agenda, groups
from storage.agenda import Item
from storage.groups import Group

router = Router()

AGAINST = ("-1", "thumbsdown")


def alive(ctx: Context, item_id: int) -> tuple[Item, Group] | None:
    """A topic that is still to be talked about, and whose it is."""
    item = agenda.item(ctx.db, item_id)
    group = groups.group(ctx.db, item.group_id) if item and item.workspace == ctx.workspace else None
    return (item, group) if item and group and item.state in agenda.ALIVE else None


@router.click("agenda.support <item_id:int>")
def support_this(ctx: Context, item_id: int) -> Reply | None:
    found = alive(ctx, item_id)
    if found is None:
        raise UserError("That topic is not on the agenda any more.")
    standing(ctx, found[1]).demand("fill the agenda")
    return supported(ctx, found[0])


def supported(ctx: Context, item: Item) -> Reply | None:
    is_new = agenda.support(ctx.db, item.id, ctx.actor)
    drawing.redraw(ctx, item.id)
    voices = counted(agenda.supporters(ctx.db, item.group_id)[item.id], "voice")
    return Say(
        note(f"{'Noted' if is_new else 'You support it already'}: *{escape(item.text)}* has {voices}.")
    )


@router.event("reacted")
def reacted(ctx: Context, key: str, emoji: str, is_there: bool) -> None:
    """Any but a thumb down, and it may be taken back; somebody who may not is not told so."""
    item_id = drawing.item_of(key)
    found = alive(ctx, item_id) if item_id is not None else None
    how = emoji.partition("::")[0][:64]
    if found is None or how in AGAINST or not standing(ctx, found[1]).may("fill the agenda"):
        return
    if is_there:
        agenda.support(ctx.db, found[0].id, ctx.actor, how)
    else:
        agenda.unsupport(ctx.db, found[0].id, ctx.actor, how)
    drawing.redraw(ctx, found[0].id)
