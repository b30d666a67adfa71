"""The life of a piece of feedback as a table: which deed may follow which state, what a text says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.contract import UserError
from handlers.feedback import rules
from handlers.feedback.views import STATES
from handlers.fields import VOICES
from storage.feedback import CLOSED, UNACKNOWLEDGED, Feedback

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ITEM = Feedback("T1", 12, 1, 1, "it hurts", "U1", None, False, "routed", NOW)

# state -> the deeds that may follow, as product.md draws them
POSSIBLE = {
    "new": "acknowledge accept decline defer ask resolve route merge withdraw edit",
    "routed": "acknowledge accept decline defer ask resolve route merge withdraw edit",
    "reopened": "acknowledge accept decline defer ask resolve route merge withdraw edit",
    "acknowledged": "accept decline defer ask resolve route merge withdraw edit",
    "needs info": "accept decline defer ask resolve route merge withdraw edit",
    "accepted": "decline defer ask resolve route merge withdraw edit",
    "deferred": "accept decline defer ask resolve route merge withdraw edit",
    "declined": "",
    "duplicate": "unmerge",
    "resolved": "confirm reopen",
    "confirmed": "confirm",
    "withdrawn": "",
}
AFTER = {
    "acknowledge": "acknowledged",
    "accept": "accepted",
    "decline": "declined",
    "defer": "deferred",
    "ask": "needs info",
    "resolve": "resolved",
    "route": "routed",
    "merge": "duplicate",
    "unmerge": "routed",
    "confirm": "confirmed",
    "reopen": "reopened",
    "withdraw": "withdrawn",
}


def at(state: str, **known: object) -> Feedback:
    return replace(ITEM, state=state, **known)


@pytest.mark.parametrize("state", POSSIBLE)
def test_every_jump(state: str) -> None:
    assert set(rules.possible(at(state))) == set(POSSIBLE[state].split())
    for deed in rules.DEEDS:
        if deed in POSSIBLE[state].split():
            assert rules.next_state(at(state), deed) == AFTER.get(deed, state)
        else:
            with pytest.raises(UserError, match=rf"^F-12 is .*, so it can't be {rules.DONE[deed]}\."):
                rules.next_state(at(state), deed)


def test_every_state_is_named_and_either_open_or_closed() -> None:
    assert set(STATES) == set(POSSIBLE)
    for state in POSSIBLE:
        assert rules.is_open(at(state)) == (state not in CLOSED)
        assert rules.waits_for_leads(at(state)) == (state in UNACKNOWLEDGED)


def test_it_is_reopened_once() -> None:
    again = at("resolved", reopened_at=NOW)
    assert "reopen" not in rules.possible(again)
    with pytest.raises(UserError, match="reopened once already"):
        rules.next_state(again, "reopen")


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (at("declined"), "F-12 is declined, so it can't be accepted. Nothing more can be done with it."),
        (
            at("duplicate", merged_into=7),
            "F-12 is merged into F-7, so it can't be accepted. You can unmerge it.",
        ),
        (at("accepted"), "F-12 is accepted, so it can't be accepted. You can decline, defer, ask, "),
    ],
)
def test_a_refusal_says_what_is_possible(item: Feedback, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.next_state(item, "accept")
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "kind", "axis", "severity", "tags"),
    [
        ("plain words", None, None, None, ()),
        ("##painpoint ##nova", "pain point", None, None, ("nova",)),
        ("##pain-point, ##Nova.", "pain point", None, None, ("nova",)),
        ("##gaps ##gap ##newfeature", "gap", None, None, ()),
        ("##new_features ##direction", "new feature", "direction", None, ()),
        ("it is slow##performance ##blocking", None, "performance", "blocking", ()),
        ("`##gap` is a tag, ##question", "question", None, None, ()),
        ("##praise##nova-cells ##nova-cells", "praise", None, None, ("nova-cells",)),
        ("# heading #tag ###", None, None, None, ()),
        ("##all-projects#actionitem", None, None, None, ("all-projects",)),
        ("##a" + "İ" * 62, None, None, None, (("a" + "i\u0307" * 62)[:64],)),
    ],
)
def test_what_a_text_says_of_itself(
    text: str, kind: str | None, axis: str | None, severity: str | None, tags: tuple[str, ...]
) -> None:
    assert rules.said_in(text) == rules.Said(kind, axis, severity, tags)


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    said = rules.said_in(text)
    assert all(tag and tag == tag.lower() and len(tag) < 64 for tag in said.tags)
    try:
        assert rules.checked_text(text) == text.strip()
    except UserError as refused:
        assert refused.field == "text"
        assert not any(char.isalnum() for char in text) or ":" in text


@pytest.mark.parametrize(
    ("said", "voice"),
    [
        (None, None),
        ("", None),
        ("Operator", "operator"),
        ("operators", "operator"),
        ("dev", "developer"),
        ("productmanager", "product manager"),
        ("product manager", "product manager"),
    ],
)
def test_one_of_a_closed_list(said: str | None, voice: str | None) -> None:
    assert rules.one_of(said, VOICES, "voice") == voice


def test_a_word_that_is_in_no_list_is_refused_with_the_list() -> None:
    with pytest.raises(UserError, match=r"“&lt;!channel&gt;”\. Use one of: operator, user, product"):
        rules.one_of("<!channel>", VOICES, "voice")


@pytest.mark.parametrize(("said", "is_yes"), [(None, False), ("", False), ("No", False), ("Y", True)])
def test_yes_or_no(said: str | None, is_yes: bool) -> None:
    assert rules.yes_or_no(said, "anon") is is_yes


def test_forty_thousand_characters_are_the_most() -> None:
    assert rules.checked_text("x" * 40_000)
    with pytest.raises(UserError, match="40,001 characters; 40,000 is the most"):
        rules.checked_text("x" * 40_001)
