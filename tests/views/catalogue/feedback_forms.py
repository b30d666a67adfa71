"""The forms to give feedback, and to answer it."""

from __future__ import annotations

from datetime import date

from handlers.blocks import OPTIONS_LIMIT
from handlers.feedback import forms
from tests.views.catalogue.case import Cases, case
from tests.views.catalogue.feedback import ANSWER
from tests.views.rows import AREAS, LONG, SAYINGS, SOURCE, a_feedback

CHOICES = [(area.slug, f"{area.name} (Product Working Group)") for area in AREAS]
MANY = [(f"a{n}", f"Area {n}") for n in range(OPTIONS_LIMIT + 1)]
ITEM = a_feedback(20)
ALL = {
    "area": "compute",
    "kind": "pain point",
    "severity": "blocking",
    "axis": "performance",
    "voice": "operator",
    "for_name": "a university's network team",
    "for_user": "URAVI",
    "anonymous": True,
}


def cases() -> Cases:
    yield case("nothing yet", forms.give, CHOICES)
    yield case("no area anywhere", forms.give, [])
    yield case("more areas than fit", forms.give, MANY, SAYINGS[1])
    likely = [
        a_feedback(4, author="UTOM"),
        a_feedback(9, LONG, author="URAVI"),
        a_feedback(5, state="resolved"),
    ]
    known = {"likely": likely, "me": "UANA", "source": SOURCE, "source_author": "UBO"}
    yield case("all filled in, said before", forms.give, CHOICES, LONG, **known, **ALL)
    for deed in ("decline", "resolve"):
        yield case(deed, forms.sure, ITEM, deed, "")
    yield case("resolve, words are there", forms.sure, a_feedback(20, LONG), "resolve", ANSWER)
    yield case("in a month", forms.defer, ITEM, "After the spring release.", date(2026, 4, 1))
    yield case("a question", forms.ask, ITEM)
    yield case("few areas", forms.route, ITEM, CHOICES, "/wg")
    yield case("more areas than fit", forms.route, ITEM, MANY, "/wg")
    yield case("a long text", forms.edit, a_feedback(20, LONG))
    for verdict in ("partly", "no"):
        yield case(verdict, forms.still_open, ITEM, verdict)
    yield case("nothing yet", forms.explain, "")
    yield case("words", forms.explain, SAYINGS[0])
