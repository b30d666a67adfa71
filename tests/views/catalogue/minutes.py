"""A meeting while it runs, and its minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.minutes import chairs, forms, views
from handlers.minutes.log import Minutes, minutes_of
from handlers.minutes.words import About
from handlers.naming import Names
from handlers.paging import page_of
from storage.minutes import Line
from tests.views.catalogue.case import Cases, case
from tests.views.rows import GROUP, LONG, LONG_NAME, NAMES, NOW, USERS

SAID = (
    ("UMAYA", "scribe+"),
    ("UANA", "present+"),
    ("UMAYA", "TOPIC: Live migration of large instances"),
    ("UANA", "INFO: above 256 GB it times out, whatever the network & the host"),
    ("URAVI", "we see the same since the last upgrade"),
    ("ULENA", "IDEA: let the time-out grow with the memory"),
    ("USOFIA", "LINK: https://example.org/notes/migration?of=large&amp;in=spring"),
    ("UMAYA", "AGREED: the time-out grows with the memory from the next release on"),
    ("UJONAS", "ACTION: Lena to write the change by friday"),
    ("UJONAS", "ACTION: El to test it on a large host"),
    ("UTOM", "ACTION: write it down in the guide"),
    ("USOFIA", "q+ to ask when it could be released"),
    ("UCHIDI", "q+"),
    ("UNOOR", "regrets+"),
)
ABOUT = About(3, "Product sync", GROUP.name, NOW, members=frozenset(USERS[:9]))
OUT = replace(ABOUT, is_draft=False, summary="We agreed on how long a migration may take.")
PEOPLE = {**NAMES, "UELSA": "El Sato", "UELMAR": "El Marsh"}
NAMED = Names(PEOPLE)


def taken(*said: tuple[str, str]) -> Minutes:
    begun = int(NOW.timestamp())
    lines = [Line(f"{begun + n}.000000", user, text, deleted=False) for n, (user, text) in enumerate(said)]
    return minutes_of(lines, PEOPLE)


NOTHING = taken()
ONE = taken(*SAID[:4])
USUAL = taken(*SAID)
MUCH = taken(
    *SAID,
    *(
        (user, text)
        for n, user in enumerate(USERS)
        for text in (
            f"TOPIC: {n}. {LONG_NAME}",
            f"INFO: {LONG[:280]}",
            *[f"IDEA: the {n}th of many ideas"] * 4,
            f"AGREED: {LONG[:250]}",
            f"ACTION: {NAMES[user]} to look into the {n}th of these questions by friday",
            "ACTION: find somebody for the rest",
            f"q+ {LONG[:90]}",
        )
    ),
)
FULL = replace(
    ABOUT,
    name=LONG_NAME,
    summary=LONG,
    voices={user: ("operator", "developer", "user")[n % 3] for n, user in enumerate(USERS)},
)
TAKEN = {
    "nothing said": (NOTHING, ABOUT),
    "one note": (ONE, ABOUT),
    "usual": (USUAL, ABOUT),
    "much": (MUCH, FULL),
}


def cases() -> Cases:
    for which, (minutes, about) in TAKEN.items():
        scribe = "UANA" if minutes is NOTHING else None
        yield case(which, views.live_card, minutes, about, NAMED, scribe=scribe)
        yield case(which, chairs.draft, minutes, about, NAMED)
        yield case(which, views.published, minutes, replace(about, is_draft=False), NAMED)
        yield case(which, forms.edit, 3, about.summary, minutes, struck=0)
        lines = list(views.whole_lines(minutes, NAMED))
        yield case(which, views.whole, page_of(lines, 2, views.PAGE), about)
    for which, first in (("a topic waits", "Rolling upgrades"), ("a long topic waits", LONG)):
        yield case(which, views.live_card, NOTHING, ABOUT, NAMED, scribe=None, first=first)
    yield case("by a chair", views.ended_card, ABOUT, NOW + timedelta(hours=1), "The chairs have the draft.")
    yield case("in short", views.summary, USUAL, OUT, NAMED)
    yield case("out as a draft", chairs.settled, USUAL, ABOUT, NAMED)
    yield case("published", chairs.settled, USUAL, OUT, NAMED)
    yield case("after a day", chairs.asked, ABOUT)
    for struck in (1, 3):
        yield case(f"{struck} struck out", forms.edit, 3, OUT.summary, ONE, struck=struck)
    yield case("one meeting", views.absent, [(OUT, NAMED, "CPRODUCT", USUAL.entries[:1])])
    parts = [
        (about, NAMED, "CPRODUCT", MUCH.entries[:count]) for about, count in ((OUT, 3), (FULL, 30), (OUT, 1))
    ]
    yield case("several meetings", views.absent, parts)
