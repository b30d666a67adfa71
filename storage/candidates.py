"""Items of a kind that say some words, the best of what a reader may see: read in one statement a kind.

SQLAlchemy takes longer to build and compile such a statement than a database to answer it. So each shape of a
question is built once, and who asks, for which words, is bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Float,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from storage.kinds import KINDS, WORKSPACE, Kind, Reader, Standing
from storage.terms import term_uses
from storage.vocabulary import Word

RANKED = 100  # items of a kind that are kept
SHAPES = 500  # statements that are kept: most questions are of a few shapes
FORMS = (1, 4, 8, 16, 32)  # a statement is built for so many forms of a word …
NO_FORM = (-1, 0.0)  # … and what is too many is no word's, and tells nothing
LOOK_UP = {"sqlite": 0.5, "postgresql": 2}  # uses that are read on in the time in which one is looked up

_READ, _IN_GROUP, _BY, _SINCE = (bindparam(name) for name in ("read", "in_group", "by", "since"))


@dataclass(frozen=True)
class Looking:
    """A reader who looks for something, and where they do not look through everything."""

    db: Connection
    reader: Reader
    group_id: int | None = None
    by: str | None = None
    since: datetime | None = None

    @cached_property
    def binds(self) -> dict[str, Any]:
        return {**self.reader.binds, "in_group": self.group_id, "by": self.by, "since": self.since}

    @cached_property
    def open_groups(self) -> list[int]:
        return self.reader.open_groups(self.db)

    def best(
        self, kind: Kind, said: Sequence[Word], read: int
    ) -> tuple[list[tuple[int, float, datetime, int]], bool]:
        """(number, score, when, how many there are in all) of what says all words; and whether all was read.

        The first word leads to them, by the newest `read` of its uses. When it has more, but the reader comes by
        no more items than that, these are read instead. Words of many forms are looked for where the others are.
        """
        said = [said[0], *sorted(said[1:], key=lambda word: len(word.tells))]
        shape, is_all = self._shape(kind), said[0].places <= read
        is_few = not is_all and self._comes_by_few(shape, read)
        forms = tuple(_enough(len(word.tells)) for word in said)
        plan = _Plan(forms, is_few, () if is_all or is_few else self._beside(said, read))
        bound = {**self.binds, **_bound(said, plan), "read": read, "oldest": 0}
        if is_few:
            bound["open_groups"] = self.open_groups
        elif not is_all and (plan.beside or forms[0] > 1):
            bound["oldest"] = self.db.scalar(_OLDEST, {"id": bound["id_0_0"], "skip": read - 1}) or 0
        rows = self.db.execute(_ranked(shape, plan), bound)
        return [tuple(row) for row in rows], is_all or is_few

    def numbered(self, kind: Kind, shown: int) -> tuple[int, datetime] | None:
        found = self.db.execute(_numbered(self._shape(kind)), {**self.binds, "shown": shown}).first()
        return tuple(found) if found else None

    def _shape(self, kind: Kind) -> _Shape:
        narrowed = (said is not None for said in (self.group_id, self.by, self.since))
        return _Shape(kind.letter, self.reader.standing, *narrowed)

    def _comes_by_few(self, shape: _Shape, read: int) -> bool:
        if not (shape.in_group or shape.by) and self.reader.is_admin:
            return False
        bound = {**self.binds, "open_groups": self.open_groups, "beyond": read + 1}
        return self.db.scalar(_how_many(replace(shape, since=False)), bound) <= read

    def _beside(self, said: Sequence[Word], read: int) -> tuple[int, ...]:
        """Which words are read together with the first, as that is less than to look for them item by item.

        They are read as far back as the newest uses of the first reach: the commoner it is, the shorter that is.
        """
        first, *others = said
        if len(first.tells) > 1:
            return ()
        looks, part = LOOK_UP[self.db.dialect.name] * read, read / first.places
        return tuple(at for at, word in enumerate(others, 1) if word.places * part <= looks * len(word.tells))


@dataclass(frozen=True, slots=True)
class _Plan:
    """How words are found: how many forms each has, and which of them are read `beside` the first."""

    forms: tuple[int, ...]
    is_few: bool
    beside: tuple[int, ...]


def _enough(forms: int) -> int:
    return next((many for many in FORMS if forms <= many), forms)


def _bound(said: Sequence[Word], plan: _Plan) -> dict[str, Any]:
    together = [id_ for at in (0, *plan.beside) for id_ in said[at].tells]
    bound: dict[str, Any] = {"ids": together} | {
        f"ids_{at}": list(word.tells) for at, word in enumerate(said)
    }
    for at, (word, forms) in enumerate(zip(said, plan.forms, strict=True)):
        told = [*word.tells.items(), *[NO_FORM] * (forms - len(word.tells))]
        bound |= {f"id_{at}_{n}": id_ for n, (id_, _) in enumerate(told)}
        bound |= {f"tells_{at}_{n}": tells for n, (_, tells) in enumerate(told)}
    return bound


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a statement must know of a question when it is built, its words apart."""

    letter: str
    standing: Standing
    in_group: bool
    by: bool
    since: bool

    @property
    def kind(self) -> Kind:
        return KINDS[self.letter]

    def wanted(self) -> Iterator[ColumnElement[bool]]:
        """What must be true of an item before anybody is told of it."""
        yield self.kind.may_be_found(self.standing)
        if self.in_group:
            yield self.kind.group_id == _IN_GROUP
        if self.by:
            yield or_(*self.kind.said_by(_BY))
        if self.since:
            yield self.kind.at >= _SINCE

    def ways(self) -> list[ColumnElement[bool]]:
        """How to come by few items first: each has an index, and together they leave out none that is wanted."""
        here = self.kind.workspace == WORKSPACE
        if self.in_group:
            here &= self.kind.group_id == _IN_GROUP
        if self.by:
            return [here & way for way in self.kind.said_by(_BY)]
        return [here] if self.in_group else [here & way for way in self.kind.ways_to_few(self.standing)]


@lru_cache(SHAPES)
def _numbered(shape: _Shape) -> Select[int, datetime]:
    kind = shape.kind
    this = select(kind.number, kind.at).select_from(kind.rows).where(kind.shown == bindparam("shown"))
    return this.where(*shape.wanted()).order_by(kind.number).limit(1)


@lru_cache(SHAPES)
def _how_many(shape: _Shape) -> Select[int]:
    """No more are counted than need be, and in the indexes alone."""
    rows = shape.kind.rows
    each = union_all(*(select(literal(1)).select_from(rows).where(way) for way in shape.ways()))
    return select(func.count()).select_from(each.limit(bindparam("beyond")).subquery())


@lru_cache(SHAPES)
def _ranked(shape: _Shape, plan: _Plan) -> Select[int, float, datetime, int]:
    """Step by step fewer items: each step's limit keeps both databases from taking another first."""
    kind = shape.kind
    told = _mine(shape) if plan.is_few else _newest(plan)
    for at, forms in enumerate(plan.forms):
        if f"tells_{at}" not in told.c:
            told = _also(told, at, forms)
    number, *_ = told.c
    seen = select(kind.at).select_from(kind.rows).where(kind.number == number, *shape.wanted())
    one, *others = (told.c[f"tells_{at}"] for at in range(len(plan.forms)))
    told = _those(told, sum(others, start=one).label("score"), seen.scalar_subquery().label("at"))
    query = select(number := told.c.number, told.c.score, told.c.at, func.count().over())
    query = query.where(told.c.at.is_not(None))
    return query.order_by(told.c.score.desc(), told.c.at.desc(), number.desc()).limit(RANKED)


def _mine(shape: _Shape) -> Subquery:
    kind = shape.kind
    ways = [select(kind.number.label("number")).select_from(kind.rows).where(way) for way in shape.ways()]
    mine = union_all(*ways).subquery("mine")
    return select(mine.c.number).distinct().limit(_READ).subquery("few")


def _newest(plan: _Plan) -> Subquery:
    """The newest uses of the first word, and what else they say of the words that are read beside it."""
    of, id_, tells = term_uses.c, *_form(0, 0)
    if plan.forms[0] == 1 and not plan.beside:
        uses = select(of.number, (of.weight * tells).label("tells_0")).where(of.word_id == id_)
    else:
        tells = {f"tells_{at}": func.sum(_tells(at, plan.forms[at])) for at in (0, *plan.beside)}
        uses = select(of.number, *(told.label(name) for name, told in tells.items()))
        said = of.word_id.in_(bindparam("ids", expanding=True)) & (of.number >= bindparam("oldest"))
        uses = uses.where(said).group_by(of.number).having(*(told.is_not(None) for told in tells.values()))
    return uses.order_by(of.number.desc()).limit(_READ).subquery("newest")


# Nothing that is older than this is among the newest: of the first word's commonest form alone there is enough.
_OLDEST = (
    select(term_uses.c.number)
    .where(term_uses.c.word_id == bindparam("id"))
    .order_by(term_uses.c.number.desc())
    .limit(1)
    .offset(bindparam("skip"))
)


def _also(told: Subquery, at: int, forms: int) -> Subquery:
    """With what the next word tells; null when it is not said."""
    of, id_, tells = term_uses.c, *_form(at, 0)
    here = select(of.weight * tells).where(of.word_id == id_)
    if forms > 1:
        here = select(func.sum(_tells(at, forms))).where(
            of.word_id.in_(bindparam(f"ids_{at}", expanding=True))
        )
    return _those(told, here.where(of.number == told.c.number).scalar_subquery().label(f"tells_{at}"))


def _those(told: Subquery, *more: ColumnElement[Any]) -> Subquery:
    """Of what says the words so far, with more columns."""
    last = list(told.c)[-1]
    said = [] if last is told.c.number else [last.is_not(None)]
    return select(*told.c, *more).where(*said).limit(_READ).subquery()


def _tells(at: int, forms: int) -> ColumnElement[float]:
    """What a use tells of a word: null when it is of another."""
    every = (_form(at, n) for n in range(forms))
    return case(*((term_uses.c.word_id == id_, term_uses.c.weight * tells) for id_, tells in every))


def _form(at: int, n: int) -> tuple[BindParameter[int], BindParameter[float]]:
    return bindparam(f"id_{at}_{n}"), bindparam(f"tells_{at}_{n}", type_=Float)
