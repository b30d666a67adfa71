"""Action items of a meeting and of feedback: they begin there, and what becomes of them comes back."""

from __future__ import annotations

from tests.cards import dm_card, lead_card, replies, whispered
from tests.stories.test_actions import HERE, asked, card, labels
from tests.world import T, World, product_working_group


def held(world: World, *lines: str) -> None:
    """A meeting in which that was said, its minutes published."""
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    for line in lines:
        world.says("carl", line)
    world.types("carl", "/wg meeting end")


def publish(world: World) -> None:
    world.clicks("carl", world.inbox("carl")[-1], "Publish")


def test_lines_of_a_meeting_get_a_life_when_the_minutes_are_out(world: World) -> None:
    held(
        world,
        "ACTION: @ana to draft the charter by next fri",
        "ACTION: @ana to book the room",
        "ACTION: write a post about it",
    )
    assert not [m for m in world.channel(HERE) if world.text(m).startswith("*A-1*")]
    publish(world)
    minutes = next(m for m in world.channel(HERE) if "Minutes" in world.text(m) and m.get("bot_id"))
    cards = [m for m in world.thread(minutes) if world.text(m).startswith("*A-")]
    assert [world.text(m).split(" ")[0] for m in cards] == ["*A-1*", "*A-2*", "*A-3*"]
    text = world.texts(cards)
    assert "Ana Operator · due *Fri 13 Mar 2026*" in text and "from M-1" in text
    assert "write a post about it\n*needs an owner* · due *Mon 9 Mar 2026*" in text
    told = [world.text(m) for m in world.inbox("ana") if "of yours" in world.text(m)]
    assert len(told) == 1 and told[0].startswith("*2 action items of yours* from M-1"), told


def test_a_hand_raised_on_the_line_takes_it(world: World) -> None:
    held(world, "ACTION: write a post about it")
    publish(world)
    line = next(m for m in world.channel(HERE) if world.text(m).startswith("ACTION:"))
    world.does("reacts", "dev", line, "raised_hand")
    assert "*A-1*" in world.types("dev", "/wg action").text


def test_a_hand_raised_before_the_minutes_are_out(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    line = world.says("carl", "ACTION: write a post about it")
    world.does("reacts", "dev", line, "raised_hand")
    world.types("carl", "/wg meeting end")
    publish(world)
    assert "*A-1*" in world.types("dev", "/wg action").text
    assert not world.types("ana", "/wg action list unowned").text.count("*A-1*")


def test_published_again_nothing_comes_twice(world: World) -> None:
    held(world, "ACTION: @ana to draft the charter by next fri")
    publish(world)
    world.clicks("carl", next(m for m in world.inbox("carl") if "Edit…" in labels(m)), "Edit…")
    world.submits("carl", summary="We met.")
    seen = world.types("olga", "/wg action list").text
    assert seen.count("draft the charter") == 1 and "· 1" in seen


def test_accepting_with_an_action_closes_the_loop(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    world.types("olga", "/wg feedback endorse F-1")
    world.clicks("lea", lead_card(world, 1), "Accept with an action…")
    assert "migration of large instances" in str(world.form("lea")["blocks"][0])
    world.submits("lea", text="let the time-out grow", owners=[world.id("dev")], due="2026-03-20")
    assert "*Accepted* by Lea Lead" in world.text(lead_card(world, 1))
    told = world.text(world.inbox("ana")[-1])
    assert "*F-1 is accepted* by Lea Lead.\n>let the time-out grow (A-1, due Fri 20 Mar 2026)" in told
    assert "from F-1" in world.text(card(world, 1))
    assert "Lea Lead gave you this" in world.text(world.inbox("dev")[-1])
    world.types("dev", "/wg action done A-1 it is 60 minutes now")
    for who in ("ana", "olga"):
        told = world.text(world.inbox(who)[-1])
        assert "Something was done about *F-1*:\n>let the time-out grow\n>it is 60 minutes now" in told
        assert world.inbox(who)[-1]["thread_ts"] == dm_card(world, who, 1)["ts"]
    said = world.thread(lead_card(world, 1))[-1]
    assert "That was the last one. Does it answer F-1?" in world.text(said)
    world.clicks("lea", said, "Resolve…")
    world.submits("lea", words="The time-out is 60 minutes now.")
    assert "Does this answer you?" in world.text(world.inbox("ana")[-1])


def test_as_long_as_other_actions_are_open_nobody_is_asked(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    world.clicks("lea", lead_card(world, 1), "Accept with an action…")
    world.submits("lea", text="let the time-out grow", owners=[world.id("dev")])
    world.clicks("lea", lead_card(world, 1), "Add an action…")
    world.submits("lea", text="write it down", owners=[world.id("dev")])
    assert "One more thing will be done about *F-1*:\n>write it down" in world.text(world.inbox("ana")[-1])
    world.types("dev", "/wg action done A-1")
    assert "1 more step to go." in world.text(world.inbox("ana")[-1])
    assert "1 other action of it is still open." in replies(world, lead_card(world, 1))
    world.types("dev", "/wg action drop A-2 nobody needs it")


def test_only_who_answers_feedback_accepts_it_so(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    world.does("invites", "carl", "nova-leads", "olga")
    world.clicks("olga", lead_card(world, 1), "Accept with an action…")
    said = whispered(world, "olga", "nova-leads")
    assert "Only the leads and chairs of Product Working Group" in said


def test_an_action_under_the_topic_of_feedback_comes_of_it(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration of large instances times out")
    world.types("carl", "/wg meeting start")
    for line in ("TOPIC: F-1: migration times out", "ACTION: @dev to let the time-out grow by tomorrow"):
        world.says("carl", line)
    world.types("carl", "/wg meeting end")
    publish(world)
    world.types("dev", "/wg action done A-1")
    assert "Something was done about *F-1*" in world.text(world.inbox("ana")[-1])
    chain = world.types("carl", "/wg trace F-1").text
    assert "*A-1* let the time-out grow" in chain and "done by Dev Developer" in chain and "*M-1*" in chain
    assert "*F-1*" in world.types("carl", "/wg trace A-1").text


def test_overdue_ones_are_on_the_agenda_and_ticked_through_there(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @ana draft the charter by tomorrow")
    world.types("carl", "/wg action write a post by tomorrow")
    world.types("carl", "/wg action @ana something later by 2026-05-01")
    assert "Overdue" not in world.types("carl", "/wg agenda").text
    world.at(T(days=4))
    shown = world.types("carl", "/wg agenda").text
    assert "*Overdue action items*" in shown and "something later" not in shown
    assert "*A-1* draft the charter\nAna Operator · 3 days overdue" in shown
    assert "*A-2* write a post\n*needs an owner* · 3 days overdue" in shown
    world.clicks("carl", asked(world, "carl"), "Done", "A-1")
    assert "Done by Carl Chair" in world.text(card(world, 1))
