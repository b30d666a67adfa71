"""How the app acknowledged what it was sent, or failed to."""

from dataclasses import dataclass
from typing import Any

TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True)
class Ack:
    """`body` is the answer inside the acknowledgement; `problem` is Slack's word for what went wrong."""

    body: dict[str, Any] | None = None
    problem: str = ""

    @property
    def ok(self) -> bool:
        return not self.problem
