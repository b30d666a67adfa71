"""Which command is meant by what people type: the choice among all, whatever is typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.commands import NotUnderstood, Parsed
from handlers.grammar import Inputs
from handlers.router import Router, Routes, compose
from handlers.text import plain
from handlers.tokens import tokens

ANA, LEADS = "<@U1|ana>", "<#C1|leads>"


def test_a_synonym_of_a_fixed_word_begins_the_same_command() -> None:
    router = Router()
    router.command("feedback <text...>")(lambda ctx, text: None)
    router.command("feedback ack|acknowledge <number:F>")(lambda ctx, number: None)
    for said in ("feedback ack F-1", "feedback acknowledge F-1", "Feedback Acknowledge f1"):
        parsed = compose(router).parse(said)
        assert isinstance(parsed, Parsed) and parsed.inputs == {"number": 1}, said
    assert isinstance(compose(router).parse("feedback acknowledge"), NotUnderstood)


def name_only(ctx: Any, **_: Any) -> None: ...


def routes() -> Routes:
    router = Router()

    @router.command("", help="The card.")
    def card(ctx: Any) -> None: ...

    @router.command("feedback", help="The form.")
    def form(ctx: Any) -> None: ...

    @router.command("feedback <text...> for:<whom>", help="Give it.")
    def give(ctx: Any, text: str, whom: str = "") -> None: ...

    def which(ctx: Any, number: int = 0, words: str = "") -> None: ...

    @router.command("feedback decline <number:F> <words...>", help="Decline it.", form=which)
    def decline(ctx: Any, number: int, words: str) -> None: ...

    @router.command("feedback list [<which=new|mine>]", help="The list.", read=True)
    def list_(ctx: Any, which: str = "") -> None: ...

    @router.command("feedback accept <number:F>", help="Accept it.")
    def accept(ctx: Any, number: int) -> None: ...

    return compose(router)


ROUTES = routes()


@pytest.mark.parametrize(
    ("typed", "handler", "inputs"),
    [
        ("", "card", {}),
        ("  feedback ", "form", {}),
        ("feedback decline in speed since March", "give", {"text": "decline in speed since March"}),
        ("feedback decline F-3 no hands", "decline", {"number": 3, "words": "no hands"}),
        ("feedback decline F-3", "which", {"number": 3}),
        ("feedback accept F-99999999999", "accept", {"number": 999_999_999}),
        ("feedback decline", "which", {}),
        ("feedback list mine", "list_", {"which": "mine"}),
        ("feedback lists", "list_", {}),
        ("feedback list of servers is slow", "give", {"text": "list of servers is slow"}),
        ("feedback acceptance is slow", "give", {"text": "acceptance is slow"}),
        ("feedback please share", "give", {"text": "please share"}),
        ("feedback share", "give", {"text": "share"}),
    ],
)
def test_the_command_meant_is_found(typed: str, handler: str, inputs: Inputs) -> None:
    found = ROUTES.parse(typed)
    assert isinstance(found, Parsed)
    assert (found.handler.__name__, found.inputs, found.share) == (handler, inputs, False)


@pytest.mark.parametrize(
    ("typed", "group", "text"),
    [
        ("feedback slow in:product", "product", "slow"),
        ("feedback in:#Product slow", "product", "slow"),
        ("feedback slow `in:product`", None, "slow `in:product`"),
        ("feedback the ` key in:product", "product", "the ` key"),
        ("feedback login:product", None, "login:product"),
        ("feedback in: product", None, "in: product"),
    ],
)
def test_the_group_may_be_named_anywhere_outside_code(typed: str, group: str | None, text: str) -> None:
    found = ROUTES.parse(typed)
    assert isinstance(found, Parsed) and (found.group, found.inputs["text"]) == (group, text)


@pytest.mark.parametrize(
    ("typed", "shared"),
    [("feedback list share", True), ("feedback list mine\nShare ", True), ("feedback list", False)],
)
def test_a_read_may_be_shared(typed: str, shared: bool) -> None:
    found = ROUTES.parse(typed)
    assert isinstance(found, Parsed) and found.share is shared and found.handler.__name__ == "list_"


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("feedbak list", "feedback list"),
        ("fedback declin F-3", "feedback decline"),
        ("feedback accept", None),
        ("unicorn", None),
        ("accepts F-3", "feedback accept"),
    ],
)
def test_what_is_not_understood_gets_the_nearest(typed: str, nearest: str | None) -> None:
    found = ROUTES.parse(typed)
    if nearest is None and typed == "feedback accept":
        assert isinstance(found, NotUnderstood) and found.nearest[0].pattern.literals == (
            "feedback",
            "accept",
        )
        return
    assert isinstance(found, NotUnderstood)
    assert (" ".join(found.nearest[0].pattern.literals) if found.nearest else None) == nearest


def test_a_handler_that_does_not_fit_its_grammar_stops_the_program() -> None:
    def takes_text(ctx: Any, text: str) -> None: ...

    for grammar in ("say <words...>", "say [<text...>]", "say <text...> <more...>"):
        with pytest.raises(TypeError, match="does not fit takes_text"):
            Router().command(grammar)(takes_text)
    with pytest.raises(TypeError):
        Router().click("say <number:F>")(takes_text)


def test_two_handlers_of_one_click_stop_the_program() -> None:
    one, other = Router(), Router()
    one.click("go")(lambda ctx: None)
    other.click("go")(lambda ctx: None)
    with pytest.raises(ValueError, match="two handlers for 'go'"):
        compose(one, other)


TYPED = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200) | st.lists(
    st.sampled_from(
        [ANA, LEADS, '"', "“", "`", "in:x", "for:", "share", "F-1", "feedback", "list", "<", ">", " ", "&lt;"]
    )
).map(" ".join)


@given(TYPED)
@example("<!channel>")
@example('for:"')
def test_nothing_typed_raises(text: str) -> None:
    for typed in (text, f"feedback {text}", f"feedback decline {text}"):
        found = ROUTES.parse(typed)
        assert isinstance(found, Parsed | NotUnderstood)
        if isinstance(found, Parsed) and "text" in found.inputs:
            assert found.inputs["text"] == found.inputs["text"].strip() != ""


@given(
    st.text(
        st.characters(blacklist_categories=("Cs",), blacklist_characters="`<>&\0"), min_size=1, max_size=80
    )
)
def test_text_in_backticks_stays_as_it_is(code: str) -> None:
    found = ROUTES.parse(f"feedback see `{code}` there")
    assert isinstance(found, Parsed) and found.inputs["text"] == f"see `{code}` there"
    assert found.group is None and not found.share


@given(TYPED)
def test_words_keep_their_place(text: str) -> None:
    assert all(text[token.start : token.end] == token.raw for token in tokens(text))


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "word ",
        " ",
        "\n",
        "<",
        "`",
        '"',
        "“",
        "a:",
        "for:x ",
        "in:a ",
        "share ",
        ANA + " ",
        "<@",
        "&lt;",
        "\u200b",
        "F-1 ",
    ],
)
def test_forty_thousand_characters_are_read(piece: str) -> None:
    """What would take more than linear time does not come to an end here."""
    text = piece * (40_000 // len(piece))
    for typed in (text, f"feedback {text}", f"feedback decline {text}", f"feedback {text} x"):
        assert isinstance(ROUTES.parse(typed), Parsed | NotUnderstood)


def test_plain_and_parse_agree_on_markup() -> None:
    found = ROUTES.parse(f"feedback ask {ANA} <https://example.org|here> <!channel>")
    assert isinstance(found, Parsed)
    assert found.inputs["text"] == plain(f"ask {ANA} <https://example.org|here> <!channel>")
    assert "<" not in found.inputs["text"]
