"""The loop in numbers: what is counted when, medians, weeks of a zone, words; no number is guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import loop
from storage.reports import Measured

T0 = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def item(
    came: float = 0, first: float | None = None, decided: float | None = None, **more: object
) -> Measured:
    """Times in days after T0."""

    def at(days: float | None) -> datetime | None:
        return None if days is None else T0 + days * DAY

    resolved, reopened = more.pop("resolved", None), more.pop("reopened", None)
    rest = {"group_id": 1, "verdict": None, "told": False, **more}
    times = {"resolved_at": at(resolved), "reopened_at": at(reopened)}
    return Measured(
        created_at=T0 + came * DAY, acknowledged_at=at(first), decided_at=at(decided), **times, **rest
    )


def week(*items: Measured) -> loop.Loop:
    return loop.over(items, T0, T0 + 7 * DAY)


def test_each_number_counts_what_happened_within_the_time() -> None:
    found = week(
        item(0, 1, 2, told=True, resolved=3, verdict="yes"),
        item(-9, 6, 6.5, resolved=6.5, verdict="partly", told=True),
        item(-9, -8, -7, resolved=1, verdict="no", reopened=2, told=True),
        item(6.9, 7, 8),
        item(7, 8),
    )
    assert (found.came_in, found.acknowledged, found.decided, found.told) == (2, 2, 2, 2)
    assert (found.resolved, found.confirmed, found.reopened) == (3, 1, 1)
    assert found.to_acknowledge == (1 + 15) / 2 * DAY and found.to_decide == (2 + 15.5) / 2 * DAY


def test_where_nothing_happened_there_is_no_number() -> None:
    nothing = week()
    assert nothing.is_empty and nothing.to_acknowledge is nothing.to_decide is None
    assert loop.told(nothing) == ["*0* came in"] and loop.percent(0, 0) is None
    assert not week(item(-3, 2)).is_empty and week(item(-30, -20, -10)).is_empty


@given(st.lists(st.floats(0, 400), min_size=1, max_size=40))
def test_the_median_is_that_of_the_exact_times(waits: list[float]) -> None:
    found = loop.over([item(0, days) for days in waits], T0, T0 + 500 * DAY)
    times = [T0 + days * DAY - T0 for days in waits]
    assert found.to_acknowledge == median(times)


def test_all_of_it_in_words() -> None:
    seen = "\n".join(
        loop.told(week(*[item(0, 0.1, 2.5, told=True, resolved=3, verdict="yes")] * 1500, item(reopened=1)))
    )
    assert seen == (
        "*1,501* came in\n"
        "*2 hours* median time to a first word from a lead (to 1,500)\n"
        "*2.5 days* median time to a decision (on 1,500)\n"
        "*100 %* of their authors told (1,500)\n"
        "*100 %* confirmed: 1,500 of 1,500 resolved got a *Yes*\n"
        "*1* reopened: the author said *No*"
    )


@pytest.mark.parametrize(
    ("took", "said"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(minutes=40), "40 minutes"),
        (timedelta(minutes=90), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=400, hours=12), "400.5 days"),
    ],
)
def test_how_long(took: timedelta, said: str) -> None:
    assert loop.lasting(took) == said


@pytest.mark.parametrize(
    ("now", "zone", "labels", "began", "ends"),
    [
        (
            "2026-03-02T10:00Z",
            "UTC",
            ["9 Feb", "16 Feb", "23 Feb", "2 Mar"],
            "2026-02-09T00:00Z",
            "2026-03-09T00:00Z",
        ),
        # A Monday's first moment ends the week before: what a digest asks for.
        (
            "2026-03-02T00:00Z",
            "UTC",
            ["2 Feb", "9 Feb", "16 Feb", "23 Feb"],
            "2026-02-02T00:00Z",
            "2026-03-02T00:00Z",
        ),
        (
            "2026-03-02T00:00Z",
            "Asia/Tokyo",
            ["9 Feb", "16 Feb", "23 Feb", "2 Mar"],
            "2026-02-08T15:00Z",
            "2026-03-08T15:00Z",
        ),
        # Over a change of the clock weeks are not 168 hours.
        (
            "2026-04-01T12:00Z",
            "Europe/Paris",
            ["9 Mar", "16 Mar", "23 Mar", "30 Mar"],
            "2026-03-08T23:00Z",
            "2026-04-05T22:00Z",
        ),
        # The 53rd week of a year.
        (
            "2021-01-05T00:00Z",
            "UTC",
            ["14 Dec", "21 Dec", "28 Dec", "4 Jan"],
            "2020-12-14T00:00Z",
            "2021-01-11T00:00Z",
        ),
    ],
)
def test_weeks_are_iso_weeks_of_a_zone(now: str, zone: str, labels: list[str], began: str, ends: str) -> None:
    spans = loop.weeks(datetime.fromisoformat(now), zone)
    assert [span.label for span in spans] == labels
    assert (spans[0].since, spans[-1].until) == (datetime.fromisoformat(began), datetime.fromisoformat(ends))
    assert all(one.until == after.since for one, after in pairwise(spans))


def test_the_picture_and_its_words_say_the_same() -> None:
    spans = loop.weeks(T0 + DAY, "UTC")
    items = [item(0, 0.5, 1, told=True, resolved=1, verdict="yes"), item(-7, -6, 0.5)]
    shown = loop.picture(items, spans, "群組 " * 100, "loop.png")
    assert (
        "Came in: 0, 0, 1, 1. Median days to a first word: none, none, 1, 0.5; to a decision: none, none, none, 4.2"
        in shown.alt
    )
    assert "Percent of authors told: none, none, none, 50; said Yes: none, none, none, 100." in shown.alt
    assert len(shown.alt) < 1000 and len(shown.title) <= 150
    first, days, percent = shown.chart["panels"]
    assert first["series"][0]["values"] == [0, 0, 1, 1] and days["series"][0]["values"] == [
        None,
        None,
        1,
        0.5,
    ]
    assert "群" not in str(shown.chart)
    assert percent["most"] == 100
