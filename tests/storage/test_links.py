"""What came of what is found from either end, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage import links

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_link_is_found_from_either_end(db: Connection) -> None:
    links.link(db, T, "F-1", "D-1", NOW)
    links.link(db, T, "D-1", "A-1", NOW + timedelta(minutes=1))
    links.link(db, T, "F-1", "D-1", NOW + timedelta(hours=1))
    links.link(db, "T2", "F-1", "A-9", NOW)
    assert links.outcomes_of(db, T, "F-1") == ["D-1"]
    assert (links.causes_of(db, T, "D-1"), links.outcomes_of(db, T, "D-1")) == (["F-1"], ["A-1"])
    assert [found.outcome for found in links.beside(db, T, ["F-1", "A-1"])] == ["D-1", "A-1"]
    assert links.beside(db, T, ["F-1"])[0].at == NOW, "the first time counts"
    assert links.beside(db, T, []) == []
