"""What is said about a piece of feedback beside its cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.feedback import notices
from tests.views.catalogue.case import Cases, case
from tests.views.catalogue.feedback import ANSWER, BARE, FULL, UNKNOWN, shown
from tests.views.rows import (
    DAY,
    LONG,
    LONG_NAME,
    NOW,
    SOURCE,
    TODAY,
    a_decision,
    a_feedback,
    an_action,
)

ITEM = a_feedback(20, state="acknowledged", merged_into=4)
LATER = replace(ITEM, returns_at=NOW + 30 * DAY)
BY = date(2026, 3, 9)
WORDS = {
    "accept": "",
    "decline": "It would break every cloud that pins its hosts.",
    "defer": "After the spring release.",
    "ask": "How much memory have these instances?",
    "resolve": ANSWER,
    "merge": "",
    "unmerge": "",
    "withdraw": "",
    "return": "",
}


def cases() -> Cases:
    yield case("by a word, to one lead", notices.receipt, shown(), "the word “hypervisor”", BY, waits=False)
    yield case("to several leads, with others", notices.receipt, FULL, "##upgrades", BY, waits=True)
    yield case("without a place", notices.receipt, BARE, "none of its words leads anywhere", BY, waits=False)
    yield case(
        "anonymous, nobody can be told", notices.receipt, UNKNOWN, "you named `compute`", BY, waits=False
    )
    relayed = replace(UNKNOWN, item=replace(UNKNOWN.item, relay="sealed"))
    yield case("anonymous, with a relay", notices.receipt, relayed, "you named `compute`", BY, waits=False)
    for deed, words in WORDS.items():
        yield case(deed, notices.told, LATER if deed == "defer" else ITEM, deed, "Lena Brandt", words)
    yield case("resolve, and asks", notices.told, ITEM, "resolve", "Lena Brandt", ANSWER, asks=True)
    yield case("accept, nobody named, at length", notices.told, ITEM, "accept", "", LONG)
    yield from _talk()
    yield from _calls()
    yield from _followed()


def _talk() -> Cases:
    yield case("it begins", notices.talk_heading, ITEM)
    yield case("a question", notices.asked_in_thread, "Lena Brandt", WORDS["ask"])
    yield case("a long question", notices.asked_in_thread, "Lena Brandt", LONG)
    yield case("words alone", notices.relayed, "Ana Torres", "512 GB. Smaller ones are fine.", [])
    files = [("journal & trace <1>.log", SOURCE), ("graph.png", "")]
    yield case("files alone", notices.relayed, "anonymous", "", files)
    yield case("long words and files", notices.relayed, "Ana Torres", LONG, files)
    yield case("they stay where they are", notices.attachments_stay, ITEM)
    yield case("to a group that is private", notices.let_go, ITEM)
    yield case("no", notices.not_answered, replace(ITEM, verdict="no"), "Ours still time out at 600 GB.")
    yield case("partly, without a word", notices.not_answered, replace(ITEM, verdict="partly"), "")


def _calls() -> Cases:
    yield case("one", notices.offer, ITEM, [a_feedback(4)])
    yield case("three", notices.offer, ITEM, [a_feedback(n, LONG) for n in (3, 4, 5)])
    yield case("two", notices.gathering_heading, [a_feedback(n) for n in range(2)])
    yield case("many", notices.gathering_heading, [a_feedback(n, LONG) for n in range(25)])
    for days in (1, 8):
        yield case(f"days: {days}", notices.nudge, [ITEM], ITEM.created_at + timedelta(days), "/wg")
        yield case(f"days: {days}", notices.asked_by, ITEM, "Maya Okafor", days)
    for many in (2, 25):
        waiting = [a_feedback(n, LONG if n % 2 else "It stalls.") for n in range(1, many + 1)]
        yield case(f"of {many}", notices.nudge, waiting, NOW + timedelta(8), "/wg")
    yield case("on the day", notices.asked_by, replace(ITEM, text=LONG), LONG_NAME, 0)


def _followed() -> Cases:
    action, done = an_action(7), an_action(7, state="done", note="It is in the operators' guide now.")
    words = notices.agreed_words(action, is_secret=False)
    yield case("an action", notices.one_more, ITEM, words)
    yield case(
        "an action of a private group", notices.one_more, ITEM, notices.agreed_words(action, is_secret=True)
    )
    yield case("in short", notices.decided, ITEM, a_decision())
    yield case("at length", notices.decided, ITEM, a_decision(text=LONG))
    yield case("the last", notices.action_done, ITEM, done, done.text, 0)
    yield case("one to go", notices.action_done, ITEM, replace(done, due=TODAY), done.text, 1)
    yield case("three to go, of a private group", notices.action_done, ITEM, done, "", 3)
    for left in (0, 1, 3):
        yield case(f"{left} left", notices.ask_to_resolve, ITEM, done, left)
