"""Is this already reported? BM25 over words: the rare ones find a few texts, all words rank those few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, groupby
from math import log

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    Select,
    String,
    Table,
    UniqueConstraint,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.db import metadata
from storage.words import LONGEST, count

# How many of a workspace's texts say a word; the empty word counts the texts themselves.
feedback_words = Table(
    "feedback_words",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("word", String(LONGEST), nullable=False),
    Column("texts", Integer, nullable=False),
    UniqueConstraint("workspace", "word"),
)

# Which texts say a word, and how much it weighs in them.
feedback_word_uses = Table(
    "feedback_word_uses",
    metadata,
    Column("word_id", ForeignKey("feedback_words.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)

# The same from the other side, in one row a text: {word_id: weight}.
feedback_texts = Table(
    "feedback_texts",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("weights", JSON, nullable=False),
)

# BM25 with the constants of its textbooks. A word's weight is fixed when its text is indexed, so length
# counts against a paragraph of usual size and not against an average that moves.
K1, B, USUAL = 1.2, 0.75, 50
YOUNG = 100  # a word is not common because two of the first three texts say it

RARE = 60  # words that look for texts, the rarest first …
READ = 12_000  # … as long as they lead to no more places than these
GLANCE = 1 / 3  # of what makes it sure must be shared in rare words already
RANKED = 50  # texts that are then compared word for word

# Sure enough to be offered: chosen on texts about other things than what is stored, of which fewer than one
# in ten may be offered anything. Known duplicates played no part in the choice.
SHARED_WORDS = 2
SHARED_RARITY = 3.0  # as much as three words that nobody else uses
SHARED_PART = 0.15  # of all that the asker says
SAME = 0.6  # or so much of it that few words are enough


@dataclass(frozen=True)
class Likely:
    number: int
    score: float  # the part of what was asked that is said there too, rare words counting most


@dataclass(frozen=True)
class _Asked:
    """What is asked, in the words that the workspace knows; their ids are strings, as JSON keeps them."""

    weights: Mapping[str, float]  # how much it tells to share a word
    texts: Mapping[str, int]  # how many say it
    whole: float  # what a text that says exactly the same would score
    total: int  # texts in all

    @property
    def size(self) -> int:
        return max(self.total, YOUNG)

    @cached_property
    def rare(self) -> dict[float, list[int]]:
        """The words that look for texts, by their rarity in rough steps, the commonest first."""
        words = sorted(self.texts, key=self.texts.__getitem__)[:RARE]
        places = accumulate(self.texts[word] for word in words)
        found = [word for word, read in zip(words, places, strict=True) if read <= READ]
        steps = groupby(reversed(found), key=lambda word: self.texts[word].bit_length())
        return {log(self.size / 2 ** (step - 1)): [int(word) for word in words] for step, words in steps}

    @cached_property
    def enough(self) -> float:
        """What a text must score to be offered."""
        much = max(SHARED_RARITY * log(self.size), SHARED_PART * self.whole)
        return min(much, SAME * self.whole)

    def judge(self, number: int, weights: Mapping[str, float]) -> Likely | None:
        shared = [weights[word] * self.weights[word] for word in weights.keys() & self.weights.keys()]
        if len(shared) < SHARED_WORDS or sum(shared) < self.enough:
            return None
        return Likely(number, sum(shared) / self.whole)


def index(db: Connection, workspace: str, number: int, text: str) -> None:
    """Known by these words from now on, and by no others."""
    _wait_turn(db, workspace)
    _take_out(db, workspace, number)
    counted = count(text)
    if not counted:
        return
    ids = _count(db, workspace, ["", *counted], 1)
    weights = {ids[word]: weight for word, weight in weigh(counted).items()}
    db.execute(insert(feedback_texts).values(workspace=workspace, number=number, weights=weights))
    db.execute(
        insert(feedback_word_uses),
        [{"word_id": word, "number": number, "weight": weight} for word, weight in weights.items()],
    )


def forget(db: Connection, workspace: str, number: int) -> None:
    _wait_turn(db, workspace)
    _take_out(db, workspace, number)


def likely(
    db: Connection,
    workspace: str,
    text: str,
    *,
    limit: int = 3,
    among: Select[int] | None = None,
    besides: int | None = None,
) -> list[Likely]:
    """The texts that probably say the same, best first, and none when none does.

    `among` selects the numbers of this workspace that the asker may see; `besides` is the asking item itself.
    """
    asked = _understand(db, workspace, count(text))
    if not asked.rare:
        return []
    found = db.execute(_candidates(workspace, asked, among, besides))
    judged = (asked.judge(number, weights) for number, weights in found)
    return sorted(filter(None, judged), key=lambda one: (-one.score, -one.number))[:limit]


def _understand(db: Connection, workspace: str, counted: Mapping[str, int]) -> _Asked:
    of = feedback_words.c
    query = select(of.id, of.word, of.texts).where(of.workspace == workspace, of.word.in_(["", *counted]))
    known = {word: (str(id_), texts) for id_, word, texts in db.execute(query)}
    _, total = known.pop("", ("", 0))
    rarity = {word: _rarity(known.get(word, ("", 0))[1], total) for word in counted}
    asking = {word: rarity[word] * weight for word, weight in weigh(counted, USUAL).items()}
    return _Asked(
        weights={id_: asking[word] for word, (id_, _) in known.items()},
        texts=dict(known.values()),
        whole=sum(asking[word] * weight for word, weight in weigh(counted).items()),
        total=total,
    )


def _candidates(
    workspace: str, asked: _Asked, among: Select[int] | None, besides: int | None
) -> Select[int, dict[str, float]]:
    uses, texts = feedback_word_uses.c, feedback_texts.c
    rarity = case(*((uses.word_id.in_(words), rarity) for rarity, words in asked.rare.items()), else_=0.0)
    score = func.sum(uses.weight * rarity).label("score")
    places = uses.word_id.in_(list(chain(*asked.rare.values())))
    hits = select(uses.number, score).where(places).group_by(uses.number).subquery("hits")
    best = select(hits.c.number).where(hits.c.score >= GLANCE * asked.enough)
    best = best.order_by(hits.c.score.desc(), hits.c.number.desc()).limit(RANKED)
    if besides is not None:
        best = best.where(hits.c.number != besides)
    if among is not None:
        # One look a hit; EXISTS would let PostgreSQL list everything that may be seen first.
        this = among.where(among.selected_columns[0] == hits.c.number).limit(1).scalar_subquery()
        best = best.where(this.is_not(None))
    few = best.subquery("few")
    same = (texts.workspace == workspace) & (texts.number == few.c.number)
    return select(texts.number, texts.weights).join(few, same)


def _wait_turn(db: Connection, workspace: str) -> None:
    """One at a time counts in a workspace (PostgreSQL would let two, and they would lock each other out)."""
    _count(db, workspace, [""], 0)


def _take_out(db: Connection, workspace: str, number: int) -> None:
    texts, uses, of = feedback_texts.c, feedback_word_uses.c, feedback_words.c
    this = (texts.workspace == workspace) & (texts.number == number)
    weights = db.scalar(select(texts.weights).where(this))
    if weights is None:
        return
    ids = [int(word) for word in weights]
    db.execute(delete(feedback_texts).where(this))
    db.execute(delete(feedback_word_uses).where(uses.number == number, uses.word_id.in_(ids)))
    gone = of.id.in_(ids) | ((of.workspace == workspace) & (of.word == ""))
    db.execute(update(feedback_words).where(gone).values(texts=of.texts - 1))
    db.execute(delete(feedback_words).where(of.id.in_(ids), of.texts == 0))


def _count(db: Connection, workspace: str, words: Iterable[str], more: int) -> dict[str, int]:
    of = feedback_words.c
    dialect = sqlite if db.dialect.name == "sqlite" else postgresql
    upsert = dialect.insert(feedback_words).on_conflict_do_update(
        index_elements=[of.workspace, of.word], set_={"texts": of.texts + more}
    )
    rows = [{"workspace": workspace, "word": word, "texts": more} for word in words]
    return {word: id_ for word, id_ in db.execute(upsert.returning(of.word, of.id), rows)}


def weigh(counted: Mapping[str, int], length: int | None = None) -> dict[str, float]:
    """How much each word weighs in a text: said again it weighs more, beside many others less."""
    slack = K1 * (1 - B + B * (length or sum(counted.values())) / USUAL)
    return {word: round(said * (K1 + 1) / (said + slack), 3) for word, said in counted.items()}


def _rarity(texts: int, total: int) -> float:
    return log(1 + (max(total, YOUNG) - texts + 0.5) / (texts + 0.5))
