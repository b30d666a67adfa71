"""What waits for somebody who leads areas: each question one query, for however many areas and items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, select, union

from storage.areas import Area, areas
from storage.db import all_rows, columns, names
from storage.digests import AT_ONCE, lead_wishes
from storage.endorsements import endorsements
from storage.feedback import UNACKNOWLEDGED, feedback
from storage.groups import roles
from storage.items import events
from storage.kept import kept
from storage.people import employers, people

ACKNOWLEDGED = "acknowledged"
OPEN = (*UNACKNOWLEDGED, ACKNOWLEDGED)
TAKES = ("acknowledged", "asked back")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of feedback that its leads have not decided about, as far as a list tells of it."""

    number: int
    area_id: int
    state: str
    text: str
    severity: str | None
    created_at: datetime
    endorsements: int


def led_by(db: Connection, workspace: str, user: str) -> list[Area]:
    mine = select(roles.c.area_id).where(
        roles.c.workspace == workspace, roles.c.user == user, roles.c.role == "lead", roles.c.until.is_(None)
    )
    query = select(*columns(areas, Area)).where(areas.c.id.in_(mine), areas.c.archived_at.is_(None))
    return all_rows(db, Area, query.order_by(areas.c.slug))


def waiting(db: Connection, workspace: str, of: Sequence[Area]) -> list[Waiting]:
    """In these areas, without a first word or without a decision."""
    item = feedback.c
    endorsed = (
        select(func.count())
        .where(endorsements.c.workspace == item.workspace, endorsements.c.number == item.number)
        .scalar_subquery()
    )
    told = [item[name] for name in names(Waiting)[:-1]]
    query = select(*told, endorsed).where(
        item.workspace == workspace,
        item.group_id.in_(sorted({area.group_id for area in of})),  # by the index
        item.area_id.in_([area.id for area in of]),
        item.state.in_(OPEN),
    )
    return all_rows(db, Waiting, query.order_by(item.number))


def employers_behind(db: Connection, workspace: str, numbers: Sequence[int]) -> dict[int, int]:
    """Item -> for how many employers work those who gave or endorsed it, as far as they say."""
    said = union(
        select(feedback.c.number, feedback.c.author).where(
            feedback.c.workspace == workspace, feedback.c.number.in_(numbers)
        ),
        select(endorsements.c.number, endorsements.c.user).where(
            endorsements.c.workspace == workspace, endorsements.c.number.in_(numbers)
        ),
    ).subquery()
    at = employers.c
    is_theirs = and_(at.workspace == workspace, at.user == said.c[1], at.until.is_(None))
    query = select(said.c[0], func.count(func.lower(at.name).distinct())).join(employers, is_theirs)
    return {number: count for number, count in db.execute(query.group_by(said.c[0]))}


def taken_by(db: Connection, workspace: str, numbers: Collection[int]) -> dict[int, str]:
    """Item -> who said the last first word on it."""
    query = (
        select(events.c.item, events.c.actor)
        .where(
            events.c.workspace == workspace,
            events.c.item.in_([f"F-{number}" for number in numbers]),
            events.c.what.in_(TAKES),
            events.c.actor.is_not(None),
        )
        .order_by(events.c.at, events.c.id)
    )
    return {int(item[2:]): actor for item, actor in db.execute(query)}


def leads_of(db: Connection, of: Sequence[Area]) -> dict[int, set[str]]:
    """Area -> its leads."""
    query = select(roles.c.area_id, roles.c.user).where(
        roles.c.group_id.in_(sorted({area.group_id for area in of})),  # by the index
        roles.c.area_id.in_([area.id for area in of]),
        roles.c.role == "lead",
        roles.c.until.is_(None),
    )
    found: dict[int, set[str]] = {}
    for area_id, user in db.execute(query):
        found.setdefault(area_id, set()).add(user)
    return found


_HASTY = (
    select(roles.c.user)
    .join(feedback, feedback.c.area_id == roles.c.area_id)
    .join(lead_wishes, and_(lead_wishes.c.workspace == roles.c.workspace, lead_wishes.c.user == roles.c.user))
    .where(
        feedback.c.workspace == bindparam("workspace"),
        feedback.c.number == bindparam("number"),
        roles.c.group_id == feedback.c.group_id,
        roles.c.role == "lead",
        roles.c.until.is_(None),
        lead_wishes.c.pace == AT_ONCE,
    )
)


@kept
def _is_anybody_hasty(db: Connection, workspace: str) -> bool:
    query = select(lead_wishes.c.user).where(
        lead_wishes.c.workspace == workspace, lead_wishes.c.pace == AT_ONCE
    )
    return db.execute(query.limit(1)).first() is not None


def hasty_leads(db: Connection, workspace: str, number: int) -> list[str]:
    """Of its area's leads those who want to hear of it immediately; asked whenever somebody gives feedback."""
    if not _is_anybody_hasty(db, workspace):
        return []
    return sorted(db.scalars(_HASTY, {"workspace": workspace, "number": number}))


def stands_in(db: Connection, workspace: str, user: str, for_leads: Collection[str], now: datetime) -> bool:
    """Whether one of these leads is away and has named this person meanwhile."""
    query = (
        select(lead_wishes.c.user)
        .join(
            people, and_(people.c.workspace == lead_wishes.c.workspace, people.c.user == lead_wishes.c.user)
        )
        .where(
            lead_wishes.c.workspace == workspace,
            lead_wishes.c.delegate == user,
            lead_wishes.c.user.in_(sorted(for_leads)),
            people.c.away_until > now,
        )
    )
    return db.execute(query.limit(1)).first() is not None
