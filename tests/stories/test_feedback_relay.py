"""The conversation between the leads' thread and the author's direct messages: both ways, in order, edits followed."""

from __future__ import annotations

from tests.cards import dm_card, lead_card, replies, whispered
from tests.world import Message, World, product_working_group


def asked(world: World) -> tuple[Message, Message]:
    """F-1 by Ana, Lea's question about it: the lead's card and the question as Ana has it."""
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    card = lead_card(world, 1)
    world.says("lea", "what is she running?", "nova-leads", card)
    assert "running" not in world.texts(world.inbox("ana")), (
        "until a question was asked, leads talk among them"
    )
    world.clicks("lea", card, "Ask…")
    world.submits("lea", words="Which <version> & how big?")
    return card, world.inbox("ana")[-1]


def test_question_and_answer_go_both_ways_in_order(world: World) -> None:
    card, question = asked(world)
    assert ">Which &lt;version&gt; &amp; how big?" in world.text(question)
    assert question["thread_ts"] == dm_card(world, "ana", 1)["ts"]
    for number in range(4):
        world.says("ana", f"answer {number} <!channel>", "dm", question)
    said = replies(world, card)
    places = [said.index(f"*Ana Operator:* answer {number}") for number in range(4)]
    assert places == sorted(places)
    assert "*Seen, being looked at* · answered by Ana Operator" in world.text(lead_card(world, 1)), (
        "the reply ends the waiting"
    )
    assert world.types("olga", "/wg trace F-1").text.count("*answered* by Ana Operator") == 1
    world.says("lea", "thank you *very* much", "nova-leads", card)
    world.says("lea", "[off] she is right", "nova-leads", card)
    world.says("carl", "[OFF] of course she is", "nova-leads", card)
    world.says("carl", "may I quote you?", "nova-leads", card)
    hers = world.texts(world.inbox("ana"))
    assert hers.index("*Lea Lead:* thank you *very* much") < hers.index("*Carl Chair:* may I quote you?")
    assert "right" not in hers and "of course" not in hers
    assert all("channel" not in m["pings"] for m in world.channel("nova-leads"))
    assert "Waits for" not in world.text(dm_card(world, "ana", 1))


def test_edits_and_deletions_are_followed(world: World) -> None:
    card, question = asked(world)
    answer = world.says("ana", "verison 28", "dm", question)
    world.does("edits", "ana", answer, "version 28")
    assert "version 28" in replies(world, card) and "verison" not in replies(world, card)
    world.does("deletes", "ana", answer)
    assert "version 28" not in replies(world, card)

    line = world.says("lea", "that is old", "nova-leads", card)
    world.does("edits", "lea", line, "that one is out of support")
    assert "*Lea Lead:* that one is out of support" in world.texts(world.inbox("ana"))
    world.does("edits", "lea", line, "[off] that one is out of support")
    assert "out of support" not in world.texts(world.inbox("ana"))
    kept = world.says("lea", "[off] she should upgrade", "nova-leads", card)
    world.does("edits", "lea", kept, "she should upgrade, really")
    assert "should upgrade" not in world.texts(world.inbox("ana")), "only what was passed on is followed"
    world.does("deletes", "lea", world.says("lea", "forget it", "nova-leads", card))
    assert "forget it" not in world.texts(world.inbox("ana"))


def test_attachments_travel_as_links(world: World) -> None:
    card, question = asked(world)
    files = [{"id": "F1", "name": "trace <1>.log", "permalink": "https://files.example.org/F1"}]
    place = world.workspace.bot_dm(world.id("ana"))

    async def attach() -> None:
        world.workspace.says(place, world.id("ana"), "here it is", question["thread_ts"], files=files)

    world.run(attach())
    world.settle()
    assert "here it is\n<https://files.example.org/F1|trace &lt;1&gt;.log>" in replies(world, card)


def test_who_may_talk_and_when(world: World) -> None:
    card, question = asked(world)
    world.types("olga", "/wg feedback endorse F-1")
    hers = dm_card(world, "olga", 1)
    world.says("olga", "me too!", "dm", hers)
    assert "Only the author of F-1 talks with its leads here" in world.text(world.inbox("olga")[-1])
    assert "me too" not in replies(world, card)
    world.clicks("lea", card, "Decline…")
    world.submits("lea", words="Too old.")
    world.says("ana", "but why?", "dm", question)
    assert "F-1 is declined, so nobody reads along here" in world.text(world.inbox("ana")[-1])
    world.says("lea", "poor Ana", "nova-leads", card)
    assert "poor Ana" not in world.texts(world.inbox("ana"))
    assert "F-1 is declined: this stays among you" in whispered(world, "lea", "nova-leads")


def test_the_leads_talk_with_the_author_only_where_the_card_is(world: World) -> None:
    card, _ = asked(world)
    world.does("invites", "lea", "nova-leads", "pam")
    world.says("pam", "I look on", "nova-leads", card)
    assert "*Pam Manager:* I look on" in world.texts(world.inbox("ana")), "she is in the leads' channel"
    mine = world.says("lea", "have a lok", "nova-leads", card)
    world.types("lea", "/wg feedback route F-1 cinder", "nova-leads")
    world.says("lea", "and one more thing", "nova-leads", card)
    assert "F-1 is no longer here" in whispered(world, "lea", "nova-leads")
    world.does("edits", "lea", mine, "have a look")
    hers = world.texts(world.inbox("ana"))
    assert "one more thing" not in hers and "have a look" not in hers
    world.says("dev", "hello from Cinder", "cinder-leads", lead_card(world, 1, "cinder-leads"))
    assert "*Dev Developer:* hello from Cinder" in world.texts(world.inbox("ana"))


def test_a_second_question_does_not_forget_what_was_decided(world: World) -> None:
    _, question = asked(world)
    world.says("ana", "28", "dm", question)
    world.types("lea", "/wg feedback accept F-1", "nova-leads")
    world.types("lea", "/wg feedback ask F-1 which hosts?", "nova-leads")
    world.types("lea", "/wg feedback ask F-1 and when?", "nova-leads")
    world.says("ana", "all, at noon", "dm", question)
    assert "*Accepted* · answered by Ana Operator" in world.text(lead_card(world, 1))


def test_a_redelivered_message_is_passed_on_once(world: World) -> None:
    card, question = asked(world)
    world.sandbox.faults.deliver_twice("message", times=2)
    world.says("ana", "version 28", "dm", question)
    world.says("lea", "thank you", "nova-leads", card)
    assert replies(world, card).count("version 28") == 1
    assert world.texts(world.inbox("ana")).count("*Lea Lead:* thank you") == 1


def test_an_answer_beside_the_thread_is_understood(world: World) -> None:
    card, question = asked(world)
    world.says("ana", "help", "dm")
    assert "understands" in world.text(world.inbox("ana")[-1]), "a command stays one"
    world.says("ana", "version 28, 4 TB of memory", "dm")
    assert "*Ana Operator:* version 28, 4 TB of memory" in replies(world, card)
    assert "I passed that on as your answer about F-1" in world.text(world.inbox("ana")[-1])
    world.says("ana", "thanks a lot", "dm")
    assert "thanks" not in replies(world, card), "nothing is asked any more"
    world.says("ana", "thanks a lot", "dm", question)
    assert "thanks a lot" in replies(world, card)

    world.types("ana", "/wg feedback ##cinder volumes hang")
    for who, said in (("lea", "ask F-1 And now?"), ("dev", "ask F-2 Which ones?")):
        world.types(who, f"/wg feedback {said}")
    world.says("ana", "all of them", "dm")
    assert "You are asked about F-1, F-2" in world.text(world.inbox("ana")[-1])
    assert "all of them" not in replies(world, card) + replies(world, lead_card(world, 2, "cinder-leads"))
