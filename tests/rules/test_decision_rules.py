"""How the words of a decision are read: a table of cases, and what must hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.contract import UserError
from handlers.decisions import rules
from handlers.decisions.rules import Said
from handlers.past_days import past_day
from handlers.tokens import item_in, numbers_in, tokens

TODAY = date(2026, 3, 2)  # a Monday


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We ship it", Said("We ship it")),
        ("We ship it, review by 3 Dec", Said("We ship it", "by 3 Dec")),
        ("We ship it (review by 3 Dec)", Said("We ship it", "by 3 Dec")),
        ("We ship it. To be reviewed in 6 months.", Said("We ship it", "in 6 months")),
        ("We ship it for F-12", Said("We ship it", None, (12,))),
        ("We ship it for f-12, F-3 and F-4", Said("We ship it", None, (12, 3, 4))),
        ("We ship it review by 3 Dec for F-12", Said("We ship it", "by 3 Dec", (12,))),
        ("We ship it for F-12 review by 3 Dec", Said("We ship it", "by 3 Dec", (12,))),
        ("We review by hand", Said("We review by hand")),
        ("Changes are reviewed in pairs", Said("Changes are reviewed in pairs")),
        ("The form F-12 is dropped", Said("The form F-12 is dropped")),
        ("for F-12", Said("", None, (12,))),
    ],
)
def test_what_stands_at_the_end(text: str, said: Said) -> None:
    assert rules.said_in(text, TODAY) == said


@given(st.text(max_size=400) | st.from_regex(r"( review by 3 dec| for F-1,?| \(|\.){0,30}", fullmatch=True))
def test_any_text_is_read(text: str) -> None:
    said = rules.said_in(text, TODAY)
    assert text.startswith(said.text.rstrip()) or said.text in text


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-02-10", date(2026, 2, 10)),
        ("2026-02", date(2026, 2, 1)),
        ("2025", date(2025, 1, 1)),
        ("3 Nov", date(2025, 11, 3)),
        ("1 Mar", date(2026, 3, 1)),
        ("2 weeks ago", date(2026, 2, 16)),
        ("yesterday", date(2026, 3, 1)),
        ("last month", date(2026, 2, 2)),
        ("today", TODAY),
    ],
)
def test_days_that_were(said: str, day: date) -> None:
    assert past_day(said, TODAY, "since") == day


@given(st.text(max_size=80))
def test_what_is_no_day_is_said(said: str) -> None:
    try:
        assert past_day(said, TODAY, "since")
    except UserError as refused:
        assert "since:2026-11-03" in str(refused)


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("F-12", "F-12"),
        ("d-5", "D-5"),
        ("#M3", "M-3"),
        ("12", "F-12"),
        ("a007", "A-7"),
        ("F", None),
        ("F-x", None),
    ],
)
def test_an_item_of_any_kind(typed: str, item: str | None) -> None:
    assert item_in(tokens(typed)[0]) == item


def test_the_items_that_a_text_names() -> None:
    assert numbers_in("F-12, (f-3) `F-9` F-12; REF-7 F-8-9 F-4.", "F") == [12, 3, 4]
