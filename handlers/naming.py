"""Which people a line's words mean: a mention, a whole name, a first name that only one of them has. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from handlers.text import plain

People = Mapping[str, str]
"""user -> name, of all who may be meant"""

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_APART = re.compile(r"[\s_.@-]+")


class Names:
    """The people of a meeting, looked up by what others call them."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._whole: dict[str, list[str]] = {}
        self._parts: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for user, name in people.items():
            words = _words(name)
            self._whole.setdefault(" ".join(words), []).append(user)
            for word in dict.fromkeys(words):
                self._parts.setdefault(word, []).append(user)

    def meant(self, name: str) -> tuple[str, ...]:
        """The users that a name may mean; one when it is certain, none when nobody is called so."""
        if name not in self._known:
            mention = _MENTION.fullmatch(name)
            self._known[name] = (mention[1],) if mention else self._called(name)
        return self._known[name]

    def _called(self, name: str) -> tuple[str, ...]:
        words = _words(name)
        whole = self._whole.get(" ".join(words))
        if whole or not words:
            return tuple(whole or ())
        fitting = set.intersection(*(set(self._parts.get(word, ())) for word in words))
        return tuple(user for user in self.people if user in fitting) if fitting else ()

    def key(self, name: str) -> str:
        """The user when it is certain, else the name itself."""
        found = self.meant(name)
        return found[0] if len(found) == 1 else name

    def called(self, who: str) -> str:
        """How a user, or somebody of whom only the name is known, is written."""
        return self.people.get(who) or who

    def all_called(self, whos: Iterable[str]) -> str:
        return ", ".join(map(self.called, whos))

    def spoken(self, text: str) -> str:
        """A text of Slack's as plain text, mentions by name."""
        return plain(_MENTION.sub(lambda m: "@" + (self.people.get(m[1]) or m[2] or m[1]), text))


def _words(name: str) -> list[str]:
    return [word for word in _APART.split(name.casefold()) if word]
