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


def test_minutes_and_decisions_are_found_once_they_are_out(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    world.says("ana", "INFO: the hypervisor upgrade slips to May")
    world.types("carl", "/wg meeting end")
    assert "I found nothing" in world.types("olga", "/wg search hypervisor upgrade").text
    [draft] = [m for m in world.inbox("carl") if "Publish" in world.text(m)]
    world.clicks("carl", draft, "Publish")
    seen = world.types("olga", "/wg search hypervisor upgr kind:minutes", "general")
    assert "*M-1* · Minutes · Product Working Group" in seen.text and "slips to May" in seen.text
    assert marked(world, seen) == ["hypervisor", "upgrade"]
    world.clicks("olga", seen.messages[0], "Read the minutes")
    assert "slips to May" in whispered(world, "olga", "general")
    world.types("carl", "/wg decide Snapshots of encrypted volumes are dropped")
    found = world.types("olga", "/wg search encrypted")
    assert "*D-1* · Decision" in found.text
    world.clicks("olga", found.messages[0], "Show")
    assert "dropped" in whispered(world, "olga")


def test_action_items_are_found(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @ana: draft the charter of the observatory by next fri")
    seen = world.types("olga", "/wg search observatory by:@ana", "general")
    assert "*A-1* · Action item · Product Working Group" in seen.text
    world.clicks("olga", seen.messages[0], "Show")
    assert "draft the charter" in whispered(world, "olga", "general")
    assert "A-1" in world.types("olga", "/wg search A-1").text


def test_a_private_group_is_kept(world: World) -> None:
    product_working_group(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("lea", "/wg feedback quarterly zeppelin numbers", "secret-wg")
    world.types("ana", "/wg feedback ##nova zeppelin hangars are full")
    world.types("ada", "/wg decide The zeppelin is sold in:secret", "secret-wg")
    for who in ("ana", "olga", "pam", "dev"):
        seen = world.types(who, "/wg search zeppelin", "general").text
        assert "*1 result*" in seen and "F-2" in seen and "quarterly" not in seen and "Secret" not in seen, (
            who
        )
        assert "I know no group `secret`" in world.types(who, "/wg search zeppelin in:secret").text
        assert "I found nothing" in world.types(who, "/wg search quarterly").text
        assert "I found nothing" in world.types(who, "/wg search F-1").text
    assert "I found nothing" in world.types("gus", "/wg search zeppelin", "general").text
    for who in ("carl", "lea", "ada"):
        seen = world.types(who, "/wg search zeppelin", "general").text
        assert "*3 results*" in seen and "Secret Group" in seen, who
    world.types("lea", "/wg search zeppelin share", "general")
    shared = world.text(world.channel("general")[-1])
    assert "*1 result*" in shared and "quarterly" not in shared and "sold" not in shared
    world.types("lea", "/wg search zeppelin share", "secret-wg")
    assert "quarterly" in world.text(world.channel("secret-wg")[-1])


def test_who_is_anonymous_is_not_given_away(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova the console hangs anon:yes")
    world.types("ana", "/wg feedback ##nova the console is slow")
    assert "*2 results*" in world.types("olga", "/wg search console").text
    hers = world.types("olga", "/wg search console by:@ana").text
    assert "*1 result*" in hers and "by Ana Operator" in hers and "hangs" not in hers
    assert "*1 result*" in world.types("ana", "/wg search console by:me").text


def test_edits_and_withdrawals_are_followed(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova the console hangs")
    world.types("ana", "/wg feedback edit F-1 the terminal hangs")
    assert "I found nothing" in world.types("olga", "/wg search console").text
    assert "F-1" in world.types("olga", "/wg search terminal").text
    world.types("ana", "/wg feedback withdraw F-1")
    assert "I found nothing" in world.types("olga", "/wg search terminal").text


def test_pages_and_narrowing(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", *(f"##nova the console hangs, case {number}" for number in range(9)))
    world.at(T(days=10))
    gives(world, "olga", "##cinder a console for volumes")
    seen = world.types("pam", "/wg search console", "general")
    assert "*10 results*" in seen.text and seen.text.count("Feedback ·") == 8
    [message] = seen.messages
    world.clicks("pam", message, "More →")
    turned = world.text(world.hands.message(message["channel"], message["ts"], "pam"))
    assert turned.count("Feedback ·") == 2
    assert "*1 result*" in world.types("pam", "/wg search console after:2026-03-10").text
    assert "since Tue 10 Mar 2026" in world.types("pam", "/wg search console after:2026-03-10").text
    assert "*1 result*" in world.types("pam", "/wg search console by:@olga in:product kind:feedback").text
    nothing = world.types("pam", "/wg search console kind:decision", "general")
    assert "I found nothing for “console” · decision" in nothing.text
    world.clicks("pam", nothing.messages[0], "Search everything")
    assert "*10 results*" in world.text(
        world.hands.message(nothing.messages[0]["channel"], nothing.messages[0]["ts"], "pam")
    )


def test_the_form(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", "##nova the console hangs")
    card = world.types("olga", "/wg", "general")
    world.clicks("olga", card.messages[0], "Search")
    world.submits("olga", words="console", kind="feedback")
    assert "F-1" in whispered(world, "olga", "general")
    world.types("olga", "/wg search by:@ana")
    assert "Search" in world.text(world.form("olga"))


def test_bad_questions_get_a_sentence(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", "##nova the console hangs")
    for said in ("the and of", "🎉 🎉", "%", "***", "`_`"):
        assert "no word in that" in world.types("olga", f"/wg search {said}").text, said
    assert "I know no kind" in world.types("olga", "/wg search console kind:zebra").text
    assert "as a day" in world.types("olga", "/wg search console after:zebra").text
    assert "by:@ana" in world.types("olga", "/wg search console by:ana").text
    assert "found nothing" in world.types("olga", "/wg search " + "zebra " * 1_500).text
