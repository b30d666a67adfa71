"""A chair's digest, a lead's summary, and their forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from handlers.digests import brief, forms, health, summary, views
from handlers.digests.brief import Brief
from handlers.digests.summary import Summary
from storage.chairing import Topics
from storage.digests import GroupDigest, LeadWishes
from storage.leading import Waiting
from tests.views.catalogue.case import Cases, case
from tests.views.catalogue.reports import measured
from tests.views.rows import (
    AREAS,
    COMMAND,
    COMPUTE,
    DAY,
    GROUP,
    GROUPS,
    LONG,
    LONG_NAME,
    NAMES,
    NOW,
    SAYINGS,
    SPANS,
    TODAY,
    a_decision,
    a_feedback,
    a_meeting,
    an_action,
    an_area,
)

COMES = "every Monday at 09:00"
NOTHING = Brief([GROUP], TODAY, [], [], 0, [], 0, [], [], 0, [], [], [], [], SPANS)


def brief_of(many: int) -> Brief:
    """So many of each kind."""
    texts = [LONG if n == 2 else None for n in range(many)]
    late = [an_action(n + 1, text, due=TODAY - (n + 1) * DAY) for n, text in enumerate(texts)]
    waiting = [a_feedback(n + 1, text, created_at=NOW - (8 + n) * DAY) for n, text in enumerate(texts)]
    topics = (Topics(0, 0, 0), Topics(1, 1, 0), Topics(5, 2, 95), None)
    chair = ("Name a chair…", "group.name_chair", "product")
    troubles = (
        health.Trouble(GROUP, "has no chair", chair),
        health.Trouble(GROUP, "has not met for 28 days"),
    )
    owned = [
        (action, user, name) for action, (user, name) in zip(late, list(NAMES.items()) * 9, strict=False)
    ]
    return replace(
        NOTHING,
        coming=[(a_meeting(n + 1), topics[n % 4]) for n in range(many)],
        debts=brief.debts([*owned, *((action, None, None) for action in late)]),
        overdue=2 * many,
        waiting=waiting[: brief.SHOWN],
        unacknowledged=many,
        to_review=[a_decision(n + 1, text or "We keep it.") for n, text in enumerate(texts)],
        unsponsored=late[: brief.SHOWN],
        promised=many,
        unsaid=[(COMPUTE, 12)] * many,
        troubles=[troubles[n % 2] for n in range(many)],
        quiet=["No operator spoke in the last four meetings."] * many,
        measured=measured(many),
    )


def waiting(n: int, **known: object) -> Waiting:
    text = LONG if n == 2 else SAYINGS[n % len(SAYINGS)]
    severity = ("blocking", "major", "minor", None)[n % 4]
    row = Waiting(n, 1 + n % 2, "routed", text, severity, NOW - n * DAY, n % 3)
    return replace(row, **known)


def summary_of(many: int) -> Summary:
    items = [waiting(n, state="acknowledged" if n % 3 == 2 else "routed") for n in range(many)]
    areas = AREAS if many > 1 else AREAS[:1]
    behind = {item.number: 3 for item in items[::2]}
    held = [a_meeting(n + 1, LONG_NAME if n else "Product sync") for n in range(many)]
    return Summary(areas, items, behind, held, NOW - 5 * DAY, NOW)


def cases() -> Cases:
    yield case("nothing", views.digest, NOTHING, NOW, COMES, COMMAND)
    yield case("one of each", views.digest, brief_of(1), NOW, COMES, COMMAND)
    yield case("one of each, to the group", views.digest, brief_of(1), NOW, COMES, COMMAND, to_group=True)
    yield case("more than is shown", views.digest, replace(brief_of(7), groups=GROUPS), NOW, COMES, COMMAND)
    yield case("usual", forms.of_group, GROUP, GroupDigest(1))
    yield case("to a channel", forms.of_group, GROUP, GroupDigest(1, 4, time(9, 17), "CPRODUCT"))
    yield case("nothing", summary.summary, summary_of(0), f"{COMES}, your time", COMMAND)
    yield case("one of each", summary.summary, summary_of(1), f"{COMES}, your time", COMMAND)
    full = replace(summary_of(14), areas=[*AREAS, *(an_area(n, f"a{n}", LONG_NAME) for n in range(3, 12))])
    yield case("more than is shown", summary.summary, full, f"{COMES}, your time", COMMAND)
    away = replace(summary_of(1), for_lead="Lena Brandt")
    yield case("for a lead who is away", summary.summary, away, f"{COMES}, your time", COMMAND)
    yield case("thanks", summary.all_done)
    yield case("usual", forms.of_lead, LeadWishes("ULENA"))
    yield case("of their own", forms.of_lead, LeadWishes("ULENA", "daily", 3, "UTOM"))
