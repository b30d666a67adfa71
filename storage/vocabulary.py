"""The words of a question as a workspace says them: which of them are known, where, and what each tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union_all

from storage.terms import rarity, terms
from storage.words import completed, stem

COMPLETIONS = 6  # words that one which is not finished stands for: each is looked for in every item
COMPLETED = 0.5  # what a word weighs that only begins like the one said

_LAST = "\U0010ffff"
_SAID = select(terms.c.kind, terms.c.word, terms.c.id, terms.c.texts).where(
    terms.c.workspace == bindparam("workspace"),
    terms.c.kind.in_(bindparam("kinds", expanding=True)),
    terms.c.word.in_(bindparam("words", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words asked for, as a kind of item says it: {id: what it tells}; `places` are its uses.

    A word has several forms when it may be the beginning of others; the commonest comes first.
    """

    tells: Mapping[int, float]
    places: int


def known(
    db: Connection,
    workspace: str,
    kinds: Iterable[str],
    *,
    words: Iterable[str],
    last: Iterable[str],
    grown: Iterable[str],
) -> dict[str, dict[str, Word]]:
    """{kind: {word asked for: how it is said}}; rarity counts all kinds together. As `search.Asked` has them."""
    every = list(kinds)
    binds = {"workspace": workspace, "kinds": every, "words": sorted({"", *words, *grown})}
    exact = {(kind, word): (id_, texts) for kind, word, id_, texts in db.execute(_SAID, binds)}
    total = sum(texts for (_, word), (_, texts) in exact.items() if word == "")
    everywhere: dict[str, int] = {}
    for (_, word), (_, texts) in exact.items():
        everywhere[word] = everywhere.get(word, 0) + texts
    found: dict[str, dict[str, Word]] = {kind: {} for kind in every}
    for (kind, word), (id_, texts) in exact.items():
        found[kind][word] = Word({id_: rarity(everywhere[word], total)}, texts)
    for word in last:
        more = _beginning(db, workspace, every, word)
        for kind, said in found.items():
            said |= _grown(word, said, more.get(kind, {}), total)
    return found


def _grown(
    word: str, said: Mapping[str, Word], more: Mapping[str, tuple[int, int]], total: int
) -> dict[str, Word]:
    """The last word with those that it may become."""
    exact = {stem(word), *completed(word)} & said.keys()
    forms = [(said[form].places, said[form].tells) for form in exact]
    forms += [
        (texts, {id_: COMPLETED * rarity(texts, total)})
        for form, (id_, texts) in more.items()
        if form not in exact
    ]
    forms.sort(key=lambda form: -form[0])
    tells = {id_: told for _, form in forms for id_, told in form.items()}
    return {stem(word): Word(tells, sum(texts for texts, _ in forms))} if tells else {}


def _beginning(
    db: Connection, workspace: str, kinds: Sequence[str], word: str
) -> dict[str, dict[str, tuple[int, int]]]:
    """{kind: {word: (id, texts)}} of the words that begin like that, the commonest of each kind."""
    binds = {"workspace": workspace, "word": word, "beyond": word + _LAST}
    binds |= {f"kind_{n}": kind for n, kind in enumerate(kinds)}
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for kind, form, id_, texts in db.execute(_beginnings(len(kinds)), binds):
        found.setdefault(kind, {})[form] = id_, texts
    return found


@cache
def _beginnings(kinds: int) -> CompoundSelect[str, str, int, int]:
    of = terms.c
    begins = (of.workspace == bindparam("workspace")) & of.word.between(
        bindparam("word"), bindparam("beyond")
    )
    each = select(of.kind, of.word, of.id, of.texts).where(begins).order_by(of.texts.desc(), of.word)
    ways = (each.where(of.kind == bindparam(f"kind_{n}")).limit(COMPLETIONS) for n in range(kinds))
    return union_all(*(select(way.subquery()) for way in ways))
