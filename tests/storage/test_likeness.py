"""Is this already reported: found, kept apart, forgotten and hidden alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.db import Database
from storage.likeness import KIND, likely
from storage.terms import forget, index, term_texts, term_uses, terms
from tests.databases import with_tables

DATA = Path(__file__).parents[3] / "shared/data/feedback"
T, ELSEWHERE = "T0HERE", "T0ELSEWHERE"
REPORTS = {
    1: "Live migration of large guests never ends while they write a lot",
    2: "Quota changes need a restart of the API service",
    3: "Certificates of the control plane expire without any warning",
    4: "Console sessions through the proxy disconnect every hour",
    5: "Restoring a snapshot of an encrypted volume in another region fails",
    6: "再起動するとネットワークの設定が消える",
}
RETOLD = {
    "Big guests that write much cannot be migrated live": 1,
    "We must restart the API each time a quota is changed": 2,
    "No warning before control plane certificates expired": 3,
    "the proxy disconnects my console session after an hour": 4,
    "Encrypted volume snapshots: restore to a different region fails": 5,
    "ネットワーク設定が再起動で消えました": 6,
}
UNRELATED = [
    "",
    "🎉",
    "+1",
    "Thanks for the great work!",
    "The weekly meeting is too early for us in Brazil",
    "Please add a dark theme",
    "quota",
    "x" * 40_000,
    "'; DROP TABLE terms; -- %s :a ?",
]


@pytest.fixture
def db(tables_url: str) -> Iterator[Database]:
    db = Database(tables_url)
    yield db
    db.close()


@pytest.fixture
def reported(db: Database) -> Database:
    with db.transaction() as connection:
        for number, text in REPORTS.items():
            index(connection, T, KIND, number, text)
    return db


def ask(db: Database, text: str, **how: object) -> list[int]:
    with db.reading() as connection:
        return [one.number for one in likely(connection, T, text, **how)]


def contents(db: Database) -> list[list[tuple[object, ...]]]:
    words = select(terms.c.workspace, terms.c.word, terms.c.texts)
    uses = select(terms.c.word, term_uses.c.number, term_uses.c.weight)
    with db.reading() as connection:
        said = connection.execute(words.order_by("workspace", "word")).all()
        return [said, sorted(connection.execute(uses.join(term_uses)).all())]


def test_the_same_in_other_words_is_found(reported: Database) -> None:
    assert {asked: ask(reported, asked) for asked in RETOLD} == {asked: [n] for asked, n in RETOLD.items()}


def test_something_else_offers_nothing(reported: Database) -> None:
    assert {asked: ask(reported, asked) for asked in UNRELATED} == {asked: [] for asked in UNRELATED}


def test_nothing_is_like_the_first_report(db: Database) -> None:
    assert ask(db, REPORTS[1]) == []


def test_the_same_text_again_is_all_there(reported: Database) -> None:
    with reported.reading() as connection:
        (found,) = likely(connection, T, REPORTS[3])
    assert found.number == 3
    assert found.score == pytest.approx(1)


def test_best_first_and_no_more_than_wanted(db: Database) -> None:
    with db.transaction() as connection:
        for number in range(1, 9):
            index(
                connection,
                T,
                KIND,
                number,
                "Volumes stay in deleting" + " for ever and ever more" * (number % 2),
            )
    assert ask(db, "Volumes stay in deleting", limit=5) == [8, 6, 4, 2, 7]
    assert len(ask(db, "Volumes stay in deleting")) == 3


def test_an_item_is_not_like_itself(reported: Database) -> None:
    assert ask(reported, REPORTS[2], besides=2) == []


def test_what_may_not_be_seen_is_not_found_and_takes_no_place(db: Database) -> None:
    with db.transaction() as connection:
        for number in range(1, 100):
            index(connection, T, KIND, number, "Volumes stay in deleting")
    numbers = term_texts.c.number
    seen = select(numbers).where(term_texts.c.workspace == T, numbers % 40 == 7)
    assert ask(db, "Volumes stay in deleting", among=seen) == [87, 47, 7]
    assert ask(db, "Volumes stay in deleting", among=seen.where(numbers < 0)) == []


def test_another_workspace_is_another_world(reported: Database) -> None:
    with reported.reading() as connection:
        assert likely(connection, ELSEWHERE, REPORTS[1]) == []
    with reported.transaction() as connection:
        index(connection, ELSEWHERE, KIND, 1, REPORTS[5])
        forget(connection, ELSEWHERE, KIND, 2)
    assert ask(reported, REPORTS[1]) == [1]
    assert ask(reported, REPORTS[2]) == [2]


def test_an_edited_item_is_known_by_its_new_words_only(reported: Database) -> None:
    with reported.transaction() as connection:
        index(connection, T, KIND, 1, "Dashboards do not remember the chosen language")
    assert ask(reported, REPORTS[1]) == []
    assert ask(reported, "The language chosen is not remembered by dashboards") == [1]


def test_indexing_again_changes_nothing(reported: Database) -> None:
    before = contents(reported)
    with reported.transaction() as connection:
        for number, text in REPORTS.items():
            index(connection, T, KIND, number, text)
    assert contents(reported) == before


def test_many_at_once_are_all_counted(db: Database) -> None:
    def report(number: int) -> None:
        with db.transaction() as connection:
            index(
                connection,
                T,
                KIND,
                number,
                " ".join(reversed(REPORTS[1].split())) if number % 2 else REPORTS[1],
            )

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(report, [*range(20), *range(20)]))
    said, uses = contents(db)
    assert {texts for _, _, texts in said} == {20}
    assert len(uses) == 20 * (len(said) - 1)


def test_forgetting_leaves_no_word_behind(reported: Database) -> None:
    with reported.transaction() as connection:
        for number in [*REPORTS, 77]:
            forget(connection, T, KIND, number)
    assert contents(reported) == [[(T, "", 0)], []]


def test_a_very_long_text_is_like_its_beginning(reported: Database) -> None:
    log = "\n".join(f"node-{n} lost its lease at tick {n}" for n in range(2_000))
    with reported.transaction() as connection:
        index(connection, T, KIND, 9, f"Leases are lost when the leader changes\n{log}"[:40_000])
    assert ask(reported, "When the leader changes, leases are lost") == [9]
    assert ask(reported, f"Console sessions disconnect at the proxy every hour\n{'9x ' * 12_000}") == [4]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, dict[int, int]]:
    """Years of reports filed one by one, and how many known duplicates were offered in the first 3 and 5."""
    if not DATA.exists():
        pytest.skip("../shared/data is not here")
    db = Database(with_tables(tmp_path_factory.mktemp("history") / "reports.db"))
    older = defaultdict(set)
    for pair in _lines("dup_seamonkey_pairs"):
        older[pair["b"]].add(int(pair["a"]))
    found = {3: 0, 5: 0}
    for report in sorted(_lines("dup_seamonkey_items"), key=lambda report: report["created"]):
        number, text = int(report["id"]), f"{report['title']}\n{report['body']}"
        answer = ask(db, text, limit=5) if report["id"] in older else []
        for k in found:
            found[k] += len(older[report["id"]] & set(answer[:k]))
        with db.transaction() as connection:
            index(connection, T, KIND, number, text)
    return db, found


def test_known_duplicates_are_found_among_older_reports(history: tuple[Database, dict[int, int]]) -> None:
    _, found = history
    sys.stdout.write(f"of 46 known pairs {found[3]} are in the first three, {found[5]} in the first five\n")
    assert found[3] >= 34
    assert found[5] >= 36


def test_survey_answers_are_not_offered_bug_reports(history: tuple[Database, dict[int, int]]) -> None:
    db, _ = history
    answers = _lines("otel_survey_freetext")
    offered = sum(bool(ask(db, answer["text"])) for answer in answers)
    sys.stdout.write(f"{offered} of {len(answers)} texts about something else are offered a report\n")
    assert offered < len(answers) / 10


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]
