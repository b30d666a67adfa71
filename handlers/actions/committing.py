"""Commitments: a promise whose sponsor, who sets the priorities, is asked to stand by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.actions import forms, lists, said
from handlers.actions.lists import Wanted
from handlers.actions.making import Draft, able, make
from handlers.actions.noting import Noted, answered, understood
from handlers.actions.reading import all_names, called, day_here
from handlers.actions.rules import DEFAULT, Dated
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.due_words import must_lie_ahead
from handlers.places import group_if_any, group_meant, group_of, groups_seen, is_admin, is_guest, standing
from handlers.router import Router
from handlers.text import clip, escape, plain
from storage import feedback, people
from storage.groups import Group

router = Router()


def promise_form(ctx: Context, words: str = "") -> Reply:
    """Filled in as far as known."""
    group = group_if_any(ctx)
    seen = groups_seen(ctx)
    if not seen:
        group_meant(ctx)
    rest, _ = said.take_sponsor(words)
    rest, causes = said.take_causes(rest)
    text, owners, _ = said.take_people(rest, all_names(ctx, words, group or seen[0]), ctx.actor)
    due = day_here(ctx, owners, group or seen[0]) + DEFAULT
    return Open(
        forms.promise(
            [(one.slug, one.name) for one in seen],
            group.slug if group else None,
            due,
            text=clip(plain(text).strip('"“” '), forms.FORM_TEXT),
            owners=owners,
            answers=", ".join(f"F-{number}" for number in causes),
        )
    )


@router.command(
    "commit <words:raw>",
    help="Promise: `@dev … by 3 Dec sponsor @mia for F-12`.",
    form=promise_form,
)
def promise(ctx: Context, words: str) -> Reply | None:
    group = group_meant(ctx)
    standing(ctx, group).demand("create actions")
    rest, sponsor = said.take_sponsor(words)
    rest, numbers = said.take_causes(rest)
    noted = understood(ctx, group, rest)
    sponsor = sponsor or _declared(ctx, noted.owners)
    if sponsor is None or not noted.owners:
        return promise_form(ctx, words)
    return _promise(ctx, group, noted, sponsor, numbers)


@router.click("commit.open")
def open_form(ctx: Context) -> Reply:
    return promise_form(ctx)


@router.submit("commit.make")
def made(
    ctx: Context,
    text: str = "",
    owners: list[str] | None = None,
    sponsor: str = "",
    due: date | None = None,
    answers: str = "",
    slug: str | None = None,
) -> Reply | None:
    group = group_of(ctx, slug)
    standing(ctx, group).demand("create actions")
    if not owners:
        raise UserError("A promise is somebody's. Who makes it?", "owners")
    who = able(ctx, owners, group)
    here = day_here(ctx, who, group)
    when = Dated(due or here + DEFAULT)
    must_lie_ahead(when.day, here, "That day", "due")
    noted = Noted(said.Said(text, who, (), None, ""), who, when)
    return _promise(ctx, group, noted, sponsor, said.numbers_of(answers))


def _declared(ctx: Context, owners: Sequence[str]) -> str | None:
    """Who sets the priorities of all of them, as they say themselves."""
    known = people.persons(ctx.db, ctx.workspace, owners)
    found = {known[user].sponsor if user in known else None for user in owners}
    return found.pop() if len(found) == 1 else None


def _promise(ctx: Context, group: Group, noted: Noted, sponsor: str, numbers: Sequence[int]) -> Reply | None:
    able(ctx, [sponsor], group, "sponsor")
    if sponsor in noted.owners:
        who = escape(called(ctx, sponsor))
        raise UserError(f"{who} makes the promise. Its sponsor is who sets their priorities.", "sponsor")
    causes = tuple(f"F-{number}" for number in _tellable(ctx, group, numbers))
    draft = Draft(group, noted.said.text, noted.owners, noted.due, ctx.actor, causes=causes, sponsor=sponsor)
    action = make(ctx, draft)
    return answered(ctx, group, action, noted)


def _tellable(ctx: Context, group: Group, numbers: Sequence[int]) -> Sequence[int]:
    """What the actor may see and may name before the whole group."""
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    found = {item.number for item in feedback.those_of(ctx.db, seen, numbers)}
    missing = next((number for number in numbers if number not in found), None)
    if missing is not None:
        raise UserError(f"I know no F-{missing} that you may see.", "answers")
    here = feedback.readable_in(ctx.workspace, group.id)
    told = {item.number for item in feedback.those_of(ctx.db, here, numbers)}
    secret = next((number for number in numbers if number not in told), None)
    if secret is not None:
        raise UserError(f"F-{secret} belongs to a private group. Promise it there.", "answers")
    return numbers


@router.command("commit", help="What was promised here, and who stands by it.", read=True)
@router.command("commit list", read=True)
def listed(ctx: Context) -> Reply:
    return _list(ctx, "commitments")


@router.command("commit list unsponsored", help="Commitments that nobody stands by.", read=True)
def unsponsored(ctx: Context) -> Reply:
    return _list(ctx, "unsponsored")


@router.command(
    "commit list at risk", help="Due within a week and not confirmed, blocked, or overdue.", read=True
)
def at_risk(ctx: Context) -> Reply:
    return _list(ctx, "risky")


@router.command("commit list mine", help="What you promised or sponsor.", read=True)
def mine(ctx: Context) -> Reply:
    return Say(lists.page_of(ctx, Wanted("promised"), 1))


def _list(ctx: Context, name: str) -> Reply:
    return Say(lists.page_of(ctx, Wanted(name, group=group_if_any(ctx)), 1))
