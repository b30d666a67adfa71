"""The trace: one tree from what was said to what became of it, both ways, and only what the reader may see."""

from __future__ import annotations

import re

import pytest

from storage import links
from tests.cards import lead_card, replies, whispered
from tests.world import T, World, product_working_group

UNITS = re.compile(r"<!date\^[^>]*>")


def tree(world: World, who: str, item: str, channel: str = "product-wg") -> str:
    return UNITS.sub("<when>", world.types(who, f"/wg trace {item}", channel).text)


def discussed(world: World) -> World:
    """F-1 is talked about in M-1, which agrees D-1 and D-2; D-3 amends D-1."""
    product_working_group(world)
    world.types("olga", "/wg feedback live migration times out ##nova")
    card = world.types("ana", "/wg agenda").messages[-1]
    world.clicks("ana", card, "Put on the agenda")
    world.types("carl", "/wg meeting start")
    world.types("carl", "/wg agenda next")
    world.says("dev", "AGREED: the time-out grows with memory")
    world.says("carl", "TOPIC: Dates")
    world.says("dev", "AGREED: we meet on Fridays")
    world.types("carl", "/wg meeting end")
    draft = next(m for m in reversed(world.inbox("carl")) if "Draft minutes" in world.text(m))
    world.clicks("carl", draft, "Publish")
    world.types("carl", "/wg decide amend D-1 but never beyond an hour")
    return world


def test_feedback_is_followed_to_the_decision(world: World) -> None:
    discussed(world)
    seen = tree(world, "olga", "F-1")
    assert "↳ <when> *given* by Olga Operator: ##nova" in seen
    assert "↳ <when> *put on the agenda* by Ana Operator" in seen
    came = seen.partition("*What came of it*\n")[2]
    assert re.search(r"^└ \*M-1\* Product Working Group · <http\S+archives/\S+\|message>$", came, re.M)
    assert re.search(
        r"^└ \*D-1\* the time-out grows .*\|message>\n\u2003decided by Dev Developer, <when>", came, re.M
    )
    assert "\n\u2003└ *D-3* but never beyond an hour" in came
    world.types("carl", "/wg decide amend D-3 on weekdays for F-1")
    assert "\n\u2003\u2003└ *D-4* on weekdays" in tree(world, "olga", "F-1"), "below what it amends"
    assert "D-2" not in seen, "what else the meeting agreed is another story"


def test_it_is_followed_back_from_any_item(world: World) -> None:
    discussed(world)
    seen = tree(world, "olga", "d-3")
    assert seen.startswith("*D-3* but never beyond an hour")
    back = seen.partition("*It came of*\n")[2]
    assert back.index("└ *D-1*") < back.index("\u2003└ *F-1* live migration")
    assert "given by Olga Operator, <when> → put on the agenda by Ana Operator" in back
    meeting = tree(world, "olga", "M-1")
    assert "└ *D-1*" in meeting and "└ *D-2*" in meeting and "└ *F-1*" in meeting
    world.clicks(
        "olga",
        next(m for m in world.channel("product-wg") if "*D-3*" in world.text(m)),
        "What happened so far",
    )
    assert "*It came of*" in whispered(world, "olga")


def test_a_merge_is_a_link_until_it_is_taken_back(world: World) -> None:
    product_working_group(world)
    for text in ("live migration times out", "migration is slow"):
        world.types("olga", f"/wg feedback {text} ##nova")
    world.types("carl", "/wg feedback merge F-2 into F-1")
    assert "*It came of*\n└ *F-2* migration is slow" in tree(world, "ana", "1")
    world.types("carl", "/wg feedback unmerge F-2")
    assert "*It came of*" not in tree(world, "ana", "F-1")


def test_what_the_reader_may_not_see_is_left_out(world: World) -> None:
    discussed(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("ada", "/wg group chair add @carl", "secret-wg")
    world.does("leaves", "ada", "secret-wg")
    world.types("carl", "/wg decide We buy the vendor for F-1", "secret-wg")
    assert "buy the vendor" in tree(world, "lea", "F-1", "general")
    for who in ("olga", "ana"):
        assert "D-4" not in tree(world, who, "F-1"), who
        assert "I know no D-4 that you may see" in tree(world, who, "D-4")
    assert "I know no D-99 that you may see" in tree(world, "ana", "D-99")
    assert "buy the vendor" in tree(world, "lea", "F-1 share", "secret-wg") or "buy the vendor" in world.text(
        world.channel("secret-wg")[-1]
    )
    world.types("lea", "/wg trace F-1 share", "general")
    assert "D-4" not in world.text(world.channel("general")[-1])
    assert "D-4 belongs to a private group" in tree(world, "lea", "D-4 share", "general")
    assert "I know no D-1" in tree(world, "gus", "D-1", "general")


def test_circles_end_and_what_is_much_is_counted(world: World) -> None:
    product_working_group(world)
    for n in range(30):
        world.run(world.hands.types("carl", "product-wg", f"/wg decide rule {n}"))
    world.settle()
    with world.app.database.transaction() as db:
        for n in range(2, 31):
            links.link(db, world.app.workspace, "D-1", f"D-{n}", T())
        links.link(db, world.app.workspace, "D-2", "D-1", T())
        links.link(db, world.app.workspace, "D-1", "D-1", T())
        links.link(db, world.app.workspace, "D-1", "X-9", T())
    seen = tree(world, "ana", "D-1")
    assert "… and 9 more items" in seen and seen.count("*D-1*") == 1 and "X-9" not in seen


@pytest.mark.parametrize("said", ["A-7", "S-7", "X-1", "M-9", "D-9"])
def test_an_unknown_number_is_said(world: World, said: str) -> None:
    product_working_group(world)
    assert f"I know no {said} that you may see" in tree(world, "ana", said)


def test_an_action_is_part_of_the_chain(world: World) -> None:
    discussed(world)
    world.clicks("lea", lead_card(world, 1), "Accept with an action…")
    world.submits("lea", text="draft the release note", owners=[world.id("dev")], due="2026-12-04")
    came = tree(world, "olga", "F-1").partition("*What came of it*")[2]
    assert re.search(
        r"└ \*A-1\* draft the release note.*\n\u2003due Fri 4 Dec 2026 · created by Lea Lead", came
    )
    seen = tree(world, "ana", "A-1")
    assert "↳ now *open* · with Dev Developer" in seen and "└ *F-1* live migration" in seen
    world.types("dev", "/wg action done A-1")
    assert "done by Dev Developer" in tree(world, "olga", "F-1")


def test_a_number_that_is_named_to_the_bot_unfolds_for_everybody(world: World) -> None:
    discussed(world)
    world.says("ana", "@Convener F-1")
    unfolded = world.channel("product-wg")[-1]
    assert world.text(unfolded).startswith("*F-1* live migration times out ##nova")
    assert "*waits for an answer* · with Lea Lead" in world.text(unfolded) and not unfolded.get("pings")
    world.clicks("dev", unfolded, "Show")
    assert "from Olga Operator" in whispered(world, "dev")
    card = next(m for m in world.channel("product-wg") if "*D-3* ·" in world.text(m))
    world.says("dev", "d-1", thread=card)
    assert "*D-1* the time-out grows" in replies(world, card)
    assert "*D-1* the time-out" in world.types("dev", "/wg D-1", "general").text
    leads = lead_card(world, 1)
    world.types("lea", "/wg feedback ask F-1 which host?", "nova-leads")
    world.says("lea", "D-1", "nova-leads", thread=leads)
    assert "*D-1* the time-out" in replies(world, leads) and "*Lea Lead:* D-1" in world.texts(
        world.inbox("olga")
    )
    world.says("olga", "A-12", "dm", thread=world.inbox("olga")[-1])
    assert "*Olga Operator:* A-12" in replies(world, leads), "an answer that looks like a number stays one"


def test_a_number_is_never_unfolded_uninvited(world: World) -> None:
    discussed(world)
    before = len(world.channel("product-wg"))
    said = world.says("ana", "F-1")
    world.says("ana", "see D-1", thread=said)
    assert len(world.channel("product-wg")) == before + 2, "what ana said, and no more"


def test_what_is_private_unfolds_for_nobody_else(world: World) -> None:
    discussed(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("ada", "/wg decide We buy the vendor", "secret-wg")
    world.says("lea", "@Convener D-4", "general")
    assert "vendor" not in world.text(world.channel("general")[-1])
    assert "D-4 belongs to a private group" in whispered(world, "lea", "general")
    world.says("lea", "@Convener D-4", "secret-wg")
    assert "*D-4* We buy the vendor" in world.text(world.channel("secret-wg")[-1])


def test_decisions_due_for_review_are_on_the_agenda(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg decide We meet on Tuesdays review by 9 Mar")
    assert "look at again" not in world.types("ana", "/wg agenda").text
    world.at(T(days=8))
    agenda = world.types("carl", "/wg agenda").messages[-1]
    assert "*D-1* We meet on Tuesdays\nto look at since Mon 9 Mar 2026" in world.text(agenda)
    world.clicks("carl", agenda, "Still holds…")
    world.submits("carl", review="2026-09-01")
    assert "look at again" not in world.types("ana", "/wg agenda").text
