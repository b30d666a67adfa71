"""The sponsor behind a promise: asked, asked again once, and heard at once when they cannot stand by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.actions import cards, forms, rules, sponsor_cards
from handlers.actions.reading import (
    action_meant,
    called,
    day_here,
    group_of_action,
    owners_of,
    standing_on,
)
from handlers.actions.working import change
from handlers.blocks import day, note
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.due_words import must_lie_ahead
from handlers.places import chairs_or_admins
from handlers.router import Router
from handlers.text import escape
from storage import actions, feedback, items, links, people, sponsorships
from storage.actions import Action
from storage.feedback import Feedback
from storage.sponsorships import ASKED, CONFIRMED, UNSPONSORED, Sponsorship

router = Router()

MOST_ASKED = 2


def ask_anew(ctx: Context, action: Action, because: str) -> None:
    """What they stood by is not what it was. Nothing to do where there is no sponsor."""
    found = sponsorships.of(ctx.db, ctx.workspace, action.number)
    if found is None or not action.is_alive or found.sponsor == ctx.actor:
        return
    _settle(ctx, action, found, ASKED, times=1, ask_at=ctx.now + rules.ASK_AGAIN_AFTER)
    _record(ctx, action, "sponsor asked", found.sponsor, because)
    _remind(ctx, action, found.sponsor, because)


def _settle(ctx: Context, action: Action, found: Sponsorship, state: str, **values: Any) -> None:
    """Their answer, on every drawing of it."""
    known = {"state": state, "why": "", "ask_at": None, "changed_at": ctx.now, **values}
    sponsorships.change(ctx.db, ctx.workspace, found.number, **known)
    cards.show_to_sponsor(ctx, action)
    cards.redraw(ctx, action)


def _record(ctx: Context, action: Action, what: str, sponsor: str, why: str = "") -> None:
    """Who sponsors is shown to nobody outside the group, so the trail names nobody."""
    items.record(ctx.db, ctx.workspace, action.id, what, ctx.now, why=why, sponsor=sponsor)


def _remind(ctx: Context, action: Action, sponsor: str, because: str) -> None:
    key = cards.sponsor_key(action.number, sponsor)
    ctx.tell(sponsor, sponsor_cards.asked_again(action, because), thread=key)


def _mine_to_confirm(ctx: Context, number: int) -> tuple[Action, Sponsorship]:
    action = action_meant(ctx, number)
    found = sponsorships.of(ctx.db, ctx.workspace, number)
    if found is None:
        raise UserError(f"{action.id} is no commitment: it has no sponsor.")
    standing_on(ctx, action).demand("confirm a commitment")
    rules.next_state(action, "date")
    return action, found


@router.click("commit.confirm <number:A>")
@router.command("commit confirm <number:A>", help="As its sponsor: you stand by it.")
def confirm(ctx: Context, number: int) -> Reply | None:
    action, found = _mine_to_confirm(ctx, number)
    if found.state == CONFIRMED:
        return Say(note(f"You stand by {action.id} already. Thank you!"))
    return _confirmed(ctx, action, found)


def _confirmed(ctx: Context, action: Action, found: Sponsorship) -> Reply:
    cycle = timedelta(days=group_of_action(ctx, action).confirm_days)
    _settle(ctx, action, found, CONFIRMED, times=0, ask_at=ctx.now + cycle)
    _record(ctx, action, "sponsor confirmed", found.sponsor)
    return Say(note(f"Thank you! You stand by {action.id}, due {rules.due_words(action)}."))


@router.click("commit.change <number:A>")
def change_form(ctx: Context, number: int) -> Reply | None:
    return Open(forms.sponsor_change(_mine_to_confirm(ctx, number)[0]))


@router.submit("commit.change")
def changed(ctx: Context, number: int, due: date, words: str = "") -> Reply | None:
    """Another date is theirs to set, and a promise to that date is one they stand by."""
    action, found = _mine_to_confirm(ctx, number)
    here = day_here(ctx, owners_of(ctx, action), group_of_action(ctx, action))
    must_lie_ahead(due, here, "That day", "due")
    if due != action.due:
        was = f"from {day(action.due)} to {day(due)}"
        action = change(ctx, action, "date", was, due=due, due_at=None, snoozed_until=None, follows=None)
    who = escape(called(ctx, ctx.actor))
    said = f": {escape(words.strip())}" if words.strip() else "."
    for user in owners_of(ctx, action):
        told = note(f"{who} stands by *{action.id}*, due *{rules.due_words(action)}*{said}")
        ctx.tell(user, told, thread=cards.own_key(action.number, user))
    return _confirmed(ctx, action, found)


@router.click("commit.cannot <number:A>")
@router.command("commit cannot|withdraw <number:A> [<words...>]", help="As its sponsor: you can't, and why.")
def cannot(ctx: Context, number: int, words: str = "") -> Reply | None:
    action, _ = _mine_to_confirm(ctx, number)
    return refused(ctx, number, words) if words else Open(forms.sponsor_cannot(action))


@router.submit("commit.cannot")
def refused(ctx: Context, number: int, words: str = "") -> Reply | None:
    action, found = _mine_to_confirm(ctx, number)
    why = rules.said_why(words, "Why not? The group's chairs will want to know.")
    _settle(ctx, action, found, UNSPONSORED, why=why)
    _record(ctx, action, "sponsor withdrew", found.sponsor, why)
    _tell_of_loss(ctx, action, called(ctx, ctx.actor), why)
    return Say(note(f"Noted: {action.id} has no sponsor. Its owners and the group's chairs know why."))


def _tell_of_loss(ctx: Context, action: Action, who: str, why: str, *, left: bool = False) -> None:
    group = group_of_action(ctx, action)
    said = sponsor_cards.lost(action, group, escape(who), why, _hanging(ctx, action), left=left)
    told = [*chairs_or_admins(ctx, group.id), *owners_of(ctx, action)]
    for user in dict.fromkeys(told):
        if user != ctx.actor:
            ctx.tell(user, said, urgent=True)


def _hanging(ctx: Context, action: Action) -> list[Feedback]:
    """The feedback behind it, of its own group or of public ones: its chairs read this."""
    causes = links.causes_of(ctx.db, ctx.workspace, action.id)
    numbers = [int(cause[2:]) for cause in causes if cause.startswith("F-")]
    return feedback.those_of(ctx.db, feedback.readable_in(ctx.workspace, action.group_id), numbers)


def _due(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": workspace, "number": n} for workspace, n in sponsorships.due_to_ask(db, now)]


@router.job("commitments.ask", _due)
def ask_again(ctx: Context, number: int) -> None:
    """Once more after three days; then it is unsponsored; confirmed ones a cycle later. Late is still right."""
    found = sponsorships.of(ctx.db, ctx.workspace, number)
    action = actions.get(ctx.db, ctx.workspace, number)
    if found is None or action is None or found.ask_at is None or found.ask_at > ctx.now:
        return
    if not action.is_alive:
        sponsorships.change(ctx.db, ctx.workspace, number, ask_at=None)
        return
    if found.state == CONFIRMED:
        ask_anew(ctx, action, f"you confirmed it on {day(found.changed_at.date())}.")
    elif found.times < MOST_ASKED:
        _settle(ctx, action, found, ASKED, times=found.times + 1, ask_at=ctx.now + rules.ASK_AGAIN_AFTER)
        _remind(ctx, action, found.sponsor, "it still waits for a word from you.")
    else:
        _settle(ctx, action, found, UNSPONSORED, times=found.times)
        _record(ctx, action, "unsponsored", found.sponsor, "no word from its sponsor")


def must_not_sponsor(ctx: Context, action: Action, wanted: tuple[str, ...]) -> None:
    """Nobody sets their own priorities here: a sponsor cannot own what they sponsor."""
    found = sponsorships.of(ctx.db, ctx.workspace, action.number)
    if found is not None and found.sponsor in wanted:
        who = escape(called(ctx, found.sponsor))
        raise UserError(f"{who} sponsors {action.id}, and nobody sponsors themselves.", "owners")


@router.event("person_changed")
def gone(ctx: Context, user: str) -> None:
    """A sponsor who leaves the workspace stands by nothing any more."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is None or not known.deleted:
        return
    for found in sponsorships.alive_of_sponsor(ctx.db, ctx.workspace, user):
        action = actions.get(ctx.db, ctx.workspace, found.number)
        if action is not None and found.state != UNSPONSORED:
            sponsorships.change(
                ctx.db, ctx.workspace, found.number, state=UNSPONSORED, ask_at=None, changed_at=ctx.now
            )
            _record(ctx, action, "unsponsored", user, "its sponsor has left")
            cards.redraw(ctx, action)
            _tell_of_loss(ctx, action, known.name, "", left=True)
