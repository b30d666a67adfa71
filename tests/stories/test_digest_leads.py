"""The lead's summary: ten items at most, at their pace; what one lead takes leaves the others' lists."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.cards import gives, lead_card, whispered
from tests.world import Message, T, World, product_working_group

MONDAY = datetime.fromisoformat("2026-03-09T09:00+01:00")  # lea's, in Paris
OLGAS = datetime.fromisoformat("2026-03-09T09:00+09:00")
WEEK = timedelta(weeks=1)


def summaries(world: World, who: str) -> list[Message]:
    return [m for m in world.inbox(who) if world.text(m).startswith("*What waits in")]


def two_leads(world: World) -> World:
    world.at(T(days=1))
    product_working_group(world)
    world.types("carl", "/wg area lead add nova @olga")
    gives(world, "ana", "live migration stalls ##nova", "the console is slow ##nova ##blocking")
    gives(world, "pam", "quotas are unclear ##nova")
    return world


def test_on_monday_the_weightiest_comes_first(world: World) -> None:
    two_leads(world)
    for who in ("pam", "dev"):
        world.types(who, "/wg feedback endorse F-1")
    world.types("lea", "/wg feedback ack F-3", "nova-leads")
    world.at(MONDAY - timedelta(minutes=1))
    assert not summaries(world, "lea")
    world.at(MONDAY)
    [found] = summaries(world, "lea")
    said = world.text(found)
    for words in (
        "*What waits in Nova compute*\n3 items: 2 new, 1 waiting for a decision",
        "*F-1* live migration stalls ##nova\n5 days old · 2 endorsements",
        "*Decisions wanted*\n*F-3* quotas are unclear ##nova",
        "This comes every Monday at 09:00, your time. `/wg digest lead off` turns it off.",
    ):
        assert words in said, said
    assert said.index("F-2") < said.index("F-1"), "blocking weighs more than two endorsements"
    assert not summaries(world, "dev"), "nothing waits in Cinder"
    world.clicks("lea", found, "Show all")
    assert "in my *Home* tab, under *To answer*" in whispered(world, "lea", "dm")


def test_whoever_takes_an_item_takes_it_off_the_others_lists(world: World) -> None:
    two_leads(world)
    world.at(MONDAY)
    [hers], [olgas] = summaries(world, "lea"), summaries(world, "olga")
    assert "3 items: 3 new" in world.text(olgas)
    world.clicks("lea", hers, "Acknowledge", value="F-1")
    [hers], [olgas] = summaries(world, "lea"), summaries(world, "olga")
    assert "F-1" not in world.text(olgas) and "2 items: 2 new" in world.text(olgas)
    assert "*Decisions wanted*\n*F-1*" in world.text(hers)
    world.clicks("lea", hers, "Decide…")
    whole = [m for m in world.hands.shown("lea", "dm") if m.get("ephemeral")][-1]
    world.clicks("lea", whole, "Accept")
    for number in (2, 3):
        world.types("olga", f"/wg feedback accept F-{number}")
    for who in ("lea", "olga"):
        assert "All of this is answered, or somebody has taken it." in world.texts(world.inbox(who))


def test_the_second_tells_old_from_new(world: World) -> None:
    two_leads(world)
    world.at(MONDAY)
    world.at(MONDAY + timedelta(minutes=1))
    gives(world, "pam", "floating addresses vanish ##nova")
    world.at(MONDAY + WEEK)
    said = world.text(summaries(world, "lea")[-1])
    assert "4 items: 1 new, 3 waiting for a first word" in said
    assert "*New since last time*\n*F-4*" in said


def test_ten_at_most_and_how_many_more(world: World) -> None:
    two_leads(world)
    gives(world, "ana", *(f"thing number {n} ##nova" for n in range(10)))
    world.at(MONDAY)
    said = world.text(summaries(world, "lea")[0])
    assert "13 items: 13 new; 3 more than shown" in said
    assert said.count("days old") == 10


def test_on_working_days_and_never_twice_a_day(world: World) -> None:
    two_leads(world)
    world.types("lea", "/wg digest lead daily")
    for day, count in ((-3, 1), (-2, 1), (-1, 1), (0, 2)):  # Friday to Monday
        world.at(MONDAY + timedelta(days=day))
        world.restart()
        world.settle()
        assert len(summaries(world, "lea")) == count, day


def test_as_soon_as_something_comes_in_but_once_an_hour(world: World) -> None:
    two_leads(world)
    assert "as soon as something new waits" in world.types("lea", "/wg digest lead immediately").text
    world.at(T(1, days=1))
    gives(world, "ana", "one more ##nova")
    assert len(summaries(world, "lea")) == 1
    said = world.text(summaries(world, "lea")[0])
    assert "*New since last time*\n*F-4* one more" in said
    world.at(T(2, days=1))
    gives(world, "ana", "a second ##nova", "a third ##nova", "for others ##cinder")
    assert len(summaries(world, "lea")) == 1
    world.at(T(2, days=1, hours=1))
    assert len(summaries(world, "lea")) == 2
    assert "2 new, 4 waiting for a first word" in world.text(summaries(world, "lea")[1])
    world.at(MONDAY + WEEK)
    assert len(summaries(world, "lea")) == 2, "nothing new"


def test_a_cap_a_week(world: World) -> None:
    two_leads(world)
    world.types("lea", "/wg digest settings")
    world.submits("lea", pace="daily", cap="1")
    world.at(MONDAY - timedelta(days=4))
    world.at(MONDAY - timedelta(days=3))
    assert len(summaries(world, "lea")) == 1
    world.at(MONDAY)
    assert len(summaries(world, "lea")) == 2


def test_a_delegate_gets_it_and_may_answer_while_the_lead_is_away(world: World) -> None:
    two_leads(world)
    world.types("lea", "/wg digest settings")
    world.submits("lea", pace="weekly", delegate=world.id("dev"))
    assert "Only the leads" in world.types("dev", "/wg feedback ack F-1").text
    world.types("lea", "/wg settings away until 2026-03-12")
    world.at(MONDAY)
    assert not summaries(world, "lea")
    [found] = summaries(world, "dev")
    assert "You get this while Lea Lead is away, and may answer for them." in world.text(found)
    world.clicks("dev", found, "Acknowledge", value="F-1")
    assert "being looked at" in lead_card(world, 1)["text"]
    world.at(MONDAY + timedelta(days=4))
    assert "Only the leads" in world.types("dev", "/wg feedback ack F-2").text, "she is back"
    assert not summaries(world, "lea"), "that week has had its summary"


def test_who_is_away_without_a_delegate_gets_one_on_their_return(world: World) -> None:
    two_leads(world)
    world.types("lea", "/wg settings away until 2026-03-25")
    world.at(MONDAY + 2 * WEEK)
    assert not summaries(world, "lea")
    world.at(datetime.fromisoformat("2026-03-25T00:00+01:00"))
    assert len(summaries(world, "lea")) == 1


def test_a_click_turns_it_off(world: World) -> None:
    two_leads(world)
    world.at(MONDAY)
    world.clicks("lea", summaries(world, "lea")[0], "Turn this off")
    world.at(MONDAY + 2 * WEEK)
    assert len(summaries(world, "lea")) == 1
    assert "F-1" in world.types("lea", "/wg digest").text
    world.types("lea", "/wg digest lead weekly")
    world.at(MONDAY + 3 * WEEK)
    assert len(summaries(world, "lea")) == 2


def test_meetings_that_spoke_of_the_area_are_named(world: World) -> None:
    two_leads(world)
    world.types("carl", "/wg meeting start")
    world.says("carl", "INFO: ##nova will be slower next week")
    world.types("carl", "/wg meeting end")
    world.types("carl", "/wg meeting minutes publish")
    draft = next(m for m in reversed(world.inbox("carl")) if "Publish" in world.text(m))
    world.clicks("carl", draft, "Publish")
    world.at(MONDAY)
    said = world.text(summaries(world, "lea")[0])
    assert "*Meetings that spoke of your areas without you*" in said and "(M-1)" in said


def test_a_group_s_feedback_shows_nobody_else(world: World) -> None:
    two_leads(world)
    assert "lead no area" in world.types("pam", "/wg digest lead").text
    assert "3 items" in world.types("olga", "/wg digest lead").text
