"""What time does to feedback: gathered cards go out, leads are nudged once, deferred items return, seals expire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.contract import Context
from handlers.feedback import cards, notices, rules
from handlers.feedback.reading import responsible, shown
from handlers.router import Router
from storage import feedback, feedback_due, gatherings, items, outbox
from storage.feedback import PEOPLE, Feedback

router = Router()

KEEP_SEALS = timedelta(days=30)


def _named(found: Iterable[Feedback]) -> list[Mapping[str, Any]]:
    return [{"workspace": item.workspace, "number": item.number} for item in found]


def _gatherings(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": w, "channel": c} for w, c in gatherings.due(db, now)]


@router.job("feedback.gather", _gatherings)
def gather(ctx: Context, channel: str) -> None:
    """The hour is over: what came in goes out under one heading. However late, once."""
    closes_at = gatherings.closes_at(ctx.db, ctx.workspace, channel)
    if closes_at is None or closes_at > ctx.now:
        return
    numbers = gatherings.waiting(ctx.db, ctx.workspace, channel)
    if not numbers:
        gatherings.close(ctx.db, ctx.workspace, channel)
        return
    gatherings.open_hour(ctx.db, ctx.workspace, channel, ctx.now + cards.GATHER)
    found = feedback.several(ctx.db, ctx.workspace, numbers)
    heading = f"gathering/{channel}/{int(closes_at.timestamp())}" if len(found) > 1 else None
    if heading:
        ctx.post(channel, notices.gathering_heading(found), key=heading)
    for item in found:
        gatherings.remove(ctx.db, ctx.workspace, item.number)
        feedback.change(ctx.db, ctx.workspace, item.number, in_thread=heading is not None)
        cards.show_to_leads(ctx, shown(ctx, item), [channel], thread=heading)


def _to_nudge(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    numbers: dict[str, list[int]] = {}
    for item in feedback_due.due_for_nudge(db, now):
        numbers.setdefault(item.workspace, []).append(item.number)
    return [{"workspace": workspace, "numbers": due} for workspace, due in numbers.items()]


@router.job("feedback.nudge", _to_nudge)
def nudge(ctx: Context, numbers: Sequence[int]) -> None:
    """Once; after that the chair sees it in the digest. Late is still right, unless it was answered.

    Whoever is asked for several at the same time gets one message.
    """
    asked: dict[str, list[Feedback]] = {}
    for number in numbers:
        item = feedback.get(ctx.db, ctx.workspace, number)
        if item is None or item.nudge_at is None or item.nudge_at > ctx.now:
            continue
        if item.state not in feedback.UNACKNOWLEDGED:
            continue
        feedback.change(ctx.db, ctx.workspace, number, nudge_at=None)
        items.record(ctx.db, ctx.workspace, f"F-{number}", "nudged", ctx.now)
        for person in responsible(ctx, item.group_id, item.area_id):
            asked.setdefault(person, []).append(item)
    for person, waiting in asked.items():
        ctx.tell(person, notices.nudge(waiting, ctx.now, ctx.settings.command))


@router.job("feedback.return", lambda db, now: _named(feedback_due.due_to_return(db, now)))
def come_back(ctx: Context, number: int) -> None:
    """A deferred item is back on its date. However late, once."""
    item = feedback.get(ctx.db, ctx.workspace, number)
    if item is None or item.returns_at is None or item.returns_at > ctx.now:
        return
    feedback.change(ctx.db, ctx.workspace, number, returns_at=None, state=rules.ACKNOWLEDGED)
    items.record(ctx.db, ctx.workspace, f"F-{number}", "returned", ctx.now)
    item = feedback.get(ctx.db, ctx.workspace, number) or item
    cards.redraw(ctx, item)
    said = notices.told(item, "return", "", "")
    cards.tell_people(ctx, item, said)
    cards.tell_leads(ctx, item, said)


def _expired(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return _named(feedback_due.relays_closed_before(db, now - KEEP_SEALS))


@router.job("feedback.erase_relay", _expired)
def erase_relay(ctx: Context, number: int) -> None:
    """Thirty days after closing nobody, not even the key's owner, can tell who an anonymous author was."""
    item = feedback.get(ctx.db, ctx.workspace, number)
    if item is None or item.relay is None:
        return
    feedback.change(ctx.db, ctx.workspace, number, relay=None)
    known = feedback.numbers_with_card(ctx.db, ctx.workspace, item.relay, PEOPLE)
    for where in known:
        feedback.drop_card(ctx.db, ctx.workspace, where, item.relay, PEOPLE)
    keys = [feedback.told_key(number), *(cards.person_key(where, item.relay) for where in known)]
    outbox.forget_address(ctx.db, ctx.workspace, item.relay, keys, f"relay/{number}/")
    ctx.emit("relay.erased", place=item.relay)
