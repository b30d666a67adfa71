"""A text becomes the words by which it is found again: folded, split as code and scripts want it, stemmed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

READ = 4_000  # characters: what a text is about is said by then; the rest is logs and quotes
WIDEST = 200  # different words
LONGEST = 40  # characters of one word: beyond are hashes and encoded blobs
OPENING = 15  # words of the first line that count twice: a title, or what people say first

_STOP = """
    a about after all also am an and any are as at be because been before being but by can cannot could did do
    does doing don for from had has have having he her here him his how i if in into is it its just me more most my
    no nor not now of off on once only or other our out over own same she should so some such than that the their
    them then there these they this those through to too under until up us very was we were what when where which
    while who whom why will with would you your yours
"""
STOP = frozenset(_STOP.split())

# Each begins with its own sign, so that the text in between is skipped over.
_SLACK = re.compile(r"<[@#!][^>\n]*>|&(?:amp|lt|gt);|:(?<!\w:)[a-z0-9_+-]+:(?!\w)")
# The vowel signs of Indian and South-East Asian scripts are no letters to `\w`, but belong to their words.
_LETTER = r"[\w\u0900-\u0963\u0966-\u109f\u1780-\u17d3]"
_NAME = re.compile(rf"{_LETTER}+(?:\.{_LETTER}+)*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Accents, and the points of Hebrew and Arabic, which are written or left out as people like.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
# Scripts that put no space between words: Thai to Khmer, kana, Han, and Han beyond the basic plane.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_VOWEL = re.compile("[aeiouy]")
_ENDINGS = (  # what is cut, the letters that must stay, what takes its place
    ("ation", 4, "at"),
    ("ment", 5, ""),
    ("ing", 3, ""),
    ("ate", 5, "at"),
    ("ion", 5, ""),
    ("ed", 3, ""),
    ("ly", 4, ""),
    ("e", 3, ""),
)


def count(text: str) -> dict[str, int]:
    """How often each word is said; the opening of the text counts twice."""
    opening, _, rest = text.strip()[:READ].partition("\n")
    first = words(opening)
    return dict(Counter([*first[:OPENING], *first, *words(rest)]).most_common(WIDEST))


def words(text: str) -> list[str]:
    """In the order of the text; an identifier is itself and its parts, a script without spaces its pairs."""
    found: list[str] = []
    for name in _NAME.findall(_plain(text)):
        if name.islower() and name.isalnum() and name.isascii():
            found.append(name)  # most are no more than that
        else:
            found.extend(_parts(name))
    return [word for word in map(stem, found) if word not in STOP and len(word) <= LONGEST]


def begun(text: str) -> list[str]:
    """The last word of a text as it stands, with its parts: somebody may not have finished it yet."""
    names = _NAME.findall(_plain(text))
    return [part for part in _parts(names[-1]) if len(part) <= LONGEST] if names else []


def completed(word: str) -> set[str]:
    """The stems of what it may become: "migrati" has lost an ending that its stem never had."""
    tails = ((word[:cut], word[cut:]) for cut in range(3, len(word)))
    whole = (root + end for root, tail in tails for end, *_ in _ENDINGS if end.startswith(tail))
    return {stem(word) for word in whole} if word.isascii() and word.isalpha() else set()


def spots(text: str, said: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Where in a text the words stand of which `said` is true: from, to, and the word."""
    for name in _NAME.finditer(text):
        at = name.start()
        for run in _UNSPACED.finditer(name[0]):
            for pair in range(max(len(run[0]) - 1, 1)):
                if said(word := run[0][pair : pair + 2]):
                    yield at + run.start() + pair, at + run.start() + pair + len(word), word
        found = next(filter(said, words(_UNSPACED.sub(" ", name[0]))), None)
        if found is not None:
            yield at, name.end(), found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """English endings come off until none is left; other words stay as they are."""
    if not word.isascii() or not word.isalpha() or word in STOP:
        return word
    while (shorter := _shorter(word)) != word:
        word = shorter
    return word


def _shorter(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith("sses") else word[:-3] + "y" if word.endswith("ies") else word[:-1]
    for ending, least, instead in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= least and _VOWEL.search(root) and not word.endswith("eed"):
            return _undoubled(root) + instead if ending in ("ing", "ed") else root + instead
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _undoubled(root: str) -> str:
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz" else root


def _plain(text: str) -> str:
    """Without Slack's markup, accents and invisible characters; case stays, it shows where names are joined."""
    text = _SLACK.sub(" ", text)
    if text.isascii():
        return text
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def _parts(name: str) -> Iterator[str]:
    for piece in _UNSPACED.split(name):
        yield from _folded(piece.strip("._"))
    for run in _UNSPACED.findall(name):
        yield from map("".join, pairwise(run)) if len(run) > 1 else run


def _folded(name: str) -> Iterator[str]:
    """`Pane.openTab_v2` is that, and pane, opentab_v2, open, tab, v2."""
    for cut in (".", "_"):
        if cut in name:
            yield name.casefold()
            for piece in name.split(cut):
                yield from _folded(piece)
            return
    humps = [hump for hump in _HUMP.split(name) if len(hump) > 1]
    yield from dict.fromkeys(filter(None, (name.casefold(), *map(str.casefold, humps))))
