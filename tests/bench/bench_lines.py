"""A burst in a live meeting: 50 lines a second for a minute, within Slack's limits; is every line kept?"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from bot import community
from bot.stage import Stage
from storage import minutes

A_SECOND, SECONDS, CALM_SECONDS = 50, 60, 5
HERE = "product-wg"
SPEAKERS = ("maya", "jonas", "ana", "ravi", "sofia", "lena", "tom", "yuki")
KINDS = ("talk about {n}", "INFO: fact {n}", "q+ to ask {n}", "ACTION: Ana to do {n} by fri", "more {n}")


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as kept:
        yield from asyncio.run(_burst(f"sqlite:///{Path(kept) / 'convener.db'}"))


async def _burst(url: str) -> list[str]:
    async with Stage(community.workspace(), url) as stage:
        await community.set_up(stage)
        await stage.hands.types("maya", HERE, "/wg meeting start")
        began, busy = perf_counter(), process_time()
        took = await _talk(stage)
        lasted, busy = perf_counter() - began, process_time() - busy
        kept = await _kept(stage)
        said = A_SECOND * SECONDS
        marked = sum(1 for m in stage.hands.channel(HERE) if m.get("reactions"))
        return [
            f"{said:,} lines in {lasted:.0f} s: {kept:,} kept, {said - kept} lost",
            f"{1000 * busy / said:.1f} ms of processor a line, the local workspace's part included",
            f"a line is acknowledged after {took[len(took) // 2] * 1000:.0f} ms (median), "
            f"{took[len(took) * 99 // 100] * 1000:.0f} ms (99 %)",
            f"{marked} had got their reaction by then",
        ]


async def _kept(stage: Stage) -> int:
    """How many lines there are when no more come: what was late was delivered again."""
    before, count = -1, 0
    while count > before:
        await asyncio.sleep(CALM_SECONDS)
        log = await stage.app.work.read(lambda db: minutes.log(db, stage.workspace.id, 1))
        before, count = count, len([line for line in log if "+" not in line.ts])
    return count


async def _talk(stage: Stage) -> list[float]:
    """How long each line took, sorted; they come at their time, whether the last one was heard or not."""
    took: list[float] = []

    async def say(number: int) -> None:
        began = perf_counter()
        text = KINDS[number % len(KINDS)].format(n=number)
        await stage.hands.says(SPEAKERS[number % len(SPEAKERS)], HERE, text)
        took.append(perf_counter() - began)

    began = perf_counter()
    saying = []
    for number in range(A_SECOND * SECONDS):
        await asyncio.sleep(max(began + number / A_SECOND - perf_counter(), 0))
        saying.append(asyncio.ensure_future(say(number)))
    await asyncio.gather(*saying)
    return sorted(took)
