"""How a group's loop does and whose voices are heard: numbers about groups, never about people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import balance, loop, places
from handlers.contract import Context, Picture, Reply, Say, UserError
from handlers.reports import views
from handlers.router import Router
from storage import people, reports
from storage.groups import Group

router = Router()

MONTHS = 12
"""How far back one may turn."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Of which groups a report is: one, or all that the actor and whoever reads along may know of."""

    group: Group | None
    ids: tuple[int | None, ...]
    zone: str


def about(ctx: Context, which: str | None = None) -> Subject:
    """The group meant; where none is, and with the word "all", every group."""
    if places.is_guest(ctx):
        raise UserError(
            "Reports are about everybody's feedback; guests see their own: "
            f"`{ctx.settings.command} feedback list mine`."
        )
    group = None if which == "all" else places.group_if_any(ctx)
    if group is not None:
        return Subject(group, (group.id,), group.zone)
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    # What has no group yet is everybody's to see.
    ids = (*(found.id for found in places.groups_seen(ctx)), None)
    return Subject(None, ids, me.zone if me else "UTC")


def clicked(ctx: Context, group: str | None) -> Subject:
    """A button means the group that it was drawn for, wherever it was clicked."""
    return about(replace(ctx, group_said=group), None if group else "all")


@router.command("report", help="How your group's feedback loop does, in short.", read=True)
def in_short(ctx: Context) -> Reply | None:
    subject = about(ctx)
    spans = loop.weeks(ctx.now, subject.zone)
    items = reports.measured(ctx.db, ctx.workspace, subject.ids, spans[0].since)
    return Say(views.in_short(subject.group, items, spans, ctx.settings.command))


@router.command(
    "report loop [<which=all>]", help="What came in, how long it took, whom it answered.", read=True
)
def the_loop(ctx: Context, which: str | None = None) -> Reply | None:
    return _loop(ctx, about(ctx, which))


@router.click("report.loop [<group:slug>]")
def the_loop_of(ctx: Context, group: str | None = None) -> Reply | None:
    return _loop(ctx, clicked(ctx, group))


def _loop(ctx: Context, subject: Subject) -> Say:
    spans = loop.weeks(ctx.now, subject.zone)
    items = reports.measured(ctx.db, ctx.workspace, subject.ids, spans[0].since)
    if not loop.whole(items, spans).is_empty:
        name = file_name(ctx, "loop", subject)
        show(ctx, loop.picture(items, spans, views.name_of(subject.group), name))
    return Say(views.the_loop(subject.group, items, spans, ctx.settings.command, where(ctx)))


@router.command(
    "report balance [<which=all>]", help="Whose voices are heard: in aggregate, never by person.", read=True
)
def the_balance(ctx: Context, which: str | None = None) -> Reply | None:
    return _balance(ctx, about(ctx, which), 0)


@router.click("report.balance <month> [<group:slug>]")
def the_balance_of(ctx: Context, month: str, group: str | None = None) -> Reply | None:
    subject = clicked(ctx, group)
    back = next((at for at in range(MONTHS) if balance.month(ctx.now, subject.zone, at).key == month), 0)
    return _balance(ctx, subject, back)


def _balance(ctx: Context, subject: Subject, back: int) -> Say:
    when = balance.month(ctx.now, subject.zone, back)
    deeds = reports.deeds(ctx.db, ctx.workspace, subject.ids, when.since, when.until)
    found = balance.of(deeds, subject.ids)
    named = views.name_of(subject.group)
    if found.is_told:
        show(ctx, balance.picture(found, named, when, file_name(ctx, f"voices-{when.key}", subject)))
    beside = [balance.month(ctx.now, subject.zone, at).key for at in (back + 1, back - 1) if 0 <= at < MONTHS]
    place = where(ctx) if found.is_told else ""
    return Say(views.balance(subject.group, found, when, beside, ctx.settings.command, place))


def file_name(ctx: Context, what: str, subject: Subject) -> str:
    """By the minute: a file that may have left already is looked for by its name."""
    slug = subject.group.slug if subject.group else "all-groups"
    return f"{what}-{slug}-{ctx.now:%Y-%m-%d-%H%M}.png"


def show(ctx: Context, picture: Picture) -> None:
    """Where the answer is read: Slack shows no file to one person in a channel, so that comes as a DM."""
    if ctx.is_shared and ctx.channel:
        ctx.show(ctx.channel, picture, thread=ctx.thread)
    else:
        ctx.show(ctx.actor, picture)


def where(ctx: Context) -> str:
    is_beside = ctx.is_shared or (ctx.channel or "").startswith("D")
    return "" if is_beside else views.PICTURE
