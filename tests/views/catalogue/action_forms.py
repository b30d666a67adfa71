"""The forms of action items and commitments."""

from __future__ import annotations

from handlers.actions import forms
from tests.views.catalogue.case import Cases, case
from tests.views.rows import GROUPS, LONG, SOURCE, TODAY, a_feedback, an_action

CHOICES = [(group.slug, group.name) for group in GROUPS]
ACTION = an_action(7)


def cases() -> Cases:
    yield case("nothing yet", forms.make, CHOICES, None, TODAY)
    yield case("of a message, in a known group", forms.make, (), "product", TODAY, text=LONG, source=SOURCE)
    yield case("for feedback", forms.make, (), "product", TODAY, feedback=a_feedback(20))
    for deed in ("block", "drop"):
        yield case(deed, forms.words, ACTION, deed)
    yield case("block, words are there", forms.words, an_action(7, LONG), "block", "the build machines")
    yield case("nobody has it", forms.hand, ACTION, [])
    yield case("two have it", forms.hand, ACTION, ["ULENA", "UTOM"])
    yield case("a day", forms.due, ACTION)
    yield case("a part of it", forms.split, an_action(7, LONG))
    yield case("nothing yet", forms.promise, CHOICES, None, TODAY)
    known = {"text": LONG, "owners": ["ULENA"], "answers": "F-3, F-9"}
    yield case("all filled in", forms.promise, CHOICES, "product", TODAY, **known)
    yield case("a day", forms.sponsor_change, ACTION)
    yield case("a reason", forms.sponsor_cannot, ACTION)
