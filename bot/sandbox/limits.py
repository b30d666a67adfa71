"""How often a method may be called before Slack answers 429, and how many events it sends."""

import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MINUTE = 60.0
HOUR = 3600.0
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
TIER = {
    "bookmarks.add": 2,
    "bookmarks.edit": 2,
    "bookmarks.list": 3,
    "bookmarks.remove": 2,
    "bots.info": 3,
    "chat.delete": 3,
    "chat.meMessage": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.archive": 2,
    "conversations.create": 2,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.invite": 3,
    "conversations.join": 3,
    "conversations.leave": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "conversations.setTopic": 2,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "pins.add": 2,
    "pins.remove": 2,
    "reactions.add": 3,
    "reactions.get": 3,
    "reactions.remove": 2,
    "team.info": 3,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "users.lookupByEmail": 3,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
_SPECIAL = {"api.test": 1000, "auth.test": 600, "apps.connections.open": 60, "chat.getPermalink": 1000}


@dataclass
class Window:
    """Calls of the last minute, or of another span, of which so many are allowed."""

    allowed: int
    seconds: float = MINUTE
    calls: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until another call fits; 0 when it fits now."""
        while self.calls and self.calls[0] <= now - self.seconds:
            self.calls.popleft()
        return 0.0 if len(self.calls) < self.allowed else self.calls[0] + self.seconds - now

    def count(self, now: float) -> None:
        self.calls.append(now)


@dataclass
class Bucket:
    """So many a second, with a burst that is tolerated."""

    rate: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def count(self, now: float) -> None:
        self.level -= 1


class Limits:
    """Slack's budgets; `lifted` switches them off, `tolerance` is what a span may hold above its budget."""

    def __init__(
        self,
        lifted: bool = False,
        channel_rate: float = 1.0,
        channel_burst: int = 4,
        posts_per_minute: int = 300,
        events_per_hour: int = 30_000,
        tolerance: float = 0.1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.lifted = lifted
        self.channel_rate = channel_rate
        self.channel_burst = channel_burst
        self.posts_per_minute = posts_per_minute
        self.tolerance = tolerance
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._windows: dict[str, Window] = {}
        self._channels: dict[str, Bucket] = {}
        self._events = Window(math.ceil(events_per_hour * (1 + tolerance)), HOUR)

    def retry_after(self, method: str, channel: str = "") -> int:
        """0 counts the call and lets it through; else the seconds that Slack's Retry-After says."""
        if self.lifted:
            return 0
        now = self._clock()
        meters = list(self._meters(method, channel, now))
        wait = max((meter.wait(now) for meter in meters), default=0.0)
        if wait > 0:
            self.refused[method] += 1
            return max(1, math.ceil(wait))
        for meter in meters:
            meter.count(now)
        return 0

    def sends_event(self) -> bool:
        """Counts an event and lets it through; False when the workspace has had as many as it may."""
        if self.lifted:
            return True
        now = self._clock()
        if self._events.wait(now) > 0:
            self.refused["events"] += 1
            return False
        self._events.count(now)
        return True

    def _meters(self, method: str, channel: str, now: float) -> Iterable[Window | Bucket]:
        if method == "chat.postMessage":
            yield self._window(method, self.posts_per_minute)
            yield self._bucket(channel, now)
        elif method in _SPECIAL:
            yield self._window(method, _SPECIAL[method])
        elif method in TIER:
            yield self._window(method, PER_MINUTE[TIER[method]])

    def _window(self, method: str, budget: int) -> Window:
        if method not in self._windows:
            self._windows[method] = Window(math.ceil(budget * (1 + self.tolerance)))
        return self._windows[method]

    def _bucket(self, channel: str, now: float) -> Bucket:
        if channel not in self._channels:
            self._channels[channel] = Bucket(self.channel_rate, self.channel_burst, self.channel_burst, now)
        return self._channels[channel]
