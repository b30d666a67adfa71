"""How action items are noted: typed, by form, from a message, together with accepting feedback."""

from __future__ import annotations

from datetime import date

from handlers.actions import (
    arriving,
    committing,
    dating,
    forms,
    handing,
    jobs,
    lists,
    sponsoring,
    working,
)
from handlers.actions.making import Draft, able, make, named_in, receipt
from handlers.actions.noting import answered, understood
from handlers.actions.reading import day_here
from handlers.actions.rules import DEFAULT, Dated
from handlers.blocks import note
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.due_words import must_lie_ahead
from handlers.places import group_if_any, group_meant, group_of, groups_seen, is_admin, is_guest, standing
from handlers.router import Router
from handlers.text import plain
from storage import feedback, groups
from storage.feedback import Feedback
from storage.groups import Group

router = Router()
FEATURE = (
    router,
    lists.router,
    working.router,
    handing.router,
    dating.router,
    committing.router,
    sponsoring.router,
    arriving.router,
    jobs.router,
)


def new_form(ctx: Context, words: str = "") -> Reply | None:
    return _form(ctx, plain(words))


def _form(ctx: Context, text: str, source: str = "") -> Reply | None:
    seen = groups_seen(ctx)
    if not seen:
        group_meant(ctx)
    here = _group_here(ctx)
    zone_day = day_here(ctx, [], here or seen[0])
    options = [(group.slug, group.name) for group in seen]
    slug = here.slug if here else None
    return Open(forms.make(options, slug, zone_day + DEFAULT, text=text[: forms.FORM_TEXT], source=source))


def _group_here(ctx: Context) -> Group | None:
    """None where several groups meet: then the form asks."""
    try:
        return group_if_any(ctx)
    except UserError:
        return None


@router.command(
    "action <words:raw>",
    help="Note what was promised: `@ana draft the charter by friday`.",
    form=new_form,
)
def note_down(ctx: Context, words: str) -> Reply | None:
    group = group_meant(ctx)
    standing(ctx, group).demand("create actions")
    noted = understood(ctx, group, words)
    causes = named_in(ctx, noted.said.text, group)
    action = make(ctx, Draft(group, noted.said.text, noted.owners, noted.due, ctx.actor, causes=causes))
    return answered(ctx, group, action, noted)


@router.click("action.open")
def open_form(ctx: Context) -> Reply | None:
    return _form(ctx, "")


@router.shortcut("action.message", "Make an action item")
def from_message(ctx: Context, text: str, author: str, link: str) -> Reply | None:
    return _form(ctx, text, link)


@router.click("action.for_feedback <number:F>")
def for_feedback(ctx: Context, number: int) -> Reply | None:
    """*Accept with an action*, on the card of feedback."""
    item, group = _answerable(ctx, number)
    return Open(forms.make((), group.slug, day_here(ctx, [], group) + DEFAULT, feedback=item))


def _answerable(ctx: Context, number: int) -> tuple[Feedback, Group]:
    item = feedback.get(ctx.db, ctx.workspace, number)
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    if item is None or not feedback.those_of(ctx.db, seen, [number]):
        raise UserError(f"I know no F-{number} that you may see.")
    group = groups.group(ctx.db, item.group_id) if item.group_id is not None else None
    if group is None:
        raise UserError(f"F-{number} belongs to no group yet. Re-route it first, then agree on an action.")
    standing(ctx, group, item.area_id if item.area_id is not None else -1).demand("triage feedback")
    return item, group


@router.submit("action.make")
def made(
    ctx: Context,
    text: str = "",
    due: date | None = None,
    owners: list[str] | None = None,
    slug: str | None = None,
    source: str | None = None,
    feedback: int = 0,
) -> Reply | None:
    group = _answerable(ctx, feedback)[1] if feedback else group_of(ctx, slug)
    if not feedback:
        standing(ctx, group).demand("create actions")
    who = able(ctx, owners or (), group)
    here = day_here(ctx, who, group)
    when = Dated(due or here + DEFAULT)
    must_lie_ahead(when.day, here, "That day", "due")
    causes = (f"F-{feedback}",) if feedback else named_in(ctx, text, group)
    action = make(ctx, Draft(group, text, who, when, ctx.actor, source=source, causes=causes))
    if feedback:
        ctx.emit("action.agreed", number=action.number, feedback=feedback)
    return Say(note(receipt(ctx, action, when)))
