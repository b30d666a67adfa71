"""How a group comes to be, is edited and archived."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places
from handlers.choosing import is_channel, name_of, officer, open_channel
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.fields import PROSE_LIMIT, a_name, a_slug, a_zone, prose
from handlers.groups import rules, views
from handlers.history import group_changed
from handlers.router import Router
from handlers.text import escape
from storage import areas, feedback, groups, people
from storage.groups import Group

router = Router()


def create_form(ctx: Context, slug: str = "", name: str = "", channel: str | None = None) -> Reply:
    places.standing(ctx, None).demand("create a group")
    slug, name = rules.guessed(slug, name)
    place = channel or (ctx.channel if is_channel(ctx.channel) else None)
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    return Open(views.create_form(slug, name, place, known.zone if known else "UTC", ctx.actor))


@router.click("group.make <channel>")
def make_this_channel_one(ctx: Context, channel: str) -> Reply:
    if not places.standing(ctx, None).may("create a group"):
        asked = ", ".join(b.mention(user) for user in places.admins(ctx)[:5]) or "an admin"
        raise UserError(f"An admin makes a channel a working group: ask {asked}. They can do it from here.")
    known = people.channel(ctx.db, ctx.workspace, channel)
    name = (known.name if known else "").replace("-", " ").replace("_", " ")
    return create_form(ctx, known.name if known else "", name.title(), channel)


@router.command("group create <slug> <name...>", help="Make this channel a working group.", form=create_form)
@router.submit("group.create")
def create(
    ctx: Context,
    slug: str,
    name: str,
    channel: str | None = None,
    chair: str | None = None,
    mission: str = "",
    zone: str | None = None,
) -> Reply:
    places.standing(ctx, None).demand("create a group")
    if channel is None and not is_channel(ctx.channel):
        return create_form(ctx, slug, name)
    slug, name, mission = a_slug(slug), a_name(name), prose(mission, PROSE_LIMIT, "mission")
    _must_be_free(ctx, slug)
    place = open_channel(ctx, channel or ctx.channel or "")
    first = officer(ctx, chair or ctx.actor, "a chair", "chair")
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    values = {"mission": mission, "zone": a_zone(zone) if zone else known.zone if known else "UTC"}
    values |= {"channel": place.channel, "is_private": place.is_private}
    group_id = groups.add_group(ctx.db, ctx.workspace, slug, name, ctx.now, **values)
    groups.take_role(ctx.db, ctx.workspace, group_id, first, "chair", ctx.now)
    return _created(ctx, places.group_named(ctx, slug), first)


def _must_be_free(ctx: Context, slug: str) -> None:
    taken = groups.group_by_slug(ctx.db, ctx.workspace, slug)
    if taken and taken.archived_at:
        raise UserError(f"`{slug}` was an archived group's, and no short name is given twice.", "slug")
    if taken:
        raise UserError(f"There is a group `{slug}` already. Take another short name.", "slug")


def _created(ctx: Context, group: Group, chair: str) -> Reply:
    group_changed(ctx, group, "created", chair=chair)
    announced = f"This channel is now the home of {views.title(group)}. Its chair is {b.mention(chair)}."
    ctx.post(group.channel or "", b.note(announced))
    next_step = f"Say who looks after what with `{ctx.settings.command} area add`."
    return Say(b.note(f"{views.title(group)} is made. {next_step}"))


@router.command("group edit [<slug>]", help="Name, mission, channel, time zone, days until a nudge.")
@router.click("group.edit <slug>")
def edit_form(ctx: Context, slug: str | None = None) -> Reply:
    group = places.group_of(ctx, slug)
    places.standing(ctx, group).demand("edit a group")
    return Open(views.edit_form(group))


@router.submit("group.edit")
def edit(
    ctx: Context,
    group: str,
    name: str,
    zone: str,
    days: str,
    confirm: str,
    mission: str = "",
    channel: str | None = None,
) -> Reply:
    edited = places.group_of(ctx, group)
    places.standing(ctx, edited).demand("edit a group")
    wanted = rules.settled(name, mission, zone, days, confirm)
    if channel and channel != edited.channel:
        place = open_channel(ctx, channel)
        wanted |= {"channel": channel, "is_private": place.is_private}
    changed = rules.changes(edited, wanted)
    if not changed:
        return Say(b.note(f"Nothing was changed in {views.title(edited)}."))
    groups.change_group(ctx.db, edited.id, **changed)
    group_changed(ctx, edited, "edited", **{key: str(value) for key, value in changed.items()})
    now = groups.group(ctx.db, edited.id) or edited
    if now.channel:
        told = f"{name_of(ctx, ctx.actor)} edited {views.title(now)}: {_told(changed)}."
        ctx.post(now.channel, b.note(told))
    return Say(b.note(f"Saved: {_told(changed)} of {views.title(now)}."))


def _told(changed: dict[str, object]) -> str:
    names = {
        "acknowledge_days": "days until a nudge",
        "confirm_days": "days until sponsors confirm again",
        "zone": "time zone",
        "is_private": "privacy",
    }
    return ", ".join(names.get(key, key) for key in changed)


@router.command("group archive [<slug>]", help="Close a group for good (asks first).")
def ask_to_archive(ctx: Context, slug: str | None = None) -> Reply:
    group = places.group_of(ctx, slug)
    places.standing(ctx, None).demand("archive a group")
    how_many = len(areas.live_areas(ctx.db, ctx.workspace, group.id))
    return Say(views.archive_question(group, how_many, _open_feedback(ctx, group)))


def _open_feedback(ctx: Context, group: Group) -> int:
    item = feedback.feedback.c
    of_group = (item.workspace == ctx.workspace) & (item.group_id == group.id)
    return feedback.page(ctx.db, of_group & item.state.not_in(feedback.CLOSED), limit=1, offset=0)[1]


@router.click("group.archive <slug>")
def archive(ctx: Context, slug: str) -> Reply:
    group = places.group_of(ctx, slug)
    places.standing(ctx, None).demand("archive a group")
    for area in areas.live_areas(ctx.db, ctx.workspace, group.id):
        areas.change_area(ctx.db, area.id, archived_at=ctx.now)
    groups.change_group(ctx.db, group.id, archived_at=ctx.now)
    group_changed(ctx, group, "archived")
    if group.channel:
        ctx.post(group.channel, b.note(f"{name_of(ctx, ctx.actor)} archived {views.title(group)}."))
    return Say(b.note(f"{views.title(group)} is archived."), replace=True)


@router.click("group.keep <slug>")
def keep(ctx: Context, slug: str) -> Reply:
    return Say(b.note(f"`{escape(slug)}` stays as it is."), replace=True)
