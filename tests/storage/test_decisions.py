"""Decisions are found by words, area and time, come up for review, and are noted once a line; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from storage import decisions, groups
from storage.decisions import Decision, Sought

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def group(db: Connection) -> int:
    return groups.add_group(db, T, "decided", "Decided", NOW)


def noted(db: Connection, group: int, *texts: str, **known: object) -> list[Decision]:
    found = []
    for number, text in enumerate(texts, 1):
        decision = replace(Decision(T, number, group, text, "U1", NOW + timedelta(days=number)), **known)
        decisions.add(db, decision)
        found.append(decision)
    return found


def numbers(db: Connection, group: int, sought: Sought) -> list[int]:
    found, total = decisions.search(db, [group], sought, limit=10, offset=0)
    assert total == len(found)
    return [decision.number for decision in found]


def test_what_is_kept_is_read_back(db: Connection, group: int) -> None:
    given = {"urls": ["https://example.org"], "present": ["U1", "Zoë"], "review_on": date(2026, 12, 3)}
    [decision] = noted(
        db, group, "we meet on Fridays", why="nobody has time", meeting=3, entry="1.0/0", **given
    )
    assert decisions.get(db, T, 1) == decision
    assert decisions.get(db, "T2", 1) is None and decisions.get(db, T, 2) is None
    assert decisions.several(db, T, [1, 2]) == decisions.of_meeting(db, T, 3) == [decision]
    assert decisions.of_entry(db, T, 3, "1.0/0") == decision and decisions.of_entry(db, T, 3, "1.0/1") is None


def test_words_are_found_in_any_form_and_script(db: Connection, group: int) -> None:
    noted(db, group, "Quotas are counted per project", "Réunions: le vendredi", "100% of_hosts 合意しました")
    for words, found in {
        "quota": [1],
        "counting projects": [1],
        "quota friday": [],
        "RÉUNION": [2],
        "vendredi": [2],
        "%": [3, 2, 1],
        "合意": [3],
        "": [3, 2, 1],
    }.items():
        assert numbers(db, group, Sought(words)) == found, words


def test_time_and_group_narrow_it_down(db: Connection, group: int) -> None:
    noted(db, group, "one", "two", "three")
    assert numbers(db, group, Sought(since=NOW + timedelta(days=2))) == [3, 2]
    assert numbers(db, group, Sought(before=NOW + timedelta(days=2))) == [1]
    assert numbers(db, group, Sought(area_id=99)) == []
    assert decisions.search(db, [], Sought(), limit=10, offset=0) == ([], 0)
    page, total = decisions.search(db, [group], Sought(), limit=1, offset=1)
    assert [d.number for d in page] == [2] and total == 3


def test_what_holds_comes_up_for_review(db: Connection, group: int) -> None:
    noted(db, group, "one", "two", review_on=date(2026, 6, 1))
    decisions.change(db, T, 2, superseded_by=3)
    assert decisions.due_for_review(db, [group], date(2026, 5, 31)) == []
    assert [d.number for d in decisions.due_for_review(db, [group], date(2026, 6, 1))] == [1]
    assert decisions.due_for_review(db, [], date(2026, 6, 1)) == []


def test_a_line_of_the_minutes_is_one_decision(db: Connection, group: int) -> None:
    [first] = noted(db, group, "one", meeting=3, entry="1.0/0")
    with pytest.raises(IntegrityError):
        decisions.add(db, replace(first, number=2))


def test_amendments_that_hold(db: Connection, group: int) -> None:
    noted(db, group, "one", "two", "three", amends=7)
    decisions.change(db, T, 2, superseded_by=3)
    assert [d.number for d in decisions.amendments(db, T, 7)] == [1, 3]
