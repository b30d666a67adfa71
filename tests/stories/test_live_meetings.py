"""A meeting as its people live it: opened, heard without a word, closed, its minutes drafted and published."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planned import planned
from tests.world import T, World, product_working_group


def live(world: World) -> World:
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    return world


def card(world: World) -> Any:
    return next(m for m in world.channel("product-wg") if "M-1" in world.text(m) and m.get("bot_id"))


def reactions(world: World, message: Any) -> list[str]:
    now = world.hands.message(message["channel"], message["ts"])
    return [r["name"] for r in now.get("reactions", ())]


def bots(world: World, channel: str = "product-wg") -> int:
    return sum(1 for m in world.channel(channel) if m.get("bot_id"))


def draft(world: World, who: str = "carl") -> Any:
    return next(m for m in reversed(world.inbox(who)) if "Draft minutes" in world.text(m))


def test_from_start_to_published_minutes(world: World) -> None:
    live(world)
    assert "never stored" in world.text(card(world))
    before = bots(world)
    lines = [
        world.says("carl", "TOPIC: Live migration ##nova"),
        world.says("ana", "INFO: it times out beyond 256 GB"),
        world.says("dev", "AGREED: we raise the limit"),
        world.says("carl", "ACTION: @lea to write the change by fri next week"),
    ]
    assert [reactions(world, line) for line in lines] == [["memo"]] * 4
    assert reactions(world, world.says("ana", "just talk")) == []
    assert bots(world) == before, "a line is never answered by a message"
    assert "Live migration" in world.text(card(world)) and "3 people" in world.text(card(world))

    world.types("carl", "/wg meeting end")
    assert "ended" in world.text(card(world))
    seen = world.text(draft(world))
    assert all(
        words in seen
        for words in ("Live migration", "256 GB", "raise the limit", "Lea Lead", "due Fri 13 Mar 2026")
    )

    named = world.pinged()
    world.clicks("carl", draft(world), "Publish")
    *_, minutes = [m for m in world.channel("product-wg") if "Minutes of M-1" in m.get("text", "")]
    assert "Lea Lead" in world.text(minutes) and "Draft" not in world.text(minutes)
    files = [f["name"] for m in world.thread(minutes) for f in m.get("files", ())]
    assert files == ["M-1.md", "M-1.html"]
    assert world.pinged() == named
    assert "Live migration" in world.types("ana", "/wg meeting minutes").text


def test_what_is_off_is_never_stored(world: World) -> None:
    live(world)
    assert reactions(world, world.says("ana", "[off] the vendor is late")) == ["see_no_evil"]
    line = world.says("ana", "INFO: our contract number is 4711")
    world.does("edits", "ana", line, "[off] INFO: our contract number is 4711")
    slip = world.says("dev", "INFO: wrong window")
    world.does("deletes", "dev", slip)
    kept = world.says("dev", "INFO: it is slow")
    world.does("edits", "dev", kept, "INFO: it is very slow")
    world.types("carl", "/wg meeting end")
    seen = world.text(draft(world))
    assert "very slow" in seen
    assert not any(words in seen for words in ("4711", "vendor", "wrong window"))
    with world.app.database.reading() as db:
        kept_lines = [row.text for row in db.exec_driver_sql("select text from lines")]
    assert not any("4711" in text or "vendor" in text or "wrong" in text for text in kept_lines)


def test_undo_takes_back_ones_own_last_item(world: World) -> None:
    live(world)
    world.says("ana", "IDEA: one")
    world.says("dev", "IDEA: two")
    assert reactions(world, world.says("ana", "#undo")) == ["leftwards_arrow_with_hook"]
    world.types("carl", "/wg meeting end")
    assert "two" in world.text(draft(world)) and "Idea: one" not in world.text(draft(world))


def test_the_queue_moves_on(world: World) -> None:
    live(world)
    world.says("ana", "q+ to ask about quotas")
    world.clicks("dev", card(world), "Raise hand")
    shown = world.text(card(world))
    assert "1. Ana Operator (ask about quotas)" in shown and "2. Dev Developer" in shown
    world.clicks("carl", card(world), "Next speaker")
    assert "Over to Ana" in world.text(world.hands.shown("carl", "product-wg")[-1])
    shown = world.text(card(world))
    assert "*Speaking* Ana Operator" in shown and "1. Dev Developer" in shown
    world.clicks("dev", card(world), "Raise hand")
    assert "Queue" not in world.text(card(world))


def test_who_is_here_and_whether_that_is_a_quorum(world: World) -> None:
    product_working_group(world)
    for who in ("ana", "olga", "pam"):
        world.types(who, "/wg group join")
    world.types("carl", "/wg meeting start")
    world.clicks("ana", card(world), "I'm here")
    assert "2 of 6 members: no quorum" in world.text(card(world))
    world.says("olga", "present+ Pam Manager")
    world.says("lea", "hello")
    assert "4 of 6 members: quorum" in world.text(card(world))
    world.says("dev", "regrets+")
    world.types("carl", "/wg meeting end")
    assert "*Regrets* Dev Developer" in world.text(draft(world))


def test_a_name_left_open_is_asked_about_in_the_draft_only(world: World) -> None:
    live(world)
    before = bots(world)
    world.says("carl", "ACTION: Operator to test it")
    world.says("carl", "ACTION: Zoe will call the vendor")
    world.says("carl", "ACTION: fix the docs")
    assert bots(world) == before
    world.types("carl", "/wg meeting end")
    seen = world.text(draft(world))
    assert "Which Operator?" in seen and "Who is Zoe?" in seen and "Who does it?" in seen

    world.clicks("carl", draft(world), "Edit…")
    form = world.form("carl")
    (field,) = [
        b["block_id"] for b in form["blocks"] if b["block_id"].startswith("text/") and "Zoe" in str(b)
    ]
    owners = field.replace("text/", "owners/")
    world.submits("carl", **{field: "Call the vendor", owners: [world.id("ana")], "summary": "A short one."})
    seen = world.text(draft(world))
    assert "Call the vendor · Ana Operator" in seen and "Zoe" not in seen and "A short one." in seen


def answers(world: World, question: str, name: str) -> None:
    """Chooses somebody in the menu beside a question of the draft."""
    (asked,) = [b for b in draft(world)["blocks"] if question in str(b.get("text")) and "accessory" in b]
    (value,) = [o["value"] for o in asked["accessory"]["options"] if o["text"]["text"] == name]
    world.clicks("carl", draft(world), value)


def test_what_a_line_left_open_is_answered_in_the_draft(world: World) -> None:
    live(world)
    world.says("carl", "ACTION: Operator and Zoe: call the vendor")
    world.says("carl", "ACTION: fix the docs")
    world.types("carl", "/wg meeting end")
    answers(world, "Which Operator?", "Olga Operator")
    seen = world.text(draft(world))
    assert "call the vendor · Olga Operator, Zoe?" in seen and "Which Operator" not in seen
    assert "Who is Zoe?" in seen, "one answer leaves the other question open"
    answers(world, "Who is Zoe?", "Dev Developer")
    answers(world, "Who does it?", "Lea Lead")
    seen = world.text(draft(world))
    assert "call the vendor · Olga Operator, Dev Developer" in seen and "fix the docs · Lea Lead" in seen
    assert "Before you publish" not in seen


def test_an_emptied_field_strikes_out_and_can_be_brought_back(world: World) -> None:
    live(world)
    world.says("ana", "INFO: not for the minutes")
    world.types("carl", "/wg meeting end")
    world.clicks("carl", draft(world), "Edit…")
    (field,) = [b["block_id"] for b in world.form("carl")["blocks"] if b["block_id"].startswith("text/")]
    world.submits("carl", **{field: ""})
    assert "not for the minutes" not in world.text(draft(world))
    world.clicks("carl", draft(world), "Edit…")
    world.submits("carl", restore=["yes"])
    assert "not for the minutes" in world.text(draft(world))


@pytest.mark.parametrize(
    ("who", "said", "sentence"),
    [
        ("carl", "/wg meeting end", "No meeting is live"),
        ("carl", "/wg meeting minutes", "No meeting has been held"),
        ("carl", "/wg meeting minutes M-9", "There are no minutes of M-9"),
    ],
)
def test_what_cannot_be_is_said(world: World, who: str, said: str, sentence: str) -> None:
    product_working_group(world)
    assert sentence in world.types(who, said).text


def test_two_who_start_at_once_open_one_meeting(world: World) -> None:
    live(world)
    assert "live already" in world.types("ana", "/wg meeting start").text
    with world.app.database.reading() as db:
        assert db.exec_driver_sql("select count(*) from meetings").scalar() == 1


def test_only_chairs_end_it_until_it_has_run_an_hour_over(world: World) -> None:
    live(world)
    assert "Only the chairs" in world.types("ana", "/wg meeting end").text
    world.at(T(hours=1.5))
    world.says("dev", "still talking")
    world.at(T(hours=2.1))
    assert "closed" in world.types("ana", "/wg meeting end").text


def test_a_forgotten_meeting_closes_itself(world: World) -> None:
    live(world)
    world.says("ana", "INFO: last words")
    world.at(T(hours=1.9))
    assert "is live" in world.text(card(world))
    world.at(T(hours=2.1))
    assert "ended" in world.text(card(world)) and "last words" in world.text(draft(world))


def test_minutes_that_nobody_publishes_go_out_as_a_draft(world: World) -> None:
    live(world)
    world.says("ana", "AGREED: ship it")
    world.types("carl", "/wg meeting end")
    world.at(T(days=1.5))
    world.at(T(days=2))
    asked = [m for m in world.inbox("carl") if "wait for you" in world.text(m)]
    assert len(asked) == 1
    world.at(T(days=4))
    *_, out = [m for m in world.channel("product-wg") if "minutes of M-1" in m.get("text", "")]
    assert "Draft minutes" in world.text(out)
    assert len([m for m in world.inbox("carl") if "wait for you" in world.text(m)]) == 1


def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    live(world)
    world.says("ana", "INFO: before")
    world.restart()
    world.says("ana", "INFO: after")
    world.types("carl", "/wg meeting end")
    assert "before" in world.text(draft(world)) and "after" in world.text(draft(world))


def test_lines_count_only_while_a_meeting_is_live(world: World) -> None:
    product_working_group(world)
    line = world.says("ana", "ACTION: nobody hears this")
    assert reactions(world, line) == []


def test_a_scribe_is_proposed_fairly(world: World) -> None:
    product_working_group(world)
    for who in ("ana", "olga"):
        world.types(who, "/wg group join")
    asked = []
    for turn in range(1, 4):
        world.types("carl", "/wg meeting start")
        shown = world.text(world.channel("product-wg")[-1])
        asked.append(
            next(n for n in ("ana", "olga", "lea", "dev") if world.workspace.person(n).real_name in shown)
        )
        world.says(asked[-1], "scribe+")
        world.types("carl", "/wg meeting end")
        assert turn == len(asked)
    assert len(set(asked)) == 3


def test_a_planned_meeting_is_the_one_that_starts(world: World) -> None:
    product_working_group(world)
    planned(world, '"Weekly" every mon 10:20 UTC 30m')
    world.types("olga", "/wg meeting coming")
    world.types("dev", "/wg meeting regrets on a plane")
    world.types("ana", "/wg meeting start")
    shown = world.text(card(world))
    assert "*Weekly* is live · M-1" in shown and "how about Olga Operator" in shown
    world.at(T(59))
    assert "Only the chairs" in world.types("dev", "/wg meeting end").text
    world.types("ana", "/wg meeting end")
    assert "Weekly" in world.text(draft(world)) and "*Regrets* Dev Developer" in world.text(draft(world))


def test_a_busy_channel_keeps_its_peace(world: World) -> None:
    """Threads of people's own are heard, the bot's are not, nor are words to the bot."""
    live(world)
    root = world.says("ana", "INFO: slow")
    world.says("dev", "INFO: since Monday", thread=root)
    world.says("dev", "INFO: under the card", thread=card(world))
    world.says("dev", "@Convener help")
    world.types("carl", "/wg meeting end")
    seen = world.text(draft(world))
    assert "since Monday" in seen and "under the card" not in seen and "Convener" not in seen


def test_the_bot_removed_in_the_middle_loses_nothing(world: World) -> None:
    live(world)
    world.says("ana", "INFO: before it left")
    world.does("kicks_bot", "carl", "product-wg")
    assert "closed" in world.types("carl", "/wg meeting end").text
    assert "before it left" in world.text(draft(world))


def test_minutes_are_not_published_where_nobody_can_read_them(world: World) -> None:
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", "/wg group create secret Secret", channel="secret-wg")
    world.types("carl", "/wg meeting start", channel="secret-wg")
    world.says("lea", "AGREED: we keep it", channel="secret-wg")
    world.does("kicks_bot", "carl", "secret-wg")
    world.types("carl", "/wg meeting end", channel="secret-wg")
    world.clicks("ada", draft(world, "ada"), "Publish")
    assert "not in that channel" in world.texts(world.hands.shown("ada", "dm"))
    world.does("invites_bot", "carl", "secret-wg")
    world.clicks("ada", draft(world, "ada"), "Publish")
    assert "we keep it" in world.texts(m for m in world.channel("secret-wg") if "Minutes" in m["text"])
