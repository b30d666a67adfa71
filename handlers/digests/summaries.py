"""A lead's summary at its pace, to who stands in while they are away; kept as it is now when items are taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.contract import Context, Message
from handlers.digests import leads, rules, summary, turning
from handlers.digests.summary import Summary
from handlers.quiet import open_hour
from handlers.router import Router
from storage import digests, leading, people, turns
from storage.digests import AT_ONCE, DAILY, OFF, LeadWishes, Round
from storage.people import Person
from storage.turns import Turn

router = Router()

GATHER = timedelta(hours=1)
"""What comes in meanwhile goes together, for who wants it immediately."""
REDRAWN_FOR = timedelta(days=8)


def of_lead(ctx: Context, turn: Turn) -> None:
    person = people.person(ctx.db, ctx.workspace, turn.who)
    if person is None or person.deleted or not leading.led_by(ctx.db, ctx.workspace, turn.who):
        turns.end(ctx.db, turn)
        return
    wishes = digests.of_lead(ctx.db, ctx.workspace, person.user)
    reader = _reader(ctx, person, wishes)
    free = open_hour(reader, ctx.now)
    if wishes.pace == AT_ONCE:
        _at_once(ctx, turn, person, wishes, reader, free)
        return
    hour = None if wishes.pace == OFF else rules.of_lead(person, wishes.pace)
    if turning.has_come(ctx, turn, hour, person.zone, free):
        span = (rules.day if wishes.pace == DAILY else rules.week)(ctx.now, person.zone)
        _send(ctx, turn, person, wishes, reader.user, span)


def _reader(ctx: Context, person: Person, wishes: LeadWishes) -> Person:
    """Who gets it: their delegate while they are away."""
    is_away = person.away_until is not None and person.away_until > ctx.now
    if not is_away or wishes.delegate is None:
        return person
    found = people.person(ctx.db, ctx.workspace, wishes.delegate)
    return found if found is not None and not found.deleted else person


def _at_once(
    ctx: Context, turn: Turn, person: Person, wishes: LeadWishes, reader: Person, free: datetime
) -> None:
    """Woken by what came in; at most once an hour, and never for nothing new."""
    last = digests.last_round(ctx.db, ctx.workspace, turns.LEAD, person.user)
    free = max(free, last.at + GATHER) if last else free
    since = turn.since or ctx.now
    turns.change(ctx.db, turn, since=since, next_at=free if free > ctx.now else None)
    if free <= ctx.now and leads.summary_of(ctx, person.user, reader.user, _since(last, since)).news:
        _send(ctx, replace(turn, since=since), person, wishes, reader.user, f"{ctx.now:%Y-%m-%dT%H:%M:%S}")


def _since(last: Round | None, since: datetime | None) -> datetime | None:
    return last.at if last else since


def _send(ctx: Context, turn: Turn, person: Person, wishes: LeadWishes, reader: str, span: str) -> None:
    week = rules.week(ctx.now, person.zone)
    if wishes.cap and digests.rounds_in(ctx.db, ctx.workspace, turns.LEAD, person.user, week) >= wishes.cap:
        return
    last = digests.last_round(ctx.db, ctx.workspace, turns.LEAD, person.user)
    since = last.at if last else turn.since if wishes.pace == AT_ONCE else None
    found = leads.summary_of(ctx, person.user, reader, since)
    if found.is_empty:
        return
    begun = turning.begin(ctx, turn, span, week, told=reader, since=since)
    if begun is not None:
        digests.name_items(ctx.db, begun, [item.number for item in found.shown])
        ctx.tell(reader, drawn(ctx, found, person, wishes), key=_key(begun))


def _key(found: Round) -> str:
    return f"summary/{found.who}/{found.span}"


def drawn(ctx: Context, found: Summary, person: Person, wishes: LeadWishes) -> Message:
    return summary.summary(found, rules.comes_to_lead(person, wishes.pace), ctx.settings.command)


@router.on("feedback.given")
def came_in(ctx: Context, number: int) -> None:
    for lead in leading.hasty_leads(ctx.db, ctx.workspace, number):
        turns.wake(ctx.db, ctx.workspace, lead, turns.LEAD)


@router.on("feedback.changed")
def changed(ctx: Context, number: int) -> None:
    """Whoever takes an item takes it off the others' lists."""
    came_in(ctx, number)
    for found in digests.naming(ctx.db, ctx.workspace, number, ctx.now - REDRAWN_FOR):
        person = people.person(ctx.db, ctx.workspace, found.who)
        if person is not None:
            wishes = digests.of_lead(ctx.db, ctx.workspace, found.who)
            shown = digests.items_named(ctx.db, found)
            left = leads.summary_of(ctx, found.who, found.told, found.since, only=shown)
            new = drawn(ctx, left, person, wishes) if left.items else summary.all_done()
            ctx.tell(found.told, new, key=_key(found), urgent=True)
