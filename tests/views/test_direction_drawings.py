"""Every drawing of a statement of direction is one that Slack takes, and nothing that was typed in it is live."""

from __future__ import annotations

import pytest

from handlers.direction import views
from handlers.direction.rules import LONGEST, MOST_ITEMS
from handlers.direction.views import Answered
from storage.direction import Statement
from storage.feedback import Feedback
from tests.views.nasty import LIVE, faults_of
from tests.views.rows import NOW, a_group

GROUP = a_group(name=f"Product {LIVE[0]}" + "&" * 60)
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
        assert faults_of(message) == []
        assert not [mark for mark in LIVE if mark in str(message.body)]
    form = views.form(GROUP, ITEMS[:count], text, "F-1, " * 200)
    assert faults_of(form) == []
