"""Who has it: taken by hand or button, handed over, answered when a name was unclear, given back by who leaves."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import rights
from handlers.actions import cards, forms, rules, said, sponsoring, views
from handlers.actions.making import able
from handlers.actions.reading import (
    action_meant,
    called,
    group_of_action,
    names_meant,
    owners_of,
    standing_on,
)
from handlers.actions.working import mine_to_work_on
from handlers.blocks import note
from handlers.contract import RAISED_HANDS, Context, Open, Reply, Say, UserError
from handlers.places import chairs_or_admins
from handlers.router import Router
from handlers.text import clip, escape
from storage import actions, items, minutes, people
from storage.actions import Action

router = Router()

_CARD = re.compile(r"action/(\d+)/card$")


@router.click("action.take <number:A>")
@router.command("action take <number:A>", help="What nobody has becomes yours.")
def take(ctx: Context, number: int) -> Reply | None:
    action = action_meant(ctx, number)
    standing_on(ctx, action).demand("take an action")
    rules.next_state(action, "take")
    owners = owners_of(ctx, action)
    if ctx.actor in owners:
        return Say(note(f"{action.id} is yours already, due {rules.due_words(action)}."))
    if owners:
        names = ", ".join(escape(called(ctx, user)) for user in owners)
        raise UserError(f"{action.id} is with {names}. They can hand it over to you.")
    set_owners(ctx, action, able(ctx, [ctx.actor], group_of_action(ctx, action)), "take")
    return Say(note(f"{action.id} is yours, due {rules.due_words(action)}."))


def set_owners(ctx: Context, action: Action, wanted: tuple[str, ...], deed: str, why: str = "") -> Action:
    """Exactly these from now on; new ones are told, and who had it sees whom it went to."""
    rules.next_state(action, deed)
    sponsoring.must_not_sponsor(ctx, action, wanted)
    before = owners_of(ctx, action)
    gone = [user for user in before if user not in wanted]
    for user in gone:
        actions.drop_owner(ctx.db, ctx.workspace, action.number, user)
    new = [u for u in wanted if actions.add_owner(ctx.db, ctx.workspace, action.number, u, ctx.now)]
    what, actor = rules.DEEDS[deed][2], ctx.actor or None
    items.record(ctx.db, ctx.workspace, action.id, what, ctx.now, actor=actor, why=why, owners=list(wanted))
    actions.change(ctx.db, ctx.workspace, action.number, snoozed_until=None)
    action = replace(action, snoozed_until=None)
    cards.plan_reminders(ctx, action)
    cards.redraw(ctx, action, also=gone)
    cards.give(ctx, action, new)
    if new and before:
        sponsoring.ask_anew(ctx, action, "somebody else has it now.")
    return action


@router.click("action.hand <number:A>")
@router.command("action reassign|give <number:A> [<who:raw>]", help="Somebody else has it.")
def hand(ctx: Context, number: int, who: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    rules.next_state(action, "hand over")
    if not who:
        return Open(forms.hand(action, [user for user in owners_of(ctx, action) if user != ctx.actor]))
    group = group_of_action(ctx, action)
    owners = able(ctx, said.people_in(who, names_meant(ctx, group), ctx.actor), group)
    return _handed(ctx, action, owners, "")


@router.submit("action.hand")
def handed(ctx: Context, number: int, owners: list[str] | None = None, words: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    if not owners:
        raise UserError("Who has it from now on?", "owners")
    return _handed(ctx, action, able(ctx, owners, group_of_action(ctx, action)), words.strip())


def _handed(ctx: Context, action: Action, owners: tuple[str, ...], words: str) -> Reply:
    if set(owners) == set(owners_of(ctx, action)):
        return Say(note(f"{action.id} is with them already."))
    set_owners(ctx, action, owners, "hand over", words)
    if words:
        for user in owners:
            if user != ctx.actor:
                told = note(f"{escape(called(ctx, ctx.actor))} says: {escape(clip(words, 1500))}")
                ctx.tell(user, told, thread=cards.own_key(action.number, user))
    names = ", ".join(escape(called(ctx, user)) for user in owners)
    return Say(note(f"{action.id} is with {names} now, due {rules.due_words(action)}."))


@router.click("action.owner <number:A> <who:user>")
def meant(ctx: Context, number: int, who: str) -> Reply | None:
    """The answer to "which Ana?": beside those who were clear."""
    action = mine_to_work_on(ctx, number)
    owners = owners_of(ctx, action)
    if who not in owners:
        wanted = (*owners, *able(ctx, [who], group_of_action(ctx, action)))
        set_owners(ctx, action, wanted, "hand over")
    text = f"{action.id} is with {escape(called(ctx, who))}, due {rules.due_words(action)}."
    return Say(note(text), replace=True)


@router.event("reacted")
def raised(ctx: Context, key: str, emoji: str, is_there: bool) -> None:
    """A raised hand on the card takes what nobody has; a hand is never answered."""
    found = _CARD.fullmatch(key)
    action = actions.get(ctx.db, ctx.workspace, int(found[1])) if found else None
    if action and is_there and emoji.partition("::")[0] in RAISED_HANDS:
        _take_quietly(ctx, action)


@router.event("hand_raised")
def raised_on_line(ctx: Context, channel: str, ts: str) -> None:
    """The same on the line of a meeting whose minutes are out."""
    number = minutes.last_heard_in(ctx.db, ctx.workspace, channel, ts)
    for action in actions.of_line(ctx.db, ctx.workspace, number, ts) if number is not None else ():
        _take_quietly(ctx, action)


def _take_quietly(ctx: Context, action: Action) -> None:
    roles = standing_on(ctx, action)
    if rights.SPONSOR in roles.roles or not roles.may("take an action"):
        return
    if action.is_alive and not owners_of(ctx, action):
        set_owners(ctx, action, (ctx.actor,), "take")


@router.event("person_changed")
def gone(ctx: Context, user: str) -> None:
    """Whoever leaves the workspace leaves nothing behind that nobody has."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is None or not known.deleted:
        return
    left: dict[int, list[Action]] = {}
    for action in actions.alive_of_person(ctx.db, ctx.workspace, user):
        others = tuple(other for other in owners_of(ctx, action) if other != user)
        set_owners(ctx, action, others, "hand over", f"{known.name} has left")
        if not others:
            left.setdefault(action.group_id, []).append(action)
    for group_id, found in left.items():
        for chair in chairs_or_admins(ctx, group_id):
            ctx.tell(chair, views.ownerless(known.name, found))
