"""The vocabulary that a feature speaks: Context, Message, what a handler may reply, the error people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import sealing
from handlers.quiet import open_hour
from storage import outbox, people

Block = dict[str, Any]
MOST_REACTIONS = 50
RAISED_HANDS = ("raised_hand", "hand", "raising_hand")
"""Reactions by which people take something on; a skin tone may follow."""


class UserError(Exception):
    """A person's mistake or refusal; its text is shown to them word for word, in a form at `field`."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class Settings:
    """What the product, not the process, needs of the configuration; `site` is Slack's own address of the workspace."""

    command: str = "/wg"
    admins: frozenset[str] = frozenset()
    relay_key: str | None = None
    public_url: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what notifications and screen readers get; it is mrkdwn, already escaped."""

    text: str
    blocks: tuple[Block, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": list(self.blocks)} if self.blocks else {"text": self.text}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is drawn when it is sent; `alt` tells in words what is to be seen in it."""

    name: str
    title: str
    alt: str
    chart: Mapping[str, Any]

    @property
    def body(self) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "alt": self.alt, "chart": dict(self.chart)}


@dataclass(frozen=True, slots=True)
class Form:
    """A modal; its inputs' block ids are the parameters of the submit handler, `known` travels along."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str | None = "Save"
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """Answer the person: privately, or in the channel (`public`); `replace` redraws what they clicked.

    `refused`: it says why nothing was done.
    """

    message: Message
    public: bool = False
    replace: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Show a form; over the present one when it is a submit or a click inside it that is answered."""

    form: Form


@dataclass(frozen=True, slots=True)
class Reject:
    """A form's fields that cannot stand as they are: {input: a sentence}."""

    errors: Mapping[str, str]


Reply = Say | Open | Reject
Handler = Callable[..., Reply | None]


@dataclass(frozen=True, slots=True)
class Context:
    """All that a handler gets to know of the world; `is_shared`: the whole channel will read the reply."""

    db: Connection
    now: datetime
    workspace: str
    settings: Settings
    actor: str = ""
    channel: str | None = None
    thread: str | None = None
    group_said: str | None = None
    is_shared: bool = False
    hear: Callable[[Context, str, Mapping[str, Any]], None] = lambda ctx, event, inputs: None

    def post(
        self,
        channel: str,
        message: Message,
        *,
        key: str | None = None,
        thread: str | None = None,
        is_first: bool = False,
    ) -> None:
        """To a channel, at once; `is_first` when nothing of that key can have been sent before."""
        self._send(channel, message, self.now, key, thread, is_first)

    def tell(
        self,
        person: str,
        message: Message,
        *,
        key: str | None = None,
        thread: str | None = None,
        urgent: bool = False,
        is_first: bool = False,
    ) -> None:
        """By direct message; in quiet hours and absences it waits, unless it answers what they just did."""
        at = self.now if urgent else self._open_hour(person)
        self._send(person, message, at, key, thread, is_first)

    def _open_hour(self, person: str) -> datetime:
        who = sealing.person_at(self.settings.relay_key, person)
        known = people.person(self.db, self.workspace, who) if who and who != self.actor else None
        return open_hour(known, self.now) if known else self.now

    def _send(
        self, to: str, message: Message, at: datetime, key: str | None, thread: str | None, is_first: bool
    ) -> None:
        how = {"key": key, "thread": thread, "is_first": is_first}
        outbox.post(self.db, self.workspace, to, message.body, at, **how)

    def withdraw(self, to: str, key: str) -> None:
        """Delete the living message of that key."""
        outbox.post(self.db, self.workspace, to, {}, self.now, kind="delete", key=key)

    def react(self, channel: str, ts: str, name: str) -> None:
        """Acknowledge somebody's message without a word; left out when many such wait already."""
        body = {"timestamp": ts, "name": name}
        if outbox.waiting_in(self.db, self.workspace, f"reaction/{channel}") < MOST_REACTIONS:
            outbox.post(self.db, self.workspace, channel, body, self.now, kind="reaction")

    def attach(self, to: str, name: str, content: str, *, thread: str | None = None) -> None:
        """A file for a channel or a person; in the thread of the living message of that key."""
        self._upload(to, {"name": name, "content": content}, thread)

    def show(self, to: str, picture: Picture, *, thread: str | None = None) -> None:
        """A picture, sent as any other file."""
        self._upload(to, picture.body, thread)

    def _upload(self, to: str, body: Mapping[str, Any], thread: str | None) -> None:
        at = self.now if to[:1] in "CG" else self._open_hour(to)
        outbox.post(self.db, self.workspace, to, body, at, kind="file", thread=thread)

    def show_home(self, person: str, blocks: tuple[Block, ...]) -> None:
        body = {"blocks": list(blocks)}
        outbox.post(self.db, self.workspace, person, body, self.now, kind="home", key=f"home/{person}")

    def emit(self, event: str, **inputs: Any) -> None:
        """Tell the other features, in this transaction, what has happened."""
        self.hear(self, event, inputs)
