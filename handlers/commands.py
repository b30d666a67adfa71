"""Which command is meant by what somebody typed: the choice among all, and the nearest where it fits none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import product

from handlers.contract import Handler
from handlers.grammar import Inputs, Pattern, stem
from handlers.tokens import tokens

MOST_NEAR = 8
_IN = re.compile(r"(?:^|\s)in:#?([a-z0-9][a-z0-9._-]*)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """`form` opens, filled in as far as known, when words are missing; a `read` may be shared."""

    pattern: Pattern
    handler: Handler
    help: str
    form: Handler | None
    read: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A command understood: call `handler(ctx, **inputs)`."""

    handler: Handler
    inputs: Inputs
    group: str | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A command that fits no pattern; `nearest` come first the likeliest."""

    nearest: tuple[Command, ...]


@dataclass
class Commands:
    """All that can be typed; they must not change once one was parsed."""

    listed: Sequence[Command]

    def parse(self, text: str) -> Parsed | NotUnderstood:
        said, group = _take_group(text)
        shared = _without_share(said)
        for words, share in ((shared, True), (said, False)) if shared is not None else ((said, False),):
            found = self._match(words, only_reads=share)
            if found:
                return Parsed(found[0].handler, found[1], group, share)
        return self._partial(said, group) or NotUnderstood(self._nearest(_head(said)))

    def _match(self, words: str, *, only_reads: bool) -> tuple[Command, Inputs] | None:
        said = _head(words)
        begun = self._begun(said)
        fitting = ((c, c.pattern.match(words)) for c in begun if c.read or not only_reads)
        found = [(c, inputs) for c, inputs in fitting if inputs is not None]
        best = max(found, key=lambda f: (len(f[0].pattern.literals), not f[0].pattern.is_open), default=None)
        if best and (self._is_lone_verb(best[0], said) or _lacks_words(best[0], words, begun)):
            return None
        return best

    def _begun(self, said: tuple[str, ...]) -> list[Command]:
        """The commands whose fixed words these are, before the costlier look at the rest."""
        stems = tuple(map(stem, said))
        return [c for depth in range(len(stems) + 1) for c in self._by_heads.get(stems[:depth], ())]

    @cached_property
    def _by_heads(self) -> dict[tuple[str, ...], list[Command]]:
        """The commands by their fixed words, in each way to say them."""
        found: dict[tuple[str, ...], list[Command]] = {}
        for command in self.listed:
            for said in dict.fromkeys(product(*command.pattern.stems)):
                found.setdefault(said, []).append(command)
        return found

    def _alike(self, said: tuple[str, ...]) -> list[Command]:
        """Those with the same first word."""
        return self._by_word.get(stem(said[0]), []) if said else []

    @cached_property
    def _by_word(self) -> dict[str, list[Command]]:
        found: dict[str, list[Command]] = {}
        for command in self.listed:
            for first in command.pattern.stems[:1]:
                for said in first:
                    found.setdefault(said, []).append(command)
        return found

    def _is_lone_verb(self, command: Command, said: tuple[str, ...]) -> bool:
        """`/wg feedback accept` lacks its number; it is no feedback that says "accept"."""
        depth = len(command.pattern.literals)
        longer = (c.pattern for c in self._alike(said) if len(c.pattern.literals) > depth)
        return len(said) > depth and any(len(p.heads) >= len(said) and p.is_begun_by(said) for p in longer)

    def _partial(self, said: str, group: str | None) -> Parsed | None:
        begun = self._begun(_head(said))
        if not begun:
            return None
        command = max(begun, key=lambda c: len(c.pattern.literals))
        known = command.pattern.known(said)
        return Parsed(command.form, known or {}, group) if command.form else None

    def _nearest(self, said: tuple[str, ...]) -> tuple[Command, ...]:
        def likeness(command: Command) -> float:
            literals = command.pattern.literals
            if said and command.pattern.is_meant_by_verb(said[0]):
                return 1.0
            typed = " ".join(said[: max(len(literals), 1)])
            return SequenceMatcher(None, typed, " ".join(literals)).ratio() + len(literals) / 100

        near = [c for c in self.listed if c.help and likeness(c) > 0.7]
        return tuple(sorted(near, key=likeness, reverse=True)[:MOST_NEAR])


def _head(text: str) -> tuple[str, ...]:
    """The first words, as compared: no command has more fixed ones."""
    return tuple(t.folded for t in tokens(text[:200])[:4])


def _lacks_words(command: Command, words: str, begun: list[Command]) -> bool:
    """`/wg feedback merge F-3` says a verb and its number: that is no feedback either."""
    depth = len(command.pattern.literals)
    deeper = [c.pattern for c in begun if len(c.pattern.literals) > depth]
    return any(p.known(words) or p.names_an_item(words) for p in deeper)


def _without_share(text: str) -> str | None:
    """What stands before a last word "share"; None when that is not the last word."""
    before, *last = text.rsplit(None, 1) or [""]
    return before if last and last[0].casefold() == "share" else None


def _take_group(text: str) -> tuple[str, str | None]:
    """`in:<slug>` may stand in every command, outside backticks."""
    parts = text.split("`")
    for index in range(len(parts)):
        if index % 2 and index < len(parts) - 1:
            continue  # a last backtick that nothing closes opens no code
        found = _IN.search(parts[index])
        if found:
            parts[index] = parts[index][: found.start()] + parts[index][found.end() :]
            return "`".join(parts), found[1].lower()
    return text, None
