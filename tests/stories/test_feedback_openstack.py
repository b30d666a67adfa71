"""96 lines that people wrote at an OpenStack Forum, given through the command: each reaches somebody who answers it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.world import T, World

LINES = Path(__file__).parents[3] / "shared/data/feedback/openstack_bos2017_tagged.jsonl"
# area -> whose direct messages, or which channel
LEADS = {
    "uc": "nova-leads",
    "uservoice": "cinder-leads",
    "publiccloud": "lea",
    "lcoo": "dev",
    "compliance": "pam",
}
KINDS = {"painpoint": "pain point", "gap": "gap", "gaps": "gap", "newfeature": "new feature"}


def place_of(tags: list[str]) -> str | None:
    return next((LEADS[tag] for tag in tags if tag in LEADS), None)


def heads_of(world: World) -> dict[int, tuple[str, str]]:
    """Number -> where its lead's card stands, and the card's first line."""
    found = {}
    for place in dict.fromkeys([*LEADS.values(), "carl"]):
        for message in world.channel(place) if place.endswith("-leads") else world.inbox(place):
            head = world.text(message).partition("\n")[0]
            if head.startswith("*F-"):
                found[int(head[3:].partition("*")[0])] = (place, head)
    return found


@pytest.mark.skipif(not LINES.exists(), reason="the real lines are not part of the repository")
def test_each_line_reaches_its_leads_or_a_person(world: World) -> None:
    rows: list[dict[str, Any]] = [json.loads(line) for line in LINES.read_text("utf-8").splitlines()]
    world.types("ada", '/wg group create product "Product Working Group"')
    world.types("ada", "/wg group chair add @carl")
    world.types("ada", "/wg group chair remove @ada")
    for slug, place in LEADS.items():
        lead = f"@lea #{place}" if place.endswith("-leads") else f"@{place}"
        world.types("carl", f'/wg area add {slug} "{slug} matters" lead {lead}')
    for number, row in enumerate(rows, start=1):
        seen = world.run(world.hands.types("ana", "product-wg", f"/wg feedback {row['raw']}"))
        assert f"*F-{number}*" in seen.text, row["id"]
    world.at(T(61))

    heads = heads_of(world)
    assert sorted(heads) == list(range(1, len(rows) + 1)), "each reached a lead or the chair"
    named = kinds = 0
    for number, row in enumerate(rows, start=1):
        place, head = heads[number]
        meant = place_of(row["tags"])
        assert place == meant or meant is None, row["id"]
        kind = next((KINDS[tag] for tag in row["tags"] if tag in KINDS), None)
        assert head.endswith(f" · {kind}") if kind else head.count(" · ") == 1, row["id"]
        named, kinds = named + bool(meant), kinds + bool(kind)
    assert (named, kinds) == (49, 20)
