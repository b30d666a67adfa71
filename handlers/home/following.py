"""Keeps open home tabs true: what happens anywhere is followed to those who see it there, a minute's news at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers import places
from handlers.contract import Context
from handlers.home.showing import refresh
from handlers.router import Router
from storage import (
    actions,
    decisions,
    feedback,
    homes,
    items,
    meetings,
    offices,
    outbox,
    people,
    sponsorships,
)
from storage.items import Event
from storage.meetings import Meeting
from storage.offices import CHAIRS

# A hundred changes in a minute are one drawing; whoever opens the tab, or clicks in it, waits for none.
PATIENCE = timedelta(minutes=1)
MOST_QUEUED = 5
IN_CHARGE = (*CHAIRS, "lead")

router = Router()


def _news(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    return [{"workspace": workspace} for workspace in items.where_unheard(db, now - PATIENCE)]


@router.job("home.follow", _news)
def follow(ctx: Context) -> None:
    """Late: all that happened meanwhile is one piece of news."""
    news = items.hear(ctx.db, ctx.workspace)
    if not homes.are_there(ctx.db, ctx.workspace):
        return
    homes.spoil(ctx.db, ctx.workspace, concerned(ctx, news), ctx.now)
    if any(event.item.startswith("group/") for event in news):
        homes.spoil_tab(ctx.db, ctx.workspace, "groups", ctx.now)


def _stale(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    """A few at a time, however many are due: whoever opens or clicks must not queue behind them all."""
    for workspace in homes.where_due(db, now):
        room = MOST_QUEUED - outbox.drawings_waiting(db, workspace)
        for user in homes.due(db, workspace, now, max(room, 0)):
            yield {"workspace": workspace, "user": user}


@router.job("home.redraw", _stale)
def redraw(ctx: Context, user: str) -> None:
    """Late: as things are now, once."""
    home = homes.of(ctx.db, ctx.workspace, user)
    if home is not None:
        refresh(replace(ctx, actor=user), home)


# What leaves no event of an item behind


@router.on("group.taken_part")
@router.on("settings.saved")
@router.on("meeting.answered")
@router.on("direction.judged")
def spoil_mine(ctx: Context) -> None:
    homes.spoil(ctx.db, ctx.workspace, [ctx.actor], ctx.now + PATIENCE)


@router.event("member_joined")
@router.event("member_left")
def came_or_went(ctx: Context, channel: str, user: str) -> None:
    """A group is also whoever is in its channel."""
    homes.spoil(ctx.db, ctx.workspace, [user], ctx.now + PATIENCE)


@router.event("person_changed")
def changed(ctx: Context, user: str) -> None:
    """Their zone, say."""
    homes.spoil(ctx.db, ctx.workspace, [user], ctx.now + PATIENCE)


@router.on("feedback.route")
def sent_on(ctx: Context, number: int, left: int | None) -> None:
    """Those whom it waited for until now; the event tells of the others."""
    held = offices.held_in(ctx.db, [left] if left is not None else [])
    users = [role.user for role in held if role.role in IN_CHARGE] if held else places.admins(ctx)
    homes.spoil(ctx.db, ctx.workspace, users, ctx.now + PATIENCE)


@router.on("meeting.ended")
def over(ctx: Context, meeting: Meeting) -> None:
    """Nobody's next meeting any more; its chairs have a draft to publish."""
    homes.spoil(ctx.db, ctx.workspace, _takers_part(ctx, [meeting.group_id]), ctx.now + PATIENCE)


@router.on("minutes.published")
def published(ctx: Context, number: int) -> None:
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    if meeting is not None:
        held = offices.held_in(ctx.db, [meeting.group_id])
        homes.spoil(ctx.db, ctx.workspace, [r.user for r in held if r.role in CHAIRS], ctx.now + PATIENCE)


# Whom news concerns


def concerned(ctx: Context, news: Sequence[Event]) -> set[str]:
    """Whose home tab may show it, in as many questions as there are kinds of news."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for event in news:
        kind, _, name = event.item.replace("/", "-", 1).partition("-")
        by_kind[kind].add(name)
    told = {person for event in news for person in _named(event)}
    numbers = {kind: sorted(map(int, by_kind[kind])) for kind in "FAMD"}
    return (
        told
        | _of_feedback(ctx, numbers["F"])
        | _of_actions(ctx, numbers["A"])
        | _of_meetings(ctx, numbers["M"], numbers["D"])
        | _of_groups(ctx, by_kind["group"])
    )


def _named(event: Event) -> list[str]:
    """Those whom an event names: new owners, a chair who was named or is none any more."""
    said = [event.data.get(key) for key in ("who", "chair", "sponsor")]
    return [*(one for one in said if isinstance(one, str)), *event.data.get("owners", ())]


def _of_feedback(ctx: Context, numbers: Sequence[int]) -> set[str]:
    """Who gave it; the leads and chairs of its group, the admins where it has none."""
    found = feedback.several(ctx.db, ctx.workspace, numbers)
    mine = {user for item in found for user in (item.author, item.for_user) if user}
    mine |= set(places.admins(ctx)) if any(item.group_id is None for item in found) else set()
    held = offices.held_in(ctx.db, {item.group_id for item in found if item.group_id is not None})
    return mine | {role.user for role in held if role.role in IN_CHARGE}


def _of_actions(ctx: Context, numbers: Sequence[int]) -> set[str]:
    """Who owns it or ever did, who sponsors it, and the chairs, whom one without an owner waits for."""
    found = actions.several(ctx.db, ctx.workspace, numbers)
    ever = items.histories(ctx.db, ctx.workspace, [action.id for action in found])
    owned = {user for events in ever.values() for event in events for user in _named(event)}
    owned |= {user for users in actions.owners_of(ctx.db, ctx.workspace, numbers).values() for user in users}
    asked = {each.sponsor for each in sponsorships.several(ctx.db, ctx.workspace, numbers).values()}
    held = offices.held_in(ctx.db, {action.group_id for action in found})
    return owned | asked | {role.user for role in held if role.role in CHAIRS}


def _of_meetings(ctx: Context, numbers: Sequence[int], decided: Sequence[int]) -> set[str]:
    """Whoever takes part in its group; of a decision its chairs."""
    held = offices.held_in(ctx.db, {d.group_id for d in decisions.several(ctx.db, ctx.workspace, decided)})
    in_them = {meeting.group_id for meeting in meetings.several(ctx.db, ctx.workspace, numbers)}
    return _takers_part(ctx, in_them) | {role.user for role in held if role.role in CHAIRS}


def _of_groups(ctx: Context, slugs: Iterable[str]) -> set[str]:
    return _takers_part(ctx, [group.id for group in offices.named(ctx.db, ctx.workspace, slugs)])


def _takers_part(ctx: Context, group_ids: Iterable[int]) -> set[str]:
    """Who holds a role there, or is in the channel."""
    found = offices.numbered(ctx.db, group_ids)
    held = offices.held_in(ctx.db, [group.id for group in found])
    channels = {group.channel for group in found if group.channel}
    return {role.user for role in held} | people.members_of_all(ctx.db, ctx.workspace, channels)
