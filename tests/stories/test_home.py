"""The App Home: what is mine, what waits for my answer, my groups, my settings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planned import planned
from tests.world import T, World, product_working_group


@pytest.fixture
def world(world: World) -> World:
    return product_working_group(world)


def opens(world: World, who: str, tab: str = "Mine") -> str:
    """What they read there."""
    world.does("opens_home", who)
    return turns(world, who, tab)


def turns(world: World, who: str, tab: str) -> str:
    world.clicks(who, world.hands.home(who), tab_label(world, who, tab))
    return home(world, who)


def tab_label(world: World, who: str, tab: str) -> str:
    labels = [e["text"]["text"] for e in buttons(world, who)]
    return next(label for label in labels if label.startswith(tab))


def buttons(world: World, who: str) -> list[dict[str, Any]]:
    rows = [b for b in world.hands.home(who)["blocks"] if b["type"] == "actions"]
    return [e for row in rows for e in row["elements"]]


def home(world: World, who: str) -> str:
    return world.text(world.hands.home(who))


def presses(world: World, who: str, label: str, value: str | None = None) -> None:
    world.clicks(who, world.hands.home(who), label, value)


def weekly(world: World) -> None:
    planned(world, '"Weekly" weekly tue 16:00 Europe/Paris')


# Mine


def test_a_newcomer_is_greeted_in_three_lines_once(world: World) -> None:
    world.does("opens_home", "gus")
    greeting = world.hands.home("gus")["blocks"][0]["text"]["text"]
    assert len(greeting.splitlines()) == 3 and "Welcome!" in greeting
    assert "None is planned in your groups" in home(world, "gus")
    assert "Welcome!" not in opens(world, "gus")


def test_my_next_meetings_are_answered_there(world: World) -> None:
    weekly(world)
    assert "M-1 Weekly" in opens(world, "ana")
    presses(world, "ana", "Coming", "1")
    assert "you come" in home(world, "ana") and "Noted: you come to" in home(world, "ana")
    presses(world, "ana", "Regrets…", "1")
    world.submits("ana", note="on a train")
    assert "you cannot come" in home(world, "ana")


def test_my_action_items_are_done_or_put_off_there(world: World) -> None:
    world.types("lea", "/wg action @ana: write the charter by next fri")
    world.types("lea", "/wg action @ana: call the vendor by tomorrow")
    seen = opens(world, "ana")
    assert seen.index("A-2") < seen.index("A-1"), "the one due first comes first"
    presses(world, "ana", "Later", "A-2")
    assert "asked again on Thu 5 Mar 2026" in home(world, "ana")
    presses(world, "ana", "Done", "A-1")
    assert "write the charter" not in home(world, "ana") and "A-1 is *done*" in home(world, "ana")
    assert "done" in world.types("lea", "/wg action show A-1").text.lower()


def test_my_feedback_says_where_it_stands(world: World) -> None:
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("ana", "/wg feedback this one has no name anon:yes ##nova")
    seen = opens(world, "ana")
    assert "*F-1* · with its lead" in seen and "no name" not in seen
    world.types("lea", "/wg feedback accept F-1")
    assert "*F-1* · accepted" in opens(world, "ana")
    presses(world, "ana", "Show", "F-1")
    assert "live migration times out" in world.text(world.form("ana"))


# To answer


def test_a_lead_acknowledges_what_waits_for_a_first_word(world: World) -> None:
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("ana", "/wg feedback volumes are lost ##cinder")
    world.does("opens_home", "lea")
    assert tab_label(world, "lea", "To answer") == "To answer (1)"
    seen = turns(world, "lea", "To answer")
    assert "live migration" in seen and "volumes" not in seen and "Nova compute · new today" in seen
    presses(world, "lea", "Acknowledge")
    assert "Nothing waits for you" in home(world, "lea")
    assert tab_label(world, "lea", "To answer") == "To answer"


def test_a_chair_gets_what_has_no_lead_and_the_admin_what_has_no_group(world: World) -> None:
    world.types("ana", "/wg feedback the charter is hard to find")
    assert "the charter is hard" in opens(world, "carl", "To answer")
    assert "the charter is hard" not in opens(world, "lea", "To answer")
    world.types("gus", "/wg feedback nobody listens", channel="general")
    assert "nobody listens" in opens(world, "ada", "To answer")


def test_a_chair_publishes_minutes_and_gives_away_what_has_no_owner(world: World) -> None:
    world.types("carl", "/wg meeting start")
    world.says("carl", "INFO: all is well")
    world.types("carl", "/wg meeting end")
    world.types("carl", "/wg action somebody should call them by tomorrow")
    seen = opens(world, "carl", "To answer")
    assert "Minutes to publish" in seen and "Action items without an owner" in seen
    presses(world, "carl", "Publish")
    assert "Minutes to publish" not in home(world, "carl") and "Published" in home(world, "carl")
    presses(world, "carl", "Give to…")
    world.submits("carl", owners=[world.id("dev")])
    assert "without an owner" not in home(world, "carl")
    assert "somebody should call them" in opens(world, "dev")


def test_a_chair_looks_again_at_a_decision_that_is_due(world: World) -> None:
    world.types("carl", "/wg decide we meet in English review by 2026-04-01")
    assert "Nothing waits" in opens(world, "carl", "To answer")
    world.at(T(days=31))
    assert "Decisions to look at again" in opens(world, "carl", "To answer")
    presses(world, "carl", "Still holds…")
    world.submits("carl")
    assert "Nothing waits" in home(world, "carl")


def test_a_sponsor_stands_by_a_promise(world: World) -> None:
    world.types("carl", '/wg commit @dev "ship it" by next fri sponsor @pam')
    assert "promised by Dev Developer" in opens(world, "pam", "To answer")
    presses(world, "pam", "Confirm")
    assert "Nothing waits for you" in home(world, "pam")


def test_an_author_is_asked_and_says_whether_it_is_answered(world: World) -> None:
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("lea", "/wg feedback ask F-1 How much memory?")
    assert "How much memory?" in opens(world, "ana", "To answer")
    world.types("ana", "/wg feedback live snapshots time out ##nova")
    world.types("lea", "/wg feedback resolve F-2")
    world.submits("lea", words="Mended in the next release")
    seen = opens(world, "ana", "To answer")
    assert "Does this answer you?" in seen and "Mended in the next release" in seen
    presses(world, "ana", "Yes")
    assert "Mended" not in home(world, "ana") and "Thank you!" in home(world, "ana")


def test_a_statement_of_direction_is_judged(world: World) -> None:
    world.types("ana", "/wg feedback where is live migration headed? ##nova ##direction")
    world.types("lea", '/wg direction "We rewrite it this year" answers F-1')
    assert "We rewrite it this year" in opens(world, "ana", "To answer")
    presses(world, "ana", "Partly", "S-1 partly")
    assert "We rewrite it" not in home(world, "ana")


def test_what_may_not_be_done_opens_where_it_is_seen(world: World) -> None:
    """The button is still there, but the item was answered meanwhile."""
    world.types("carl", "/wg action somebody should call them by tomorrow")
    opens(world, "carl", "To answer")
    world.types("carl", "/wg action drop A-1 not needed")
    presses(world, "carl", "Take it")
    assert "A-1 is dropped" in world.text(world.form("carl"))
    assert "Nothing waits for you" in home(world, "carl")


# Groups and settings


def test_groups_are_found_by_what_they_are_for(world: World) -> None:
    world.workspace.add_channel("side", ["ada", world.workspace.app.user_id])
    world.types("ada", "/wg group create side Side", channel="side")
    weekly(world)
    seen = opens(world, "olga", "Groups")
    assert "Side" in seen and "Next meeting:" in seen
    presses(world, "olga", "home.find", "prod")
    assert "Product Working Group" in home(world, "olga") and "(`side`)" not in home(world, "olga")
    presses(world, "olga", "home.find", "nothing of the sort")
    assert "No group has “nothing of the sort”" in home(world, "olga")
    presses(world, "olga", "Show all groups")
    assert "Product Working Group" in home(world, "olga") and "(`side`)" in home(world, "olga")


def test_settings_are_seen_and_switched_there(world: World) -> None:
    world.types("olga", "/wg settings employer Acme")
    seen = opens(world, "olga", "Settings")
    assert "Asia/Tokyo" in seen and "Acme" in seen
    presses(world, "olga", "Quiet from 19:00 to 08:00")
    assert "*Quiet hours*\n19:00-08:00" in home(world, "olga")
    presses(world, "olga", "Away for a week")
    assert "until Mon 9 Mar 2026" in home(world, "olga")
    presses(world, "olga", "I'm back")
    assert "*Away*\nno" in home(world, "olga")
    presses(world, "olga", "Change…")
    world.submits("olga", voice="operator")
    assert "*Voice*\noperator" in home(world, "olga"), "and it is the tab they were on"


def test_a_lead_settles_the_summary_there_too(world: World) -> None:
    assert "As a lead" not in opens(world, "olga", "Settings")
    seen = opens(world, "lea", "Settings")
    assert "*Summary*\nWeekly, with the hour of your digest" in seen
    presses(world, "lea", "Change the summary…")
    world.submits("lea", pace="daily", cap="2", delegate=world.id("dev"))
    seen = home(world, "lea")
    assert "*Summary*\nOn every working day" in seen and "*At most*\n2 times a week" in seen
    assert "*While you are away*\nDev Developer gets it" in seen
    presses(world, "lea", "Stop the summary")
    assert "*Summary*\nNever" in home(world, "lea")
    presses(world, "lea", "Send me the summary again")
    assert "*Summary*\nWeekly" in home(world, "lea")


# The card


def test_the_bare_command_says_where_i_stand(world: World) -> None:
    weekly(world)
    for n in range(5):
        world.types("lea", f"/wg action @ana: do thing {n} by tomorrow")
    world.types("ana", "/wg feedback live migration times out ##nova")
    world.types("lea", "/wg feedback ask F-1 How much memory?")
    world.at(T(days=3))
    card = world.types("ana", "/wg")
    assert "5 open action items, 5 overdue" in card.text and "1 thing waits" in card.text
    assert "M-2 Weekly" in card.text and "2 more" in card.text
    world.clicks("ana", card.messages[-1], "Done", "A-1")
    assert "4 open action items" in world.types("ana", "/wg").text
