"""The tree of an item, and an item where somebody named it."""

from __future__ import annotations

from handlers.trace import views
from handlers.trace.views import Drawn, Hop, Part
from tests.views.catalogue.case import Cases, case
from tests.views.rows import LONG, SAYINGS, SOURCE, an_event

NOTHING = Part((), 0)
STORY = [
    Hop(an_event("given", days=9, actor="UANA"), "Ana Torres"),
    Hop(an_event("routed", "the word “migration”", days=9, actor=None), ""),
    Hop(an_event("accepted", days=6), "Lena Brandt"),
    Hop(an_event("resolved", "It is in this month's release & <documented>.", days=1), "Lena Brandt"),
]
FEEDBACK = Drawn("F-12", SAYINGS[0], STORY, "Compute", "*Resolved*", SOURCE)
ACTION = Drawn(
    "A-7", "let the time-out grow with the memory", STORY[2:], "Lena Brandt · due Fri 6 Mar 2026", depth=1
)
DECISION = Drawn("D-5", LONG, STORY[:1], "Maya Okafor", depth=2)


def cases() -> Cases:
    yield case("alone", views.trace, Drawn("M-3", "Product sync", [], "Mon 2 Mar"), NOTHING, NOTHING)
    yield case("a short story", views.trace, FEEDBACK, NOTHING, Part((ACTION,), 0))
    deep = [Drawn(f"A-{n}", LONG, STORY, "nobody yet", link=SOURCE, depth=n) for n in range(1, 10)]
    long = Drawn("F-12", LONG, STORY * 15, "Compute", "*Resolved*", SOURCE)
    yield case("a long one", views.trace, long, Part((DECISION,), 1), Part(deep, 12))
    yield case("a meeting", views.unfolded, Drawn("M-3", "Product sync", []), "")
    yield case("feedback", views.unfolded, FEEDBACK, "feedback.show")
    yield case("at length", views.unfolded, long, "feedback.show")
