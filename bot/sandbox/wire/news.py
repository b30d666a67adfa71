"""Events on their way to the app: subscriptions, order, and up to three more tries."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.faults import Faults
from bot.sandbox.limits import MINUTE, Limits
from bot.sandbox.state.events import Event
from bot.sandbox.wire import payloads
from bot.sandbox.wire.acks import TIMEOUT, Ack
from bot.sandbox.workspace import Workspace

Send = Callable[[str, dict[str, Any], tuple[int, str] | None], Awaitable[Ack]]

_SUBSCRIPTION = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
_HISTORY = {
    "channel": "channels:history",
    "group": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
_SCOPE = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
}


class News:
    """Each event is a task of its own; `told` lets a deed wait until the app has heard of it."""

    def __init__(
        self, ws: Workspace, limits: Limits, faults: Faults, send: Send, retry_delays: tuple[float, ...]
    ) -> None:
        self.retry_delays = retry_delays
        self.given_up: deque[dict[str, Any]] = deque(maxlen=1000)
        self._ws = ws
        self._limits = limits
        self._limited_minute = 0
        self._faults = faults
        self._send = send
        self._first_tries: dict[int, asyncio.Task[None]] = {}
        self._later: set[asyncio.Task[None]] = set()
        self._count = 0
        self._listening = False
        ws.on_event.append(self.tell)

    @property
    def count(self) -> int:
        """How many events there were; a mark for `told`."""
        return self._count

    def open(self) -> None:
        """From now on the app hears of things; what was seeded before has always been there."""
        self._listening = True

    def tell(self, event: Event) -> None:
        """Sends an event, if the app has subscribed to it and may see it."""
        if not self._listening or not subscribed(self._ws, event):
            return
        if not self._limits.sends_event():
            self._say_limited()
            return
        payload = payloads.event_callback(self._ws, event)
        self._count += 1
        number = self._count
        task = asyncio.get_running_loop().create_task(self._deliver(payload))
        self._first_tries[number] = task
        task.add_done_callback(lambda _: self._first_tries.pop(number, None))

    def _say_limited(self) -> None:
        """What is too much is lost; the app hears of it once a minute."""
        minute = int(self._ws.now() // MINUTE * MINUTE)
        if minute != self._limited_minute:
            self._limited_minute = minute
            self._spawn(self._send("events_api", payloads.app_rate_limited(self._ws, minute), None))

    async def told(self, since: int) -> None:
        """Waits until everything that happened after `since` was acknowledged, or failed once."""
        tasks = [task for number, task in self._first_tries.items() if number > since]
        if tasks:
            await asyncio.gather(*tasks)

    async def _deliver(self, payload: dict[str, Any]) -> None:
        ack = await self._send("events_api", payload, None)
        if not ack.ok:
            self._spawn(self._retry(payload, ack))
        elif self._faults.take_twice(payload["event"]["type"]):
            await self._send("events_api", payload, (1, "http_timeout"))

    async def _retry(self, payload: dict[str, Any], ack: Ack) -> None:
        for number, delay in enumerate(self.retry_delays, start=1):
            await asyncio.sleep(delay)
            reason = "http_timeout" if ack.problem == TIMEOUT else "http_error"
            ack = await self._send("events_api", payload, (number, reason))
            if ack.ok:
                return
        self.given_up.append(payload)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def close(self) -> None:
        """Stops what is still on its way."""
        self._listening = False
        tasks = [*self._first_tries.values(), *self._later]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def subscribed(ws: Workspace, event: Event) -> bool:
    """Whether the manifest asks for this event, with the scope that it takes."""
    kind = event["type"]
    if kind == "message":
        name, scope = _SUBSCRIPTION[event["channel_type"]], _HISTORY[event["channel_type"]]
    else:
        name, scope = kind, _scope(event)
    wanted = ws.app.events is None or name in ws.app.events
    return wanted and (ws.app.scopes is None or scope is None or scope in ws.app.scopes)


def _scope(event: Event) -> str | None:
    kind = event["type"]
    if kind.startswith("member_"):
        return "channels:read" if event["channel_type"] == "C" else "groups:read"
    if kind.startswith("group_"):
        return "groups:read"
    return "channels:read" if kind.startswith("channel_") else _SCOPE.get(kind)
