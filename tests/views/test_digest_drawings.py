"""A digest or summary with nothing, one thing, and very much in it: within what Slack takes, counted, escaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers import loop
from handlers.contract import Message
from handlers.digests import brief, forms, health, summary, views
from handlers.digests.brief import Brief
from handlers.digests.summary import Summary
from storage.actions import Action
from storage.areas import Area
from storage.chairing import Held, Topics
from storage.decisions import Decision
from storage.digests import GroupDigest, LeadWishes
from storage.feedback import Feedback
from storage.groups import Group
from storage.leading import Waiting
from storage.meetings import Meeting
from storage.reports import Measured
from tests.views.nasty import LIVE, faults_of
from tests.views.rows import DAY, a_group

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
TODAY = date(2026, 3, 9)
WORDS = " ".join(LIVE) + "&<>" * 900
SPANS = loop.weeks(NOW - 3 * DAY, "UTC")


def group(n: int) -> Group:
    return a_group(n, f"{'g' * 44}{n:03}", f"{LIVE[0]}{'&' * 60}{n}", channel=f"C{n}", created_at=NOW)


def brief_with(many: int, groups: int) -> Brief:
    """So many of everything."""
    of = [group(n) for n in range(1, groups + 1)]
    late = [Action("T1", 999_999_000 + n, 1, WORDS, "open", TODAY - n * DAY, NOW) for n in range(1, many + 1)]
    said = [
        Feedback("T1", 999_999_000 + n, 1, 1, WORDS, "U1", None, False, "routed", NOW - 40 * DAY)
        for n in range(many)
    ]
    held = Meeting(1, "T1", 9, None, 1, WORDS[:150], "planned", "C1", NOW, NOW, NOW, None, "", 0, *[None] * 4)
    area = Area(1, "T1", 1, "a" * 50, WORDS[:80], "", None, None)
    return Brief(
        groups=of,
        today=TODAY,
        coming=[(held, Topics(n, n, 5 * n)) for n in range(many)],
        debts=brief.debts(
            [(a, f"U{a.number % 9}", WORDS[:80]) for a in late] + [(a, None, None) for a in late]
        ),
        overdue=len(late),
        waiting=said[: brief.SHOWN],
        unacknowledged=len(said),
        to_review=[Decision("T1", n, 1, WORDS, "U1", NOW) for n in range(many)],
        unsponsored=late[: brief.SHOWN],
        promised=len(late),
        unsaid=[(area, 12)] * many,
        troubles=[health.Trouble(of[0], "has no chair", ("Name a chair…", "group.name_chair", "x"))] * many,
        quiet=["No operator spoke in the last four meetings."] * many,
        measured=[Measured(1, NOW - 8 * DAY, NOW - 7 * DAY, NOW - 6 * DAY, None, None, None, True)] * many,
        spans=SPANS,
    )


@pytest.mark.parametrize("to_group", [False, True])
@pytest.mark.parametrize("groups", [1, 2, 40])
@pytest.mark.parametrize("many", [0, 1, 5, 2_000])
def test_every_size_is_one_that_slack_takes(many: int, groups: int, to_group: bool) -> None:
    found = brief_with(many, groups)
    drawn = views.digest(found, NOW, "every Monday at 09:00", "/wg", to_group=to_group)
    text = said(drawn)
    assert found.is_empty == (many == 0)
    assert (drawn.text == views.NOTHING) == (many == 0)
    if many > brief.SHOWN:
        assert text.count("more than shown") >= 5
    if many:
        assert "turns it off" in text or "turn it off" in text


def test_a_part_is_there_only_when_there_is_something() -> None:
    only = replace(brief_with(0, 1), to_review=[Decision("T1", 5, 1, "Use JSON", "U1", NOW)])
    text = said(views.digest(only, NOW, "every Monday at 09:00", "/wg"))
    assert "1 decision to look at again" in text
    for absent in ("Overdue", "Feedback", "loop", "Health", "Voices", "meetings"):
        assert absent not in text


@pytest.mark.parametrize(
    "wish", [GroupDigest(1), GroupDigest(1, 4, NOW.time().replace(minute=17), "C1", True)]
)
def test_the_form(wish: GroupDigest) -> None:
    form = forms.of_group(group(1), wish)
    assert faults_of(form) == []


def known(**of: object) -> health.Known:
    nothing = {"chairless": (), "held": (), "members": {1: 10}, "employed": (), "areas": ()}
    return health.Known(**{**nothing, **of})  # type: ignore[arg-type]


YOUNG = replace(group(1), created_at=NOW - DAY)
AREA = Area(1, "T1", 1, "nova", "Nova & co", "", None, None)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (known(), []),
        (known(chairless=[1]), ["has no chair"]),
        (known(held=[Held(1, NOW - 28 * DAY, 9)]), ["has not met for 28 days"]),
        (known(held=[Held(1, NOW - 27 * DAY, 9)]), []),
        (known(held=[Held(1, NOW - DAY, 4)]), []),
        (known(held=[Held(1, NOW - DAY, 4), Held(1, NOW - 8 * DAY, 5)]), []),
        (
            known(held=[Held(1, NOW - DAY, 4), Held(1, NOW - 8 * DAY, 3)]),
            ["fewer than half of its 10 members came to the last two meetings (3, then 4)"],
        ),
        (known(employed=[(1, "Acme", 2), (1, "Other", 1)]), []),
        (known(employed=[(1, "Acme", 3), (1, "Other", 3)]), []),
        (
            known(employed=[(1, "A & B", 3), (1, "Other", 2), (2, "Other", 9)]),
            ["60 % of those who say where they work are with A &amp; B"],
        ),
        (known(areas=[(AREA, True)]), []),
        (known(areas=[(AREA, False)]), ["nobody leads Nova &amp; co (`nova`)"]),
    ],
)
def test_the_health_of_a_group(found: health.Known, told: list[str]) -> None:
    assert [one.text for one in health.troubles([YOUNG], found, NOW)] == told


def test_a_group_that_never_met_counts_from_its_beginning() -> None:
    old = replace(YOUNG, created_at=NOW - 30 * DAY)
    assert [one.text for one in health.troubles([old], known(), NOW)] == ["has not met for 30 days"]


def said(drawn: Message) -> str:
    assert faults_of(drawn) == []
    text = str(drawn.body)
    assert not [mark for mark in LIVE if mark in text]
    return text


def waiting(n: int, **known: object) -> Waiting:
    row = Waiting(999_999_000 + n, 1, "routed", WORDS, "blocking", NOW - n * DAY, 99)
    return replace(row, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("for_lead", ["", "Lea &amp; co"])
@pytest.mark.parametrize("areas", [1, 40])
@pytest.mark.parametrize("many", [0, 1, 11, 2_000])
def test_every_summary_is_one_that_slack_takes(many: int, areas: int, for_lead: str) -> None:
    items = [waiting(n, state="acknowledged" if n % 3 else "routed") for n in range(many)]
    led = [Area(n, "T1", 1, f"area-{n}", WORDS[:80], "", None, None) for n in range(1, areas + 1)]
    held = Meeting(1, "T1", 9, None, 1, WORDS[:150], "ended", "C1", NOW, NOW, NOW, None, "", 0, *[None] * 4)
    behind = {item.number: 12 for item in items}
    found = Summary(led, items, behind, [held] * many, NOW - 5 * DAY, NOW, for_lead)
    text = said(summary.summary(found, "every Monday at 09:00, your time", "/wg"))
    assert (summary.NOTHING in text) == (many == 0)
    assert text.count("feedback.acknowledge") + text.count("feedback.show") == min(many, 10)
    assert ("more than shown" in text) == (many > 10)


@pytest.mark.parametrize("wishes", [LeadWishes("U1"), LeadWishes("U1", "daily", 3, "U2")])
def test_the_leads_form(wishes: LeadWishes) -> None:
    form = forms.of_lead(wishes)
    assert faults_of(form) == []
