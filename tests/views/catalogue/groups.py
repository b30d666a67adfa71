"""Groups: cards, lists, forms, and what is said when somebody comes or goes."""

from __future__ import annotations

from dataclasses import replace

from handlers.groups import views
from handlers.groups.rules import Officers
from handlers.groups.views import Face
from handlers.paging import Page, page_of
from storage.meetings import LIVE
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    BARE,
    COMMAND,
    COMPUTE,
    GROUP,
    GROUPS,
    LONGEST,
    SECRET,
    USERS,
    a_meeting,
)

NOBODY = Officers((), ())
CHAIRS = Officers(("UMAYA",), ("UJONAS",))
FACE = Face(GROUP, CHAIRS, ["compute", "storage"], 12, is_mine=True, may_edit=True)
BAREST = Face(BARE, NOBODY, [], 1, is_mine=False, may_edit=False)
FULL = Face(
    replace(LONGEST, is_private=True),
    Officers(tuple(USERS), tuple(USERS[:2])),
    [f"area-of-{n}" for n in range(20)],
    12345,
    is_mine=True,
    may_edit=True,
)


def cases() -> Cases:
    for which, face in {"bare": BAREST, "usual": FACE, "full": FULL}.items():
        yield case(which, views.card, face)
    yield case("none", views.listing, page_of([], 1, 15), COMMAND)
    yield case("one", views.listing, page_of([BAREST], 1, 15), COMMAND)
    yield case("a page in the middle", views.listing, Page([FACE, BAREST, FULL] * 4, 2, 3, 45), COMMAND)
    yield from _forms()
    yield from _questions()
    yield from _comings_and_goings()


def _forms() -> Cases:
    yield case("nothing yet", views.create_form, "", "", None, "UTC", "UANA")
    yield case("filled in", views.create_form, "product", GROUP.name, "CPRODUCT", "Europe/Paris", "UMAYA")
    yield case("bare", views.edit_form, BARE)
    yield case("full", views.edit_form, LONGEST)
    yield case("a chair", views.chair_form, GROUP)
    yield case("a co-chair", views.chair_form, LONGEST, "UJONAS", is_co=True)
    yield case("no chair", views.remove_chair_form, GROUP, [])
    yield case("two chairs", views.remove_chair_form, GROUP, ["UMAYA", "UJONAS"])


def _questions() -> Cases:
    for count in (0, 1, 9):
        yield case(f"{count} of each", views.archive_question, GROUP, count, count)
    yield case("a chair left", views.name_a_chair, GROUP, "Maya Okafor has left this workspace.")


def _comings_and_goings() -> Cases:
    yield case("no group yet", views.greeting, "CPRODUCT", [], COMMAND)
    yield case("one group", views.greeting, "CPRODUCT", [GROUP], COMMAND)
    yield case("several groups", views.greeting, "CPRODUCT", GROUPS, COMMAND)
    yield case("no meeting planned", views.welcome, BARE, None, COMMAND)
    yield case("before a meeting", views.welcome, GROUP, a_meeting(), COMMAND)
    yield case("in a meeting", views.welcome, LONGEST, a_meeting(state=LIVE), COMMAND)
    yield case("one area", views.lead_gone, GROUP, "Lena Brandt", ["compute"], COMMAND)
    yield case(
        "many areas", views.lead_gone, LONGEST, "Lena Brandt", [f"area-of-{n}" for n in range(20)], COMMAND
    )
    yield case("of the group", views.channel_gone, SECRET, "CPRODUCT")
    yield case("of the leads", views.leads_channel_gone, COMPUTE, "CCOMPUTE", COMMAND)
