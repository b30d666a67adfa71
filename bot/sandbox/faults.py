"""Faults that a test can order: what goes wrong, where, and how many times."""

from collections import defaultdict, deque
from dataclasses import dataclass

ANY = "*"


@dataclass(frozen=True)
class Fault:
    """One mishap of one answer."""

    kind: str  # "ratelimited", "status", "hang" or "lost"
    seconds: float = 0.0
    status: int = 200


class Faults:
    """Orders are used up as they came, a method's own before those for any method."""

    def __init__(self) -> None:
        self.latency = 0.0  # seconds that every answer of the Web API takes
        self._methods: dict[str, deque[Fault]] = defaultdict(deque)
        self._twice: dict[str, int] = defaultdict(int)

    def rate_limit(self, method: str = ANY, seconds: int = 1, times: int = 1) -> None:
        """429 with this Retry-After; nothing is applied."""
        self._order(method, Fault("ratelimited", seconds), times)

    def fail(self, method: str = ANY, status: int = 500, times: int = 1) -> None:
        """An HTTP error; nothing is applied."""
        self._order(method, Fault("status", status=status), times)

    def hang(self, method: str = ANY, seconds: float = 30.0, times: int = 1) -> None:
        """Applied at once, but the answer comes so much later."""
        self._order(method, Fault("hang", seconds), times)

    def lose_answer(self, method: str = ANY, times: int = 1) -> None:
        """Applied, but the connection closes with no response."""
        self._order(method, Fault("lost"), times)

    def deliver_twice(self, event_type: str = ANY, times: int = 1) -> None:
        """The next events of this type come a second time, with the same event_id."""
        self._twice[event_type] += times

    def clear(self) -> None:
        """Takes every order back."""
        self._methods.clear()
        self._twice.clear()
        self.latency = 0.0

    def _order(self, method: str, fault: Fault, times: int) -> None:
        self._methods[method].extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        """Takes what is ordered for this call."""
        for name in (method, ANY):
            if waiting := self._methods.get(name):
                return waiting.popleft()
        return None

    def take_twice(self, event_type: str) -> bool:
        """Whether this event is to be delivered a second time."""
        for name in (event_type, ANY):
            if self._twice.get(name, 0) > 0:
                self._twice[name] -= 1
                return True
        return False
