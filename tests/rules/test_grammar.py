"""What people type becomes typed values: the grammar of one command."""

from __future__ import annotations

import pytest

from handlers.grammar import Inputs, Pattern
from handlers.text import plain

ANA, LEADS = "<@U1|ana>", "<#C1|leads>"


@pytest.mark.parametrize(
    ("grammar", "typed", "inputs"),
    [
        ("group show [<slug>]", "group show", {}),
        ("group show [<slug>]", "Groups SHOW Product", {"slug": "Product"}),
        ("group show [<slug>]", "group show a b", None),
        (
            "group create <slug:slug> <name...>",
            'group create ##pwg "Product WG"',
            {"slug": "pwg", "name": "Product WG"},
        ),
        (
            "group create <slug:slug> <name...>",
            "group create pwg Product WG",
            {"slug": "pwg", "name": "Product WG"},
        ),
        (
            "group create <slug:slug> <name...>",
            "group create pwg “Product WG”",
            {"slug": "pwg", "name": "Product WG"},
        ),
        ("group create <slug:slug> <name...>", "group create PWG!", None),
        ("group chair add <who:user> [<office=co>]", f"group chair add {ANA}", {"who": "U1"}),
        (
            "group chair add <who:user> [<office=co>]",
            f"group chair add co {ANA}",
            {"who": "U1", "office": "co"},
        ),
        (
            "group chair add <who:user> [<office=co>]",
            f"group chair add {ANA} co",
            {"who": "U1", "office": "co"},
        ),
        ("group chair add <who:user>", "group chair add @ana", None),
        ("area lead add <slug> <who:user>", f"area lead add {ANA} nova", {"slug": "nova", "who": "U1"}),
        (
            "area lead add <slug> <where:channel>",
            f"area lead add nova {LEADS}",
            {"slug": "nova", "where": "C1"},
        ),
        ("list [<page:int>]", "list 12", {"page": 12}),
        ("list [<page:int>]", "list twelve", None),
        ("done <number:F>", "done f12", {"number": 12}),
        ("done <number:F>", "done F-12", {"number": 12}),
        ("done <number:F>", "done #F–12", {"number": 12}),
        ("done <number:F>", "done 12", {"number": 12}),
        ("done <number:F>", "done A-12", None),
        ("done <number:F>", "done `F-12`", None),
        ("away [until|till] <day...>", "away till next fri", {"day": "next fri"}),
        ("away [until|till] <day...>", "away next fri", {"day": "next fri"}),
        ("merge <a:F> into <b:F>", "merge 3 into F-4", {"a": 3, "b": 4}),
        ("merge <a:F> into <b:F>", "merge 3 4", None),
        ("say <text...> for:<whom>", "say it is slow", {"text": "it is slow"}),
        (
            "say <text...> for:<whom>",
            'say for:"Acme ops" it is slow',
            {"whom": "Acme ops", "text": "it is slow"},
        ),
        ("say <text...> for:<whom>", f"say it is for:{ANA} slow", {"whom": "<@U1>", "text": "it is slow"}),
        ("say <text...> for:<whom>", "say FOR:«Acme ops» it", {"whom": "Acme ops", "text": "it"}),
        ("say <text...> for:<whom>", "say f\u200bor:acme it", {"whom": "acme", "text": "it"}),
        ("say <text...> for:<whom>", "say `for:acme it`", {"text": "`for:acme it`"}),
        ("say <text...>", "say 'it' is \"here\" & there", {"text": "'it' is \"here\" & there"}),
        ("say <text...>", "say a &lt;b&gt; &amp;amp;", {"text": "a <b> &amp;"}),
        ("say <text...>", f"say ask {ANA} in {LEADS}", {"text": "ask @ana in #leads"}),
        ("say <text...>", 'say "all of it"', {"text": "all of it"}),
        ("say <text...>", 'say "one" and "two"', {"text": '"one" and "two"'}),
        ("say <text...>", "say two\n\n  lines", {"text": "two\n\n  lines"}),
        ("say <text...>", "say \u200b\u200b", None),
        ("", "", {}),
        ("", "x", None),
    ],
)
def test_one_grammar_reads(grammar: str, typed: str, inputs: Inputs | None) -> None:
    assert Pattern(grammar).match(typed) == inputs


@pytest.mark.parametrize(
    ("grammar", "usage"),
    [
        ("group create <slug:slug> <name...>", "group create <slug> <name>"),
        ("area lead add <slug> <who:user>", "area lead add <slug> @who"),
        (
            "area add <slug> [lead] [<leads:channel>] [alias|aliases <words...>]",
            "area add <slug> [lead] [#leads] [alias <words>]",
        ),
        ("list [<which=new|mine>] in:<slug>", "list [new|mine] [in:<slug>]"),
        ("done <number:F> [<note...>]", "done F-12 [<note>]"),
    ],
)
def test_the_usage_line_is_the_grammar_in_peoples_words(grammar: str, usage: str) -> None:
    assert Pattern(grammar).usage == usage


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("area add", {}),
        ("area add nova", {"slug": "nova"}),
        ("area add nova Compute", {"slug": "nova", "name": "Compute"}),
        ("area add nova Compute lead", {"slug": "nova", "name": "Compute"}),
        ("area add for:me nova", {"slug": "nova", "whom": "me"}),
        ("area drop", None),
    ],
)
def test_what_lacks_words_is_read_as_far_as_it_goes(typed: str, known: Inputs | None) -> None:
    assert Pattern("area add <slug> <name> lead <who:user> for:<whom>").known(typed) == known


@pytest.mark.parametrize("said", [f"feedback broken for:{ANA}", '"quoted"', "a &lt;b&gt; <https://x.org|y>"])
def test_a_raw_rest_is_untouched(said: str) -> None:
    assert Pattern("<number:F> <words:raw>").match(f"F-1 {said}") == {"number": 1, "words": said}
    assert Pattern("<words:raw>").match("") is None


def test_plain_text_has_no_nul_which_no_postgresql_keeps() -> None:
    assert plain("n\0ul <!ch\0annel>") == "nul @channel"
