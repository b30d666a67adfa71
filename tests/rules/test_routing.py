"""Which area a text is for: a table of texts, and what must hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.feedback.routing import Target, choose

NOVA = Target(1, 1, "nova", "Nova compute", ("nova", "nova compute", "hypervisor", "c++"))
CINDER = Target(2, 1, "cinder", "Cinder volumes", ("cinder", "cinder volumes", "volume", "block storage"))
DOCS = Target(3, 2, "user-docs", "Documentation", ("user-docs", "documentation", "docs"))
AREAS = [NOVA, CINDER, DOCS]


@pytest.mark.parametrize(
    ("text", "area", "because"),
    [
        ("##nova is slow", NOVA, "##nova"),
        ("##NOVA ##cinder", NOVA, "##nova"),
        ("the hypervisor, see ##cinder", CINDER, "##cinder"),
        ("##novacompute", NOVA, "##novacompute"),
        ("##blockstorage and ##block-storage", CINDER, "##blockstorage"),
        ("##user_docs", DOCS, "##user_docs"),
        ("##unknown, but the docs", DOCS, "the word “docs”"),
        ("Volumes of the hypervisor, a VOLUME", NOVA, "the word “hypervisor”"),
        ("block storage of a hypervisor", CINDER, "the word “block storage”"),
        ("volume and block storage on a hypervisor", CINDER, "the word “block storage”"),
        ("our c++ code", NOVA, "the word “c++”"),
        ("a supernova", None, ""),
        ("novation and cinderella", None, ""),
        ("`nova` and `##cinder`", None, ""),
        ("", None, ""),
    ],
)
def test_the_area_that_a_text_is_for(text: str, area: Target | None, because: str) -> None:
    found = choose(text, AREAS)
    assert (found and (found.area_id, found.group_id)) == (area and (area.area_id, area.group_id))
    assert found is None or found.because == because


def test_named_outright_beats_everything() -> None:
    found = choose("##cinder volumes", AREAS, named="nova")
    assert found is not None and (found.area_id, found.because) == (1, "you named `nova`")


def test_the_group_that_is_here_wins_a_draw() -> None:
    twins = [Target(n, n, f"t{n}", "Twin", (f"t{n}", "twin")) for n in (1, 2)]
    for here in (1, 2):
        found = choose("a twin", twins, here=[here])
        assert found is not None and found.group_id == here


@given(st.text(), st.sampled_from(AREAS))
def test_a_tag_is_obeyed_whatever_stands_around_it(text: str, area: Target) -> None:
    safe = text.replace("`", "").replace("#", "")
    found = choose(f"##{area.slug} {safe}", AREAS)
    assert found is not None and found.area_id == area.area_id


@given(st.text())
def test_a_choice_is_always_one_of_the_areas(text: str) -> None:
    found = choose(text, AREAS)
    assert found is None or (found.area_id in (1, 2, 3) and found.because)
