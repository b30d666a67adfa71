"""What is known of somebody, as they see it themselves."""

from __future__ import annotations

from handlers.profile import views
from handlers.profile.views import Office
from tests.views.catalogue.case import Case, Cases, case
from tests.views.rows import DAY, LONG, NOW, a_person, who_said_all

OFFICES = [Office("co-chair", "Product Working Group (`product`)", NOW - 90 * DAY)] + [
    Office("lead", f"R&amp;D, part {n} (`area-{n}`)", NOW - n * DAY) for n in range(40)
]
EMPLOYER = "Acme Cloud & Sons <Networks>"


def cases() -> Cases:
    bare, full = a_person(name=""), who_said_all()
    yield case("nothing said", views.whoami, bare, None, "", [], 0, NOW)
    yield case("one role", views.whoami, a_person(digest_off=True), None, "", OFFICES[:1], 1, NOW)
    yield case("all said", views.whoami, full, EMPLOYER, "Sofia Lind", OFFICES, 42, NOW)
    yield case("nothing said", views.erase_question, [])
    yield case("all said", views.erase_question, ["voice", "employers", "sponsor", "quiet hours", "absence"])
    yield case("nothing said", views.settings_form, bare, None, NOW)
    yield case("all said", views.settings_form, full, EMPLOYER, NOW)
    yield case("nothing said", views.saved, bare, None, NOW)
    yield case("all said", views.saved, full, EMPLOYER, NOW)
    rows = {
        "you": [{"name": "Ana Torres", "zone": "Europe/Madrid"}],
        "feedback": [{"number": 12, "text": LONG}],
    }
    for part in views.export(rows):
        yield Case(views.export, "two sections", part)
