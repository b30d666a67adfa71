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
        content = checked_content(self._ws, Args(body))
        if body.get("replace_original") and source:
            self._replace(ticket.channel, source, content)
        elif body.get("response_type") == "in_channel":
            self._say(ticket.channel, content, body)
        else:
            extra = {"thread_ts": body["thread_ts"]} if body.get("thread_ts") else {}
            self._ws.whisper(ticket.channel, ticket.user, content["text"], content["blocks"], **extra)

    def _say(self, channel: Channel, content: dict[str, Any], body: dict[str, Any]) -> None:
        extra = {"subtype": "bot_message", "bot_id": self._ws.app.bot_id, "app_id": self._ws.app.id}
        thread_ts = body.get("thread_ts") if body.get("thread_ts") in channel.messages else None
        self._ws.post(
            channel, "", content["text"], content["blocks"], thread_ts, username=self._ws.app.name, **extra
        )

    def _replace(self, channel: Channel, source: Message, content: dict[str, Any]) -> None:
        if source.get("ephemeral"):
            shown = channel.ephemerals.get(source["for_user"], [])
            for number, each in enumerate(shown):
                if each["ts"] == source["ts"]:
                    shown[number] = each | {"text": content["text"], "blocks": content["blocks"] or []}
            self._ws.changed()
        elif source["ts"] in channel.messages:
            blocks = content["blocks"] or None
            self._ws.edit(channel, source["ts"], self._ws.app.user_id, text=content["text"], blocks=blocks)

    def _delete(self, channel: Channel, source: Message) -> None:
        if source.get("ephemeral"):
            shown = channel.ephemerals.get(source["for_user"], [])
            shown[:] = [each for each in shown if each["ts"] != source["ts"]]
            self._ws.changed()
        elif source["ts"] in channel.messages:
            self._ws.delete(channel, source["ts"])
