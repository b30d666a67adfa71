"""The error with which a Web API method answers."""

from typing import Any


class Refused(Exception):
    """Slack's name for what is wrong, with whatever else belongs into the answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    @property
    def faults(self) -> list[str]:
        """Slack's explanations, if there are any."""
        return self.extra.get("errors", [])

    @classmethod
    def because(cls, error: str, faults: list[str]) -> "Refused":
        """An error with Slack's explanations beside it."""
        messages = [f"[ERROR] {fault}" for fault in faults]
        return cls(error, errors=faults, response_metadata={"messages": messages})
