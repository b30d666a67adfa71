"""What the home tab of somebody with 500 things of every kind costs, among 20,000 of other people's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, insert

from handlers.contract import Context, Settings
from handlers.home import commands, following
from handlers.home.views import TABS
from storage import (
    actions,
    areas,
    decisions,
    direction,
    feedback,
    groups,
    homes,
    items,
    meetings,
    migrate,
    minutes,
    people,
    sponsorships,
)
from storage.db import Database

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ME, TEAM = "U00001", "T"
EACH, OTHERS, ROUNDS = 500, 20_000, 40
Row = dict[str, Any]


def run(each: int = EACH, others: int = OTHERS) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        few, many = (stocked(f"sqlite:///{folder}/{n}.db", n, others) for n in (5, each))
        for tab in TABS:
            small, large = took(few, tab), took(many, tab)
            yield (
                f"home tab {tab!r}: p50 {median(large):.1f} ms, p95 {large[int(0.95 * ROUNDS)]:.1f} ms with {each} of "
                f"each kind (under 100); {median(large) / median(small):.2f} times that with 5"
            )
        yield followed(many, each)
        few.close()
        many.close()


def took(database: Database, tab: str) -> list[float]:
    """Milliseconds to read, draw and queue it, with its transaction."""
    found = []
    for _ in range(ROUNDS):
        began = perf_counter()
        with database.transaction() as db:
            homes.change(db, TEAM, ME, tab=tab)
            commands.opened(context(db))
        found.append(1000 * (perf_counter() - began))
    return sorted(found)


def followed(database: Database, each: int) -> str:
    """A busy minute: what it takes to find out whose tabs it concerns."""
    with database.transaction() as db:
        for number in range(1, each + 1):
            items.record(db, TEAM, f"F-{number}", "accepted", NOW, actor=ME)
            items.record(db, TEAM, f"A-{number}", "done", NOW, actor=ME)
    began = perf_counter()
    with database.transaction() as db:
        while items.where_unheard(db, NOW):
            following.follow(context(db))
    return f"{2 * each:,} changes followed to those who see them: {1000 * (perf_counter() - began):.0f} ms"


def context(db: Connection, actor: str = ME) -> Context:
    return Context(db=db, now=NOW, workspace=TEAM, settings=Settings(), actor=actor)


def stocked(url: str, each: int, others: int = 0) -> Database:
    """`each` of every kind that the home tab shows, all of it one person's who chairs and leads; and others'."""
    database = Database(url)
    migrate.upgrade(database)
    with database.transaction() as db:
        stock(db, each, others)
    return database


def stock(db: Connection, each: int, others: int = 0) -> tuple[int, int]:
    """The group and area that all of it belongs to."""
    people.save_person(db, TEAM, ME, name="Mia", zone="Europe/Paris", is_admin=True)
    people.save_person(db, TEAM, "U00002", name="Ole", zone="UTC")
    homes.open_first(db, TEAM, ME, NOW)
    mine, *_ = [_group(db, n) for n in range(each)]
    theirs = _group(db, 2 * each + 1)
    area = areas.add_area(db, TEAM, mine, "nova", "Nova compute")
    groups.take_role(db, TEAM, mine, ME, "lead", NOW, area)
    _of_me(db, each, mine, area)
    _of_others(db, others, theirs, start=10 * each)
    return mine, area


def _group(db: Connection, n: int) -> int:
    """Every other one is hers."""
    found = groups.add_group(db, TEAM, f"group{n}", f"Group {n}", NOW, mission="To talk. " * 20)
    groups.take_role(db, TEAM, found, "U00002" if n % 2 else ME, "chair", NOW)
    return found


def _of_me(db: Connection, each: int, group: int, area: int) -> None:
    told = {"group_id": group, "area_id": area, "text": "nova is slow " * 20}
    kinds = (("accepted", ME), ("needs info", ME), ("resolved", ME), ("routed", "U00002"))
    given = [
        _feedback(kind * each + n, author=author, state=state, **told)
        for kind, (state, author) in enumerate(kinds)
        for n in range(1, each + 1)
    ]
    _add(db, feedback.feedback, given)
    _add(db, items.events, (_asked(item["number"]) for item in given))
    numbers = range(1, each + 1)
    _add(db, actions.actions, (_action(n, group) for n in range(1, 3 * each + 1)))
    _add(db, actions.owners, (_owner(n, ME) for n in numbers))
    _add(db, actions.owners, (_owner(each + n, "U00002") for n in numbers))
    _add(db, sponsorships.sponsorships, (_sponsored(each + n) for n in numbers))
    _add(db, decisions.decisions, (_decision(n, group) for n in numbers))
    _add(db, meetings.meetings, (_meeting(n, group) for n in numbers))
    _add(db, minutes.minutes, (_draft(n, group) for n in numbers))
    _add(db, direction.statements, (_statement(n, group) for n in numbers))
    _add(db, direction.readers, ({"workspace": TEAM, "number": n, "place": ME} for n in numbers))


def _of_others(db: Connection, many: int, group: int, start: int) -> None:
    numbers = range(start, start + many)
    told = {"group_id": group, "text": "nova is slow " * 20, "state": "routed"}
    _add(db, feedback.feedback, (_feedback(n, author=f"U{n % 5000:05}X", **told) for n in numbers))
    _add(db, actions.actions, (_action(n, group) for n in numbers))
    _add(db, actions.owners, (_owner(n, f"U{n % 5000:05}X") for n in numbers))


def _add(db: Connection, table: Any, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if listed:
        db.execute(insert(table), listed)


def _feedback(number: int, **known: Any) -> Row:
    return {"workspace": TEAM, "number": number, "created_at": NOW - timedelta(days=3), **known}


def _asked(number: int) -> Row:
    event = {"workspace": TEAM, "item": f"F-{number}", "at": NOW - timedelta(days=1), "what": "asked back"}
    return {**event, "why": "How much memory?", "was_heard": True}


def _action(number: int, group: int) -> Row:
    made = {"workspace": TEAM, "number": number, "group_id": group, "text": "do this " * 20, "state": "open"}
    return {**made, "due": date(2026, 3, 1), "created_at": NOW}


def _owner(number: int, user: str) -> Row:
    return {"workspace": TEAM, "number": number, "user": user, "since": NOW}


def _sponsored(number: int) -> Row:
    return {"workspace": TEAM, "number": number, "sponsor": ME, "state": "asked", "changed_at": NOW}


def _decision(number: int, group: int) -> Row:
    made = {"workspace": TEAM, "number": number, "group_id": group, "text": "we do " * 20, "by": ME}
    return {**made, "decided_at": NOW, "review_on": date(2026, 3, 1), "found_by": ""}


def _meeting(number: int, group: int) -> Row:
    at = NOW + timedelta(days=number)
    made = {"id": number, "workspace": TEAM, "number": number, "group_id": group, "name": "Weekly"}
    return {**made, "starts_at": at, "ends_at": at + timedelta(hours=1)}


def _draft(number: int, group: int) -> Row:
    made = {"workspace": TEAM, "number": number, "group_id": group, "channel": "C1", "state": "draft"}
    return {**made, "heard_at": NOW, "started_by": ME}


def _statement(number: int, group: int) -> Row:
    made = {"workspace": TEAM, "number": number, "group_id": group, "author": "U00002"}
    return {**made, "text": "we rewrite it " * 20, "created_at": NOW}
