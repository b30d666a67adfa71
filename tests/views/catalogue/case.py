"""One case of a drawing: the function that draws, which case of it this is, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from handlers.contract import Block, Form, Message

Drawing = Message | Form | tuple[Block, ...]
"""A message, a form, or the blocks of the home tab."""


class Case(NamedTuple):
    """`name` is "actions.views.card: nobody has it"."""

    drawing: Callable[..., Any]
    which: str
    drawn: Drawing

    @property
    def name(self) -> str:
        place = self.drawing.__module__.removeprefix("handlers.")
        return f"{place}.{self.drawing.__name__}: {self.which}"


def case(which: str, drawing: Callable[..., Drawing], *args: Any, **known: Any) -> Case:
    return Case(drawing, which, drawing(*args, **known))


Cases = Iterator[Case]
