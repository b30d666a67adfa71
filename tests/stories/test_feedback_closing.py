"""Closing the loop: the author says whether it is answered; edits and withdraws; the trace tells the chain."""

from __future__ import annotations

import pytest

from tests.cards import dm_card, lead_card, replies, whispered
from tests.world import Message, World, product_working_group


def resolved(world: World) -> Message:
    """F-1 by Ana, endorsed by Olga and resolved by Lea: the message that asks Ana."""
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    world.types("olga", "/wg feedback endorse F-1")
    world.clicks("lea", lead_card(world, 1), "Accept")
    world.clicks("lea", lead_card(world, 1), "Resolve…")
    world.submits("lea", words="The timeout grows with the memory, from 2026.2 on.")
    return world.inbox("ana")[-1]


def test_yes_closes_it(world: World) -> None:
    asked = resolved(world)
    assert "*F-1 is resolved* by Lea Lead:\n>The timeout grows" in world.text(asked)
    assert "*Does this answer you?*" in world.text(asked)
    world.clicks("ana", asked, "Yes")
    assert "*Resolved and confirmed*" in world.text(lead_card(world, 1))
    assert "the author says: Yes, that answers it" in world.text(lead_card(world, 1))
    assert "the author says *yes, that answers it*" in replies(world, lead_card(world, 1))
    told = len(world.channel("nova-leads"))
    world.clicks("ana", asked, "Yes")
    assert "You said so already" in whispered(world, "ana", "dm")
    world.clicks("ana", asked, "No")
    assert "F-1 is confirmed, so it can't be reopened" in whispered(world, "ana", "dm")
    assert len(world.channel("nova-leads")) == told


def test_no_reopens_once_and_says_so_to_lead_and_chair(world: World) -> None:
    asked = resolved(world)
    world.clicks("ana", asked, "No")
    world.submits("ana", words="Ours have 4 TB <!here>, and still time out.")
    card = world.text(lead_card(world, 1))
    assert "*Reopened* by Ana Operator" in card and "the author says: No" in card
    assert "Acknowledge" in card
    said = "F-1 is open again: the author says *no*.\n>Ours have 4 TB &lt;!here&gt;"
    assert said in replies(world, lead_card(world, 1)) and said in world.texts(world.inbox("carl"))
    assert "*Reopened*" in world.text(dm_card(world, "olga", 1))
    world.types("lea", "/wg feedback resolve F-1 now for 4 TB too")
    world.submits("lea")
    assert "the author says" not in world.text(lead_card(world, 1)), (
        "they have not said a word about this answer"
    )
    world.clicks("ana", world.inbox("ana")[-1], "No")
    assert "F-1 was reopened once already" in whispered(world, "ana", "dm")
    world.clicks("ana", world.inbox("ana")[-1], "Yes")
    assert "*Resolved and confirmed*" in world.text(lead_card(world, 1))


def test_partly_is_passed_on(world: World) -> None:
    asked = resolved(world)
    world.clicks("ana", asked, "Partly")
    world.submits("ana")
    assert "*Resolved*" in world.text(lead_card(world, 1)) and "the author says: Partly" in world.text(
        lead_card(world, 1)
    )
    assert "F-1 is *partly* answered." in replies(world, lead_card(world, 1))
    world.clicks("ana", asked, "Partly")
    world.clicks("ana", asked, "Yes")
    assert "*Resolved and confirmed*" in world.text(lead_card(world, 1))
    world.submits("ana", words="well…")  # the form was still open
    assert "You said yes, so F-1 is closed" in str(world.hands.errors("ana"))
    world.does("closes", "ana", world.form("ana"))
    world.clicks("ana", asked, "Partly")
    assert "You said yes, so F-1 is closed" in whispered(world, "ana", "dm")
    assert "the author says: Yes" in world.text(lead_card(world, 1))


def test_that_is_for_its_author_to_say(world: World) -> None:
    asked = resolved(world)
    row = asked["blocks"][-1]
    hers = dm_card(world, "olga", 1)
    for forged in row["elements"]:
        world.does("uses", world.workspace.person("olga"), hers, row, forged, None)
        assert "Only its author can do that" in whispered(world, "olga", "dm")
        assert world.form("olga") is None
    assert "*Resolved*" in world.text(lead_card(world, 1))
    world.says("ana", "no, it does not", "dm", asked)
    assert "Press *No* or *Partly* above" in world.text(world.inbox("ana")[-1])


def test_edit_and_withdraw(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova it is slow")
    world.types("olga", "/wg feedback endorse F-1")
    world.clicks("ana", dm_card(world, "ana", 1), "Edit…")
    assert world.form("ana")["blocks"][0]["element"]["initial_value"] == "##nova it is slow"
    world.submits("ana", text="##nova ##gap ##direction it is slow <since> Monday ##major")
    card = world.text(lead_card(world, 1))
    assert "Nova compute · gap · direction · major" in card and "&lt;since&gt; Monday" in card
    assert "· edited by Ana Operator" in card and "*Waits for an answer*" in card
    assert "since&gt; Monday" in world.text(dm_card(world, "olga", 1))
    assert (
        "F-1 says that already"
        in world.types(
            "ana", "/wg feedback edit F-1 ##nova ##gap ##direction it is slow <since> Monday ##major"
        ).text
    )
    assert "nothing to read" in world.types("ana", "/wg feedback edit F-1 :fire:").text

    world.clicks("ana", dm_card(world, "ana", 1), "Withdraw")
    assert "*Withdrawn* by Ana Operator" in world.text(lead_card(world, 1))
    assert "Acknowledge" not in world.text(lead_card(world, 1))
    assert "was taken back by its author. If it still hurts you" in world.text(world.inbox("olga")[-1])
    assert "withdrawn already" in world.types("ana", "/wg feedback withdraw F-1").text
    assert "F-1 is withdrawn, so it can't be edited" in world.types("ana", "/wg feedback edit F-1 more").text


def test_the_trace_tells_the_chain_so_far(world: World) -> None:
    asked = resolved(world)
    world.clicks("ana", asked, "Yes")
    seen = world.types("olga", "/wg trace F-1")
    hops = [line for line in seen.text.splitlines() if line.startswith("↳")]
    for hop, said in zip(
        hops,
        [
            *("*given* by Ana Operator: ##nova", "*endorsed* by Olga Operator", "*accepted* by Lea Lead"),
            *("*resolved* by Lea Lead: The timeout grows", "*confirmed* by Ana Operator"),
        ],
        strict=True,
    ):
        assert said in hop and "<!date^" in hop
    assert seen.messages[0]["ephemeral"]
    world.types("carl", "/wg trace F-1 share")
    shared = world.channel("product-wg")[-1]
    assert "*confirmed* by Ana Operator" in world.text(shared) and not shared.get("pings")


@pytest.mark.parametrize("said", ["/wg trace", "/wg trace F", "/wg trace twelve"])
def test_a_trace_needs_a_number(world: World, said: str) -> None:
    assert "/wg trace F-12" in world.types("ana", said, "general").text
