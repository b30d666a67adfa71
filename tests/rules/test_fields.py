"""Names, short names, zones and numbers as people write them: made fit, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.areas.rules import aliases
from handlers.contract import UserError
from handlers.fields import SLUG_LIMIT, a_name, a_slug, a_zone, days, prose, slug_of
from handlers.groups.rules import Officers, guessed, officers, offices
from handlers.paging import page_of
from storage.groups import Role


@pytest.mark.parametrize(
    ("read", "said", "kept"),
    [
        (a_name, "  Product \n WG ", "Product WG"),
        (a_name, "مجموعة", "مجموعة"),
        (a_name, ":tada: 7", ":tada: 7"),
        (a_slug, "##Nova", "nova"),
        (a_slug, "v1.2_x-y", "v1.2_x-y"),
        (slug_of, "Cloud Provider for KIND", "cloud-provider-for-kind"),
        (slug_of, "🎉", ""),
        (a_zone, "europe/paris", "Europe/Paris"),
        (a_zone, " UTC ", "UTC"),
        (days, " 7 ", 7),
    ],
)
def test_what_is_fit_is_kept(read: Callable[[str], Any], said: str, kept: Any) -> None:
    assert read(said) == kept


@pytest.mark.parametrize(
    ("read", "said", "sentence"),
    [
        (a_name, "\u200b\u200b", "at least one letter"),
        (a_name, ":tada:", "at least one letter"),
        (a_name, "x" * 81, "81 characters long; 80 are the most"),
        (a_slug, "Product WG", "How about “product-wg”?"),
        (a_slug, "🎉", "A short name is made of"),
        (a_slug, "x" * 51, "at most 50"),
        (a_zone, "Europe/Pariss", "Did you mean Europe/Paris?"),
        (a_zone, "<here>", "“&lt;here&gt;”"),
        (a_zone, "../../etc/passwd", "I know no time zone"),
        (a_zone, "x" * 10_000, "I know no time zone"),
        (days, "0", "from 1 to 90"),
        (days, "99999999999", "from 1 to 90"),
        (days, "a week", "from 1 to 90"),
    ],
)
def test_what_is_not_gets_a_sentence(read: Callable[[str], Any], said: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(said)
    assert sentence in str(refused.value) and refused.value.field


def test_prose_is_kept_whole_or_refused() -> None:
    assert prose(" a\n b ", 10, "mission") == "a\n b" and prose("\u200b", 10, "mission") == ""
    with pytest.raises(UserError, match="11 characters long; 10 are the most"):
        prose("x" * 11, 10, "mission")


@given(st.text(max_size=300))
def test_a_suggested_short_name_is_a_valid_one(said: str) -> None:
    slug = slug_of(said)
    assert not slug or (a_slug(slug) == slug and len(slug) <= SLUG_LIMIT)


@pytest.mark.parametrize(
    ("slug", "name", "meant"),
    [
        ("pwg", "Product WG", ("pwg", "Product WG")),
        ("Product WG", "", ("product-wg", "Product WG")),
        ("Product", "", ("product", "")),
        ("", "Product WG", ("product-wg", "Product WG")),
        ("", "", ("", "")),
    ],
)
def test_what_a_create_may_have_meant(slug: str, name: str, meant: tuple[str, str]) -> None:
    assert guessed(slug, name) == meant


def test_aliases_are_words_with_commas_between() -> None:
    assert aliases("Nova, compute  scheduler;\n##VM, nova,, compute scheduler", "nova") == [
        "compute scheduler",
        "vm",
    ]
    for said in ("x" * 41, "!!!", ",".join(f"w{n}" for n in range(21))):
        with pytest.raises(UserError):
            aliases(said, "nova")


def role(user: str, office: str, area: int | None = None) -> Role:
    return Role(1, area, user, office, datetime(2026, 1, 1, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("held", "heirs"),
    [
        ([], ("ADA",)),
        ([role("A", "chair")], ()),
        ([role("A", "co-chair"), role("B", "co-chair")], ("A", "B")),
        ([role("A", "lead"), role("B", "member")], ("ADA",)),
        ([role("A", "co-chair"), role("B", "chair")], ()),
    ],
)
def test_who_is_asked_to_name_a_chair(held: list[Role], heirs: tuple[str, ...]) -> None:
    assert officers(held).heirs(["ADA"]) == heirs


def test_offices_are_those_of_the_group_itself() -> None:
    held = [role("A", "chair"), role("A", "lead", 7), role("B", "co-chair"), role("A", "member")]
    assert offices(held, "A") == ["chair"] and officers(held) == Officers(("A",), ("B",))


@pytest.mark.parametrize(
    ("number", "items", "shown", "pages"),
    [
        (1, 0, [], 1),
        (1, 3, [0, 1, 2], 1),
        (1, 7, [0, 1, 2], 3),
        (3, 7, [6], 3),
        (99, 7, [6], 3),
        (-1, 7, [0, 1, 2], 3),
    ],
)
def test_pages(number: int, items: int, shown: list[int], pages: int) -> None:
    page = page_of(range(items), number, 3)
    assert (list(page.items), page.pages, page.total) == (shown, pages, items)
    row = page.turns("turn", "nova ")
    labels = [button["text"]["text"] for button in row[0]["elements"]] if row else []
    assert labels == ["← Earlier"] * (page.number > 1) + ["More →"] * (page.number < pages)
