"""How an area comes to be, gets and loses leads, is edited and archived: its group's chairs do that."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import blocks as b
from handlers import places
from handlers.areas import rules, views
from handlers.areas.commands import named
from handlers.choosing import name_of, officer, open_channel
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.fields import PROSE_LIMIT, a_name, a_slug, prose, slug_of
from handlers.history import group_changed
from handlers.router import Router
from handlers.text import escape
from storage import areas, feedback, groups
from storage.areas import Area
from storage.groups import Group

router = Router()


def add_form(
    ctx: Context,
    slug: str = "",
    name: str = "",
    who: str | None = None,
    leads: str | None = None,
    aliases: str = "",
) -> Reply:
    group = places.group_meant(ctx)
    places.standing(ctx, group).demand("edit areas")
    return Open(views.add_form(group, slug or slug_of(name), name or slug, who, leads, aliases))


@router.command(
    "area add <slug> <name...> [lead] [<who:user>] [<leads:channel>] [alias|aliases <aliases...>]",
    help="Say what the group looks after, who leads it and where they hear of feedback.",
    form=add_form,
)
@router.command(
    "area add <slug> <name...> <leads:channel> [lead] <who:user> [alias|aliases <aliases...>]", form=add_form
)
def add_typed(
    ctx: Context,
    slug: str,
    name: str,
    who: str | None = None,
    leads: str | None = None,
    aliases: str = "",
) -> Reply:
    """A lead is not a must, yet whoever leaves it out is asked once."""
    if who is None:
        return add_form(ctx, slug, name, who, leads, aliases)
    return add(ctx, slug, name, who, leads, aliases)


@router.submit("area.add")
def add(
    ctx: Context,
    slug: str,
    name: str,
    who: str | None = None,
    leads: str | None = None,
    aliases: str = "",
    description: str = "",
    group: str | None = None,
) -> Reply:
    home = places.group_of(ctx, group)
    places.standing(ctx, home).demand("edit areas")
    slug, name = a_slug(slug), a_name(name)
    about = prose(description, PROSE_LIMIT, "description")
    also = rules.aliases(aliases, slug)
    _must_be_free(ctx, slug)
    _must_lead_here(ctx, also)
    if who:
        officer(ctx, who, "a lead")
    channel = open_channel(ctx, leads, "leads").channel if leads else None
    known = {"description": about, "channel": channel}
    area_id = areas.add_area(ctx.db, ctx.workspace, home.id, slug, name, **known)
    areas.set_aliases(ctx.db, area_id, also)
    if who:
        groups.take_role(ctx.db, ctx.workspace, home.id, who, "lead", ctx.now, area_id)
    return _added(ctx, home, named(ctx, slug)[0], [who] if who else [], also)


def _must_be_free(ctx: Context, slug: str) -> None:
    taken = areas.area_by_slug(ctx.db, ctx.workspace, slug)
    if taken and taken.archived_at:
        raise UserError(f"`{slug}` was an archived area's, and no short name is given twice.", "slug")
    if taken:
        raise UserError(f"There is an area `{slug}` already. Take another short name.", "slug")


def _must_lead_here(ctx: Context, wanted: list[str], but: Area | None = None) -> None:
    """A word leads to one area, or feedback would change its way without anybody's knowing."""
    known = areas.alias_table(ctx.db, ctx.workspace)
    seen_by = None if places.is_admin(ctx) else ctx.actor
    for area in areas.live_areas(ctx.db, ctx.workspace, seen_by=seen_by):
        if but is not None and area.id == but.id:
            continue
        taken = {area.slug, *known.get(area.id, [])} & set(wanted)
        if taken:
            word = escape(min(taken))
            raise UserError(
                f"“{word}” already leads to {escape(area.name)} (`{area.slug}`). "
                "Take it away there first, or use another word.",
                "aliases",
            )


def _added(ctx: Context, group: Group, area: Area, leads: list[str], aliases: list[str]) -> Reply:
    group_changed(ctx, group, "area added", area=area.slug, leads=leads)
    _announce(ctx, group, views.told(area, leads, aliases))
    return Say(b.note(f"{views.title(area)} is added."))


def which_to_edit(ctx: Context, slug: str | None = None) -> Reply:
    return Open(views.which_form("area.which_edit", _areas_here(ctx, slug), slug, "Edit…"))


@router.command(
    "area edit <slug>", help="Name, leads' channel, other names, description.", form=which_to_edit
)
@router.click("area.edit <slug>")
@router.submit("area.which_edit")
def edit_form(ctx: Context, slug: str) -> Reply:
    area, group = _mine(ctx, slug)
    aliases = areas.aliases_of(ctx.db, area.id)
    return Open(views.edit_form(views.Face(area, group, areas.leads(ctx.db, area.id), aliases)))


@router.submit("area.edit")
def edit(
    ctx: Context, slug: str, name: str, leads: str | None = None, aliases: str = "", description: str = ""
) -> Reply:
    area, group = _mine(ctx, slug)
    about = prose(description, PROSE_LIMIT, "description")
    also = rules.aliases(aliases, area.slug)
    _must_lead_here(ctx, also, area)
    channel = open_channel(ctx, leads, "leads").channel if leads and leads != area.channel else leads
    areas.change_area(ctx.db, area.id, name=a_name(name), channel=channel, description=about)
    areas.set_aliases(ctx.db, area.id, also)
    group_changed(ctx, group, "area edited", area=area.slug)
    _announce(ctx, group, f"{name_of(ctx, ctx.actor)} edited the area {views.title(area)}.")
    return Say(b.note(f"{views.title(area)} is saved."))


def alias_form(ctx: Context, slug: str | None = None, aliases: str = "") -> Reply:
    return Open(views.alias_form(_areas_here(ctx, slug), slug, aliases))


@router.command(
    "area alias <slug> <aliases...>", help="More words that lead to it, with commas between.", form=alias_form
)
@router.submit("area.alias")
def alias(ctx: Context, slug: str, aliases: str) -> Reply:
    area, group = _mine(ctx, slug)
    had = areas.aliases_of(ctx.db, area.id)
    also = rules.aliases(",".join([*had, aliases]), area.slug)
    _must_lead_here(ctx, also, area)
    areas.set_aliases(ctx.db, area.id, also)
    group_changed(ctx, group, "area edited", area=area.slug)
    _announce(ctx, group, f"{views.title(area)} is also called {escape(aliases)} now.")
    return Say(b.note(f"{views.title(area)} is also called {escape(', '.join(also))}."))


def lead_form(ctx: Context, slug: str | None = None, who: str | None = None) -> Reply:
    return _lead_form(ctx, slug, who, remove=False)


def lead_remove_form(ctx: Context, slug: str | None = None, who: str | None = None) -> Reply:
    return _lead_form(ctx, slug, who, remove=True)


def _lead_form(ctx: Context, slug: str | None, who: str | None, *, remove: bool) -> Reply:
    return Open(views.lead_form(_areas_here(ctx, slug), slug, who, remove=remove))


@router.command("area lead add <slug> <who:user>", help="One more lead of an area.", form=lead_form)
@router.submit("area.lead_add")
def add_lead(ctx: Context, slug: str, who: str) -> Reply:
    area, group = _mine(ctx, slug)
    officer(ctx, who, "a lead")
    if not groups.take_role(ctx.db, ctx.workspace, group.id, who, "lead", ctx.now, area.id):
        return Say(b.note(f"{name_of(ctx, who)} leads {views.title(area)} already."))
    group_changed(ctx, group, "lead named", who=who, area=area.slug)
    _announce(ctx, group, f"{b.mention(who)} now leads {views.title(area)}.")
    return Say(b.note(f"Done: {name_of(ctx, who)} leads {views.title(area)}."))


@router.command("area lead remove <slug> <who:user>", help="End somebody's lead.", form=lead_remove_form)
@router.submit("area.lead_remove")
def remove_lead(ctx: Context, slug: str, who: str) -> Reply:
    area, group = _mine(ctx, slug)
    if not groups.end_role(ctx.db, group.id, who, "lead", ctx.now, area.id):
        raise UserError(f"{name_of(ctx, who)} does not lead {views.title(area)}.", "who")
    group_changed(ctx, group, "lead ended", who=who, area=area.slug)
    left = areas.leads(ctx.db, area.id)
    follows = "" if left else " It has no lead now, so the chairs answer its feedback."
    _announce(ctx, group, f"{name_of(ctx, who)} no longer leads {views.title(area)}.{follows}")
    return Say(b.note(f"Done: {name_of(ctx, who)} no longer leads {views.title(area)}.{follows}"))


def which_to_archive(ctx: Context, slug: str | None = None) -> Reply:
    return Open(views.which_form("area.which_archive", _areas_here(ctx, slug), slug, "Archive…"))


@router.command("area archive <slug>", help="Close an area for good (asks first).", form=which_to_archive)
@router.submit("area.which_archive")
def ask_to_archive(ctx: Context, slug: str) -> Reply:
    area, _ = _mine(ctx, slug)
    item = feedback.feedback.c
    of_area = (item.workspace == ctx.workspace) & (item.area_id == area.id)
    waiting = feedback.page(ctx.db, of_area & item.state.not_in(feedback.CLOSED), limit=1, offset=0)[1]
    return Say(views.archive_question(area, waiting))


@router.click("area.archive <slug>")
def archive(ctx: Context, slug: str) -> Reply:
    area, group = _mine(ctx, slug)
    areas.change_area(ctx.db, area.id, archived_at=ctx.now)
    group_changed(ctx, group, "area archived", area=area.slug)
    _announce(ctx, group, f"{name_of(ctx, ctx.actor)} archived the area {views.title(area)}.")
    return Say(b.note(f"{views.title(area)} is archived."), replace=True)


@router.click("area.keep <slug>")
def keep(ctx: Context, slug: str) -> Reply:
    return Say(b.note(f"`{escape(slug)}` stays as it is."), replace=True)


def _areas_here(ctx: Context, slug: str | None = None) -> Sequence[Area]:
    """Those of the group that is meant, by one of them or by the channel; the actor may change them."""
    group = _mine(ctx, slug)[1] if slug else places.group_meant(ctx)
    places.standing(ctx, group).demand("edit areas")
    found = areas.live_areas(ctx.db, ctx.workspace, group.id)
    if not found:
        raise UserError(f"`{group.slug}` has no area yet. Make one with `{ctx.settings.command} area add`.")
    return found


def _mine(ctx: Context, slug: str) -> tuple[Area, Group]:
    """An area that the actor may change."""
    area, group = named(ctx, slug)
    places.standing(ctx, group).demand("edit areas")
    return area, group


def _announce(ctx: Context, group: Group, text: str) -> None:
    if group.channel:
        ctx.post(group.channel, b.note(text))
