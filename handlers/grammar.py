"""One string a command: "feedback accept <number:F> [<words...>]" is the parser, the usage line and the help.

A pattern's parts: `word` (or `word|synonym`), `<name>` (one word, or a quoted text), `<name:type>` with
a type of `TYPES`, `<name...>` (all that follows), `<name:raw>` (the same, untouched: a click's value is no
markup to be spoken), `<name=a|b>` (one of these), `[…]` (may be missing) and
`for:<name>` (an option that may stand anywhere; a person there reads `<@U…>`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from handlers.text import plain
from handlers.tokens import QUOTES, TYPES, USER, Token, tokens, unquoted, user_in

Inputs = dict[str, Any]

_PIECE = re.compile(r"\[(?P<maybe>[^\]]+)\]|(?P<option>[a-z]+):<(?P<of>\w+)>|<(?P<hole>[^>]+)>|(?P<word>\S+)")
_CUT = "\0"
_CUTS = re.compile("\0+ *")


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a pattern: a literal (`words`), or a hole named `name`."""

    words: tuple[str, ...] = ()
    name: str = ""
    type: str = "word"
    choices: tuple[str, ...] = ()
    is_rest: bool = False

    @property
    def usage(self) -> str:
        if self.words:
            return self.words[0]
        if self.choices:
            return "|".join(self.choices)
        return f"<{self.name}>" if self.is_rest else TYPES[self.type][1].format(name=self.name)

    def reads(self, token: Token) -> Any:
        """What the token says here, or None when it does not fit."""
        if self.choices:
            return next((c for c in self.choices if same_word(token.folded, c)), None)
        return None if token.is_code and self.type != "word" else TYPES[self.type][0](token)


@dataclass(frozen=True, slots=True)
class Maybe:
    """Parts that may be missing, all together."""

    parts: tuple[Part, ...]

    @property
    def usage(self) -> str:
        return "[" + " ".join(p.usage for p in self.parts) + "]"


@dataclass(frozen=True)
class Pattern:
    """A command's grammar, compiled."""

    text: str
    parts: tuple[Part | Maybe, ...] = field(init=False)
    options: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        parts, options = _compile(self.text)
        object.__setattr__(self, "parts", tuple(parts))
        object.__setattr__(self, "options", options)

    @cached_property
    def heads(self) -> tuple[tuple[str, ...], ...]:
        """The words with which it begins, each with its synonyms: (("feedback",), ("ack", "acknowledge"))."""
        words = []
        for part in self.parts:
            if not isinstance(part, Part) or not part.words:
                break
            words.append(part.words)
        return tuple(words)

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The same, as compared."""
        return tuple(frozenset(map(stem, words)) for words in self.heads)

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The words as listed: ("feedback", "ack")."""
        return tuple(words[0] for words in self.heads)

    @cached_property
    def is_open(self) -> bool:
        """Whether whatever is typed fits, as a sentence does."""
        return any(isinstance(part, Part) and part.is_rest for part in self.parts)

    def is_begun_by(self, said: Sequence[str]) -> bool:
        """Whether these words, as far as they go, are its first ones."""
        return all(stem(typed) in stems for typed, stems in zip(said, self.stems, strict=False))

    def is_meant_by_verb(self, word: str) -> bool:
        """`minutes` alone for `meeting minutes`: whoever types it left the noun out."""
        return len(self.stems) == 2 and stem(word) in self.stems[1]

    @cached_property
    def usage(self) -> str:
        options = [f"[{key}:<{name}>]" for key, name in self.options.items()]
        return " ".join([*(p.usage for p in self.parts), *options])

    @cached_property
    def names(self) -> tuple[set[str], set[str]]:
        """(all inputs, those that are always there)."""
        always = {p.name for p in self.parts if isinstance(p, Part) and p.name}
        maybe = {p.name for m in self.parts if isinstance(m, Maybe) for p in m.parts if p.name}
        return always | maybe | set(self.options.values()), always

    def match(self, text: str) -> Inputs | None:
        """The inputs, when the whole text fits."""
        found, kept, rest = self._split(text)
        for order in _orders(kept, self._wants_user, len(self.literals)):
            inputs = _fit(self.parts, order, rest)
            if inputs is not None:
                return {**inputs, **found}
        return None

    def names_an_item(self, text: str) -> bool:
        """Its words and an item's number, whatever follows: `feedback ack F-2 thanks` is no sentence."""
        words, hole = tokens(text), next(iter(self.parts[len(self.literals) :]), None)
        said = next(iter(words[len(self.literals) :]), None)
        if said is None or not isinstance(hole, Part) or hole.name != "number" or said.raw.isdigit():
            return False
        return self.is_begun_by([word.folded for word in words]) and hole.reads(said) is not None

    def known(self, text: str) -> Inputs | None:
        """What can be read of a text that lacks words; None when it does not even begin like this."""
        found, kept, rest = self._split(text)
        depth = len(self.literals)
        heads = [p for p in self.parts[:depth] if isinstance(p, Part)]
        if len(kept) < depth or any(not _says(part, token) for part, token in zip(heads, kept, strict=False)):
            return None
        for upto in range(len(self.parts), depth - 1, -1):
            inputs = _fit(self.parts[:upto], kept, rest)
            if inputs is not None:
                return {**inputs, **found}
        return found

    @cached_property
    def _wants_user(self) -> bool:
        return any(p.type == "user" for p in _flat(self.parts))

    def _split(self, text: str) -> tuple[Inputs, list[Token], str]:
        """Options taken out, wherever they stood: (their values, the other words, the text without them)."""
        found: Inputs = {}
        kept: list[Token] = []
        rest = text
        for token in tokens(text):
            key, colon, value = token.folded.partition(":")
            if colon and value and key in self.options and not token.is_code:
                found[self.options[key]] = _option(token.raw.partition(":")[2])
                rest = rest[: token.start] + _CUT * (token.end - token.start) + rest[token.end :]
            else:
                kept.append(token)
        return found, kept, rest


def _option(raw: str) -> str:
    person = USER.match(raw)
    return f"<@{person[1]}>" if person else unquoted(plain(raw))


def same_word(typed: str, word: str) -> bool:
    """Equal but for singular and plural."""
    return stem(typed) == stem(word)


def stem(word: str) -> str:
    return word.removesuffix("s")


def _says(part: Part, token: Token) -> bool:
    return not token.is_code and any(same_word(token.folded, w) for w in part.words)


def _flat(parts: Sequence[Part | Maybe]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Maybe):
            yield from part.parts
        else:
            yield part


def _orders(kept: list[Token], wants_user: bool, head: int) -> Iterator[list[Token]]:
    """The words as typed; then with the people moved last, and first (`@who` may stand anywhere)."""
    yield kept
    if not wants_user:
        return
    people = [t for t in kept[head:] if user_in(t)]
    others = [t for t in kept[head:] if not user_in(t)]
    if people and others:
        yield [*kept[:head], *others, *people]
        yield [*kept[:head], *people, *others]


def _fit(parts: Sequence[Part | Maybe], words: list[Token], text: str, at: int = 0) -> Inputs | None:
    """What `parts` read of the words from `at` on; None unless they take all of them."""
    if not parts:
        return {} if at == len(words) else None
    part, after = parts[0], parts[1:]
    if isinstance(part, Maybe):
        with_it = _fit([*part.parts, *after], words, text, at)
        return with_it if with_it is not None else _fit(after, words, text, at)
    if at == len(words):
        return None
    if part.words:
        return _fit(after, words, text, at + 1) if _says(part, words[at]) else None
    if part.is_rest:
        return _fit_rest(part, after, words, text, at)
    value = part.reads(words[at])
    if value is None:
        return None
    inputs = _fit(after, words, text, at + 1)
    return None if inputs is None else {part.name: value, **inputs}


def _fit_rest(
    part: Part, after: Sequence[Part | Maybe], words: list[Token], text: str, at: int
) -> Inputs | None:
    """As few words as the parts after it allow."""
    for end in range(at + 1, len(words) + 1) if after else (len(words),):
        inputs = _fit(after, words, text, end)
        if inputs is not None:
            said = _between(words[at:end], text)
            said = said if part.type == "raw" else unquoted_whole(plain(said))
            return {part.name: said, **inputs} if said else None
    return None


def _between(words: list[Token], text: str) -> str:
    """The text as it stood, when the words follow each other; joined when they were moved."""
    if all(a.end <= b.start for a, b in pairwise(words)):
        return _CUTS.sub("", text[words[0].start : words[-1].end]).strip()
    return " ".join(w.raw for w in words)


def unquoted_whole(text: str) -> str:
    """Without the quotes, when they embrace all of it."""
    quotes = [at for at, letter in enumerate(text) if letter in QUOTES]
    return text[1:-1].strip() if quotes == [0, len(text) - 1] else text


def _compile(text: str) -> tuple[list[Part | Maybe], dict[str, str]]:
    parts: list[Part | Maybe] = []
    options: dict[str, str] = {}
    for piece in _PIECE.finditer(text):
        if piece["maybe"]:
            inner, inner_options = _compile(piece["maybe"])
            options |= inner_options
            if inner:
                parts.append(Maybe(tuple(_flat(inner))))
        elif piece["option"]:
            options[piece["option"]] = piece["of"]
        elif piece["hole"]:
            parts.append(_hole(piece["hole"]))
        else:
            parts.append(Part(words=tuple(piece["word"].split("|"))))
    return parts, options


def _hole(text: str) -> Part:
    name, _, choices = text.partition("=")
    if choices:
        return Part(name=name, choices=tuple(choices.split("|")))
    if name.endswith("..."):
        return Part(name=name.removesuffix("..."), is_rest=True)
    name, _, kind = name.partition(":")
    return Part(name=name, type=kind or "word", is_rest=kind == "raw")
