"""What somebody says of the direction: the statement, and the feedback that it answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.contract import UserError
from handlers.text import is_blank

LONGEST = 3000
MOST_ITEMS = 50
VERDICTS = ("yes", "partly", "no")
_ANSWERS = re.compile(r"\s+answers\s+", re.IGNORECASE)
_ITEM = re.compile(r"#?F?-?(\d{1,9})", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\s|[,;&]|\band\b)+", re.IGNORECASE)


def numbers_in(said: str, field: str | None = None) -> list[int]:
    """ "F-3, F-9 and 12", each once; refused when a word among them is no number of a piece of feedback."""
    found: dict[int, None] = {}
    for word in filter(None, _BETWEEN.split(said)):
        number = _ITEM.fullmatch(word)
        if number is None:
            raise UserError("Which feedback does it answer? Numbers, please: `F-3, F-9`.", field)
        found[int(number[1])] = None
    return list(found)


def parted(statement: str, items: str) -> tuple[str, str]:
    """The last "answers" parts the two, for a statement may say the word as well."""
    *words, numbers = _ANSWERS.split(f"{statement} answers {items}")
    return " answers ".join(words), numbers


def checked(statement: str) -> str:
    if is_blank(statement):
        raise UserError("Where is it headed? A sentence or two, please.", "statement")
    if len(statement) > LONGEST:
        raise UserError(
            f"That is {len(statement):,} characters; {LONGEST:,} are the most for a statement.", "statement"
        )
    return statement.strip()


def chosen(ticked: Iterable[str], others: str) -> list[int]:
    """What was ticked and what was typed beside it."""
    numbers = list(dict.fromkeys([*map(int, ticked), *numbers_in(others, "others")]))
    must_be_some(numbers, "others")
    return numbers


def must_be_some(numbers: Sequence[int], field: str | None = None) -> None:
    if not numbers:
        raise UserError("Which feedback does it answer? At least one number, such as F-3.", field)
    if len(numbers) > MOST_ITEMS:
        raise UserError(f"A statement can answer {MOST_ITEMS} pieces of feedback at the most.", field)
