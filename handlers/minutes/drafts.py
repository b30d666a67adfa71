"""The chair reads the draft, mends it in a form and publishes it with one click; anybody may read along."""

from __future__ import annotations

from typing import Any

from handlers.blocks import note
from handlers.choosing import open_channel
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.fields import prose
from handlers.minutes import closing, drawing, forms, views
from handlers.minutes.taken import Taken, taken
from handlers.paging import page_of
from handlers.places import group_meant, standing
from handlers.router import Router
from storage import minutes, people

router = Router()


@router.command(
    "meeting minutes [<number:M>]", help="The minutes of the last meeting, or of that one.", read=True
)
def read(ctx: Context, number: int | None = None) -> Reply | None:
    if number is None:
        group = group_meant(ctx)
        last = minutes.last_of_group(ctx.db, group.id)
        if last is None:
            command = f"`{ctx.settings.command} meeting start`"
            raise UserError(f"No meeting has been held here yet. {command} opens one, and takes its minutes.")
        number = last.number
    at = taken(ctx, number)
    return Say(views.summary(at.minutes, at.about, at.names))


@router.click("minutes.read <number:int>")
def read_this(ctx: Context, number: int) -> Reply | None:
    return read(ctx, number)


@router.click("minutes.whole <number:int> [<page:int>]")
def read_whole(ctx: Context, number: int, page: int = 1) -> Reply | None:
    """Every item, page by page."""
    at = taken(ctx, number)
    return Say(
        views.whole(page_of(list(views.whole_lines(at.minutes, at.names)), page, views.PAGE), at.about)
    )


def _chaired(ctx: Context, number: int) -> Taken:
    at = taken(ctx, number)
    standing(ctx, at.group).demand("publish minutes")
    return at


@router.click("minutes.publish <number:int>")
def publish(ctx: Context, number: int) -> Reply | None:
    at = _chaired(ctx, number)
    if at.record.state == minutes.TAKING:
        raise UserError(f"M-{number} is still live. End it first: then its minutes can go out.")
    if at.record.published_by is not None:
        raise UserError(f"The minutes of M-{number} are out already.")
    if _is_shut_out(ctx, at.record.channel):
        open_channel(ctx, at.record.channel)
    closing.publish(ctx, at, ctx.actor)
    return Say(note(f"Published: the minutes of M-{number} are in <#{at.record.channel}>."))


def _is_shut_out(ctx: Context, channel: str) -> bool:
    """Of a private channel that the bot was removed from; a public one it enters again."""
    where = people.channel(ctx.db, ctx.workspace, channel)
    return where is not None and where.is_private and not where.bot_in


@router.click("minutes.edit <number:int>")
def edit(ctx: Context, number: int) -> Reply | None:
    at = _chaired(ctx, number)
    struck = sum(made.struck for made in minutes.made(ctx.db, ctx.workspace, number))
    return Open(forms.edit(number, at.record.summary, at.minutes, struck))


@router.submit("minutes.edit")
def edited(
    ctx: Context,
    number: int,
    shown: list[str],
    summary: str = "",
    restore: list[str] | None = None,
    **fields: Any,
) -> Reply | None:
    at = _chaired(ctx, number)
    minutes.change(ctx.db, ctx.workspace, number, summary=prose(summary, 2000, "summary"))
    minutes.amend(ctx.db, ctx.workspace, number, forms.made_of(at.minutes, shown, fields))
    if restore:
        minutes.bring_back(ctx.db, ctx.workspace, number)
    _show_again(ctx, number)
    return None


@router.click("minutes.owner <number:int> <entry> <who> [<name...>]")
def choose_owner(ctx: Context, number: int, entry: str, who: str, name: str | None = None) -> Reply | None:
    """The answer to what a line left open; `name` is the beginning of the one that is meant."""
    at = _chaired(ctx, number)
    action = next((action for action in at.minutes.actions if action.id == entry), None)
    if action is None:
        raise UserError("That action is not in the minutes any more.")
    before = next((m for m in minutes.made(ctx.db, ctx.workspace, number) if m.entry == entry), None)
    left = [other for other, _ in action.unsure if not (name and other.startswith(name))]
    owners = dict.fromkeys([*action.owners, who])
    made = {"text": before.text if before else None, "owners": list(owners), "open": left}
    minutes.amend(ctx.db, ctx.workspace, number, {entry: made})
    _show_again(ctx, number)
    return None


def _show_again(ctx: Context, number: int) -> None:
    """What the chair has mended, wherever it stands."""
    now = taken(ctx, number)
    if now.record.state == minutes.PUBLISHED:
        drawing.show_minutes(ctx, now, with_files=True)
        drawing.settle_drafts(ctx, now)
    else:
        drawing.show_draft(ctx, now)
