"""The balance of voices: months, groups together, silence; what is told tells of nobody, not even by subtraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers import balance
from handlers.balance import FEEDBACK, MEMBERS, SPEAKING, Balance
from handlers.voices import OTHERS, people, tellable
from storage.reports import Deeds, Done

EMPTY = Deeds([], [], [], [], [], {})


def of(voice: str | None, *counts: int, group: int | None = 1) -> list[Done]:
    return [Done(group, f"{voice}{at}", voice, count) for at, count in enumerate(counts)]


def found(*groups: int | None, **rows: object) -> Balance:
    return balance.of(replace(EMPTY, **rows), groups or (1,))


def test_months_are_those_of_a_zone() -> None:
    at = datetime(2026, 3, 1, 3, tzinfo=UTC)
    assert (balance.month(at, "UTC").label, balance.month(at, "America/New_York").key) == (
        "March 2026",
        "2026-02",
    )
    paris = balance.month(at, "Europe/Paris")
    assert (paris.since, paris.until) == (
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 31, 22, tzinfo=UTC),
    )
    assert balance.month(at, "UTC", 14).label == "January 2025"


def test_a_group_is_told_beside_its_members() -> None:
    now = found(
        members=of("operator", 1, 1, 1) + of("developer", 1, 1, 1),
        spoken=of("developer", 5, 1, 1),
        held={1: 4},
    )
    assert now.told(MEMBERS) == "developers 50 %, operators 50 %"
    assert (now.told(SPEAKING), now.told(FEEDBACK)) == ("developers 100 %", balance.NOTHING)
    assert now.is_told and not found(members=of("user", 1, 1, 1)).is_told
    assert found(spoken=of("user", 1)).told(SPEAKING) == balance.TOO_FEW


TALK = of("developer", 60, 20, 20)


def test_a_silent_voice_is_named_where_that_tells_of_no_one() -> None:
    said = "No operator and no product or business voice and no user spoke in the last four meetings."
    assert balance.quiet(found(spoken=TALK, held={1: 4}), "in March") == [said]
    one = found(spoken=TALK, members=of("operator", 1), held={1: 1})
    assert balance.quiet(one, "in March") == [
        "No product or business voice and no user spoke in the last meeting."
    ]
    three = found(
        spoken=TALK, members=of("operator", 1, 1, 1) + of("user", 1, 1) + of("business", 1), held={1: 12}
    )
    assert balance.quiet(three, "in March") == ["No operator spoke in the last 12 meetings."]
    assert balance.quiet(found(spoken=of("developer", 60, 20), held={1: 4}), "in March") == [], (
        "of two people"
    )
    assert balance.quiet(found(), "in March") == []


def test_a_rare_voice_is_named_with_its_share() -> None:
    voices = of("user", 9, 9, 9) + of("business", 9, 9, 9)
    few = found(given=TALK + voices + of("operator", 1, 1, 1))
    assert balance.quiet(few, "in March") == ["Only 2 % of the feedback in March came from operators."]
    assert balance.quiet(found(given=TALK + voices + of("operator", 1, 1)), "in March") == []


def test_together_nobody_is_two_members_and_what_one_group_hides_is_in_no_sum() -> None:
    both = of("operator", 1, 1, 1) + of("operator", 1, 1, 1, group=2)
    few = of("user", 1, 1, group=2)
    together = found(1, 2, members=both + few)
    assert together.shares(MEMBERS) == {"operators": 100}, "the two users of the second hide it whole"
    assert found(2, members=both + few).shares(MEMBERS) == {}
    three = of("user", 1, group=2) + of(None, 1, 1, group=2)
    assert found(1, 2, members=both + three).shares(MEMBERS) == {OTHERS: 50, "operators": 50}


DONE = st.builds(
    Done,
    st.sampled_from([1, 2, None]),
    st.one_of(st.none(), st.sampled_from("abcdefgh")),
    st.sampled_from(["developer", "operator", "business", "user", None]),
    st.integers(1, 30),
)


@given(st.lists(DONE, max_size=40), st.data())
def test_nothing_of_a_group_can_be_had_by_taking_the_others_from_the_whole(
    done: list[Done], data: st.DataObject
) -> None:
    """The whole is a function of what each group may tell of itself, and of nothing finer."""
    hidden = data.draw(st.sampled_from([1, 2, None]))
    mine = [(one.user, one.voice, one.count) for one in done if one.group_id == hidden]
    others = [one for one in done if one.group_id != hidden]
    whole = found(1, 2, None, given=done).shares(FEEDBACK)
    told = [Done(hidden, who, voice, count) for who, voice, count in tellable(mine)]
    assert found(1, 2, None, given=others + told).shares(FEEDBACK) == whole
    if not told:
        assert found(1, 2, None, given=others).shares(FEEDBACK) == whole


@given(st.lists(DONE, max_size=40))
def test_silence_tells_of_three_people_or_of_none(done: list[Done]) -> None:
    """Whoever is told not to have spoken is one of three members at least."""
    members, talk = done[::2], done[1::2]
    now = found(1, 2, None, members=members, spoken=talk, held={1: 2})
    silent = balance._silent(now, SPEAKING)
    have = people((one.user, one.voice, 1) for one in members)
    assert all(not have.get(voice) or len(have[voice]) >= 3 for voice in silent)
    assert not set(silent) & set(people((one.user, one.voice, 1) for one in talk))


def test_the_picture_says_what_its_words_say() -> None:
    now = found(
        members=of("operator", 1, 1, 1) + of(None, 1, 1, 1),
        spoken=of("user", 1),
        given=of("operator", 3, 3, 3),
    )
    when = balance.month(datetime(2026, 3, 2, tzinfo=UTC), "UTC")
    shown = balance.picture(now, when=when, of="群組 " * 100, name="v.png")
    assert shown.alt.endswith(
        "Members: not said 50 %, operators 50 %. Feedback: operators 100 %. Speaking: too few people to tell. "
        "Decisions: nothing yet. Answered: nothing yet."
    )
    (panel,) = shown.chart["panels"]
    assert [series["name"] for series in panel["series"]] == ["operators", "not said"]
    assert panel["notes"] == ["", "", "too few people to tell", "nothing yet", "nothing yet"]
    assert "群" not in str(shown.chart) and len(shown.alt) < 1000
