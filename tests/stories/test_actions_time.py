"""Until when action items are, and what time does to them: one message a person and morning, till somebody answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storage import items
from tests.planned import planned
from tests.stories.test_actions import card, labels
from tests.world import Message, T, World, product_working_group


def mornings(world: World, who: str) -> list[Message]:
    return [m for m in world.inbox(who) if world.text(m).startswith((":sunny:", "*All answered"))]


def days_pass(world: World, until: datetime, *whom: str) -> dict[str, list[str]]:
    """Hour by hour; when, by their own clock, each of `whom` got a morning's message."""
    came: dict[str, list[str]] = {who: [] for who in whom}
    while (at := world.clock.now()) < until:
        had = {who: len(mornings(world, who)) for who in whom}
        world.at(min(at + timedelta(hours=1), until))
        for who in whom:
            zone = ZoneInfo(world.workspace.person(who).tz)
            now = f"{world.clock.now().astimezone(zone):%a %d %b %H:%M}"
            came[who] += [now] * (len(mornings(world, who)) - had[who])
    return came


def test_the_day_before_on_the_day_then_weekly(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @olga measure the latency by 2026-03-05")
    told = days_pass(world, T(days=19), "olga")["olga"]
    assert told == ["Wed 04 Mar 09:00", "Thu 05 Mar 09:00", "Thu 12 Mar 09:00", "Thu 19 Mar 09:00"]
    last = world.text(mornings(world, "olga")[-1])
    assert "*14 days overdue*, since Thu 5 Mar 2026" in last


def test_all_of_a_person_in_one_message(world: World) -> None:
    product_working_group(world)
    for number in range(4):
        world.types("carl", f"/wg action @ana and @dev: draft part {number} by thu")
    world.types("carl", "/wg action @ana something later by 2026-03-20")
    came = days_pass(world, T(days=2), "ana", "dev")
    assert came == {"ana": ["Wed 04 Mar 09:00"], "dev": ["Wed 04 Mar 09:00"]}
    for who in came:
        (told,) = mornings(world, who)
        assert ":sunny: *4 action items of yours*" in world.text(told)
        assert "*due tomorrow*, Thu 5 Mar 2026 · with " in world.text(told)
        assert labels(told).count("Later") == 4 and "something later" not in world.text(told)


def test_whoever_answers_stops_it(world: World) -> None:
    product_working_group(world)
    for what in ("one", "two", "three"):
        world.types("carl", f"/wg action @ana and @dev: draft {what} by thu")
    days_pass(world, T(days=2))
    (told,) = mornings(world, "ana")
    world.clicks("ana", told, "Done", "A-1")
    world.clicks("ana", told, "Later", "A-2")
    world.clicks("ana", told, "Hand over…", "A-3")
    world.submits("ana", owners=[world.id("pam")])
    (told,) = mornings(world, "ana")
    text = world.text(told)
    assert text.startswith("*All answered. Thank you!*") and labels(told) == ["All of mine"]
    assert "*A-1* draft one\n:white_check_mark: Done" in text
    assert "I'll ask again on Mon 9 Mar 2026" in text
    assert "*A-3* draft three\nhanded over to Pam Manager" in text
    assert labels(mornings(world, "dev")[0]) == ["All of mine"], "it is answered for both"
    days_pass(world, T(days=6))
    assert len(mornings(world, "ana")) == len(mornings(world, "dev")) == 1
    days_pass(world, T(days=7))
    again = world.text(mornings(world, "ana")[-1])
    assert "*A-2*" in again and "*A-1*" not in again and "*A-3*" not in again


def test_weekends_are_left_alone(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @dev draft it by 2026-03-09")
    world.types("carl", "/wg action @dev tell them by 2026-03-08")
    told = days_pass(world, T(days=8), "dev")["dev"]
    assert told == ["Fri 06 Mar 09:00", "Mon 09 Mar 09:00"], "what is due on Sunday is said on Friday"


def test_quiet_hours_and_absences_hold_it_back(world: World) -> None:
    product_working_group(world)
    world.types("dev", "/wg settings quiet 18:00-11:00")
    world.types("ana", "/wg settings away until 2026-03-10")
    world.types("carl", "/wg action @ana and @dev: draft it by 2026-03-05")
    came = days_pass(world, T(days=9), "dev", "ana")
    assert came == {"dev": ["Wed 04 Mar 11:00", "Thu 05 Mar 11:00"], "ana": ["Tue 10 Mar 09:00"]}


def test_late_is_the_next_morning(world: World) -> None:
    """The bot was down: what was due comes once, in a morning, with what is due then."""
    product_working_group(world)
    world.types("carl", "/wg action @dev draft it by 2026-03-05")
    world.types("carl", "/wg action @dev tell them by 2026-03-10")
    world.at(T(days=5, hours=11))  # a Saturday
    assert not mornings(world, "dev")
    assert days_pass(world, T(days=7), "dev") == {"dev": ["Mon 09 Mar 09:00"]}
    (told,) = mornings(world, "dev")
    assert "*2 action items of yours*" in world.text(told)


def test_who_moves_over_the_world_is_written_to_once_a_day(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @olga draft it by 2026-03-05")
    days_pass(world, T(days=1, hours=15))  # Wednesday morning in Tokyo
    assert len(mornings(world, "olga")) == 1
    world.does("changes_person", "olga", tz="America/Los_Angeles")
    world.types("carl", "/wg action @olga tell them by 2026-03-05")
    came = days_pass(world, T(days=4), "olga")
    assert came == {"olga": ["Thu 05 Mar 09:00"]}, "Wednesday has had its message"


def test_a_restart_in_the_morning_tells_nobody_twice(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @ana and @dev: draft it by thu")
    world.at(T(days=2, hours=-2))
    world.restart()
    world.at(T(days=2))
    assert len(mornings(world, "ana")) == len(mornings(world, "dev")) == 1


def test_what_is_blocked_says_so_in_the_morning(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action @dev draft it by thu")
    world.types("dev", "/wg action block A-1 the legal review")
    days_pass(world, T(days=2))
    assert "waits for the legal review" in world.text(mornings(world, "dev")[0])


def test_lists_by_owner_and_by_age_page_by_page(world: World) -> None:
    product_working_group(world)
    for number in range(12):
        who = ("@ana", "@dev", "")[number % 3] if number else "@ana and @dev:"
        world.types("carl", f"/wg action {who} draft part {number} by fri")
    seen = world.types("olga", "/wg action list by:owner")
    text = seen.text
    assert text.startswith("*Action items of Product Working Group* · 12"), "two owners make no two items"
    assert text.index("*Need an owner*") < text.index("*Ana Operator*") < text.index("*Dev Developer*")
    page = world.hands.shown("olga", "product-wg")[-1]
    world.clicks("olga", page, "More →")
    page = world.hands.shown("olga", "product-wg")[-1]
    assert "*Dev Developer*" in world.text(page) and "← Earlier" in labels(page)
    world.at(T(days=6))
    late = world.types("olga", "/wg action list overdue").text
    assert "*Overdue action items of Product Working Group* · 12" in late and "2 days overdue" in late
    assert "Action items of Dev Developer* · 5" in world.types("olga", "/wg action list @dev by:age").text
    assert "6 days old" in world.types("olga", "/wg action list by:age").text


def test_a_list_as_a_file(world: World) -> None:
    product_working_group(world)
    world.types("carl", '/wg action @ana and @dev: =draft "the" charter, by fri')
    world.types("olga", "/wg action list")
    world.clicks("olga", world.hands.shown("olga", "product-wg")[-1], "CSV file")
    content = attached(world, "olga")
    assert content.startswith("number,action,owners,due,state")
    assert 'A-1,"\'=draft ""the"" charter","Ana Operator, Dev Developer",2026-03-06,open' in content
    world.types("olga", "/wg action export as:markdown")
    assert (
        '- [ ] **A-1** =draft "the" charter (Ana Operator, Dev Developer; due 2026-03-06; open)'
        in attached(world, "olga")
    )


def attached(world: World, who: str) -> str:
    """The last file that they were sent."""
    files = [f for m in world.inbox(who) for f in m.get("files", ())]
    return str(world.workspace.files[files[-1]["id"]]["content"].decode())


def test_each_change_says_who_and_when(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg action draft it by fri")
    world.at(T(5))
    world.clicks("dev", card(world, 1), "Take it")
    with world.app.database.reading() as db:
        made, taken = items.history(db, world.workspace.id, "A-1")
    assert (made.what, made.actor, taken.what, taken.actor) == (
        "created",
        world.id("carl"),
        "taken",
        world.id("dev"),
    )
    assert taken.at - made.at == timedelta(minutes=5)


def test_after_the_next_meeting(world: World) -> None:
    product_working_group(world)
    said = world.types("carl", "/wg action @ana draft the charter after the next meeting").text
    assert "has no next meeting yet" in said and "You typed:" in said
    planned(world, '"Weekly" every tue 16:00 UTC 45m')
    said = world.types("carl", "/wg action @ana draft the charter after the next meeting").text
    assert "due *Wed 4 Mar 2026* (the day after the meeting of Tue 3 Mar 2026)" in said


def test_what_is_due_after_a_meeting_goes_with_it(world: World) -> None:
    product_working_group(world)
    planned(world, '"Weekly" every tue 16:00 UTC 45m')
    world.types("carl", "/wg action @ana draft the charter after the next meeting")
    world.types("carl", "/wg action @ana find a room after the next meeting")
    world.types("ana", "/wg action due A-2 wed")
    assert "due *Wed 4 Mar 2026*" in world.text(card(world, 1))
    world.types("carl", "/wg meeting move next to thu 17:00")
    assert "due *Fri 6 Mar 2026*" in world.text(card(world, 1))
    assert "due *Wed 4 Mar 2026*" in world.text(card(world, 2)), "that day was said"
    world.types("carl", "/wg meeting cancel M-1 nobody can come")
    assert "due *Wed 11 Mar 2026*" in world.text(card(world, 1)), "after the next one then"
    change = world.types("carl", "/wg meeting change weekly every fri 10:00 UTC")
    world.clicks("carl", change.messages[-1], "Change it")
    assert "from Wed 11 Mar 2026 to" in world.types("ana", "/wg trace A-1").text
    assert "due *Sat 7 Mar 2026*" in world.text(card(world, 1))


def test_a_deadline_on_a_day_that_there_is_not_is_no_deadline_a_week_from_now(world: World) -> None:
    product_working_group(world)
    said = world.types("carl", "/wg action @ana draft the charter by 31 february").text
    assert "“by 31 february” is no day of the calendar" in said
    assert "February ends on Sun 28 Feb 2027: say `by 2027-02-28`" in said
    assert "You typed:" in said and "draft the charter by 31 february" in said
    assert "A-1" not in world.texts(world.channel("product-wg"))
    world.types("carl", "/wg action @ana draft the charter by 2027-02-28")
    assert "due *Sun 28 Feb 2027*" in world.text(card(world, 1))
