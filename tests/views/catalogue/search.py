"""What was found, or not, and the form to look for it."""

from __future__ import annotations

from handlers.paging import Page, page_of
from handlers.search import views
from handlers.search.snippet import snippet
from handlers.search.views import Question, Row
from storage.search import understood
from tests.views.catalogue.case import Cases, case
from tests.views.rows import DAY, GROUPS, LONG, LONG_NAME, NOW, SAYINGS, TODAY

PLAIN = Question("live migration", "live migration")
NARROW = Question(
    "live migration & <hosts>",
    "live migration & <hosts>",
    "kind:feedback in:product",
    ("feedback", "in Product Working Group", "by Ana Torres", "since Mon 2 Feb 2026"),
)
KINDS = {"F": "feedback", "A": "action item", "D": "decision", "M": "minutes"}
CHOICES = [(group.slug, group.name) for group in GROUPS]


def row(kind: str, text: str, group: str = "Product Working Group") -> Row:
    return Row(kind, 12, group, NOW - 9 * DAY, snippet(text, understood("live migration").says))


def cases() -> Cases:
    one = page_of([row("F", SAYINGS[0], "")], 1, views.PAGE)
    yield case("one", views.found, PLAIN, one, most=100, says_all=True)
    rows = [row(kind, LONG, LONG_NAME) for kind in "FADMFADM"]
    page = Page(rows, 2, 13, 101)
    yield case("a page in the middle", views.found, NARROW, page, most=100, says_all=False)
    yield case("in plain words", views.nothing, PLAIN)
    yield case("in narrow ones", views.nothing, NARROW)
    yield case("stop words", views.no_words, Question("and the"))
    yield case("nothing yet", views.form, kinds=KINDS, groups=[])
    known = {"words": "live migration", "kind": "decision", "group": "product", "by": "UANA", "after": TODAY}
    yield case("all filled in", views.form, kinds=KINDS, groups=CHOICES, **known)
