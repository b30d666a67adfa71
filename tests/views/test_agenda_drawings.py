"""Every drawing of an agenda is one that Slack takes, however long it grew."""

from __future__ import annotations

import pytest

from handlers.agenda import views
from handlers.agenda.views import Business
from handlers.blocks import button
from storage import agenda
from storage.agenda import Item
from tests.views.nasty import faults_of
from tests.views.rows import NOW, a_group

NASTY = ("<!channel> & *bold* `code` <b> " * 20)[:300]
GROUP = a_group(name=NASTY[:150])


def item(number: int, state: str = agenda.OPEN) -> Item:
    link = f"https://example.org/{'x' * 200}"
    place = {"place": number, "carried": 3, "created_at": NOW, "begun_at": None, "note_at": None}
    return Item(number, "T1", 1, text=NASTY, minutes=240, by="U1", link=link, state=state, done_in=7, **place)


def test_the_longest_agenda_is_one_that_slack_takes() -> None:
    items = [item(number) for number in range(1, 41)]
    counts = dict.fromkeys(range(1, 41), 900)
    put = button("Put on the agenda", "agenda.feedback", "F-1")
    business = [
        *(Business(f"Kind {kind}", [(NASTY[:150], put)] * 3) for kind in range(3)),
        Business("Silent", [(NASTY[:150], None)] * 10),
    ]
    drawn = views.agenda(GROUP, items, counts, business, {"U1": NASTY})
    assert not faults_of(drawn)


@pytest.mark.parametrize("state", [agenda.OPEN, agenda.NOW, agenda.DONE, agenda.DROPPED])
def test_the_longest_announcement_is_one_that_slack_takes(state: str) -> None:
    drawn = views.announced(item(1, state), NASTY, 900)
    assert not faults_of(drawn) and "<!channel>" not in str(drawn.body)
