"""A local workspace and the bot in it, in one process: the stage for the demo, its story and the tests."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.app import App
from bot.clock import Clock
from bot.sandbox.driver import Hands
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings import Settings
from handlers.helping import completions
from handlers.routes import routes

Sections = Mapping[str, Mapping[str, Any]]
CONNECTS_WITHIN = 30.0


class Stage:
    """`async with Stage(…)`: the bot is connected, over Socket Mode or signed HTTP, when it begins."""

    def __init__(
        self,
        workspace: Workspace,
        database_url: str,
        *,
        mode: str = "socket",
        port: int = 0,
        clock: Clock | None = None,
        limits: Limits | None = None,
        drum: bool = True,
        patience: float = 3.0,
        sections: Sections | None = None,
    ) -> None:
        """`drum` off: time passes by `settle` only; `sections` are settings beside those of the stage.

        `patience`: seconds that the workspace waits for the bot, Slack's unless the machine must not matter.
        """
        self.workspace, self.database_url, self.mode = workspace, database_url, mode
        self.clock = clock or Clock()
        self._drum, self._sections = drum, sections or {}
        self._beats: set[asyncio.Task[None]] = set()
        self.sandbox = Sandbox(
            workspace,
            port=port,
            limits=limits,
            ack_seconds=patience,
            retry_delays=(0.05, 0.1, 0.2),
            complete=lambda user, typed: completions(routes, typed, self.command),
            move_clock=self._moved,
        )
        workspace.forms.trigger_seconds = patience
        self.app: App

    async def __aenter__(self) -> Stage:
        await self.sandbox.start()
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
        await self.sandbox.stop()

    async def open(self) -> None:
        """Start the bot (again)."""
        settings = self.settings()
        self.app = await App.build(settings, self.clock)
        await self.app.start(drum=self._drum)
        if self.mode == "http":
            self.sandbox.request_url = f"http://127.0.0.1:{settings.http.port}/slack/events"
        await self.hands.until(lambda: self.sandbox.connected, CONNECTS_WITHIN, "the bot to connect")
        await self.app.caught_up.wait()

    async def close(self) -> None:
        await self.app.stop()

    @property
    def hands(self) -> Hands:
        return self.sandbox.hands

    @property
    def command(self) -> str:
        return next(iter(self.workspace.app.commands))

    def settings(self) -> Settings:
        known: dict[str, dict[str, Any]] = {
            "slack": {
                "mode": self.mode,
                "command": self.command,
                "api_url": self.sandbox.api_url,
                "bot_token": self.sandbox.bot_token,
                "app_token": self.sandbox.app_token,
                "signing_secret": self.sandbox.signing_secret,
            },
            "http": {"port": free_port()},
            "database": {"url": self.database_url},
        }
        for section, values in self._sections.items():
            known[section] = {**known.get(section, {}), **values}
        return Settings.model_validate(known)

    def _moved(self, seconds: float) -> None:
        """Somebody moved the page's clock: the bot's time goes along, and what falls due happens."""
        self.clock.move(timedelta(seconds=seconds))
        beat = asyncio.ensure_future(self.app.drum.beat())
        self._beats.add(beat)
        beat.add_done_callback(self._beats.discard)

    async def move(self, by: timedelta) -> None:
        """Time passes for everybody; until what fell due is done."""
        self.workspace.move(by.total_seconds())
        self.clock.move(by)
        await self.settle()

    async def settle(self) -> None:
        """Until the bot has heard everything, done what follows at once, and delivered it."""
        heard = -1
        while heard != self.sandbox.news.count or await self.app.work.tick():
            heard = self.sandbox.news.count
            await self.sandbox.news.told(0)
            await self.app.settle()


def free_port() -> int:
    """Out of those that no system hands to outgoing calls: nobody takes it before it is listened on.

    To ask for port 0 would give one that the next call to anywhere may get, even the call to itself.
    """
    while True:
        port = random.randrange(10_000, 30_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
