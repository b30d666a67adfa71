"""Which handler answers what: a feature declares its routes here, `compose` checks and joins them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from handlers.commands import Command, Commands, NotUnderstood, Parsed
from handlers.contract import Context, Handler
from handlers.grammar import Pattern

Due = Callable[[Connection, datetime], Iterable[Mapping[str, Any]]]


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
        return self._listed.parse(text)

    @cached_property
    def _listed(self) -> Commands:
        return Commands(self.commands)


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


def _must_fit(handler: Handler, names: set[str], always: set[str], grammar: str) -> None:
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    required = {p.name for p in parameters if p.default is inspect.Parameter.empty}
    accepted = {p.name for p in parameters}
    if not names <= accepted or not required <= always:
        raise TypeError(f"{grammar!r} does not fit {handler.__name__}({', '.join(sorted(accepted))})")


def _once(table: Mapping[str, object], name: str) -> None:
    if name in table:
        raise ValueError(f"two handlers for {name!r}")
