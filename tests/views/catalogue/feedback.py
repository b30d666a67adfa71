"""The cards of a piece of feedback, and lists of them."""

from __future__ import annotations

from dataclasses import replace

from handlers.feedback import lists, views
from handlers.feedback.rules import ACCEPTED, ACKNOWLEDGED, CONFIRMED, DEFERRED, DUPLICATE, NEW, RESOLVED
from handlers.feedback.views import FOLLOWER, SPOKEN_FOR, STATES, Shown
from tests.views.catalogue.case import Cases, case
from tests.views.rows import (
    COMMAND,
    COMPUTE,
    DAY,
    ENDLESS,
    GROUP,
    LONG,
    LONG_NAME,
    NOW,
    SOURCE,
    a_feedback,
    an_event,
)

ANSWER = "The time-out now grows with the memory; it is in this month's release."


def shown(state: str = "routed", text: str | None = None, **known: object) -> Shown:
    """In the compute area, from Ana."""
    item = replace(a_feedback(20, text, state), **known)
    return Shown(item, GROUP, COMPUTE, "Ana Torres", "", 0, (), (), ("Lena Brandt",), COMMAND)


def last(shown: Shown, what: str, who: str = "Lena Brandt", days: int = 1) -> Shown:
    return replace(shown, trail=((an_event(what, days=days), who),))


BARE = replace(shown(NEW, "it hurts", group_id=None, area_id=None), group=None, area=None, waits_for=())
FULL = replace(
    shown(
        "routed",
        LONG,
        voice="product manager",
        kind="pain point",
        axis="performance",
        severity="blocking",
        source=SOURCE,
    ),
    spoken_for="the network operations team of a university",
    endorsers=14,
    likely=tuple(a_feedback(n) for n in (3, 7, 9)),
    waits_for=("Lena Brandt", "Tom Hale", "Yuki Mori", "Dana Levy", "Marco Riva"),
    area=replace(COMPUTE, name=LONG_NAME),
)
STANDING = {
    NEW: shown(NEW),
    "routed": shown(),
    ACKNOWLEDGED: last(shown(ACKNOWLEDGED), "acknowledged"),
    ACCEPTED: last(shown(ACCEPTED), "accepted"),
    "declined": last(shown("declined", answer="It would break every cloud that pins its hosts."), "declined"),
    DEFERRED: last(
        shown(DEFERRED, returns_at=NOW + 30 * DAY, answer="After the spring release."), "deferred"
    ),
    "needs info": last(shown("needs info"), "asked back"),
    DUPLICATE: last(shown(DUPLICATE, merged_into=4), "merged"),
    RESOLVED: last(shown(RESOLVED, answer=ANSWER), "resolved"),
    CONFIRMED: last(shown(CONFIRMED, answer=ANSWER, verdict="yes"), "confirmed", "Ana Torres"),
    "reopened": last(shown("reopened", verdict="no"), "reopened", "Ana Torres"),
    "withdrawn": last(shown("withdrawn"), "withdrawn", "Ana Torres"),
}
UNKNOWN = replace(shown(is_anonymous=True, author=None, severity="minor"), giver="anonymous")


def cases() -> Cases:
    yield case("the least that is known", views.lead_card, BARE)
    yield case("all that can be known", views.lead_card, FULL)
    yield case("anonymous", views.lead_card, UNKNOWN)
    yield case("edited since, endorsed once", views.lead_card, replace(last(shown(), "edited"), endorsers=1))
    for state in STATES:
        yield case(state, views.lead_card, STANDING[state])
        yield case(state, views.author_card, STANDING[state])
    yield case("the least that is known", views.author_card, BARE)
    yield case(
        "all that can be known",
        views.author_card,
        replace(FULL, item=replace(FULL.item, state=RESOLVED, answer=LONG)),
    )
    yield case("in somebody's name", views.author_card, replace(shown(), spoken_for="Ravi Menon"), SPOKEN_FOR)
    yield case("in somebody's name, by nobody", views.author_card, UNKNOWN, SPOKEN_FOR)
    yield case("of a follower", views.author_card, replace(STANDING[RESOLVED], endorsers=1), FOLLOWER)
    yield case("sent on", views.moved_card, last(shown(), "re-routed"), "Block storage")
    yield case("sent on by itself", views.moved_card, shown(), LONG_NAME)
    yield from _read()
    yield from _listed()


def _read() -> Cases:
    resolved = STANDING[RESOLVED]
    yield case("to endorse", lists.whole, shown(), lists.reader_buttons(shown().item, mine=False))
    yield case("my own", lists.whole, resolved, lists.reader_buttons(resolved.item, mine=True))
    answers = lists.reader_buttons(FULL.item, mine=False, answers=True)
    yield case("to answer", lists.whole, replace(FULL, endorsers=1), answers)
    endless = replace(FULL, item=replace(FULL.item, state=CONFIRMED, text=ENDLESS, answer=ENDLESS))
    yield case("endless", lists.whole, endless, lists.reader_buttons(endless.item, mine=False))
    yield case("without buttons", lists.whole, BARE, ())


def _listed() -> Cases:
    for name in lists.TITLES:
        yield case(f"{name}, none", lists.listing, name, [], {}, group=None, page=1, total=0)
    one = [a_feedback(12)]
    yield case("one", lists.listing, "open", one, {12: 1}, group=GROUP, page=1, total=1, may_answer=True)
    many = [
        a_feedback(n, LONG if n == 3 else None, state, kind="pain point" if n % 2 else None)
        for n, state in enumerate(list(STATES)[: lists.PAGE], 1)
    ]
    yield case(
        "a page in the middle",
        lists.listing,
        "top",
        many,
        dict.fromkeys((1, 2, 3), 1200),
        group=GROUP,
        page=2,
        total=1234,
    )
