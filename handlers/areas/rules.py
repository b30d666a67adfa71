"""Pure decisions about areas: which other words may lead to one."""

from __future__ import annotations

import re

from handlers.contract import UserError
from handlers.text import is_blank

ALIAS_LIMIT = 40
MOST_ALIASES = 20


_BETWEEN = re.compile(r"[,;\n]+")


def aliases(text: str, slug: str) -> list[str]:
    """ "Nova, compute scheduler" as it is compared later: lower case, each once, without the slug itself."""
    found = dict.fromkeys(_plainly(part) for part in _BETWEEN.split(text))
    wanted = [alias for alias in found if not is_blank(alias) and alias != slug]
    if len(wanted) > MOST_ALIASES:
        raise UserError(f"{len(wanted)} aliases are too many; {MOST_ALIASES} are the most.", "aliases")
    for alias in wanted:
        if len(alias) > ALIAS_LIMIT or not any(c.isalnum() for c in alias):
            raise UserError(
                f"An alias is a word or two of at most {ALIAS_LIMIT} characters; put commas between them.",
                "aliases",
            )
    return wanted


def _plainly(text: str) -> str:
    return " ".join(text.casefold().replace("`", "").split()).removeprefix("##")
