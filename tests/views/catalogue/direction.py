"""Statements of direction, as the channel, who asked, and who says it see them."""

from __future__ import annotations

from handlers.direction import views
from handlers.direction.views import Answered
from tests.views.catalogue.case import Cases, case
from tests.views.rows import GROUP, LONG, LONGEST, a_feedback, a_statement

ITEMS = [a_feedback(n, LONG if n == 2 else None) for n in range(1, 21)]
SHORT = Answered(a_statement(), GROUP, "Maya Okafor", ITEMS[:1])
FULL = Answered(a_statement(2, LONG), LONGEST, "Maya Okafor", ITEMS)


def cases() -> Cases:
    yield case("told to one", views.card, SHORT, 1, {})
    yield case("told to many", views.card, FULL, 1234, {"yes": 800, "partly": 1, "no": 2})
    for verdict in (None, "yes", "partly", "no"):
        yield case(verdict or "not judged yet", views.told, SHORT, ITEMS[:1], verdict)
    yield case("at length", views.told, FULL, ITEMS, None)
    yield case("nothing open", views.form, GROUP, [])
    yield case("one open", views.form, GROUP, ITEMS[:1])
    yield case("many open", views.form, LONGEST, ITEMS, LONG, "F-3, F-9")
