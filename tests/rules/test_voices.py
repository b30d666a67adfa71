"""Shares by voice: what is told, what is told together, and that nobody can be read out of it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.voices import FEWEST, NOT_SAID, OTHERS, Part, line, shares, told


def of(voice: str | None, *counts: int, by: str = "") -> list[Part]:
    """So many people of a voice, each with so much."""
    return [(f"{by or voice}{place}", voice, count) for place, count in enumerate(counts)]


OPERATORS, DEVELOPERS = of("operator", 2, 3, 1), of("developer", 2, 1, 1)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([], {}),
        (of("operator", 5, 5), {}),
        (OPERATORS, {"operators": 100}),
        (OPERATORS + DEVELOPERS, {"operators": 60, "developers": 40}),
        (OPERATORS + of(None, 2, 1, 1), {"operators": 60, NOT_SAID: 40}),
        (OPERATORS + of("king", 2, 1, 1), {"operators": 60, NOT_SAID: 40}),
        (
            OPERATORS + of("product manager", 2, 1) + of("business", 1),
            {"operators": 60, "product and business": 40},
        ),
        # One or two: their share would be the rest to a hundred.
        (OPERATORS + DEVELOPERS + of("user", 9), {"operators": 32, OTHERS: 68}),
        (OPERATORS + of("user", 9, 9), {}),
        # Two here and one there are three together.
        (OPERATORS + of("user", 2, 1) + of(None, 1), {"operators": 60, OTHERS: 40}),
        # Fewer people are told together first, whatever they did.
        (of("operator", *[1] * 5) + DEVELOPERS + of("user", 1), {"operators": 50, OTHERS: 50}),
        # The same person under two voices is one.
        ([*OPERATORS, ("x", "user", 1), ("x", "developer", 1), ("y", "user", 1)], {}),
        # Nobody knows whether an anonymous author is one of those who gave their name.
        (OPERATORS + of("user", 1, 1) + [(None, "user", 7)], {}),
        ([*OPERATORS, (None, "operator", 4)], {"operators": 100}),
        ([(None, "operator", 4), (None, "user", 4)], {}),
        (OPERATORS + of("user", 0, 0, 0), {"operators": 100}),
    ],
)
def test_what_is_told(parts: list[Part], found: dict[str, int]) -> None:
    assert shares(parts) == found


def test_the_words() -> None:
    assert line(shares(OPERATORS + DEVELOPERS)) == "operators 60 %, developers 40 %"


PARTS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from("abcdefghijkl")),
        st.sampled_from(["developer", "operator", "product manager", "business", "user", None]),
        st.integers(0, 50),
    ),
    max_size=25,
)


def heaps(parts: list[Part]) -> dict[str, set[str]]:
    """Who is behind each number that is shown."""
    found = shares(parts)
    who: dict[str, set[str]] = {label: set() for label in found}
    for person, voice, count in parts:
        if found and count:
            who[told(voice) if told(voice) in found else OTHERS].update([person] if person else [])
    return who


@given(PARTS)
def test_whatever_is_added_or_taken_away_at_least_three_people_are_behind_it(parts: list[Part]) -> None:
    """All that sums and differences of the numbers, and of the whole, can tell apart are unions of heaps."""
    who = heaps(parts)
    for count in range(1, len(who) + 1):
        for chosen in combinations(who, count):
            assert len(set().union(*(who[label] for label in chosen))) >= FEWEST


@given(PARTS, st.data())
def test_nobodys_part_and_no_pairs_can_be_derived(parts: list[Part], data: st.DataObject) -> None:
    """Any one or two people may have done more or less in place of another: the numbers are the same."""
    parts = [part for part in parts if part[0]]
    who = heaps(parts)
    if not who:
        return
    label = data.draw(st.sampled_from(sorted(who)))
    mine = [at for at, (_, voice, n) in enumerate(parts) if n and label in (told(voice), _heap(voice, who))]
    others = data.draw(st.sets(st.sampled_from(sorted(who[label])), min_size=1, max_size=2))
    theirs = [at for at in mine if parts[at][0] in others]
    rest = [at for at in mine if parts[at][0] not in others]
    assert theirs and rest, "beside any two there is a third in every heap"
    more, less = data.draw(st.sampled_from(theirs)), data.draw(st.sampled_from(rest))
    moved = data.draw(st.integers(0, parts[less][2] - 1))
    changed = list(parts)
    changed[more] = (*parts[more][:2], parts[more][2] + moved)
    changed[less] = (*parts[less][:2], parts[less][2] - moved)
    assert shares(changed) == shares(parts)


def _heap(voice: str | None, who: dict[str, set[str]]) -> str:
    return told(voice) if told(voice) in who else OTHERS


@given(PARTS)
def test_the_shares_are_of_a_whole(parts: list[Part]) -> None:
    found = shares(parts)
    assert not found or abs(sum(found.values()) - 100) <= 3
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert set(found) != {OTHERS}, "that would tell nothing"
