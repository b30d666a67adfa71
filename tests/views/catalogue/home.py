"""The home tab's four tabs, the card behind a bare command, and the list of somebody's groups."""

from __future__ import annotations

from datetime import time
from typing import Any

from handlers.home import desk, views
from handlers.home.answering import PARTS, Waiting
from handlers.home.joining import Groups
from handlers.home.mine import Mine
from handlers.home.rows import STANDS
from handlers.home.settling import Myself
from handlers.home.views import Content, Frame, Stand
from handlers.paging import Page
from storage.actions import ALIVE
from storage.digests import LeadWishes
from storage.meetings import LIVE, PLANNED
from storage.waiting import Draft
from tests.views.catalogue.case import Case, Cases, case
from tests.views.rows import (
    COMMAND,
    DAY,
    GROUP,
    GROUPS,
    LONG,
    LONG_NAME,
    NOW,
    TODAY,
    a_decision,
    a_feedback,
    a_group,
    a_meeting,
    a_person,
    a_statement,
    an_action,
    who_said_all,
)

KNOWN = {group.id: group for group in GROUPS}


def long_or(n: int, text: str | None = None) -> str | None:
    return LONG if n == 2 else text


MAKES: dict[str, Any] = {
    "asked": lambda n: a_feedback(n, long_or(n), "needs info"),
    "judged": lambda n: a_feedback(n, long_or(n), "resolved", answer=LONG if n == 2 else "It is out."),
    "stated": lambda n: a_statement(n, LONG) if n == 2 else a_statement(n),
    "promised": lambda n: an_action(n, long_or(n)),
    "unheard": lambda n: a_feedback(
        n, long_or(n), severity=("blocking", "minor")[n % 2], created_at=NOW - (n - 1) * DAY
    ),
    "drafts": lambda n: Draft(
        n, 1, LONG_NAME if n == 2 else "Product sync", NOW, ["draft", "published"][n % 2]
    ),
    "ownerless": lambda n: an_action(n, long_or(n), due=TODAY - n * DAY),
    "review": lambda n: a_decision(n, LONG if n == 2 else "We keep it.", review_on=TODAY - n * DAY),
}


def page(make: Any, total: int, size: int) -> Page[Any]:
    """The one in the middle, which has buttons to both sides."""
    pages = max(1, -(-total // size))
    return Page([make(n) for n in range(1, min(total, size) + 1)], min(2, pages), pages, total)


def an_open_action(n: int) -> Any:
    known = {"due_at": time(17, 30), "snoozed_until": TODAY + 3 * DAY} if n == 3 else {}
    return an_action(n, long_or(n), ALIVE[n % 3], due=TODAY + (n - 3) * DAY, **known)


def given(n: int) -> Any:
    known = {"merged_into": 4, "returns_at": NOW + 30 * DAY}
    return a_feedback(n, long_or(n), list(STANDS)[n % len(STANDS)], **known)


def mine(total: int) -> Mine:
    names, states = ("Product sync", LONG_NAME, "Operators' call"), (LIVE, PLANNED)
    found = [
        a_meeting(n, names[n % 3], group_id=1 + n % 2, state=states[n > 1], starts_at=NOW + n * DAY)
        for n in range(1, min(total, desk.MEETINGS) + 1)
    ]
    said = {2: "coming", 3: "regrets"}
    actions, feedback = page(an_open_action, total, desk.ACTIONS), page(given, total, desk.GIVEN)
    return Mine(found, total > desk.MEETINGS, said, actions, feedback, KNOWN, TODAY)


def waiting(total: int) -> Waiting:
    sizes = {part: desk.UNHEARD if part == "unheard" else desk.OTHERS for part in PARTS}
    pages = {part: page(MAKES[part], total, sizes[part]) for part in PARTS}
    owners = {1: ["Lena Brandt"], 2: ["Lena Brandt", "Tom Hale", "Yuki Mori", "Dana Levy", "Marco Riva"]}
    asked = {1: "How much memory have these instances?", 2: LONG}
    return Waiting(pages, KNOWN, {1: "Compute"}, owners, asked, NOW, TODAY)


def groups(total: int, words: str = "") -> Groups:
    def one(n: int) -> Any:
        return GROUPS[n - 1] if n <= len(GROUPS) else a_group(n, f"group-{n}", f"Group {n}")

    found = page(one, total, desk.GROUPS)
    return Groups(found, found, {1: NOW + DAY, 4: NOW}, words)


def tab(which: str, name: str, content: Content, **known: Any) -> Case:
    many = 3 if isinstance(content, Waiting) and content.pages["asked"].total else 0
    return case(which, views.home, Frame(name, many, COMMAND, **known), content)


def cases() -> Cases:
    for which, total in {"nothing": 0, "one of each": 1, "pages of each": 90}.items():
        yield tab(f"Mine, {which}", "mine", mine(total), is_first_visit=total == 0)
        yield tab(
            f"To answer, {which}", "answer", waiting(total), said="F-12 is acknowledged." if total else ""
        )
        yield tab(f"Groups, {which}", "groups", groups(total))
    yield tab("Groups, not found", "groups", groups(0, "quota & <limits>"))
    yield tab("Groups, found", "groups", groups(1, "product"))
    yield tab("Settings, nothing said", "settings", Myself(a_person(digest_off=True), None, "", NOW))
    said = Myself(who_said_all(), "Acme Cloud & Sons <Networks>", "Sofia Lind", NOW)
    yield tab("Settings, all said", "settings", said)
    for which, wishes, delegate in (
        ("nothing wished", LeadWishes("UANA"), ""),
        ("all wished", LeadWishes("UANA", "daily", 2, "UDEV"), "Dev &lt;Devlin&gt;"),
        ("off", LeadWishes("UANA", "off"), ""),
    ):
        lead = Myself(a_person(), None, "", NOW, wishes, delegate)
        yield tab(f"Settings of a lead, {which}", "settings", lead)
    yield from _card()


def _card() -> Cases:
    yield case("nothing", views.card, Stand(mine(0), 0, 0, 0), None, COMMAND)
    yield case("one of each", views.card, Stand(mine(1), 1, 1, 1), GROUP.name, COMMAND)
    few = Mine(
        mine(3).meetings,
        True,
        {},
        page(an_open_action, 30, desk.CARD_ACTIONS),
        page(given, 9, 8),
        KNOWN,
        TODAY,
    )
    yield case("many", views.card, Stand(few, 12, 5, 4), LONG_NAME, COMMAND)
    for which, total in {"none": 0, "one": 1, "more than are shown": 30}.items():
        yield case(which, views.groups_form, groups(total), COMMAND)
