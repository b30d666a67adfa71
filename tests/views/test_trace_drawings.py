"""The tree is one that Slack takes, however much there is to tell, and nobody's markup lives in it."""

from __future__ import annotations

import pytest

from handlers.trace import views
from handlers.trace.views import Drawn, Hop, Part
from handlers.trace.walking import MOST_SHOWN
from storage.items import Event
from tests.views.nasty import ENDLESS, SOURCE, WIDE, faults_of
from tests.views.rows import NOW

EMPTY = Part((), 0)


def full(text: str, depth: int) -> Drawn:
    hops = [Hop(Event("F-1", NOW, "U1", "reviewed, it holds and it holds", text, {}), WIDE)] * 200
    return Drawn("F-999999999", text, hops, "cancelled · Mon", f"*waits* · with {'W' * 900}", SOURCE, depth)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_the_fullest_tree_is_taken(text: str) -> None:
    part = Part([full(text, depth) for depth in range(MOST_SHOWN)], 999)
    drawn = views.trace(full(text, 0), part, part)
    assert not faults_of(drawn)
    said = str(drawn.body)
    assert "<!channel>" not in said and said.count("… and 999 more items") == 2, "nothing is cut"


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_what_is_unfolded_is_taken(text: str) -> None:
    for drawn in (
        views.unfolded(full(text, 0), "feedback.show"),
        views.unfolded(Drawn("M-3", "Weekly", []), ""),
    ):
        assert not faults_of(drawn) and "<!channel>" not in str(drawn.body)


def test_an_item_alone_is_taken() -> None:
    drawn = views.trace(Drawn("M-3", "Weekly", [], "Mon 2 Mar"), EMPTY, EMPTY)
    assert not faults_of(drawn)
    assert "It came of" not in str(drawn.body)


def test_an_address_that_is_no_address_is_left_out() -> None:
    drawn = views.trace(Drawn("F-3", "Weekly", [], link="https://" + "x" * 4000), EMPTY, EMPTY)
    assert "xxx" not in str(drawn.body)
