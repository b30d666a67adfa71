"""What a statement of direction says it answers, as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.contract import UserError
from handlers.direction import rules


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("F-3, F-9", [3, 9]),
        ("f3 and F-9 & 12", [3, 9, 12]),
        ("F-3;F-3,, F-4", [3, 4]),
        ("#F-7", [7]),
        ("", []),
    ],
)
def test_numbers(said: str, numbers: list[int]) -> None:
    assert rules.numbers_in(said) == numbers


@pytest.mark.parametrize("said", ["A-3", "F-3 because", "everything", "F-1234567890"])
def test_what_is_no_number_is_asked_about(said: str) -> None:
    with pytest.raises(UserError, match="F-3, F-9"):
        rules.numbers_in(said)


def test_the_last_answers_parts_them() -> None:
    assert rules.parted("this", "your wish answers F-3") == ("this answers your wish", "F-3")


@given(st.lists(st.integers(1, 999_999_999), max_size=30), st.sampled_from([", ", " and ", " ", "; "]))
def test_any_list_is_read_back(numbers: list[int], between: str) -> None:
    said = between.join(f"F-{number}" for number in numbers)
    assert rules.numbers_in(said) == list(dict.fromkeys(numbers))


@given(st.text())
def test_any_text_is_read_or_asked_about(said: str) -> None:
    try:
        assert all(number >= 0 for number in rules.numbers_in(said))
    except UserError as mistake:
        assert "F-3" in str(mistake)
