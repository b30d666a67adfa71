"""Feedback read: filters, pages, one piece in full."""

from __future__ import annotations

from tests.cards import dm_card, gives, whispered
from tests.world import T, World, product_working_group


def numbers(text: str) -> list[int]:
    return [int(line[3:].partition("*")[0]) for line in text.splitlines() if line.startswith("*F-")]


def test_a_filter_that_there_is_not_is_no_feedback(world: World) -> None:
    product_working_group(world)
    for typed in ("/wg feedback list foo", "/wg feedback lists foo share"):
        told = world.types("ana", typed).text
        assert "no list “foo” of feedback. Say open, new, mine, stale, top or answered" in told
        assert "You typed:" in told and typed.removeprefix("/wg ") in told
    assert numbers(world.types("ana", "/wg feedback list").text) == []
    world.types("ana", "/wg feedback list of servers is slow")
    assert numbers(world.types("ana", "/wg feedback list mine").text) == [1]


def test_filters(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.at(T(days=5))
    world.types("olga", "/wg feedback ##nova two for:@pam")
    world.types("ana", "/wg feedback ##cinder three")
    world.types("ana", "/wg feedback four, of nothing at all", "general")
    world.types("dev", "/wg feedback accept F-3")
    world.types("olga", "/wg feedback endorse F-1")

    def listed(name: str, who: str = "ana", channel: str = "product-wg") -> list[int]:
        return numbers(world.types(who, f"/wg feedback list {name}", channel).text)

    assert listed("") == listed("open") == [3, 2, 1]
    assert listed("", channel="general") == [4, 3, 2, 1], "elsewhere it is everybody's"
    assert listed("in:product", channel="general") == [3, 2, 1]
    assert listed("new") == [2, 1]
    assert listed("mine", channel="general") == [4, 3, 1] and listed("mine", "pam") == [2]
    assert listed("stale") == []
    world.at(T(days=7, minutes=1))
    assert listed("stale") == [1], "seven days are the limit"
    assert listed("top")[0] == 1
    assert "1 endorsement" in world.types("ana", "/wg feedback list top").text
    world.types("dev", "/wg feedback decline F-3 no")
    world.submits("dev")
    assert listed("answered") == [3] and listed("") == [2, 1]
    assert "Nothing here" in world.types("carl", "/wg feedback list mine").text
    world.says("ana", "feedback list mine", "dm")
    assert numbers(world.text(world.inbox("ana")[-1])) == [4, 3, 1]


def test_pages(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", *(f"##nova number {number}" for number in range(1, 19)))
    world.types("ana", "/wg feedback of nothing at all", "general")
    first = world.types("olga", "/wg feedback list in:product", "general")
    assert "*Open feedback* of Product Working Group · 18 items" in first.text
    assert numbers(first.text) == list(range(18, 10, -1))
    [message] = first.messages
    seen = []
    for button in ("More →", "More →", "← Earlier"):
        world.clicks("olga", message, button)
        seen.append(numbers(world.text(world.hands.message(message["channel"], message["ts"], "olga"))))
    assert seen == [list(range(10, 2, -1)), [2, 1], list(range(10, 2, -1))], "one message turns its pages"
    world.clicks("olga", message, "Show", "F-9")
    assert "number 9" in whispered(world, "olga", "general")


def test_one_in_full(world: World) -> None:
    product_working_group(world)
    long = " ".join(f"word{n}" for n in range(2000))
    world.types("ana", f"/wg feedback ##nova ##minor {long}")
    seen = world.types("olga", "/wg feedback show f1")
    assert "word1999" in seen.text and "minor" in seen.text
    world.clicks("olga", seen.messages[0], "Endorse")
    assert "F-1 now has 1 endorsement" in whispered(world, "olga")
    assert "word1999" not in world.text(dm_card(world, "olga", 1)), "a card is short"
    mine = world.types("ana", "/wg feedback show F-1").messages[0]
    assert "Endorse" not in world.text(mine)
    world.types("ana", "/wg feedback show F-1 share")
    shared = world.channel("product-wg")[-1]
    world.clicks("pam", shared, "Endorse")
    assert "F-1 now has 2 endorsements" in whispered(world, "pam"), "what she shows, others may endorse"
    world.types("lea", "/wg feedback resolve F-1 " + "so " * 900)
    world.submits("lea")
    assert world.types("pam", "/wg feedback show F-1").text.count("so so") > 100
