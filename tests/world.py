"""A whole workspace in ten lines: people who type, click and submit to the real bot, through real Bolt."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.app import App
from bot.clock import Clock
from bot.sandbox.driver import Seen
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.stage import Stage
from tests.databases import compiled_once, todays_tables

T0 = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
Result = TypeVar("Result")
Message = dict[str, Any]


def T(minutes: float = 0, *, hours: float = 0, days: float = 0) -> datetime:
    """So long after the test began."""
    return T0 + timedelta(minutes=minutes, hours=hours, days=days)


PATIENCE = 60.0  # seconds: a busy machine is no reason to see what Slack shows for a late answer
UNPACED = {
    "channel_seconds": 0,
    "posts_per_minute": 100_000,
    "edits_per_minute": 100_000,
    "homes_per_minute": 100_000,
}
PEOPLE = {
    "ada": {"real_name": "Ada Admin", "is_admin": True, "tz": "Europe/London"},
    "carl": {"real_name": "Carl Chair", "tz": "America/New_York"},
    "lea": {"real_name": "Lea Lead", "tz": "Europe/Paris"},
    "ana": {"real_name": "Ana Operator", "tz": "Europe/Madrid"},
    "olga": {"real_name": "Olga Operator", "tz": "Asia/Tokyo"},
    "pam": {"real_name": "Pam Manager", "tz": "America/Los_Angeles"},
    "dev": {"real_name": "Dev Developer", "tz": "UTC"},
    "gus": {"real_name": "Gus Guest", "is_restricted": True, "tz": "UTC"},
}
CHANNELS = {
    "general": ("ada", "carl", "lea", "ana", "olga", "pam", "dev", "gus"),
    "product-wg": ("ada", "carl", "lea", "ana", "olga", "pam", "dev"),
    "nova-leads": ("lea", "carl"),
    "cinder-leads": ("dev", "carl"),
}
PRIVATE = {"secret-wg": ("carl", "lea")}


@dataclass(frozen=True)
class Before:
    """What a bot left behind when it was stopped; another goes on with a copy."""

    workspace: Workspace
    database: bytes


class World:
    """Everything runs on a loop in a thread of its own; each deed returns when all that follows is done."""

    def __init__(self, folder: Path, *, url: str | None = None, mode: str = "http", **settings: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.clock = Clock(frozen_at=T0)
        self._file = None if url else folder / "convener.db"
        self._url = compiled_once(url or f"sqlite:///{self._file}")
        self._before: Before | None = None
        self._mode, self._settings = mode, settings

    @cached_property
    def stage(self) -> Stage:
        """The bot in its workspace: they begin when somebody first does or asks something."""
        before = self._before or Before(_community(), todays_tables())
        if self._file:
            self._file.write_bytes(before.database)
        stage = Stage(
            deepcopy(before.workspace),
            self._url,
            mode=self._mode,
            clock=self.clock,
            limits=Limits(lifted=True),
            drum=False,
            patience=PATIENCE,
            sections={"delivery": UNPACED, **self._settings},
        )
        self.run(stage.__aenter__())
        return stage

    def begins_after(self, before: Before) -> None:
        self._before = before

    @property
    def has_begun(self) -> bool:
        """Or has a database that somebody else made: then what was before cannot be chosen any more."""
        return "stage" in vars(self) or self._file is None

    @property
    def workspace(self) -> Workspace:
        return self.stage.workspace

    @property
    def app(self) -> App:
        return self.stage.app

    @property
    def sandbox(self) -> Sandbox:
        return self.stage.sandbox

    @property
    def hands(self) -> Any:
        return self.stage.hands

    def run(self, deed: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(timeout=2 * PATIENCE)

    def _then_settled(self, deed: Coroutine[Any, Any, Result]) -> Result:
        async def both() -> Result:
            done = await deed
            await self.stage.settle()
            return done

        return self.run(both())

    def settle(self) -> None:
        self.run(self.stage.settle())

    # What people do

    def types(self, who: str, text: str, channel: str = "product-wg") -> Seen:
        return self._then_settled(self.hands.types(who, channel, text))

    def says(
        self, who: str, text: str, channel: str = "product-wg", thread: Message | None = None
    ) -> Message:
        root = (thread.get("thread_ts") or thread["ts"]) if thread else None
        return self._then_settled(self.hands.says(who, channel, text, thread_ts=root))

    def clicks(self, who: str, where: Any, what: str, value: str | None = None) -> Seen:
        return self._then_settled(self.hands.clicks(who, where, what, value=value))

    def submits(self, who: str, /, **values: Any) -> Seen:
        return self._then_settled(self.hands.submits(who, self.form(who), values))

    def does(self, deed: str, *args: Any, **more: Any) -> Any:
        """Any other deed of the sandbox's hands, by name."""
        return self._then_settled(getattr(self.hands, deed)(*args, **more))

    def at(self, moment: datetime) -> None:
        """Time passes; what falls due happens."""
        self.clock.move(moment - self.clock.now())
        if self.has_begun:
            self.settle()

    # What they see

    def form(self, who: str) -> Any:
        return self.hands.form(who)

    def inbox(self, who: str) -> list[Message]:
        return list(self.hands.inbox(who))

    def channel(self, name: str) -> list[Message]:
        return list(self.hands.channel(name))

    def thread(self, message: Message) -> list[Message]:
        return list(self.hands.thread(message["channel"], message["ts"]))

    def text(self, what: Any) -> str:
        return str(self.hands.text_of(what))

    def texts(self, messages: Iterable[Message]) -> str:
        return "\n".join(self.text(m) for m in messages)

    def id(self, who: str) -> str:
        return str(self.workspace.person(who).id)

    def pinged(self) -> set[str]:
        """Whom any message of the bot's notified by a mention, in any channel."""
        names = [*CHANNELS, *PRIVATE]
        return {p for n in names for m in self.channel(n) if m.get("bot_id") for p in m.get("pings", ())}

    def restart(self) -> None:
        self.run(self.stage.close())
        self.run(self.stage.open())

    def close(self) -> None:
        if "stage" in vars(self):
            self.run(self.stage.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()


def _community() -> Workspace:
    workspace = Workspace(
        name="Test community", clock=lambda: T0.timestamp(), app_name="Convener", command="/wg"
    )
    for name, known in PEOPLE.items():
        workspace.add_person(name, email=f"{name}@example.org", **known)
    for name, members in CHANNELS.items():
        workspace.add_channel(name, [*members, workspace.app.user_id])
    for name, members in PRIVATE.items():
        workspace.add_channel(name, [*members, workspace.app.user_id], is_private=True)
    return workspace


def product_working_group(world: World) -> World:
    """The group that most stories begin with: two areas with leads and channels of their own."""
    if world.has_begun:
        _type_the_group(world)
    else:
        world.begins_after(_the_group(world.clock.now()))
    return world


@cache
def _the_group(since: datetime) -> Before:
    """Typed once and copied: it would be half of what a story takes."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.at(since)
        _type_the_group(world)
        world.close()
        world.workspace.on_change.clear()
        world.workspace.on_event.clear()
        return Before(world.workspace, (Path(folder) / "convener.db").read_bytes())


def _type_the_group(world: World) -> None:
    world.types("ada", '/wg group create product "Product Working Group"')
    world.types("ada", "/wg group chair add @carl")
    world.types("ada", "/wg group chair remove @ada")
    world.types("carl", '/wg area add nova "Nova compute" lead @lea #nova-leads alias compute,hypervisor')
    world.types("carl", '/wg area add cinder "Cinder volumes" lead @dev #cinder-leads alias volumes')
