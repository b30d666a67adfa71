"""The App Home stays true: what happens elsewhere is seen there, within a minute and no oftener than Slack likes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.stories.test_home import home, opens, weekly
from tests.world import T, World, product_working_group


@pytest.fixture
def world(world: World) -> World:
    return product_working_group(world)


def published(world: World) -> Callable[[], int]:
    """How many drawings of home tabs Slack was sent from now on."""
    calls = world.sandbox.web_api.calls
    begun = calls["views.publish"]
    return lambda: calls["views.publish"] - begun


def test_an_open_home_follows_what_happens_elsewhere(world: World) -> None:
    weekly(world)
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("lea", "/wg action @ana: write the charter by next fri")
    opens(world, "ana")
    world.types("lea", "/wg feedback accept F-1")
    world.types("lea", "/wg action reassign A-1 @dev")
    world.types("carl", "/wg meeting cancel 2026-03-03 holidays")
    world.at(T(1))
    seen = home(world, "ana")
    assert "*F-1* · accepted" in seen and "A-1" not in seen and "M-1 Weekly" not in seen


def test_what_is_sent_on_leaves_one_leads_home_and_comes_to_anothers(world: World) -> None:
    world.types("ana", "/wg feedback live migration times out ##nova")
    assert "live migration" in opens(world, "lea", "To answer")
    assert "Nothing waits" in opens(world, "dev", "To answer")
    world.types("carl", "/wg feedback route F-1 cinder")
    world.at(T(2))
    assert "Nothing waits" in home(world, "lea") and "live migration" in home(world, "dev")


def test_who_moves_to_another_zone_sees_it(world: World) -> None:
    opens(world, "ana", "Settings")
    world.does("changes_person", "ana", tz="Asia/Kolkata")
    world.at(T(2))
    assert "Asia/Kolkata" in home(world, "ana")


def test_a_hundred_changes_in_a_minute_are_drawn_once(world: World) -> None:
    for n in range(50):
        world.run(world.hands.types("lea", "product-wg", f"/wg action @ana: do thing {n} by next fri"))
    world.settle()
    opens(world, "ana")
    drawn = published(world)
    for n in range(50):
        world.run(world.hands.types("ana", "product-wg", f"/wg action start A-{n + 1}"))
        world.run(world.hands.types("ana", "product-wg", f"/wg action done A-{n + 1}"))
    world.settle()
    world.at(T(0.5))
    assert drawn() == 0
    world.at(T(5))
    assert drawn() == 1 and "None is open" in home(world, "ana")


def test_nothing_is_drawn_for_whom_nothing_changed_or_who_never_looked(world: World) -> None:
    opens(world, "olga")
    drawn = published(world)
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("olga", "/wg feedback list")
    world.at(T(5))
    assert drawn() == 0


def test_a_private_group_shows_to_its_own_alone(world: World) -> None:
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", "/wg group create secret Secret", channel="secret-wg")
    world.types("carl", "/wg action @carl: tell nobody by tomorrow", channel="secret-wg")
    assert "Secret" in opens(world, "lea", "Groups")
    assert "Secret" not in opens(world, "ana", "Groups")
    world.does("leaves", "lea", "secret-wg")
    world.at(T(2))
    assert "Secret" not in opens(world, "lea", "Groups")
    world.does("leaves", "carl", "secret-wg")
    assert "tell nobody" in opens(world, "carl"), "what is theirs they see, wherever it belongs"


def test_a_guest_sees_the_meetings_of_the_channels_they_are_in(world: World) -> None:
    weekly(world)
    world.types("gus", "/wg group join product", channel="general")
    assert "M-1 Weekly" not in opens(world, "gus")
    assert "Next meeting" not in opens(world, "gus", "Groups")
    world.does("invites", "carl", "product-wg", "gus")
    assert "M-1 Weekly" in opens(world, "gus")
