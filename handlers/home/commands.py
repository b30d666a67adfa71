"""Where people begin: the bare command's card, the App Home, and the list of their groups."""

from __future__ import annotations

from handlers import places
from handlers.contract import Context, Open, Reply, Say
from handlers.home import views
from handlers.paging import page_of
from handlers.router import Router
from storage import feedback, groups, people

GIVEN = 8
GROUPS = 12
FORM_GROUPS = 40

router = Router()


@router.command("", help="Where you stand, and buttons for what you can do.")
def card(ctx: Context) -> Reply:
    here = groups.groups_in_channel(ctx.db, ctx.workspace, ctx.channel) if ctx.channel else []
    return Say(views.card(_desk(ctx), here[0].name if here else None, ctx.settings.command))


@router.event("home_opened")
def opened(ctx: Context) -> None:
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    is_first = known is None or known.greeted_at is None
    if is_first:
        people.save_person(ctx.db, ctx.workspace, ctx.actor, greeted_at=ctx.now)
    _show(ctx, _desk(ctx, is_first_visit=is_first))


@router.click("home.mine <page:int>")
def turn_mine(ctx: Context, page: int) -> None:
    _show(ctx, _desk(ctx, mine=page))


@router.click("home.others <page:int>")
def turn_others(ctx: Context, page: int) -> None:
    _show(ctx, _desk(ctx, others=page))


@router.shortcut("home.groups", "My working groups", on="global")
@router.click("home.groups")
def my_groups(ctx: Context) -> Reply:
    desk = _desk(ctx, size=FORM_GROUPS)
    return Open(views.groups_form(desk.mine, desk.others, ctx.settings.command))


@router.on("group.taken_part")
def redraw(ctx: Context) -> None:
    """Whoever has the home tab sees there at once what they joined or left."""
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    if known and known.greeted_at:
        _show(ctx, _desk(ctx))


def _show(ctx: Context, desk: views.Desk) -> None:
    ctx.show_home(ctx.actor, views.home(desk, ctx.settings.command))


def _desk(
    ctx: Context, *, mine: int = 1, others: int = 1, size: int = GROUPS, is_first_visit: bool = False
) -> views.Desk:
    my_groups = groups.groups_of_person(ctx.db, ctx.workspace, ctx.actor)
    taken = {group.id for group in my_groups}
    rest = [group for group in places.groups_seen(ctx) if group.id not in taken]
    item = feedback.feedback.c
    given = (item.workspace == ctx.workspace) & (item.author == ctx.actor)
    last, total = feedback.page(ctx.db, given, limit=GIVEN, offset=0)
    return views.Desk(
        page_of(my_groups, mine, size), page_of(rest, others, size), last, total, is_first_visit
    )
