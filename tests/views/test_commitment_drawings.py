"""Every drawing of a commitment is one that Slack takes, and nothing that was typed in it is live."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.actions import forms, sponsor_cards
from handlers.actions.sponsor_cards import Sponsored
from storage.actions import ALIVE, DONE, DROPPED, Action
from storage.feedback import Feedback
from storage.sponsorships import ASKED, CONFIRMED, UNSPONSORED, Sponsorship
from tests.views.nasty import LIVE, faults_of
from tests.views.rows import NOW, a_group

GROUP = a_group(name=f"Product {LIVE[0]}" + "&" * 60)


@pytest.mark.parametrize("text", ["x", ">\n" * 1500, "&" * 40_000, " ".join(LIVE)])
@pytest.mark.parametrize("stands", [ASKED, CONFIRMED, UNSPONSORED])
def test_messages_and_forms(text: str, stands: str) -> None:
    found = Sponsorship("T1", 7, "U2", stands, 1, text, NOW, None)
    hanging = [Feedback("T1", n, 1, 1, text, "U1", None, False, "routed", NOW) for n in range(30)]
    for state in (*ALIVE, DONE, DROPPED):
        action = Action("T1", 999_999_999, 1, text, state, date(2026, 4, 3), NOW, "U1")
        causes = tuple(f"F-{n}" for n in range(999_999_000, 999_999_030))
        drawn = [
            sponsor_cards.asked(action, GROUP, "W" * 900, causes, found),
            sponsor_cards.asked_again(action, "its date moved."),
            *(
                sponsor_cards.lost(action, GROUP, "W" * 150, text, some, left=left)
                for some in ([], hanging)
                for left in (True, False)
            ),
        ]
        for message in drawn:
            assert faults_of(message) == []
            assert not [mark for mark in LIVE if mark in str(message.body)]
        for form in (forms.sponsor_change(action), forms.sponsor_cannot(action)):
            assert faults_of(form) == []
    said = sponsor_cards.standing(Sponsored(found, " ".join(LIVE)))
    assert not [mark for mark in LIVE if mark in said]
    assert LIVE[0] not in sponsor_cards.standing(Sponsored(found, ""))
    form = forms.promise([("product", "W" * 150)], None, date(2026, 4, 3), text=text[:3000], owners=["U1"])
    assert faults_of(form) == []
