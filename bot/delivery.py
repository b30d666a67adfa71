"""The only sender of outgoing messages: outbox rows to the Web API, paced, retried, given up in words."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.refusals import NO_ANSWER, answer_of, pause_of
from bot.sender import Place, Sender, Unsendable
from bot.work import Incoming, Work
from handlers.contract import Context
from storage import pacing, sending
from storage.pacing import Buckets, Budget
from storage.sending import Letter

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 20
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_SLEEP = 60.0
BREATH = 0.005
LEASE = timedelta(minutes=2)
# Slack's clock and ours drift apart while a request travels; a hair slower is never too fast.
MARGIN = 1.02

# The installation's fault, not the message's: it waits until somebody mends the token or the scopes.
OURS = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "missing_scope", "account_inactive"}
PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}


@dataclass(frozen=True, slots=True)
class Pacing:
    """How fast Slack lets us: seconds between two messages of a channel, and calls a minute."""

    channel_seconds: float = 1.0
    posts_per_minute: float = 300
    edits_per_minute: float = 50
    homes_per_minute: float = 90
    workers: int = 20

    def budgets(self, lane: str, kind: str) -> Buckets:
        """The buckets a row draws on; the lane's own is always one, so that it can be paused."""
        is_news = kind == "message" and not lane.startswith("edit/")
        seconds = self.channel_seconds * MARGIN if is_news else 0
        method = "chat.postMessage" if is_news else f"edits/{kind}"
        changes = self.homes_per_minute if kind == "home" else self.edits_per_minute
        per_minute = self.posts_per_minute if is_news else changes
        pace = Budget(timedelta(minutes=1) / per_minute * MARGIN, burst=3)
        return {lane: Budget(timedelta(seconds=seconds)), method: pace}


class Delivery:
    """Claim, send, record: three short steps, channels side by side, in order within one."""

    def __init__(self, work: Work, client: AsyncWebClient, pacing: Pacing) -> None:
        self.work, self.pacing = work, pacing
        self.sender = Sender(client, work)
        self._wake = asyncio.Event()
        self._in_hand: dict[asyncio.Task[None], Letter] = {}
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._looked_at = work.clock.real()

    def wake(self) -> None:
        """Something was committed: look at once. Callable from any thread's loop only."""
        self._wake.set()

    async def start(self, lease: timedelta = timedelta()) -> None:
        """`lease`: how long another process may still be at work on what it claimed."""
        await self._resume(lease)
        self._task = asyncio.create_task(self._run(), name="delivery")

    async def _resume(self, lease: timedelta) -> None:
        before = self.work.clock.now() - lease
        mine = [letter.id for letter in self._in_hand.values()]
        lost = await self.work.write(lambda db: sending.resume(db, before, mine))
        if lost:
            log.warning("%d messages were in hand when a process ended; looking them up", lost)
        self._looked_at = self.work.clock.real()

    async def stop(self) -> None:
        """Finish what is in hand; the rest stays in the outbox."""
        self._stopping = True
        self._wake.set()
        if self._task:
            await self._task
        if self._in_hand:
            await asyncio.wait(self._in_hand)

    async def drop(self) -> None:
        """Wait no longer: what is in hand counts as claimed and never recorded."""
        tasks = [task for task in (self._task, *self._in_hand) if task and not task.done()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def is_alive(self) -> bool:
        return self._task is not None and not self._task.done()

    async def idle(self) -> bool:
        """Whether nothing is due and nothing is in hand."""
        now = self.work.clock.now()
        return not self._in_hand and not await self.work.read(lambda db: sending.waiting(db, now))

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                if self.work.clock.real() - self._looked_at > LEASE:
                    await self._resume(LEASE)
                pause = await self._claim()
            except Exception:
                log.exception("delivery could not read the outbox; trying again")
                pause = 5.0
            await self._sleep(pause)
            # What is committed meanwhile goes along.
            await asyncio.sleep(BREATH)

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _claim(self) -> float:
        """Start what may leave now; for how many seconds nothing else can."""
        room = self.pacing.workers - len(self._in_hand)
        if room <= 0:
            return LONGEST_SLEEP
        now, real = self.work.clock.now(), self.work.clock.real()
        letters, next_at = await self.work.write(
            lambda db: sending.claim(db, now, real, self.pacing.budgets, room)
        )
        for letter in letters:
            task = asyncio.create_task(self._deliver(letter))
            self._in_hand[task] = letter
            task.add_done_callback(self._done)
        if next_at is None:
            return LONGEST_SLEEP
        return max((next_at - self.work.clock.real()).total_seconds(), 0.001)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        self._wake.set()
        if not task.cancelled() and task.exception():
            log.error("recording a message failed; it will be looked up", exc_info=task.exception())

    async def _deliver(self, letter: Letter) -> None:
        try:
            place = await self.sender.send(letter)
        except SlackApiError as refusal:
            await self._refused(letter, refusal)
        except Unsendable as reason:
            await self._give_up(letter, str(reason))
        except NO_ANSWER as fault:
            # Slack may have applied it, so it is looked up before it is sent again.
            await self._later(letter, f"no answer ({type(fault).__name__})", is_unsure=True)
        except Exception as fault:
            log.exception("message %d could not be sent", letter.id)
            await self._later(letter, repr(fault), is_unsure=True)
        else:
            await self._record(letter, place)

    async def _record(self, letter: Letter, place: Place) -> None:
        now = self.work.clock.now()
        if letter.kind == "delete":
            await self.work.write(lambda db: sending.deleted(db, letter, now))
        else:
            await self.work.write(
                lambda db: sending.sent(db, letter, now, place.channel, place.ts, place.thread_ts)
            )

    async def _refused(self, letter: Letter, refusal: SlackApiError) -> None:
        status, error = answer_of(refusal)
        if pause_of(refusal):
            await self._pause(letter, refusal)
        elif status >= 500 or error in PASSING:
            await self._later(letter, error or f"HTTP {status}", is_unsure=True)
        elif error in OURS:
            log.error("Slack refuses this installation: %s. Run `convener check`.", error)
            await self._later(letter, error, is_unsure=False, for_ever=True)
        elif error in ("message_not_found", "cant_update_message") and letter.stands:
            await self._gone(letter, letter.stands.key, error)
        elif error in ("thread_not_found", "cannot_reply_to_message") and letter.root:
            await self._gone(letter, letter.root.key, error)
        else:
            await self._give_up(letter, error)

    async def _pause(self, letter: Letter, refusal: SlackApiError) -> None:
        seconds = pause_of(refusal)
        until = self.work.clock.real() + timedelta(seconds=seconds)
        log.info("Slack asks for a pause of %s s", seconds)

        def record(db: Connection) -> None:
            pacing.pause(db, letter.workspace, self.pacing.budgets(letter.lane, letter.kind), until)
            is_unsure = letter.unsure_since is not None
            now = self.work.clock.now()
            sending.again(db, letter, now, "ratelimited", is_unsure=is_unsure, counts=False)

        await self.work.write(record)

    async def _later(self, letter: Letter, error: str, *, is_unsure: bool, for_ever: bool = False) -> None:
        if letter.attempts + 1 >= MOST_ATTEMPTS and not for_ever:
            return await self._give_up(letter, error)
        wait = min(timedelta(seconds=2 ** min(letter.attempts, 10)), LONGEST_WAIT)
        unsure = is_unsure or letter.unsure_since is not None
        due, until = self.work.clock.now(), self.work.clock.real() + wait
        lane = {letter.lane: self.pacing.budgets(letter.lane, letter.kind)[letter.lane]}

        def record(db: Connection) -> None:
            pacing.pause(db, letter.workspace, lane, until)
            sending.again(db, letter, due, error, is_unsure=unsure, counts=not for_ever)

        await self.work.write(record)

    async def _gone(self, letter: Letter, key: str, error: str) -> None:
        """Somebody deleted the living message: the next version is a new one, replies stand for themselves."""
        if letter.kind == "delete":
            return await self._record(letter, Place())

        def record(db: Connection) -> None:
            sending.forget(db, letter.workspace, key)
            sending.again(db, letter, self.work.clock.now(), error, is_unsure=False)

        await self.work.write(record)

    async def _give_up(self, letter: Letter, error: str) -> None:
        log.error("message %d to %s was given up: %s", letter.id, letter.lane.partition("/")[0][:1], error)

        def record(ctx: Context) -> None:
            sending.dead(ctx.db, letter, ctx.now, error)
            ctx.emit("undeliverable", to=letter.to, error=error, key=letter.key)

        await self.work.do(Incoming(letter.workspace, ""), record)
