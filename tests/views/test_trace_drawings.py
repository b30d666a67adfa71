"""The tree is one that Slack takes, however much there is to tell, and nobody's markup lives in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.blockkit import message_faults
from handlers.trace import views
from handlers.trace.views import Drawn, Hop, Part
from handlers.trace.walking import MOST_SHOWN
from storage.items import Event

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WIDE = "&<!channel>" * 9 + "W" * 51  # 150 characters of a name
EMPTY = Part((), 0)
TEXTS = {"marks": "&" * 40_000, "lines": ">\n" * 20_000, "words": "word `<&> " * 4_000}


def full(text: str, depth: int) -> Drawn:
    hops = [Hop(Event("F-1", NOW, "U1", "reviewed, it holds and it holds", text, {}), WIDE)] * 200
    address = "https://example.slack.com/archives/C0123456789/p1772445600000016?thread_ts=1772445600.000016"
    return Drawn("F-999999999", text, hops, "cancelled · Mon", f"*waits* · with {'W' * 900}", address, depth)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_fullest_tree_is_taken(text: str) -> None:
    part = Part([full(text, depth) for depth in range(MOST_SHOWN)], 999)
    drawn = views.trace(full(text, 0), part, part)
    assert not message_faults(list(drawn.blocks))
    said = str(drawn.body)
    assert "<!channel>" not in said and said.count("… and 999 more items") == 2, "nothing is cut"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_unfolded_is_taken(text: str) -> None:
    for drawn in (
        views.unfolded(full(text, 0), "feedback.show"),
        views.unfolded(Drawn("M-3", "Weekly", []), ""),
    ):
        assert not message_faults(list(drawn.blocks)) and "<!channel>" not in str(drawn.body)


def test_an_item_alone_is_taken() -> None:
    drawn = views.trace(Drawn("M-3", "Weekly", [], "Mon 2 Mar"), EMPTY, EMPTY)
    assert not message_faults(list(drawn.blocks))
    assert "It came of" not in str(drawn.body)


def test_an_address_that_is_no_address_is_left_out() -> None:
    drawn = views.trace(Drawn("F-3", "Weekly", [], link="https://" + "x" * 4000), EMPTY, EMPTY)
    assert "xxx" not in str(drawn.body)
