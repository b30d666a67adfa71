"""A Monday's 1,000 digests, each with its picture, on their way out through Slack's own budgets: twenty minutes."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bot.app import App
from bot.clock import Clock
from bot.settings import Settings
from tests.bench import bench_digest
from tests.bench.processes import Process

DUE = 1_000


def run(due: int = DUE) -> Iterator[str]:
    workspace = Process("-m", "tests.bench.workspace", "0", str(due), talks=True)
    with workspace, tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_leave(workspace, Path(folder), due))


async def _leave(workspace: Process, folder: Path, due: int) -> list[str]:
    known = workspace.first_words
    chairs = [user for name, user in known["people"].items() if name.startswith("p")]
    url = f"sqlite:///{folder}/leaving.db"
    bench_digest.stock(url, due, known["team"], chairs)
    slack = {"mode": "http", **known["tokens"]}
    settings = Settings.model_validate({"slack": slack, "database": {"url": url}})
    app = await App.build(settings, Clock(frozen_at=bench_digest.MONDAY))
    await app.start(drum=False, listen=False)
    await app.caught_up.wait()
    workspace.ask("set", lifted=False)
    began = perf_counter()
    while await app.work.tick():
        pass
    composed = perf_counter() - began
    while not await app.delivery.idle():
        await asyncio.sleep(1)
    minutes = (perf_counter() - began) / 60
    await app.stop()
    counts, letters = workspace.ask("counts"), workspace.ask("letters")
    alike = sum(letters.get(chair) == [0, 1] for chair in chairs)
    calls = {name: n for name, n in counts["calls"].items() if name.startswith(("chat.", "files.", "conv"))}
    return [
        f"{due:,} due in the same minute: composed in {composed:.1f} s, while the first ones left",
        f"out after {minutes:.1f} minutes: {alike:,} chairs got one digest, and its picture after it",
        f"refused with 429: {sum(counts['refused'].values())}; calls: {calls}",
    ]
