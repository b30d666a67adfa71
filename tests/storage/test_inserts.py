"""A row is added with its defaults and its types, and once, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from storage import inserts
from storage.groups import group_by_slug, groups
from storage.items import events, receipts
from storage.outbox import outbox

T = "T1"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_defaults_types_and_missing_columns(db: Connection) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-5)))
    row = {"workspace": T, "lane": "C1", "kind": "message", "to": "C1", "due_at": elsewhere}
    assert inserts.add(db, outbox, {**row, "body": {"text": 'ü "so" % :x ?'}, "key": None})
    at = outbox.c
    found = db.execute(select(at.body, at.state, at.attempts, at.due_at, at.key, at.error)).one()
    assert found == ({"text": 'ü "so" % :x ?'}, "pending", 0, NOON, None, None)


def test_defaults_that_are_made_are_each_rows_own(db: Connection) -> None:
    for number in (1, 2):
        row = {"workspace": T, "item": f"F-{number}", "at": NOON, "what": "given"}
        inserts.add(db, events, row)
    assert db.execute(select(events.c.data, events.c.was_heard, events.c.why)).all() == [({}, False, "")] * 2


def test_what_is_there_already_stays_as_it_is(db: Connection) -> None:
    row = {"workspace": T, "key": "event/1", "at": NOON}
    later = {**row, "at": NOON + timedelta(hours=1)}
    assert inserts.add(db, receipts, row, unless_there=True)
    assert not inserts.add(db, receipts, later, unless_there=True)
    assert db.execute(select(func.count(), func.max(receipts.c.at))).one() == (1, NOON)
    with pytest.raises(IntegrityError):
        inserts.add(db, receipts, later)


def test_an_instant_must_be_aware(db: Connection) -> None:
    with pytest.raises(ValueError, match="aware"):
        inserts.add(db, receipts, {"workspace": T, "key": "event/1", "at": NOON.replace(tzinfo=None)})


def test_who_is_who_is_asked_anew(db: Connection) -> None:
    assert group_by_slug(db, T, "ops") is None
    row = {"workspace": T, "slug": "ops", "name": "Ops", "created_at": NOON}
    inserts.add(db, groups, row)
    found = group_by_slug(db, T, "ops")
    assert found is not None and (found.name, found.acknowledge_days) == ("Ops", 7)
