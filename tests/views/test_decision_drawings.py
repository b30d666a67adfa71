"""Every drawing of decisions, empty, usual and as full as it gets, held against what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.sandbox.blockkit import view_faults
from bot.slack_payloads import view_of
from bot.work import Incoming
from handlers.decisions import views
from handlers.decisions.views import Shown
from handlers.paging import page_of
from tests.views.nasty import ENDLESS, WIDE, faults_of
from tests.views.rows import COMPUTE, GROUP, a_decision

DECISION = a_decision()
PLAIN = Shown(DECISION, GROUP, None, "Carl", (), (), ())


def full(text: str) -> Shown:
    """All fields as long as they may be."""
    decision = replace(
        DECISION,
        number=999_999_999,
        text=text,
        why=text,
        urls=[
            "https://example.org/" + "x" * 3000,
            *(f"https://example.org/{'|>' * 400}{n}" for n in range(9)),
        ],
        meeting=999_999_999,
        amends=999_999_998,
        supersedes=999_999_997,
        review_on=date(2029, 12, 31),
    )
    numbers = tuple(range(999_999_000, 999_999_100))
    group, area = replace(GROUP, name=WIDE), replace(COMPUTE, name=WIDE)
    return Shown(decision, group, area, WIDE, (WIDE,) * 300, numbers, numbers)


@pytest.mark.parametrize("shown", [PLAIN, *map(full, ENDLESS.values())], ids=["plain", *ENDLESS])
@pytest.mark.parametrize("superseded_by", [None, 999_999_999])
def test_messages_are_taken(shown: Shown, superseded_by: int | None) -> None:
    shown = replace(shown, decision=replace(shown.decision, superseded_by=superseded_by))
    pairs = [(shown.decision, shown.group)] * 20
    for drawn in (
        views.card(shown),
        views.full(shown),
        views.listing(page_of(pairs, 2, views.PAGE), "“" + "w" * 2000 + "”", "w" * 1900),
        views.listing(page_of([], 1, views.PAGE), "", ""),
        views.listing(page_of([], 1, views.PAGE), WIDE, WIDE),
    ):
        assert not faults_of(drawn), drawn.text
        assert "<!channel>" not in str(drawn.body)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_forms_are_taken(text: str) -> None:
    decision = full(text).decision
    groups = [(f"g{n}", WIDE) for n in range(200)]
    for form in (
        views.decide_form(
            groups, groups, text=text, why=text, urls=text, answers=text, review=date(2026, 3, 2)
        ),
        views.decide_form(groups[:1], []),
        views.follow_form(decision, "amend", text),
        views.follow_form(decision, "supersede"),
        views.review_form(decision, date(2026, 12, 3)),
    ):
        assert not view_faults(view_of(form, Incoming("T1", "U1", "C1")), "modal")
