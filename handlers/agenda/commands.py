"""The agenda of a group's next meeting: anybody in the channel fills it, everybody may read it at any time."""

from __future__ import annotations

from handlers.agenda import drawing, jobs, rules, running, support, views
from handlers.agenda.business import alive_in
from handlers.agenda.support import supported
from handlers.blocks import note
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.places import group_if_any, group_meant, group_of, groups_seen, is_admin, is_guest, standing
from handlers.router import Router
from handlers.text import escape, plain
from storage import agenda, feedback, groups, items, people
from storage.agenda import Item
from storage.groups import Group

router = Router()
FEATURE = (router, support.router, running.router, jobs.router)


@router.command("agenda", help="What the next meeting will talk about.", read=True)
def show(ctx: Context) -> Reply | None:
    group = group_meant(ctx)
    items = agenda.alive(ctx.db, group.id)
    known = people.persons(ctx.db, ctx.workspace, (item.by for item in items))
    names = {user: person.name for user, person in known.items()}
    counts = agenda.supporters(ctx.db, group.id)
    return Say(views.agenda(group, items, counts, alive_in(ctx, group, items), names))


def add_form(ctx: Context, said: str = "") -> Reply | None:
    return _form(ctx, said)


def _form(ctx: Context, said: str, link: str = "", slug: str | None = None) -> Reply | None:
    seen = groups_seen(ctx)
    if not seen:
        group_meant(ctx)
    here = slug or _slug_here(ctx)
    chosen = [group for group in seen if group.slug == here]
    return Open(views.add_form(chosen or seen, here if chosen else None, plain(said)[: rules.LONGEST], link))


def _slug_here(ctx: Context) -> str | None:
    """None where several groups meet: then the form asks."""
    try:
        found = group_if_any(ctx)
    except UserError:
        return None
    return found.slug if found else None


@router.command(
    "agenda add <said...>", help="Put a topic on it; `15m` at the end is its time.", form=add_form
)
def add(ctx: Context, said: str) -> Reply | None:
    text, minutes = rules.topic_of(said)
    return _add(ctx, group_meant(ctx), text, minutes)


@router.click("agenda.open [<slug>]")
def open_form(ctx: Context, slug: str | None = None) -> Reply | None:
    return _form(ctx, "", slug=slug)


@router.shortcut("agenda.message", "Add to agenda")
def from_message(ctx: Context, text: str, author: str, link: str) -> Reply | None:
    return _form(ctx, text, link=link)


@router.submit("agenda.add")
def submitted(
    ctx: Context, text: str = "", minutes: str = "", slug: str | None = None, link: str | None = None
) -> Reply | None:
    topic, box = rules.topic_of(text)
    return _add(ctx, group_of(ctx, slug), topic, rules.box_of(minutes) if minutes else box, link)


@router.click("agenda.feedback <number:F>")
def add_feedback(ctx: Context, number: int) -> Reply | None:
    item = feedback.get(ctx.db, ctx.workspace, number)
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    if item is None or item.group_id is None or not feedback.those_of(ctx.db, seen, [number]):
        raise UserError(f"I know no F-{number}.")
    group = groups.group(ctx.db, item.group_id)
    if group is None:
        raise UserError(f"F-{number} belongs to no group yet.")
    reply = _add(ctx, group, rules.topic_of(f"F-{number}: {item.text[:200]}")[0], None)
    items.record(ctx.db, ctx.workspace, f"F-{number}", "put on the agenda", ctx.now, actor=ctx.actor)
    return reply


def _add(ctx: Context, group: Group, text: str, minutes: int | None, link: str | None = None) -> Reply | None:
    standing(ctx, group).demand("fill the agenda")
    place = {"minutes": minutes, "link": link}
    item_id = agenda.add(ctx.db, ctx.workspace, group.id, text, ctx.actor, ctx.now, **place)
    drawing.announce(ctx, item_id)
    ctx.emit("agenda.changed", group_id=group.id)
    return None if group.channel == ctx.channel else Say(note(f"On the agenda of {escape(group.name)}."))


def _mine(ctx: Context) -> tuple[Group, list[Item]]:
    """The group's agenda, for somebody who may change it."""
    group = group_meant(ctx)
    standing(ctx, group).demand("fill the agenda")
    return group, agenda.alive(ctx.db, group.id)


@router.command("agenda move <place:int> <to:int>", help="Another order.")
def move(ctx: Context, place: int, to: int) -> Reply | None:
    group, items = _mine(ctx)
    agenda.order(ctx.db, rules.moved(items, place, to))
    ctx.emit("agenda.changed", group_id=group.id)
    return show(ctx)


@router.command("agenda drop <place:int>", help="Take a topic off.")
def drop(ctx: Context, place: int) -> Reply | None:
    group, items = _mine(ctx)
    item = rules.at_place(items, place)
    agenda.change(ctx.db, item.id, state=agenda.DROPPED, note_at=None)
    drawing.redraw(ctx, item.id)
    ctx.emit("agenda.changed", group_id=group.id)
    return Say(note(f"Off the agenda of {escape(group.name)}: {escape(item.text)}."), public=True)


@router.command("agenda support <place:int>", help="Say that a topic matters to you.")
def support_place(ctx: Context, place: int) -> Reply | None:
    _, items = _mine(ctx)
    return supported(ctx, rules.at_place(items, place))
