"""One transaction: a handler called with a Context, its mistakes turned into a sentence for the person."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.threads import Outcome, Threads, outcomes
from handlers.contract import Context, Message, Reject, Reply, Say, Settings, UserError
from handlers.router import Job, Routes, tell_consequences
from storage import items
from storage.db import Database

log = logging.getLogger(__name__)

Result = TypeVar("Result")
JOB_ROUNDS = 50
# Two deeds met on PostgreSQL (serialization, deadlock, the same key at once): the later one is done again.
COLLIDED = ("40001", "40P01", "23505")
COLLISIONS = 3
RETRY_AFTER = timedelta(minutes=5)
SAVE_AFTER = 200  # transactions
STEPS_ASIDE, STEP_SECONDS = 10, 0.01


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did, as far as every kind of payload says it."""

    workspace: str
    actor: str
    channel: str | None = None
    thread: str | None = None
    receipt: str | None = None
    group: str | None = None


class _Rejected(Exception):
    """A form sent back changes nothing, not even the note that it was received: it will come again."""

    def __init__(self, reply: Reject) -> None:
        super().__init__()
        self.reply = reply


class Work:
    """Runs handlers on worker threads, one transaction each. SQLite has one writer, so one thread."""

    def __init__(self, routes: Routes, database: Database, settings: Settings, clock: Clock) -> None:
        self.routes, self.database, self.settings, self.clock = routes, database, settings, clock
        self._hear = tell_consequences(routes)
        self._writers: Threads[Callable[[Connection], Any]] = (
            Threads(1, "write", self._together)
            if database.is_sqlite
            else Threads(8, "write", lambda deeds: outcomes(partial(self._until_it_fits, d) for d in deeds))
        )
        self._readers: Threads[Callable[[], Any]] = Threads(1, "read", outcomes)
        self._resting: dict[tuple[str, str], datetime] = {}
        self.on_commit: Callable[[], None] = lambda: None
        self.is_ending = False
        self._waiting = 0  # people, for an answer
        self._unsaved = 0
        self._saving: asyncio.Future[None] | None = None

    async def do(self, incoming: Incoming, deed: Callable[[Context], Reply | None]) -> Reply | None:
        """A person's deed, or a job's (nobody's); what was delivered before is done only once."""
        waits = bool(incoming.actor)
        self._waiting += waits
        try:
            reply = await self.write(lambda db: self._deed(db, incoming, deed))
        except _Rejected as rejected:
            return rejected.reply
        finally:
            self._waiting -= waits
        self.on_commit()
        return reply

    async def answer(self, incoming: Incoming, deed: Callable[[Context], Reply | None]) -> Reply | None:
        """As `do`, with a mistake's sentence, or a failure's reference, as the reply."""
        try:
            return await self.do(incoming, deed)
        except UserError as mistake:
            return Say(Message(str(mistake)), refused=True)
        except Exception:
            return Say(Message(apology(incoming)), refused=True)

    async def look(self, incoming: Incoming, question: Callable[[Context], Result]) -> Result:
        """As `do`, but nothing that it does is kept, and no writer waits for it."""
        return await self.read(lambda db: question(self.context(db, incoming)))

    async def write(self, deed: Callable[[Connection], Result]) -> Result:
        result: Result = await self._writers.run(deed)
        self._unsaved += 1
        if self._unsaved >= SAVE_AFTER:
            self._unsaved = 0
            self._saving = asyncio.ensure_future(self.save())
        return result

    async def save(self) -> None:
        await self._readers.run(self.database.save)

    def _together(self, deeds: list[Callable[[Connection], Any]]) -> list[Outcome]:
        """SQLite has one writer: what waits for it together is committed together, each on its own savepoint.

        Nobody is told before all of it stands; where the commit fails, all have failed.
        """
        done: list[Outcome] = []
        try:
            with self.database.transaction() as db:
                done = outcomes(partial(self.database.apart, db, deed) for deed in deeds)
        except Exception as failure:
            return [(None, failure)] * max(len(done), 1)
        return done

    def _until_it_fits(self, deed: Callable[[Connection], Result]) -> Result:
        for _ in range(COLLISIONS):
            try:
                return self._alone(deed)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in COLLIDED:
                    raise
        return self._alone(deed)

    def _alone(self, deed: Callable[[Connection], Result]) -> Result:
        with self.database.transaction() as db:
            return deed(db)

    async def read(self, question: Callable[[Connection], Result]) -> Result:
        def run() -> Result:
            with self.database.reading() as db:
                return question(db)

        return await self._readers.run(run)

    def context(self, db: Connection, incoming: Incoming) -> Context:
        return Context(
            db=db,
            now=self.clock.now(),
            workspace=incoming.workspace,
            settings=self.settings,
            actor=incoming.actor,
            channel=incoming.channel,
            thread=incoming.thread,
            group_said=incoming.group,
            hear=self._hear,
        )

    def _deed(
        self, db: Connection, incoming: Incoming, deed: Callable[[Context], Reply | None]
    ) -> Reply | None:
        ctx = self.context(db, incoming)
        if incoming.receipt and not items.first_time(db, incoming.workspace, incoming.receipt, ctx.now):
            return None
        reply = deed(ctx)
        if isinstance(reply, Reject):
            raise _Rejected(reply)
        return reply

    async def tick(self) -> int:
        """Do what is due: for each row its own transaction. How many were done."""
        done = 0
        for job in await self._due():
            try:
                done += await self._run(job)
            except Exception:
                log.exception("job %s could not tell what is due", job.name)
        return done

    async def _due(self) -> list[Job]:
        """All are asked in one go, for most of the time there is nothing to do."""
        now = self.clock.now()

        def ask(db: Connection) -> list[Job]:
            return [job for job in self.routes.jobs if any(True for _ in job.due(db, now))]

        try:
            return await self.read(ask)
        except Exception:
            return self.routes.jobs  # one by one, so that one that fails does not stop the others

    async def _run(self, job: Job) -> int:
        done = 0
        for _ in range(JOB_ROUNDS):
            await self._let_people_pass()
            now = self.clock.now()
            rows = [dict(row) for row in await self.read(lambda db, now=now: list(job.due(db, now)))]
            rows = [row for row in rows if not self._is_resting(job, row)]
            for row in rows:
                if self.is_ending:
                    return done
                await self._let_people_pass()
                await self._one(job, row)
                done += 1
            if not rows:
                break
        return done

    async def _let_people_pass(self) -> None:
        """Whoever waits for an answer goes first, as long as jobs get on too."""
        for _ in range(STEPS_ASIDE):
            if not self._waiting:
                return
            await asyncio.sleep(STEP_SECONDS)

    async def _one(self, job: Job, row: dict[str, Any]) -> None:
        workspace = row.pop("workspace", "")
        try:
            await self.do(Incoming(workspace, ""), lambda ctx: job.handler(ctx, **row))
        except Exception:
            # One bad row must not hold up the others: it is left alone for a while.
            log.exception("job %s failed", job.name)
            self._resting[job.name, repr(row)] = self.clock.real() + RETRY_AFTER

    def _is_resting(self, job: Job, row: dict[str, Any]) -> bool:
        key = (job.name, repr({k: v for k, v in row.items() if k != "workspace"}))
        until = self._resting.get(key)
        if until is not None and until <= self.clock.real():
            del self._resting[key]
            return False
        return until is not None

    def close(self) -> None:
        self._writers.close()
        self._readers.close()


def apology(incoming: Incoming) -> str:
    """Log the failure in hand under a reference short enough to read out, and say so."""
    reference = secrets.token_hex(4)
    log.exception("reference %s: a deed in %s failed", reference, incoming.workspace)
    return (
        "Sorry, that went wrong on my side, and nothing was changed. "
        f"Please tell an admin: reference `{reference}`."
    )
