"""What the words of a search mean: a number, a kind. Pure."""

from __future__ import annotations

import re

from handlers.contract import UserError
from handlers.text import clip, escape

LONGEST = 300  # characters that are looked for: the buttons carry them

_NUMBER = re.compile(r"#?([A-Z])-?(\d{1,9})", re.IGNORECASE)


def number_in(text: str) -> tuple[str, int] | None:
    """ "F-12", "f12": the kind's letter and the number, when nothing else is said."""
    found = _NUMBER.fullmatch(text.strip())
    return (found[1].upper(), int(found[2])) if found else None


def kind_named(said: str | None, known: dict[str, str]) -> str | None:
    """The letter of a kind; `known` is {letter: name}."""
    if not said:
        return None
    word = said.casefold().removesuffix("s")
    found = next((letter for letter, name in known.items() if name.removesuffix("s").startswith(word)), None)
    if found is None:
        names = ", ".join(known.values())
        raise UserError(f"I know no kind “{escape(clip(said, 40))}”. It is one of {names}.", "kind")
    return found
