"""Meetings out of the registries of other communities, as an operator imports them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from handlers.registry.exporting import export
from handlers.registry.importing import Plan, apply, plan
from storage import groups, meetings
from storage.db import Database
from tests.databases import with_tables

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
REAL = Path(__file__).parents[3] / "shared/data/schedules/kubernetes-sigs.yaml"
SIGS = """
sigs:
- dir: sig-storage
  name: Storage
  meetings:
  - {description: Weekly, day: Monday, time: '11:00', tz: PT (Pacific Time), frequency: weekly, url: 'https://x.example'}
  - {description: Asia, day: Tuesday (starting September 10th 2024), time: '8:00', tz: UTC, frequency: bi-weekly}
  - {description: Triage, day: Friday, time: 9:30, tz: UTC, frequency: 'weekly, sign in first'}
  - {description: Europe, day: Tuesday, time: '8:00', tz: CET (Central European Time), frequency: biweekly}
  - {description: Odd one, day: Someday, time: '8:00', tz: UTC, frequency: monthly}
"""
IRC = """
project: Documentation Team
meeting_id: docteam
schedule:
- {time: 0730, duration: 30, day: Thursday, irc: openstack-meeting, frequency: biweekly-even, start_date: 20181206}
- {time: 1630, duration: 30, day: Thursday, irc: openstack-meeting, frequency: biweekly-odd, start_date: 20181206,
   skip_dates: [{skip_date: 20260312, reason: Summit}]}
chair: Person 1
---
project: Puppet
schedule:
- {time: '1500', day: Tuesday, irc: puppet, frequency: adhoc, start_date: 20160112}
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    database = Database(with_tables(tmp_path / "c.db"))
    with database.transaction() as connection:
        yield connection
    database.close()


def imported(db: Connection, text: str) -> Plan:
    found = plan(db, "T1", text, None, NOW)
    apply(db, found, NOW)
    return found


def test_what_is_understood_becomes_series_with_their_next_meetings(db: Connection) -> None:
    told = "\n".join(imported(db, SIGS).lines())
    assert "sig-storage  Weekly: Every week on Monday at 11:00 (America/Los_Angeles)" in told
    assert "Asia: Every 2 weeks on Tuesday at 08:00 (UTC), from Tue 10 Sep 2024" in told
    assert "Triage: Every week on Friday at 09:30 (UTC)" in told
    assert "“sign in first” says nothing of when" in told
    group = groups.group_by_slug(db, "T1", "sig-storage")
    assert group
    first = meetings.next_of_group(db, group.id, NOW)
    assert first and (first.name, first.link) == ("Weekly", "https://x.example")
    assert first.starts_at == datetime(2026, 3, 2, 19, tzinfo=UTC)


def test_what_is_not_understood_is_listed_as_it_stood_and_why(db: Connection) -> None:
    told = "\n".join(imported(db, SIGS).problems)
    assert (
        "meeting “Europe” (biweekly, Tuesday, 8:00, CET (Central European Time)): it does not say from"
        in told
    )
    assert "meeting “Odd one” (monthly, Someday, 8:00, UTC): I do not understand “someday”" in told


def test_a_second_time_changes_nothing_and_an_export_keeps_all(db: Connection) -> None:
    imported(db, SIGS)
    assert not plan(db, "T1", SIGS, None, NOW).steps
    assert not plan(db, "T1", export(db, "T1"), None, NOW).steps


def test_openstacks_files_with_odd_and_even_weeks(db: Connection) -> None:
    found = imported(db, IRC)
    told = "\n".join(found.lines())
    assert (
        "In even ISO weeks on Thursday at 07:30 (UTC); and in odd ISO weeks on Thursday at 16:30 (UTC)"
        in told
    )
    assert "meeting “Puppet” (adhoc Tuesday 1500): I do not understand “adhoc”" in told
    group = groups.group_by_slug(db, "T1", "docteam")
    assert group
    planned = [f"{m.starts_at:%d %H:%M}" for m in meetings.coming_up(db, [group.id], NOW, 9)]
    assert planned == ["05 07:30", "19 07:30"] or planned == ["05 07:30"]
    assert not plan(db, "T1", IRC, None, NOW).steps


@pytest.mark.skipif(not REAL.exists(), reason="the folder of real data is absent")
def test_the_real_sigs_yaml(db: Connection) -> None:
    """19 of 37 are read; 16 are biweekly without a first date, one is monthly on any Thursday, one follows another."""
    found = imported(db, REAL.read_text("utf-8"))
    made = [step for step in found.steps if step.what == "meeting"]
    refused = [line for line in found.problems if "meeting “" in line]
    assert (len(made), len(refused)) == (19, 18)
    assert sum("does not say from when" in line for line in refused) == 16
