"""kill -9 at random moments of a loaded run, also with answers lost on the way: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.crashes import Ordeal

KILLS = 50


def run(kills: int = KILLS, seed: int | None = None) -> Iterator[str]:
    seed = random.randrange(10_000) if seed is None else seed
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        ordeal = Ordeal(Path(folder), kills, random.Random(seed))
        asyncio.run(ordeal.play())
        posts = ordeal.sandbox.web_api.calls["chat.postMessage"]
        looked = ordeal.sandbox.web_api.calls["conversations.history"]
        wrong = ordeal.wrong()
        yield (
            f"killed {kills} times in {perf_counter() - began:.0f} s (seed {seed}): "
            f"{len(ordeal.acknowledged)} commands acknowledged, {posts} messages posted, {looked} looked up"
        )
        yield from wrong or ["every acknowledged command is kept, every message arrived exactly once"]
        if wrong:
            raise RuntimeError(f"{len(wrong)} promises broken")
