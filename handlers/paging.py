"""A long list in pages, so that no drawing grows beyond what Slack shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.blocks import actions, button
from handlers.contract import Block

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page, counted from 1, of a list of `total`."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int

    def turns(self, click: str, before: str = "") -> list[Block]:
        """The buttons to the pages beside it; their value is `before` and the page's number."""
        row = []
        if self.number > 1:
            row.append(button("← Earlier", f"{click}:earlier", f"{before}{self.number - 1}"))
        if self.number < self.pages:
            row.append(button("More →", f"{click}:more", f"{before}{self.number + 1}"))
        return [actions(*row)] if row else []


def page_of(items: Sequence[Item], number: int, size: int) -> Page[Item]:
    """The page of that number, or the nearest there is."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))
