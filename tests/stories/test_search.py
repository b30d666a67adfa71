"""Something said long ago is found again: by its words, by whom, in which group; and by nobody who may not see it."""

from __future__ import annotations

from tests.cards import gives, whispered
from tests.world import T, World, product_working_group


def marked(world: World, seen: object) -> list[str]:
    """The words that stand out in what was found."""
    return [
        piece["text"]
        for block in seen.messages[0]["blocks"]  # type: ignore[attr-defined]
        if block["type"] == "rich_text"
        for piece in block["elements"][0]["elements"]
        if piece.get("style", {}).get("bold")
    ]


def test_feedback_is_found_by_its_words(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", "##nova Live migrations of big guests never end", "##cinder Snapshots are slow")
    seen = world.types("olga", "/wg search migration", "general")
    assert "*1 result* for “migration”" in seen.text
    assert "*F-1* · Feedback · Product Working Group" in seen.text and "F-2" not in seen.text
    assert marked(world, seen) == ["migrations"]
    world.clicks("olga", seen.messages[0], "Show")
    assert "never end" in whispered(world, "olga", "general")
    assert "F-1" in world.types("olga", "/wg search LIVE migr").text, "the last word may be unfinished"
    assert "F-1" in world.types("olga", "/wg search f1").text
    print(
        seen.text,
        world.types("olga", "/wg search zebra kind:feedback").text,
        world.types("olga", "/wg search zebra snapshots").text,
    )
