"""The loop in numbers, and the balance of voices."""

from __future__ import annotations

from datetime import timedelta

from handlers import balance
from handlers.reports import views
from storage.reports import Deeds, Done, Measured
from tests.views.catalogue.case import Cases, case
from tests.views.rows import COMMAND, DAY, GROUP, LONGEST, NOW, SPANS

VOICES = ("developer", "operator", "business", "product manager", "user", None)
MONTHS = ["2026-02", "2026-01", "2025-12"]


def measured(count: int) -> list[Measured]:
    begun = NOW - 20 * DAY
    hour = timedelta(hours=1)
    times = [(begun + n % 19 * DAY, n % 7 * 5 * hour) for n in range(count)]
    return [
        Measured(1, at, at + took, at + 2 * took, at + 3 * took, None, "yes" if n % 3 else "partly", True)
        for n, (at, took) in enumerate(times)
    ]


def deeds(people: int) -> Deeds:
    rows = [Done(1, f"U{n}", VOICES[n % 6], n % 5 + 1) for n in range(people)]
    given = [each for each in rows if each.voice not in ("business", "user")]
    return Deeds(rows, given, given, rows[: people // 2], rows[: people // 3], {1: 3})


def cases() -> Cases:
    for which, count in {"nothing": 0, "one": 1, "many": 1234}.items():
        items = measured(count)
        yield case(which, views.in_short, GROUP, items, SPANS, COMMAND)
        yield case(which, views.the_loop, GROUP, items, SPANS, COMMAND, views.PICTURE)
    yield case("of all groups", views.in_short, None, measured(3), SPANS, COMMAND)
    yield case("of a long name", views.the_loop, LONGEST, measured(3), SPANS, COMMAND, "")
    march = balance.month(NOW, "UTC")
    for which, people in {"nobody": 0, "too few": 2, "many": 60}.items():
        found = balance.of(deeds(people), [1])
        yield case(which, views.balance, GROUP, found, march, MONTHS[:1], COMMAND, "")
    found = balance.of(deeds(60), [1])
    yield case("of all groups", views.balance, None, found, march, MONTHS, COMMAND, views.PICTURE)
