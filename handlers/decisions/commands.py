"""What was decided: recorded by chairs or heard in a meeting, amended and superseded, found again."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from handlers.blocks import channel_link, day, note
from handlers.calendar import today
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.decisions import finding, meetings, reading, rules, views
from handlers.decisions.making import Draft, draft_of, follow, record, redraw, review_day
from handlers.places import group_if_any, group_meant, group_of, groups_seen, standing
from handlers.router import Router
from handlers.text import clip
from storage import areas, decisions, items
from storage.decisions import Decision
from storage.groups import Group

router = Router()
FEATURE = (router, finding.router, meetings.router)


def decide_form(
    ctx: Context,
    text: str = "",
    why: str = "",
    link: str = "",
    review: str = "",
    area: str = "",
) -> Reply | None:
    """Filled in as far as known."""
    group = _group_if_clear(ctx)
    if group is not None:
        standing(ctx, group).demand("decide")
    mine = [group] if group else [g for g in groups_seen(ctx) if standing(ctx, g).may("decide")]
    if not mine:
        standing(ctx, group_meant(ctx)).demand("decide")
    choice = areas.live_areas(ctx.db, ctx.workspace, mine[0].id) if len(mine) == 1 else []
    return Open(
        views.decide_form(
            [(g.slug, g.name) for g in mine],
            [(a.slug, a.name) for a in choice],
            text=clip(text, views.FORM_TEXT),
            why=clip(why, views.FORM_TEXT),
            urls=link,
            review=review_day(ctx, mine[0], review) if review else None,
            area=area or None,
        )
    )


def _group_if_clear(ctx: Context) -> Group | None:
    """None where there are several: then the form asks."""
    try:
        return group_if_any(ctx)
    except UserError:
        if ctx.group_said:
            raise
        return None


@router.command(
    "decide <text...> [context:<why>] [link:<link>] [review:<review>] [area:<area>]",
    help="Record a decision; `review by <day>` and `for F-12` may end it.",
    form=decide_form,
)
def decide(
    ctx: Context,
    text: str,
    why: str | None = None,
    link: str | None = None,
    review: str | None = None,
    area: str | None = None,
) -> Reply | None:
    return _decide(ctx, group_meant(ctx), Draft(text, why, link, review, area))


@router.click("decision.open")
def open_form(ctx: Context) -> Reply | None:
    return decide_form(ctx)


@router.submit("decision.decide")
def decided(
    ctx: Context,
    text: str = "",
    why: str = "",
    urls: str = "",
    answers: str = "",
    review: date | None = None,
    area: str | None = None,
    group: str | None = None,
) -> Reply | None:
    return _decide(ctx, group_of(ctx, group), Draft(text, why, urls, review, area, answers))


def _decide(ctx: Context, group: Group, draft: Draft) -> Reply | None:
    standing(ctx, group).demand("decide")
    made, answers = draft_of(ctx, group, draft)
    return _receipt(ctx, group, record(ctx, group, meetings.noted(ctx, group, made), answers))


def _receipt(ctx: Context, group: Group, decision: Decision) -> Reply | None:
    """In the group's own channel the card says it all."""
    if group.channel and group.channel == ctx.channel:
        return None
    if not group.channel:
        return Say(views.full(reading.shown(ctx, decision)))
    review = f" It is looked at again by {day(decision.review_on)}." if decision.review_on else ""
    return Say(note(f"D-{decision.number} is recorded and shown in {channel_link(group.channel)}.{review}"))


def _mine(ctx: Context, number: int | None, deed: str) -> tuple[Decision, Group]:
    """One that holds, for somebody who may change it."""
    if number is None:
        command = ctx.settings.command
        raise UserError(f"Which one? Name it by its number, such as D-5. `{command} decisions` shows them.")
    decision, group = reading.decision_meant(ctx, number)
    standing(ctx, group).demand("decide")
    rules.must_hold(decision, deed)
    return decision, group


@router.click("decision.amend <number:D>")
def amend_form(ctx: Context, number: int | None = None, text: str = "") -> Reply | None:
    return _follow_form(ctx, number, "amend", text)


@router.command(
    "decide amend <number:D> <text...>",
    help="A later decision changes or adds to it; both stay.",
    form=amend_form,
)
def amend(ctx: Context, number: int, text: str) -> Reply | None:
    return _follow(ctx, number, "amend", Draft(text))


@router.click("decision.supersede <number:D>")
def supersede_form(ctx: Context, number: int | None = None, text: str = "") -> Reply | None:
    return _follow_form(ctx, number, "supersede", text)


@router.command(
    "decide supersede <number:D> <text...>",
    help="A later decision takes its place; the old one stays readable.",
    form=supersede_form,
)
def supersede(ctx: Context, number: int, text: str) -> Reply | None:
    return _follow(ctx, number, "supersede", Draft(text))


@router.submit("decision.follow")
def followed(
    ctx: Context,
    number: int,
    how: str,
    text: str = "",
    why: str = "",
    urls: str = "",
    answers: str = "",
    review: date | None = None,
) -> Reply | None:
    return _follow(ctx, number, how, Draft(text, why, urls, review, answers=answers))


def _follow_form(ctx: Context, number: int | None, how: str, text: str) -> Reply | None:
    return Open(views.follow_form(_mine(ctx, number, rules.FOLLOWED[how])[0], how, text))


def _follow(ctx: Context, number: int, how: str, draft: Draft) -> Reply | None:
    """What follows a decision is about the same area, unless it says another."""
    old, group = _mine(ctx, number, rules.FOLLOWED[how])
    made, answers = draft_of(ctx, group, draft)
    return _receipt(ctx, group, follow(ctx, group, old, meetings.noted(ctx, group, made), answers, how))


@router.click("decision.review <number:D>")
def review_form(ctx: Context, number: int | None = None, by: str = "") -> Reply | None:
    decision, group = _mine(ctx, number, "reviewed")
    return Open(views.review_form(decision, today(ctx.now, group.zone) + relativedelta(months=6)))


@router.command(
    "decide review <number:D> <by...>",
    help="It still holds; look at it again by that day.",
    form=review_form,
)
def review(ctx: Context, number: int, by: str) -> Reply | None:
    decision, group = _mine(ctx, number, "reviewed")
    return _reviewed(ctx, decision, review_day(ctx, group, by))


@router.submit("decision.review")
def reviewed(ctx: Context, number: int, review: date | None = None) -> Reply | None:
    decision, group = _mine(ctx, number, "reviewed")
    return _reviewed(ctx, decision, review_day(ctx, group, review))


def _reviewed(ctx: Context, decision: Decision, next_on: date | None) -> Reply | None:
    label = f"D-{decision.number}"
    decisions.change(ctx.db, ctx.workspace, decision.number, review_on=next_on)
    then = f"next review by {day(next_on)}" if next_on else "no further review"
    items.record(ctx.db, ctx.workspace, label, "reviewed, it holds", ctx.now, actor=ctx.actor, why=then)
    redraw(ctx, decision.number)
    return Say(note(f"{label} still holds; {then}."))


@router.click("decision.show <number:D>")
@router.command("decision show <number:D>", help="One decision in full, with what became of it.", read=True)
@router.command("decide <number:D>", read=True)
def show(ctx: Context, number: int) -> Reply | None:
    return Say(views.full(reading.shown(ctx, reading.decision_meant(ctx, number)[0])))
