"""What people look at: areas, who leads them and what else they are called."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import places
from handlers.areas import views
from handlers.contract import Context, Message, Open, Reply, Say, UserError
from handlers.paging import Page, page_of
from handlers.router import Router
from handlers.text import escape
from storage import areas, groups
from storage.areas import Area
from storage.groups import Group

PAGE = 15

router = Router()


@router.command("area", help="The areas of this channel's group, or all areas.", read=True)
@router.command("area list", read=True)
def everywhere(ctx: Context) -> Reply:
    return Say(_listing(ctx, places.group_if_any(ctx), 1))


def which_to_show(ctx: Context, slug: str | None = None) -> Reply:
    areas = _seen(ctx, places.group_if_any(ctx))
    if not areas:
        return everywhere(ctx)
    return Open(views.which_form("area.which_show", areas, slug, "Show"))


@router.command(
    "area show <slug>", help="An area's leads, channel and other names.", read=True, form=which_to_show
)
@router.click("area.show <slug>")
@router.submit("area.which_show")
def show(ctx: Context, slug: str) -> Reply:
    area, group = named(ctx, slug)
    leads, aliases = areas.leads(ctx.db, area.id), areas.aliases_of(ctx.db, area.id)
    may_edit = places.standing(ctx, group).may("edit areas")
    return Say(views.card(views.Face(area, group, leads, aliases, may_edit)))


@router.click("area.page [<group:slug>] <page:int>")
def turn(ctx: Context, page: int, group: str | None = None) -> Reply:
    return Say(_listing(ctx, places.group_named(ctx, group) if group else None, page), replace=True)


def named(ctx: Context, slug: str) -> tuple[Area, Group]:
    """An area by its short name; one of a group unknown to the actor is unknown too."""
    found = areas.area_by_slug(ctx.db, ctx.workspace, slug.strip().lower().removeprefix("##"))
    group = groups.group(ctx.db, found.group_id) if found else None
    if found is None or group is None or found.archived_at or not places.may_see(ctx, group):
        raise UserError(
            f"I know no area `{escape(slug[:60])}`. `{ctx.settings.command} area list` shows them.", "slug"
        )
    return found, group


def _listing(ctx: Context, group: Group | None, number: int) -> Message:
    """Of one group, or of all that the reader may know."""
    known = {g.id: g for g in ([group] if group else places.groups_seen(ctx))}
    page = page_of(_seen(ctx, group), number, PAGE)
    faces = _faces(ctx, page.items, known)
    drawn = Page(faces, page.number, page.pages, page.total)
    return views.listing(drawn, group.name if group else None, ctx.settings.command)


def _seen(ctx: Context, group: Group | None) -> list[Area]:
    known = {g.id for g in ([group] if group else places.groups_seen(ctx))}
    return [a for a in areas.live_areas(ctx.db, ctx.workspace) if a.group_id in known]


def _faces(ctx: Context, found: Sequence[Area], known: dict[int, Group]) -> list[views.Face]:
    return [
        views.Face(a, known[a.group_id], areas.leads(ctx.db, a.id), areas.aliases_of(ctx.db, a.id))
        for a in found
    ]
