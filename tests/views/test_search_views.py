"""What was found, drawn with the longest texts and the most items, held against what Slack takes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.paging import Page
from handlers.search import views
from handlers.search.snippet import WIDTH, snippet
from storage.search import understood
from tests.views.nasty import WIDE, faults_of
from tests.views.rows import NOW

ENDLESS = {
    "marks": "&" * 40_000,
    "one word": "W" * 40_000,
    "words": "word `<&> *" * 4_000,
    "han": "設定" * 9_000,
}


def question(words: str) -> views.Question:
    narrow = "kind:decision in:" + "s" * 63 + " by:<@U0123456789> after:2026-03-01"
    return views.Question(words, words[:300], narrow, (WIDE, WIDE, WIDE), "/" + "w" * 31)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_the_longest_results_fit(text: str) -> None:
    pieces = snippet(text, understood("word 設定").says)
    rows = [views.Row(kind, 999_999_999, WIDE, NOW, pieces) for kind in "FADMFADM"]
    for says_all in (True, False):
        page = Page(rows, 2, 13, 100_000)
        drawn = views.found(question(text[:300]), page, most=100, says_all=says_all)
        assert not faults_of(drawn) and len(drawn.blocks) <= 50
    for drawn in (views.nothing(question(text[:300])), views.no_words(question(text[:300]))):
        assert not faults_of(drawn)


def test_the_form_fits() -> None:
    groups = [(f"group-{n}", WIDE) for n in range(300)]
    form = views.form(
        words="w" * 300,
        kinds={"F": "feedback", "D": "decision"},
        groups=groups,
        kind="decision",
        group="group-7",
        by="U1",
        after=date(2026, 3, 1),
    )
    assert not faults_of(form)
    assert not faults_of(views.form(kinds={"F": "feedback"}, groups=[]))


@pytest.mark.parametrize(
    ("text", "asked", "drawn"),
    [
        ("Live migrations never end", "migr", "Live *migrations* never end"),
        (
            "(Migration) of `migrated` <guests> & *all*",
            "migrate",
            "(*Migration*) of `*migrated*` <guests> & *all*",
        ),
        ("再起動すると設定が消える", "設定", "再起動すると*設定*が消える"),
        ("ネットワークが", "ネットワーク", "*ネットワーク*が"),
        ("שום אזהרה לפני", "אזהרה", "שום *אזהרה* לפני"),
        ("nothing of it", "zebra", "nothing of it"),
        ("", "zebra", ""),
    ],
)
def test_words_that_were_looked_for_stand_out(text: str, asked: str, drawn: str) -> None:
    pieces = snippet(text, understood(asked).says)
    assert "".join(f"*{part}*" if bold else part for part, bold in pieces) == drawn


def test_the_best_part_of_a_long_text_is_shown() -> None:
    text = "quota " + "filler " * 100 + "the quota of each restart counts " + "filler " * 100
    drawn = "".join(part for part, _ in snippet(text, understood("quota restart").says))
    assert "quota of each restart" in drawn and drawn.startswith("… ") and drawn.endswith(" …")


@given(st.text(max_size=700), st.text(max_size=40))
def test_a_snippet_is_a_part_of_its_text(text: str, asked: str) -> None:
    pieces = snippet(text, understood(asked).says)
    drawn = "".join(part for part, _ in pieces)
    line = " ".join(text.split())
    assert drawn.removeprefix("… ").removesuffix(" …") in line or drawn in line
    assert len(drawn) <= WIDTH + 4
