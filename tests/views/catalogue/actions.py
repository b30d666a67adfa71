"""Action items and commitments: their cards, mornings, lists, questions and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from handlers.actions import listing, sponsor_cards, views
from handlers.actions.listing import Listed
from handlers.actions.sponsor_cards import Sponsored
from handlers.actions.views import Shown
from storage.sponsorships import ASKED, CONFIRMED, UNSPONSORED, Sponsorship
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    COMMAND,
    DAY,
    GROUP,
    LONG,
    LONG_NAME,
    LONGEST,
    NAMES,
    NOW,
    SOURCE,
    TODAY,
    a_feedback,
    an_action,
    an_event,
)

OWNERS = tuple(NAMES.items())
DEVS = "Lena Brandt and Tom Hale"
WHY = "the build machines that were promised for last week"


def shown(state: str = "open", text: str | None = None, owners: int = 1, **known: object) -> Shown:
    action = replace(an_action(7, text, state), **known)
    return Shown(action, GROUP, OWNERS[:owners], "Maya Okafor", (), None, COMMAND)


def last(shown: Shown, what: str) -> Shown:
    return replace(shown, last=(an_event(what, item="A-7"), "Lena Brandt"))


def sponsored(state: str, why: str = "") -> Sponsored:
    return Sponsored(Sponsorship("T1", 7, "USOFIA", state, 1, why, NOW, None), "Sofia Lind")


FULL = replace(
    shown("blocked", LONG, 12, due=TODAY - 12 * DAY, due_at=time(17, 30), note=WHY, source=SOURCE),
    group=LONGEST,
    causes=tuple(f"F-{n}" for n in range(3, 11)),
    sponsored=sponsored(UNSPONSORED, "the budget of this quarter went elsewhere"),
)
STANDING = {
    "open": shown(),
    "in progress": last(shown("in progress", owners=2), "started"),
    "blocked": last(shown("blocked", note=WHY), "blocked"),
    "done": last(shown("done", note="It is in the operators' guide now."), "done"),
    "dropped": last(shown("dropped", note="The release team did it already."), "dropped"),
}
LATE = [an_action(n, due=TODAY - n * DAY) for n in (1, 8, 30)]
MORNING = [
    *LATE,
    an_action(40, LONG, due=TODAY),
    an_action(41, due=TODAY + DAY, due_at=time(17)),
    an_action(42, state="blocked", note=WHY),
    an_action(43, state="done", note="It is out."),
    an_action(44, snoozed_until=TODAY + 3 * DAY),
    an_action(45),
]


def cases() -> Cases:
    for state, each in STANDING.items():
        yield case(state, views.card, each)
        yield case(state, views.whole, each)
    yield case("nobody has it", views.card, shown(owners=0))
    yield case("put off", views.card, shown(snoozed_until=TODAY + 3 * DAY))
    yield case("all that can be known", views.card, FULL)
    yield case("all that can be known", views.whole, FULL)
    for state in (ASKED, CONFIRMED):
        yield case(f"a commitment, {state}", views.card, replace(shown(), sponsored=sponsored(state)))
    yield case("by somebody", views.given, shown(), "Maya Okafor")
    yield case("by nobody", views.given, FULL, "")
    yield case("one", views.given_in_meeting, "M-3", [an_action(1)])
    yield case("twenty", views.given_in_meeting, "M-3", [an_action(n) for n in range(1, 21)])
    yield from _mornings()
    yield from _questions()
    yield from _lists()
    yield from _sponsors()


def _mornings() -> Cases:
    yield case("one, due today", views.morning, [an_action(7, due=TODAY)], TODAY, {})
    others = {40: [name for _, name in OWNERS], 41: ["Tom Hale"], 45: ["Tom Hale"]}
    marks = {1: "sponsored", 8: "*unsponsored*"}
    yield case("of every kind", views.morning, MORNING, TODAY, others, {44, 45}, marks)
    yield case("more than are shown", views.morning, [an_action(n) for n in range(1, 21)], TODAY, {})
    yield case("all answered", views.morning, [an_action(7, state="done")], TODAY, {})


def _questions() -> Cases:
    action = an_action(7)
    two = (("ULENA", "Lena Brandt"), ("UELIF", "Elif Kaya"))
    days = (TODAY + 4 * DAY, TODAY + 11 * DAY)
    yield case("nobody of that name", views.asks, shown(), views.who_is_it(action, "Bo", ()))
    yield case("two of that name", views.asks, shown(), views.who_is_it(action, "El", two))
    yield case("many of that name", views.asks, shown(), views.who_is_it(action, "a", OWNERS))
    yield case(
        "two days", views.asks, FULL, views.which_day(action, "next friday", days), "*A-7* has a date."
    )
    for what in ("is done", "is blocked", "was dropped"):
        yield case(what, views.told, action, "Lena Brandt", what)
    yield case("with a note", views.told, STANDING["done"].action, "Lena Brandt", "is done")
    yield case("at length", views.told, an_action(7, LONG, "dropped", note=LONG), LONG_NAME, "was dropped")
    yield case("one", views.ownerless, "Tom Hale", [action])
    yield case("three", views.ownerless, "Tom Hale", LATE)
    yield case("more than are named", views.ownerless, "Tom Hale", [an_action(n, LONG) for n in range(1, 21)])


def listed(order: str, count: int, name: str = "group") -> Listed:
    rows = [
        (action, ("Lena Brandt", "Tom Hale", None)[n // 3 % 3] if order == "owner" else None)
        for n, action in enumerate((MORNING * 2)[:count])
    ]
    owners = {action.number: ["Lena Brandt"] for action, _ in rows[::2]} | {40: list(NAMES.values())}
    total = 123 if count > 1 else count
    page = 2 if count > 1 else 1
    marks = {1: "waits for its sponsor", 8: "sponsored"}
    title = "Action items of Product Working Group"
    return Listed(title, f"{name} {order} product", order, rows, owners, page, total, total, TODAY, marks)


def _lists() -> Cases:
    yield case("none", listing.listing, listed("due", 0))
    yield case("no commitment", listing.listing, listed("due", 0, "commitments"))
    for order in listing.ORDERS:
        yield case(f"one by {order}", listing.listing, listed(order, 1))
        yield case(f"a page in the middle by {order}", listing.listing, listed(order, listing.PAGE))
    for count in (1, 1234):
        yield case(f"{count}", listing.file_note, "Action items of Product Working Group", count)


def _sponsors() -> Cases:
    action, causes = an_action(7), ("F-3", "F-9")
    states = {"asked": ASKED, "stands by it": CONFIRMED, "does not": UNSPONSORED}
    for which, state in states.items():
        found = sponsored(state).sponsorship
        yield case(which, sponsor_cards.asked, action, GROUP, DEVS, causes, found)
    found = sponsored(CONFIRMED).sponsorship
    yield case("done", sponsor_cards.asked, an_action(7, LONG, "done"), LONGEST, DEVS, (), found)
    yield case("its date moved", sponsor_cards.asked_again, action, "its date moved.")
    hanging = [a_feedback(n) for n in range(3, 12)]
    why = "the budget of this quarter went elsewhere"
    yield case("nothing hangs on it", sponsor_cards.lost, action, GROUP, "Sofia Lind", "", [])
    yield case("one hangs on it", sponsor_cards.lost, action, GROUP, "Sofia Lind", why, hanging[:1])
    yield case(
        "has left", sponsor_cards.lost, an_action(7, LONG), GROUP, "Sofia Lind", "", hanging, left=True
    )
