"""Items found by their words, best first: the rarest word leads to them, the others and the reader's sight sift."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.candidates import Looking
from storage.kinds import KINDS, Kind, Reader
from storage.vocabulary import Word, known
from storage.words import begun, completed, stem, words

LOOKED_AT = 8  # words: of a longer question the rarest
READ = 1_500  # uses of the rarest word, the newest first; when there are more, a reader's few items instead
ENOUGH = 8  # hits, so that no more of the uses are read
SHORTEST = 3  # letters that a word must have to stand for those that begin like it

_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; None where it does not matter.

    `last` is the word that may still grow, `grown` what it may be the beginning of when its own ending is cut.
    """

    words: tuple[str, ...]
    last: tuple[str, ...] = ()
    grown: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    kinds: tuple[Kind, ...] = tuple(KINDS.values())
    group_id: int | None = None
    by: str | None = None
    since: datetime | None = None

    def says(self, word: str) -> bool:
        """Whether a word of a text is one that was looked for."""
        return word in self.words or word in self.grown or word.startswith(self.last)


def understood(text: str) -> Asked:
    """The words of a question; what stands in quotes must be said like that."""
    found = tuple(dict.fromkeys(words(text)))
    last = tuple(word for word in begun(text) if stem(word) in found and _may_grow(word))
    grown = frozenset(form for word in last for form in completed(word))
    phrases = (tuple(words(quoted)) for quoted in _QUOTED.findall(text))
    return Asked(found, last, grown, tuple(phrase for phrase in phrases if len(phrase) > 1))


def _may_grow(word: str) -> bool:
    return len(word) >= SHORTEST or not word.isascii()


@dataclass(frozen=True, slots=True)
class Hit:
    """One item: `number` is its kind's own, see `Kind`."""

    kind: Kind
    number: int
    score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """`says_all`: every hit has every word; else each has some of them. `total` counts what may be seen."""

    hits: list[Hit]
    total: int
    says_all: bool = True


def find(db: Connection, reader: Reader, asked: Asked) -> Found:
    """What says all of it; when the reader may see no such thing, what says some of it."""
    letters = [kind.letter for kind in asked.kinds]
    told = known(db, reader.workspace, letters, words=asked.words, last=asked.last, grown=asked.grown)
    every = [(kind, [told[kind.letter].get(word) for word in asked.words]) for kind in asked.kinds]
    looking = _looking(db, reader, asked)
    found = [_hits(looking, asked, kind, _rarest(said)) for kind, said in every if said and all(said)]
    if any(total for _, total in found) or len(asked.words) < 2 or asked.phrases:
        return _best(found)
    some = [(kind, [word for word in said if word]) for kind, said in every]
    found = [_hits(looking, asked, kind, [_any_of(said)]) for kind, said in some if said]
    return _best(found, says_all=False)


def numbered(db: Connection, reader: Reader, asked: Asked, letter: str, shown: int) -> Hit | None:
    """The item of that number, when it is of a kind that is looked for, and the reader may see it."""
    kind = next((kind for kind in asked.kinds if kind.letter == letter), None)
    if kind is None:
        return None
    found = _looking(db, reader, asked).numbered(kind, shown)
    return Hit(kind, found[0], 0, found[1]) if found else None


def _looking(db: Connection, reader: Reader, asked: Asked) -> Looking:
    return Looking(db, reader, asked.group_id, asked.by, asked.since)


def _best(found: Sequence[tuple[list[Hit], int]], *, says_all: bool = True) -> Found:
    hits = sorted(
        (hit for hits, _ in found for hit in hits), key=lambda hit: (-hit.score, -hit.at.timestamp())
    )
    return Found(hits, sum(total for _, total in found), says_all)


def _rarest(said: Iterable[Word | None]) -> list[Word]:
    return sorted((word for word in said if word), key=lambda word: word.places)[:LOOKED_AT]


def _any_of(said: Iterable[Word]) -> Word:
    """The rare ones of them as if they were one."""
    tells: dict[int, float] = {}
    places = 0
    for word in _rarest(said):
        if not tells or places + word.places <= READ:
            tells |= word.tells
            places += word.places
    return Word(tells, places)


def _hits(
    looking: Looking, asked: Asked, kind: Kind, said: Sequence[Word], read: int = 0
) -> tuple[list[Hit], int]:
    """The best of a kind that say all these words, and how many do; too few among the newest, and more are read.

    So of a word that more than `READ` items say not every one is ranked, but only the newest.
    """
    read = read or READ
    rows, is_all = looking.best(kind, said, read)
    if len(rows) < ENOUGH and not is_all:
        return _hits(looking, asked, kind, said, read * 10)
    hits = [Hit(kind, number, score, at) for number, score, at, _ in rows]
    if not asked.phrases:
        return hits, rows[0][3] if rows else 0
    hits = _with_phrases(looking.db, looking.reader.workspace, asked, kind, hits)
    return hits, len(hits)


def _with_phrases(db: Connection, workspace: str, asked: Asked, kind: Kind, hits: Sequence[Hit]) -> list[Hit]:
    texts = kind.texts(db, workspace, [hit.number for hit in hits])
    return [hit for hit in hits if _says(texts[hit.number], asked.phrases)]


def _says(text: str, phrases: Iterable[Sequence[str]]) -> bool:
    said = words(text)
    return all(
        any(word == p[0] and tuple(said[at : at + len(p)]) == p for at, word in enumerate(said))
        for p in phrases
    )
