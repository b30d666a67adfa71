"""Who may see what, wherever it is named: a group's things, and a piece of feedback."""

from __future__ import annotations

from collections.abc import Collection

from handlers import sealing
from handlers.contract import Context
from handlers.places import is_admin, is_guest, may_see, stays_home
from storage import feedback, groups, people
from storage.actions import Action
from storage.feedback import PEOPLE, Feedback
from storage.groups import Group


def sees_group(ctx: Context, group: Group) -> bool:
    """Its meetings and decisions: a guest sees those of the channels that they are in."""
    if not may_see(ctx, group):
        return False
    if not is_guest(ctx) or (group.channel is not None and group.channel == ctx.channel):
        return True
    return bool(group.channel) and people.is_in(ctx.db, ctx.workspace, group.channel, ctx.actor)


def sees_action(ctx: Context, action: Action, owners: Collection[str]) -> bool:
    """Who made it and who owns it do, wherever it belongs."""
    group = groups.group(ctx.db, action.group_id)
    if group is None or stays_home(ctx, group):
        return False
    return ctx.actor == action.created_by or ctx.actor in owners or sees_group(ctx, group)


def sees_feedback(ctx: Context, item: Feedback) -> bool:
    if is_author(ctx, item) or is_admin(ctx):
        return True
    if is_guest(ctx):  # their own, and what they endorsed
        return ctx.actor in feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE)
    group = private_group(ctx, item)
    if group is None or (group.channel is not None and group.channel == ctx.channel):
        return True
    return groups.is_visible(ctx.db, group.id, ctx.workspace, ctx.actor)


def is_kept_from_channel(ctx: Context, item: Feedback) -> bool:
    group = private_group(ctx, item)
    return group is not None and stays_home(ctx, group)


def private_group(ctx: Context, item: Feedback) -> Group | None:
    group = groups.group(ctx.db, item.group_id) if item.group_id is not None else None
    return group if group is not None and group.is_private else None


def is_author(ctx: Context, item: Feedback) -> bool:
    """Who gave it, or in whose name it was given; an anonymous author is recognized by the seal."""
    if item.relay and sealing.unseal(ctx.settings.relay_key, item.relay) == ctx.actor:
        return True
    return ctx.actor in (item.author, item.for_user)
