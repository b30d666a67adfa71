"""The whole loop: what people in the field say reaches the one who decides and comes back as an answer."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.cards import lead_card, replies
from tests.world import World, product_working_group


def close_the_loop(world: World) -> None:
    product_working_group(world)
    named = world.pinged()
    seen = world.types("ana", "/wg feedback live migration of large instances times out ##painpoint ##nova")
    assert "F-1" in seen.text
    assert "Lea Lead" in seen.text

    card = lead_card(world, 1)
    assert "pain point" in world.text(card)
    world.clicks("lea", card, "Accept")
    assert "*Accepted* by Lea Lead" in world.text(lead_card(world, 1))
    assert "F-1 is accepted" in world.texts(world.inbox("ana"))

    world.types("lea", "/wg feedback resolve F-1", channel="nova-leads")
    world.submits("lea", words="Fixed in 2026.2: the timeout grows with the memory.")
    [*_, outcome] = world.inbox("ana")
    assert "Does this answer you?" in world.text(outcome)
    world.clicks("ana", outcome, "Yes")
    assert "yes, that answers it" in replies(world, card)
    assert world.pinged() == named


def test_feedback_is_routed_accepted_resolved_and_confirmed(tmp_path: Path, database_url: str) -> None:
    with closing(World(tmp_path, url=database_url)) as world:
        close_the_loop(world)


def test_the_same_over_socket_mode(tmp_path: Path) -> None:
    with closing(World(tmp_path, mode="socket")) as world:
        close_the_loop(world)
