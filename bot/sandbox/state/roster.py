"""The ground of a workspace: its clock, its people, and who listens to what happens."""

import time
from collections.abc import Callable
from typing import Any

from bot.sandbox.state import events, ids
from bot.sandbox.state.channels import Channel
from bot.sandbox.state.people import COLORS, App, Person


class Roster:
    """Whoever listens is told of each change (`on_change`) and of events for the app (`on_event`)."""

    app: App

    def __init__(self, name: str, clock: Callable[[], float] = time.time) -> None:
        self.ids = ids.Ids()
        self.id = self.ids.next("T")
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.people: dict[str, Person] = {}
        self.on_change: list[Callable[[], None]] = []
        self.on_event: list[Callable[[events.Event], None]] = []
        self.version = 0
        self._clock = clock
        self._moved = 0.0
        self._last_ts = 0
        self._person_ids: dict[str, str] = {}

    def now(self) -> float:
        """The workspace's own time, which `move` can push forward."""
        return self._clock() + self._moved

    def move(self, seconds: float) -> None:
        self._moved += seconds
        self.changed()

    def next_ts(self) -> str:
        """A message time that is unique and rises."""
        self._last_ts = max(int(self.now() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def changed(self) -> None:
        self.version += 1
        for listener in self.on_change:
            listener()

    def tell(self, event: events.Event, channel: Channel | None = None) -> None:
        """An event for the app, if it may see where it happened."""
        if channel is None or self.app.user_id in channel.members or _is_public(event, channel):
            for listener in self.on_event:
                listener(event)

    def add_person(
        self,
        name: str,
        real_name: str,
        tz: str = "UTC",
        is_admin: bool = False,
        is_restricted: bool = False,
        title: str = "",
        email: str | None = None,
        joins: bool = False,
    ) -> Person:
        """Somebody new; with `joins` the app hears of it (team_join)."""
        person = Person(
            self.ids.next("U"), self.id, name, real_name, tz, email or f"{name}@example.org", title
        )
        person.is_admin, person.is_restricted = is_admin, is_restricted
        person.updated = int(self.now())
        person.color = COLORS[len(self.people) % len(COLORS)]
        self.people[person.id] = person
        self._person_ids[name.lower()] = person.id
        if joins:
            self.tell(events.about_person("team_join", person))
        self.changed()
        return person

    def person(self, ref: "str | Person") -> Person:
        """By id, by name, or as it is; LookupError tells who there is."""
        if isinstance(ref, Person):
            return ref
        found = self.people.get(ref) or self.people.get(self._person_ids.get(ref.lstrip("@").lower(), ""))
        if found is None:
            raise LookupError(f"nobody is called {ref!r}; there are {', '.join(sorted(self._person_ids))}")
        return found

    def find_person(self, name: str) -> Person | None:
        return self.people.get(self._person_ids.get(name.lower(), ""))

    def change_person(self, person: Person, **changes: Any) -> None:
        """New values for fields of a person; the app hears of it (user_change)."""
        for name, value in changes.items():
            if not hasattr(person, name):
                raise AttributeError(f"a person has no {name}")
            setattr(person, name, value)
        person.updated = int(self.now())
        self.tell(events.about_person("user_change", person))
        self.changed()


def _is_public(event: events.Event, channel: Channel) -> bool:
    """Of channels without the bot Slack tells only what becomes of the channel itself."""
    return channel.kind == "channel" and event["type"].startswith("channel_")
