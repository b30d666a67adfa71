"""Where people begin: the bare command's card, the App Home with its tabs, and the list of their groups."""

from __future__ import annotations

from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.home import desk, following, views
from handlers.home.desk import Desk
from handlers.home.showing import show
from handlers.router import Router
from handlers.text import clip
from storage import groups, homes
from storage.homes import Home

FORM_GROUPS = 40

router = Router()
FEATURE = (router, following.router)


@router.command("", help="Where you stand, and buttons for what you can do.")
def card(ctx: Context) -> Reply:
    here = groups.groups_in_channel(ctx.db, ctx.workspace, ctx.channel) if ctx.channel else []
    return Say(views.card(desk.stand(_desk(ctx)), here[0].name if here else None, ctx.settings.command))


@router.event("home_opened")
def opened(ctx: Context) -> None:
    """On the tab where they left it; the first time with a greeting."""
    known = homes.of(ctx.db, ctx.workspace, ctx.actor)
    home = known or homes.open_first(ctx.db, ctx.workspace, ctx.actor, ctx.now)
    show(ctx, home, is_first_visit=known is None)


@router.event("home_used")
def used(ctx: Context, said: str) -> None:
    """What they did there, or in a form, shows at once; `said` is the answer to it."""
    home = homes.of(ctx.db, ctx.workspace, ctx.actor)
    if home is not None:
        show(ctx, home, said=said)


@router.click("home.tab <tab=mine|answer|groups|settings>")
def choose_tab(ctx: Context, tab: str) -> None:
    homes.change(ctx.db, ctx.workspace, ctx.actor, tab=tab, pages={}, words="")


@router.click(
    "home.page <part=actions|given|asked|judged|stated|promised|unheard|drafts|ownerless|review|mine|others> <page:int>"
)
def turn(ctx: Context, part: str, page: int) -> None:
    home = homes.of(ctx.db, ctx.workspace, ctx.actor)
    if home is not None:
        homes.change(ctx.db, ctx.workspace, ctx.actor, pages={**home.pages, part: page})


@router.click("home.find [<words:raw>]")
def find(ctx: Context, words: str = "") -> None:
    homes.change(ctx.db, ctx.workspace, ctx.actor, words=clip(words.strip(), 100), pages={})


@router.shortcut("home.groups", "My working groups", on="global")
@router.click("home.groups")
def my_groups(ctx: Context) -> Reply:
    return Open(views.groups_form(desk.groups_of(_desk(ctx), FORM_GROUPS), ctx.settings.command))


def _desk(ctx: Context) -> Desk:
    found = desk.of(ctx, Home(ctx.actor))
    if found is None:
        raise UserError("Slack has not told me about you yet. Please try again in a minute.")
    return found
