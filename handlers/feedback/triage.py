"""What leads and chairs do with feedback: acknowledge, accept, decline, defer, ask, resolve, re-route."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil import tz

from handlers.blocks import day, note
from handlers.calendar import today
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.due_words import leading_day
from handlers.feedback import cards, forms, notices, rules, views
from handlers.feedback.giving import answer_by, choices, targets, unknown_area
from handlers.feedback.reading import author_place, item_meant, names_of, outsiders, shown, standing_on
from handlers.quiet import zone_of
from handlers.router import Router
from handlers.text import escape, is_blank
from storage import feedback, gatherings, groups, items, sending
from storage.feedback import LEADS, PEOPLE, Feedback

router = Router()


def change(ctx: Context, item: Feedback, deed: str, why: str = "", **values: Any) -> Feedback:
    """Move `item` on by `deed`, record who and why, redraw its cards; the item as it is now."""
    state = rules.next_state(item, deed)
    stamps = _stamps(ctx, item, deed, state)
    values = {"state": state, **stamps, **values}
    feedback.change(ctx.db, ctx.workspace, item.number, **values)
    by_author = deed in ("edit", "withdraw", "confirm", "reopen")
    actor = None if item.is_anonymous and by_author else ctx.actor
    items.record(ctx.db, ctx.workspace, f"F-{item.number}", rules.DONE[deed], ctx.now, actor=actor, why=why)
    changed = replace(item, **values)
    cards.redraw(ctx, changed)
    ctx.emit("feedback.changed", number=item.number)
    return changed


def _stamps(ctx: Context, item: Feedback, deed: str, state: str) -> dict[str, Any]:
    """The times that the life of an item is measured by, set when first reached."""
    if deed == "edit":
        return {}
    if deed in ("merge", "unmerge"):  # a merge that is taken back leaves no trace in them
        return {"closed_at": ctx.now if deed == "merge" else None, "returns_at": None}
    waits = state in rules.WAITING
    stamps: dict[str, Any] = {"nudge_at": answer_by(ctx, item.group_id) if waits else None}
    if not waits and state != rules.WITHDRAWN and item.acknowledged_at is None:
        stamps["acknowledged_at"] = ctx.now
    if state in rules.DECIDED and item.decided_at is None:
        stamps["decided_at"] = ctx.now
    if state == rules.RESOLVED:
        stamps["resolved_at"] = ctx.now
    stamps["closed_at"] = (item.closed_at or ctx.now) if state in feedback.CLOSED else None
    if state != rules.DEFERRED:
        stamps["returns_at"] = None
    return stamps


def meant_for_me(ctx: Context, number: int) -> Feedback:
    """The item, when the actor may answer it."""
    item = item_meant(ctx, number)
    standing_on(ctx, item).demand("triage feedback")
    return item


@router.click("feedback.acknowledge <number:F>")
@router.command("feedback ack|acknowledge <number:F>", help="Say that you have seen it.")
def acknowledge(ctx: Context, number: int) -> Reply | None:
    item = meant_for_me(ctx, number)
    if item.state == rules.ACKNOWLEDGED:
        return _done(item)
    return _done(change(ctx, item, "acknowledge"))


@router.on("direction.said")
def told_the_direction(ctx: Context, number: int) -> None:
    """A first word from who decides: nobody need be nudged for one."""
    item = feedback.get(ctx.db, ctx.workspace, number)
    if item is not None and item.state in rules.WAITING:
        change(ctx, item, "acknowledge")


@router.click("feedback.accept <number:F>")
@router.command("feedback accept <number:F> [<words...>]", help="Take it on; the author is told.")
def accept(ctx: Context, number: int, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    if item.state == rules.ACCEPTED and not words:
        return _done(item)
    return _decide(ctx, item, "accept", words)


@router.click("feedback.decline <number:F>")
@router.command("feedback decline <number:F> [<words...>]", help="Turn it down, with the reason.")
def decline(ctx: Context, number: int, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    rules.next_state(item, "decline")
    return Open(forms.sure(item, "decline", words))


@router.click("feedback.resolve <number:F>")
@router.command(
    "feedback resolve <number:F> [<words...>]", help="Say what came of it, and ask whether it helps."
)
def resolve(ctx: Context, number: int, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    rules.next_state(item, "resolve")
    return Open(forms.sure(item, "resolve", words))


@router.submit("feedback.decline")
def declined(ctx: Context, number: int, words: str) -> Reply | None:
    return _decide(ctx, meant_for_me(ctx, number), "decline", words)


@router.submit("feedback.resolve")
def resolved(ctx: Context, number: int, words: str) -> Reply | None:
    return _decide(ctx, meant_for_me(ctx, number), "resolve", words)


@router.click("feedback.defer <number:F>")
@router.command("feedback defer <number:F> [<words...>]", help="Put it off to a date, when it comes back.")
def defer(ctx: Context, number: int, words: str = "") -> Reply | None:
    """A date at the beginning of the words is the date; the form shows it, to be confirmed."""
    item = meant_for_me(ctx, number)
    rules.next_state(item, "defer")
    zone = _zone_of(ctx, item)
    until, why = leading_day(words, today(ctx.now, zone))
    return Open(forms.defer(item, why, until or today(ctx.now, zone) + timedelta(days=30)))


def _zone_of(ctx: Context, item: Feedback) -> str:
    group = groups.group(ctx.db, item.group_id) if item.group_id is not None else None
    return group.zone if group else "UTC"


@router.submit("feedback.defer")
def deferred(ctx: Context, number: int, until: date, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    zone = zone_of(_zone_of(ctx, item))
    returns = tz.resolve_imaginary(datetime.combine(until, time(9), zone))
    if returns <= ctx.now:
        raise UserError(f"{day(until)} has begun already. Choose a later day.", "until")
    return _decide(ctx, item, "defer", words, returns_at=returns)


@router.click("feedback.ask <number:F>")
@router.command(
    "feedback ask <number:F> [<words...>]", help="Ask the author; the answer comes to your thread."
)
def ask(ctx: Context, number: int, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    rules.next_state(item, "ask")
    return asked(ctx, number, words) if words else Open(forms.ask(item))


@router.submit("feedback.ask")
def asked(ctx: Context, number: int, words: str) -> Reply | None:
    item = meant_for_me(ctx, number)
    place = author_place(item)
    if place is None:
        raise UserError("Its author gave it anonymously and can't be reached: no relay key was set.", "words")
    words, resume = rules.said_words(words), rules.resumed(item)
    resume = rules.ACKNOWLEDGED if resume in rules.WAITING else resume
    item = change(ctx, item, "ask", words, resume_state=resume, asked_at=ctx.now)
    me = names_of(ctx, [ctx.actor])[0]
    _open_talk(ctx, item, me, words)
    ctx.tell(place, notices.told(item, "ask", me, words), thread=cards.person_key(number, place))
    return Say(
        note(f"Asked. The answer comes to the thread of F-{number}; what you write there reaches the author.")
    )


def _open_talk(ctx: Context, item: Feedback, who: str, words: str) -> None:
    if item.in_thread:
        for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS):
            cards.put(ctx, place, notices.talk_heading(item), cards.talk_key(item, place))
    cards.tell_leads(ctx, item, notices.asked_in_thread(who, words))


@router.click("feedback.route <number:F>")
@router.command("feedback route <number:F> [<area:slug>]", help="Send it to the area that it belongs to.")
def reroute(ctx: Context, number: int, area: str | None = None) -> Reply | None:
    item = meant_for_me(ctx, number)
    rules.next_state(item, "route")
    if area:
        return rerouted(ctx, number, area)
    areas = choices(ctx, [t for t in targets(ctx) if t.area_id != item.area_id])
    if not areas:
        raise UserError(f"There is no other area. `{ctx.settings.command} area add` makes one.")
    return Open(forms.route(item, areas, ctx.settings.command))


@router.submit("feedback.route")
def rerouted(ctx: Context, number: int, area: str, words: str = "") -> Reply | None:
    item = meant_for_me(ctx, number)
    target = next((t for t in targets(ctx) if t.slug == area.lower()), None)
    if target is None:
        raise unknown_area(ctx, area)
    if target.area_id == item.area_id:
        raise UserError(f"F-{number} is with `{target.slug}` already.", "area")
    feedback.change(ctx.db, ctx.workspace, number, area_id=target.area_id, group_id=target.group_id)
    moved = replace(item, area_id=target.area_id, group_id=target.group_id)
    gatherings.remove(ctx.db, ctx.workspace, number)
    _let_go(ctx, moved)
    is_secret = moved.group_id != item.group_id and _is_private(ctx, target.group_id)
    where = "another group" if is_secret else target.slug
    _move_cards(ctx, moved, words or f"to {where}", where if is_secret else target.name)
    ctx.emit("feedback.route", number=number, left=item.group_id)
    return Say(note(f"F-{number} is with *{escape(target.name)}* now."))


def _is_private(ctx: Context, group_id: int) -> bool:
    group = groups.group(ctx.db, group_id)
    return group is not None and group.is_private


def _let_go(ctx: Context, item: Feedback) -> None:
    """Of a private group its followers hear no more, unless they may see it; its author does."""
    followers = set(feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE)) - {author_place(item)}
    for place in sorted(outsiders(ctx, followers, item.group_id)):
        cards.take_from_person(ctx, item.number, place)
        ctx.tell(place, notices.let_go(item))


def _move_cards(ctx: Context, item: Feedback, why: str, whither: str) -> None:
    old = feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS)
    new = cards.lead_places(ctx, shown(ctx, item))
    stays = old == sorted(new)
    item = change(ctx, item, "route", why, in_thread=item.in_thread and stays)
    if stays:
        return
    state = shown(ctx, item)
    for place in [p for p in old if p not in new]:
        feedback.drop_card(ctx.db, ctx.workspace, item.number, place, LEADS)
        left = views.moved_card(state, whither)
        cards.put(ctx, place, left, cards.lead_key(item.number, place), urgent=True)
    for place in [p for p in new if p not in old]:  # where it was before, an edit would notify nobody
        sending.forget(ctx.db, ctx.workspace, cards.lead_key(item.number, place))
    cards.send_to_leads(ctx, state)


def _decide(ctx: Context, item: Feedback, deed: str, words: str, **values: Any) -> Reply | None:
    """A decision or an outcome: on the card, and told to everybody who gave or endorsed it."""
    if deed in ("decline", "resolve"):
        rules.said_words(words)
    words = "" if is_blank(words) else words
    key = feedback.told_key(item.number) if item.decided_at is None else None
    item = change(ctx, item, deed, words, answer=words, verdict=None, **values)
    me = names_of(ctx, [ctx.actor])[0]
    cards.tell_authors(ctx, item, notices.told(item, deed, me, words, asks=deed == "resolve"), key=key)
    cards.tell_followers(ctx, item, notices.told(item, deed, me, words))
    ctx.emit(f"feedback.{deed}", number=item.number)
    return _done(item, " Everybody who gave or endorsed it is told.")


def _done(item: Feedback, told: str = "") -> Say:
    until = f" until {day(item.returns_at.date())}" if item.returns_at else ""
    return Say(note(f"F-{item.number} is now *{views.STATES[item.state].lower()}*{until}.{told}"))
