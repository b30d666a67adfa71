"""What people do with working groups: look at them, join and leave them."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places
from handlers.contract import Context, Message, Reply, Say
from handlers.groups import rules, views
from handlers.groups.chairs import step_down
from handlers.history import group_changed
from handlers.paging import Page, page_of
from handlers.router import Router
from storage import areas, groups, people
from storage.groups import Group

PAGE = 15

router = Router()


@router.command("group", help="The group that meets in this channel, or all groups.", read=True)
def here(ctx: Context) -> Reply:
    found = places.group_if_any(ctx)
    return Say(_card(ctx, found)) if found else everywhere(ctx)


@router.command("group show [<slug>]", help="A group's mission, chairs and areas.", read=True)
@router.click("group.show <slug>")
def show(ctx: Context, slug: str | None = None) -> Reply:
    return Say(_card(ctx, places.group_of(ctx, slug)))


@router.command("group list", help="All groups that you can see.", read=True)
def everywhere(ctx: Context) -> Reply:
    return Say(_listing(ctx, 1))


@router.click("group.page <page:int>")
def turn(ctx: Context, page: int) -> Reply:
    return Say(_listing(ctx, page), replace=True)


@router.command("group join [<slug>]", help="Take part in a group.")
@router.click("group.join <slug>")
def join(ctx: Context, slug: str | None = None) -> Reply:
    group = places.group_of(ctx, slug)
    places.standing(ctx, group).demand("join a group")
    if not groups.take_role(ctx.db, ctx.workspace, group.id, ctx.actor, "member", ctx.now):
        return _said(f"You are a member of {views.title(group)} already.")
    group_changed(ctx, group, "joined")
    ctx.emit("group.taken_part")
    in_channel = bool(group.channel) and people.is_in(ctx.db, ctx.workspace, group.channel or "", ctx.actor)
    to_channel = f" It meets in {b.channel_link(group.channel)}." if group.channel and not in_channel else ""
    return _said(f"Welcome to {views.title(group)}!{to_channel}")


@router.command("group leave [<slug>]", help="No longer take part; your roles in it end.")
@router.click("group.leave <slug>")
def leave(ctx: Context, slug: str | None = None) -> Reply:
    group = places.group_of(ctx, slug)
    held = [r for r in groups.roles_of_group(ctx.db, group.id) if r.user == ctx.actor]
    for role in held:
        if role.role not in rules.CHAIRS:
            groups.end_role(ctx.db, group.id, ctx.actor, role.role, ctx.now, role.area_id)
    stepped_down = step_down(ctx, group, ctx.actor, "left the group")
    if not held:
        return _said(f"You hold no role in {views.title(group)}. {_stays(ctx, group)}".strip())
    group_changed(ctx, group, "left")
    ctx.emit("group.taken_part")
    follows = " Who is to follow you as chair is being asked." if stepped_down else ""
    return _said(f"You left {views.title(group)}.{follows} {_stays(ctx, group)}".strip())


def _stays(ctx: Context, group: Group) -> str:
    if group.channel and people.is_in(ctx.db, ctx.workspace, group.channel, ctx.actor):
        return f"You are still in {b.channel_link(group.channel)}; leave that too to hear no more of it."
    return ""


def _face(ctx: Context, group: Group, mine: set[int]) -> views.Face:
    held = groups.roles_of_group(ctx.db, group.id)
    present = people.members(ctx.db, ctx.workspace, group.channel) if group.channel else []
    members = people.humans(ctx.db, ctx.workspace, {*present, *(r.user for r in held)})
    return views.Face(
        group=group,
        officers=rules.officers(held),
        areas=[area.slug for area in areas.live_areas(ctx.db, ctx.workspace, group.id)],
        members=len(members),
        is_mine=group.id in mine,
        may_edit=places.standing(ctx, group).may("edit a group"),
    )


def _card(ctx: Context, group: Group) -> Message:
    return views.card(_face(ctx, group, _mine(ctx)))


def _listing(ctx: Context, number: int) -> Message:
    page = page_of(places.groups_seen(ctx), number, PAGE)
    mine = _mine(ctx)
    faces = [_face(ctx, group, mine) for group in page.items]
    return views.listing(Page(faces, page.number, page.pages, page.total), ctx.settings.command)


def _mine(ctx: Context) -> set[int]:
    return {group.id for group in groups.groups_of_person(ctx.db, ctx.workspace, ctx.actor)}


def _said(text: str) -> Reply:
    return Say(b.note(text))
