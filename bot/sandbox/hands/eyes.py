"""What people see in the workspace: channels, their inbox, threads, forms."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.blocks import reading
from bot.sandbox.methods.history import thread
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import View
from bot.sandbox.state.people import Person
from bot.sandbox.workspace import Workspace

Who = str | Person
Where = str | Channel

_GLANCE = 0.05  # seconds; a condition may hang on more than the workspace


@dataclass
class Seen:
    """What appeared before a person because of what they did."""

    messages: list[Message] = field(default_factory=list)
    form: View | None = None

    @property
    def text(self) -> str:
        """All words of it."""
        things = [*self.messages, *([self.form] if self.form else [])]
        return "\n".join(reading.text_of(each) for each in things)


class Eyes:
    """Readers only; nothing here changes the workspace."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self._change: asyncio.Future[None] | None = None
        ws.on_change.append(self._changed)

    text_of = staticmethod(reading.text_of)

    def channel(self, channel: Where) -> list[Message]:
        """Everything that was said in a channel, oldest first, threads included."""
        return list(self.ws.channel(channel).messages.values())

    def inbox(self, user: Who) -> list[Message]:
        """The direct messages between the person and the bot."""
        return self.channel(self.ws.bot_dm(self.ws.person(user).id))

    def thread(self, channel: Where, ts: str) -> list[Message]:
        """Root and replies."""
        return thread(self.ws.channel(channel), ts)

    def shown(self, user: Who, channel: Where) -> list[Message]:
        """What the person sees there: messages, and whispers that only they see."""
        place = self.place(user, channel)
        whispers = place.ephemerals.get(self.ws.person(user).id, [])
        return sorted([*place.messages.values(), *whispers], key=lambda each: each["ts"])

    def message(self, channel: Where, ts: str, user: Who | None = None) -> Message | None:
        """One message as it is now; a whisper too when `user` says whose."""
        place = self.ws.channel(channel)
        whispers = place.ephemerals.get(self.ws.person(user).id, []) if user else []
        return place.messages.get(ts) or next((each for each in whispers if each["ts"] == ts), None)

    def form(self, user: Who) -> View | None:
        """The form on top of the person's screen."""
        top = self.ws.forms.top(self.ws.person(user).id)
        return top.view if top else None

    def errors(self, user: Who) -> dict[str, str]:
        """What stands at the fields of the person's open form, by block_id."""
        top = self.ws.forms.top(self.ws.person(user).id)
        return top.errors if top else {}

    def home(self, user: Who) -> View | None:
        """What the app's home tab shows to the person."""
        return self.ws.forms.homes.get(self.ws.person(user).id)

    def place(self, user: Who, channel: Where) -> Channel:
        """A channel by id or name; "dm" is the person's conversation with the bot."""
        return self.ws.bot_dm(self.ws.person(user).id) if channel == "dm" else self.ws.channel(channel)

    # Waiting

    async def until(
        self, condition: Callable[[], Any], within: float = 30.0, what: str = "what was awaited"
    ) -> Any:
        """Waits until the condition gives something true, and gives it back."""
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    await self._next_change()
                return found
        except TimeoutError:
            raise TimeoutError(f"{what} did not happen within {within:g} s") from None

    async def _next_change(self) -> None:
        if self._change is None or self._change.done():
            self._change = asyncio.get_running_loop().create_future()
        await asyncio.wait([self._change], timeout=_GLANCE)

    def _changed(self) -> None:
        if self._change is not None and not self._change.done():
            self._change.set_result(None)

    def _seen_since(self, person: Person, place: Channel, ts: str, form: View | None) -> Seen:
        said = _newer(reversed(place.messages.values()), ts)
        answers = [each for each in said if each.get("bot_id") == self.ws.app.bot_id]
        whispers = _newer(reversed(place.ephemerals.get(person.id, [])), ts)
        now = self.form(person)
        return Seen(sorted([*answers, *whispers], key=lambda each: each["ts"]), None if now is form else now)


def _newer(messages: Any, ts: str) -> list[Message]:
    found = []
    for message in messages:
        if message["ts"] <= ts:
            break
        found.append(message)
    return found
