"""response_url: five answers within half an hour, also where the bot is not a member."""

import secrets
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox.methods.args import Args
from bot.sandbox.methods.chat import checked_content
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

USES = 5
SECONDS = 30 * 60.0


@dataclass
class Ticket:
    """Where an answer goes, and what it may replace."""

    channel: Channel
    user: str
    made: float
    source: Message | None = None
    left: int = USES


class ResponseUrls:
    """The addresses that were given out with commands, clicks and shortcuts."""

    def __init__(self, ws: Workspace) -> None:
        self.seconds = SECONDS
        self._ws = ws
        self._tickets: dict[str, Ticket] = {}
        self._aging: deque[str] = deque()

    def make(self, channel: Channel, user: str, source: Message | None = None) -> str:
        now = time.monotonic()
        while self._aging and self._tickets[self._aging[0]].made < now - 2 * SECONDS:
            del self._tickets[self._aging.popleft()]
        key = secrets.token_urlsafe(12)
        self._tickets[key] = Ticket(channel, user, now, source)
        self._aging.append(key)
        return f"{self._ws.base_url}/respond/{self._ws.id}/{key}"

    def use(self, key: str, body: dict[str, Any]) -> None:
        """Does what the app posted; raises Refused as Slack does."""
        ticket = self._tickets.get(key)
        if ticket is None:
            raise Refused("invalid_url")
        if time.monotonic() - ticket.made > self.seconds:
            raise Refused("expired_url")
        if ticket.left < 1:
            raise Refused("used_url")
        ticket.left -= 1
        self.answer(ticket, body)

    def answer(self, ticket: Ticket, body: dict[str, Any]) -> None:
        """Replaces, deletes, or says something new; private unless in_channel is asked for."""
        source = ticket.source
        if body.get("delete_original") and source:
            self._delete(ticket.channel, source)
            return
        text, blocks, attached = checked_content(self._ws, Args(body))
        if body.get("replace_original") and source:
            bare = {"text": text, "blocks": blocks or None, "attachments": None}
            self._replace(ticket.channel, source, bare | attached)
        elif body.get("response_type") == "in_channel":
            app = self._ws.app
            extra = {"subtype": "bot_message", "bot_id": app.bot_id, "app_id": app.id, "username": app.name}
            thread_ts = body.get("thread_ts") if body.get("thread_ts") in ticket.channel.messages else None
            self._ws.post(ticket.channel, "", text, blocks, thread_ts, **extra, **attached)
        else:
            extra = {"thread_ts": body["thread_ts"]} if body.get("thread_ts") else {}
            self._ws.whisper(ticket.channel, ticket.user, text, blocks, **extra, **attached)

    def _replace(self, channel: Channel, source: Message, content: dict[str, Any]) -> None:
        """None takes a field away, as in `Workspace.edit`."""
        if source.get("ephemeral"):
            shown = channel.ephemerals.get(source["for_user"], [])
            for number, each in enumerate(shown):
                if each["ts"] == source["ts"]:
                    new = each | content
                    shown[number] = {name: value for name, value in new.items() if value is not None}
            self._ws.changed()
        elif source["ts"] in channel.messages:
            self._ws.edit(channel, source["ts"], self._ws.app.user_id, **content)

    def _delete(self, channel: Channel, source: Message) -> None:
        if source.get("ephemeral"):
            shown = channel.ephemerals.get(source["for_user"], [])
            shown[:] = [each for each in shown if each["ts"] != source["ts"]]
            self._ws.changed()
        elif source["ts"] in channel.messages:
            self._ws.delete(channel, source["ts"])
