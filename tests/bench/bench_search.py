"""How fast `/wg search` answers among 100,000 items, whoever asks: `python -m tests.bench search`."""

from __future__ import annotations

import gc
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from sqlalchemy import insert

from handlers.contract import Context, Settings
from handlers.search.commands import find
from handlers.search.jobs import read
from storage import terms
from storage.db import Database
from storage.feedback import feedback
from storage.groups import groups
from storage.people import memberships, people
from storage.published import published
from storage.tables import metadata
from tests.bench.bench_duplicates import WORKSPACE, Stock, Writer, postgres, write

FEEDBACK, LINES, GROUPS, MEETINGS = 70_000, 30_000, 200, 600
BEGAN = datetime(2024, 1, 1, 9, tzinfo=UTC)
NOW = BEGAN + timedelta(minutes=15 * FEEDBACK)
# Every group is private: who is in how many of them.
ASKERS = {"an admin": 0, "in 180 of 200 groups": 180, "in 3 of 200 groups": 3, "a guest": 0}
ROUNDS = 40


def ids(asker: str) -> str:
    return "U" + asker.upper().replace(" ", "")


def fill(db: Database) -> None:
    metadata.create_all(db.engine)
    writer = Writer(seed=2)
    texts, lines = list(Writer(seed=1).texts(FEEDBACK)), [writer.text(15) for _ in range(LINES)]
    said = Stock(texts)
    noted = Stock(lines, kind="M", after=said.last_id)
    with db.transaction() as connection:
        for table, rows in _rows(texts, lines):
            connection.execute(insert(table), rows)
        for stock in (said, noted):
            for table, stocked in stock.of_words():
                write(connection, table, stocked)
    if not db.is_sqlite:  # which never takes stock of itself; PostgreSQL does
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _rows(said: list[str], noted: list[str]) -> Iterator[tuple[object, list[dict[str, object]]]]:
    w = {"workspace": WORKSPACE}
    yield (
        groups,
        [
            {**w, "id": n + 1, "slug": f"g{n}", "name": f"Group {n}", "channel": f"C{n}", "is_private": True}
            | {"created_at": BEGAN, "mission": "", "zone": "UTC", "acknowledge_days": 7}
            for n in range(GROUPS)
        ],
    )
    yield (
        people,
        [
            {
                **w,
                "user": ids(asker),
                "name": asker,
                "is_guest": "guest" in asker,
                "is_admin": "admin" in asker,
            }
            for asker in ASKERS
        ],
    )
    inside = [
        {**w, "channel": f"C{n * GROUPS // many}", "user": ids(asker)}
        for asker, many in ASKERS.items()
        for n in range(many)
    ]
    yield memberships, inside
    yield feedback, [_feedback(n, words) for n, words in enumerate(said)]
    yield published, [_line(n, words) for n, words in enumerate(noted)]


def _line(n: int, words: str) -> dict[str, object]:
    meeting = n % MEETINGS
    at = BEGAN + timedelta(days=meeting)
    said = {"id": n, "meeting": meeting, "entry": str(n), "by": f"U{n % 500}", "text": words, "at": at}
    return {"workspace": WORKSPACE, "group_id": meeting % GROUPS + 1, **said}


def _feedback(n: int, words: str) -> dict[str, object]:
    author = ids("a guest") if n % 2_000 == 0 else f"U{n % 500}"
    at = BEGAN + timedelta(minutes=15 * n)
    known = {"author": author, "text": words, "state": "confirmed", "is_indexed": True, "created_at": at}
    return {"workspace": WORKSPACE, "number": n, "group_id": n * 7 % GROUPS + 1, **known}


def questions() -> dict[str, Callable[[random.Random], dict[str, str]]]:
    """By the ranks of their words: w3 is in most texts, w150000 in hardly any."""
    return {
        "a common word": lambda r: {"words": f"w{r.randrange(20)} "},
        "a rare word": lambda r: {"words": f"w{r.randrange(5_000, 100_000)} "},
        "two common": lambda r: {"words": f"w{r.randrange(10)} w{r.randrange(10, 40)} "},
        "common and rare": lambda r: {"words": f"w{r.randrange(20)} w{r.randrange(1_000, 9_000)} "},
        "three usual": lambda r: {"words": " ".join(f"w{r.randrange(20, 400)}" for _ in range(3))},
        "a beginning": lambda r: {"words": f"w{r.randrange(10, 100)}"},
        "six words": lambda r: {"words": " ".join(f"w{r.randrange(5_000)}" for _ in range(6))},
        "a phrase": lambda r: {"words": f'"w{r.randrange(10)} w{r.randrange(10)}"'},
        "common, after a day": lambda r: {"words": f"w{r.randrange(20)}", "after": "2024-06-01"},
        "common, since yesterday": lambda r: {"words": f"w{r.randrange(20)}", "after": "2025-12-29"},
        "common, by somebody": lambda r: {"words": f"w{r.randrange(20)}", "by": f"<@U{r.randrange(500)}>"},
        "a number": lambda r: {"words": f"F-{r.randrange(FEEDBACK)}"},
    }


def speed(name: str, db: Database) -> Iterator[str]:
    """By the clock, and by the bot's own processor time, which others on the machine do not lengthen as much."""
    gc.freeze()
    slowest: list[tuple[float, float]] = []
    for asker in ASKERS:
        for what, question in questions().items():
            random_ = random.Random(what)
            _ask(db, asker, question(random.Random(0)))  # the first of its shape builds the statements
            took = [_ask(db, asker, question(random_)) for _ in range(ROUNDS)]
            clock, own = (quantiles(times, n=20, method="inclusive") for times in zip(*took, strict=True))
            slowest.append((clock[18], own[18]))
            own_told = f"its own p50 {own[9]:.1f} ms, p95 {own[18]:.1f} ms"
            yield f"{name}, {asker}: {what}: p50 {clock[9]:.1f} ms, p95 {clock[18]:.1f} ms; {own_told}"
    clock, own = map(max, zip(*slowest, strict=True))
    yield f"{name}: the slowest p95: {clock:.1f} ms, its own {own:.1f} ms"


def _ask(db: Database, asker: str, question: dict[str, str]) -> tuple[float, float]:
    with db.reading() as connection:
        ctx = Context(connection, NOW, WORKSPACE, Settings(), actor=ids(asker), channel="D1")
        began, began_own = perf_counter(), process_time()
        find(ctx, **question)
        return (perf_counter() - began) * 1_000, (process_time() - began_own) * 1_000


def job(name: str, db: Database) -> Iterator[str]:
    """Of an item that was filed, and of a moment in which nothing was."""
    took = []
    for number in range(100):
        with db.transaction() as connection:
            terms.wait(connection, WORKSPACE, "M", number)
        began = perf_counter()
        with db.transaction() as connection:
            read(Context(connection, NOW, WORKSPACE, Settings()), "M", number)
        took.append((perf_counter() - began) * 1_000)
    cuts = quantiles(took, n=20, method="inclusive")
    yield f"{name}: indexing a line of minutes: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms"
    with db.reading() as connection:
        began = perf_counter()
        for _ in range(1_000):
            terms.waiting(connection)
        yield f"{name}: asking whether something waits: {perf_counter() - began:.3f} ms"


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder) / "pg") as url:
        for name, where in {"SQLite": f"sqlite:///{folder}/bench.db", "PostgreSQL": url}.items():
            db = Database(where)
            fill(db)
            yield from speed(name, db)
            yield from job(name, db)
            db.close()
