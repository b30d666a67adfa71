"""Follows the links between items, away from one: what it came of, or what came of it."""

from __future__ import annotations

from collections.abc import Iterator
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
    """The nearest items in one direction, each under the one that led to it, and how many more there are."""

    nodes: tuple[Node, ...]
    hidden: int


def branch(ctx: Context, root: str, *, back: bool) -> Branch:
    """Level by level, each item once. What the actor may not see is left out, with all that only it leads to.

    A meeting says much about many things: nothing is followed through it, unless it is the one asked about.
    """
    found: dict[str, Seen] = {}
    under: dict[str, list[str]] = {}
    level, visited = [root], {root}
    while level and len(found) < MOST_FOLLOWED:
        reached = _beyond(ctx, level, visited, back=back)
        seen = look_at(ctx, reached)
        level = []
        for one, parent in reached.items():
            if one in seen:
                found[one] = seen[one]
                under.setdefault(parent, []).append(one)
                if not one.startswith("M-"):
                    level.append(one)
        visited |= set(reached)
    shown = set(list(found)[:MOST_SHOWN])
    nodes = (Node(found[one], depth) for one, depth in _in_order(root, under) if one in shown)
    return Branch(tuple(nodes), len(found) - len(shown))


def _beyond(ctx: Context, level: list[str], visited: set[str], *, back: bool) -> dict[str, str]:
    """Item -> the one of this level by which it was reached first."""
    reached: dict[str, str] = {}
    for link in links.beside(ctx.db, ctx.workspace, level):
        here, there = (link.outcome, link.cause) if back else (link.cause, link.outcome)
        if here in level and there not in visited:
            reached.setdefault(there, here)
    return reached


def _in_order(item: str, under: dict[str, list[str]], depth: int = 0) -> Iterator[tuple[str, int]]:
    for one in under.get(item, ()):
        yield one, depth
        yield from _in_order(one, under, depth + 1)
