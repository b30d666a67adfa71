"""What meetings cost beside 10,000 series: a tick, somebody's next ten, a group's calendar feed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.clock import Clock
from bot.work import Incoming, Work
from handlers import feeds, recurrence
from handlers.commands import Parsed
from handlers.contract import Context, Reply, Settings
from handlers.recurrence import Rule, Schedule
from handlers.routes import routes
from storage import addresses, groups, items, meetings, migrate, people, rhythms
from storage.db import Database

SERIES, GROUPS, MINE = 10_000, 500, 25
PAST, CHANGED = 20, 4  # meetings a series that were held, and of these were moved or cancelled
TEAM, ANA = "T1", "U1"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ZONES = ("Europe/Paris", "America/New_York", "UTC", "Asia/Tokyo", "America/Los_Angeles")
KINDS = (recurrence.WEEKLY, recurrence.WEEKLY, recurrence.ODD_WEEKS, recurrence.MONTHLY_NTH)
TIMES = 30


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/full.db")
        migrate.upgrade(database)
        with database.transaction() as db:
            _fill(db)
        yield from asyncio.run(_measured(database))
        database.close()


async def _measured(database: Database) -> list[str]:
    work = Work(routes, database, Settings(public_url="https://x.example"), Clock(frozen_at=NOW))
    listed = routes.parse("meeting list")
    assert isinstance(listed, Parsed)

    def ahead(ctx: Context) -> Reply | None:
        return listed.handler(ctx, **listed.inputs)

    async def drawn(token: str, now: datetime = NOW) -> bytes:
        found = await work.read(lambda db: feeds.feed(db, token, now))
        assert found
        return found.drawn()

    months = (NOW - timedelta(days=31 * n) for n in range(1, TIMES + 1))  # a new month is drawn anew

    if await work.tick():
        raise RuntimeError("something was due after all")
    shares = {
        "a tick with nothing due (under 20)": work.tick,
        "somebody's next ten meetings (under 30)": lambda: work.look(Incoming(TEAM, ANA), ahead),
        f"the feed of a group, {SERIES // GROUPS} series, drawn for the first time (under 50)": lambda: drawn(
            "of-group", next(months)
        ),
        "the same, drawn again": lambda: drawn("of-group"),
        "the same, asked again: 304": lambda: work.read(lambda db: feeds.feed(db, "of-group", NOW)),
        f"the feed of a person in {MINE} groups": lambda: drawn("of-me"),
    }
    lines = [f"{name}: {await _timed(deed)}" for name, deed in shares.items()]
    work.close()
    return lines


async def _timed(deed: Callable[[], Awaitable[Any]]) -> str:
    took, worked = [], []
    for _ in range(TIMES):
        began, busy = perf_counter(), process_time()
        await deed()
        took.append(1000 * (perf_counter() - began))
        worked.append(1000 * (process_time() - busy))
    said = f"first {took[0]:.1f} ms, p50 {median(took):.1f} ms, p99 {sorted(took)[-2]:.1f} ms"
    return f"{said} (CPU: p50 {median(worked):.1f} ms)"


def _fill(db: Connection) -> None:
    people.save_person(db, TEAM, ANA, name="Ana", zone="Europe/Paris")
    for n in range(1, GROUPS + 1):
        group = groups.add_group(
            db, TEAM, f"g{n}", f"Group {n}", NOW, channel=f"C{n}", zone=ZONES[n % len(ZONES)]
        )
        if n <= MINE:
            people.enter(db, TEAM, f"C{n}", ANA)
            groups.take_role(db, TEAM, group, ANA, "member", NOW)
    known: tuple[tuple[Table, Callable[[int], list[dict[str, Any]]]], ...] = (
        (rhythms.series, lambda n: [_series(n)]),
        (rhythms.versions, lambda n: [_version(n)]),
        (meetings.meetings, _meetings),
    )
    for table, rows in known:
        db.execute(insert(table), [row for n in range(1, SERIES + 1) for row in rows(n)])
    db.execute(insert(items.counters).values(workspace=TEAM, kind="M", last=SERIES * 100))
    addresses.give_address(db, TEAM, ANA, addresses.GROUP, 1, "of-group", NOW)
    addresses.give_address(db, TEAM, ANA, addresses.ME, None, "of-me", NOW)


def _group(n: int) -> int:
    return 1 + n % GROUPS


def _series(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "workspace": TEAM,
        "group_id": _group(n),
        "slug": f"s{n}",
        "name": f"Series {n}",
        "plan_at": NOW + timedelta(days=1 + n % 7),
        "created_at": NOW - timedelta(days=400),
    }


def _version(n: int) -> dict[str, Any]:
    rule = Rule(
        KINDS[n % len(KINDS)], time(8 + n % 12), ZONES[n % len(ZONES)], date(2025, 3, 3), weekday=n % 5, nth=2
    )
    since = NOW - timedelta(days=365)
    schedule = recurrence.to_json(Schedule((rule,)))
    return {"series_id": n, "since": since, "schedule": schedule, "minutes": 60, "link": "https://x.example"}


def _meetings(n: int) -> list[dict[str, Any]]:
    """Those that were held, some of them moved, and the next two."""
    schedule = recurrence.from_json(_version(n)["schedule"])
    held = list(recurrence.occurrences(schedule, NOW - timedelta(days=365), until=NOW))[-PAST:]
    ahead = list(recurrence.occurrences(schedule, NOW + timedelta(days=1, hours=1), count=2))
    return [_meeting(n, place, at) for place, at in enumerate([*held, *ahead])]


def _meeting(n: int, place: int, at: datetime) -> dict[str, Any]:
    is_ahead, is_moved = at > NOW, place < CHANGED
    starts_at = at + timedelta(hours=1) if is_moved else at
    return {
        "workspace": TEAM,
        "number": n * 100 + place,
        "series_id": n,
        "group_id": _group(n),
        "name": f"Series {n}",
        "state": meetings.PLANNED if is_ahead else meetings.ENDED,
        "original_at": at,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "sequence": int(is_moved),
        "remind_at": at - timedelta(days=1) if is_ahead else None,
        "reminder": "day" if is_ahead else None,
    }
