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


@pytest.mark.parametrize(
    ("typed", "button"),
    [
        ("feedback ack F-1 thanks", "/wg feedback ack F-1"),
        ("feedback endorse F-1 me too", "/wg feedback endorse F-1"),
        ("feedback show f-1 please", "/wg feedback show f-1"),
        ("action take A-1 now", "/wg action take A-1"),
        ("meeting start now", "/wg meeting start"),
    ],
)
def test_a_verb_a_number_and_words_too_many_are_given_back(world: World, typed: str, button: str) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback the api is slow")
    world.types("ana", "/wg action measure it by friday")
    seen = world.types("ana", f"/wg {typed}")
    assert f"I did not understand `/wg {typed}`" in seen.text
    assert seen.messages[-1]["blocks"][-1]["elements"][0]["text"]["text"] == button
    assert "F-2" not in world.types("ana", "/wg feedback list").text
    assert "A-2" not in world.types("ana", "/wg action list group").text


def test_two_numbers_are_merged_without_a_word_between(world: World) -> None:
    product_working_group(world)
    for text in ("the api is slow", "the api takes long"):
        world.types("olga", f"/wg feedback {text}")
    assert "F-2 is merged into F-1" in world.types("carl", "/wg feedback merge F-2 F-1").text


def test_a_sentence_that_begins_like_a_verb_is_feedback(world: World) -> None:
    product_working_group(world)
    assert "F-1" in world.types("ana", "/wg feedback show 3 graphs side by side").text


def test_an_unknown_number_is_no_feedback_either(world: World) -> None:
    product_working_group(world)
    assert "I know no F-99" in world.types("ana", "/wg feedback F-99").text
