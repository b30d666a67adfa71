"""What is alive in a group beside its topics: its agenda shows that by itself, each kind under a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.agenda import views
from handlers.agenda.views import Business
from handlers.contract import Context
from handlers.places import is_admin, is_guest
from storage import feedback
from storage.agenda import Item
from storage.groups import Group

MOST_WAITING = 3
Kind = Callable[[Context, Group, Sequence[Item]], Business]


def alive_in(ctx: Context, group: Group, items: Sequence[Item]) -> list[Business]:
    """Kind by kind, those without a line left out."""
    found = (kind(ctx, group, items) for kind in KINDS)
    return [business for business in found if business.lines]


def _waiting(ctx: Context, group: Group, items: Sequence[Item]) -> Business:
    """The most endorsed feedback to this group that nobody has decided, and that is not on the agenda."""
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    table = feedback.feedback
    where = seen & (table.c.group_id == group.id) & table.c.state.in_(feedback.UNACKNOWLEDGED)
    found, _ = feedback.page(ctx.db, where, by_endorsements=True, limit=MOST_WAITING + len(items), offset=0)
    listed = " ".join(item.text for item in items).split()
    new = [item for item in found if f"F-{item.number}:" not in listed]
    return views.waiting(new[:MOST_WAITING])


KINDS: tuple[Kind, ...] = (_waiting,)
