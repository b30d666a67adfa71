"""Ways to give feedback: in one line, by form, from a message, for somebody else."""

from __future__ import annotations

from typing import Any

from tests.cards import dm_card, lead_card
from tests.world import World, product_working_group


def _elements(form: dict[str, Any]) -> dict[str, Any]:
    return {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}


def test_one_line_is_enough(world: World) -> None:
    product_working_group(world)
    seen = world.types("ana", "/wg feedback live migration of large instances times out ##painpoint ##nova")
    [receipt] = seen.messages
    assert receipt["ephemeral"]
    for said in ("*F-1*", "Lea Lead of *Nova compute*", "(##nova)", "by Mon 9 Mar 2026", "direct message"):
        assert said in seen.text
    card = world.text(lead_card(world, 1))
    assert "F-1* · Nova compute · pain point" in card
    assert ">live migration of large instances times out" in card
    assert "from Ana Operator" in card and "*Waits for an answer*" in card
    assert [b["text"]["text"] for b in lead_card(world, 1)["blocks"][-1]["elements"]] == [
        *("Acknowledge", "Accept", "Accept with an action…"),
        *("Resolve…", "Decline…", "Defer…", "Ask…", "Re-route…"),
    ]
    mine = world.text(dm_card(world, "ana", 1))
    assert "*Your feedback F-1*" in mine and "*Waits for an answer* · Nova compute" in mine


def test_the_line_says_kind_question_severity_and_voice(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg settings voice operator")
    world.types("ana", "/wg feedback ##gaps ##direction ##Blocking ##NOVA no way to drain a host")
    assert "Nova compute · gap · direction · :rotating_light: blocking" in world.text(lead_card(world, 1))
    assert "from Ana Operator (operator)" in world.text(lead_card(world, 1))
    world.types("ana", "/wg feedback as:business ##praise for “hypervisor” upgrades ##blocking")
    assert "praise" in world.text(lead_card(world, 2)) and "(business)" in world.text(lead_card(world, 2))
    refused = world.types("ana", "/wg feedback as:<king> it hurts").text
    assert "I don't know the voice “&lt;king&gt;”" in refused
    assert "operator, user, product manager, developer, business" in refused
    assert "You typed: `/wg feedback as:&lt;king&gt; it hurts`" in refused
    assert "takes yes or no" in world.types("ana", "/wg feedback anon:maybe it hurts").text


def test_what_only_begins_like_a_command_is_feedback(world: World) -> None:
    product_working_group(world)
    assert "F-1" in world.types("ana", "/wg feedback decline in speed since March, on compute").text
    assert "F-2" in world.types("ana", '/wg feedback "accept and forget" is how it feels').text
    form = world.types("ana", "/wg feedback").form
    assert form is not None and form["title"]["text"] == "Give feedback"


def test_on_behalf_of_somebody_here_and_of_somebody_outside(world: World) -> None:
    product_working_group(world)
    world.types("pam", "/wg settings voice product manager")
    world.types("pam", "/wg feedback for:@olga compute hosts reboot at night ##blocking")
    assert "from Pam Manager for Olga Operator" in world.text(lead_card(world, 1))
    assert "(product manager)" not in world.text(lead_card(world, 1)), "Pam's voice is not Olga's"
    assert "*Your feedback F-1*" in world.text(dm_card(world, "pam", 1))
    hers = dm_card(world, "olga", 1)
    assert "*Given in your name, F-1* by Pam Manager" in world.text(hers)
    world.clicks("olga", hers, "Withdraw")
    assert "Withdrawn" in world.text(lead_card(world, 1))

    world.types("pam", '/wg feedback hypervisor upgrades take days ##blocking for:"Acme <ops>" as:user')
    assert "from Pam Manager for Acme &lt;ops&gt; (user)" in world.text(lead_card(world, 2))
    world.does("changes_person", "olga", deleted=True)
    assert 'for:"Acme ops"' in world.types("pam", "/wg feedback for:@olga compute is slow").text
    assert "F-3" not in world.types("pam", "/wg feedback list").text
    world.types("ana", "/wg feedback for:@ana compute is slow ##blocking")
    assert "from Ana Operator ·" in world.text(lead_card(world, 3)), "for oneself is just giving it"


def test_the_button_of_a_suggestion_files_what_was_typed_people_and_all(world: World) -> None:
    product_working_group(world)
    seen = world.types("ana", "/wg feedbak broken <b> ##nova for:@olga")
    assert "I did not understand" in seen.text
    world.clicks("ana", seen.messages[0], "/wg feedback broken <b> ##nova for:@olga")
    assert "Ana Operator for Olga Operator" in world.text(lead_card(world, 1))
    assert "broken &lt;b&gt;" in world.text(lead_card(world, 1))
    assert dm_card(world, "olga", 1)


def test_by_form(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg settings voice operator")
    world.does("uses_shortcut", "ana", "feedback.open")
    labels = [b["label"]["text"] for b in world.form("ana")["blocks"] if b["type"] == "input"]
    assert labels[:5] == [
        *("What works, or what hurts?", "What is it about?", "What kind is it?", "How bad is it?"),
        "Is it about today, or about the way ahead?",
    ]
    said = world.submits(
        "ana",
        text="Volumes of a dead host stay attached",
        area="Nova compute (nova)",
        kind="gap",
        severity="blocking",
        axis="The way ahead: where it should go",
        for_name="Acme ops",
    )
    assert "*F-1*" in said.text and "Lea Lead of *Nova compute* (you named `nova`)" in said.text
    card = world.text(lead_card(world, 1))
    assert "Nova compute · gap · direction · :rotating_light: blocking" in card
    assert "from Ana Operator for Acme ops (operator)" in card


def test_a_form_opens_filled_in_as_far_as_known(world: World) -> None:
    product_working_group(world)
    form = world.types("ana", "/wg feedback for:@olga anon:yes as:user").form
    values = _elements(form)
    assert values["for_user"]["initial_user"] == world.id("olga")
    assert values["voice"]["initial_option"]["value"] == "user"
    assert values["anonymous"]["initial_options"][0]["value"] == "yes"


def test_a_message_becomes_feedback_in_its_authors_name(world: World) -> None:
    product_working_group(world)
    said = world.says("olga", "compute hosts lose their <disk> & nobody notices", "general")
    world.does("uses_shortcut", "pam", "feedback.message", said)
    values = _elements(world.form("pam"))
    assert values["text"]["initial_value"] == "compute hosts lose their <disk> & nobody notices"
    assert values["for_user"]["initial_user"] == world.id("olga")
    world.submits("pam", severity="major")
    card = world.text(lead_card(world, 1))
    assert "from Pam Manager for Olga Operator" in card and "&lt;disk&gt; &amp; nobody" in card
    link = f"/archives/{said['channel']}/p{said['ts'].replace('.', '')}|the message>"
    assert link in str(lead_card(world, 1))

    mine = world.says("ana", "hypervisor logs are unreadable", "general")
    world.does("uses_shortcut", "ana", "feedback.message", mine)
    world.submits("ana", severity="blocking")
    assert "from Ana Operator ·" in world.text(lead_card(world, 2))

    world.types("carl", "/wg group list share", "general")
    bots = world.channel("general")[-1]
    world.does("uses_shortcut", "ana", "feedback.message", bots)
    world.submits("ana", text="compute list is long", severity="blocking")
    assert "from Ana Operator ·" in world.text(lead_card(world, 3)), "nobody speaks for an app"


def test_in_words_to_the_bot(world: World) -> None:
    product_working_group(world)
    world.says("ana", "@Convener feedback the hypervisor eats memory", "general")
    assert "from Ana Operator" in world.text(lead_card(world, 1))
    whisper = world.hands.shown("ana", "general")[-1]
    assert whisper["ephemeral"] and "*F-1*" in world.text(whisper)
    world.says("ana", "feedback compute quotas confuse everybody ##blocking", "dm")
    assert "compute quotas" in world.text(lead_card(world, 2))
    world.says("ana", "feedback", "dm")
    world.clicks("ana", world.inbox("ana")[-1], "Open the form")
    assert world.form("ana")["title"]["text"] == "Give feedback"
