"""Action items from the command to their end: who, what, until when, and every way to move one on."""

from __future__ import annotations

import pytest

from storage import items
from tests.cards import whispered
from tests.world import Message, T, World, product_working_group

HERE = "product-wg"


def card(world: World, number: int, channel: str = HERE) -> Message:
    """The living card in the group's channel."""
    found = [m for m in world.channel(channel) if world.text(m).startswith(f"*A-{number}*")]
    assert len(found) == 1, f"one card of A-{number} in:\n{world.texts(world.channel(channel))}"
    return found[0]


def asked(world: World, who: str) -> Message:
    """The last thing that only they see."""
    return [m for m in world.hands.shown(who, HERE) if m.get("ephemeral")][-1]


def labels(message: Message) -> list[str]:
    rows = [b["elements"] for b in message["blocks"] if b["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def agreed(world: World, said: str = "@ana draft the charter by fri next week") -> Message:
    product_working_group(world)
    world.types("carl", f"/wg action {said}")
    return card(world, 1)


def test_two_owners_each_see_it_as_theirs(world: World) -> None:
    shown = world.text(agreed(world, "@ana and @dev: draft the charter by fri next week"))
    assert "*A-1* draft the charter\nAna Operator and Dev Developer · due *Fri 13 Mar 2026*" in shown
    for who in ("ana", "dev"):
        told = world.text(world.inbox(who)[-1])
        assert told.startswith(":inbox_tray: Carl Chair gave you this:\n*A-1* draft the charter")
        assert "*A-1* draft the charter" in world.types(who, "/wg action").text
    assert "Nothing here" in world.types("carl", "/wg action").text


@pytest.mark.parametrize(
    ("said", "text", "owner"),
    [
        ("@ana draft it by Dec 3", "draft it", "Ana Operator"),
        ("draft it by Dec 3 @ana", "draft it", "Ana Operator"),
        ("draft it @ana due Dec 3", "draft it", "Ana Operator"),
        ("Ana Operator to draft it by Dec 3", "draft it", "Ana Operator"),
        ("Dev: draft it by Dec 3", "draft it", "Dev Developer"),
        ("I will draft it by Dec 3", "draft it", "Carl Chair"),
        ("draft it with @ana in mind by Dec 3", "draft it with @Ana Operator in mind", "*needs an owner*"),
        ("draft: `by friday` is no date by Dec 3", "draft: `by friday` is no date", "*needs an owner*"),
    ],
)
def test_who_and_what_in_any_order(world: World, said: str, text: str, owner: str) -> None:
    assert f"*A-1* {text}\n{owner} · due *Thu 3 Dec 2026*" in world.text(agreed(world, said))


def test_without_a_date_it_is_a_week_and_that_is_said(world: World) -> None:
    product_working_group(world)
    said = world.types("carl", "/wg action @olga measure the latency").text
    assert "Olga Operator · due *Mon 9 Mar 2026* (no date was said, so in a week)" in said


def test_a_date_that_can_be_two_days_is_asked_about(world: World) -> None:
    agreed(world, "@ana draft the charter by next fri")
    assert "“by next fri” can be two days. Which one?" in world.text(asked(world, "carl"))
    assert labels(asked(world, "carl")) == ["Fri 13 Mar 2026", "Fri 6 Mar 2026"], "the likelier first"
    world.clicks("carl", asked(world, "carl"), "Fri 13 Mar 2026")
    assert "*A-1* draft the charter\nAna Operator · due *Fri 13 Mar 2026*" in world.text(card(world, 1))
    said = world.types("carl", "/wg action due A-1 3/4").text
    assert "“3/4” can be two days. Which one? Until you say, it is Fri 13 Mar 2026." in said


def test_the_date_is_the_owners(world: World) -> None:
    """At 16:00 UTC it is tomorrow in Tokyo already."""
    product_working_group(world)
    world.at(T(hours=6))
    world.types("carl", "/wg action @olga measure the latency by tomorrow")
    assert "due *Wed 4 Mar 2026*" in world.text(card(world, 1))
    world.types("carl", "/wg action @pam measure the latency by tomorrow")
    assert "due *Tue 3 Mar 2026*" in world.text(card(world, 2))


def test_a_name_that_two_people_have_is_asked_about_in_private(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action Operator to draft the charter by fri")
    assert "*needs an owner*" in world.text(card(world, 1))
    assert "Which “Operator” does it?" in world.text(asked(world, "carl"))
    world.clicks("carl", asked(world, "carl"), "Olga Operator")
    assert "Olga Operator · due" in world.text(card(world, 1))
    assert "Carl Chair gave you this" in world.text(world.inbox("olga")[-1])
    assert not world.inbox("ana")


def test_a_name_that_nobody_has_is_asked_about_and_stays(world: World) -> None:
    product_working_group(world)
    said = world.types("carl", "/wg action Zed to draft the charter by fri").text
    assert "Nobody here is called “Zed”. Who does it?" in said
    assert "*A-1* Zed to draft the charter\n*needs an owner*" in world.text(card(world, 1))


def test_take_it_by_button_and_by_hand(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action draft the charter by fri next week")
    shown = card(world, 1)
    assert labels(shown)[0] == "Take it" and "*needs an owner*" in world.text(shown)
    world.clicks("ana", shown, "Take it")
    assert "Ana Operator · due" in world.text(card(world, 1))
    assert "A-1 is yours, due Fri 13 Mar 2026." in whispered(world, "ana")
    assert not world.inbox("ana"), "who takes it need not be told"
    assert "A-1 is with Ana Operator. They can hand it over" in world.types("dev", "/wg action take A-1").text
    world.types("carl", "/wg action write the minutes by fri next week")
    world.does("reacts", "dev", card(world, 2), "raised_hand::skin-tone-3")
    assert "Dev Developer · due" in world.text(card(world, 2))
    world.does("reacts", "ana", card(world, 2), "raised_hand")
    assert "Dev Developer · due" in world.text(card(world, 2)), "it is taken"


def test_its_life_by_buttons(world: World) -> None:
    agreed(world)
    assert labels(card(world, 1)) == ["Done", "Start", "Blocked…", "Date…", "Hand over…", "Drop…"]
    world.clicks("ana", card(world, 1), "Start")
    assert "In progress by Ana Operator" in world.text(card(world, 1))
    world.clicks("ana", card(world, 1), "Blocked…")
    world.submits("ana", words="the legal review")
    assert "Blocked by Ana Operator" in world.text(card(world, 1))
    assert "waits for the legal review" in world.text(card(world, 1))
    assert "Ana Operator says that *A-1* is blocked" in world.text(world.inbox("carl")[-1])
    world.clicks("ana", card(world, 1), "Done")
    assert ":white_check_mark: Done by Ana Operator" in world.text(card(world, 1))
    assert labels(card(world, 1)) == ["Reopen"]
    assert "says that *A-1* is done: draft the charter" in world.text(world.inbox("carl")[-1])
    world.clicks("carl", card(world, 1), "Reopen")
    assert "· due *Fri 13 Mar 2026* · Open" in world.text(card(world, 1))
    world.clicks("carl", card(world, 1), "Drop…")
    world.submits("carl", words="We have one already.")
    assert "Dropped by Carl Chair" in world.text(card(world, 1))
    assert "We have one already." in world.text(card(world, 1))


def test_its_life_by_words(world: World) -> None:
    agreed(world)
    for words, told in (
        ("start A-1", "A-1 is *in progress*."),
        ("blocked A-1 the legal review", "A-1 is *blocked*."),
        ("due A-1 in 2 weeks", "A-1 is due *Mon 16 Mar 2026*."),
        ("snooze A-1 until next tue", "I'll ask again about A-1 on Tue 10 Mar 2026"),
        ("done A-1 it is in the repository", "A-1 is *done*."),
        ("reopen A-1", "A-1 is *open*."),
        ("reassign A-1 @dev and Olga", "A-1 is with Dev Developer, Olga Operator now"),
        ("drop A-1 we have one", "Only its owners, who created it and the chairs"),
    ):
        assert told in world.types("ana", f"/wg action {words}").text, words
    trace = [event for event in events_of(world, "A-1")]
    assert trace == [
        "created",
        "started",
        "blocked",
        "date changed",
        "snoozed",
        "done",
        "reopened",
        "handed over",
    ]


def events_of(world: World, item: str) -> list[str]:
    with world.app.database.reading() as db:
        history = items.history(db, world.workspace.id, item)
    assert all(event.actor for event in history), "each says who"
    return [event.what for event in history]


def test_hand_over_with_a_word(world: World) -> None:
    agreed(world)
    world.clicks("ana", world.inbox("ana")[-1], "Hand over…")
    world.submits("ana", owners=[world.id("dev")], words="I am on leave.")
    assert "Dev Developer · due" in world.text(card(world, 1))
    told = world.texts(world.inbox("dev"))
    assert "Ana Operator gave you this" in told and "Ana Operator says: I am on leave." in told
    assert "Dev Developer · due" in world.text(world.inbox("ana")[-1]), "her own card says whose it is now"


def test_split(world: World) -> None:
    agreed(world)
    world.types("ana", "/wg action split A-1 write the mission by tomorrow")
    assert "*A-2* write the mission\nAna Operator · due *Tue 3 Mar 2026*" in world.text(card(world, 2))
    assert "from A-1" in world.text(card(world, 2))
    assert "due *Fri 13 Mar 2026*" in world.text(card(world, 1))


def test_from_a_message(world: World) -> None:
    product_working_group(world)
    said = world.says("ana", "somebody must renew the certificate")
    world.does("uses_shortcut", "dev", "action.message", said)
    form = world.form("dev")
    assert form["blocks"][0]["element"]["initial_value"] == "somebody must renew the certificate"
    world.submits("dev", owners=[world.id("dev")], due="2026-03-20")
    shown = world.text(card(world, 1))
    assert "Dev Developer · due *Fri 20 Mar 2026*" in shown and "the message" in shown


def test_bad_input_says_what_to_do(world: World) -> None:
    product_working_group(world)
    world.does("changes_person", "pam", deleted=True)
    bot = f"<@{world.workspace.app.user_id}>"
    for words, told in (
        ("@ana draft it by 2020-01-01", "“by 2020-01-01” is Wed 1 Jan 2020, which is over."),
        ("@ana draft it due 9999-12-31", "is more than five years away."),
        ("@pam draft it by fri", "Pam Manager has left this workspace. Name somebody who is here"),
        (f"{bot} draft it by fri", "is an app, and an app promises nothing. Name a person"),
        ("@ana", "What is to be done? Say it in a few words."),
        ("done A-9", "I know no A-9 that you may see. `/wg action list` shows them."),
        ("done", "done A-7"),
        ("list by:colour", "`by:` takes due, owner or age."),
    ):
        said = world.types("carl", f"/wg action {words}").text
        assert told in said, f"{words}: {said}"
        assert "You typed:" in said or words == "done"
    assert "Nothing here" in world.types("carl", "/wg action list").text, "nothing was made of it"


def test_ten_thousand_characters_are_kept(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @ana " + "word " * 2000 + "end")
    assert "word word" in world.text(card(world, 1)) and "end" not in world.text(card(world, 1))
    shown = world.types("ana", "/wg action show A-1").text
    assert shown.count("word") == 2000 and "end" in shown


def test_done_twice(world: World) -> None:
    agreed(world)
    world.types("ana", "/wg action done A-1")
    said = world.types("carl", "/wg action done A-1").text
    assert said.startswith("A-1 is done already. Ana Operator said so")
    assert "A-1 is done. Reopen it first" in world.types("carl", "/wg action drop A-1 no").text


def test_what_is_others_is_not_closed(world: World) -> None:
    agreed(world)
    said = world.types("olga", "/wg action done A-1").text
    chair = world.id("carl")
    assert f"Only its owners, who created it and the chairs of Product Working Group (<@{chair}>)" in said
    assert "· Open" in world.text(card(world, 1))


def test_who_leaves_leaves_nothing_behind(world: World) -> None:
    agreed(world, "@pam draft the charter by fri next week")
    world.does("changes_person", "pam", deleted=True)
    assert "*needs an owner*" in world.text(card(world, 1))
    told = world.text(world.inbox("carl")[-1])
    assert "Pam Manager has left, and 1 action item needs a new owner:\n• *A-1* draft the charter" in told


def test_a_private_group_leaks_nothing(world: World) -> None:
    product_working_group(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret"', "secret-wg")
    world.types("ada", "/wg group chair add @carl", "secret-wg")
    world.types("carl", "/wg action @lea buy the competitor by fri", "secret-wg")
    shown = world.text(card(world, 1, "secret-wg"))
    assert "buy the competitor" in shown
    for words in (
        "action show A-1",
        "action done A-1",
        "action take A-1",
        "action list @lea",
        "action list overdue",
    ):
        assert "competitor" not in world.types("ana", f"/wg {words}").text
    assert "I know no A-1 that you may see" in world.types("ana", "/wg action show A-1").text
    assert "competitor" not in world.types("lea", "/wg action share").text, "not into an open channel"
    assert "competitor" in world.types("lea", "/wg action").text
    said = world.types("carl", "/wg action @ana look at it by fri", "secret-wg").text
    assert "Ana Operator is not in Secret, which is private. Invite them first." in said


def test_whoami_export_tells_of_them(world: World) -> None:
    agreed(world)
    world.types("ana", "/wg whoami export")
    assert "action items you own" in world.texts(world.inbox("ana"))
