"""What costs without anything happening: a tick with nothing due, and coming to life."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bot.clock import Clock
from bot.stage import free_port
from bot.work import Work
from handlers.contract import Settings
from handlers.routes import routes
from storage.db import Database
from tests.bench import stock
from tests.bench.processes import Process, bot, wait_until_ready

STORED = 100_000
TICKS = 200
STARTS = 5


def run(stored: int = STORED) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        with Process("-m", "tests.bench.workspace", "0", talks=True) as workspace:
            known = workspace.first_words
            yield from _starts(Path(folder), known)
        url = f"sqlite:///{folder}/full.db"
        stock.found_group(url, known)
        stock.fill(url, known, stored)
        took = sorted(asyncio.run(_ticks(url)))
        yield (
            f"a tick with nothing due, {stored:,} items stored: "
            f"p50 {median(took):.2f} ms, p99 {took[int(0.99 * TICKS)]:.2f} ms (under 5)"
        )


async def _ticks(url: str) -> list[float]:
    database = Database(url)
    work = Work(routes, database, Settings(), Clock())
    await work.tick()  # whose digest comes when is reckoned once
    took = []
    for _ in range(TICKS):
        began = perf_counter()
        if await work.tick():
            raise RuntimeError("something was due after all")
        took.append(1000 * (perf_counter() - began))
    work.close()
    database.close()
    return took


def _starts(folder: Path, known: dict[str, Any]) -> Iterator[str]:
    """From the process's beginning to a /healthz that is well; the first one makes the tables too."""
    for mode in ("socket", "http"):
        seconds, megabytes = [], []
        for number in range(STARTS):
            port = free_port()
            url = f"sqlite:///{folder}/{mode}{number}.db"
            with bot(known["tokens"], url, port, slack={"mode": mode}) as process:
                seconds.append(wait_until_ready(process, port))
                megabytes.append(process.resident_mb())
                process.terminate()
        yield (
            f"ready in {mode} mode: {median(seconds):.2f} s (under 3), "
            f"{max(megabytes):.0f} MB resident (under 150)"
        )
