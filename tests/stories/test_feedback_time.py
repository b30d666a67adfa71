"""What time does: deferred items return, leads are nudged once, quiet hours hold what is not urgent."""

from __future__ import annotations

from tests.cards import dm_card, lead_card, replies, triage_card
from tests.world import T, World, product_working_group


def test_deferred_returns_on_its_date_once(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg group edit product")
    world.submits("carl", zone="America/New_York")
    world.types("ana", "/wg feedback ##nova migration times out")
    world.types("lea", "/wg feedback defer F-1 after the release")
    world.submits("lea", until="2026-03-09")
    world.at(T(days=7, hours=2, minutes=59))
    assert "*Deferred*" in world.text(lead_card(world, 1)), (
        "it is 08:59 in New York, which has summer time now"
    )
    world.restart()
    world.at(T(days=7, hours=3))
    assert "*Seen, being looked at* · returned" in world.text(lead_card(world, 1))
    back = "*F-1* was deferred until now and is back with the leads."
    assert back in world.text(world.inbox("ana")[-1]) and back in replies(world, lead_card(world, 1))
    world.restart()
    world.at(T(days=30))
    assert world.texts(world.inbox("ana")).count(back) == 1


def test_a_lead_is_nudged_once_after_the_groups_limit(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg group edit product")
    world.submits("carl", days="3")
    said = world.types("ana", "/wg feedback ##nova migration times out ##blocking")
    assert "by Thu 5 Mar 2026" in said.text
    world.types("ana", "/wg feedback ##nova ##blocking this one is seen")
    world.types("lea", "/wg feedback ack F-2")
    world.types("olga", "/wg feedback ##nova ##blocking this one is taken back")
    world.types("olga", "/wg feedback withdraw F-3")
    world.at(T(days=3, minutes=-1))
    assert "waited" not in world.texts(world.inbox("lea"))
    world.at(T(days=3))
    assert "F-1 has waited 3 days for a first word" in world.text(world.inbox("lea")[-1])
    world.restart()
    world.at(T(days=4))
    world.at(T(days=40))
    assert world.texts(world.inbox("lea")).count("waited") == 1
    assert "for a first word" not in world.texts(world.inbox("carl"))
    nudge = next(m for m in world.inbox("lea") if "waited" in world.text(m))
    world.clicks("lea", nudge, "Acknowledge")
    assert "*Seen, being looked at* by Lea Lead" in world.text(lead_card(world, 1))
    assert "nudged" in world.types("ana", "/wg trace F-1").text


def test_a_lead_is_nudged_about_several_in_one_message(world: World) -> None:
    product_working_group(world)
    for said in ("##nova one hurts", "##nova two hurts", "##cinder three hurts"):
        world.types("ana", f"/wg feedback {said}")
    world.types("carl", "/wg area lead add cinder @lea")
    world.at(T(days=7))
    (nudge,) = [m for m in world.inbox("lea") if "waited" in world.text(m)]
    told = world.text(nudge)
    assert "*3 pieces of feedback* have waited for a first word" in told
    assert "*F-2* has waited 7 days: “##nova two hurts”" in told
    (other,) = [m for m in world.inbox("dev") if "waited" in world.text(m)]
    assert "F-3 has waited 7 days for a first word" in world.text(other)
    world.clicks("lea", nudge, "Acknowledge", value="F-2")
    assert "*Seen, being looked at* by Lea Lead" in world.text(lead_card(world, 2))
    assert "*Seen" not in world.text(lead_card(world, 1))


def test_after_a_long_sleep_everything_happens_once(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.types("ana", "/wg feedback ##nova two")
    world.types("ana", "/wg feedback ##nova three")
    world.types("lea", "/wg feedback defer F-1")
    world.submits("lea", until="2026-03-09")
    world.at(T(days=365))
    assert "*2 more pieces of feedback*" in world.texts(world.channel("nova-leads"))
    assert world.texts(world.inbox("lea")).count("*F-2* has waited 365 days") == 1
    assert "returned" in world.text(lead_card(world, 1))
    count = len(world.channel("nova-leads")) + len(world.inbox("lea")) + len(world.inbox("ana"))
    world.at(T(days=366))
    assert count == len(world.channel("nova-leads")) + len(world.inbox("lea")) + len(world.inbox("ana"))


def test_quiet_hours_hold_what_is_not_urgent(world: World) -> None:
    product_working_group(world)
    world.types("carl", '/wg area add glance "Glance images" lead @lea')
    world.types("lea", "/wg settings quiet 11:00-13:00")  # it is 11:00 in Paris
    world.types("olga", "/wg settings quiet 19:00-08:00")  # and 19:00 in Tokyo
    world.types("pam", "/wg feedback ##glance uploads stall for:@olga")
    held = [len(world.inbox(who)) for who in ("lea", "olga")]
    world.types("pam", "/wg feedback ##glance everybody is locked out ##blocking")
    assert "F-2*" in world.text(triage_card(world, "lea", 2)), "blocking never waits"
    assert "F-1*" not in world.texts(world.inbox("lea") + world.inbox("olga")), held
    world.types("carl", "/wg feedback accept F-1 soon")
    assert "F-1" not in world.texts(world.inbox("olga"))
    world.at(T(hours=2))
    assert "*Accepted* by Carl Chair" in world.text(triage_card(world, "lea", 1)), "as it is by then"
    world.at(T(hours=13))
    hers = [world.text(m) for m in world.inbox("olga")]
    first = next(n for n, said in enumerate(hers) if "Given in your name, F-1" in said)
    assert "*F-1 is accepted*" in hers[first + 1], "in order, the card first"
    world.types("olga", "/wg settings away 2026-04-01")
    world.types("carl", "/wg feedback resolve F-1 done")
    world.submits("carl")
    assert "F-1 is resolved" not in world.texts(world.inbox("olga"))
    assert "*Resolved*" in world.text(dm_card(world, "olga", 1)), "an edit wakes nobody"
    world.at(T(days=31))
    assert "F-1 is resolved" in world.texts(world.inbox("olga"))


def test_a_date_in_the_words_is_the_date(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback volumes detach slowly ##cinder")
    world.types("dev", "/wg feedback defer F-1 until next friday we wait for the new kernel")
    form = world.text(world.form("dev"))
    assert "we wait for the new kernel" in form and "until" not in form.split("Why later?")[-1]
    world.submits("dev")
    assert "until Fri 13 Mar 2026" in world.texts(world.hands.shown("dev", "product-wg"))
