"""Whose turn it is: one digest a person and ISO week of their own, at their hour, in a good moment for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.contract import Context
from handlers.digests import chairs, rules, summaries, turning, views
from handlers.places import is_admin
from handlers.quiet import open_hour
from handlers.router import Router
from storage import digests, groups, people, turns
from storage.turns import Turn

router = Router()


def _due(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": t.workspace, "kind": t.kind, "who": t.who} for t in turns.due(db, now)]


@router.job("digests.turn", _due)
def take_turn(ctx: Context, kind: str, who: str) -> None:
    """However late, once; in quiet hours and absences it waits, and what waited so comes as one."""
    turn = turns.get(ctx.db, ctx.workspace, kind, who)
    if turn is not None and turn.next_at is not None and turn.next_at <= ctx.now:
        {turns.CHAIR: _of_chair, turns.GROUP: _of_channel, turns.LEAD: summaries.of_lead}[kind](ctx, turn)


@router.on("digest.wished")
def wished(ctx: Context, user: str) -> None:
    for kind in (turns.CHAIR, turns.LEAD):
        turning.settle(ctx, kind, user)


def _of_chair(ctx: Context, turn: Turn) -> None:
    person = people.person(ctx.db, ctx.workspace, turn.who)
    if person is None or person.deleted or person.is_bot:
        turns.end(ctx.db, turn)
        return
    chaired = chairs.chaired(ctx, person.user)
    if not chaired and not is_admin(ctx, person.user):
        turns.end(ctx.db, turn)
        return
    told = chairs.told_directly(ctx, person, chaired)
    hour = rules.of_chair(person, told.values())
    if not turning.has_come(ctx, turn, hour, person.zone, open_hour(person, ctx.now)):
        return
    week = rules.week(ctx.now, person.zone)
    brief = chairs.brief_of(ctx, [group for group in chaired if group.id in told], person.zone)
    if not brief.is_empty and turning.begin(ctx, turn, week, week):
        key = f"digest/{person.user}/{week}"
        drawn = views.digest(brief, ctx.now, rules.told(hour), ctx.settings.command)
        ctx.tell(person.user, drawn, key=key)
        if brief.has_loop:
            ctx.show(person.user, views.picture(brief, f"loop-{week}.png"), thread=key)


def _of_channel(ctx: Context, turn: Turn) -> None:
    """In its chair's zone, as the digest would come to them."""
    group = groups.group(ctx.db, int(turn.who))
    wish = digests.of_groups(ctx.db, [group.id]).get(group.id) if group else None
    channel = chairs.channel_of(group, wish) if group and wish else None
    if group is None or group.archived_at or wish is None or channel is None:
        turns.end(ctx.db, turn)
        return
    first = next(iter(groups.chairs(ctx.db, group.id)), "")
    known = people.person(ctx.db, ctx.workspace, first)
    zone = known.zone if known else group.zone
    hour = rules.of_group(wish)
    if not turning.has_come(ctx, turn, hour, zone, ctx.now):
        return
    week = rules.week(ctx.now, zone)
    brief = chairs.brief_of(ctx, [group], zone)
    if not brief.is_empty and turning.begin(ctx, turn, week, week):
        key = f"digest/group/{group.id}/{week}"
        drawn = views.digest(brief, ctx.now, rules.told(hour), ctx.settings.command, to_group=True)
        ctx.post(channel, drawn, key=key)
        if brief.has_loop:
            ctx.show(channel, views.picture(brief, f"loop-{group.slug}-{week}.png"), thread=key)
