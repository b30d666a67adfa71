"""What authors and everybody else do with filed feedback: endorse, edit, withdraw, say whether it is answered."""

from __future__ import annotations

from dataclasses import replace

from handlers.blocks import note
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.feedback import cards, forms, notices, rules
from handlers.feedback.reading import item_meant, shown, standing_on
from handlers.feedback.triage import change
from handlers.places import chairs_or_admins, is_guest
from handlers.router import Router
from handlers.sight import is_author
from handlers.text import counted, is_blank
from storage import endorsements, feedback, gatherings, groups, items
from storage.feedback import LEADS, Feedback

router = Router()


def my_item(ctx: Context, number: int, deed: str = "edit feedback") -> Feedback:
    item = item_meant(ctx, number)
    if not is_author(ctx, item):
        raise UserError(_not_yours(ctx, item))
    standing_on(ctx, item).demand(deed)
    return item


def _not_yours(ctx: Context, item: Feedback) -> str:
    if item.is_anonymous and not item.relay:
        return f"F-{item.number} is anonymous and nobody can tell any more who gave it. Give new feedback, please."
    how = f" You can endorse it: `{ctx.settings.command} feedback endorse F-{item.number}`."
    return "Only its author can do that." + (how if rules.is_open(item) else "")


@router.command("feedback endorse <number:F>", help="Say that it hurts you too; you hear what becomes of it.")
def endorse(ctx: Context, number: int) -> Reply | None:
    return _endorse(ctx, item_meant(ctx, number))


@router.click("feedback.endorse <number:F>")
def endorse_shown(ctx: Context, number: int) -> Reply | None:
    """Guests may endorse what somebody showed in their channel, though they can't look it up."""
    item = feedback.get(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, item.group_id) if item and item.group_id is not None else None
    is_shown = is_guest(ctx) and cards.is_channel(ctx.channel or "") and not (group and group.is_private)
    return _endorse(ctx, item if item is not None and is_shown else item_meant(ctx, number))


@router.click("feedback.endorse_unfiled <number:F>")
def endorse_unfiled(ctx: Context, number: int) -> Reply | None:
    """From the form, in place of filing what it says."""
    reply = _endorse(ctx, item_meant(ctx, number))
    return replace(reply, replace=True)


def _endorse(ctx: Context, item: Feedback) -> Say:
    if item.merged_into is not None:
        item = item_meant(ctx, item.merged_into)
    if is_author(ctx, item):
        raise UserError(f"F-{item.number} is your own. Others can endorse it.")
    if not rules.is_open(item):
        raise UserError(f"F-{item.number} is {rules.state_of(item)}. If it still hurts, give new feedback.")
    if not endorsements.endorse(ctx.db, ctx.workspace, item.number, ctx.actor, ctx.now):
        return Say(note(f"You endorse F-{item.number} already."))
    items.record(ctx.db, ctx.workspace, f"F-{item.number}", "endorsed", ctx.now, actor=ctx.actor)
    cards.redraw(ctx, item)
    state = shown(ctx, item)
    cards.show_to_person(ctx, state, ctx.actor)
    count = counted(state.endorsers, "endorsement")
    return Say(note(f"Counted: F-{item.number} now has {count}. I'll keep you posted by direct message."))


@router.click("feedback.endorse_instead <number:F> <mine:F>")
def endorse_instead(ctx: Context, number: int, mine: int) -> Reply | None:
    """Endorse the likely duplicate, which withdraws mine."""
    own, other = my_item(ctx, mine), item_meant(ctx, number)
    reply = Say(note(f"F-{number} is yours too, so F-{mine} is taken back and that one goes on."))
    if not is_author(ctx, other):
        reply = _endorse(ctx, other)
    if rules.is_open(own):
        _withdraw(ctx, own, f"endorsed F-{number} instead")
    return reply


@router.click("feedback.edit <number:F>")
@router.command("feedback edit <number:F> [<text...>]", help="Change the words of your feedback.")
def edit(ctx: Context, number: int, text: str = "") -> Reply | None:
    item = my_item(ctx, number)
    rules.next_state(item, "edit")
    if text:
        return edited(ctx, number, text)
    if len(item.text) > forms.FORM_TEXT:
        raise UserError(f"F-{number} is too long for a form. Type `feedback edit F-{number} <the new text>`.")
    return Open(forms.edit(item))


@router.submit("feedback.edit")
def edited(ctx: Context, number: int, text: str) -> Reply | None:
    item = my_item(ctx, number)
    new = rules.checked_text(text)
    if new == item.text:
        return Say(note(f"F-{number} says that already."))
    said = rules.said_in(new)
    feedback.set_tags(ctx.db, ctx.workspace, number, said.tags, new=False)
    says = {"kind": said.kind or item.kind, "axis": said.axis or item.axis}
    severity = said.severity or item.severity
    feedback.change(ctx.db, ctx.workspace, number, is_indexed=False)
    item = change(ctx, item, "edit", text=new, severity=severity, **says)
    if severity == "blocking" and gatherings.remove(ctx.db, ctx.workspace, number):
        cards.send_to_leads(ctx, shown(ctx, item))
    return Say(note(f"Saved. The leads see the new words of F-{number}."))


@router.click("feedback.withdraw <number:F>")
@router.command("feedback withdraw <number:F>", help="Take your feedback back.")
def withdraw(ctx: Context, number: int) -> Reply | None:
    item = my_item(ctx, number)
    if item.state == rules.WITHDRAWN:
        return Say(note(f"F-{number} is withdrawn already."))
    _withdraw(ctx, item)
    return Say(note(f"F-{number} is withdrawn. The leads see that you took it back."))


def _withdraw(ctx: Context, item: Feedback, why: str = "") -> None:
    gatherings.remove(ctx.db, ctx.workspace, item.number)
    item = change(ctx, item, "withdraw", why)
    cards.tell_followers(ctx, item, notices.told(item, "withdraw", "", ""))


@router.click("feedback.verdict <number:F> <verdict=yes|partly|no>")
def verdict(ctx: Context, number: int, verdict: str) -> Reply | None:
    """The loop closes here: *Yes* confirms, *No* reopens once, *Partly* is passed on."""
    item = item_meant(ctx, number)
    if not is_author(ctx, item):
        raise UserError(_not_yours(ctx, item))
    if verdict == "yes":
        return _confirmed(ctx, item)
    _may_say(item, verdict)
    return Open(forms.still_open(item, verdict))


def _may_say(item: Feedback, verdict: str) -> None:
    if verdict == "partly" and item.state == rules.CONFIRMED:
        raise UserError(
            f"You said yes, so F-{item.number} is closed. Give new feedback if something is missing."
        )
    rules.next_state(item, "confirm" if verdict == "partly" else "reopen")


def _confirmed(ctx: Context, item: Feedback) -> Reply:
    if item.state == rules.CONFIRMED:
        return Say(note(f"You said so already. F-{item.number} is closed."))
    item = change(ctx, item, "confirm", verdict="yes")
    cards.tell_leads(ctx, item, note(f"F-{item.number}: the author says *yes, that answers it*. :tada:"))
    return Say(note(f"Thank you! F-{item.number} is closed."))


@router.submit("feedback.verdict")
def not_answered(ctx: Context, number: int, verdict: str, words: str = "") -> Reply | None:
    item = my_item(ctx, number, "judge an answer")
    _may_say(item, verdict)
    if verdict == "partly":
        return _partly(ctx, item, "" if is_blank(words) else words)
    item = change(ctx, item, "reopen", rules.said_words(words), verdict="no", reopened_at=ctx.now)
    said = notices.not_answered(item, words)
    cards.tell_leads(ctx, item, said)
    if item.group_id is not None:
        for chair in chairs_or_admins(ctx, item.group_id):
            if chair not in feedback.cards_of(ctx.db, ctx.workspace, number, LEADS):
                ctx.tell(chair, said)
    return Say(note(f"F-{number} is open again, and its leads and chairs know why."))


def _partly(ctx: Context, item: Feedback, words: str) -> Reply:
    feedback.change(ctx.db, ctx.workspace, item.number, verdict="partly")
    actor = None if item.is_anonymous else ctx.actor
    items.record(
        ctx.db, ctx.workspace, f"F-{item.number}", "partly answered", ctx.now, actor=actor, why=words
    )
    item = replace(item, verdict="partly")
    cards.redraw(ctx, item)
    cards.tell_leads(ctx, item, notices.not_answered(item, words))
    return Say(note(f"Passed on: F-{item.number} is partly answered."))
