"""Action items in both databases: whose they are, in which order they are listed, whose morning it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from storage import action_due, actions, groups, people
from storage.actions import Action

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def stocked(db: Connection) -> int:
    """A-1 is Bo's and Ana's, A-2 is Ana's, A-3 nobody's."""
    group = groups.add_group(db, "T", "product", "Product", NOW)
    for user, name in (("U1", "Bo"), ("U2", "Ana")):
        people.save_person(db, "T", user, name=name)
    for number, users in ((1, ("U1", "U2")), (2, ("U2",)), (3, ())):
        origin = f"M-7/1772.{number}/0"
        due = date(2026, 3, 9 - number)
        actions.add(db, Action("T", number, group, "do it", "open", due, NOW, origin=origin))
        for user in users:
            assert actions.add_owner(db, "T", number, user, NOW)
            assert not actions.add_owner(db, "T", number, user, NOW), "once"
    return group


def test_whose_they_are_and_in_which_order(db: Connection) -> None:
    group = stocked(db)
    assert actions.owners_of(db, "T", [1, 2, 3]) == {1: ["U1", "U2"], 2: ["U2"]}
    where = actions.visible("T", "U1") & actions.alive()
    by_due, total = actions.page(db, where, limit=2)
    assert [action.number for action, _ in by_due] == [3, 2] and total == 3
    by_owner, rows = actions.page(db, where, order="owner", limit=10)
    expected = [(3, None), (2, "U2"), (1, "U2"), (1, "U1")]
    assert [(action.number, user) for action, user in by_owner] == expected and rows == 4
    assert actions.count(db, actions.unowned("T")) == 1
    assert [a.number for a in actions.overdue_of_group(db, group, date(2026, 3, 8))] == [3, 2]
    assert [a.number for a in actions.of_line(db, "T", 7, "1772.2")] == [2]
    assert actions.of_origin(db, "T", "M-7/1772.9/0") is None


def test_whose_morning_it_is(db: Connection) -> None:
    stocked(db)
    actions.remind(db, "T", [(1, "U1", NOW), (1, "U2", NOW), (2, "U2", NOW), (2, "U9", NOW)])
    assert action_due.people_due(db, NOW - timedelta(seconds=1)) == []
    assert sorted(action_due.people_due(db, NOW)) == [("T", "U1"), ("T", "U2")]
    assert [a.number for a in action_due.due_for(db, "T", "U2", NOW)] == [2, 1]
    assert action_due.begin_round(db, "T", "U2", NOW.date(), [2, 1])
    assert not action_due.begin_round(db, "T", "U2", NOW.date(), [1]), "one message a day"
    last = action_due.last_round(db, "T", "U2")
    assert last is not None and last.numbers == [2, 1]
    action_due.put_off(db, "T", "U2", NOW, NOW + timedelta(days=1))
    action_due.put_off(db, "T", "U1", NOW, None)
    assert action_due.people_due(db, NOW) == []
    assert action_due.people_due(db, NOW + timedelta(days=1)) == [("T", "U2")]
