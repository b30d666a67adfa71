"""The arguments of a Web API call, which come as strings, JSON inside strings, or JSON."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from bot.sandbox.state.channels import SCOPE_FAMILY, Channel
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

Answer = dict[str, Any]
_TRUE = (True, "true", "1", 1)
_LARGEST_PAGE = 1000


class Args(dict[str, Any]):
    """Reads an argument as what it is meant to be."""

    def text(self, name: str, default: str = "") -> str:
        value = self.get(name)
        return default if value is None else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """A string that must be there."""
        value = self.text(name)
        if not value:
            raise Refused.because(error, [f"missing required field: {name}"])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self[name] in _TRUE if name in self else default

    def whole(self, name: str, default: int) -> int:
        try:
            return int(self.get(name, default))
        except (TypeError, ValueError):
            raise Refused.because(
                "invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]
            ) from None

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or object, also where it came as JSON inside a string; None when it is missing."""
        value = self.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(error) from None

    def names(self, name: str) -> list[str]:
        """A list that may come comma-separated."""
        value = self.get(name) or []
        return (
            [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value
        )

    def page(self, rows: Sequence[Any], default: int = 100) -> tuple[list[Any], Answer]:
        """One page of the rows, and the metadata that leads to the next."""
        limit = self.whole("limit", default)
        if not 0 <= limit <= _LARGEST_PAGE:
            raise Refused("invalid_limit")
        start = _offset(self.text("cursor"))
        end = start + (limit or _LARGEST_PAGE)
        following = b64encode(f"next:{end}".encode()).decode() if end < len(rows) else ""
        return list(rows[start:end]), {"response_metadata": {"next_cursor": following}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise Refused("invalid_cursor") from None


def reach(ws: Workspace, ref: str) -> Channel:
    """A channel that the bot may know of."""
    channel = ws.channels.get(ref) or (ws.find_channel(ref[1:]) if ref.startswith("#") else None)
    if channel is None or not channel.visible_to(ws.app.user_id):
        raise Refused("channel_not_found")
    return channel


def inside(ws: Workspace, ref: str) -> Channel:
    """A channel that the bot is in."""
    channel = reach(ws, ref)
    if not ws.bot_in(channel):
        raise Refused("not_in_channel")
    return channel


def living(ws: Workspace, ref: str) -> Channel:
    """A channel that the bot is in and that is not archived."""
    channel = reach(ws, ref)
    if channel.is_archived:
        raise Refused("is_archived")
    return inside(ws, ref)


def granted(ws: Workspace, scope: str) -> None:
    """Refuses what the app was given no scope for."""
    if ws.app.scopes is not None and scope not in ws.app.scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(ws.app.scopes)))


def granted_for(ws: Workspace, channel: Channel, right: str) -> None:
    """The scope that reading this kind of conversation takes."""
    granted(ws, f"{SCOPE_FAMILY[channel.kind]}:{right}")
