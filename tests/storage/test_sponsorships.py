"""Which commitments are unsponsored, at risk or somebody's, and whose sponsor is asked when, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection

from storage import actions, groups, sponsorships
from storage.actions import BLOCKED, DONE, OPEN, Action
from storage.sponsorships import CONFIRMED, UNSPONSORED

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def promised(db: Connection, number: int, due: date, state: str = OPEN, stands: str | None = None) -> None:
    group = groups.group_by_slug(db, T, "product")
    group_id = group.id if group else groups.add_group(db, T, "product", "Product", NOW, channel="C1")
    actions.add(db, Action(T, number, group_id, "x", state, due, NOW, "U1"))
    actions.add_owner(db, T, number, "U1", NOW)
    sponsorships.add(db, T, number, "U2", NOW, NOW + timedelta(days=3))
    if stands:
        sponsorships.change(db, T, number, state=stands, ask_at=None)


def numbers(db: Connection, where: ColumnElement[bool]) -> list[int]:
    return sorted(action.number for action, _ in actions.page(db, where, limit=50)[0])


def test_lists(db: Connection) -> None:
    soon, late, over = TODAY + timedelta(days=7), TODAY + timedelta(days=8), TODAY - timedelta(days=1)
    promised(db, 1, soon)
    promised(db, 2, soon, stands=CONFIRMED)
    promised(db, 3, late, stands=UNSPONSORED)
    promised(db, 4, late, BLOCKED, CONFIRMED)
    promised(db, 5, over, stands=CONFIRMED)
    promised(db, 6, over, DONE)
    assert numbers(db, sponsorships.at_risk(T, TODAY)) == [1, 4, 5]
    assert numbers(db, sponsorships.unsponsored(T)) == [3]
    assert numbers(db, sponsorships.commitments("T2")) == []
    for user, mine in (("U1", 6), ("U2", 6), ("U3", 0)):
        assert len(numbers(db, sponsorships.concerning(T, user))) == mine
    assert [found.number for found in sponsorships.alive_of_sponsor(db, T, "U2")] == [1, 2, 3, 4, 5]


def test_whose_word_is_due(db: Connection) -> None:
    promised(db, 1, TODAY)
    promised(db, 2, TODAY, stands=CONFIRMED)
    assert sponsorships.due_to_ask(db, NOW + timedelta(days=2)) == []
    assert sponsorships.due_to_ask(db, NOW + timedelta(days=3)) == [(T, 1)]
    found = sponsorships.of(db, T, 1)
    assert found is not None and (found.sponsor, found.times) == ("U2", 1)
    assert sponsorships.of(db, T, 9) is None
    assert set(sponsorships.several(db, T, [1, 2, 9])) == {1, 2}
