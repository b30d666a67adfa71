"""Anonymous feedback: its author is in no message, list or table; a sealed address lets the leads ask, and expires."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.sandbox.methods.files import as_file
from tests.cards import dm_card, lead_card, replies, whispered
from tests.world import T, World, product_working_group

KEY = "x8Q0Qq0b1lGmJ1mWf3m5QqYH9m7z7o6c2h0v5S3w1kE="
TOLD_OF_PEOPLE = {"people", "memberships", "roles", "employers"}


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[World]:
    """A world whose settings have a relay key."""
    made = World(tmp_path, privacy={"relay_key": KEY})
    yield product_working_group(made)
    made.close()


def rows(world: World) -> dict[str, str]:
    """Every row of every table but those of who is there at all, as one text a table."""
    engine = create_engine(world.stage.database_url)
    with engine.connect() as db:
        names = set(inspect(engine).get_table_names()) - TOLD_OF_PEOPLE
        found = {name: str(db.execute(text(f'SELECT * FROM "{name}"')).fetchall()) for name in names}
    engine.dispose()
    return found


def traces(world: World, who: str, *marks: str) -> list[str]:
    """The tables in which somebody's id, or their DM with the bot, stands."""
    wanted = (world.id(who), world.workspace.bot_dm(world.id(who)).id, *marks)
    return [name for name, said in rows(world).items() if any(mark in said for mark in wanted)]


def test_the_whole_life_with_a_relay_key(sealed: World) -> None:
    world = sealed
    seen = world.types("ana", "/wg feedback anon:yes ##nova my manager hides the outages")
    assert "Nobody is told who you are; I'll keep you posted by direct message" in seen.text
    card = lead_card(world, 1)
    assert "from anonymous ·" in world.text(card)
    world.clicks("lea", card, "Ask…")
    world.submits("lea", words="Since when?")
    question = world.inbox("ana")[-1]
    answer = world.says("ana", "since May", "dm", question)
    world.does("edits", "ana", answer, "since June")
    assert "*The author:* since June" in replies(world, card)
    world.says("lea", "thank you", "nova-leads", card)
    assert "*Lea Lead:* thank you" in world.text(world.inbox("ana")[-1])
    world.clicks("ana", dm_card(world, "ana", 1), "Edit…")
    world.submits("ana", text="##nova somebody hides the outages")
    assert "somebody hides" in world.text(lead_card(world, 1)) and "· edited," in world.text(
        lead_card(world, 1)
    )
    world.types("lea", "/wg feedback resolve F-1 they are on a public page now")
    world.submits("lea")
    world.clicks("ana", world.inbox("ana")[-1], "No")
    world.submits("ana", words="They left after a day.")
    assert "They left after a day." in replies(world, card)
    world.types("lea", "/wg feedback resolve F-1 and now they stay")
    world.submits("lea")
    world.clicks("ana", world.inbox("ana")[-1], "Yes")
    assert "Resolved and confirmed" in world.text(lead_card(world, 1))

    assert not traces(world, "ana")
    everywhere = [m for name in ("nova-leads", "product-wg") for m in world.channel(name)]
    assert "Ana" not in world.texts(m for m in [*everywhere, *world.inbox("lea"), *world.inbox("carl")])
    for said in ("/wg trace F-1", "/wg feedback show F-1", "/wg feedback list answered"):
        assert "Ana" not in world.types("lea", said).text
    assert "F-1" not in world.types("ana", "/wg feedback list mine").text
    assert "hides the outages" not in world.types("ana", "/wg whoami export").text

    # thirty days after closing nobody can tell any more
    assert "sealed:" in str(rows(world))
    world.at(T(days=29))
    assert "sealed:" in str(rows(world))
    world.at(T(days=31))
    assert "sealed:" not in str(rows(world)) and "marked:" not in str(rows(world))
    world.clicks("ana", dm_card(world, "ana", 1), "What happened so far")
    assert "edited" in whispered(world, "ana", "dm")


def test_the_leads_get_the_names_of_attachments_never_their_links(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg feedback anon:yes ##nova my manager hides the outages")
    card = lead_card(world, 1)
    world.types("lea", "/wg feedback ask F-1 have you a log?", "nova-leads")
    question = world.inbox("ana")[-1]
    place = world.workspace.bot_dm(world.id("ana"))
    log = {"id": "F1", "name": "out<age>.log", "user": world.id("ana"), "content": b"..."}

    async def attach() -> None:
        files = [as_file(world.workspace, log)]
        assert f"/files/{world.id('ana')}/F1/" in files[0]["permalink"], "as Slack writes it"
        world.workspace.says(place, world.id("ana"), "here it is", question["thread_ts"], files=files)

    for _ in range(2):
        world.run(attach())
        world.settle()
    said = replies(world, card)
    assert said.count("*The author:* here it is\nout&lt;age&gt;.log") == 2 and "/files/" not in said
    assert (
        world.texts(world.inbox("ana")).count("see the names of your attachments, but can't open them") == 1
    )
    assert "answered*" in world.types("lea", "/wg trace F-1").text
    world.does("edits", "ana", world.says("ana", "ahem", "dm", question), "never mind")
    assert "*The author:* never mind" in replies(world, card)
    assert not traces(world, "ana")


def test_two_items_of_one_author_do_not_look_alike(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg feedback anon:yes ##nova one of mine")
    world.types("ana", "/wg feedback anon:yes ##cinder another of mine")
    places = [line for line in rows(world)["posted"].split("), (") if "marked:" in line]
    marks = {line.split("marked:")[1][:64] for line in places}
    assert len(places) == len(marks) == 2


def test_without_a_key_nobody_can_be_reached(world: World) -> None:
    product_working_group(world)
    seen = world.types("ana", "/wg feedback anon:yes ##nova my manager hides the outages")
    assert "not even I" in seen.text and "`/wg feedback show F-1` tells" in seen.text
    assert not world.inbox("ana") and not traces(world, "ana")
    card = lead_card(world, 1)
    world.clicks("lea", card, "Ask…")
    world.submits("lea", words="Since when?")
    assert "can't be reached: no relay key was set" in world.hands.errors("lea")["words"]
    world.types("lea", "/wg feedback resolve F-1 done")
    world.submits("lea")
    assert "Resolved" in world.text(lead_card(world, 1))
    assert "nobody can tell any more who gave it" in world.types("ana", "/wg feedback edit F-1 new").text
    assert "Resolved" in world.types("ana", "/wg feedback show F-1").text


def test_for_somebody_and_from_ones_own_message(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg feedback anon:yes for:@olga ##nova hosts reboot")
    assert "from anonymous for Olga Operator" in world.text(lead_card(world, 1))
    assert "*Given in your name, F-1* anonymously" in world.text(dm_card(world, "olga", 1))
    mine = world.says("ana", "the hypervisor is a mess", "general")
    world.does("uses_shortcut", "ana", "feedback.message", mine)
    world.submits("ana", anonymous=["yes"], severity="blocking")
    assert "the message" not in world.text(lead_card(world, 2)), "the link would tell who said it"
    assert mine["ts"].replace(".", "") not in str(rows(world))
    assert not traces(world, "ana")
    theirs = world.says("olga", "compute quotas are a mess", "general")
    world.does("uses_shortcut", "ana", "feedback.message", theirs)
    world.submits("ana", anonymous=["yes"], severity="blocking")
    assert "from anonymous for Olga Operator" in world.text(lead_card(world, 3))
    assert theirs["ts"].replace(".", "") in str(lead_card(world, 3))
    assert not traces(world, "ana")


def test_what_the_bot_keeps_about_others_tells_nothing_of_who_speaks(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg settings voice developer")
    world.types("ana", "/wg feedback anon:yes for:@olga ##nova hosts reboot")
    world.types("ana", "/wg feedback anon:yes ##nova ##blocking hosts reboot twice")
    world.types("ana", "/wg feedback anon:yes as:operator ##nova ##blocking hosts reboot thrice")
    assert "developer" not in world.text(lead_card(world, 2)), "she did not say so of this one"
    assert "from anonymous (operator)" in world.text(lead_card(world, 3))
    theirs = world.says("olga", "compute quotas are a mess", "general")
    world.does("uses_shortcut", "pam", "feedback.message", theirs)
    world.submits("pam", text="Olga does not know how to ask for quota", for_user=world.id("dev"))
    world.types("olga", "/wg whoami export")
    exported = world.texts(world.inbox("olga"))
    assert '"text": "##nova hosts reboot"' in exported and theirs["ts"].replace(".", "") in exported
    assert "how to ask" not in exported and world.id("pam") not in exported
    assert not [
        word for word in ("sealed:", "relay", "likely", "is_indexed", "in_thread") if word in exported
    ]


def test_a_merge_counts_an_anonymous_voice_and_tells_it_the_outcome(sealed: World) -> None:
    world = sealed
    world.types("ana", "/wg feedback anon:yes ##nova hosts reboot at night")
    world.types("pam", "/wg feedback anon:yes ##nova ##blocking at night all hosts reboot")
    world.types("olga", "/wg feedback ##nova ##blocking reboots of hosts at night")
    world.types("lea", "/wg feedback merge F-1 into F-2")
    world.types("lea", "/wg feedback merge F-2 into F-3")
    assert "2 endorsements" in world.text(lead_card(world, 3))
    world.at(T(days=40))
    world.types("lea", "/wg feedback resolve F-3 a firmware update")
    world.submits("lea")
    for who in ("ana", "pam"):
        assert "*F-3 is resolved* by Lea Lead:\n>a firmware update" in world.texts(world.inbox(who)), who
        assert "Does this answer you" not in world.texts(world.inbox(who)), "that is for its author to say"
    assert not traces(world, "ana") and not traces(world, "pam")
    world.at(T(days=71))
    assert "sealed:" not in str(rows(world)) and "marked:" not in str(rows(world))


def test_quiet_hours_of_an_anonymous_author_hold_too(sealed: World) -> None:
    world = sealed
    world.types("olga", "/wg settings quiet 18:00-09:00")  # Tokyo: it is 19:00 there
    world.types("olga", "/wg feedback anon:yes ##nova hosts reboot at night")
    assert dm_card(world, "olga", 1), "what they asked for in this moment comes at once"
    before = len(world.inbox("olga"))
    world.types("lea", "/wg feedback accept F-1")
    assert len(world.inbox("olga")) == before
    world.at(T(hours=14, minutes=1))
    assert "F-1 is accepted" in world.text(world.inbox("olga")[-1])
