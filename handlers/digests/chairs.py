"""Reads what a chair's digest says: 20 queries, whatever the number of groups and items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from handlers import balance, loop
from handlers.calendar import today
from handlers.contract import Context
from handlers.digests import brief, health
from handlers.digests.brief import SHOWN, Brief
from handlers.digests.health import Trouble
from handlers.places import is_admin
from handlers.text import escape
from storage import chairing, decisions, digests, direction, meetings, reports
from storage.areas import Area
from storage.chairing import Topics
from storage.digests import GroupDigest
from storage.groups import Group
from storage.meetings import Meeting
from storage.people import Person
from storage.reports import Deeds

AHEAD = timedelta(days=8)
VOICES_OVER = timedelta(weeks=4)
SETTLES = timedelta(days=3)
"""A week is told of from its fourth day on; before that the one that ended is the last."""
MUCH = 3
"""So many pieces of direction feedback without a statement are much."""
MOST_MEETINGS = 50
NO_TOPICS = Topics(0, 0, 0)


def chaired(ctx: Context, user: str) -> list[Group]:
    """What they chair; for an admin also the groups that nobody chairs."""
    found = {group.id: group for group in chairing.chaired_by(ctx.db, ctx.workspace, user)}
    if is_admin(ctx, user):
        found |= {group.id: group for group in chairing.without_chair(ctx.db, ctx.workspace)}
    return sorted(found.values(), key=lambda group: group.slug)


def channel_of(group: Group, wish: GroupDigest) -> str | None:
    """None: it goes to the chairs. What is private does not leave the group's own channel."""
    return wish.channel if not group.is_private or wish.channel == group.channel else None


def told_directly(ctx: Context, person: Person, groups: Sequence[Group]) -> dict[int, GroupDigest]:
    """Of which groups their own digest tells: not of those whose digest goes to a channel, or is off.

    With the groups' wishes for it. A person's own wish goes before a group's off.
    """
    wishes = digests.of_groups(ctx.db, [group.id for group in groups])
    found = [(group, wishes.get(group.id, GroupDigest(group.id))) for group in groups]
    is_off = person.digest_day is None
    return {
        group.id: wish for group, wish in found if not channel_of(group, wish) and not (wish.off and is_off)
    }


def brief_of(ctx: Context, groups: Sequence[Group], zone: str) -> Brief:
    """Of these groups together, in the days and weeks of `zone`."""
    ids, here = [group.id for group in groups], today(ctx.now, zone)
    rows, overdue = chairing.overdue_by_owner(ctx.db, ids, here)
    waiting, unacknowledged = chairing.unacknowledged(ctx.db, ctx.workspace, ids, ctx.now, SHOWN)
    unsponsored, promised = chairing.unsponsored(ctx.db, ids, SHOWN)
    areas = chairing.areas_of(ctx.db, ids)
    deeds = reports.deeds(ctx.db, ctx.workspace, ids, ctx.now - VOICES_OVER, ctx.now)
    spans = loop.weeks(ctx.now - SETTLES, zone)
    return Brief(
        groups=groups,
        today=here,
        coming=_coming(ctx, ids),
        debts=brief.debts(rows),
        overdue=overdue,
        waiting=waiting,
        unacknowledged=unacknowledged,
        to_review=decisions.due_for_review(ctx.db, ids, here),
        unsponsored=unsponsored,
        promised=promised,
        unsaid=_unsaid(ctx, ids, [area for area, _ in areas]),
        troubles=_troubles(ctx, groups, deeds, areas),
        quiet=_quiet(deeds, groups),
        measured=reports.measured(ctx.db, ctx.workspace, ids, spans[0].since),
        spans=spans,
    )


def _coming(ctx: Context, ids: Sequence[int]) -> list[tuple[Meeting, Topics | None]]:
    """What the agenda holds is for the next meeting of its group, and for none after it."""
    ahead = meetings.coming_up(ctx.db, ids, ctx.now, MOST_MEETINGS)
    topics = {group_id: NO_TOPICS for group_id in ids} | chairing.topics(ctx.db, ids)
    until = ctx.now + AHEAD
    return [(one, topics.pop(one.group_id, None)) for one in ahead if one.starts_at < until]


def _unsaid(ctx: Context, ids: Sequence[int], areas: Sequence[Area]) -> list[tuple[Area, int]]:
    """Areas that were asked where they are headed by several, and have not said it."""
    counts = direction.unanswered(ctx.db, ids)
    found = [(area, counts[area.id]) for area in areas if counts.get(area.id, 0) >= MUCH]
    return sorted(found, key=lambda one: (-one[1], one[0].slug))


def _troubles(
    ctx: Context, groups: Sequence[Group], deeds: Deeds, areas: Sequence[tuple[Area, bool]]
) -> list[Trouble]:
    ids = [group.id for group in groups]
    known = health.Known(
        chairless=chairing.chairless(ctx.db, ids),
        held=chairing.last_held(ctx.db, ids),
        members=Counter(one.group_id for one in deeds.members if one.group_id is not None),
        employed=reports.employed(ctx.db, ctx.workspace, ids),
        areas=areas,
    )
    return health.troubles(groups, known, ctx.now)


def _quiet(deeds: Deeds, groups: Sequence[Group]) -> list[str]:
    """Each group for itself, as its meetings are."""
    said = []
    for group in groups:
        found = balance.quiet(balance.of(deeds, [group.id]), "in the last four weeks")
        before = f"{escape(group.name)}: " if len(groups) > 1 else ""
        said += [before + sentence for sentence in found]
    return said
