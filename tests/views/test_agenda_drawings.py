"""Every drawing of an agenda is one that Slack takes, however long it grew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.blockkit import message_faults
from handlers.agenda import views
from handlers.agenda.views import Business
from handlers.blocks import button
from storage import agenda
from storage.agenda import Item
from storage.groups import Group

NASTY = ("<!channel> & *bold* `code` <b> " * 20)[:300]
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
GROUP = Group(
    id=1,
    workspace="T1",
    slug="product",
    name=NASTY[:150],
    mission="",
    channel="C1",
    zone="UTC",
    is_private=False,
    acknowledge_days=7,
    created_at=AT,
    archived_at=None,
)


def item(number: int, state: str = agenda.OPEN) -> Item:
    link = f"https://example.org/{'x' * 200}"
    place = {"place": number, "carried": 3, "created_at": AT, "begun_at": None, "note_at": None}
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
    assert not message_faults(list(drawn.blocks))


@pytest.mark.parametrize("state", [agenda.OPEN, agenda.NOW, agenda.DONE, agenda.DROPPED])
def test_the_longest_announcement_is_one_that_slack_takes(state: str) -> None:
    drawn = views.announced(item(1, state), NASTY, 900)
    assert not message_faults(list(drawn.blocks)) and "<!channel>" not in str(drawn.body)
