"""A promise has a sponsor who sets the priorities: asked, asked again once, and heard at once when they can't."""

from __future__ import annotations

import pytest

from tests.cards import whispered
from tests.stories.test_actions import card, labels
from tests.stories.test_feedback_private import private_group
from tests.world import Message, T, World, product_working_group

SAID = '@dev "ship the fix for live migration" by Apr 3 sponsor @pam for F-1'


@pytest.fixture
def group(world: World) -> World:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova migration times out")
    return world


@pytest.fixture
def promised(group: World) -> World:
    group.types("dev", f"/wg commit {SAID}")
    return group


def asked(world: World, who: str = "pam") -> Message:
    """The sponsor's one message."""
    return next(m for m in world.inbox(who) if "*A-1*" in world.text(m) and not m.get("is_reply"))


def under(world: World, who: str = "pam") -> str:
    return world.texts(m for m in world.inbox(who) if m.get("thread_ts") and m["thread_ts"] != m["ts"])


def test_the_sponsor_is_asked_once_and_confirms(promised: World) -> None:
    world = promised
    shown = world.text(card(world, 1))
    assert "*A-1* ship the fix for live migration\nDev Developer · due *Fri 3 Apr 2026*" in shown
    assert "waits for its sponsor, Pam Manager" in shown and "from F-1" in shown
    said = world.text(asked(world))
    assert "*Dev Developer* promised something, and you set the priorities. Do you stand by it?" in said
    assert "due *Fri 3 Apr 2026* · Product Working Group · for F-1" in said
    assert labels(asked(world)) == ["Confirm", "Change…", "Can't…"]
    world.clicks("pam", asked(world), "Confirm")
    assert "sponsored by Pam Manager" in world.text(card(world, 1))
    assert labels(asked(world)) == ["Change…", "Withdraw…"]
    assert "You stand by A-1" in whispered(world, "pam", "dm")


def test_no_word_is_asked_for_once_more_and_then_it_is_unsponsored(promised: World) -> None:
    world = promised
    world.at(T(days=4))
    assert under(world).count("it still waits for a word from you") == 1
    world.at(T(days=8))
    world.at(T(days=12))
    assert under(world).count("it still waits for a word from you") == 1, "asked again once"
    assert "*unsponsored*: no word from Pam Manager" in world.text(card(world, 1))
    assert "*unsponsored*" in world.types("carl", "/wg action list").text
    assert "A-1" in world.types("carl", "/wg commit list unsponsored").text
    assert "*unsponsored*" in world.types("carl", "/wg trace A-1").text
    world.clicks("pam", asked(world), "Confirm")
    assert "sponsored by Pam Manager" in world.text(card(world, 1)), "late is better than never"


def test_who_cannot_is_heard_at_once_with_what_hangs_on_it(promised: World) -> None:
    world = promised
    world.clicks("pam", asked(world), "Can't…")
    world.submits("pam", words="\u200b")
    assert "Why not?" in world.hands.errors("pam")["words"]
    world.submits("pam", words="the quarter went to billing <!channel>")
    for who in ("carl", "dev"):
        said = world.texts(world.inbox(who))
        assert (
            "*Pam Manager can't stand by A-1*" in said
            and "Why: the quarter went to billing &lt;!channel&gt;" in said
        )
        assert "• *F-1* ##nova migration times out" in said
    assert "*unsponsored*: Pam Manager can't: the quarter" in world.text(card(world, 1))


def test_a_withdrawal_is_told_too(promised: World) -> None:
    world = promised
    world.clicks("pam", asked(world), "Confirm")
    world.types("pam", "/wg commit withdraw A-1 priorities changed")
    assert "Pam Manager can't stand by A-1" in world.texts(world.inbox("carl"))
    assert labels(asked(world)) == ["Confirm", "Change…"]


def test_change_sets_the_date_that_they_stand_by(promised: World) -> None:
    world = promised
    world.clicks("pam", asked(world), "Change…")
    world.submits("pam", due="2026-02-01", words="")
    assert "is over" in world.hands.errors("pam")["due"]
    world.submits("pam", due="2026-04-17", words="after the audit")
    assert "due *Fri 17 Apr 2026*" in world.text(card(world, 1))
    assert "sponsored by Pam Manager" in world.text(card(world, 1))
    assert "stands by *A-1*, due *Fri 17 Apr 2026*: after the audit" in world.texts(world.inbox("dev"))


def test_when_the_date_or_the_owner_moves_they_are_asked_anew(promised: World) -> None:
    world = promised
    world.clicks("pam", asked(world), "Confirm")
    world.types("dev", "/wg action due A-1 may 1")
    assert "its date moved from Fri 3 Apr 2026 to Fri 1 May 2026." in under(world)
    assert "waits for its sponsor" in world.text(card(world, 1))
    world.clicks("pam", asked(world), "Confirm")
    world.types("dev", "/wg action reassign A-1 @lea")
    assert "somebody else has it now" in under(world)
    assert "nobody sponsors themselves" in world.types("lea", "/wg action reassign A-1 @pam").text


def test_every_cycle_they_are_asked_to_confirm_again(group: World) -> None:
    world = group
    world.types("carl", "/wg group edit")
    world.submits("carl", confirm="14")
    assert "days until sponsors confirm again" in whispered(world, "carl")
    world.types("dev", '/wg commit @dev "rewrite the scheduler" by Dec 1 sponsor @pam')
    world.clicks("pam", asked(world), "Confirm")
    world.at(T(days=13))
    assert not under(world)
    world.at(T(days=15))
    assert under(world).count("you confirmed it on Mon 2 Mar 2026") == 1
    assert "waits for its sponsor" in world.text(card(world, 1))


def test_what_is_done_is_asked_of_nobody(promised: World) -> None:
    world = promised
    world.types("dev", "/wg action done A-1")
    before = len(world.inbox("pam"))
    assert "It is done now" in world.text(asked(world)) and labels(asked(world)) == []
    world.at(T(days=40))
    assert len(world.inbox("pam")) == before
    assert "is done" in world.types("pam", "/wg commit confirm A-1").text


def test_who_declared_their_sponsor_need_not_name_them(group: World) -> None:
    world = group
    said = world.types("dev", "/wg settings sponsor @pam").text
    assert "Pam Manager sets your priorities" in said and "Only you, and the groups" in said
    assert "*Sponsor*\nPam Manager" in world.types("dev", "/wg whoami").text
    world.types("dev", '/wg commit @dev "ship it" by Apr 3')
    assert "waits for its sponsor, Pam Manager" in world.text(card(world, 1))
    assert "somebody else" in world.types("dev", "/wg settings sponsor @dev").text
    world.types("dev", "/wg settings sponsor off")
    assert "*Sponsor*\nnot said" in world.types("dev", "/wg whoami").text


def test_without_a_sponsor_the_form_asks_and_keeps_what_was_typed(group: World) -> None:
    world = group
    world.types("dev", '/wg commit @dev "ship the fix" for F-1')
    form = str(world.form("dev"))
    assert "ship the fix" in form and world.id("dev") in form and "F-1" in form
    world.submits("dev", sponsor=world.id("dev"), due="2026-04-03")
    assert "Its sponsor is who sets their priorities" in world.hands.errors("dev")["sponsor"]
    world.submits("dev", sponsor=world.id("pam"), due="2026-04-03")
    assert "waits for its sponsor, Pam Manager" in world.text(card(world, 1))
    assert "for F-1" in world.text(asked(world))


def test_nobody_outside_the_group_reads_who_sponsors(promised: World) -> None:
    world = promised
    world.does("leaves", "olga", "product-wg")
    assert "Pam" in world.types("carl", "/wg action show A-1").text
    for said in ("/wg action show A-1", "/wg trace A-1"):
        shown = world.types("olga", said, "general").text
        assert "A-1" in shown and "Pam" not in shown, said
    world.clicks("pam", asked(world), "Confirm")
    assert "Pam" not in world.types("olga", "/wg trace A-1", "general").text


def test_only_the_sponsor_answers(promised: World) -> None:
    world = promised
    assert (
        "Only its sponsor can say whether they stand by this"
        in world.types("dev", "/wg commit confirm A-1").text
    )
    assert "Only its sponsor" in world.types("carl", "/wg commit withdraw A-1 no").text
    world.types("carl", "/wg action @ana draft it by fri")
    assert "A-2 is no commitment" in world.types("ana", "/wg commit confirm A-2").text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ('@dev "ship it" by Apr 3 sponsor @dev', "Its sponsor is who sets their priorities"),
        ('@dev "ship it" by Jan 3 2026 sponsor @pam', "which is over"),
        ('@dev "ship it" by 9999-01-01 sponsor @pam', "more than five years away"),
        ('@dev "ship it" by Apr 3 sponsor @pam for F-99', "I know no F-99"),
    ],
)
def test_mistakes(group: World, said: str, answer: str) -> None:
    assert answer in group.types("dev", f"/wg commit {said}").text
    assert "Nothing here" in group.types("dev", "/wg commit").text


def test_lists(promised: World) -> None:
    world = promised
    assert "A-1" in world.types("carl", "/wg commit").text
    assert "A-1" in world.types("pam", "/wg commit list mine").text
    assert "Nothing here" in world.types("ana", "/wg commit list mine").text
    assert "Nothing here" in world.types("carl", "/wg commit list at risk").text, "it is a month away"
    world.at(T(days=26))
    assert "A-1" in world.types("carl", "/wg commit list at risk").text
    world.clicks("pam", asked(world), "Confirm")
    assert "Nothing here" in world.types("carl", "/wg commit list at risk").text
    world.at(T(days=36))
    assert "4 days overdue · " in world.types("carl", "/wg agenda").text
    world.types("dev", "/wg action block A-1 the vendor")
    assert "A-1" in world.types("carl", "/wg commit list at risk").text


def test_a_sponsor_who_leaves_stands_by_nothing(promised: World) -> None:
    world = promised
    world.clicks("pam", asked(world), "Confirm")
    world.does("changes_person", "pam", deleted=True)
    assert "Pam Manager, who sponsored A-1, has left" in world.texts(world.inbox("carl"))
    assert "*unsponsored*" in world.text(card(world, 1))


def test_what_a_private_group_was_told_is_not_named_elsewhere(world: World) -> None:
    private_group(world)
    said = '/wg commit @lea "mend the exports" by Apr 3 sponsor @pam for F-1'
    assert "F-1 belongs to a private group. Promise it there." in world.types("carl", said).text
    assert "not in Secret Group, which is private" in world.types("carl", said, "secret-wg").text
    world.does("invites", "carl", "secret-wg", "pam")
    world.types("carl", said, "secret-wg")
    assert "for F-1" in world.text(asked(world))


def test_a_list_of_commitments_offers_a_new_one(world: World) -> None:
    product_working_group(world)
    seen = world.types("ana", "/wg commit list unsponsored")
    world.clicks("ana", seen.messages[-1], "New commitment…")
    form = world.hands.form("ana")
    assert form is not None and form["title"]["text"] == "New commitment"
