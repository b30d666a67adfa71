"""Decisions: cards, lists, forms."""

from __future__ import annotations

from dataclasses import replace

from handlers.decisions import views
from handlers.decisions.views import Shown
from handlers.paging import Page, page_of
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    AREAS,
    COMPUTE,
    DAY,
    ENDLESS,
    GROUP,
    GROUPS,
    LONG,
    LONGEST,
    NAMES,
    SOURCE,
    TODAY,
    a_decision,
)

PLAIN = Shown(a_decision(), GROUP, None, "Maya Okafor", (), (), ())
WHOLE = a_decision(
    5,
    LONG,
    why=LONG,
    urls=[SOURCE, "https://example.org/notes/migration?of=large&in=spring"],
    meeting=3,
    amends=2,
    supersedes=4,
    review_on=TODAY + 90 * DAY,
)
FULL = Shown(WHOLE, LONGEST, COMPUTE, "Maya Okafor", tuple(NAMES.values()), (7, 9), tuple(range(3, 20)))
OLD = replace(PLAIN, decision=replace(PLAIN.decision, superseded_by=9, review_on=TODAY))
CHOICES = [(group.slug, group.name) for group in GROUPS]
ABOUT = [(area.slug, area.name) for area in AREAS]


def cases() -> Cases:
    endless = replace(FULL, decision=replace(WHOLE, text=ENDLESS, why=ENDLESS))
    for which, shown in {"plain": PLAIN, "full": FULL, "superseded": OLD}.items():
        yield case(which, views.card, shown)
        yield case(which, views.full, shown)
    yield case("endless", views.full, endless)
    yield case("none", views.listing, page_of([], 1, views.PAGE), "", "")
    yield case("none found", views.listing, page_of([], 1, views.PAGE), "with “quota & <limits>”", "quota")
    yield case("one", views.listing, page_of([(PLAIN.decision, GROUP)], 1, views.PAGE), "", "")
    rows = [(PLAIN.decision, GROUP), (WHOLE, LONGEST), (OLD.decision, GROUP)] * 2
    yield case("a page in the middle", views.listing, Page(rows, 2, 3, 20), "of Product Working Group", "x")
    yield case("nothing yet", views.decide_form, CHOICES[:1], [])
    known = {"text": LONG, "why": LONG, "urls": SOURCE, "answers": "F-3, F-9", "review": TODAY}
    yield case("all filled in", views.decide_form, CHOICES, ABOUT, **known, area="compute", group="product")
    yield case("amend", views.follow_form, PLAIN.decision, "amend")
    yield case("supersede", views.follow_form, WHOLE, "supersede", "The time-out goes away.")
    yield case("in a year", views.review_form, WHOLE, TODAY + 365 * DAY)
