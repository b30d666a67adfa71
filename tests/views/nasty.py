"""The longest, and the most like markup, that people may type: what no drawing may break of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.sandbox.blockkit import message_faults, view_faults
from bot.slack_payloads import view_of
from bot.work import Incoming
from handlers.contract import Block, Form, Message
from storage.groups import Group
from storage.people import Person
from tests.views import rows

WIDE = "&<!channel>" * 9 + "W" * 51  # 150 characters of a name
ENDLESS = {"marks": "&" * 40_000, "lines": ">\n" * 20_000, "words": "word `<&> " * 4_000}
LIVE = ("<!channel>", "<!here>", "<@U1>", "<#C1>", "@channel", "@everyone")
NASTY = "<&>" * 50
PROSE = "<!channel> & `code` *bold* " * 93
SLUG = "s" * 50
SOURCE = "https://example.slack.com/archives/C0123456789/p1772445600000016?thread_ts=1772445600.000016"
HERE = Incoming("T1", "U1", channel="C" * 11, group="g" * 50)


def a_group(n: int = 0, *, full: bool = True) -> Group:
    if not full:
        return rows.a_group(n, f"{SLUG[:40]}{n}", "A", mission="", channel=None)
    known = {"mission": PROSE[:2500], "channel": "C1", "is_private": True, "acknowledge_days": 90}
    return rows.a_group(n, f"{SLUG[:40]}{n}", NASTY[:150], **known)


def a_person(*, full: bool = True) -> Person:
    zone = "America/Argentina/ComodRivadavia"
    if not full:
        return rows.a_person(name="", zone=zone, digest_off=True)
    longest = {"away_until": datetime(2027, 1, 1, tzinfo=UTC), "digest_day": 6, "digest_at": time(23, 59)}
    return replace(rows.who_said_all(name=NASTY * 2, zone=zone), **longest)


def faults_of(drawn: Message | Form | tuple[Block, ...]) -> list[str]:
    """What Slack would say against it."""
    if isinstance(drawn, Form):
        return view_faults(view_of(drawn, HERE), "modal")
    if isinstance(drawn, tuple):
        return view_faults({"type": "home", "blocks": list(drawn)}, "home")
    long = ["the text is too long"] if len(drawn.text.encode()) > 40_000 else []
    empty = [] if drawn.text.strip() else ["there is no text for notifications"]
    return [*(message_faults(list(drawn.blocks)) if drawn.blocks else []), *long, *empty]


def texts(drawn: object) -> Iterator[str]:
    """All mrkdwn of a drawing."""
    if isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn":
            yield drawn["text"]
        for part in drawn.values():
            yield from texts(part)
    elif isinstance(drawn, (list, tuple)):
        for part in drawn:
            yield from texts(part)


def harmless(text: str) -> bool:
    return "<!channel>" not in text and "<&" not in text and "<!here" not in text
