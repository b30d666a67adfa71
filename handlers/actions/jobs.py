"""The morning round: one message a person and day with all that is due, in their morning, never while they are away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.actions import cards, rules
from handlers.calendar import today
from handlers.contract import Context
from handlers.quiet import open_hour
from handlers.router import Router
from storage import action_due, actions, people
from storage.action_due import Round
from storage.people import Person

router = Router()


def _due(db: Connection, now: datetime) -> list[Mapping[str, Any]]:
    return [{"workspace": workspace, "user": user} for workspace, user in action_due.people_due(db, now)]


@router.job("actions.morning", _due)
def remind(ctx: Context, user: str) -> None:
    """Too late in the day, quiet hours, or written to today already: next morning, with what is due then."""
    person = people.person(ctx.db, ctx.workspace, user)
    if person is None or person.deleted:
        action_due.put_off(ctx.db, ctx.workspace, user, ctx.now, None)
        return
    later = _later(person, ctx.now)
    day, found = today(ctx.now, person.zone), action_due.due_for(ctx.db, ctx.workspace, user, ctx.now)
    numbers = [action.number for action in found]
    if later is None and not action_due.begin_round(ctx.db, ctx.workspace, user, day, numbers):
        later = rules.next_morning(person.zone, ctx.now)
    if later is not None:
        action_due.put_off(ctx.db, ctx.workspace, user, ctx.now, later)
        return
    hours = [(action.number, user, rules.next_reminder(action, person.zone, ctx.now)) for action in found]
    actions.remind(ctx.db, ctx.workspace, hours)
    cards.show_morning(ctx, Round(user, day, numbers), found)


def _later(person: Person, now: datetime) -> datetime | None:
    """None: now is a good time."""
    free = open_hour(person, now)
    if rules.is_daytime(person.zone, free):
        return free if free > now else None
    return rules.next_morning(person.zone, free)
