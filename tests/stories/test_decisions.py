"""Decisions: recorded, announced once, amended and superseded by later ones, found again, looked at anew."""

from __future__ import annotations

import pytest

from storage import decisions, links
from tests.cards import replies, whispered
from tests.world import Message, T, World, product_working_group


def decision_card(world: World, number: int, channel: str = "product-wg") -> Message:
    found = [m for m in world.channel(channel) if f"*D-{number}* ·" in world.text(m)]
    assert len(found) == 1, f"one living card, not {len(found)}"
    return found[0]


def decided(world: World, *texts: str) -> World:
    product_working_group(world)
    for text in texts:
        world.types("carl", f"/wg decide {text}")
    return world


def the_links(world: World, *items: str) -> set[tuple[str, str]]:
    with world.app.database.reading() as db:
        return {(link.cause, link.outcome) for link in links.beside(db, world.app.workspace, items)}


def test_a_chair_decides_and_the_channel_has_one_card(world: World) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback live migration times out ##nova")
    world.types("carl", "/wg decide We raise the time-out to 90 s ##nova, review by 3 Dec for F-1")
    card = decision_card(world, 1)
    seen = world.text(card)
    assert "Product Working Group · Nova compute" in seen and "decided by Carl Chair" in seen
    assert ">We raise the time-out to 90 s ##nova\n" in seen, "what stands behind it is no part of it"
    assert "for F-1" in seen and "review by Thu 3 Dec 2026" in seen
    assert not card.get("pings")
    assert the_links(world, "D-1") == {("F-1", "D-1")}


def test_whoever_gave_the_feedback_hears_of_the_decision(world: World) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback live migration times out ##nova")
    world.types("ana", "/wg feedback endorse F-1")
    world.types("carl", "/wg decide We raise the time-out for F-1")
    for who in ("olga", "ana"):
        told = world.inbox(who)[-1]
        assert "A decision about *F-1*, D-1:\n>We raise the time-out" in world.text(told), who
    world.clicks("olga", world.inbox("olga")[-1], "Read the decision")
    assert "decided by Carl Chair" in whispered(world, "olga", "dm")
    assert "*decided on*: D-1" in world.types("olga", "/wg trace F-1").text


def test_options_may_stand_anywhere(world: World) -> None:
    decided(
        world,
        'review:"in 6 months" We drop the old API context:"Nobody called it in a year" '
        "link:https://example.org/rfc area:cinder",
    )
    seen = world.text(decision_card(world, 1))
    assert "Cinder volumes" in seen and ">Nobody called it in a year" in seen
    assert "https://example.org/rfc" in seen and "review by Wed 2 Sep 2026" in seen


def test_only_chairs_decide(world: World) -> None:
    decided(world, "We meet on Tuesdays")
    for said in (
        "we meet on Fridays",
        "amend D-1 and on Fridays",
        "supersede D-1 no more",
        "review D-1 3 Dec",
    ):
        assert "Only the chairs of Product Working Group" in world.types("ana", f"/wg decide {said}").text
    assert world.types("ana", "/wg decide").form is None
    assert "Amend…" in world.text(decision_card(world, 1))
    world.clicks("ana", decision_card(world, 1), "Amend…")
    assert "Only the chairs" in whispered(world, "ana")


def test_who_lacks_words_gets_the_form(world: World) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback live migration times out ##nova")
    assert world.types("carl", "/wg decide").form is not None
    world.submits("carl", text="We raise it", urls="example.org")
    assert "https:// in front" in str(world.hands.errors("carl"))
    world.submits("carl", text="We raise it", urls="", answers="the one of Olga")
    assert "such as F-12" in str(world.hands.errors("carl"))
    world.submits("carl", text="We raise it", answers="F-9")
    assert "I know no F-9" in str(world.hands.errors("carl"))
    world.submits("carl", text="We raise it", answers="", review="2026-03-01")
    assert "Sun 1 Mar 2026 is over" in str(world.hands.errors("carl"))
    world.submits(
        "carl",
        text="We raise it",
        why="It is too short & <old>",
        urls="https://a.example.org\nhttps://b.example.org",
        answers="F-1",
        review="2026-12-03",
        area="nova",
    )
    seen = world.text(decision_card(world, 1))
    for words in (
        "Nova compute",
        "too short &amp; &lt;old&gt;",
        "b.example.org",
        "for F-1",
        "Thu 3 Dec 2026",
    ):
        assert words in seen


def test_where_several_groups_meet_the_form_asks_which(world: World) -> None:
    product_working_group(world)
    world.types("ada", '/wg group create docs "Docs"')
    world.types("ada", "/wg group chair add @carl in:docs")
    assert "`in:docs`" in world.types("carl", "/wg decide We write it down").text
    world.types("carl", "/wg decide")
    world.submits("carl", text="We write it down", group="docs")
    assert "D-1* · Docs" in world.text(decision_card(world, 1))


def test_a_later_one_amends_or_supersedes_and_nothing_is_lost(world: World) -> None:
    decided(world, "We meet on Tuesdays", "We record every meeting")
    world.types("carl", "/wg decide amend D-1 In August we do not meet")
    assert "amended by D-3" in world.text(decision_card(world, 1))
    assert "amends D-1" in world.text(decision_card(world, 3))
    world.clicks("carl", decision_card(world, 1), "Supersede…")
    world.submits("carl", text="We meet on Fridays")
    for old in (1, 3):
        seen = world.text(decision_card(world, old))
        assert "superseded by D-4" in seen and "Amend…" not in seen
    assert "supersedes D-1" in world.text(decision_card(world, 4))
    for said in ("supersede D-1 never again", "amend D-1 and at noon", "amend D-3 or July"):
        answer = world.types("carl", f"/wg decide {said}").text
        assert "was superseded by D-4" in answer and said in answer, "what was typed is given back"
    shown = world.types("ana", "/wg decision show D-1").text
    assert "We meet on Tuesdays" in shown and "superseded by D-4" in shown
    assert the_links(world, "D-1", "D-3") == {("D-1", "D-3"), ("D-1", "D-4"), ("D-3", "D-4")}


def test_superseding_an_amendment_leaves_what_it_amended(world: World) -> None:
    decided(world, "We meet on Tuesdays", "amend D-1 not in August", "supersede D-2 not in July and August")
    assert "amended by D-3" in world.text(decision_card(world, 1))
    seen = world.text(decision_card(world, 3))
    assert "supersedes D-2" in seen and "amends D-1" in seen


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("decide amend D-9 more", "I know no D-9 that you may see"),
        ("decide amend", "Which one?"),
        ("decide :tada:", "What was decided?"),
        ("decide we ship it review by 1 Mar 2026", "which is over"),
        ("decide we ship it review:soon", "I cannot read “soon” as a day"),
        ("decide we ship it area:billing", "has no area “billing”"),
        ("decide we ship it for F-9", "I know no F-9 that you may see"),
        ("decide review D-9 3 Dec", "I know no D-9"),
        ("decision show D-9", "I know no D-9"),
        ("decisions since:whenever", "I cannot read “whenever” as a day"),
    ],
)
def test_what_cannot_be_is_said(world: World, said: str, sentence: str) -> None:
    product_working_group(world)
    answer = world.types("carl", f"/wg {said}").text
    assert sentence in answer and said in answer


def test_a_word_that_looks_like_a_verb_is_still_a_decision(world: World) -> None:
    decided(world, "amend the charter: chairs serve a year", "review by hand before we merge")
    assert ">amend the charter: chairs serve a year" in world.text(decision_card(world, 1))
    assert ">review by hand before we merge" in world.text(decision_card(world, 2))


def test_however_long_nothing_is_lost(world: World) -> None:
    decided(world, "word " * 2000 + "end")
    card = decision_card(world, 1)
    world.clicks("ana", card, "Read it all")
    assert whispered(world, "ana").count("word") >= 2000 and "end" in whispered(world, "ana")


def test_what_a_meeting_agrees_is_numbered_once(world: World) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback live migration times out ##nova")
    world.types("carl", "/wg meeting start")
    world.says("dev", "AGREED: we raise the limit for F-1 ##nova")
    world.says("ana", "RESOLVED: docs follow")
    world.says("ana", "AGREED: this one is struck")
    world.says("ana", "#rejected we drop it")
    world.types("carl", "/wg decide We also tell the operators")
    world.types("carl", "/wg meeting end")
    seen = world.text(decision_card(world, 1)).partition("Present: ")[2]
    assert all(name in seen for name in ("Dev Developer", "Ana Operator", "Carl Chair"))
    draft = next(m for m in reversed(world.inbox("carl")) if "Draft minutes" in world.text(m))
    assert "We also tell the operators" in world.text(draft)
    world.clicks("carl", draft, "Publish")
    minutes = next(m for m in world.channel("product-wg") if "Minutes of M-1" in m.get("text", ""))
    cards = replies(world, minutes)
    assert "decided by Dev Developer" in cards and "in M-1 · for F-1" in cards and "Nova compute" in cards
    assert "docs follow" in cards and "we drop it" not in cards
    listed = world.types("pam", "/wg decisions").text
    assert "4 decisions" in listed and listed.count("tell the operators") == 1
    assert ("M-1", "D-2") in the_links(world, "D-2") and ("F-1", "D-2") in the_links(world, "D-2")
    world.clicks("carl", world.inbox("carl")[-1], "Edit…")
    world.submits("carl", summary="All agreed.")
    assert "4 decisions" in world.types("pam", "/wg decisions").text


def test_they_are_found_by_words_area_and_time(world: World) -> None:
    decided(world, "Quotas count per project ##cinder", "We meet on Tuesdays")
    world.at(T(days=60))
    world.types("carl", "/wg decide Rolling upgrades are tested weekly ##nova")

    def found(said: str, channel: str = "product-wg") -> list[int]:
        text = world.types("ana", f"/wg decisions {said}".strip(), channel).text
        return [n for n in range(1, 4) if f"*D-{n}*" in text]

    assert found("") == [1, 2, 3] and found("", "general") == [1, 2, 3]
    assert found("quota") == [1] and found("QUOTAS projects") == [1] and found("quota meets") == []
    assert found("area:nova") == [3] and found("area:volumes") == [] and found("meeting") == [2]
    assert found("since:2026-04-01") == [3] and found("before:2026-04") == [1, 2]
    assert found('since:"2 weeks ago"') == [3] and found('since:"1 Mar" before:"3 Mar"') == [1, 2]
    assert found("in:product test", "general") == [3]
    assert "Rolling upgrades" in world.types("ana", "/wg decisions D-3").text
    assert "None. Try fewer or other words" in world.types("ana", "/wg decisions unicorns").text


def test_an_empty_log_says_how_it_begins(world: World) -> None:
    product_working_group(world)
    empty = world.types("carl", "/wg decisions")
    assert "None yet" in empty.text
    world.clicks("carl", empty.messages[-1], "Record a decision")
    world.submits("carl", text="We begin")
    assert ">We begin" in world.text(decision_card(world, 1))


def test_many_come_in_pages(world: World) -> None:
    decided(world, *(f"rule {n} holds" for n in range(20)))
    first = world.types("ana", "/wg decisions rule since:2026-01-01")
    assert "20 decisions" in first.text and "*D-20*" in first.text and "*D-12*" not in first.text
    world.clicks("ana", first.messages[-1], "More →")
    second = world.hands.shown("ana", "product-wg")[-1]
    assert "*D-12*" in world.text(second) and "*D-13*" not in world.text(second)
    world.clicks("ana", second, "← Earlier")
    assert "*D-20*" in world.text(world.hands.shown("ana", "product-wg")[-1])


def test_review_days_come_up_and_are_answered(world: World) -> None:
    decided(world, "We meet on Tuesdays review by 10 Mar", "We record review:2026-03-20", "No day")
    with world.app.database.reading() as db:
        on = [
            [d.number for d in decisions.due_for_review(db, [1], T(days=days).date())]
            for days in (7, 8, 18, 90)
        ]
    assert on == [[], [1], [1, 2], [1, 2]]
    assert (
        "still holds; next review by Mon 1 Jun 2026"
        in world.types("carl", "/wg decide review D-1 1 Jun").text
    )
    assert "review by Mon 1 Jun 2026" in world.text(decision_card(world, 1))
    world.clicks("carl", decision_card(world, 2), "Still holds…")
    world.submits("carl", review=None)
    assert "no further review" in whispered(world, "carl")
    assert "review" not in world.text(decision_card(world, 2))


def test_a_private_groups_decisions_stay_there(world: World) -> None:
    decided(world, "We meet on Tuesdays")
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("ada", "/wg group chair add @carl", "secret-wg")
    world.does("leaves", "ada", "secret-wg")
    world.types("olga", "/wg feedback live migration times out ##nova")
    world.types("carl", "/wg decide We buy the vendor for F-1", "secret-wg")
    assert "vendor" not in world.texts(world.inbox("olga"))
    assert "buy the vendor" in world.text(decision_card(world, 2, "secret-wg"))
    for who, channel in (("ana", "general"), ("ana", "product-wg"), ("gus", "general")):
        assert "vendor" not in world.types(who, "/wg decisions", channel).text
        assert "I know no D-2" in world.types(who, "/wg decision show D-2", channel).text
        assert "I know no D-2" in world.types(who, "/wg decide amend D-2 no", channel).text
    assert "vendor" in world.types("lea", "/wg decisions", "general").text
    world.types("lea", "/wg decisions share", "general")
    assert "vendor" not in world.text(world.channel("general")[-1])
    assert "I know no D-2" in world.types("lea", "/wg decision show D-2 share", "general").text
    assert "Tuesdays" not in world.types("gus", "/wg decisions", "general").text, "guests see their channels'"
