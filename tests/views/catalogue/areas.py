"""Areas: cards, lists, forms."""

from __future__ import annotations

from dataclasses import replace

from handlers.areas import views
from handlers.areas.views import Face
from handlers.blocks import OPTIONS_LIMIT
from handlers.paging import Page, page_of
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    AREAS,
    BARE,
    COMMAND,
    COMPUTE,
    GROUP,
    LONG,
    LONG_NAME,
    LONGEST,
    USERS,
    an_area,
)

ALIASES = ("nova", "hypervisor", "live migration", "R&D <compute>")
FACE = Face(COMPUTE, GROUP, ["ULENA"], ALIASES, may_edit=True)
BAREST = Face(an_area(3, "docs", "Documents", channel=None), BARE, [], [])
FULL = Face(an_area(4, LONGEST.slug, LONG_NAME, description=LONG), LONGEST, USERS, ALIASES * 5, may_edit=True)
MANY = [an_area(n, f"a{n}", f"Area {n}") for n in range(OPTIONS_LIMIT + 1)]


def cases() -> Cases:
    for which, face in {"bare": BAREST, "usual": FACE, "full": FULL}.items():
        yield case(which, views.card, face)
        yield case(which, views.edit_form, face)
    yield case("none", views.listing, page_of([], 1, 15), None, COMMAND)
    yield case("none of a group", views.listing, page_of([], 1, 15), GROUP.name, COMMAND)
    yield case("one", views.listing, page_of([BAREST], 1, 15), BARE.name, COMMAND)
    faces = [FACE, BAREST, FULL, *(replace(FACE, area=area) for area in AREAS)]
    yield case("a page in the middle", views.listing, Page(faces, 2, 3, 45), GROUP.name, COMMAND)
    yield case("nothing yet", views.add_form, GROUP, "", "", None, None, "")
    words = ("compute", "Compute", "ULENA", "CCOMPUTE", ", ".join(ALIASES))
    yield case("all filled in", views.add_form, LONGEST, *words)
    yield case("to edit", views.which_form, "area.which_edit", AREAS, None, "Edit…")
    yield case("more than fit", views.which_form, "area.which_edit", MANY, "area-7", "Edit…")
    yield case("nothing yet", views.alias_form, AREAS, None, "")
    yield case("all filled in", views.alias_form, AREAS, "compute", ", ".join(ALIASES))
    for remove in (False, True):
        yield case("remove" if remove else "add", views.lead_form, AREAS, "compute", "ULENA", remove=remove)
    for count in (0, 1, 9):
        yield case(f"{count} pieces open", views.archive_question, COMPUTE, count)
