"""The whole state of a local Slack workspace and what may happen to it; no I/O."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.state import events, ids
from bot.sandbox.state.channels import Channel
from bot.sandbox.state.forms import Forms
from bot.sandbox.state.people import App, Person
from bot.sandbox.state.talk import Talk


class Workspace(Talk):
    """People, channels, messages, forms, and the one app that is installed."""

    def __init__(
        self,
        name: str = "Sandbox",
        clock: Callable[[], float] = time.time,
        app_name: str = "Convener",
        command: str = "/wg",
        manifest: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(name, clock)
        self.channels: dict[str, Channel] = {}
        self.base_url = ""  # where the server runs, for permalinks and uploads
        self.files: dict[str, dict[str, Any]] = {}
        self.refusals: deque[tuple[str, str, list[str]]] = deque(
            maxlen=1000
        )  # what was refused of the app's doing
        self.forms = Forms(self)
        self._channel_ids: dict[str, str] = {}
        self._directs: dict[frozenset[str], Channel] = {}
        self.app = self._install(app_name, command, manifest)

    def _install(self, name: str, command: str, manifest: dict[str, Any] | None) -> App:
        bot = self.add_person(name.lower(), name)
        bot.is_bot, bot.bot_id, bot.app_id = True, self.ids.next("B"), self.ids.next("A")
        app = App(id=bot.app_id, bot_id=bot.bot_id, user_id=bot.id, name=name)
        app.app_token = ids.app_token(app.id)
        app.commands = {command: {"command": command, "should_escape": True}}
        if manifest is not None:
            app.install(manifest)
        return app

    def add_channel(self, name: str, members: "list[str | Person]", is_private: bool = False) -> Channel:
        """A channel that has been there all along: nobody is told."""
        people = [self.person(member).id for member in members]
        kind = "group" if is_private else "channel"
        creator = people[0] if people else self.app.user_id
        channel = Channel(self.ids.next("C"), name, kind, creator, int(self.now()), dict.fromkeys(people))
        self.channels[channel.id] = channel
        self._channel_ids[name] = channel.id
        self.changed()
        return channel

    def channel(self, ref: "str | Channel") -> Channel:
        """By id, by name with or without #, or as it is."""
        if isinstance(ref, Channel):
            return ref
        found = self.channels.get(ref) or self.find_channel(ref.lstrip("#"))
        if found is None:
            raise LookupError(f"no channel {ref!r}; there are {', '.join(sorted(self._channel_ids))}")
        return found

    def find_channel(self, name: str) -> Channel | None:
        return self.channels.get(self._channel_ids.get(name, ""))

    def direct(self, *people: str) -> Channel:
        """The direct message between these people, opened when it is new."""
        key = frozenset(people)
        if key not in self._directs:
            kind = "im" if len(key) <= 2 else "mpim"
            name = (
                "" if kind == "im" else "mpdm-" + "--".join(self.people[each].name for each in people) + "-1"
            )
            prefix = "D" if kind == "im" else "C"
            channel = Channel(
                self.ids.next(prefix), name, kind, people[0], int(self.now()), dict.fromkeys(people)
            )
            self.channels[channel.id] = self._directs[key] = channel
        return self._directs[key]

    def bot_dm(self, user: str) -> Channel:
        return self.direct(user, self.app.user_id)

    def bot_in(self, channel: Channel) -> bool:
        return self.app.user_id in channel.members

    def channels_of(self, user: str) -> Iterator[Channel]:
        return (channel for channel in self.channels.values() if user in channel.members)

    def join(self, channel: Channel, user: str, inviter: str | None = None) -> None:
        channel.members[user] = None
        subtype = "channel_join" if channel.kind == "channel" else "group_join"
        extra = {"inviter": inviter} if inviter else {}
        self.post(channel, user, f"<@{user}> has joined the channel", subtype=subtype, **extra)
        self.tell(events.membership("member_joined_channel", channel, user, self, inviter), channel)
        self.changed()

    def leave(self, channel: Channel, user: str, actor: str | None = None) -> None:
        """Somebody leaves, or is removed by `actor`."""
        subtype = "channel_leave" if channel.kind == "channel" else "group_leave"
        self.post(channel, user, f"<@{user}> has left the channel", subtype=subtype)
        self.tell(events.membership("member_left_channel", channel, user, self), channel)
        channel.members.pop(user, None)
        if user == self.app.user_id:
            self.tell(events.left(channel, actor or user, self))
        self.changed()

    def archive(self, channel: Channel, user: str) -> None:
        self.post(channel, user, f"<@{user}> archived the channel", subtype="channel_archive")
        channel.is_archived = True
        self.tell(events.about_channel("archive", channel, user, self), channel)
        self.changed()

    def unarchive(self, channel: Channel, user: str) -> None:
        channel.is_archived = False
        self.post(channel, user, f"<@{user}> un-archived the channel", subtype="channel_unarchive")
        self.tell(events.about_channel("unarchive", channel, user, self), channel)
        self.changed()

    def rename(self, channel: Channel, name: str, user: str) -> None:
        old = channel.name
        self._channel_ids.pop(old, None)
        channel.name, self._channel_ids[name] = name, channel.id
        said = f'has renamed the channel from "{old}" to "{name}"'
        self.post(channel, user, said, subtype="channel_name", name=name, old_name=old)
        self.tell(events.renamed(channel, self), channel)
        self.changed()
