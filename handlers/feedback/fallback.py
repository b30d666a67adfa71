"""Never nowhere: what a leads' channel or a lead can't be shown goes to those who answer it, by direct message."""

from __future__ import annotations

import re

from handlers.contract import Context
from handlers.feedback import cards
from handlers.feedback.reading import responsible, shown
from handlers.feedback.rules import is_open
from handlers.places import admins
from handlers.router import Router
from storage import feedback, people
from storage.feedback import LEADS, Feedback

router = Router()

_CARD = re.compile(r"feedback/(\d+)/card/(.+)")


@router.on("undeliverable")
def not_delivered(ctx: Context, to: str, error: str, key: str | None) -> None:
    """A lead's card could not be posted, say as the bot is not in their channel."""
    found = _CARD.fullmatch(key or "")
    item = feedback.get(ctx.db, ctx.workspace, int(found[1])) if found else None
    if found and item is not None:
        _move(ctx, item, found[2])


@router.event("person_changed")
def account_closed(ctx: Context, user: str) -> None:
    """Whoever answered by direct message is gone: what is open goes to those who answer it now."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is None or not known.deleted:
        return
    for number in feedback.numbers_with_card(ctx.db, ctx.workspace, user, LEADS):
        item = feedback.get(ctx.db, ctx.workspace, number)
        if item is not None and is_open(item):
            _move(ctx, item, user)


def _move(ctx: Context, item: Feedback, place: str) -> None:
    present = feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS)
    if place not in present:
        return
    feedback.drop_card(ctx.db, ctx.workspace, item.number, place, LEADS)
    answering = [user for user in responsible(ctx, item.group_id, item.area_id) if user != place]
    heirs = [user for user in answering or admins(ctx) if user not in (place, *present)]
    cards.show_to_leads(ctx, shown(ctx, item), heirs)
