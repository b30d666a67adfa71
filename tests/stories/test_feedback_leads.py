"""The lead's card: every button and form, the jumps that are not possible, and who may."""

from __future__ import annotations

from tests.cards import dm_card, gives, lead_card, pings, replies, whispered
from tests.world import Message, T, World, product_working_group


def labels(card: Message) -> list[str]:
    rows = [b["elements"] for b in card["blocks"] if b["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def given(world: World) -> Message:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    return lead_card(world, 1)


def test_acknowledge_then_accept_by_clicks(world: World) -> None:
    card = given(world)
    asked = len(world.inbox("ana"))
    world.clicks("lea", card, "Acknowledge")
    assert "*Seen, being looked at* by Lea Lead" in world.text(lead_card(world, 1))
    assert "Acknowledge" not in labels(lead_card(world, 1))
    assert "*Seen, being looked at* · Nova compute" in world.text(dm_card(world, "ana", 1))
    assert len(world.inbox("ana")) == asked, "an edit of the card is enough"
    world.clicks("carl", lead_card(world, 1), "Accept")
    assert "*Accepted* by Carl Chair" in world.text(lead_card(world, 1))
    assert labels(lead_card(world, 1)) == [
        "Resolve…",
        "Add an action…",
        "Decline…",
        "Defer…",
        "Ask…",
        "Re-route…",
    ]
    assert "*F-1 is accepted* by Carl Chair." in world.text(world.inbox("ana")[-1])
    assert world.inbox("ana")[-1]["thread_ts"] == dm_card(world, "ana", 1)["ts"]
    assert len([m for m in world.channel("nova-leads") if "*F-1* ·" in world.text(m)]) == 1, "one living card"


def test_decline_wants_the_reason_and_a_second_look(world: World) -> None:
    card = given(world)
    world.clicks("lea", card, "Decline…")
    form = world.form("lea")
    assert form["title"]["text"] == "Decline F-1" and ">##nova migration" in str(form["blocks"][0])
    world.submits("lea", words="We have no staff for it. A patch would change that.")
    assert "*Declined* by Lea Lead" in world.text(lead_card(world, 1))
    assert labels(lead_card(world, 1)) == []
    told = world.text(world.inbox("ana")[-1])
    assert "*F-1 is declined* by Lea Lead. The reason:\n>We have no staff for it." in told
    assert "*Answer*\n>We have no staff" in world.text(dm_card(world, "ana", 1))
    assert "F-1 is now *declined*. Everybody who gave or endorsed it is told." in whispered(
        world, "lea", "nova-leads"
    )


def test_typed_words_are_in_the_form_already(world: World) -> None:
    given(world)
    world.types("lea", "/wg feedback decline F-1 out of our scope", "nova-leads")
    assert world.form("lea")["blocks"][1]["element"]["initial_value"] == "out of our scope"
    world.submits("lea")
    assert ">out of our scope" in world.text(world.inbox("ana")[-1])


def test_accept_with_words(world: World) -> None:
    given(world)
    world.types("lea", "/wg feedback accept f1 we take it into 2026.2")
    assert "*F-1 is accepted* by Lea Lead.\n>we take it into 2026.2" in world.text(world.inbox("ana")[-1])
    assert ">we take it into 2026.2" in world.text(lead_card(world, 1))
    refused = world.types("lea", "/wg feedback accept F-1 and another word").text
    assert "F-1 is accepted, so it can't be accepted" in refused and "You typed:" in refused


def test_defer_wants_a_day_to_come(world: World) -> None:
    card = given(world)
    world.clicks("lea", card, "Defer…")
    assert world.form("lea")["blocks"][1]["element"]["initial_date"] == "2026-04-01"
    world.submits("lea", until="2026-03-02")
    assert "Mon 2 Mar 2026 has begun already" in world.hands.errors("lea")["until"]
    world.submits("lea", until="2026-03-20", words="After the release.")
    assert "*Deferred* by Lea Lead" in world.text(lead_card(world, 1))
    assert "comes back <!date^" in world.text(lead_card(world, 1))
    told = "*F-1 is deferred* by Lea Lead until Fri 20 Mar 2026.\n>After the release."
    assert told in world.text(world.inbox("ana")[-1])


def test_jumps_that_are_not_possible(world: World) -> None:
    given(world)
    gives(world, "ana", "##nova two ##blocking", "##nova three ##blocking")

    def refused(deed: str) -> str:
        return world.types("lea", f"/wg feedback {deed}").text

    assert "F-1 is waiting for an answer, so it can't be unmerged. You can" in refused("unmerge F-1")
    world.types("lea", "/wg feedback accept F-1")
    assert "F-1 is accepted, so it can't be acknowledged. You can decline, defer" in refused("ack F-1")
    world.types("lea", "/wg feedback resolve F-2 fixed")
    world.submits("lea")
    assert "F-2 is resolved, so it can't be deferred" in refused("defer F-2")
    world.clicks("ana", world.inbox("ana")[-1], "Yes")
    assert "F-2 is confirmed, so it can't be resolved" in refused("resolve F-2 again")
    world.types("ana", "/wg feedback withdraw F-3")
    for deed, done in (("accept", "accepted"), ("decline", "declined"), ("ask", "asked back")):
        sentence = f"F-3 is withdrawn, so it can't be {done}. Nothing more can be done with it."
        assert sentence in refused(f"{deed} F-3")
    assert "F-3 is withdrawn, so it can't be re-routed" in refused("route F-3")


def test_a_refusal_says_who_can(world: World) -> None:
    card = given(world)
    for who, channel in (("ana", "product-wg"), ("dev", "product-wg"), ("ada", "general")):
        for deed in ("ack", "accept", "decline", "defer", "ask", "resolve", "route"):
            said = world.types(who, f"/wg feedback {deed} F-1", channel).text
            assert f"Only the leads and chairs of Product Working Group (<@{world.id('lea')}>" in said, deed
    world.does("invites", "lea", "nova-leads", "dev")
    world.clicks("dev", card, "Accept")
    assert "can answer this feedback" in whispered(world, "dev", "nova-leads")
    world.clicks("dev", card, "Decline…")
    assert world.form("dev") is None
    assert "*Waits for an answer*" in world.text(lead_card(world, 1))
    for deed in ("withdraw", "edit"):
        assert "Only its author can do that" in world.types("lea", f"/wg feedback {deed} F-1").text
    assert "I know no F-99 that you may see" in world.types("lea", "/wg feedback accept F-99").text
    assert not pings(world)


def test_a_form_that_was_left_open_knows_what_happened_meanwhile(world: World) -> None:
    card = given(world)
    world.clicks("lea", card, "Decline…")
    world.clicks("carl", card, "Decline…")
    world.submits("carl", words="Not ours.")
    world.submits("lea", words="Not for us.")
    assert "F-1 is declined, so it can't be declined" in str(world.hands.errors("lea"))
    assert world.texts(world.inbox("ana")).count("is declined") == 1
    world.clicks("lea", card, "Accept")  # a screen that still shows the old card
    assert "F-1 is declined, so it can't be accepted" in whispered(world, "lea", "nova-leads")


def test_the_conversation_is_told_how_to_keep_a_line_out(world: World) -> None:
    card = given(world)
    world.clicks("lea", card, "Ask…")
    world.submits("lea", words="Which version?")
    assert "*Waits for the author* · asked back by Lea Lead" in world.text(lead_card(world, 1))
    thread = replies(world, card)
    assert "Lea Lead asked the author:\n>Which version?" in thread and "`[off]`" in thread
    question = world.inbox("ana")[-1]
    assert "*A question about F-1* by Lea Lead. Answer here in this thread:\n>Which version?" in world.text(
        question
    )
    world.at(T(days=30))
    assert "waited" not in world.texts(world.inbox("lea")), "who asks has said a word"
