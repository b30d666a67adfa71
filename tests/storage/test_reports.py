"""What reports ask, on both databases: what is counted, of which groups, and with how many queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event, insert

from storage import decisions, feedback, groups, meetings, minutes, outbox, people, reports
from storage.decisions import Decision
from storage.feedback import Feedback
from storage.reports import Done

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE, UNTIL = NOW, NOW + 7 * DAY


def group(db: Connection, slug: str, **known: Any) -> int:
    return groups.add_group(db, T, slug, slug.title(), NOW, **known)


def add(db: Connection, number: int, **known: Any) -> None:
    given: dict[str, Any] = {"group_id": None, "area_id": None, "text": "slow", "author": "U1", "relay": None}
    rest: dict[str, Any] = {"is_anonymous": False, "state": "routed", "created_at": NOW}
    feedback.add(db, Feedback(T, number, **{**given, **rest, **known}), ())


def stands(db: Connection, key: str) -> None:
    row = {"workspace": T, "key": key, "channel": "D1", "ts": "1.0", "at": NOW}
    db.execute(insert(outbox.posted), row)


def meeting(db: Connection, group_id: int, ended_at: datetime | None, lines: dict[str, list[str]]) -> None:
    state = {"state": "ended", "ended_at": ended_at} if ended_at else {"state": "live"}
    made = meetings.add_meeting(db, T, group_id, "Weekly", NOW, NOW + DAY, **state)
    said = [(who, text) for who, texts in lines.items() for text in texts]
    for place, (who, text) in enumerate(said):
        minutes.add_line(db, T, made.number, f"1.{place:06}", who, text)


@contextmanager
def counting(db: Connection) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(db, "before_cursor_execute", note)
    yield asked
    event.remove(db, "before_cursor_execute", note)


def test_what_was_measured_within_the_time(db: Connection) -> None:
    mine, other = group(db, "mine"), group(db, "other")
    add(db, 1, group_id=mine, acknowledged_at=NOW + DAY, decided_at=NOW + 2 * DAY, verdict="yes")
    add(db, 2, group_id=mine, created_at=NOW - DAY, closed_at=NOW - timedelta(hours=1))
    add(db, 3, group_id=mine, created_at=NOW - 9 * DAY, reopened_at=NOW + DAY)
    add(db, 4, group_id=other)
    add(db, 5)
    add(db, 6, group_id=mine, created_at=NOW - 9 * DAY)
    add(db, 12, group_id=mine)
    stands(db, feedback.told_key(1))
    stands(db, feedback.told_key(2))
    stands(db, "feedback/12/card/C1")
    found = {(m.created_at, m.told): m for m in reports.measured(db, T, [mine], SINCE)}
    assert set(found) == {(NOW, True), (NOW, False), (NOW - 9 * DAY, False)}
    first = found[NOW, True]
    assert (first.acknowledged_at, first.decided_at, first.verdict) == (NOW + DAY, NOW + 2 * DAY, "yes")
    assert len(reports.measured(db, T, [mine, other], SINCE)) == 4
    assert len(reports.measured(db, T, [mine, other, None], SINCE)) == 5
    assert [m.group_id for m in reports.measured(db, T, [None], SINCE)] == [None]
    assert reports.measured(db, T, [], SINCE) == reports.measured(db, "T2", [mine, None], SINCE) == []


def test_feedback_counts_by_author_with_the_voice_of_then(db: Connection) -> None:
    mine = group(db, "mine")
    people.save_person(db, T, "U1", voice="user")
    for number, known in enumerate(
        (
            {"voice": "operator"},
            {"voice": "operator", "decided_at": NOW + DAY},
            {"voice": None},
            {"voice": "operator", "author": None, "is_anonymous": True},
            {"created_at": NOW - DAY, "decided_at": NOW, "author": "U2"},
            {"created_at": UNTIL, "decided_at": UNTIL},
        ),
        1,
    ):
        add(db, number, group_id=mine, **known)
    given = reports.given(db, T, [mine], SINCE, UNTIL)
    assert {(d.user, d.voice, d.count) for d in given} == {
        ("U1", "operator", 2),
        ("U1", None, 1),
        (None, "operator", 1),
    }
    answered = reports.answered(db, T, [mine], SINCE, UNTIL)
    assert {(d.user, d.count) for d in answered} == {("U1", 1), ("U2", 1)}


def test_lines_count_that_were_said_in_meetings_that_ended(db: Connection) -> None:
    mine, other = group(db, "mine"), group(db, "other")
    people.save_person(db, T, "U1", voice="operator")
    meeting(db, mine, NOW + DAY, {"U1": ["one", "Present+", "two", "regrets+ Bo"], "U2": ["three"]})
    meeting(db, mine, NOW - DAY, {"U1": ["before"]})
    meeting(db, mine, None, {"U1": ["it goes on"]})
    meeting(db, other, NOW + DAY, {"U3": ["elsewhere"]})
    meeting(db, mine, NOW + 2 * DAY, {})
    minutes.add_deed(db, T, 1, "U4", "q+")
    minutes.drop_line(db, T, 1, "1.000002")
    found = reports.spoken(db, T, [mine], SINCE, UNTIL)
    assert set(found) == {Done(mine, "U1", "operator", 1), Done(mine, "U2", None, 1)}
    assert reports.held(db, T, [mine, other], SINCE, UNTIL) == {mine: 2, other: 1}


def test_decisions_count_for_who_made_them(db: Connection) -> None:
    mine = group(db, "mine")
    people.save_person(db, T, "U1", voice="operator")
    for number, by, at in ((1, "U1", NOW), (2, "U1", NOW + DAY), (3, "Bo of IRC", NOW), (4, "U1", UNTIL)):
        decisions.add(db, Decision(T, number, mine, "We go on", by, at))
    found = reports.decided(db, T, [mine], SINCE, UNTIL)
    assert set(found) == {Done(mine, "U1", "operator", 2), Done(mine, "Bo of IRC", None, 1)}


def test_members_joined_or_are_in_the_channel(db: Connection) -> None:
    joined, open_to_all = group(db, "joined", channel="C1"), group(db, "open", channel="C2")
    alone = group(db, "alone")
    for user, role in (
        ("U1", "member"),
        ("U1", "chair"),
        ("U2", "lead"),
        ("U3", "observer"),
        ("U4", "member"),
    ):
        groups.take_role(db, T, joined, user, role, NOW)
    groups.end_role(db, joined, "U4", "member", NOW)
    groups.take_role(db, T, open_to_all, "U9", "chair", NOW)
    groups.take_role(db, T, alone, "U8", "chair", NOW)
    for user, known in (
        ("U1", {"voice": "user"}),
        ("U5", {}),
        ("UBOT", {"is_bot": True}),
        ("UGONE", {"deleted": True}),
    ):
        people.save_person(db, T, user, **known)
        for channel in ("C1", "C2"):
            people.enter(db, T, channel, user)
    found = reports.members(db, T, [joined, open_to_all, alone])
    assert {(d.group_id, d.user, d.voice, d.count) for d in found} == {
        (joined, "U1", "user", 1),
        (joined, "U2", None, 1),
        (open_to_all, "U1", "user", 1),
        (open_to_all, "U5", None, 1),
        (alone, "U8", None, 1),
    }
    assert len(found) == 5


def test_however_many_groups_and_items_it_takes_as_many_queries(db: Connection) -> None:
    ids = [group(db, f"group-{n}", channel=f"C{n}") for n in range(40)]
    for number in range(1, 400):
        add(db, number, group_id=ids[number % 40], author=f"U{number % 7}")
    with counting(db) as few:
        reports.deeds(db, T, ids[:1], SINCE, UNTIL)
        reports.measured(db, T, ids[:1], SINCE)
    with counting(db) as many:
        found = reports.deeds(db, T, [*ids, None], SINCE, UNTIL)
        items = reports.measured(db, T, [*ids, None], SINCE)
    assert len(few) == len(many) == 7
    assert sum(d.count for d in found.given) == len(items) == 399


def test_the_past_is_left_out_by_an_index(db: Connection) -> None:
    if db.dialect.name != "sqlite":
        return  # a planner that knows how small the table is reads all of it
    with counting(db) as asked:
        reports.measured(db, T, [1, 2], SINCE)
    binds = {"w": T}
    plan = " ".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {_filled(asked[0])}", binds))
    assert "ix_feedback" in plan and "SCAN feedback" not in plan, plan


def _filled(statement: str) -> str:
    return statement.replace("?", "0")
