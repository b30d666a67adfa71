"""Typed words one by one: where they stood, how they compare, and how each type of input reads one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from handlers.text import plain

USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$")
_SLUG = re.compile(r"#{0,2}([a-z0-9][a-z0-9._-]{0,62})$")
_TOKEN = re.compile(r'`[^`]*`|(?:[a-z]+:)?"[^"]*"|(?:[a-z]+:)?<[^<>\s][^<>]*>|[^\s<"`]+|\S', re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LOOKALIKES = str.maketrans("“”„«»‘’‚–—−", '"""""\'\'\'---')
GREATEST = 999_999_999  # what a longer number stands for: no item has it
QUOTES = '"“”„«»'


class Token(NamedTuple):
    """A typed word: as it stood (`raw`) and as it is compared (`folded`)."""

    raw: str
    folded: str
    start: int
    end: int

    @property
    def is_code(self) -> bool:
        return self.raw.startswith("`")


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """Kept for a moment: every pattern that may fit asks for them."""
    straight = text.translate(_LOOKALIKES)
    return tuple(
        Token(text[m.start() : m.end()], folded, m.start(), m.end())
        for m in _TOKEN.finditer(straight)
        if (folded := _fold(m[0]))
    )


def _fold(word: str) -> str:
    if word.startswith("`"):
        return word
    return word.lower() if word.isascii() else word.translate(_INVISIBLE).casefold()


def _word(token: Token) -> str | None:
    return unquoted(plain(token.raw)) or None


def unquoted(text: str) -> str:
    return text.strip(QUOTES).strip()


def user_in(token: Token) -> str | None:
    found = USER.match(token.raw)
    return found[1] if found else None


def _channel(token: Token) -> str | None:
    found = _CHANNEL.match(token.raw)
    return found[1] if found else None


def _slug(token: Token) -> str | None:
    found = _SLUG.match(token.folded.strip('"'))
    return found[1] if found else None


def _item(letter: str) -> Callable[[Token], int | None]:
    form = re.compile(rf"#?{letter}?-?(\d{{1,30}})$", re.IGNORECASE)

    def read(token: Token) -> int | None:
        found = form.match(token.folded)
        return min(int(found[1]), GREATEST) if found else None

    return read


_WHOLE_ITEM = re.compile(r"#?[famds]-\d{1,9}[.?!]?", re.IGNORECASE)
_ANY_ITEM = re.compile(r"#?([a-z])-?(\d{1,9})$|#?(\d{1,9})$", re.IGNORECASE)


def item_in(token: Token) -> str | None:
    """ "f12" is F-12, and so is a bare 12."""
    found = _ANY_ITEM.match(token.folded)
    return f"{(found[1] or 'F').upper()}-{int(found[2] or found[3])}" if found else None


def is_item(text: str) -> bool:
    """Whether it names an item by its whole number (F-12), and says nothing else."""
    return bool(_WHOLE_ITEM.fullmatch(text.strip()))


def numbers_in(text: str, letter: str) -> list[int]:
    """The items of a kind that a text names (F-12), in their order; what stands in backticks names none."""
    named = re.findall(rf"(?<![\w-]){letter}-(\d{{1,9}})(?![\w-])", _CODE.sub(" ", text), re.IGNORECASE)
    return [int(number) for number in dict.fromkeys(named)]


def _count(token: Token) -> int | None:
    return int(token.folded) if token.folded.isdecimal() and len(token.folded) < 7 else None


# type -> (how a word is read, how it is shown in the usage line)
TYPES: dict[str, tuple[Callable[[Token], Any], str]] = {
    "word": (_word, "<{name}>"),
    "slug": (_slug, "<{name}>"),
    "user": (user_in, "@{name}"),
    "channel": (_channel, "#{name}"),
    "int": (_count, "<{name}>"),
    "item": (item_in, "F-12"),
    "F": (_item("F"), "F-12"),
    "M": (_item("M"), "M-3"),
    "A": (_item("A"), "A-7"),
    "D": (_item("D"), "D-5"),
    "S": (_item("S"), "S-2"),
}
