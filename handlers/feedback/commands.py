"""How feedback is given and read: typed, by form, from a message; lists, one item, where a text would go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement

from handlers.blocks import note
from handlers.contract import Context, Message, Open, Reply, Say, UserError
from handlers.feedback import (
    author,
    duplicates,
    fallback,
    forms,
    jobs,
    lists,
    merging,
    nudging,
    outcomes,
    relay,
    rules,
    triage,
)
from handlers.feedback.giving import DEFAULT_DAYS, Draft, choices, file, route, targets
from handlers.feedback.reading import item_meant, names_of, responsible, shown, standing_on
from handlers.fields import VOICES
from handlers.places import group_if_any, is_admin, is_guest, standing
from handlers.router import Router
from handlers.sight import is_author
from handlers.text import clip, escape
from storage import areas, endorsements, feedback, groups, people

router = Router()
FEATURE = (
    router,
    triage.router,
    nudging.router,
    author.router,
    relay.router,
    duplicates.router,
    merging.router,
    outcomes.router,
    fallback.router,
    jobs.router,
)

FILTERS = "open|new|mine|stale|top|answered"


def give_form(
    ctx: Context, text: str = "", who: str = "", voice: str | None = None, anon: str | None = None
) -> Reply:
    """The form, filled in as far as known."""
    user = who[2:-1] if who.startswith("<@") else None
    spoken = {"for_user": user, "for_name": "" if user else who}
    return _form(ctx, text, voice=voice, anonymous=rules.yes_or_no(anon, "anon"), **spoken)


def _form(ctx: Context, text: str, *, voice: str | None = None, **known: Any) -> Reply:
    """With the voice that they declared, unless they say another; `known` are other inputs."""
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    offered = choices(ctx, targets(ctx))
    chosen = rules.one_of(voice, VOICES, "voice") or (me.voice if me else None)
    return Open(forms.give(offered, text=clip(text, forms.FORM_TEXT), voice=chosen, **known))


@router.command(
    "feedback <text...> [for:<who>] [as:<voice>] [anon:<anon>]",
    help="Tell a group what works and what hurts; `##area` says whom.",
    form=give_form,
)
def give(
    ctx: Context, text: str, who: str | None = None, voice: str | None = None, anon: str | None = None
) -> Reply | None:
    anonymous = rules.yes_or_no(anon, "anon")
    return Say(file(ctx, Draft(text, for_whom=who, voice=voice, anonymous=anonymous)))


@router.click("feedback.open [<axis=performance|direction>]")
@router.shortcut("feedback.open", "Give feedback", on="global")
def open_form(ctx: Context, axis: str | None = None) -> Reply | None:
    return _form(ctx, "", axis=axis)


@router.shortcut("feedback.message", "Send as feedback")
def from_message(ctx: Context, text: str, author: str, link: str) -> Reply | None:
    """Somebody else's words are given in their name, with the way back to the message."""
    wrote = people.person(ctx.db, ctx.workspace, author)
    is_somebody = wrote is not None and not wrote.is_bot and not wrote.deleted and author != ctx.actor
    known = {"for_user": author if is_somebody else None, "source": link, "source_author": author}
    return _form(ctx, text, **known)


@router.look("feedback.give")
def is_it_said_already(
    ctx: Context,
    text: str = "",
    looked: bool = False,
    for_name: str | None = None,
    anonymous: list[str] | None = None,
    **chosen: Any,
) -> Reply | None:
    """Once, before it is filed: the form again, with what looks the same."""
    likely = [] if looked else duplicates.likely_for_actor(ctx, rules.checked_text(text))
    if not likely:
        return None
    said = {"for_name": for_name or "", "anonymous": bool(anonymous), **chosen}
    return _form(ctx, text, likely=likely, me=ctx.actor, **said)


@router.submit("feedback.give")
def given(
    ctx: Context,
    text: str = "",
    area: str | None = None,
    kind: str | None = None,
    severity: str | None = None,
    axis: str | None = None,
    voice: str | None = None,
    for_name: str | None = None,
    for_user: str | None = None,
    anonymous: list[str] | None = None,
    source: str | None = None,
    source_author: str | None = None,
    looked: bool = False,
) -> Reply | None:
    whom = f"<@{for_user}>" if for_user else for_name
    draft = Draft(text, area, whom, voice, kind, axis, severity, bool(anonymous), source, source_author)
    return Say(file(ctx, replace(draft, is_compared=True)))


@router.command(f"feedback list [<filter={FILTERS}>]", help="Open feedback, or one kind of it.", read=True)
def listing(ctx: Context, filter: str = "open") -> Reply | None:
    return Say(_page(ctx, filter, 1))


@router.command("feedback list <filter>", read=True)
def no_such_list(ctx: Context, filter: str) -> Reply | None:
    """One word more is no feedback yet: who types it means a filter."""
    *names, last = FILTERS.split("|")
    raise UserError(
        f"I know no list “{escape(clip(filter, 60))}” of feedback. Say {', '.join(names)} or {last}, "
        f"such as `{ctx.settings.command} feedback list mine`. If it is feedback, say it in a few words more."
    )


@router.click(f"feedback.page <page:int> <filter={FILTERS}> [<group:slug>]")
def turn(ctx: Context, page: int, filter: str, group: str | None = None) -> Reply | None:
    """The list goes on about the group of which it began, wherever it is shown."""
    there = replace(ctx, group_said=group, channel=ctx.channel if group else None)
    return Say(_page(there, filter, page), replace=True)


def _page(ctx: Context, name: str, page: int) -> Message:
    group = group_if_any(ctx) if name != "mine" else None
    where = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    where &= _narrowed(ctx, name, group.acknowledge_days if group else DEFAULT_DAYS)
    if group is not None:
        where &= feedback.feedback.c.group_id == group.id
    if ctx.is_shared:
        where &= feedback.shown_in(ctx.workspace, ctx.channel)
    offset = (max(page, 1) - 1) * lists.PAGE
    found, total = feedback.page(
        ctx.db, where, by_endorsements=name == "top", limit=lists.PAGE, offset=offset
    )
    endorsed = endorsements.counts(ctx.db, ctx.workspace, [item.number for item in found])
    may_answer = group is not None and not ctx.is_shared and standing(ctx, group).may("say the direction")
    return lists.listing(name, found, endorsed, group=group, page=page, total=total, may_answer=may_answer)


def _narrowed(ctx: Context, name: str, days: int) -> ColumnElement[bool]:
    item = feedback.feedback.c
    waits = item.state.in_(feedback.UNACKNOWLEDGED)
    if name == "mine":
        return (item.author == ctx.actor) | (item.for_user == ctx.actor)
    if name == "new":
        return waits
    if name == "stale":
        return waits & (item.created_at < ctx.now - timedelta(days=days))
    if name == "answered":
        return item.state.in_((rules.RESOLVED, rules.CONFIRMED, rules.DECLINED))
    return feedback.unsettled()


@router.click("feedback.show <number:F>")
@router.command("feedback show <number:F>", help="One piece of feedback in full.", read=True)
@router.command("feedback <number:F>", read=True)
def show(ctx: Context, number: int) -> Reply | None:
    item = item_meant(ctx, number)
    answers = not ctx.is_shared and standing_on(ctx, item).may("triage feedback")
    buttons = lists.reader_buttons(item, mine=is_author(ctx, item) and not ctx.is_shared, answers=answers)
    return Say(lists.whole(shown(ctx, item), buttons))


def explain_form(ctx: Context, text: str = "") -> Reply:
    return Open(forms.explain(text))


@router.command(
    "area explain <text...>",
    help="Where a text would go as feedback, and why.",
    read=True,
    form=explain_form,
)
@router.submit("area.explain")
def explain(ctx: Context, text: str) -> Reply | None:
    choice = route(ctx, text)
    area = areas.area(ctx.db, choice.area_id) if choice.area_id is not None else None
    group = groups.group(ctx.db, choice.group_id) if choice.group_id is not None else None
    names = ", ".join(names_of(ctx, responsible(ctx, choice.group_id, choice.area_id))) or "nobody yet"
    triage = f"the triage of *{escape(group.name)}*" if group else "the admins"
    place = f"*{escape(area.name)}* (`{area.slug}`)" if area else triage
    return Say(note(f"That goes to {place}: {escape(names)}. Why: {escape(choice.because)}."))
