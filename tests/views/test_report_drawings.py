"""Reports with nothing, one thing, and very much in them: within what Slack takes, and every word read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import balance
from handlers.contract import Message
from handlers.reports import views
from storage.groups import Group
from storage.reports import Deeds, Done, Measured
from tests.views.nasty import faults_of
from tests.views.rows import DAY, GROUP, NOW, SPANS

LONG = replace(GROUP, slug="p" * 50, name="<!channel> & " * 6)


def items(count: int) -> list[Measured]:
    done = Measured(1, NOW - 8 * DAY, NOW - 7 * DAY, NOW - 6 * DAY, NOW - 5 * DAY, NOW - 4 * DAY, "yes", True)
    return [done] * count


def deeds(people: int) -> Deeds:
    voices = ["developer", "operator", "business", "product manager", "user", None]
    rows = [Done(1, f"U{n}", voices[n % 6], n + 1) for n in range(people)]
    return Deeds(rows, rows, rows, rows, rows, {1: people})


@pytest.mark.parametrize("group", [GROUP, LONG, None])
@pytest.mark.parametrize("count", [0, 1, 12_345])
def test_the_loop_is_within_limits(group: Group | None, count: int) -> None:
    for drawn in (
        views.in_short(group, items(count), SPANS, "/wg"),
        views.the_loop(group, items(count), SPANS, "/wg", views.PICTURE),
    ):
        text = said(drawn)
        assert "<!channel>" not in text
        assert ("Nothing came in" in text) == (count == 0)
        assert (f"*{count:,}* came in" in text) == (count > 0)


@pytest.mark.parametrize("group", [GROUP, LONG, None])
@pytest.mark.parametrize("people", [0, 1, 9, 6_000])
def test_the_balance_is_within_limits(group: Group | None, people: int) -> None:
    now = balance.month(NOW, "UTC")
    found = balance.of(deeds(people), [1])
    drawn = views.balance(group, found, now, ["2026-02", "2026-04"], "/wg", views.PICTURE)
    text = said(drawn)
    assert "March 2026" in text and "<!channel>" not in text
    assert text.count({0: "nothing yet", 1: "too few people to tell"}.get(people, " %")) >= 5


def said(drawn: Message) -> str:
    assert not faults_of(drawn), drawn.blocks
    return str(drawn.body)
