"""What people do among themselves, of which the app only hears: talk, reactions, coming and going."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.hands.eyes import Eyes, Where, Who
from bot.sandbox.hands.typing_in import as_sent
from bot.sandbox.state import events
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import View
from bot.sandbox.state.messages import rich_text
from bot.sandbox.state.people import Person
from bot.sandbox.wire.news import News
from bot.sandbox.workspace import Workspace


class ClientRefused(Exception):
    """Slack's own client does not let a person do this; `errors` says it for each field of a form."""

    def __init__(self, sentence: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.errors = errors or {}


class Errands(Eyes):
    """Every deed waits until the app has acknowledged the events that came of it, or has failed to."""

    def __init__(self, ws: Workspace, news: News) -> None:
        super().__init__(ws)
        self._news = news

    async def _heard(self, deed: Callable[[], Any]) -> Any:
        mark = self._news.count
        result = deed()
        await self._news.told(mark)
        return result

    # Talk

    async def says(self, user: Who, channel: Where, text: str, thread_ts: str | None = None) -> Message:
        """A message; @name, #name and @channel in it become what Slack's client makes of them."""
        person, place = self._here(user, channel)
        if place.is_archived:
            raise ClientRefused(f"#{place.name} is archived: nobody can write there")
        if not text.strip():
            raise ClientRefused("there is nothing to send")
        return await self._heard(lambda: self.ws.says(place, person.id, as_sent(self.ws, text), thread_ts))

    async def edits(self, user: Who, message: Message, text: str) -> Message:
        """Changes one's own message."""
        person, place = self._own(user, message)
        sent = as_sent(self.ws, text)
        blocks = rich_text(sent, self.ws.ids.short())
        return await self._heard(
            lambda: self.ws.edit(place, message["ts"], person.id, text=sent, blocks=blocks)
        )

    async def deletes(self, user: Who, message: Message) -> None:
        """Takes one's own message away."""
        _, place = self._own(user, message)
        await self._heard(lambda: self.ws.delete(place, message["ts"]))

    async def reacts(self, user: Who, message: Message, name: str) -> None:
        """Adds a reaction, or takes the person's own away again."""
        person, place = self._here(user, message["channel"])
        deed = (place, message["ts"], name.strip(":"), person.id)
        await self._heard(lambda: self.ws.react(*deed) or self.ws.unreact(*deed))

    # Coming and going

    async def opens_home(self, user: Who, tab: str = "home") -> View | None:
        """Opens the app's tab (`home` or `messages`); returns what home shows by then."""
        person = self.ws.person(user)
        place, home = self.ws.bot_dm(person.id), self.home(person)
        event = events.home_opened(person.id, place, tab, home if tab == "home" else None, self.ws.next_ts())
        await self._heard(lambda: self.ws.tell(event, place))
        return self.home(person)

    async def joins(self, user: Who, channel: Where) -> None:
        person, place = self.ws.person(user), self.ws.channel(channel)
        if place.is_private or place.is_archived:
            raise ClientRefused(f"nobody can join #{place.name} by themselves")
        await self._heard(lambda: self.ws.join(place, person.id))

    async def leaves(self, user: Who, channel: Where) -> None:
        person, place = self._here(user, channel)
        await self._heard(lambda: self.ws.leave(place, person.id))

    async def invites(self, user: Who, channel: Where, whom: Who) -> None:
        person, place = self._here(user, channel)
        guest = self.ws.person(whom)
        if guest.id in place.members:
            raise ClientRefused(f"{guest.name} is already in #{place.name}")
        await self._heard(lambda: self.ws.join(place, guest.id, inviter=person.id))

    async def invites_bot(self, user: Who, channel: Where) -> None:
        await self.invites(user, channel, self.ws.app.user_id)

    async def kicks_bot(self, user: Who, channel: Where) -> None:
        person, place = self._here(user, channel)
        await self._heard(lambda: self.ws.leave(place, self.ws.app.user_id, actor=person.id))

    async def archives(self, user: Who, channel: Where) -> None:
        person, place = self._here(user, channel)
        await self._heard(lambda: self.ws.archive(place, person.id))

    async def unarchives(self, user: Who, channel: Where) -> None:
        person, place = self._here(user, channel)
        await self._heard(lambda: self.ws.unarchive(place, person.id))

    async def renames(self, user: Who, channel: Where, name: str) -> None:
        person, place = self._here(user, channel)
        await self._heard(lambda: self.ws.rename(place, name, person.id))

    async def changes_person(self, user: Who, **changes: Any) -> None:
        """Another zone or name, or deleted=True."""
        await self._heard(lambda: self.ws.change_person(self.ws.person(user), **changes))

    async def arrives(self, name: str, real_name: str, tz: str = "UTC") -> Person:
        """Somebody new in the workspace."""
        return await self._heard(lambda: self.ws.add_person(name, real_name, tz, joins=True))

    # Who may

    def _here(self, user: Who, channel: Where) -> tuple[Person, Channel]:
        person = self.ws.person(user)
        place = self.place(person, channel)
        if person.deleted:
            raise ClientRefused(f"{person.name} is deactivated and cannot do anything here")
        if person.id not in place.members:
            raise ClientRefused(f"{person.name} is not in #{place.name}")
        return person, place

    def _own(self, user: Who, message: Message) -> tuple[Person, Channel]:
        person, place = self._here(user, message["channel"])
        current = place.messages.get(message["ts"])
        if current is None or current.get("user") != person.id:
            raise ClientRefused("only one's own messages can be changed")
        return person, place
