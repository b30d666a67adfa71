"""Meetings: the preview of a series, cards, lists, reminders, forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.meetings import forms, views
from handlers.meetings.views import Collision, Preview
from storage.habits import Habits
from storage.meetings import CANCELLED, LIVE
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    GROUP,
    LONG_NAME,
    LONGEST,
    NOW,
    ONE_LINE,
    USERS,
    a_meeting,
    a_topic,
    an_answer,
)

TIMES = [NOW + timedelta(days=1 + 7 * n, hours=5) for n in range(6)]
PREVIEW = Preview(GROUP, "Product sync", "Every Tuesday at 16:00 Europe/Paris", 60, None, TIMES, "words")
WARNED = replace(
    PREVIEW,
    group=LONGEST,
    name=LONG_NAME,
    link="https://meet.example.org/product",
    collisions=[Collision("Operators' call", "the same people chair it", TIMES[:3])],
    holidays=[(date(2026, 4, 6), "Easter Monday"), (date(2026, 5, 1), "Labour Day")],
    oddities=["On 29 Mar 2026 the clocks of Europe/Paris go forward."],
    changes="product-sync",
)
MEETING = a_meeting()
LONGER = a_meeting(4, LONG_NAME, link="huddle", state=LIVE)
CANCELED = a_meeting(5, state=CANCELLED, link=None)
ANSWERS = [*map(an_answer, USERS), *(an_answer(user, "regrets") for user in USERS[:2])]
TOPICS = [a_topic(n, ONE_LINE if n == 2 else "Live migration & <hosts>", minutes=15) for n in range(1, 14)]


def cases() -> Cases:
    yield case("without a call", views.preview, PREVIEW)
    yield case("with every warning", views.preview, WARNED)
    yield case("nobody answered", views.card, MEETING, GROUP, [], may_change=False)
    yield case("many answered", views.card, MEETING, GROUP, ANSWERS, may_change=True)
    yield case("on now", views.card, LONGER, LONGEST, ANSWERS[:1], may_change=True)
    yield case("cancelled", views.card, CANCELED, GROUP, [], may_change=True)
    yield case("one", views.listing, [(MEETING, GROUP)], may_plan=False)
    yield case("several", views.listing, [(MEETING, GROUP), (LONGER, LONGEST)] * 4, may_plan=True)
    for may in (False, True):
        yield case("to a chair" if may else "to a member", views.nothing_planned, may_plan=may)
    yield case("by a chair", views.scheduled, "Product sync", PREVIEW.sentence, MEETING, "Maya Okafor")
    yield from _reminders()
    yield from _forms()


def _reminders() -> Cases:
    yield case("no topic", views.reminder_before, MEETING, GROUP, [], [])
    yield case("one topic", views.reminder_before, MEETING, GROUP, ANSWERS[:1], TOPICS[:1])
    yield case("many topics", views.reminder_before, LONGER, LONGEST, ANSWERS, TOPICS)
    yield case("nobody answered", views.reminder_soon, MEETING, [])
    yield case("many answered", views.reminder_soon, LONGER, ANSWERS)
    yield case("short", views.over, MEETING)
    yield case("long", views.over, LONGER)
    yield case("who comes", views.reminded_personally, MEETING)
    yield case("by a chair", views.moved, MEETING, NOW, "Maya Okafor")
    yield case("without a reason", views.cancelled, MEETING, "", "Maya Okafor")
    yield case(
        "with a reason", views.cancelled, MEETING, "Most of us are at the summit & on trains.", "Maya Okafor"
    )


def _forms() -> Cases:
    yield case("nothing yet", forms.schedule, GROUP)
    known = {"series": "product-sync", "link": "https://meet.example.org/product"}
    yield case("to change", forms.schedule, LONGEST, "Product sync", "every tue 16:00", **known)
    yield case("a note", forms.regrets, LONGER)
    yield case("nothing yet", forms.move, MEETING)
    yield case("words", forms.move, LONGER, "thu 17:00")
    yield case("a reason", forms.cancel, MEETING)
    yield case("usual", forms.habits, GROUP, Habits(1, 1440, 10, ""))
    yield case("of their own", forms.habits, LONGEST, Habits(1, None, 17, "FR,US,JP"))
