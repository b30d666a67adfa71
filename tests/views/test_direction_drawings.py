"""Every drawing of a statement of direction is one that Slack takes, and nothing that was typed in it is live."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.blockkit import message_faults, view_faults
from bot.slack_payloads import view_of
from bot.work import Incoming
from handlers.direction import views
from handlers.direction.rules import LONGEST, MOST_ITEMS
from handlers.direction.views import Answered
from storage.direction import Statement
from storage.feedback import Feedback
from storage.groups import Group

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LIVE = ("<!channel>", "<!here>", "<@U1>", "@everyone")
GROUP = Group(1, "T1", "product", f"Product {LIVE[0]}" + "&" * 60, "", "C1", False, "UTC", 7, NOW, None)
ITEMS = [
    Feedback("T1", 999_999_000 + n, 1, 1, " ".join(LIVE) + "&<>" * 900, "U1", None, False, "routed", NOW)
    for n in range(MOST_ITEMS)
]


@pytest.mark.parametrize("text", ["x", ">\n" * (LONGEST // 2), "&" * LONGEST, " ".join(LIVE)])
@pytest.mark.parametrize("count", [1, MOST_ITEMS])
def test_messages_and_the_form(text: str, count: int) -> None:
    answered = Answered(Statement("T1", 9, 1, "U1", text, NOW), GROUP, LIVE[2] + "W" * 140, ITEMS[:count])
    drawn = [views.card(answered, 100_000, {"yes": 99_999, "partly": 1, "no": 2})]
    drawn += [views.told(answered, ITEMS[:count], verdict) for verdict in (None, "yes", "partly", "no")]
    for message in drawn:
        assert message_faults(list(message.blocks)) == []
        assert not [mark for mark in LIVE if mark in str(message.body)]
    form = views.form(GROUP, ITEMS[:count], text, "F-1, " * 200)
    assert view_faults(view_of(form, Incoming("T1", "U1", channel="C1")), "modal") == []
