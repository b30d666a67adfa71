"""The agenda, its form, and what the channel hears of it."""

from __future__ import annotations

from handlers.agenda import views
from storage import agenda
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    BARE,
    DAY,
    GROUP,
    GROUPS,
    LONG,
    LONGEST,
    NAMES,
    ONE_LINE,
    SAYINGS,
    SOURCE,
    TODAY,
    a_decision,
    a_feedback,
    a_topic,
    an_action,
)

LATE = [an_action(n, LONG if n == 2 else None, due=TODAY - n * DAY) for n in range(1, 9)]
OWNERS = {1: ["Lena Brandt"], 2: list(NAMES.values()), 3: ["Tom Hale", "Yuki Mori"]}
REVIEWED = [a_decision(n, review_on=TODAY - n * DAY) for n in range(1, 6)]
ALIVE = [
    views.overdue(LATE, OWNERS, TODAY, {1: "*unsponsored*"}, has_more=True),
    views.waiting([a_feedback(1), a_feedback(2, LONG)]),
    views.to_review(REVIEWED),
]
ONE_OF_EACH = [
    views.overdue(LATE[:1], OWNERS, TODAY, {}, has_more=False),
    views.waiting([a_feedback(1)]),
    views.to_review(REVIEWED[:1]),
]


def cases() -> Cases:
    yield case("empty", views.agenda, BARE, [], {}, [], {})
    yield case("one topic", views.agenda, GROUP, [a_topic(minutes=15)], {1: 1}, ONE_OF_EACH, NAMES)
    topics = [
        a_topic(1, minutes=20, state=agenda.NOW, carried=1),
        a_topic(2, SAYINGS[4], minutes=5, carried=3, link=SOURCE, by="UGONE"),
        *(a_topic(n, ONE_LINE, minutes=240) for n in range(3, 30)),
    ]
    yield case("more than is shown", views.agenda, LONGEST, topics, dict.fromkeys(range(9), 12), ALIVE, NAMES)
    yield case("one group", views.add_form, GROUPS[:1], "product", "")
    yield case("which group?", views.add_form, GROUPS, None, SAYINGS[0], SOURCE)
    for which, state in {
        "open": agenda.OPEN,
        "talked about": agenda.DONE,
        "taken off": agenda.DROPPED,
    }.items():
        item = a_topic(1, minutes=15, state=state, done_in=3)
        yield case(which, views.announced, item, "Ana Torres", 0)
    yield case("supported", views.announced, a_topic(1, ONE_LINE), "Ana Torres", 1)
    yield case("with a time", views.now_on, a_topic(1, minutes=15))
    yield case("without a time", views.now_on, a_topic(1, ONE_LINE))
    for left in (1, 5):
        yield case(f"{left} left", views.nearly, a_topic(1), left)
    yield case("in short", views.time_is_up, a_topic(1))
    yield case("at length", views.time_is_up, a_topic(1, ONE_LINE))
