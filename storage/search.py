"""Items found by their words, best first: the rarest word leads to them, the others and the reader's sight sift."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    ScalarSelect,
    Subquery,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from storage.kinds import KINDS, Kind, Reader
from storage.terms import rarity, term_uses, terms
from storage.words import begun, completed, stem, words

LOOKED_AT = 8  # words: of a longer question the rarest
READ = 1_500  # uses of the rarest word, the newest first; when there are more, a reader's few items instead
ENOUGH = 8  # hits, so that no more of the uses are read
RANKED = 100  # hits of a kind that are kept
SHORTEST = 3  # letters that a word must have to stand for those that begin like it
COMPLETIONS = 10
COMPLETED = 0.5  # what a word weighs that only begins like the one said

_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_LAST = "\U0010ffff"


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


@dataclass(frozen=True, slots=True)
class _Word:
    """One of the words asked for, as a kind of item says it: {id: what it tells}."""

    tells: Mapping[int, float]
    places: int

    def score(self, uses: FromClause) -> ColumnElement[float]:
        if len(self.tells) == 1:
            return func.sum(uses.c.weight * bindparam(None, *self.tells.values(), Float))
        return func.sum(uses.c.weight * case(self.tells, value=uses.c.word_id, else_=0.0))

    def is_said(self, uses: FromClause) -> ColumnElement[bool]:
        if len(self.tells) == 1:
            return uses.c.word_id == next(iter(self.tells))
        return uses.c.word_id.in_(list(self.tells))

    def in_text(self, number: ColumnElement[int]) -> ScalarSelect[float]:
        """What it tells that a text says it; null when it does not."""
        also = term_uses.alias()
        return select(self.score(also)).where(self.is_said(also), also.c.number == number).scalar_subquery()


def find(db: Connection, reader: Reader, asked: Asked) -> Found:
    """What says all of it; when the reader may see no such thing, what says some of it."""
    known = _known(db, reader.workspace, asked)
    every = [(kind, [known[kind.letter].get(word) for word in asked.words]) for kind in asked.kinds]
    found = [_hits(db, reader, asked, kind, _rarest(said)) for kind, said in every if said and all(said)]
    if any(total for _, total in found) or len(asked.words) < 2 or asked.phrases:
        return _best(found)
    some = [(kind, [word for word in said if word]) for kind, said in every]
    found = [_hits(db, reader, asked, kind, [_any_of(said)]) for kind, said in some if said]
    return _best(found, says_all=False)


def numbered(db: Connection, reader: Reader, asked: Asked, letter: str, shown: int) -> Hit | None:
    """The item of that number, when it is of a kind that is looked for, and the reader may see it."""
    kind = next((kind for kind in asked.kinds if kind.letter == letter), None)
    if kind is None:
        return None
    where = _wanted(reader, asked, kind) & (kind.shown == shown)
    query = select(kind.number, kind.at).select_from(kind.rows).where(where, or_(*kind.sight(reader)))
    found = db.execute(query.order_by(kind.number).limit(1)).first()
    return Hit(kind, found[0], 0, found[1]) if found else None


def _best(found: Sequence[tuple[list[Hit], int]], *, says_all: bool = True) -> Found:
    hits = sorted(
        (hit for hits, _ in found for hit in hits), key=lambda hit: (-hit.score, -hit.at.timestamp())
    )
    return Found(hits, sum(total for _, total in found), says_all)


def _rarest(said: Iterable[_Word | None]) -> list[_Word]:
    return sorted((word for word in said if word), key=lambda word: word.places)[:LOOKED_AT]


def _any_of(said: Iterable[_Word]) -> _Word:
    """The rare ones of them as if they were one."""
    tells: dict[int, float] = {}
    places = 0
    for word in _rarest(said):
        if not tells or places + word.places <= READ:
            tells |= word.tells
            places += word.places
    return _Word(tells, places)


def _known(db: Connection, workspace: str, asked: Asked) -> dict[str, dict[str, _Word]]:
    """{kind: {word asked for: how it is said}}; rarity counts all kinds together."""
    exact = {row[:2]: row[2:] for row in _terms(db, workspace, asked.kinds, {"", *asked.words, *asked.grown})}
    total = sum(texts for (_, word), (_, texts) in exact.items() if word == "")
    everywhere: dict[str, int] = {}
    for (_, word), (_, texts) in exact.items():
        everywhere[word] = everywhere.get(word, 0) + texts
    known: dict[str, dict[str, _Word]] = {kind.letter: {} for kind in asked.kinds}
    for (kind, word), (id_, texts) in exact.items():
        known[kind][word] = _Word({id_: rarity(everywhere[word], total)}, texts)
    for word in asked.last:
        for kind, said in known.items():
            said |= _grown(db, workspace, kind, word, said, total)
    return known


def _grown(
    db: Connection, workspace: str, kind: str, word: str, known: Mapping[str, _Word], total: int
) -> dict[str, _Word]:
    """The last word with those that it may become, the commonest of them."""
    exact = {stem(word), *completed(word)} & known.keys()
    binds = {"workspace": workspace, "kind": kind, "word": word, "beyond": word + _LAST}
    more = [row for row in db.execute(_BEGINNING, binds) if row.word not in exact]
    tells = {id_: COMPLETED * rarity(texts, total) for _, id_, texts in more}
    for said in exact:
        tells |= known[said].tells
    places = sum(known[said].places for said in exact) + sum(texts for *_, texts in more)
    return {stem(word): _Word(tells, places)} if tells else {}


_BEGINNING = (
    select(terms.c.word, terms.c.id, terms.c.texts)
    .where(
        terms.c.workspace == bindparam("workspace"),
        terms.c.kind == bindparam("kind"),
        terms.c.word >= bindparam("word"),
        terms.c.word < bindparam("beyond"),
    )
    .order_by(terms.c.texts.desc(), terms.c.word)
    .limit(COMPLETIONS)
)


def _terms(
    db: Connection, workspace: str, kinds: Iterable[Kind], said: Iterable[str]
) -> Iterable[tuple[str, str, int, int]]:
    of = terms.c
    query = select(of.kind, of.word, of.id, of.texts).where(of.workspace == workspace)
    found = db.execute(query.where(of.kind.in_([k.letter for k in kinds]), of.word.in_(sorted(said))))
    return [tuple(row) for row in found]


def _hits(
    db: Connection, reader: Reader, asked: Asked, kind: Kind, said: Sequence[_Word], read: int = 0
) -> tuple[list[Hit], int]:
    """The best of a kind that say all these words, and how many do; too few among the newest, and more are read."""
    read = read or READ
    where, ways = _wanted(reader, asked, kind), kind.sight(reader)
    ways_to_few = _few_ways(reader, asked, kind) if said[0].places > read else []
    few, is_all = _saying(db, kind, ways_to_few, said, read)
    number, *scores = few.c
    score = sum(scores[1:], start=scores[0]).label("score")
    query = (
        select(kind.number, score, kind.at.label("at"), func.count().over())
        .select_from(kind.rows.join(few, kind.number == number))
        .where(*(one.is_not(None) for one in scores), where, or_(*ways))
        .order_by(score.desc(), kind.at.desc(), kind.number.desc())
        .limit(RANKED)
    )
    rows = db.execute(query).all()
    if len(rows) < ENOUGH and not is_all:
        return _hits(db, reader, asked, kind, said, read * 10)
    hits = [Hit(kind, number, score, at) for number, score, at, _ in rows]
    if not asked.phrases:
        return hits, rows[0][3] if rows else 0
    hits = _with_phrases(db, reader.workspace, asked, kind, hits)
    return hits, len(hits)


def _wanted(reader: Reader, asked: Asked, kind: Kind) -> ColumnElement[bool]:
    where = kind.may_be_found(reader)
    if asked.group_id is not None:
        where &= kind.group_id == asked.group_id
    if asked.by is not None:
        where &= or_(*kind.said_by(reader.workspace, asked.by))
    if asked.since is not None:
        where &= kind.at >= asked.since
    return where


def _few_ways(reader: Reader, asked: Asked, kind: Kind) -> list[ColumnElement[bool]]:
    """How to come by few items first: each way has an index, and together they leave out none."""
    whose = kind.sight(reader) if asked.by is None else kind.said_by(reader.workspace, asked.by)
    where = _wanted(reader, replace(asked, by=None), kind)
    return [where & way for way in whose]


def _saying(
    db: Connection, kind: Kind, ways: Sequence[ColumnElement[bool]], said: Sequence[_Word], read: int
) -> tuple[Subquery, bool]:
    """Candidates and what each word tells of them, null where one is not said; and whether these are all.

    The limit also keeps both databases from looking at the other words, or at the items, first.
    """
    first, *others = said
    if ways:
        mine = union_all(*(select(kind.number.label("number")).select_from(kind.rows).where(w) for w in ways))
        few = mine.limit(read + 1).subquery("mine")
        if (db.scalar(select(func.count()).select_from(few)) or 0) <= read:
            told = [word.in_text(few.c.number).label(f"tells_{at}") for at, word in enumerate(said)]
            return select(few.c.number, *told).distinct().limit(read).subquery("few"), True
    number = term_uses.c.number
    told = [word.in_text(number).label(f"tells_{at}") for at, word in enumerate(others, 1)]
    query = (
        select(number, first.score(term_uses).label("tells_0"), *told)
        .where(first.is_said(term_uses))
        .group_by(number)
    )
    return query.order_by(number.desc()).limit(read).subquery("few"), first.places <= read


def _with_phrases(db: Connection, workspace: str, asked: Asked, kind: Kind, hits: Sequence[Hit]) -> list[Hit]:
    texts = kind.texts(db, workspace, [hit.number for hit in hits])
    return [hit for hit in hits if _says(texts[hit.number], asked.phrases)]


def _says(text: str, phrases: Iterable[Sequence[str]]) -> bool:
    said = words(text)
    return all(
        any(word == p[0] and tuple(said[at : at + len(p)]) == p for at, word in enumerate(said))
        for p in phrases
    )
