"""Which action item is meant, what the actor is to it, and all that its drawings show, read from storage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import unescape

from handlers import rights
from handlers.actions.sponsor_cards import Sponsored
from handlers.actions.views import Shown
from handlers.calendar import today
from handlers.choosing import name_of
from handlers.contract import Context, UserError
from handlers.naming import Names
from handlers.places import Standing, is_admin, is_guest, may_see, standing
from storage import actions, groups, items, links, people, sponsorships
from storage.actions import Action
from storage.groups import Group


def action_meant(ctx: Context, number: int) -> Action:
    """By number; what the actor may not see is as unknown as what does not exist."""
    found = actions.get(ctx.db, ctx.workspace, number)
    if found is None or not _may_see(ctx, found):
        raise UserError(
            f"I know no A-{number} that you may see. `{ctx.settings.command} action list` shows them."
        )
    group = group_of_action(ctx, found)
    if ctx.is_shared and group.is_private and group.channel != ctx.channel:
        raise UserError(f"A-{number} belongs to a private group, so I don't show it to this channel.")
    return found


def _may_see(ctx: Context, action: Action) -> bool:
    if ctx.actor == action.created_by or ctx.actor in owners_of(ctx, action):
        return True
    if _is_sponsor(ctx, action):
        return True
    group = group_of_action(ctx, action)
    if is_guest(ctx) and not is_admin(ctx):
        return bool(group.channel) and people.is_in(ctx.db, ctx.workspace, group.channel or "", ctx.actor)
    return may_see(ctx, group)


def _is_sponsor(ctx: Context, action: Action) -> bool:
    found = sponsorships.of(ctx.db, ctx.workspace, action.number)
    return found is not None and found.sponsor == ctx.actor


def group_of_action(ctx: Context, action: Action) -> Group:
    found = groups.group(ctx.db, action.group_id)
    if found is None:
        raise LookupError(f"{action.id} has no group")
    return found


def owners_of(ctx: Context, action: Action) -> list[str]:
    return actions.owners_of(ctx.db, ctx.workspace, [action.number]).get(action.number, [])


def standing_on(ctx: Context, action: Action) -> Standing:
    found = standing(ctx, group_of_action(ctx, action))
    roles = {rights.OWNER} if ctx.actor in owners_of(ctx, action) else set()
    roles |= {rights.AUTHOR} if ctx.actor == action.created_by else set()
    roles |= {rights.SPONSOR} if _is_sponsor(ctx, action) else set()
    return Standing(found.roles | roles, found.who_can)


def names_meant(ctx: Context, group: Group) -> Names:
    """Those whom a name may mean: who is in the group's channel, or holds a role."""
    held = {role.user for role in groups.roles_of_group(ctx.db, group.id)}
    there = people.members(ctx.db, ctx.workspace, group.channel) if group.channel else []
    known = people.persons(ctx.db, ctx.workspace, held.union(there, [ctx.actor]))
    return Names({u: p.name or u for u, p in known.items() if not (p.is_bot or p.deleted)})


def all_names(ctx: Context, raw: str, group: Group) -> Names:
    """With whoever is mentioned, to speak of them by name."""
    known = names_meant(ctx, group)
    told = {token[2:].partition("|")[0] for token in raw.replace(">", " ").split() if token.startswith("<@")}
    others = people.persons(ctx.db, ctx.workspace, told - set(known.people))
    return Names({**known.people, **{user: person.name or user for user, person in others.items()}})


def shown(ctx: Context, action: Action) -> Shown:
    """With its sponsor's name, for who is of its group."""
    owners = owners_of(ctx, action)
    found = sponsorships.of(ctx.db, ctx.workspace, action.number)
    trail = items.history(ctx.db, ctx.workspace, action.id)
    last = trail[-1] if trail else None
    users = {*owners, action.created_by or "", (last.actor if last else None) or ""}
    users |= {found.sponsor} if found else set()
    known = people.persons(ctx.db, ctx.workspace, users)
    called = {user: person.name or user for user, person in known.items()}
    group = group_of_action(ctx, action)
    return Shown(
        action=action,
        group=group,
        owners=tuple((user, called.get(user, user)) for user in owners),
        creator=called.get(action.created_by or "", ""),
        causes=tuple(links.causes_of(ctx.db, ctx.workspace, action.id)),
        last=(last, called.get(last.actor or "", "")) if last else None,
        command=ctx.settings.command,
        sponsored=Sponsored(found, called.get(found.sponsor, found.sponsor)) if found else None,
    )


def shown_to_actor(ctx: Context, action: Action) -> Shown:
    """Who sponsors it is shown to nobody outside its group."""
    state = shown(ctx, action)
    is_inside = rights.MEMBER in standing_on(ctx, action).roles and not ctx.is_shared
    mine = state.sponsored is not None and state.sponsored.sponsorship.sponsor == ctx.actor
    if state.sponsored is None or is_inside or mine or ctx.actor in owners_of(ctx, action):
        return state
    return replace(state, sponsored=replace(state.sponsored, name=""))


def day_here(ctx: Context, users: Iterable[str], group: Group) -> date:
    """Today where the (first) owner is, else where the actor is, else where the group is."""
    known = people.persons(ctx.db, ctx.workspace, [*(wanted := list(users)), ctx.actor])
    who = next((known[user] for user in [*wanted, ctx.actor] if user in known), None)
    return today(ctx.now, who.zone if who else group.zone)


def called(ctx: Context, user: str) -> str:
    """As plain text."""
    return unescape(name_of(ctx, user))
