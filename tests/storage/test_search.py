"""Words lead to items alike on SQLite and PostgreSQL, and only to those that the reader may see."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage import feedback, groups, people, published, terms
from storage.db import Database
from storage.feedback import Feedback
from storage.kinds import KINDS, Reader
from storage.search import Found, find, numbered, understood

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
T = "T1"
TEXTS = {
    1: "Live migration of large guests never ends while they write a lot",
    2: "Quota changes need a restart of the API service",
    3: "Migrants to the new API need a guide: openTab_v2 is gone",
    4: "再起動するとネットワークの設定が消える",
    5: "אין שום אזהרה לפני שהתעודה פגה",
    6: "Snapshots of guests: 100 % slow _really_ slow",
}


@pytest.fixture
def db(tables_url: str) -> Iterator[Database]:
    """Group 1 is public; 2 is private, ana is in its channel; gus is a guest. Bo said all, in group 1."""
    database = Database(tables_url)
    with database.transaction() as db:
        groups.add_group(db, T, "open", "Open", NOW, channel="C1")
        groups.add_group(db, T, "secret", "Secret", NOW, channel="C2", is_private=True)
        people.enter(db, T, "C2", "ana")
        for number, text in TEXTS.items():
            say(db, number, text)
    yield database
    database.close()


def say(db: object, number: int, text: str, *, group: int | None = 1, author: str | None = "bo") -> None:
    at = NOW + timedelta(minutes=number)
    item = Feedback(T, number, group, None, text, author, None, author is None, "new", at)
    feedback.add(db, item, [])  # type: ignore[arg-type]
    terms.index(db, T, "F", number, text)  # type: ignore[arg-type]


def look(db: Database, text: str, user: str = "olga", **narrow: object) -> Found:
    who = {name: narrow.pop(name) for name in list(narrow) if name.startswith(("is_", "read_"))}
    with db.reading() as connection:
        return find(connection, Reader(T, user, **who), replace(understood(text), **narrow))


def numbers(found: Found) -> list[int]:
    return [hit.number for hit in found.hits]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("migrations", [1]),
        ("migr", [1, 3]),
        ("migrati", [1]),
        ("mi", []),
        ("restart api", [2]),
        ("API", [2, 3]),
        ("opent", [3]),
        ("openTab_v2", [3]),
        ("設定", [4]),
        ("ネット", [4]),
        ("再", [4]),
        ("אזהרה", [5]),
        ('"large guests"', [1]),
        ('"guests large"', []),
        ('"API service" quota', [2]),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE terms; --", []),
        ("100%", [6]),
        ("the and of", []),
        ("🎉", []),
        ("x" * 10_000, []),
        ("", []),
    ],
)
def test_what_is_found(db: Database, said: str, found: list[int]) -> None:
    assert sorted(numbers(look(db, said))) == found


def test_when_nothing_says_all_what_says_some_comes_best_first(db: Database) -> None:
    found = look(db, "migration guests zebra")
    assert not found.says_all and numbers(found)[0] == 1 and 6 in numbers(found)
    assert look(db, "migration guests").says_all


def test_the_newer_of_equals_comes_first(db: Database) -> None:
    with db.transaction() as connection:
        say(connection, 7, TEXTS[2])
    assert numbers(look(db, "quota")) == [7, 2]


def test_what_is_not_to_be_seen_is_neither_found_nor_counted(db: Database) -> None:
    with db.transaction() as connection:
        say(connection, 7, "migration of the secret plan", group=2, author="carl")
        say(connection, 8, "migration for nobody yet", group=None)
        published.keep(connection, T, 3, {"a": ("carl", "migration is agreed")}, group_id=2, at=NOW)
        terms.index(connection, T, "M", 1, "migration is agreed")
    assert look(db, "migration").total == 2 and numbers(look(db, "secret plan")) == []
    assert look(db, "migration", "ana").total == 4, "who is in the channel"
    assert look(db, "migration", "boss", is_admin=True).total == 4
    assert sorted(numbers(look(db, "migration", "carl"))) == [1, 7, 8], "his own, but not the minutes"
    assert sorted(numbers(look(db, "migration", "bo", is_guest=True))) == [1, 8], "a guest sees their own"
    assert look(db, "migration", "gus", is_guest=True).total == 0
    shared = look(db, "migration", "ana", is_shared=True, read_in="C1")
    assert shared.total == 2
    assert look(db, "migration", "ana", is_shared=True, read_in="C2").total == 4
    zebra, secret = (look(db, f"{word} migration") for word in ("zebra", "plan"))
    assert (numbers(zebra), zebra.says_all) == (numbers(secret), secret.says_all), "nor can it be guessed"


def test_it_follows_what_becomes_of_groups_and_items(db: Database) -> None:
    with db.transaction() as connection:
        groups.change_group(connection, 1, is_private=True)
    assert numbers(look(db, "quota")) == [] and numbers(look(db, "quota", "bo")) == [2]
    with db.transaction() as connection:
        groups.change_group(connection, 1, is_private=False)
        feedback.change(connection, T, 2, state="withdrawn")
        feedback.change(connection, T, 1, group_id=2)
    assert numbers(look(db, "quota")) == [] and numbers(look(db, "migration")) == []


def test_narrowed(db: Database) -> None:
    with db.transaction() as connection:
        say(connection, 7, "another quota", author=None)
        say(connection, 8, "my quota", author="olga", group=2)
    assert numbers(look(db, "quota", by="bo")) == [2]
    assert sorted(numbers(look(db, "quota", "olga"))) == [2, 7, 8]
    assert numbers(look(db, "quota", "olga", by="olga")) == [8], "nobody is told who is anonymous"
    assert numbers(look(db, "quota", "olga", group_id=2)) == [8]
    assert sorted(numbers(look(db, "quota", "olga", since=NOW + timedelta(minutes=7)))) == [7, 8]
    assert numbers(look(db, "quota", kinds=(KINDS["D"],))) == []


def test_by_its_number(db: Database) -> None:
    def seen(user: str) -> bool:
        with db.reading() as connection:
            return numbered(connection, Reader(T, user), understood("F-2"), "F", 2) is not None

    assert seen("olga")
    with db.transaction() as connection:
        groups.change_group(connection, 1, is_private=True)
    assert not seen("olga") and seen("bo")


def test_words_commoner_than_is_read_are_found_by_whoever_sees_few(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.search.READ", 5)
    monkeypatch.setattr("storage.search.ENOUGH", 5)
    with db.transaction() as connection:
        say(connection, 10, "the log of node one", author="gus")
        for number in range(11, 30):
            say(connection, number, f"the log of node {number}", group=2)
    assert numbers(look(db, "log", "gus", is_guest=True)) == [10]
    assert numbers(look(db, "log node", "gus")) == [10]
    assert numbers(look(db, "log", "ana")) == [29, 28, 27, 26, 25], "the newest, for whoever sees many"


WORDS = ["cone", "cones", "conic", "conical", "control", "disk", "disks", "data", "api", "log"]
STOCK = {number: " ".join(random.Random(number).sample(WORDS, 4)) for number in range(100, 160)}
QUESTIONS = ("con", "disk", "log api", "api con", "con log", "data disk con")


@pytest.mark.parametrize("look_up", [0, 10**6], ids=["looked up", "read on"])
def test_however_it_is_read_the_same_is_found(
    db: Database, monkeypatch: pytest.MonkeyPatch, look_up: int
) -> None:
    with db.transaction() as connection:
        for number, text in STOCK.items():
            author, group = "gus" if number % 9 == 0 else "carl", 2 if number % 4 else 1
            say(connection, number, text, author=author, group=group)

    def everything() -> list[Found]:
        readers = [("boss", {"is_admin": True}), ("ana", {}), ("olga", {}), ("gus", {"is_guest": True})]
        return [look(db, said, user, **who) for said in QUESTIONS for user, who in readers]

    exactly = everything()
    monkeypatch.setattr("storage.candidates.LOOK_UP", dict.fromkeys(("sqlite", "postgresql"), look_up))
    assert_same(everything(), exactly)
    monkeypatch.setattr("storage.search.READ", 3)
    monkeypatch.setattr("storage.search.ENOUGH", 1_000)
    assert_same(everything(), exactly)


def assert_same(found: list[Found], exactly: list[Found]) -> None:
    for one, other in zip(found, exactly, strict=True):
        assert (numbers(one), one.total, one.says_all) == (numbers(other), other.total, other.says_all)
        assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits])


@pytest.mark.parametrize("look_up", [0, 10**6], ids=["looked up", "read on"])
@pytest.mark.parametrize(("said", "rarest"), [("con", "con"), ("log", "log"), ("log con", "log")])
def test_of_a_common_word_the_newest_are_ranked(
    db: Database, monkeypatch: pytest.MonkeyPatch, look_up: int, said: str, rarest: str
) -> None:
    with db.transaction() as connection:
        for number, text in STOCK.items():
            say(connection, number, text)
    newest = [number for number, text in STOCK.items() if rarest in text][-12:]
    exactly = numbers(look(db, said, "boss", is_admin=True))
    monkeypatch.setattr("storage.candidates.LOOK_UP", dict.fromkeys(("sqlite", "postgresql"), look_up))
    monkeypatch.setattr("storage.search.READ", 12)
    monkeypatch.setattr("storage.search.ENOUGH", 1)
    best = [number for number in exactly if number in newest]
    assert best and numbers(look(db, said, "boss", is_admin=True)) == best


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
@example("`\" “ \0 ' % _ \\ <@U1> in:x kind:")
@example("\u202eRTL \u200f שלום \ud83c")
def test_any_text_is_a_question(db: Database, said: str) -> None:
    look(db, said.encode("utf-8", "ignore").decode().replace("\0", ""))
