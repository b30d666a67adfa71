"""What goes wrong is said clearly: nothing is lost, nothing happens twice, nobody is pinged."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from typing import Any

from tests.cards import dm_card, lead_card, pings, replies, triage_card, whispered
from tests.world import PATIENCE, T, World, product_working_group

NOTHING = "There is nothing to read in that."


def test_what_says_nothing(world: World) -> None:
    product_working_group(world)
    for said in (":fire: :fire:", "🔥🔥🔥", "\u200b.\u200b", "...", "\u202e\u200f:tada:", "🇺🇳 :+1: — …"):
        seen = world.types("ana", f"/wg feedback {said}")
        assert NOTHING in seen.text and "You typed: `/wg feedback" in seen.text
    for said in ("", "\u200b\u200b", "“”", " "):
        assert world.types("ana", f"/wg feedback {said}").form is not None
        world.does("closes", "ana", world.form("ana"))
    assert (
        not world.channel("nova-leads")[1:] and "Nothing here" in world.types("ana", "/wg feedback list").text
    )


def test_the_form_keeps_what_was_typed(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback")
    world.submits("ana", text="🔥", for_name="Acme")
    assert NOTHING in world.hands.errors("ana")["text"]
    world.submits("ana", text="🔥 comp\0ute burns")
    assert "*F-1*" in whispered(world, "ana")
    card = world.text(lead_card(world, 1))
    assert "Ana Operator for Acme" in card and "compute burns" in card


def test_words_that_nobody_could_read_are_asked_for_again(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova compute burns")
    for button in ("Ask…", "Decline…", "Resolve…"):
        world.clicks("lea", lead_card(world, 1), button)
        world.submits("lea", words="\u2060\u200b")
        assert "please say a sentence" in world.hands.errors("lea")["words"], button
        world.does("closes", "lea", world.form("lea"))
    world.types("lea", "/wg feedback resolve F-1 put out")
    world.submits("lea")
    world.clicks("ana", world.inbox("ana")[-1], "No")
    world.submits("ana", words="\u200b")
    assert "please say a sentence" in world.hands.errors("ana")["words"]
    assert "*Resolved*" in world.text(lead_card(world, 1))


def test_texts_of_every_kind_arrive_as_they_were_typed(world: World) -> None:
    product_working_group(world)
    texts = [
        "<!channel> <!here> @everyone *bold* _it_ `code` <https://evil.example|https://bank.example>",
        "אי אפשר להתחבר לשרת אחרי השדרוג",
        "zero\u200bwidth and \u202eright to left\u202c, and nul \x00 too",
        "实例迁移超时 ##nova-cells & <b>",
        "it's 5 < 6 && 7 > 3 for:ever",
    ]
    for text in texts:
        world.types("ana", f"/wg feedback ##nova ##blocking {text}")
    cards = [world.text(lead_card(world, number)) for number in range(1, 6)]
    assert "@\u2060channel" in cards[0] and "https://bank.example (https://evil.example)" in cards[0]
    assert "אי אפשר" in cards[1] and "right to left" in cards[2] and "实例迁移超时" in cards[3]
    assert "5 &lt; 6 &amp;&amp; 7 &gt; 3" in cards[4]
    assert not pings(world) and not any(m.get("pings") for m in world.inbox("ana"))


def test_forty_thousand_characters(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova " + "&" * 20_000 + "word " * 3990)
    assert "…" in world.text(lead_card(world, 1))
    assert world.types("ana", "/wg feedback show F-1").text.count("&amp;") > 20_000 // 2
    refused = world.types("ana", "/wg feedback ##nova " + "word " * 8_000)
    assert "40,000 is the most I can pass on" in refused.text
    assert "too long for a form" in world.types("ana", "/wg feedback edit F-1").text
    said = world.says("olga", "word " * 1000, "general")
    world.does("uses_shortcut", "ana", "feedback.message", said)
    world.submits("ana", severity="blocking")
    assert "*F-2*" in whispered(world, "ana", "general")
    world.types("lea", "/wg feedback accept F-1 " + "why " * 9_000)
    assert "F-1 is accepted" in world.texts(world.inbox("ana"))
    world.types("lea", "/wg feedback resolve F-1 " + "&" * 39_000)
    world.submits("lea")
    world.types("olga", "/wg feedback ##nova ##blocking " + "&" * 39_000 + "word")
    world.types("lea", "/wg feedback accept F-3 " + "&" * 39_000)
    whole = world.types("ana", "/wg feedback show F-3")
    assert len(whole.messages[0]["blocks"]) < 50
    lost = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) more characters", whole.text)]
    assert len(lost) == 2 and sum(lost) + whole.text.count("&amp;") >= 78_000
    assert not world.workspace.refusals


def test_a_double_click_and_a_redelivered_command_count_once(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    card = lead_card(world, 1)
    hers = world.types("olga", "/wg feedback show F-1").messages[0]
    twice(world, lambda: world.hands.clicks("lea", card, "Accept"))
    twice(world, lambda: world.hands.clicks("olga", hers, "Endorse"))
    world.clicks("lea", card, "Decline…")
    form = world.form("lea")
    twice(world, lambda: world.hands.submits("lea", form, {"words": "no"}))
    inbox = world.texts(world.inbox("ana"))
    assert [inbox.count(f"F-1 is {done}*") for done in ("accepted", "declined")] == [1, 1]
    trace = world.types("ana", "/wg trace F-1").text
    assert [trace.count(f"*{hop}*") for hop in ("accepted", "endorsed", "declined")] == [1, 1, 1]
    assert "1 endorsement" in world.text(lead_card(world, 1))

    world.types("ana", "/wg feedback")
    form = world.form("ana")
    twice(world, lambda: world.hands.submits("ana", form, {"text": "compute is slow"}))
    world.sandbox.faults.deliver_twice("app_mention")
    world.says("ana", "@Convener feedback compute is slow, all of it", "general")
    assert "3 items" in world.types("ana", "/wg feedback list mine").text.replace("declined", "")


def twice(world: World, deed: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """The same at the same moment, as an impatient hand does it."""

    async def both() -> None:
        await asyncio.gather(deed(), deed())

    world.run(both())
    world.settle()


def test_a_form_that_opens_too_late_is_offered_as_a_button(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.workspace.forms.trigger_seconds = 0
    late = world.types("olga", "/wg feedback for:@pam anon:yes").messages[0]
    world.clicks("lea", lead_card(world, 1), "Decline…")
    world.does("uses_shortcut", "olga", "feedback.open")
    world.workspace.forms.trigger_seconds = PATIENCE
    assert "Open the form" in world.text(late) and world.form("olga") is None
    world.clicks("olga", late, "Open the form")
    assert world.form("olga")["title"]["text"] == "Give feedback"
    again = [m for m in world.hands.shown("lea", "nova-leads") if m.get("ephemeral")][-1]
    assert "took me too long" in world.text(again)
    world.clicks("lea", again, "Decline…")
    assert world.form("lea")["title"]["text"] == "Decline F-1"
    assert "took me too long" in world.text(world.inbox("olga")[-1])


def test_a_leads_channel_that_cannot_be_reached(world: World) -> None:
    product_working_group(world)
    world.does("kicks_bot", "carl", "cinder-leads")
    world.does("archives", "carl", "nova-leads")
    world.types("ana", "/wg feedback ##nova one <!channel>")
    assert "F-1* · Nova compute" in world.text(triage_card(world, "lea", 1)), "never nowhere"
    told = world.texts(world.inbox("carl"))
    assert "I could not post in" in told and "it is archived" in told
    world.clicks("lea", triage_card(world, "lea", 1), "Accept")
    assert "F-1 is accepted" in world.texts(world.inbox("ana"))
    world.types("ana", "/wg feedback ##cinder two")  # a public channel: it goes back in by itself
    assert "F-2*" in world.text(lead_card(world, 2, "cinder-leads"))


def test_a_private_leads_channel_without_the_bot(world: World) -> None:
    product_working_group(world)
    world.types("carl", '/wg area add glance "Glance images" lead @lea #secret-wg')
    world.types("ana", "/wg feedback ##glance one")
    world.does("kicks_bot", "carl", "secret-wg")
    world.types("lea", "/wg feedback accept F-1")
    assert "*Accepted* by Lea Lead" in world.text(triage_card(world, "lea", 1))
    assert "/invite @Convener" in world.texts(world.inbox("carl"))
    world.does("invites_bot", "carl", "secret-wg")
    world.at(T(hours=2))
    world.types("ana", "/wg feedback ##glance two")
    assert "F-2*" in world.text(lead_card(world, 2, "secret-wg"))


def test_people_who_leave(world: World) -> None:
    product_working_group(world)
    world.types("carl", '/wg area add glance "Glance images" lead @lea')
    world.types("olga", "/wg feedback ##glance one")
    world.types("ana", "/wg feedback ##glance two")
    world.does("changes_person", "lea", deleted=True)
    assert "F-1*" in world.text(triage_card(world, "carl", 1)), "what she had is with the chair now"
    world.does("changes_person", "olga", deleted=True)
    world.types("carl", "/wg feedback accept F-1")
    assert "*Accepted* by Carl Chair" in world.text(triage_card(world, "carl", 1))
    world.clicks("carl", triage_card(world, "carl", 2), "Ask…")
    world.submits("carl", words="Which one?")
    world.says("ana", "the second", "dm", world.inbox("ana")[-1])
    assert "*Ana Operator:* the second" in replies(world, triage_card(world, "carl", 2))
    assert dm_card(world, "ana", 2)


def test_slack_stumbles_and_everything_arrives_once(world: World) -> None:
    product_working_group(world)
    world.sandbox.faults.lose_answer("chat.postMessage", times=2)
    world.sandbox.faults.rate_limit("chat.postMessage", seconds=0, times=2)
    world.types("ana", "/wg feedback ##nova one")
    world.types("ana", "/wg feedback ##cinder two")
    assert world.texts(world.channel("nova-leads")).count("*F-1* ·") == 1
    assert world.texts(world.channel("cinder-leads")).count("*F-2* ·") == 1
    assert world.texts(world.inbox("ana")).count("*Your feedback F-1*") == 1
