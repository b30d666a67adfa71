"""What people say of themselves, and the places where they begin: settings, whoami, home, help."""

from __future__ import annotations

import json

import pytest

from tests.world import T, World, product_working_group


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("voice operator", "you speak as operator"),
        ("voice Product-Manager", "you speak as product manager"),
        ("voice pilot", "one of operator, user, product manager, developer, business"),
        ('employer "Acme & Sons"', "you work for Acme &amp; Sons"),
        ("employer off", "no employer"),
        (f"employer {'x' * 300}", "100 characters at most"),
        ("quiet 19:00–08:00", "19:00-08:00"),
        ("quiet 7pm to 8am", "19:00-08:00"),
        ("quiet off", "Quiet hours are off"),
        ("quiet sometimes", "Try 19:00-08:00"),
        ("away until fri", "away until Fri 6 Mar 2026"),
        ("away in 2 weeks", "away until Mon 16 Mar 2026"),
        ("away until yesterday", "is Sun 1 Mar 2026, which is over"),
        ("away until 2026-01-01", "is Thu 1 Jan 2026, which is over"),
        ("away until today", "tomorrow at the earliest"),
        ("away off", "Welcome back"),
        ("digest weekly fri 16:30", "every Friday at 16:30"),
        ("digest off", "off"),
        ("digest daily", "Try weekly mon 09:00"),
    ],
)
def test_settings_in_words(world: World, said: str, answer: str) -> None:
    assert answer in world.types("ana", f"/wg settings {said}").text


def test_settings_in_a_form_show_what_is_known(world: World) -> None:
    world.types("ana", "/wg settings voice operator")
    world.types("ana", "/wg setting employer Acme")
    form = world.types("ana", "/wg settings").form
    assert form is not None and "Europe/Madrid" in world.text(form)
    world.submits("ana", quiet="20:00-07:00", away="2026-03-09", digest_day="4", digest_at="16:00")
    page = world.types("ana", "/wg whoami").text
    for told in (
        "operator",
        "Acme",
        "20:00-07:00",
        "Mon 9 Mar 2026",
        "every Friday at 16:00",
        "Europe/Madrid",
    ):
        assert told in page
    world.types("ana", "/wg settings away")
    world.submits("ana", quiet="now and then")
    assert "Try 19:00-08:00" in world.hands.errors("ana")["quiet"]


def test_what_an_employer_was_is_dated(world: World) -> None:
    world.types("ana", "/wg settings employer Acme")
    world.at(T(days=30))
    world.types("ana", "/wg settings employer Initech")
    world.types("ana", "/wg whoami export")
    told = world.texts(world.inbox("ana"))
    assert "Acme" in told and "2026-04-01" in told and "Initech" in told


def test_everything_about_me_is_sent_and_what_i_said_is_erased(world: World) -> None:
    product_working_group(world)
    world.types("lea", "/wg settings voice developer")
    world.types("lea", "/wg settings employer Acme")
    world.types("lea", "/wg settings quiet 1:00-2:00")
    world.types("lea", "/wg whoami export")
    sent = [b["text"]["text"] for m in world.inbox("lea") for b in m["blocks"]]
    sections = {text.split("*")[1]: json.loads(text.split("```")[1]) for text in sent}
    assert sections["you"][0]["voice"] == "developer"
    assert sections["roles"][0]["area"] == "nova" and sections["employers"][0]["name"] == "Acme"
    question = world.types("lea", "/wg whoami erase").messages[-1]
    assert "voice, employers, quiet hours" in world.text(question)
    world.clicks("lea", question, "Erase it")
    page = world.types("lea", "/wg whoami").text
    assert "Acme" not in page and "developer" not in page and "lead of Nova compute" in page


def test_a_leads_wishes_for_summaries_are_erased_and_nobody_elses(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg area lead add nova @dev")
    for who, other in (("lea", "dev"), ("dev", "lea")):
        world.types(who, "/wg digest settings")
        world.submits(who, pace="off", delegate=world.id(other))
    question = world.types("lea", "/wg whoami erase").messages[-1]
    assert "(summaries)" in world.text(question)
    world.clicks("lea", question, "Erase it")

    def is_kept(who: str) -> bool:
        before = len(world.inbox(who))
        world.types(who, "/wg whoami export")
        return "how you want your summaries" in world.texts(world.inbox(who)[before:])

    assert not is_kept("lea")
    assert is_kept("dev"), "that Dev named her is Dev's wish"
    world.types("pam", "/wg feedback live migration stalls ##nova")
    world.at(T(days=7))
    assert "*What waits in" in world.texts(world.inbox("lea")), "weekly, as for who wished nothing"
    assert "*What waits in" not in world.texts(world.inbox("dev"))


def test_quiet_hours_hold_back_what_can_wait(world: World) -> None:
    product_working_group(world)
    world.types("lea", "/wg group join")
    world.types("carl", "/wg group chair add @lea co")
    world.types("lea", "/wg settings quiet 09:00-18:00")
    world.does("leaves", "carl", "product-wg")
    assert "Whom do you name?" not in world.texts(world.inbox("lea"))
    world.at(T(hours=8))
    assert "Whom do you name?" in world.texts(world.inbox("lea"))


def test_the_home_greets_once_and_shows_groups(world: World) -> None:
    product_working_group(world)
    home = world.does("opens_home", "olga")
    world.settle()
    home = world.hands.home("olga")
    assert "Welcome!" in world.text(home) and "Your next meetings" in world.text(home)
    world.clicks("olga", home, "Groups")
    assert "Product Working Group" in world.text(world.hands.home("olga"))
    world.does("opens_home", "olga")
    assert "Welcome!" not in world.text(world.hands.home("olga"))


def test_joining_from_the_home_tab_redraws_it(world: World) -> None:
    world.workspace.add_channel("side", ["ada", world.workspace.app.user_id])
    world.types("ada", "/wg group create side Side", channel="side")
    world.does("opens_home", "olga")
    world.clicks("olga", world.hands.home("olga"), "Groups")
    assert "More groups" in world.text(world.hands.home("olga"))
    world.clicks("olga", world.hands.home("olga"), "Join")
    assert "More groups" not in world.text(world.hands.home("olga"))


def test_my_working_groups_is_a_shortcut_and_a_button(world: World) -> None:
    product_working_group(world)
    world.does("uses_shortcut", "ana", "home.groups")
    assert "Product Working Group" in world.text(world.form("ana"))
    card = world.types("pam", "/wg")
    assert "home of *Product Working Group*" in card.text
    world.clicks("pam", card.messages[-1], "My working groups")
    assert "Product Working Group" in world.text(world.form("pam"))
    world.clicks("pam", card.messages[-1], "Settings")
    assert "America/Los_Angeles" in world.text(world.form("pam"))


def test_help_lists_all_and_one_noun(world: World) -> None:
    whole = world.types("ana", "/wg help")
    for noun in ("group", "area", "feedback", "settings", "whoami", "help", "trace"):
        assert f"`/wg {noun}" in whole.text
    assert "create" in whole.text and "endorse" in whole.text
    world.clicks("ana", whole.messages[-1], "More", "help feedback")
    assert "/wg feedback endorse F-12" in world.texts(world.hands.shown("ana", "product-wg"))
    one = world.types("ana", "/wg help groups").text
    assert "/wg group create" in one and "/wg area" not in one
    assert "no help on “unicorns”" in world.types("ana", "/wg help unicorns").text


def test_the_same_words_work_in_a_direct_message(world: World) -> None:
    world.says("ana", "settings voice operator", channel="dm")
    assert "you speak as operator" in world.texts(world.inbox("ana"))
    world.says("ana", "@Convener settings voice user", channel="product-wg")
    assert "you speak as user" in world.texts(world.hands.shown("ana", "product-wg"))


def test_no_button_is_offered_that_cannot_succeed(world: World) -> None:
    answer = world.types("ana", "/wg trace")
    assert "/wg trace F-12" in answer.text
    assert not [b for m in answer.messages for b in m.get("blocks", []) if b["type"] == "actions"]
