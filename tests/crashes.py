"""A bot that is killed at random moments while people give feedback, and what must hold afterwards."""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import Connection, select

from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.stage import free_port
from storage.db import Database
from storage.feedback import feedback
from storage.outbox import outbox, posted

ROOT = Path(__file__).parents[1]
GIVERS = 6
# A life is measured in what it did, that a slow machine makes it longer and not emptier:
LIVES_FOR = (0, 30)  # commands acknowledged, once it is ready,
AND_THEN = (0.0, 0.3)  # and seconds more, into the midst of the next.
PATIENCE = 120.0  # seconds without any progress


@dataclass
class Ordeal:
    """One workspace and one database, through as many lives of the bot as wanted."""

    folder: Path
    kills: int
    chance: random.Random
    acknowledged: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workspace = _community()
        self.sandbox = Sandbox(self.workspace, limits=Limits(lifted=True), retry_delays=(0.1, 0.5, 2.0))
        self.url = f"sqlite:///{self.folder / 'convener.db'}"
        self.port = free_port()
        self.bot: asyncio.subprocess.Process

    async def play(self) -> None:
        """Returns when everything that was posted has left; `wrong` says what did not hold."""
        async with self.sandbox:
            self.sandbox.request_url = f"http://127.0.0.1:{self.port}/slack/events"
            await self._begin()
            await self._found_group()
            givers = [asyncio.create_task(self._gives(f"p{number}")) for number in range(GIVERS)]
            for _ in range(self.kills):
                await self._acknowledges(len(self.acknowledged) + self.chance.randint(*LIVES_FOR))
                await asyncio.sleep(self.chance.uniform(*AND_THEN))
                self.bot.kill()
                await self.bot.wait()
                self.sandbox.faults.lose_answer("chat.postMessage", times=self.chance.randrange(3))
                await self._begin()
            await self._acknowledges(2 * GIVERS)
            for giver in givers:
                giver.cancel()
            await asyncio.gather(*givers, return_exceptions=True)
            await self._all_delivered()
            self.bot.terminate()
            await self.bot.wait()

    async def _begin(self) -> None:
        self.bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **self._environment()}, cwd=ROOT
        )
        async with aiohttp.ClientSession() as session:
            while self.bot.returncode is None:
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.02)
        raise AssertionError(f"the bot ended by itself: {self.bot.returncode}")

    def _environment(self) -> dict[str, str]:
        return {
            "CONVENER_SLACK__MODE": "http",
            "CONVENER_SLACK__API_URL": self.sandbox.api_url,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_SIGNING_SECRET": self.sandbox.signing_secret,
            "CONVENER_HTTP__PORT": str(self.port),
            "CONVENER_DATABASE__URL": self.url,
            "CONVENER_DELIVERY__CHANNEL_SECONDS": "0",
            "CONVENER_DELIVERY__POSTS_PER_MINUTE": "100000",
            "CONVENER_DELIVERY__EDITS_PER_MINUTE": "100000",
            "CONVENER_LOGGING__LEVEL": "error",
        }

    async def _found_group(self) -> None:
        hands = self.sandbox.hands
        await hands.types("ada", "product", '/wg group create product "Product Working Group"')
        await hands.types("ada", "product", '/wg area add nova "Nova compute" lead @lea #nova-leads')

    async def _gives(self, who: str) -> None:
        """One after the other; what is refused because the bot is dead is said again in other words."""
        for number in range(1_000_000):
            text = f"{who} says number {number} of this sort of thing"
            # "blocking" is never gathered: each goes to the leads at once.
            seen = await self.sandbox.hands.types(who, "product", f"/wg feedback {text} ##nova ##blocking")
            found = re.search(r"\bF-(\d+)", seen.text)
            if found:
                self.acknowledged[text] = int(found[1])
            else:
                await asyncio.sleep(0.02)

    async def _acknowledges(self, so_many: int) -> None:
        """Until so many commands in all were acknowledged."""
        async with asyncio.timeout(PATIENCE):
            while len(self.acknowledged) < so_many:
                await asyncio.sleep(0.005)

    async def _all_delivered(self) -> None:
        """Until nothing waits, or what waits no longer grows fewer."""
        waiting = self._ask(_to_come)
        while waiting:
            before, ends = waiting, time.monotonic() + PATIENCE
            while waiting >= before:
                if time.monotonic() > ends:
                    return
                await asyncio.sleep(0.1)
                waiting = self._ask(_to_come)

    def _ask(self, question: Any) -> Any:
        database = Database(self.url)
        with database.reading() as db:
            found = question(db)
        database.close()
        return found

    def wrong(self) -> list[str]:
        """Every sentence is a promise broken."""
        return [
            *self._ask(lambda db: list(self._not_kept(db))),
            *self._ask(lambda db: list(self._not_told(db))),
        ]

    def _not_kept(self, db: Connection) -> Iterator[str]:
        kept = {number: text for number, text in db.execute(select(feedback.c.number, feedback.c.text))}
        for text, number in self.acknowledged.items():
            if text not in kept.get(number, ""):
                yield f"F-{number} was acknowledged, and is not in the database"
        for text, times in Counter(kept.values()).items():
            if times > 1:
                yield f"{times} items say {text!r}"

    def _not_told(self, db: Connection) -> Iterator[str]:
        standing = {(channel, ts) for channel, ts in db.execute(select(posted.c.channel, posted.c.ts))}
        there = {(channel, ts): mark for channel, ts, mark in self._messages()}
        yield from (f"{_unsent(db)} messages never left" for _ in range(1) if _unsent(db))
        for mark, times in Counter(there.values()).items():
            if times > 1:
                yield f"the message {mark} stands {times} times"
        replies = select(outbox.c.id).where(outbox.c.key.is_(None), outbox.c.state == "sent")
        known = len(standing) + len(db.execute(replies).all())
        if known != len(there):
            yield f"{len(there)} messages stand, {known} are known"
        keys = set(db.scalars(select(posted.c.key)))
        for number in db.scalars(select(feedback.c.number)):
            for kind in ("card", "for"):
                if not any(key.startswith(f"feedback/{number}/{kind}/") for key in keys):
                    yield f"F-{number} has no {kind}"

    def _messages(self) -> Iterator[tuple[str, str, int]]:
        """(channel, ts, row of the outbox) of all that the bot wrote."""
        for channel in self.workspace.channels.values():
            for message in channel.messages.values():
                if "metadata" in message:
                    yield channel.id, message["ts"], message["metadata"]["event_payload"]["id"]


def _to_come(db: Connection) -> int:
    """Also what follows once an item's words are read: its card drawn anew, a word to its author."""
    unread = select(feedback.c.number).where(feedback.c.is_indexed.is_(False))
    return _unsent(db) + len(db.execute(unread).all())


def _unsent(db: Connection) -> int:
    waiting = select(outbox.c.id).where(outbox.c.state.in_(("pending", "claimed", "dead")))
    return len(db.execute(waiting).all())


def _community() -> Workspace:
    workspace = Workspace(name="Ordeal", app_name="Convener", command="/wg")
    workspace.add_person("ada", "Ada Admin", is_admin=True)
    workspace.add_person("lea", "Lea Lead")
    givers = [f"p{number}" for number in range(GIVERS)]
    for giver in givers:
        workspace.add_person(giver, giver.upper())
    for name in ("product", "nova-leads"):
        workspace.add_channel(name, ["ada", "lea", *givers, workspace.app.user_id])
    return workspace
