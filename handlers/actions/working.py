"""What is done with an action item: started, blocked, done, dropped, reopened, split."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.actions import cards, forms, rules, said, views
from handlers.actions.making import Draft, able, dated, make, receipt
from handlers.actions.reading import (
    action_meant,
    all_names,
    called,
    day_here,
    group_of_action,
    owners_of,
    standing_on,
)
from handlers.actions.rules import Dated
from handlers.blocks import note, when
from handlers.contract import Context, Open, Reply, Say
from handlers.router import Router
from handlers.text import escape, is_blank
from storage import actions, items, links
from storage.actions import Action

router = Router()

TOLD = {"block": "is blocked", "done": "is done", "drop": "is dropped"}


def mine_to_work_on(ctx: Context, number: int) -> Action:
    found = action_meant(ctx, number)
    standing_on(ctx, found).demand("work on an action")
    return found


def change(ctx: Context, action: Action, deed: str, why: str = "", **values: Any) -> Action:
    """Move it on, record who and why, plan its reminders anew and redraw it; the item as it is now."""
    state = rules.next_state(action, deed)
    noted = items.record(
        ctx.db, ctx.workspace, action.id, rules.DEEDS[deed][2], ctx.now, actor=ctx.actor or None, why=why
    )
    if state != action.state:
        closed = None if state in actions.ALIVE else noted.at
        values = {"state": state, "note": "", "closed_at": closed, "snoozed_until": None, **values}
    if values:
        actions.change(ctx.db, ctx.workspace, action.number, **values)
    changed = replace(action, **values)
    cards.plan_reminders(ctx, changed)
    return changed


def _move(ctx: Context, number: int, deed: str, words: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    if rules.is_again(action, deed) and not words:
        return Say(note(_already(ctx, action)))
    words = "" if is_blank(words) else words.strip()
    action = change(ctx, action, deed, words, note=words)
    cards.redraw(ctx, action)
    if deed in TOLD and action.created_by not in (None, ctx.actor):
        ctx.tell(action.created_by, views.told(action, called(ctx, ctx.actor), TOLD[deed]))
    if deed == "done":
        ctx.emit("action.done", number=number)
    return Say(note(f"{action.id} is *{action.state}*."))


def _already(ctx: Context, action: Action) -> str:
    """Who was quicker, and when."""
    last = next(
        e
        for e in reversed(items.history(ctx.db, ctx.workspace, action.id))
        if e.what in ("started", action.state)
    )
    who = f" {escape(called(ctx, last.actor))} said so" if last.actor else " It was said"
    return f"{action.id} is {action.state} already.{who} {when(last.at)}."


@router.click("action.done <number:A>")
@router.command("action done <number:A> [<words...>]", help="It is done; a note says what came of it.")
def done(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _move(ctx, number, "done", words)


@router.click("action.start <number:A>")
@router.command("action start <number:A>", help="You are at it.")
def start(ctx: Context, number: int) -> Reply | None:
    return _move(ctx, number, "start")


@router.click("action.block <number:A>")
@router.command("action block|blocked <number:A> [<words...>]", help="It waits for something: say what.")
def block(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _with_words(ctx, number, "block", words)


@router.click("action.drop <number:A>")
@router.command("action drop <number:A> [<words...>]", help="It will not be done: say why.")
def drop(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _with_words(ctx, number, "drop", words)


def _with_words(ctx: Context, number: int, deed: str, words: str) -> Reply | None:
    action = mine_to_work_on(ctx, number)
    if words:
        return _move(ctx, number, deed, words)
    rules.next_state(action, deed)
    return Open(forms.words(action, deed, action.note))


@router.submit("action.block")
def blocked(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _move(ctx, number, "block", rules.said_why(words, "What does it wait for? A few words will do."))


@router.submit("action.drop")
def dropped(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _move(
        ctx, number, "drop", rules.said_why(words, "Why not? Whoever counted on it will want to know.")
    )


@router.click("action.reopen <number:A>")
@router.command("action reopen <number:A> [<words...>]", help="It is not done after all.")
def reopen(ctx: Context, number: int, words: str = "") -> Reply | None:
    return _move(ctx, number, "reopen", words)


@router.command("action split <number:A> [<said:raw>]", help="A part of it gets a number of its own.")
def split(ctx: Context, number: int, said: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    rules.next_state(action, "split")
    return split_off(ctx, number, said) if said else Open(forms.split(action))


@router.submit("action.split")
def split_off(ctx: Context, number: int, said: str) -> Reply | None:
    """The part keeps the owners and the date of the whole, unless its words say others."""
    action = mine_to_work_on(ctx, number)
    group = group_of_action(ctx, action)
    part = _read(ctx, said, action)
    owners = able(ctx, part.owners, group) or tuple(owners_of(ctx, action))
    due = Dated(action.due, action.due_at)
    if part.read is not None:
        due = dated(ctx, part.read, part.phrase, day_here(ctx, owners, group), group)
    new = make(ctx, Draft(group, part.text, owners, due, ctx.actor, causes=(action.id,)))
    changed = change(ctx, action, "split", f"into {new.id}")
    for cause in links.causes_of(ctx.db, ctx.workspace, action.id):
        links.link(ctx.db, ctx.workspace, cause, new.id, ctx.now)
    cards.redraw(ctx, changed)
    return Say(note(receipt(ctx, new, due)))


def _read(ctx: Context, raw: str, action: Action) -> said.Said:
    group = group_of_action(ctx, action)
    names = all_names(ctx, raw, group)
    return said.read(raw, names, ctx.actor, lambda who: day_here(ctx, who or owners_of(ctx, action), group))
