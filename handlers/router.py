"""Which handler answers what: a feature declares its routes here, `compose` checks and joins them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property
from itertools import product
from typing import Any

from sqlalchemy import Connection

from handlers.contract import Context, Reply
from handlers.grammar import Inputs, Pattern, stem
from handlers.tokens import tokens

Handler = Callable[..., Reply | None]
Due = Callable[[Connection, datetime], Iterable[Mapping[str, Any]]]

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
class Job:
    """For each row that `due` finds, one transaction: handler(ctx, **row)."""

    name: str
    due: Due
    handler: Handler


@dataclass(frozen=True, slots=True)
class ReplyRoute:
    """Messages in the thread of a living message whose key has this form."""

    key: re.Pattern[str]
    on: str
    handler: Handler


@dataclass
class Router:
    """One feature's routes; nothing happens until they are composed."""

    commands: list[Command] = field(default_factory=list)
    clicks: dict[str, tuple[Pattern, Handler]] = field(default_factory=dict)
    submits: dict[str, Handler] = field(default_factory=dict)
    looks: dict[str, Handler] = field(default_factory=dict)
    shortcuts: dict[str, tuple[str, str, Handler]] = field(default_factory=dict)
    events: list[tuple[str, Handler]] = field(default_factory=list)
    consequences: list[tuple[str, Handler]] = field(default_factory=list)
    replies: list[ReplyRoute] = field(default_factory=list)
    lines: list[tuple[str, Handler]] = field(default_factory=list)
    otherwise: list[Handler] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    def command(
        self, grammar: str, *, help: str = "", form: Handler | None = None, read: bool = False
    ) -> Callable[[Handler], Handler]:
        """`help` is the line shown in /wg help; a command without one is another way to say a listed one."""

        def register(handler: Handler) -> Handler:
            pattern = Pattern(grammar)
            _must_fit(handler, *pattern.names, grammar)
            if form is not None:
                _must_fit(form, pattern.names[0], set(), grammar)
            self.commands.append(Command(pattern, handler, help, form, read))
            return handler

        return register

    def click(self, grammar: str) -> Callable[[Handler], Handler]:
        """`"feedback.accept <number:F>"`: the button's action id, and how its value reads."""

        def register(handler: Handler) -> Handler:
            action_id, _, value = grammar.partition(" ")
            pattern = Pattern(value)
            _must_fit(handler, *pattern.names, grammar)
            _once(self.clicks, action_id)
            self.clicks[action_id] = (pattern, handler)
            return handler

        return register

    def submit(self, form_id: str) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            _once(self.submits, form_id)
            self.submits[form_id] = handler
            return handler

        return register

    def look(self, form_id: str) -> Callable[[Handler], Handler]:
        """Asked before the form's submit, in a reading transaction that holds nobody up; its reply goes first."""

        def register(handler: Handler) -> Handler:
            _once(self.looks, form_id)
            self.looks[form_id] = handler
            return handler

        return register

    def shortcut(self, callback_id: str, name: str, *, on: str = "message") -> Callable[[Handler], Handler]:
        """`on` is "message" (handler(ctx, text, author, link)) or "global" (handler(ctx))."""

        def register(handler: Handler) -> Handler:
            _once(self.shortcuts, callback_id)
            self.shortcuts[callback_id] = (on, name, handler)
            return handler

        return register

    def event(self, name: str) -> Callable[[Handler], Handler]:
        """Something that Slack tells: "bot_joined", "home_opened" … (see bot/slack_events.py)."""

        def register(handler: Handler) -> Handler:
            self.events.append((name, handler))
            return handler

        return register

    def on(self, event: str) -> Callable[[Handler], Handler]:
        """Something that another feature emitted."""

        def register(handler: Handler) -> Handler:
            self.consequences.append((event, handler))
            return handler

        return register

    def reply(self, key: str, *, on: str = "said") -> Callable[[Handler], Handler]:
        """A message "said", "edited" or "deleted" in the thread of the living message `key`.

        `key` is like "feedback/<number>/card/<place>"; handler(ctx, …, text, ts, files).
        """

        def register(handler: Handler) -> Handler:
            form = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", key)
            self.replies.append(ReplyRoute(re.compile(form + "$"), on, handler))
            return handler

        return register

    def line(self, *, on: str = "said") -> Callable[[Handler], Handler]:
        """A person's message "said", "edited" or "deleted" in a channel, outside the bot's own threads.

        handler(ctx, text, ts); `text` is as Slack delivers it, with its markup.
        """

        def register(handler: Handler) -> Handler:
            self.lines.append((on, handler))
            return handler

        return register

    def unasked(self, handler: Handler) -> Handler:
        """What somebody writes to the bot alone and is no command: handler(ctx, text, ts, files), or None."""
        self.otherwise.append(handler)
        return handler

    def job(self, name: str, due: Due) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.jobs.append(Job(name, due, handler))
            return handler

        return register


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


class Routes(Router):
    """All features' routes together."""

    def reply_to(self, key: str, on: str) -> tuple[Handler, dict[str, str]] | None:
        """Who listens in the thread of the living message `key`, and what the key says."""
        for route in self.replies:
            match = route.key.match(key) if route.on == on else None
            if match:
                return route.handler, match.groupdict()
        return None

    def parse(self, text: str) -> Parsed | NotUnderstood:
        """`text` without the slash command itself; spelled as Slack delivers it."""
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
        for command in self.commands:
            for said in dict.fromkeys(product(*command.pattern.stems)):
                found.setdefault(said, []).append(command)
        return found

    def _alike(self, said: tuple[str, ...]) -> list[Command]:
        """Those with the same first word."""
        return self._by_word.get(stem(said[0]), []) if said else []

    @cached_property
    def _by_word(self) -> dict[str, list[Command]]:
        found: dict[str, list[Command]] = {}
        for command in self.commands:
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

        near = [c for c in self.commands if c.help and likeness(c) > 0.7]
        return tuple(sorted(near, key=likeness, reverse=True)[:MOST_NEAR])


def compose(*routers: Router) -> Routes:
    """Join the features' routes; two that claim the same id are a programming error."""
    routes = Routes()
    for router in routers:
        for table in ("clicks", "submits", "looks", "shortcuts"):
            for name, handler in getattr(router, table).items():
                _once(getattr(routes, table), name)
                getattr(routes, table)[name] = handler
        for entries in ("commands", "events", "consequences", "replies", "otherwise", "lines", "jobs"):
            getattr(routes, entries).extend(getattr(router, entries))
    return routes


def tell_consequences(routes: Routes) -> Callable[[Context, str, Mapping[str, Any]], None]:
    """What `Context.emit` calls."""

    def hear(ctx: Context, event: str, inputs: Mapping[str, Any]) -> None:
        for name, handler in routes.consequences:
            if name == event:
                handler(ctx, **inputs)

    return hear


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


def _must_fit(handler: Handler, names: set[str], always: set[str], grammar: str) -> None:
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    required = {p.name for p in parameters if p.default is inspect.Parameter.empty}
    accepted = {p.name for p in parameters}
    if not names <= accepted or not required <= always:
        raise TypeError(f"{grammar!r} does not fit {handler.__name__}({', '.join(sorted(accepted))})")


def _once(table: Mapping[str, object], name: str) -> None:
    if name in table:
        raise ValueError(f"two handlers for {name!r}")
