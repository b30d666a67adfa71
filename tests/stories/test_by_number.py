"""A noun and a number alone show the item: nobody means to file, decide or promise the words "F-1"."""

from __future__ import annotations

import pytest

from tests.world import World, product_working_group


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("feedback F-1", "the api is slow"),
        ("feedback f1", "the api is slow"),
        ("action A-1", "measure it"),
        ("commit A-1", "measure it"),
        ("decide D-1", "snapshots run beside the api"),
        ("decision D-1", "snapshots run beside the api"),
        ("meeting M-1", "M-1"),
    ],
)
def test_a_noun_and_a_number_show_the_item(world: World, typed: str, shown: str) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback the api is slow")
    world.types("ana", "/wg action @ana measure it by friday")
    world.types("carl", "/wg decide snapshots run beside the api")
    world.types("carl", "/wg meeting start")
    assert shown in world.types("ana", f"/wg {typed}").text
    assert "F-2" not in world.types("ana", "/wg feedback list").text


def test_an_unknown_number_is_no_feedback_either(world: World) -> None:
    product_working_group(world)
    assert "I know no F-99" in world.types("ana", "/wg feedback F-99").text
