"""The only real clock, and the drum: it beats for due jobs; APScheduler keeps the time between beats."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

SOON = timedelta(seconds=0.2)
AT_MOST_EVERY = timedelta(seconds=1)


class Clock:
    """The product's `now()`; a demo or a test may move it forward, `real()` never moves."""

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = frozen_at
        self._ahead = timedelta()

    def now(self) -> datetime:
        return (self._frozen_at or self.real()) + self._ahead

    def real(self) -> datetime:
        return datetime.now(UTC)

    def move(self, by: timedelta) -> None:
        self._ahead += by


class Drum:
    """Calls `beat` every `seconds`, never twice at once; a long pause counts as one missed beat."""

    def __init__(self, beat: Callable[[], Awaitable[None]], seconds: float, clock: Clock) -> None:
        self._beat, self._seconds, self._clock = beat, seconds, clock
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._last: datetime | None = None
        self._now = asyncio.Lock()
        self._beating: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """The first beat is at once."""
        self._scheduler.add_job(
            self._strike,
            "interval",
            seconds=self._seconds,
            next_run_time=self._clock.real(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def soon(self) -> None:
        """Something was done: what follows from it need not wait for the next beat. Once a second at most."""
        if self._scheduler.running and self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(self._until_next(), self._strike_soon)

    def _until_next(self) -> float:
        since = self._clock.real() - self._last if self._last else AT_MOST_EVERY
        return max(AT_MOST_EVERY - since, SOON).total_seconds()

    def _strike_soon(self) -> None:
        self._soon = None
        self._begin()

    async def _strike(self) -> None:
        self._begin()

    def _begin(self) -> None:
        """One that takes longer than `seconds` is not overtaken."""
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self.beat(), name="beat")

    async def beat(self) -> None:
        async with self._now:
            self._last = self._clock.real()
            try:
                await self._beat()
            except Exception:
                log.exception("a tick failed; the next one goes on")
            self._last = self._clock.real()

    def is_alive(self) -> bool:
        """Whether it has beaten lately (a minute, or five beats, whichever is longer)."""
        patience = timedelta(seconds=max(60.0, self._seconds * 5))
        return self._last is not None and self._clock.real() - self._last < patience

    async def stop(self) -> None:
        """Wait for the beat in hand."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._soon:
            self._soon.cancel()
        async with self._now:
            pass
