"""What counts as the same word: a table of cases, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.words import LONGEST, OPENING, READ, WIDEST, count, stem, words


@pytest.mark.parametrize(
    "family",
    [
        "migrate migrates migrated migrating migration migrations",
        "archive archives archived archiving",
        "crash crashes crashed crashing",
        "process processes processed processing",
        "deploy deploys deployed deploying deployment deployments",
        "policy policies",
        "reply replies replied replying",
        "stop stops stopped stopping",
        "install installs installed installing",
        "slow slowly",
    ],
)
def test_one_word_in_its_forms(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("server", "service"),
        ("status", "state"),
        ("need", "new"),
        ("string", "strange"),
        ("version", "verse"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("The and of it", []),
        ("🎉 🎉", []),
        ("Café NAÏVE ﬁle", ["caf", "naiv", "fil"]),
        ("STRASSE straße", ["strass", "strass"]),
        ("hot\u200b-plug", ["hot", "plug"]),
        ("mi\u200bgration", ["migrat"]),
        ("packed_simd_2", ["packed_simd_2", "pack", "simd", "2"]),
        (
            "tabPane.openURLBar",
            ["tabpane.openurlbar", "tabpan", "tab", "pan", "openurlbar", "open", "url", "bar"],
        ),
        ("fails in 2.53.1.", ["fail", "2.53.1", "2", "53", "1"]),
        ("__init__", ["init"]),
        ("<@U012AB> in <#C9|ops>: a &amp; b &lt;c&gt; :tada:", ["b", "c"]),
        (
            "<https://docs.example.org/a|the guide>",
            ["http", "docs.example.org", "doc", "exampl", "org", "guid"],
        ),
        ("東京都", ["東京", "京都"]),
        ("東 京", ["東", "京"]),
        ("OpenStackの移行", ["openstack", "open", "stack", "の移", "移行"]),
        ("네트워크 느림", ["네트워크", "느림"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("ที่นี่", ["ที", "ี่", "่น", "นี", "ี่"]),
        ("שָׁלוֹם", ["שלום"]),
        ("миграция", ["миграция"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_the_opening_counts_twice() -> None:
    assert count("Disk full\nThe disk again, and logs") == {"disk": 3, "full": 2, "again": 1, "log": 1}


def test_only_the_opening_of_a_long_line_counts_twice() -> None:
    counted = count(" ".join(f"word{n}" for n in range(OPENING + 5)))
    assert sorted(counted.values()) == [1] * 5 + [2] * OPENING


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    counted = count(" ".join(f"word{n}" for n in range(40_000)))
    assert len(counted) == WIDEST
    assert "word0" in counted
    assert count("x" * 40_000) == {}
    assert "late" not in count("early " + " " * READ + "late")


@given(st.text())
def test_any_text_has_words_that_are_words_of_themselves(text: str) -> None:
    found = words(text)
    assert set(words(" ".join(found))) == set(found)
    assert all(0 < len(word) <= LONGEST for word in found)


@given(st.text(alphabet="abcdeginorstuy", max_size=20))
def test_a_stem_has_no_further_stem(word: str) -> None:
    assert stem(stem(word)) == stem(word)


@given(st.text(alphabet="aBc1._ :<@>&;東の", max_size=60))
def test_code_and_markup_never_break_it(text: str) -> None:
    assert set(words(" ".join(words(text)))) == set(words(text))
