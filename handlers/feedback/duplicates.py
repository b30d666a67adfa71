"""Is it already reported? Looks for what probably says the same, before filing and right after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from handlers.contract import Context
from handlers.feedback import cards, notices, rules
from handlers.places import is_admin, is_guest
from handlers.router import Router
from storage import feedback, feedback_due, likeness, people, terms
from storage.feedback import Feedback

router = Router()

OFFERED = 3


def likely_for_actor(ctx: Context, text: str) -> list[Feedback]:
    """Up to three open ones, of what the actor may see, that probably say the same."""
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    among = select(feedback.feedback.c.number).where(seen, feedback.unsettled())
    found = likeness.likely(ctx.db, ctx.workspace, text, limit=OFFERED, among=among)
    return feedback.those_of(ctx.db, seen, [f.number for f in found])


def _to_index(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    """New and edited items, with their likely duplicates: searched here, outside the write lock."""
    table = feedback.feedback
    for item in feedback_due.unindexed(db):
        named = select(table.c.number).where(feedback.beside(item), feedback.unsettled())
        found = likeness.likely(
            db, item.workspace, item.text, limit=OFFERED, among=named, besides=item.number
        )
        yield {"workspace": item.workspace, "number": item.number, "likely": [f.number for f in found]}


@router.job("feedback.index", _to_index)
def index(ctx: Context, number: int, likely: list[int]) -> None:
    item = feedback.get(ctx.db, ctx.workspace, number)
    if item is None or feedback.is_indexed(ctx.db, ctx.workspace, number):
        return
    terms.index(ctx.db, ctx.workspace, likeness.KIND, number, item.text)
    is_new = item.likely != likely
    feedback.change(ctx.db, ctx.workspace, number, is_indexed=True, likely=likely)
    if is_new and rules.is_open(item):
        item = feedback.get(ctx.db, ctx.workspace, number) or item
        cards.redraw(ctx, item, people=False)
        _offer(ctx, item)


def _offer(ctx: Context, item: Feedback) -> None:
    """The follow-up of a typed one's receipt: "endorse this instead", of what the author may see; once.

    To an anonymous author it is not offered: who endorses is known, so it would tell who they are.
    """
    author = people.person(ctx.db, ctx.workspace, item.author) if item.author else None
    if author is None or not item.likely or not feedback.offer_once(ctx.db, ctx.workspace, item.number):
        return
    seen = feedback.visible(ctx.workspace, author.user, guest=author.is_guest)
    found = feedback.those_of(ctx.db, seen & feedback.unsettled(), item.likely)
    if found:
        said = notices.offer(item, found)
        ctx.tell(author.user, said, thread=cards.person_key(item.number, author.user), urgent=True)
