"""What 100,000 open action items cost: a tick with nothing due; the morning of 1,000 people, killed in between."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import func, insert, select

from bot.clock import Clock
from bot.work import Work
from handlers.contract import Settings
from handlers.routes import routes
from storage import action_due, actions, groups, migrate, people
from storage.db import Database
from storage.outbox import outbox

MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)  # a Wednesday
OPEN, OWNERS, DUE = 100_000, 5_000, 1_000
TICKS = 100
ROOT = Path(__file__).parents[2]


def run(stored: int = OPEN, owners: int = OWNERS, due: int = DUE) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/actions.db"
        stock(url, stored, owners, due)
        took = sorted(asyncio.run(ticks(url)))
        yield (
            f"a tick with nothing due, {stored:,} open action items of {owners:,} people: "
            f"p50 {median(took):.2f} ms, p99 {took[int(0.99 * TICKS)]:.2f} ms (under 20)"
        )
        seconds, kills = killed_in_the_middle(url, due)
        yield f"the morning of {due:,} people, killed {kills} times: {seconds:.1f} s in all with the starts"
        yield verdict(url, due)
        stock_again = f"sqlite:///{folder}/again.db"
        stock(stock_again, stored, owners, due)
        began = perf_counter()
        asyncio.run(morning(stock_again))
        yield f"the morning of {due:,} people: {perf_counter() - began:.2f} s (under 10)"
        yield verdict(stock_again, due)


def stock(url: str, stored: int, owners: int, due: int) -> None:
    """Everybody has their share; the first `due` people hear of all of theirs on this morning."""
    database = Database(url)
    migrate.upgrade(database)
    users = [f"U{n:05}" for n in range(owners)]
    with database.transaction() as db:
        group = groups.add_group(db, "T", "product", "Product", MORNING - timedelta(days=90), channel="C1")
        db.execute(
            insert(people.people), [{"workspace": "T", "user": u, "name": u, "zone": "UTC"} for u in users]
        )
        db.execute(insert(actions.actions), [_action(number, group) for number in range(1, stored + 1)])
        rows = [_owner(number, number % owners, due) for number in range(1, stored + 1)]
        db.execute(insert(actions.owners), rows)
    database.close()


def _action(number: int, group: int) -> dict[str, object]:
    made = {"workspace": "T", "number": number, "group_id": group, "text": f"do thing {number} of this sort"}
    return {**made, "state": "open", "due": date(2026, 3, 5), "created_at": MORNING - timedelta(days=30)}


def _owner(number: int, owner: int, due: int) -> dict[str, object]:
    at = MORNING if owner < due else MORNING + timedelta(days=1)
    return {"workspace": "T", "number": number, "user": f"U{owner:05}", "since": MORNING, "remind_at": at}


async def ticks(url: str) -> list[float]:
    work, took = _work(url, MORNING - timedelta(hours=1)), []
    for _ in range(TICKS):
        began = perf_counter()
        if await work.tick():
            raise RuntimeError("something was due after all")
        took.append(1000 * (perf_counter() - began))
    work.close()
    return took


async def morning(url: str) -> None:
    """Until nothing is due any more."""
    work = _work(url, MORNING)
    while await work.tick():
        pass
    work.close()


def _work(url: str, at: datetime) -> Work:
    return Work(routes, Database(url), Settings(), Clock(frozen_at=at))


def killed_in_the_middle(url: str, due: int) -> tuple[float, int]:
    """By SIGKILL, each time that a part was done; the last life does the rest."""
    began, kills = perf_counter(), 0
    for part in (0.2, 0.5, 0.8):
        life = subprocess.Popen([sys.executable, "-m", "tests.bench.bench_actions", url], cwd=ROOT)
        while life.poll() is None and _sent(url) < part * due:
            time.sleep(0.005)
        if life.poll() is None:
            os.kill(life.pid, signal.SIGKILL)
            kills += 1
        life.wait()
    subprocess.run([sys.executable, "-m", "tests.bench.bench_actions", url], cwd=ROOT, check=True)
    return perf_counter() - began, kills


def _sent(url: str) -> int:
    database = Database(url)
    with database.reading() as db:
        found = db.scalar(select(func.count()).select_from(outbox)) or 0
    database.close()
    return found


def wrong(url: str, due: int) -> list[str]:
    """Every sentence is a promise broken."""
    database = Database(url)
    with database.reading() as db:
        messages = Counter(db.scalars(select(outbox.c.to)))
        rounds = len(db.execute(select(action_due.rounds.c.user)).all())
        left = action_due.people_due(db, MORNING)
    database.close()
    found = [f"{user} got {count} messages" for user, count in messages.items() if count != 1]
    found += [f"{due - len(messages)} of {due} people got none"] if len(messages) != due else []
    found += [f"{rounds} rounds are kept of {due}"] if rounds != due else []
    return found + ([f"{len(left)} people still wait"] if left else [])


def verdict(url: str, due: int) -> str:
    return "; ".join(wrong(url, due)[:5]) or f"exactly one message each to {due:,} people"


if __name__ == "__main__":
    asyncio.run(morning(sys.argv[1]))
