"""The living message that announces a topic in the channel and follows what becomes of it."""

from __future__ import annotations

from handlers.agenda import views
from handlers.contract import Context
from storage import agenda, groups, outbox, people

_KEY = "agenda/"


def announce(ctx: Context, item_id: int) -> None:
    item = agenda.item(ctx.db, item_id)
    group = groups.group(ctx.db, item.group_id) if item else None
    if item is not None and group is not None and group.channel:
        by = people.person(ctx.db, ctx.workspace, item.by)
        count = agenda.supporters(ctx.db, group.id).get(item.id, 0)
        card = views.announced(item, by.name if by and by.name else "somebody", count)
        ctx.post(group.channel, card, key=f"{_KEY}{item_id}")


def redraw(ctx: Context, item_id: int) -> None:
    """Where it was announced; a topic that a line brought in was not."""
    if outbox.is_known(ctx.db, ctx.workspace, f"{_KEY}{item_id}"):
        announce(ctx, item_id)


def item_of(key: str) -> int | None:
    """The topic that the living message of that key announces."""
    number = key.removeprefix(_KEY)
    return int(number) if key.startswith(_KEY) and number.isdecimal() else None
