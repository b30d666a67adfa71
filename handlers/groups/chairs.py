"""A group's chairs and co-chairs: named by those who may, and followed when they go."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places
from handlers.choosing import name_of, officer
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.groups import rules, views
from handlers.history import group_changed
from handlers.router import Router
from storage import areas, groups, people
from storage.groups import Group

router = Router()


@router.command("group chair")
def chair_form(ctx: Context, who: str | None = None, office: str | None = None) -> Reply:
    return _form(ctx, places.group_meant(ctx), who, is_co=office == "co")


@router.click("group.name_chair <slug>")
def name_a_chair(ctx: Context, slug: str) -> Reply:
    group = places.group_named(ctx, slug)
    co_chairs = rules.officers(groups.roles_of_group(ctx.db, group.id)).co_chairs
    return _form(ctx, group, next(iter(co_chairs), None))


def _form(ctx: Context, group: Group, who: str | None, *, is_co: bool = False) -> Reply:
    places.standing(ctx, group).demand("edit a group")
    return Open(views.chair_form(group, who, is_co=is_co))


@router.command(
    "group chair add <who:user> [<office=co>]", help="Name a chair; `co` for a co-chair.", form=chair_form
)
@router.submit("group.chair")
def add_chair(ctx: Context, who: str, office: str | None = None, group: str | None = None) -> Reply:
    found = places.group_of(ctx, group)
    places.standing(ctx, found).demand("edit a group")
    role, other = ("co-chair", "chair") if office == "co" else ("chair", "co-chair")
    officer(ctx, who, f"a {role}")
    if not groups.take_role(ctx.db, ctx.workspace, found.id, who, role, ctx.now):
        return Say(b.note(f"{name_of(ctx, who)} is {role} of {views.title(found)} already."))
    groups.end_role(ctx.db, found.id, who, other, ctx.now)
    group_changed(ctx, found, f"{role} named", who=who)
    if found.channel:
        ctx.post(found.channel, b.note(f"{b.mention(who)} is now {role} of {views.title(found)}."))
    return Say(
        b.note(f"Done: {name_of(ctx, who)} is {role} of {views.title(found)}.{_outside(ctx, found, who)}")
    )


def _outside(ctx: Context, group: Group, who: str) -> str:
    if not group.channel or people.is_in(ctx.db, ctx.workspace, group.channel, who):
        return ""
    return f" They are not in {b.channel_link(group.channel)} yet: invite them."


def remove_form(ctx: Context, who: str | None = None) -> Reply:
    group = places.group_meant(ctx)
    places.standing(ctx, group).demand("edit a group")
    return Open(views.remove_chair_form(group, groups.chairs(ctx.db, group.id)[:1]))


@router.command("group chair remove <who:user>", help="End somebody's time as chair.", form=remove_form)
@router.submit("group.chair_remove")
def remove_chair(ctx: Context, who: str, group: str | None = None) -> Reply:
    found = places.group_of(ctx, group)
    places.standing(ctx, found).demand("edit a group")
    if not rules.offices(groups.roles_of_group(ctx.db, found.id), who):
        raise UserError(f"{name_of(ctx, who)} is no chair of {views.title(found)}.", "who")
    asked = step_down(ctx, found, who, "is no longer its chair")
    follows = f" It has no chair now: {asked} to name one." if asked else ""
    return Say(b.note(f"Done: {name_of(ctx, who)} no longer chairs {views.title(found)}.{follows}"))


def step_down(ctx: Context, group: Group, user: str, how: str) -> str:
    """End their time as chair or co-chair; says who was asked to name the next one, if that is needed."""
    was = rules.offices(groups.roles_of_group(ctx.db, group.id), user)
    for office in was:
        groups.end_role(ctx.db, group.id, user, office, ctx.now)
        group_changed(ctx, group, f"{office} ended", who=user)
    if not was:
        return ""
    asked = _ask_for_a_chair(ctx, group, f"{name_of(ctx, user)} {how}.") if "chair" in was else ""
    if group.channel:
        follows = f" It has no chair now: {asked} to name one." if asked else ""
        told = f"{name_of(ctx, user)} is no longer {' and '.join(was)} of {views.title(group)}.{follows}"
        ctx.post(group.channel, b.note(told))
    return asked


def _ask_for_a_chair(ctx: Context, group: Group, gone: str) -> str:
    left = rules.officers(groups.roles_of_group(ctx.db, group.id))
    if left.chairs:
        return ""
    heirs = left.heirs(places.admins(ctx))
    for heir in heirs:
        ctx.tell(heir, views.name_a_chair(group, gone))
    if left.co_chairs:
        return "the co-chair is asked"
    return "the admins are asked" if heirs else "an admin is needed"


@router.event("member_left")
def left_the_channel(ctx: Context, channel: str, user: str) -> None:
    for group in groups.groups_in_channel(ctx.db, ctx.workspace, channel):
        groups.end_role(ctx.db, group.id, user, "member", ctx.now)
        step_down(ctx, group, user, f"left {b.channel_link(channel)}")


@router.event("person_changed")
def account_closed(ctx: Context, user: str) -> None:
    """Whoever is deactivated holds no role any more; a lead's going is told to the chairs."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is None or not known.deleted:
        return
    held = groups.roles_of_person(ctx.db, ctx.workspace, user)
    for role in held:
        if role.role not in rules.CHAIRS:
            groups.end_role(ctx.db, role.group_id, user, role.role, ctx.now, role.area_id)
    for group_id in dict.fromkeys(role.group_id for role in held):
        group = groups.group(ctx.db, group_id)
        if group and not group.archived_at:
            step_down(ctx, group, user, "has left this workspace")
            _tell_of_leads(
                ctx, group, user, [r.area_id for r in held if r.area_id and r.group_id == group_id]
            )


def _tell_of_leads(ctx: Context, group: Group, user: str, area_ids: list[int]) -> None:
    led = [area for area in (areas.area(ctx.db, area_id) for area_id in area_ids) if area]
    if not led:
        return
    told = views.lead_gone(group, name_of(ctx, user), [area.slug for area in led], ctx.settings.command)
    for chair in places.chairs_or_admins(ctx, group.id):
        ctx.tell(chair, told)
