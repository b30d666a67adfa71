"""`/wg feedback …` from signed request to acknowledgement, beside Bolt that only acknowledges.

All in one run, turn by turn; who is not measured is held still. While commands come in, the bot
delivers and follows up as in production; the workspace that answers it, and the load, are processes
of their own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bot.stage import free_port
from tests.bench import stock
from tests.bench.bench_duplicates import Writer
from tests.bench.processes import Process, bot, wait_until_listening, wait_until_ready

CONCURRENT = 16
ROUNDS = 8
SECONDS = 2.0
STORED = 100_000
WORDS = 20
# "blocking" never waits to be gathered, so that each one posts both cards.
TEXTS = [f"feedback {said} ##nova ##blocking" for said in map(Writer(seed=3).text, [WORDS] * 3000)]


@dataclass
class Runner:
    """One that is measured, and what came out."""

    name: str
    process: Process
    port: int
    expects: str
    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def turn(self, load: Process, secret: str, known: dict[str, Any], seconds: float) -> None:
        people = [person for name, person in known["people"].items() if name.startswith("p")]
        channel = known["channels"]["product"]
        payload = {"command": "/wg", "team_id": known["team"], "channel_id": channel}
        payload |= {"response_url": f"{known['tokens']['api_url']}respond", "channel_name": "product"}
        asked = {"port": self.port, "secret": secret, "people": people, "payload": payload}
        self.process.let_go()
        before = self.process.cpu_seconds()
        done = load.ask(
            "calls", **asked, texts=TEXTS, seconds=seconds, concurrent=CONCURRENT, expects=self.expects
        )
        cpu = self.process.cpu_seconds() - before
        self.process.hold()
        if done["wrong"]:
            raise RuntimeError(f"{self.name} answered {done['wrong']}")
        self.rates.append(len(done["took"]) / done["seconds"])
        self.took += done["took"]
        self.cpu.append(1000 * cpu / len(done["took"]))

    def percentile(self, part: float) -> float:
        return sorted(self.took)[int(part * (len(self.took) - 1))]

    @property
    def line(self) -> str:
        return (
            f"{self.name}: {median(self.rates):.0f} a second, p50 {self.percentile(0.5):.1f} ms, "
            f"p99 {self.percentile(0.99):.1f} ms, {median(self.cpu):.2f} ms of CPU each"
        )


def run(rounds: int = ROUNDS, seconds: float = SECONDS, stored: int = STORED) -> Iterator[str]:
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        workspace = stack.enter_context(Process("-m", "tests.bench.workspace", "0", talks=True))
        load = stack.enter_context(Process("-m", "tests.bench.load", talks=True))
        known = workspace.first_words
        secret = known["tokens"]["signing_secret"]
        bare = _bare(stack, secret, "Bolt alone", "as_documented")
        quick = _bare(stack, secret, "Bolt alone, answering at once", "at_once")
        empty = _bot(stack, Path(folder), known, 0)
        full = _bot(stack, Path(folder), known, stored)
        for runner in (bare, quick, empty, full):
            runner.turn(load, secret, known, 1.0)  # warm, not counted
            runner.rates, runner.took, runner.cpu = [], [], []
        for _ in range(rounds):
            for runner in (bare, quick, empty, full):
                runner.turn(load, secret, known, seconds)
    yield from (runner.line for runner in (bare, quick, empty, full))
    yield f"of the bare throughput, with both messages: {_ratio(empty, bare):.2f} (at least 0.25, aim 0.35)"
    yield f"of Bolt at its quickest: {_ratio(empty, quick):.2f}"
    yield f"slower with {stored:,} stored: {_ratio(empty, full):.2f} times (at most 1.3)"


def _ratio(one: Runner, other: Runner) -> float:
    return median(a / b for a, b in zip(one.rates, other.rates, strict=True))


def _bare(stack: ExitStack, secret: str, name: str, how: str) -> Runner:
    port = free_port()
    process = stack.enter_context(Process("-m", "tests.bench.bare", str(port), secret, how))
    wait_until_listening(port)
    process.hold()
    return Runner(name, process, port, "")


def _bot(stack: ExitStack, folder: Path, known: dict[str, Any], stored: int) -> Runner:
    url, port = f"sqlite:///{folder}/{stored}.db", free_port()
    stock.found_group(url, known)
    if stored:
        stock.fill(url, known, stored)
    process = stack.enter_context(bot(known["tokens"], url, port))
    wait_until_ready(process, port)
    process.hold()
    return Runner(f"/wg feedback, {stored:,} items stored", process, port, "Thank you")
