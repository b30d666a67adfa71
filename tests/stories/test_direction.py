"""Where things are headed is told back to those who asked, once each; what they say of it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import direction
from storage.db import Database
from tests.cards import dm_card, gives, lead_card, whispered
from tests.stories.test_feedback_anonymous import KEY, traces
from tests.stories.test_feedback_private import private_group
from tests.world import Message, T, World, product_working_group

SAID = "We move to rolling upgrades with the next release, so downtime windows go away."


@pytest.fixture
def asked(world: World) -> World:
    """Ana and Olga asked the same in F-1 and F-2, Pam endorses both; F-3 is Cinder's."""
    product_working_group(world)
    gives(world, "ana", "##nova are upgrades ever going to be without downtime")
    gives(world, "olga", "##nova what is the plan for upgrades", "##cinder snapshots of snapshots")
    for number in (1, 2):
        world.types("pam", f"/wg feedback endorse F-{number}")
    return world


def statement_card(world: World, channel: str = "product-wg") -> Message:
    return next(m for m in reversed(world.channel(channel)) if "is headed" in world.text(m))


def told(world: World, who: str) -> list[Message]:
    return [m for m in world.inbox(who) if "is headed" in world.text(m)]


def test_one_statement_answers_several(asked: World) -> None:
    world = asked
    seen = world.types("lea", f'/wg direction "{SAID}" answers F-1, F-2')
    assert "S-1 is out, and told to 3 people who asked for it." in seen.text
    card = world.text(statement_card(world))
    assert f"*Where Product Working Group is headed*, says Lea Lead\n>{SAID}" in card
    assert "• *F-1*" in card and "• *F-2*" in card and "told to 3 people" in card
    for who, mine, others in (("ana", "F-1", "F-2"), ("olga", "F-2", "F-1")):
        (message,) = told(world, who)
        assert mine in world.text(message) and others not in world.text(message)
        assert "*Does this answer you?*" in world.text(message)
    (both,) = told(world, "pam")
    assert "F-1" in world.text(both) and "F-2" in world.text(both), "once, however much they asked"
    assert "*Seen, being looked at*" in world.text(lead_card(world, 1)), "it was a first word"
    assert "told the direction" in world.types("ana", "/wg trace F-1").text


def test_what_they_say_of_it_is_counted_and_may_change(asked: World) -> None:
    world = asked
    world.types("lea", f"/wg direction {SAID} answers F-1 and F-2")
    world.clicks("ana", told(world, "ana")[0], "Yes")
    world.clicks("pam", told(world, "pam")[0], "No")
    assert "does it answer them? Yes 1 · No 1" in world.text(statement_card(world))
    assert "*You said: No.*" in world.text(told(world, "pam")[0])
    world.clicks("pam", told(world, "pam")[0], "Partly")
    world.clicks("pam", told(world, "pam")[0], "No")
    world.clicks("pam", told(world, "pam")[0], "Partly")
    assert "does it answer them? Yes 1 · Partly 1" in world.text(statement_card(world))
    world.clicks("pam", told(world, "pam")[0], "Say what is missing…")
    form = str(world.form("pam"))
    assert (
        "'initial_option': {'text': {'type': 'plain_text', 'text': 'The way ahead: where it should go'"
        in form
    )


def test_several_are_ticked_in_the_leads_list(asked: World) -> None:
    world = asked
    world.types("ana", "/wg feedback list")
    assert "Answer several…" not in whispered(world, "ana")
    world.types("lea", "/wg feedback list")
    world.clicks(
        "lea",
        [m for m in world.hands.shown("lea", "product-wg") if m.get("ephemeral")][-1],
        "Answer several…",
    )
    form = str(world.form("lea"))
    assert "F-1 " in form and "snapshots" not in form, "a lead ticks what is theirs to answer"
    world.submits("lea", statement=SAID, ticked=["1"])
    assert len(told(world, "ana")) == 1 and len(told(world, "pam")) == 1 and not told(world, "olga")


def test_only_who_may_answer_it_may_say_so(asked: World) -> None:
    world = asked
    refusal = "Only the leads and chairs of Product Working Group"
    assert refusal in world.types("dev", f'/wg direction "{SAID}" answers F-1').text
    assert refusal in world.types("lea", f'/wg direction "{SAID}" answers F-1, F-3').text, "F-3 is Dev's"
    assert "Only the chairs of Product" in world.types("pam", "/wg direction").text
    assert not told(world, "ana") and not told(world, "olga"), "nobody is told half of it"
    world.types("carl", f'/wg direction "{SAID}" answers F-1, F-3')
    row = told(world, "ana")[0]["blocks"][-1]
    world.types("carl", "/wg feedback ##nova here is a button", "product-wg")
    for forged in row["elements"]:
        world.does("uses", world.workspace.person("carl"), dm_card(world, "carl", 4), row, forged, None)
        assert "Only those who gave or endorsed" in whispered(world, "carl", "dm")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (f'"{SAID}" answers F-99', "I know no F-99 that you may see."),
        (f'"{SAID}" answers everything', "Numbers, please: `F-3, F-9`"),
        ('"\u200b" answers F-1', "Where is it headed? A sentence or two, please."),
        (f'"{"x" * 3001}" answers F-1', "That is 3,001 characters"),
        (
            f'"{SAID}" answers ' + ", ".join(f"F-{n}" for n in range(1, 60)),
            "50 pieces of feedback at the most",
        ),
    ],
)
def test_mistakes_are_told_and_nothing_is_said(asked: World, said: str, answer: str) -> None:
    assert answer in asked.types("lea", f"/wg direction {said}").text
    assert not any("is headed" in asked.text(m) for m in asked.channel("product-wg"))


def test_without_items_the_form_opens_with_what_was_said(asked: World) -> None:
    world = asked
    world.types("lea", f'/wg direction "{SAID}"')
    assert SAID in str(world.form("lea"))
    world.submits("lea", others="F-1, what")
    assert "Numbers, please" in world.hands.errors("lea")["others"]
    world.submits("lea", others="F-2", ticked=["1"])
    assert told(world, "ana") and told(world, "olga")


def test_nobody_is_pinged_by_a_statement(asked: World) -> None:
    before = asked.pinged()
    asked.types("lea", '/wg direction "all of <!channel> @here <@U1>" answers F-1')
    assert "is headed" in asked.text(statement_card(asked)) and asked.pinged() == before


def test_duplicates_are_answered_where_they_went_and_withdrawn_ones_are_not(asked: World) -> None:
    world = asked
    world.types("lea", "/wg feedback merge F-2 into F-1")
    world.types("lea", f'/wg direction "{SAID}" answers F-2')
    assert "• *F-1*" in world.text(statement_card(world))
    world.types("olga", "/wg feedback withdraw F-3")
    assert "F-3 was withdrawn" in world.types("dev", f'/wg direction "{SAID}" answers F-3').text


def test_a_private_group_answers_at_home(world: World) -> None:
    private_group(world)
    assert "F-1 belongs to a private group" in world.types("carl", f'/wg direction "{SAID}" answers F-1').text
    assert "I know no F-1" in world.types("ana", f'/wg direction "{SAID}" answers F-1').text
    world.types("carl", f'/wg direction "{SAID}" answers F-1', "secret-wg")
    assert "billing exports" in world.text(statement_card(world, "secret-wg"))


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, privacy={"relay_key": KEY})
    yield product_working_group(made)
    made.close()


def test_an_anonymous_author_is_told_and_stays_unknown(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg feedback anon:yes ##nova my manager stops the upgrades")
    world.types("lea", f'/wg direction "{SAID}" answers F-1')
    (message,) = told(world, "ana")
    world.clicks("ana", message, "No")
    assert "No 1" in world.text(statement_card(world)) and "Ana" not in world.text(statement_card(world))
    assert not traces(world, "ana")
    world.types("lea", "/wg feedback resolve F-1 done")
    world.submits("lea")
    world.at(T(days=31))
    with Database(world.stage.database_url).reading() as db:
        assert direction.readers_of(db, world.app.workspace, 1) == []


def test_areas_whose_questions_nobody_answered(asked: World) -> None:
    world = asked
    for number, axis in ((1, "direction"), (2, "direction"), (3, "performance")):
        world.types("ana" if number == 1 else "olga", f"/wg feedback edit F-{number} ##{axis} where to")
    world.types("lea", f'/wg direction "{SAID}" answers F-1')
    with Database(world.stage.database_url).reading() as db:
        assert sorted(direction.unanswered(db, [1]).values()) == [1], "F-2 of Nova alone"
