"""Is this already reported? BM25 over words: the rare ones find a few texts, all words rank those few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, groupby
from math import log

from sqlalchemy import Connection, Select, case, func, select

from storage.terms import USUAL, YOUNG, rarity, term_texts, term_uses, terms, weigh
from storage.words import count

KIND = "F"
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
    of = terms.c
    this = (of.workspace == workspace) & (of.kind == KIND)
    query = select(of.id, of.word, of.texts).where(this, of.word.in_(["", *counted]))
    known = {word: (str(id_), texts) for id_, word, texts in db.execute(query)}
    _, total = known.pop("", ("", 0))
    rare = {word: rarity(known.get(word, ("", 0))[1], total) for word in counted}
    asking = {word: rare[word] * weight for word, weight in weigh(counted, USUAL).items()}
    return _Asked(
        weights={id_: asking[word] for word, (id_, _) in known.items()},
        texts=dict(known.values()),
        whole=sum(asking[word] * weight for word, weight in weigh(counted).items()),
        total=total,
    )


def _candidates(
    workspace: str, asked: _Asked, among: Select[int] | None, besides: int | None
) -> Select[int, dict[str, float]]:
    uses, texts = term_uses.c, term_texts.c
    tells = case(*((uses.word_id.in_(words), tells) for tells, words in asked.rare.items()), else_=0.0)
    score = func.sum(uses.weight * tells).label("score")
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
    same = (texts.workspace == workspace) & (texts.kind == KIND) & (texts.number == few.c.number)
    return select(texts.number, texts.weights).join(few, same)
