"""Schedules that real communities wrote down, against the occurrences that others computed for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers import recurrence as r
from handlers.calendar import WEEKDAYS
from handlers.contract import UserError
from handlers.recurrence import Rule, Schedule, occurrences
from handlers.registry.meeting_entries import entries
from handlers.registry.reading import read

DATA = Path(__file__).parents[3] / "shared/data/schedules"
LONG_AGO = datetime(2010, 1, 1, tzinfo=UTC)
TODAY = date(2016, 1, 1)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the folder of real data is absent")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def stamps(times: list[datetime]) -> list[str]:
    return [f"{at:%Y-%m-%dT%H:%MZ}" for at in times]


def of_openstack(row: dict[str, Any]) -> list[str]:
    """Our first 60, without the days that the file skips."""
    [entry] = entries(row["project"], [row["schedule"]])
    found, _ = entry.understood(TODAY, "UTC")
    skipped = {day for day, _ in entry.skips}
    times = occurrences(found.schedule, LONG_AGO, count=60)
    return stamps([at for at in times if at.date() not in skipped])


def is_after_a_53_week_year(day: str) -> bool:
    return day >= "2021-01-04"


def test_openstacks_schedules_equal_their_reference() -> None:
    """187: one says "adhoc", one has an end that the reference overlooked, all others are equal.

    The reference's odd and even weeks lose their parity after week 53 of 2020: its own row says where.
    """
    checked, ad_hoc, ended = 0, 0, 0
    for row in rows("openstack-schedules.jsonl"):
        reference = row["reference"]
        if not reference:
            continue
        if not reference["occurrences_utc"]:
            with pytest.raises(UserError):
                of_openstack(row)
            ad_hoc += 1
            continue
        # What the peer lists, it lists with the days that are skipped left in as EXDATE.
        expected = [at for at in reference["occurrences_utc"] if at not in reference["exdate_utc"]]
        breaks = reference["first_occurrence_breaking_iso_week_parity"] or "9999"
        expected = [at for at in expected if at[:10] < breaks]
        ours = of_openstack(row)
        if "end_date" in row["schedule"]:
            assert ours == expected[:4]
            ended += 1
        else:
            assert ours[: len(expected)] == expected, row["file"]
        checked += 1
    assert (checked, ad_hoc, ended) == (186, 1, 1)


def test_openstacks_schedules_without_a_start_are_understood_too() -> None:
    refused = []
    for row in rows("openstack-schedules.jsonl"):
        try:
            assert of_openstack(row)
        except UserError:
            refused.append(row["schedule"]["frequency"])
    assert refused == ["adhoc"]


def test_all_33_files_of_openstack_become_one_meeting_each() -> None:
    text = "\n---\n".join(
        path.read_text("utf-8") for path in sorted((DATA / "openstack-irc-meetings").iterdir())
    )
    reading = read(text)
    assert (len(reading.groups), reading.problems) == (33, [])
    found = [entry for group in reading.groups for entry in entries(group.name, group.meetings)]
    assert len(found) == 33
    assert all(entry.understood(TODAY, "UTC") for entry in found)


def rust_rules(row: dict[str, Any]) -> Iterator[Rule]:
    start = datetime.fromisoformat(row["start"]["date"])
    for said in row["recurrence_rules"] or []:
        hours = said.get("by_hour", [start.hour])
        until = datetime.fromisoformat(said["until"].replace(".00Z", "+00:00")) if "until" in said else None
        local_until = until.astimezone(ZoneInfo(row["start"]["timezone"])).date() if until else None
        by_day = said.get("by_day", [{"day": WEEKDAYS[start.weekday()].lower()}])
        for day in by_day:
            is_nth = "num" in day
            kind = r.WEEKLY if said["frequency"] == "weekly" else r.MONTHLY_NTH if is_nth else r.MONTHLY_DAY
            yield Rule(
                kind,
                time(hours[0], start.minute),
                row["start"]["timezone"],
                start.date(),
                every=said.get("interval", 1),
                weekday=[name.lower() for name in WEEKDAYS].index(day["day"]),
                nth=day.get("num") if is_nth else start.day if kind == r.MONTHLY_DAY else None,
                until=local_until,
            )


def test_rusts_local_series_give_the_same_instants() -> None:
    """All that have a zone of their own, over the changes of clocks on both sides of the Atlantic.

    One lists only the first of its two rules, with an hour each: it is compared with that one.
    """
    checked = 0
    for row in rows("rust-lang-events.jsonl"):
        expected = row.get("occurrences_utc_dateutil")
        if not expected:
            continue
        off = (row["exceptions"] or {}).get("dates", [])
        zone = ZoneInfo(row["start"]["timezone"])
        skipped = {datetime.fromisoformat(d[:19]).replace(tzinfo=UTC) for d in off}
        skipped |= {datetime.fromisoformat(d[:19]).replace(tzinfo=zone).astimezone(UTC) for d in off}
        changes = {at: None for at in skipped}
        rules = tuple(rust_rules(row))
        schedule = Schedule(rules[:1] if row["unknown_rule_keys"] else rules)
        ours = stamps(list(occurrences(schedule, LONG_AGO, count=len(expected), changes=changes)))
        assert ours == expected, row["file"]
        checked += 1
    assert checked == 17
