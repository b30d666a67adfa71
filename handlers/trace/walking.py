"""Follows the links between items, away from one: what it came of, or what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from handlers.contract import Context
from handlers.trace.kinds import Seen, look_at
from storage import links

MOST_FOLLOWED = 150
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Node:
    """An item on the way, so many links away."""

    seen: Seen
    depth: int


@dataclass(frozen=True, slots=True)
class Branch:
    """The items in one direction, each under one that led to it, and how many more there are."""

    nodes: tuple[Node, ...]
    hidden: int


def branch(ctx: Context, root: str, *, back: bool) -> Branch:
    """Level by level, each item once. What the actor may not see is left out, with all that only it leads to.

    A meeting says much about many things: nothing is followed through it, unless it is the one asked about.
    """
    found: dict[str, Seen] = {}
    led: dict[str, list[str]] = {}  # item -> those that lead to it
    level, asked = [root], {root}
    while level and len(found) < MOST_FOLLOWED:
        reached = []
        for here, there in _beyond(ctx, level, back=back):
            led.setdefault(there, []).append(here)
            reached.append(there)
        seen = look_at(ctx, set(reached) - asked)
        new = [one for one in dict.fromkeys(reached) if one in seen]
        found |= {one: seen[one] for one in new}
        asked |= set(reached)
        level = [one for one in new if not one.startswith("M-")]
    nodes = [Node(found[one], depth) for one, depth in _in_order(root, _under(root, found, led))]
    return Branch(tuple(nodes[:MOST_SHOWN]), len(nodes[MOST_SHOWN:]))


def _beyond(ctx: Context, level: list[str], *, back: bool) -> Iterator[tuple[str, str]]:
    """(an item of this level, one that it leads to)."""
    for link in links.beside(ctx.db, ctx.workspace, level):
        here, there = (link.outcome, link.cause) if back else (link.cause, link.outcome)
        if here in level:
            yield here, there


def _under(root: str, found: Collection[str], led: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Each under the farthest that leads to it, an amendment under what it amends; circles are left open."""
    place = {one: at for at, one in enumerate((root, *found))}
    parent = {one: led[one][0] for one in found}
    for one in found:
        farthest = sorted(led[one], key=place.__getitem__, reverse=True)
        parent[one] = next(above for above in farthest if one not in _line(above, parent))
    under: dict[str, list[str]] = {}
    for one in found:
        under.setdefault(parent[one], []).append(one)
    return under


def _line(item: str, parent: Mapping[str, str]) -> Iterator[str]:
    """It, and all above it."""
    yield item
    while item in parent:
        item = parent[item]
        yield item


def _in_order(item: str, under: dict[str, list[str]], depth: int = 0) -> Iterator[tuple[str, int]]:
    for one in under.get(item, ()):
        yield one, depth
        yield from _in_order(one, under, depth + 1)
