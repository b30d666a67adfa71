"""The questions that are asked of feedback, its cards, endorsements and gatherings, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import endorsements, feedback, feedback_due, gatherings, groups, people
from storage.feedback import LEADS, PEOPLE, Feedback

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


def add(db: Connection, number: int, **known: Any) -> Feedback:
    given: dict[str, Any] = {"group_id": None, "area_id": None, "text": f"number {number}", "author": "U1"}
    rest: dict[str, Any] = {"relay": None, "is_anonymous": False, "state": "routed", "created_at": NOW}
    item = Feedback(T, number, **{**given, **rest, **known})
    feedback.add(db, item, known.get("tags", ("nova", "nova", "gap")))
    return item


def numbers(found: list[Feedback]) -> list[int]:
    return [item.number for item in found]


def test_an_item_comes_back_as_it_was_given(db: Connection) -> None:
    item = add(db, 1, likely=[3, 2], text="‘<&>’ 实例\n" * 4000, nudge_at=NOW + timedelta(days=7))
    assert feedback.get(db, T, 1) == item
    assert feedback.get(db, "T2", 1) is feedback.get(db, T, 2) is None
    feedback.change(db, T, 1, state="accepted", acknowledged_at=NOW, likely=[])
    changed = feedback.get(db, T, 1)
    assert changed is not None and (changed.state, changed.likely) == ("accepted", [])
    assert changed.acknowledged_at == NOW
    feedback.set_tags(db, T, 1, ["other"], new=False)
    assert not feedback.is_indexed(db, T, 1) and numbers(feedback_due.unindexed(db)) == [1]
    feedback.change(db, T, 1, is_indexed=True)
    assert feedback_due.unindexed(db) == []


def test_who_may_know_of_what(db: Connection) -> None:
    public = groups.add_group(db, T, "public", "Public", NOW, channel="C1")
    private = groups.add_group(db, T, "private", "Private", NOW, channel="C2", is_private=True)
    groups.take_role(db, T, private, "ULEAD", "lead", NOW)
    people.enter(db, T, "C2", "UMEMBER")
    for number, group in ((1, public), (2, private), (3, None)):
        add(db, number, group_id=group)
    add(db, 4, group_id=private, author=None, for_user="UFOR")

    def seen(**who: Any) -> list[int]:
        return sorted(numbers(feedback.page(db, feedback.visible(T, **who), limit=9, offset=0)[0]))

    assert seen(user="USTRANGER") == [1, 3]
    assert seen(user="UMEMBER") == seen(user="ULEAD") == seen(user="UADMIN", admin=True) == [1, 2, 3, 4]
    assert seen(user="UFOR") == [1, 3, 4] and seen(user="UFOR", guest=True) == [4]
    assert seen(user="UMEMBER", guest=True) == []
    shown = feedback.shown_in(T, "C1"), feedback.shown_in(T, "C2"), feedback.shown_in(T, None)
    all_of_it = [1, 2, 3, 4]
    assert [numbers(feedback.those_of(db, where, all_of_it)) for where in shown] == [
        [1, 3],
        all_of_it,
        [1, 3],
    ]
    beside = [feedback.beside(item) for item in feedback.several(db, T, [1, 2, 3])]
    assert [numbers(feedback.those_of(db, where, [3, 2, 1])) for where in beside] == [[1], [2, 1], [3, 1]]


def test_pages_and_the_most_endorsed(db: Connection) -> None:
    for number in range(1, 8):
        add(db, number, state="declined" if number == 7 else "routed")
    for number, users in ((2, "AB"), (5, "ABC"), (6, "A")):
        assert all(endorsements.endorse(db, T, number, user, NOW) for user in users)
    where = feedback.unsettled() & feedback.visible(T, "U1")
    found, total = feedback.page(db, where, limit=4, offset=0)
    assert (numbers(found), total) == ([6, 5, 4, 3], 6)
    assert numbers(feedback.page(db, where, limit=4, offset=4)[0]) == [2, 1]
    top = feedback.page(db, where, by_endorsements=True, limit=4, offset=0)[0]
    assert numbers(top) == [5, 2, 6, 1]
    assert endorsements.counts(db, T, [1, 2, 5]) == {2: 2, 5: 3}


def test_a_voice_counts_once_however_it_came(db: Connection) -> None:
    assert endorsements.endorse(db, T, 1, "UA", NOW)
    assert not endorsements.endorse(db, T, 1, "UA", NOW)
    endorsements.bring(db, T, 1, {"UA": 2, "UB": 2, "F-2": 2}, NOW + timedelta(seconds=1))
    assert endorsements.endorsers(db, T, 1) == ["UA", "F-2", "UB"]
    assert not endorsements.endorse(db, T, 1, "UB", NOW), "now they say so themselves"
    endorsements.bring(db, T, 1, {}, NOW)
    assert endorsements.endorsers(db, T, 1) == ["UA", "UB"]


def test_cards_are_remembered_by_place_and_audience(db: Connection) -> None:
    assert feedback.add_card(db, T, 1, "U1", LEADS) and feedback.add_card(db, T, 1, "U1", PEOPLE)
    assert not feedback.add_card(db, T, 1, "U1", PEOPLE)
    feedback.add_card(db, T, 1, "C1", LEADS)
    feedback.add_card(db, T, 2, "U1", LEADS)
    assert feedback.cards_of(db, T, 1, LEADS) == ["C1", "U1"] and feedback.cards_of(db, T, 1, PEOPLE) == [
        "U1"
    ]
    assert feedback.numbers_with_card(db, T, "U1", LEADS) == [1, 2]
    feedback.drop_card(db, T, 1, "U1", LEADS)
    assert feedback.cards_of(db, T, 1, LEADS) == ["C1"] and feedback.cards_of(db, T, 1, PEOPLE) == ["U1"]


def test_what_is_due(db: Connection) -> None:
    soon, later = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    add(db, 1, nudge_at=later)
    add(db, 2, nudge_at=soon, returns_at=later)
    add(db, 3, returns_at=soon)
    assert numbers(feedback_due.due_for_nudge(db, soon)) == [2]
    assert numbers(feedback_due.due_for_nudge(db, later)) == [2, 1]
    assert numbers(feedback_due.due_to_return(db, NOW)) == [] and numbers(
        feedback_due.due_to_return(db, soon)
    ) == [3]


@pytest.mark.parametrize(
    ("states", "expired"),
    [
        ({1: ("resolved", 31, None)}, [1]),
        ({1: ("resolved", 30, None)}, []),
        ({1: ("accepted", None, None)}, []),
        ({1: ("duplicate", 90, 2), 2: ("accepted", None, None)}, []),
        ({1: ("duplicate", 90, 2), 2: ("declined", 29, None)}, []),
        ({1: ("duplicate", 90, 2), 2: ("declined", 31, None)}, [1, 2]),
    ],
)
def test_whose_address_expires(
    db: Connection, states: dict[int, tuple[str, int | None, int | None]], expired: list[int]
) -> None:
    for number, (state, days, into) in states.items():
        closed_at = NOW - timedelta(days=days) if days else None
        add(db, number, state=state, closed_at=closed_at, merged_into=into, relay=f"sealed:{number}")
    due = feedback_due.relays_closed_before(db, NOW - timedelta(days=30))
    assert sorted(numbers(due)) == expired
    assert numbers(feedback.merged_into(db, T, 2)) == [n for n, (_, _, into) in states.items() if into == 2]


def test_an_hour_of_a_channel(db: Connection) -> None:
    assert gatherings.closes_at(db, T, "C1") is None
    gatherings.open_hour(db, T, "C1", NOW)
    gatherings.open_hour(db, T, "C1", NOW + timedelta(hours=1))
    assert gatherings.closes_at(db, T, "C1") == NOW + timedelta(hours=1)
    for number in (5, 3):
        gatherings.add(db, T, "C1", number)
    assert gatherings.waiting(db, T, "C1") == [3, 5] and gatherings.waiting(db, T, "C2") == []
    assert gatherings.remove(db, T, 3) and not gatherings.remove(db, T, 3)
    assert gatherings.due(db, NOW) == [] and gatherings.due(db, NOW + timedelta(hours=1)) == [(T, "C1")]
    gatherings.close(db, T, "C1")
    assert gatherings.closes_at(db, T, "C1") is None
