"""Where a deed takes place and what its actor is there: the group meant, and the roles that they hold."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import rights
from handlers.blocks import mention
from handlers.contract import Context, UserError
from handlers.text import escape
from storage import groups, leading, people
from storage.groups import Group


def is_admin(ctx: Context, user: str | None = None) -> bool:
    user = user or ctx.actor
    if user in ctx.settings.admins:
        return True
    known = people.person(ctx.db, ctx.workspace, user)
    return bool(known and known.is_admin and not known.deleted)


def is_guest(ctx: Context) -> bool:
    """Whom Slack has not told us about yet is treated as a guest: that shows least."""
    known = people.person(ctx.db, ctx.workspace, ctx.actor)
    return known is None or known.is_guest


def admins(ctx: Context) -> list[str]:
    return sorted(ctx.settings.admins | set(people.admins(ctx.db, ctx.workspace)))


def chairs_or_admins(ctx: Context, group_id: int | None) -> list[str]:
    """Whom to ask about a group: its chairs, else the admins."""
    return (groups.chairs(ctx.db, group_id) if group_id is not None else []) or admins(ctx)


def group_meant(ctx: Context) -> Group:
    """The group that `in:` names, else the channel's; asks when there are several or none."""
    found = group_if_any(ctx)
    if found is not None:
        return found
    known = [g.slug for g in groups_seen(ctx)]
    if not known:
        raise UserError(
            f"There is no group yet. An admin can make one: `{ctx.settings.command} group create`"
        )
    names = ", ".join(f"`in:{slug}`" for slug in known[:10])
    raise UserError(f"Which group? Say it in the group's channel, or add one of {names}.")


def group_if_any(ctx: Context) -> Group | None:
    """As `group_meant`, but None when the channel has no group."""
    if ctx.group_said:
        return group_named(ctx, ctx.group_said)
    here = groups.groups_in_channel(ctx.db, ctx.workspace, ctx.channel) if ctx.channel else []
    if len(here) > 1:
        names = " or ".join(f"`in:{g.slug}`" for g in here)
        raise UserError(f"Several groups meet in this channel. Add {names}.")
    return here[0] if here else None


def group_named(ctx: Context, slug: str) -> Group:
    """By its slug; a private group that the actor may not know is as unknown as a misspelt one."""
    found = groups.group_by_slug(ctx.db, ctx.workspace, slug.lower())
    if found is None or found.archived_at or not may_see(ctx, found):
        raise UserError(
            f"I know no group `{escape(slug)}`. `{ctx.settings.command} group list` shows them all."
        )
    return found


def group_of(ctx: Context, slug: str | None) -> Group:
    """The group named, else the one meant."""
    return group_named(ctx, slug) if slug else group_meant(ctx)


def stays_home(ctx: Context, group: Group) -> bool:
    """What is shared is read by a whole channel: a private group shows in its own only."""
    return ctx.is_shared and group.is_private and group.channel != ctx.channel


def may_see(ctx: Context, group: Group) -> bool:
    if stays_home(ctx, group):
        return False
    if not group.is_private or (group.channel is not None and group.channel == ctx.channel):
        return True
    return is_admin(ctx) or groups.is_visible(ctx.db, group.id, ctx.workspace, ctx.actor)


def groups_seen(ctx: Context) -> list[Group]:
    """The groups that the actor, and whoever reads along, may know of."""
    seen = groups.live_groups(ctx.db, ctx.workspace, seen_by=None if is_admin(ctx) else ctx.actor)
    return [group for group in seen if not stays_home(ctx, group)]


@dataclass(frozen=True, slots=True)
class WhoCan:
    """Whom a refusal sends people to."""

    group: str = ""
    leads: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()

    def told(self, deed: str) -> str:
        allowed = rights.allowed(deed)
        if allowed in ({rights.AUTHOR}, {rights.SPONSOR}):
            return f"its {next(iter(allowed))}"
        if rights.OWNER in allowed:
            return f"its owners, who created it and {self._in_charge(allowed)}"
        return self._in_charge(allowed)

    def _in_charge(self, allowed: frozenset[str]) -> str:
        leads = self.leads if rights.LEAD in allowed else ()
        asked = dict.fromkeys([*leads, *(self.chairs if rights.CHAIR in allowed else ())])
        if asked:
            kinds = "the leads and chairs" if leads else "the chairs"
            return f"{kinds} of {escape(self.group)} ({', '.join(map(mention, asked))})"
        named = ", ".join(map(mention, self.admins[:5]))
        return f"an admin ({named})" if named else "an admin"


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles that somebody holds in a group (and area), and whom a refusal sends them to."""

    roles: frozenset[str]
    who_can: WhoCan

    def demand(self, deed: str) -> None:
        rights.demand(deed, self.roles, self.who_can.told(deed))

    def may(self, deed: str) -> bool:
        return rights.may(deed, self.roles)


def standing(ctx: Context, group: Group | None, area_id: int | None = None) -> Standing:
    """What the actor is in `group`; as lead of `area_id`, or of any of its areas when None."""
    roles = {rights.ADMIN} if is_admin(ctx) else set()
    if group is None:
        who_can = WhoCan(admins=tuple(admins(ctx)))
        return Standing(frozenset(roles | {rights.CHAIR} if roles else roles), who_can)
    held = groups.roles_of_group(ctx.db, group.id)
    chairs = tuple(r.user for r in held if r.role in ("chair", "co-chair"))
    if ctx.actor in chairs or (not chairs and roles):
        roles.add(rights.CHAIR)
    of_area = {r.user for r in held if r.role == "lead" and area_id in (None, r.area_id)}
    if ctx.actor in of_area or _stands_in(ctx, of_area):
        roles.add(rights.LEAD)
    in_channel = group.channel and people.is_in(ctx.db, ctx.workspace, group.channel, ctx.actor)
    if (
        in_channel
        or (group.channel and ctx.channel == group.channel)
        or any(r.user == ctx.actor for r in held)
    ):
        roles.add(rights.MEMBER)
    leads = tuple(r.user for r in held if r.role == "lead" and area_id is not None and r.area_id == area_id)
    return Standing(frozenset(roles), WhoCan(group.name, leads, chairs, () if chairs else tuple(admins(ctx))))


def _stands_in(ctx: Context, leads: set[str]) -> bool:
    """For a lead who is away, and said who answers meanwhile."""
    return bool(ctx.actor and leads) and leading.stands_in(ctx.db, ctx.workspace, ctx.actor, leads, ctx.now)
