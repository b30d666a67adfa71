"""What digests and summaries ask of storage: the same number of queries for one item and for many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from handlers.contract import Context, Settings
from handlers.digests import chairs, leads, views
from storage import actions, agenda, areas, chairing, endorsements, feedback, groups, meetings, people, turns
from storage.actions import Action
from storage.feedback import Feedback
from storage.turns import Turn

T, NOW = "T1", datetime(2026, 3, 9, 9, tzinfo=UTC)
OLD = NOW - timedelta(days=40)


@contextmanager
def counting(db: Connection) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db, "before_cursor_execute", note)
    yield asked
    event.remove(db, "before_cursor_execute", note)


def a_group(db: Connection, slug: str, items: int) -> int:
    group = groups.add_group(db, T, slug, slug.title(), OLD, channel=f"C{slug}")
    groups.take_role(db, T, group, "UCHAIR", "chair", OLD)
    area = areas.add_area(db, T, group, f"{slug}-area", "Area")
    for n in range(items):
        meetings.add_meeting(db, T, group, "Sync", NOW + timedelta(hours=n), NOW + timedelta(hours=n + 1))
        agenda.add(db, T, group, "Topic", "UCHAIR", NOW, minutes=5 if n else None)
        number = 1000 * group + n
        due = (OLD + timedelta(days=n)).date()
        actions.add(db, Action(T, number, group, "Do it", "open", due, OLD))
        actions.add_owner(db, T, number, f"U{n % 3}", OLD)
        said = Feedback(
            T, number, group, area, "It hurts", "U1", None, False, "routed", OLD, axis="direction"
        )
        feedback.add(db, said, ())
    return group


@pytest.mark.parametrize(("count", "items"), [(1, 1), (1, 30), (5, 10)])
def test_a_digest_is_a_constant_number_of_queries(db: Connection, count: int, items: int) -> None:
    people.save_person(db, T, "UCHAIR", name="Carl", zone="UTC")
    for n in range(count):
        a_group(db, f"g{n}", items)
    ctx = Context(db, NOW, T, Settings())
    with counting(db) as asked:
        brief = chairs.brief_of(ctx, chairs.chaired(ctx, "UCHAIR"), "UTC")
        drawn = views.digest(brief, NOW, "every Monday at 09:00", "/wg")
    assert len(asked) == 20, asked
    assert brief.overdue == brief.unacknowledged == count * items
    assert 5 < len(drawn.blocks) <= 50


@pytest.mark.parametrize("tables", ["sqlite"], indirect=True)  # PostgreSQL plans by what is in them
def test_no_question_of_a_digest_reads_all_of_a_workspace(db: Connection) -> None:
    """By an index on its groups each: what other groups have costs nothing."""
    a_group(db, "one", 1)
    plans: list[str] = []

    def explain(_conn: object, cursor: Any, statement: str, values: Any, *_rest: object) -> None:
        plans.extend(row[3] for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values))

    ctx = Context(db, NOW, T, Settings())
    event.listen(db, "before_cursor_execute", explain)
    chairs.brief_of(ctx, chairing.chaired_by(db, T, "UCHAIR"), "UTC")
    event.remove(db, "before_cursor_execute", explain)
    whole = [
        step for step in plans if step.startswith("SCAN") and "(subquery" not in step and "anon" not in step
    ]
    whole += [step for step in plans if step.endswith(("(workspace=?)", "(state=? AND workspace=?)"))]
    assert len(plans) > 40 and not whole


@pytest.mark.parametrize("items", [1, 30])
def test_a_summary_is_a_constant_number_of_queries(db: Connection, items: int) -> None:
    people.save_person(db, T, "ULEAD", name="Lea", zone="UTC")
    group = a_group(db, "one", items)
    [(area, _)] = chairing.areas_of(db, [group])
    groups.take_role(db, T, group, "ULEAD", "lead", OLD, area.id)
    people.set_employer(db, T, "U1", "Acme", OLD)
    people.set_employer(db, T, "U2", "Other", OLD)
    endorsements.endorse(db, T, 1000 * group, "U2", NOW)
    with counting(db) as asked:
        found = leads.summary_of(Context(db, NOW, T, Settings()), "ULEAD", "ULEAD", None)
    assert len(asked) == 7, asked
    assert len(found.items) == items
    assert found.employers[1000 * group] == 2 and found.items[0].endorsements == 1


def test_lists_are_counted_beyond_what_they_show(db: Connection) -> None:
    group = a_group(db, "one", 9)
    found, total = chairing.unacknowledged(db, T, [group], NOW, 4)
    assert (len(found), total) == (4, 9)
    rows, total = chairing.overdue_by_owner(db, [group], NOW.date())
    assert (len(rows), total) == (9, 9)
    assert chairing.topics(db, [group])[group] == chairing.Topics(9, 1, 40)
    assert [led for _, led in chairing.areas_of(db, [group])] == [False]


def test_a_turn_is_woken_by_what_moves_it(db: Connection) -> None:
    people.save_person(db, T, "UCHAIR", name="Carl", zone="UTC")
    assert not turns.due(db, NOW)
    a_group(db, "one", 0)
    a_group(db, "two", 0)
    [turn] = turns.due(db, NOW)
    assert turn == Turn(T, turns.CHAIR, "UCHAIR", None, turns.AT_ONCE)
    turns.change(db, turn, since=NOW, next_at=NOW + timedelta(days=7))
    people.save_person(db, T, "UCHAIR", name="Carla")
    assert not turns.due(db, NOW)
    people.save_person(db, T, "UCHAIR", zone="Asia/Tokyo")
    assert [turn.since for turn in turns.due(db, NOW)] == [NOW]


def test_the_last_meetings_with_how_many_came(db: Connection) -> None:
    group = a_group(db, "one", 0)
    for n in range(3):
        ended = OLD + timedelta(days=n)
        held = meetings.add_meeting(db, T, group, "Sync", ended, ended, state=meetings.ENDED, ended_at=ended)
        for user in range(n):
            meetings.present(db, held, f"U{user}", ended)
    assert [one.present for one in chairing.last_held(db, [group])] == [2, 1]
