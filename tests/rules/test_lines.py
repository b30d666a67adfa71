"""What a line of chat says, as a table; and that no line of anybody's can break the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.lines import (
    Action,
    Chairs,
    Correction,
    End,
    Note,
    Off,
    Queue,
    Roll,
    Said,
    Talk,
    Title,
    Topic,
    Undo,
    Wanted,
    areas_in,
    read,
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("TOPIC: Quotas", Topic("Quotas")),
        ("topic:Quotas", Topic("Quotas")),
        ("*Topic:* Quotas", Topic("Quotas")),
        ("*TOPIC: Quotas*", Topic("Quotas")),
        ("#topic Quotas", Topic("Quotas")),
        ("Info: slow ##nova", Note("info", "slow ##nova")),
        ("<#C0INFO|info> slow", Note("info", "slow")),
        ("• idea: cache it", Note("idea", "cache it")),
        ("HELP WANTED: a tester", Note("help", "a tester")),
        ("#halp a tester", Note("help", "a tester")),
        ("LINK: <https://example.org/a>", Note("link", "<https://example.org/a>")),
        *((f"{tag}: yes", Note("agreed", "yes")) for tag in ("AGREED", "Resolved", "RESOLUTION", "decision")),
        ("#rejected no", Note("rejected", "no")),
        ("PROPOSED RESOLUTION: yes", Note("proposed", "yes")),
        ("present+", Roll("present")),
        ("Present+ Ann, Bo Lee and <@U1|cy>", Roll("present", ("Ann", "Bo Lee", "<@U1>"))),
        ("present- Ann", Roll("present", ("Ann",), added=False)),
        ("regrets+ @ann", Roll("regrets", ("ann",))),
        ("Regrets: Ann", Roll("regrets", ("Ann",))),
        ("scribe+", Roll("scribe")),
        ("ScribeNick: ann", Roll("scribe", ("ann",))),
        ("#nick ann bo", Roll("present", ("ann", "bo"))),
        ("q+", Queue("joined")),
        ("Q+ to ask why", Queue("joined", (), "ask why")),
        ("q+ Ann to ask why", Queue("joined", ("Ann",), "ask why")),
        ("q+ the new release date", Queue("joined", (), "the new release date")),
        ("q-", Queue("left")),
        ("ack <@U1>", Queue("called", ("<@U1>",))),
        ("agenda+ Budget 5m", Wanted("Budget 5m")),
        ("#chair ann bo", Chairs(("ann", "bo"))),
        ("#unchair ann", Chairs(("ann",), added=False)),
        ("#startmeeting Weekly", Title("Weekly", begins=True)),
        ("#meetingtopic Weekly", Title("Weekly")),
        ("#endmeeting", End()),
        ("#undo", Undo()),
        ("s/olld/old/", Correction("olld", "old")),
        ("s|a/b|c|g", Correction("a/b", "c")),
        ("[off] Ann is leaving", Off()),
        ("INFO: Ann is leaving [OFF]", Off()),
    ],
)
def test_what_a_line_says(line: str, said: Said) -> None:
    assert read(line) == (said,)


@pytest.mark.parametrize(
    "line",
    [
        "topics to return to:",
        "TOPIC:",
        "#info",
        "#general hello",
        "present-day hardware",
        "q-tips",
        "ann: TOPIC: as she said",
        "&gt; TOPIC: quoted",
        "`TOPIC: code`",
        "info://host/path",
        "and/or s/he",
        "acknowledged, thanks",
        "the info: it is late",
        "actions speak louder",
        "`[off]` keeps a line out",
    ],
)
def test_what_is_only_talk(line: str) -> None:
    assert read(line) == (Talk(line),)


@pytest.mark.parametrize(
    ("line", "names", "due"),
    [
        ("ACTION: <@U1|ann> to draft it by next fri", ("<@U1>",), "next fri"),
        ("ACTION: <@U1> and Bo: draft it, due 3 Dec", ("Bo", "<@U1>"), "3 Dec"),
        ("Action Item: Ann, Bo &amp; Cy Lee will draft it", ("Ann", "Bo", "Cy Lee"), None),
        ("ACTION Bo: draft it before the next meeting", ("Bo",), "the next meeting"),
        ("#action bo to draft it", ("bo",), None),
        ("ACTION: add a page to the docs by hand", (), None),
        ("ACTION: draft it with <@U2>", ("<@U2>",), None),
        ("ACTION: see https://example.org/x: it is broken", (), None),
    ],
)
def test_whose_an_action_is_and_until_when(line: str, names: tuple[str, ...], due: str | None) -> None:
    (said,) = read(line)
    assert isinstance(said, Action)
    assert (set(said.names), said.due) == (set(names), due)


def test_a_message_of_several_lines_says_several_things() -> None:
    assert read("TOPIC: A\n\nhello\nINFO: b") == (Topic("A"), Talk("hello"), Note("info", "b"))


def test_code_is_never_read() -> None:
    assert read("```\nTOPIC: no\n```\nTOPIC: yes")[-1] == Topic("yes")
    assert Topic("no") not in read("```\nTOPIC: no\n```")


def test_areas_stand_outside_code() -> None:
    assert areas_in("##Nova, see ##cinder.core. but not `##glance` ##nova") == ("nova", "cinder.core")


PIECES = st.sampled_from(
    [
        "TOPIC:",
        "#",
        "action",
        "ACTION:",
        "present+",
        "q+",
        "s/",
        "/",
        "<@U1>",
        "<#C1>",
        "##",
        "`",
        "```",
        "[off]",
        "\n",
        " by ",
        "next fri",
        "to",
        ",",
        "&amp;",
        ":",
        "*",
        "\u200b",
        "ack ",
        "agenda+",
        "by 31 Feb",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=15).map("".join))
def test_no_line_breaks_it(text: str) -> None:
    for said in read(text):
        assert isinstance(said, Said.__args__)
