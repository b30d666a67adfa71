"""The tree of an item: what happened to it, what it came of, what came of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.blocks import actions, button, context, link, message, paragraphs, section, when
from handlers.contract import Message
from handlers.text import clip, counted, escape, one_line
from storage.items import Event

MOST_HOPS, HOPS_BESIDE = 40, 3
DEEPEST = 6
LONGEST_LINK = 500
UNFOLDED = 400
_STEP = "\u2003"  # plain spaces at the beginning of a line are not shown


@dataclass(frozen=True, slots=True)
class Hop:
    """An event with its actor's name; empty when that is the bot, or nobody may know."""

    event: Event
    who: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as the tree shows it; `facts` and `now` are safe already."""

    id: str
    title: str
    hops: Sequence[Hop]
    facts: str = ""
    now: str = ""
    link: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One direction of the tree, and how many items it leaves out."""

    items: Sequence[Drawn]
    hidden: int


def trace(root: Drawn, causes: Part, outcomes: Part) -> Message:
    lines = [_title(root), *_all_hops(root)]
    for heading, part in (("*It came of*", causes), ("*What came of it*", outcomes)):
        if part.items:
            lines += [heading, *(line for item in part.items for line in _beside(item))]
        if part.hidden:
            lines.append(f"… and {counted(part.hidden, 'more item')}")
    return message(f"{root.id}: {counted(len(root.hops), 'hop')} so far", *paragraphs("\n".join(lines)))


def unfolded(item: Drawn, shown_by: str) -> Message:
    """An item in three lines, where somebody named it; `shown_by` is the click for all of it."""
    latest = [
        f"{hop.event.what}{_by(hop)}, {when(hop.event.at, '{date_short_pretty}')}" for hop in item.hops[-1:]
    ]
    facts = [fact for fact in (item.now, item.facts, *latest) if fact]
    buttons = [button("Show", shown_by, item.id)] if shown_by else []
    buttons.append(button("What happened so far", "trace.show", item.id))
    lines = [section(_title(item, UNFOLDED)), *([context(" · ".join(facts))] if facts else [])]
    return message(f"{item.id}: {one_line(item.title, 140)}", *lines, actions(*buttons))


def _title(item: Drawn, most: int = 120) -> str:
    text = f"*{item.id}* {one_line(item.title, most)}"
    return f"{text} · {link(item.link, 'message')}" if 0 < len(item.link) < LONGEST_LINK else text


def _all_hops(root: Drawn) -> Iterator[str]:
    if root.facts:
        yield f"↳ {root.facts}"
    hidden = max(len(root.hops) - MOST_HOPS, 0)
    if hidden:
        yield f"… {counted(hidden, 'earlier hop')}"
    for hop in root.hops[hidden:]:
        why = f": {escape(clip(hop.event.why, 100))}" if hop.event.why else ""
        yield f"↳ {when(hop.event.at)} *{hop.event.what}*{_by(hop)}{why}"
    if root.now:
        yield f"↳ now {root.now}"


def _by(hop: Hop) -> str:
    return f" by {escape(clip(hop.who, 60))}" if hop.who else ""


def _beside(item: Drawn) -> Iterator[str]:
    """Its title, and below what happened to it of late."""
    indent = _STEP * min(item.depth, DEEPEST)
    yield f"{indent}└ {_title(item)}"
    latest = item.hops[-HOPS_BESIDE:]
    told = [f"{hop.event.what}{_by(hop)}, {when(hop.event.at, '{date_short_pretty}')}" for hop in latest]
    if len(item.hops) > len(latest):
        told.insert(0, "…")
    facts = [fact for fact in (item.facts, " → ".join(told)) if fact]
    if facts:
        yield f"{indent}{_STEP}{' · '.join(facts)}"
