"""What is alive in a group beside its topics: its agenda shows that by itself, each kind under a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.agenda import views
from handlers.agenda.views import Business
from handlers.calendar import today
from handlers.contract import Context
from handlers.places import is_admin, is_guest
from handlers.sponsor_marks import marks
from storage import actions, decisions, feedback, people
from storage.agenda import Item
from storage.groups import Group

MOST_WAITING, MOST_OVERDUE = 3, 8
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


def _overdue(ctx: Context, group: Group, items: Sequence[Item]) -> Business:
    """What was promised and is late, the longest first: ticked through there."""
    here = today(ctx.now, group.zone)
    found = actions.overdue_of_group(ctx.db, group.id, here, MOST_OVERDUE + 1)
    owners = actions.owners_of(ctx.db, ctx.workspace, (action.number for action in found))
    known = people.persons(ctx.db, ctx.workspace, {user for users in owners.values() for user in users})
    names = {number: [known[u].name for u in users if u in known] for number, users in owners.items()}
    stand = marks(ctx, (action.number for action in found))
    return views.overdue(found[:MOST_OVERDUE], names, here, stand, has_more=len(found) > MOST_OVERDUE)


def _to_review(ctx: Context, group: Group, items: Sequence[Item]) -> Business:
    """Decisions whose day has come to be looked at again."""
    return views.to_review(decisions.due_for_review(ctx.db, [group.id], today(ctx.now, group.zone)))


KINDS: tuple[Kind, ...] = (_overdue, _waiting, _to_review)
