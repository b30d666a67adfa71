"""How fast messages leave: with the budgets lifted, within Slack's budgets, and when Slack asks for a pause.

The bot runs here, the workspace that it writes to in a process of its own.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.app import App
from bot.settings import Settings
from storage import outbox
from tests.bench.processes import Process

CHANNELS = 500
LIFTED = {
    "channel_seconds": 0,
    "posts_per_minute": 100_000,
    "edits_per_minute": 100_000,
    "homes_per_minute": 100_000,
}
MINUTE = 60
RETRY_AFTER = 4


class Office:
    """One bot and its workspace."""

    def __init__(self, app: App, workspace: Process) -> None:
        self.app, self.workspace = app, workspace
        known = workspace.first_words
        self.team = known["team"]
        self.product = known["channels"]["product"]
        self.channels = [c for name, c in known["channels"].items() if name.startswith("more-")]

    async def post(self, *letters: tuple[str, str], key: str | None = None) -> None:
        """(channel, text) each, committed at once."""
        now = self.app.clock.now()

        def write(db: Any) -> None:
            for channel, text in letters:
                own = f"{key}/{channel}" if key else None
                outbox.post(db, self.team, channel, {"text": text}, now, key=own)

        await self.app.work.write(write)
        self.app.delivery.wake()

    async def delivered(self) -> float:
        """Seconds until nothing is left."""
        began = perf_counter()
        while not await self.app.delivery.idle():
            await asyncio.sleep(0.02)
        return perf_counter() - began

    def arrived(self) -> list[tuple[float, str, str]]:
        """(when, channel, text), as they came."""
        found = self.workspace.ask("posts").items()
        return sorted((float(ts), channel, text) for channel, said in found for ts, text in said)


Scene = Callable[[Office], AsyncIterator[str]]


def run() -> Iterator[str]:
    for scene, delivery in ((_lifted, LIFTED), (_paused, LIFTED), (_within_budgets, {})):
        with tempfile.TemporaryDirectory() as folder:
            workspace = Process("-m", "tests.bench.workspace", str(CHANNELS), talks=True)
            with workspace:
                yield from asyncio.run(_play(scene, workspace, Path(folder), delivery))


async def _play(scene: Scene, workspace: Process, folder: Path, delivery: dict[str, Any]) -> list[str]:
    tokens = workspace.first_words["tokens"]
    app = await App.build(
        Settings.model_validate(
            {
                "slack": {"mode": "http", **tokens},
                "database": {"url": f"sqlite:///{folder}/bench.db"},
                "delivery": delivery,
            }
        )
    )
    await app.start(drum=False, listen=False)
    await app.caught_up.wait()
    lines = [line async for line in scene(Office(app, workspace))]
    await app.stop()
    return lines


async def _lifted(office: Office) -> AsyncIterator[str]:
    office.workspace.ask("set", latency=0.05)
    await office.post(*((channel, "hello") for channel in office.channels))
    seconds = await office.delivered()
    came = Counter(channel for _, channel, _ in office.arrived())
    _must(came == Counter(office.channels), "each channel got its message once")
    yield f"{CHANNELS} messages to {CHANNELS} channels that answer in 50 ms: {seconds:.2f} s (under 5)"


async def _paused(office: Office) -> AsyncIterator[str]:
    """In the middle of a flow Slack says no."""
    office.workspace.ask("set", latency=0.02)
    await office.post(*((channel, "hello") for channel in office.channels))
    await asyncio.sleep(0.5)
    office.workspace.ask("set", rate_limit={"method": "chat.postMessage", "seconds": RETRY_AFTER, "times": 1})
    await office.delivered()
    came = office.arrived()
    _must(Counter(c for _, c, _ in came) == Counter(office.channels), "each channel got its message once")
    pause = max(b - a for (a, *_), (b, *_) in pairwise(came))
    yield f"a pause of {RETRY_AFTER} s asked for: kept for {pause:.2f} s, nothing lost, nothing twice"


async def _within_budgets(office: Office) -> AsyncIterator[str]:
    """A minute and more of Slack's own budgets: posts, edits, and ten to one channel."""
    edited = office.channels[:70]
    office.workspace.ask("set", lifted=False)
    ten = [f"number {n}" for n in range(10)]
    await office.post(*((office.product, text) for text in ten))
    await office.post(*((channel, "hello") for channel in office.channels), key="living")
    await asyncio.sleep(MINUTE / 2)
    before = office.workspace.ask("counts")["calls"]
    await office.post(*((channel, "changed") for channel in edited), key="living")
    await asyncio.sleep(MINUTE)
    counts = office.workspace.ask("counts")
    yield _shares(before, counts)
    came = [(at, text) for at, channel, text in office.arrived() if channel == office.product]
    _must([text for _, text in came] == ten, "the ten came in order")
    gaps = [b - a for (a, _), (b, _) in pairwise(came)]
    yield f"ten to one channel: in order, {min(gaps):.2f} to {max(gaps):.2f} s apart (a second)"


def _shares(before: dict[str, int], counts: dict[str, Any]) -> str:
    shares = []
    for method, budget in (("chat.postMessage", 300), ("chat.update", 50)):
        done = counts["calls"].get(method, 0) - before.get(method, 0)
        shares.append(f"{method} {100 * done / budget:.0f} % of {budget} a minute")
    refused = sum(counts["refused"].values())
    return f"within Slack's budgets: {', '.join(shares)} (at least 95), refused with 429: {refused}"


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(f"not so: {what}")
