"""What a digest costs beside 10 and beside 1,000 groups; a Monday morning of 1,000 chairs, killed in its middle."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Connection, func, insert, select, update

from bot.clock import Clock
from bot.work import Work
from handlers.contract import Context, Settings
from handlers.digests import chairs, views
from handlers.routes import routes
from storage import actions, agenda, areas, digests, feedback, groups, meetings, migrate, people, turns
from storage.db import Database
from storage.outbox import outbox

TEAM = "T"
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
BEGAN = MONDAY - timedelta(days=90)
FEW, MANY, ITEMS, TIMES = 10, 1_000, 12, 100
ROOT = Path(__file__).parents[2]


def run(few: int = FEW, many: int = MANY) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        took = {}
        for count in (few, many):
            url = f"sqlite:///{folder}/{count}.db"
            stock(url, count)
            took[count] = one_digest(url, count)
        ratio = took[many] / took[few]
        yield (
            f"a digest: {took[few]:.1f} ms at {few} groups, {took[many]:.1f} ms at {many:,}: "
            f"{ratio:.2f} times (at most 1.2)"
        )
        began = perf_counter()
        asyncio.run(morning(url))
        yield f"{many:,} due in the same minute: {perf_counter() - began:.1f} s (under 20)"
        yield verdict(url, many)
        again = f"sqlite:///{folder}/again.db"
        stock(again, many)
        seconds, kills = killed_in_the_middle(again, many)
        yield f"the same, killed {kills} times: {seconds:.1f} s in all with the starts"
        yield verdict(again, many)


def stock(url: str, count: int, team: str = TEAM, chairs: Sequence[str] = ()) -> None:
    """Groups of a chair each, all with the same things in them; on Sunday it is reckoned when they come."""
    database = Database(url)
    migrate.upgrade(database)
    with database.transaction() as db:
        for n in range(1, count + 1):
            chair = chairs[n - 1] if chairs else f"UCHAIR{n}"
            people.save_person(db, team, chair, name=f"Chair {n}", zone="UTC")
            group = groups.add_group(db, team, f"g{n}", f"Group {n}", BEGAN, channel=f"C{n}")
            groups.take_role(db, team, group, chair, "chair", BEGAN)
            _fill(db, n, group, partial(dict, workspace=team))
        db.execute(update(turns.turns).values(since=MONDAY - timedelta(days=6), next_at=MONDAY))
    database.close()


def _fill(db: Connection, n: int, group: int, of: Callable[..., dict[str, object]]) -> None:
    """`of` makes a row of the workspace."""
    area = areas.add_area(db, str(of()["workspace"]), group, f"a{n}", f"Area {n}")
    db.execute(insert(people.memberships), [of(channel=f"C{n}", user=f"U{n}x{k}") for k in range(ITEMS)])
    numbers = [n * 1_000 + k for k in range(ITEMS)]
    db.execute(insert(feedback.feedback), [of(**_given(number, group, area)) for number in numbers])
    db.execute(insert(actions.actions), [of(**_late(number, group)) for number in numbers])
    owners = [of(number=number, user=f"U{n}x{number % 5}", since=BEGAN) for number in numbers]
    db.execute(insert(actions.owners), owners)
    db.execute(insert(meetings.meetings), [of(**_meeting(number, group)) for number in numbers])
    topics = [of(group_id=group, place=k, text="A topic", by="U", created_at=BEGAN) for k in range(5)]
    db.execute(insert(agenda.agenda), topics)


def _given(number: int, group: int, area: int) -> dict[str, object]:
    """Half of them long ago, and answered."""
    at = MONDAY - timedelta(days=10 + number % 10)
    days = dict(zip(("acknowledged_at", "decided_at", "resolved_at", "closed_at"), (1, 2, 3, 3), strict=True))
    is_open = number % 2
    life = {when: None if is_open else at + timedelta(days=after) for when, after in days.items()}
    life |= {"state": "routed" if is_open else "confirmed", "created_at": at}
    said = {"text": "live migration of large instances times out", "author": "U1", "axis": "direction"}
    return dict(number=number, group_id=group, area_id=area, is_indexed=True, **said, **life)


def _late(number: int, group: int) -> dict[str, object]:
    due = (MONDAY - timedelta(days=1 + number % 9)).date()
    return dict(number=number, group_id=group, text="draft it", state="open", due=due, created_at=BEGAN)


def _meeting(number: int, group: int) -> dict[str, object]:
    """The one after next lies ahead, the others were held."""
    is_ahead = number % 1_000 < 2
    at = MONDAY + timedelta(days=1 + number % 1_000) if is_ahead else MONDAY - timedelta(days=number % 1_000)
    state = meetings.PLANNED if is_ahead else meetings.ENDED
    ends = at + timedelta(hours=1)
    held = {"state": state, "ended_at": None if is_ahead else ends}
    return dict(number=number, group_id=group, name="Weekly sync", starts_at=at, ends_at=ends, **held)


def one_digest(url: str, count: int) -> float:
    """Read and drawn, in milliseconds of the processor's own time; the chairs in turn."""
    database = Database(url)
    took = []
    with database.reading() as db:
        ctx = Context(db, MONDAY, TEAM, Settings())
        for n in range(TIMES):
            began = time.process_time()
            found = chairs.brief_of(ctx, chairs.chaired(ctx, f"UCHAIR{1 + n % count}"), "UTC")
            views.digest(found, MONDAY, "every Monday at 09:00", "/wg")
            took.append(1000 * (time.process_time() - began))
    database.close()
    return median(took)


async def morning(url: str) -> None:
    """Until nothing is due any more."""
    work = Work(routes, Database(url), Settings(), Clock(frozen_at=MONDAY))
    while await work.tick():
        pass
    work.close()


def killed_in_the_middle(url: str, due: int) -> tuple[float, int]:
    """By SIGKILL, each time that a part was done; the last life does the rest."""
    began, kills = perf_counter(), 0
    for part in (0.2, 0.5, 0.8):
        life = subprocess.Popen([sys.executable, "-m", "tests.bench.bench_digest", url], cwd=ROOT)
        while life.poll() is None and sum(_sent(url).values()) < part * due:
            time.sleep(0.005)
        if life.poll() is None:
            os.kill(life.pid, signal.SIGKILL)
            kills += 1
        life.wait()
    subprocess.run([sys.executable, "-m", "tests.bench.bench_digest", url], cwd=ROOT, check=True)
    return perf_counter() - began, kills


def _sent(url: str) -> Counter[str]:
    """To whom, how often."""
    database = Database(url)
    with database.reading() as db:
        found = Counter(db.scalars(select(outbox.c.to).where(outbox.c.kind == "message")))
    database.close()
    return found


def wrong(url: str, due: int) -> list[str]:
    """Every sentence is a promise broken."""
    sent, database = _sent(url), Database(url)
    with database.reading() as db:
        rounds = db.scalar(select(func.count()).select_from(digests.rounds)) or 0
        left = turns.due(db, MONDAY)
    database.close()
    found = [f"{user} got {count} digests" for user, count in sent.items() if count != 1]
    found += [f"{due - len(sent)} of {due} chairs got none"] if len(sent) != due else []
    found += [f"{rounds} rounds are kept of {due}"] if rounds != due else []
    return found + ([f"{len(left)} still wait"] if left else [])


def verdict(url: str, due: int) -> str:
    return "; ".join(wrong(url, due)[:5]) or f"exactly one digest each to {due:,} chairs"


if __name__ == "__main__":
    asyncio.run(morning(sys.argv[1]))
