"""Which items say which words: the index behind "is this already reported?" and behind the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage import inserts
from storage.db import metadata
from storage.words import LONGEST, count

# How many of a workspace's texts of a kind say a word; the empty word counts the texts themselves.
# Compared byte by byte on PostgreSQL too, so that words that begin alike stand together.
terms = Table(
    "terms",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("kind", String(1), nullable=False),
    Column("word", String(LONGEST).with_variant(String(LONGEST, "C"), "postgresql"), nullable=False),
    Column("texts", Integer, nullable=False),
    UniqueConstraint("workspace", "kind", "word"),
    # Of thousands of words that begin alike the commonest are told without a look at each one's row.
    Index("ix_terms_texts", "workspace", "kind", "word", "texts", "id"),
)

# Which texts say a word, and how much it weighs in them; its word tells of which kind a number is.
term_uses = Table(
    "term_uses",
    metadata,
    Column("word_id", ForeignKey("terms.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)

# The same from the other side, in one row a text: {word_id: weight}.
term_texts = Table(
    "term_texts",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("kind", String(1), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("weights", JSON, nullable=False),
)

# What was said, changed or taken back since its words were last read.
term_waits = Table(
    "term_waits",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("kind", String(1), primary_key=True),
    Column("number", Integer, primary_key=True),
)

# BM25 with the constants of its textbooks. A word's weight is fixed when its text is indexed, so length
# counts against a paragraph of usual size and not against an average that moves.
K1, B, USUAL = 1.2, 0.75, 50
YOUNG = 100  # a word is not common because two of the first three texts say it

_WAITING = select(*term_waits.c).order_by(*term_waits.c).limit(bindparam("limit"))


def index(db: Connection, workspace: str, kind: str, number: int, text: str) -> None:
    """Known by these words from now on, and by no others."""
    _wait_turn(db, workspace, kind)
    _take_out(db, workspace, kind, number)
    counted = count(text)
    if not counted:
        return
    ids = _count(db, workspace, kind, ["", *counted], 1)
    weights = {ids[word]: weight for word, weight in weigh(counted).items()}
    db.execute(insert(term_texts).values(workspace=workspace, kind=kind, number=number, weights=weights))
    db.execute(
        insert(term_uses),
        [{"word_id": word, "number": number, "weight": weight} for word, weight in weights.items()],
    )


def forget(db: Connection, workspace: str, kind: str, number: int) -> None:
    _wait_turn(db, workspace, kind)
    _take_out(db, workspace, kind, number)


def wait(db: Connection, workspace: str, kind: str, number: int) -> None:
    """Its words are to be read, by a job: nobody who files something waits for that."""
    row = {"workspace": workspace, "kind": kind, "number": number}
    inserts.add(db, term_waits, row, unless_there=True)


def waiting(db: Connection, limit: int = 50) -> list[tuple[str, str, int]]:
    """(workspace, kind, number)."""
    return [tuple(row) for row in db.execute(_WAITING, {"limit": limit})]


def take(db: Connection, workspace: str, kind: str, number: int) -> bool:
    """False when somebody else has read it; who changes it meanwhile waits, and then it waits again."""
    of = term_waits.c
    this = (of.workspace == workspace) & (of.kind == kind) & (of.number == number)
    return bool(db.execute(delete(term_waits).where(this)).rowcount)


def weigh(counted: Mapping[str, int], length: int | None = None) -> dict[str, float]:
    """How much each word weighs in a text: said again it weighs more, beside many others less."""
    slack = K1 * (1 - B + B * (length or sum(counted.values())) / USUAL)
    return {word: round(said * (K1 + 1) / (said + slack), 3) for word, said in counted.items()}


def rarity(texts: int, total: int) -> float:
    """How much it tells that a text says a word that `texts` of `total` say."""
    return log(1 + (max(total, YOUNG) - texts + 0.5) / (texts + 0.5))


def _wait_turn(db: Connection, workspace: str, kind: str) -> None:
    """One at a time counts a kind (PostgreSQL would let two, and they would lock each other out)."""
    _count(db, workspace, kind, [""], 0)


def _take_out(db: Connection, workspace: str, kind: str, number: int) -> None:
    texts, uses, of = term_texts.c, term_uses.c, terms.c
    this = (texts.workspace == workspace) & (texts.kind == kind) & (texts.number == number)
    weights = db.scalar(select(texts.weights).where(this))
    if weights is None:
        return
    ids = [int(word) for word in weights]
    db.execute(delete(term_texts).where(this))
    db.execute(delete(term_uses).where(uses.number == number, uses.word_id.in_(ids)))
    every = (of.workspace == workspace) & (of.kind == kind) & (of.word == "")
    db.execute(update(terms).where(of.id.in_(ids) | every).values(texts=of.texts - 1))
    db.execute(delete(terms).where(of.id.in_(ids), of.texts == 0))


def _count(db: Connection, workspace: str, kind: str, words: Iterable[str], more: int) -> dict[str, int]:
    of = terms.c
    dialect = sqlite if db.dialect.name == "sqlite" else postgresql
    upsert = dialect.insert(terms).on_conflict_do_update(
        index_elements=[of.workspace, of.kind, of.word], set_={"texts": of.texts + more}
    )
    rows = [{"workspace": workspace, "kind": kind, "word": word, "texts": more} for word in words]
    return {word: id_ for word, id_ in db.execute(upsert.returning(of.word, of.id), rows)}
