"""Numbers without gaps, the story of an item, and receipts that count once, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import items
from storage.db import Database

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_each_kind_counts_for_itself_and_each_workspace(db: Connection) -> None:
    said = [items.next_number(db, *of) for of in ((T, "F"), (T, "F"), (T, "A"), ("T2", "F"), (T, "F"))]
    assert said == [1, 2, 1, 1, 3]


def test_numbers_and_receipts_among_many_writers(tables_url: str) -> None:
    with closing(Database(tables_url)) as database:

        def write(nth: int) -> tuple[int, bool]:
            with database.transaction() as db:
                return items.next_number(db, T, "F"), items.first_time(db, T, f"event/{nth % 10}", NOW)

        def fail(nth: int) -> None:
            with pytest.raises(ZeroDivisionError), database.transaction() as db:
                items.next_number(db, T, "F")
                nth / 0

        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(write, range(40)))
            list(pool.map(fail, range(8)))
        assert sorted(number for number, _ in done) == list(range(1, 41))
        assert sum(is_first for _, is_first in done) == 10
        assert write(99)[0] == 41, "a number goes back with what was not done"


def test_the_story_of_an_item_in_order(db: Connection) -> None:
    items.record(db, T, "F-1", "given", NOW, actor="U1", why="##nova", to="nova")
    items.record(db, T, "F-1", "accepted", NOW)
    items.record(db, T, "F-1", "earlier", NOW - timedelta(days=1))
    items.record(db, T, "F-11", "given", NOW)
    story = items.history(db, T, "F-1")
    assert [event.what for event in story] == ["earlier", "given", "accepted"]
    assert (story[1].actor, story[1].why, story[1].data) == ("U1", "##nova", {"to": "nova"})
    assert story[2].actor is None and story[2].at == NOW


def test_receipts_are_forgotten_in_time(db: Connection) -> None:
    assert items.first_time(db, T, "event/1", NOW) and not items.first_time(db, T, "event/1", NOW)
    assert items.first_time(db, "T2", "event/1", NOW)
    assert not items.has_receipts_before(db, NOW)
    items.forget_receipts(db, NOW + timedelta(seconds=1))
    assert items.first_time(db, T, "event/1", NOW)
