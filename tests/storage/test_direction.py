"""Statements, who was told, and which questions of direction nobody answered, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from storage import areas, direction, feedback, groups, links
from storage.feedback import Feedback

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_who_was_told_and_what_they_say(db: Connection) -> None:
    group = groups.add_group(db, T, "product", "Product", NOW)
    statement = direction.add(db, T, group, "U1", "onwards", NOW)
    assert direction.get(db, T, statement.number) == statement
    direction.address(db, statement, ["U2", "sealed:x"])
    direction.judge(db, T, statement.number, "U2", "no", NOW)
    direction.judge(db, T, statement.number, "U3", "yes", NOW)
    told = direction.readers_of(db, T, statement.number)
    assert direction.verdicts(told) == {"no": 1} and direction.told_at(db, T, "sealed:x") == [
        statement.number
    ]
    direction.forget_reader(db, T, "sealed:x")
    assert [reader.place for reader in direction.readers_of(db, T, statement.number)] == ["U2"]


def test_questions_of_direction_that_nobody_answered(db: Connection) -> None:
    group = groups.add_group(db, T, "product", "Product", NOW)
    area = areas.add_area(db, T, group, "nova", "Nova")
    known = ("routed", "direction"), ("routed", "direction"), ("routed", None), ("declined", "direction")
    for number, (state, axis) in enumerate(known, 11):
        item = Feedback(T, number, group, area, "where to", "U1", None, False, state, NOW, axis=axis)
        feedback.add(db, item, [])
    links.link(db, T, "F-11", "D-1", NOW)
    assert direction.unanswered(db, [group]) == {area: 2}, "a decision alone tells nobody where it goes"
    links.link(db, T, "F-11", "S-1", NOW)
    assert direction.unanswered(db, [group]) == {area: 1}
    assert direction.unanswered(db, []) == {}
