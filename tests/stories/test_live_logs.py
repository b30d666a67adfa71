"""Meetings that others held, replayed line by line through the bot: its minutes hold what theirs do."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

import pytest

from handlers.minutes.log import Minutes, minutes_of
from storage import minutes, people
from tests.world import World, product_working_group

LOGS = Path(__file__).parents[3] / "shared/data/logs"
PAIRS = LOGS / "w3c-ccg-pairs.jsonl"
SCRIPT, ITS_MINUTES = LOGS / "meetbot-script-1.log.txt", LOGS / "meetbot-script-1.minutes.txt"
HERE = "product-wg"
FEWEST_RECOGNISED = 0.85


def meetings() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()] if PAIRS.exists() else []


def replayed(world: World, said: list[tuple[str, str]]) -> Minutes:
    """As chat in a live meeting; nobody here is called as the speakers are, so they get handles."""
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    handles = {name: f"guest{number}" for number, name in enumerate(dict.fromkeys(who for who, _ in said))}

    async def talk() -> None:
        place = world.workspace.channel(HERE)
        for name, handle in handles.items():
            person = world.workspace.add_person(handle, real_name=name)
            world.workspace.join(place, person.id)
        for who, text in said:
            await world.hands.says(handles[who], HERE, text)

    world.run(talk())
    world.settle()
    team = world.workspace.id
    with world.app.database.reading() as db:
        known = people.persons(db, team, people.members(db, team, world.workspace.channel(HERE).id))
        names = {user: person.name for user, person in known.items()}
        return minutes_of(minutes.log(db, team, 1), names)


def plain(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def as_sent(meeting: dict[str, Any]) -> list[minutes.Line]:
    """The log as Slack would deliver it, without Slack."""
    return [
        minutes.Line(f"{place:06}", m["nick"], escape(m["text"], quote=False), deleted=False)
        for place, m in enumerate(meeting["messages"])
    ]


def holds(ours: Minutes, theirs: dict[str, Any]) -> None:
    assert [e.text for e in ours.topics] == plain(theirs["topics"])
    assert not set(plain(theirs["action_items"])) - {e.text for e in ours.actions}
    assert not set(plain(theirs["resolutions"])) - {e.text for e in ours.decisions}


@pytest.mark.parametrize("meeting", meetings() or [None], ids=lambda m: m["id"] if m else "none")
def test_what_was_published_is_in_ours(meeting: dict[str, Any] | None) -> None:
    if meeting is None:
        pytest.skip("the shared data with logs of meetings is not here")
    log = as_sent(meeting)
    holds(minutes_of(log, {line.user: line.user for line in log}), meeting["published"])


@pytest.mark.parametrize("place", [2, 12])
def test_the_bot_hears_the_same(world: World, place: int) -> None:
    """Some of them as chat; all were replayed once, which takes half a minute."""
    if not PAIRS.exists():
        pytest.skip("the shared data with logs of meetings is not here")
    meeting = meetings()[place]
    holds(replayed(world, [(m["nick"], m["text"]) for m in meeting["messages"]]), meeting["published"])


def recognised(name: str, said: set[str]) -> bool:
    """Nicks are not names: a part of it of four letters, or of the whole, must be in both."""
    words = [w for w in re.split(r"[^\w]+", name.casefold()) if len(w) > 3]
    return any(word[:5] in nick or nick[:5] in word for word in words for nick in said if len(nick) > 3)


def test_who_was_present_is_in_ours() -> None:
    """Their names come from a register that turns nicks into names; ours are the nicks."""
    if not PAIRS.exists():
        pytest.skip("the shared data with logs of meetings is not here")
    found = total = 0
    for meeting in meetings():
        found_here = minutes_of(as_sent(meeting), {}).present
        ours = {re.sub(r"\W|_", "", who.casefold()) for who in found_here}
        theirs = meeting["published"]["present"]
        found += sum(recognised(name, ours) for name in theirs)
        total += len(theirs)
    assert found / total >= FEWEST_RECOGNISED, f"{found} of {total}"


def meetbots_items() -> list[tuple[str, str]]:
    """(kind, text) as MeetBot printed them, its line breaks undone, without those that say nothing."""
    printed = ITS_MINUTES.read_text("utf-8").partition("Meeting summary")[2].partition("Meeting ended")[0]
    joined = re.sub(r"\n {4}(?=\S)|\n    ", " ", printed)
    found = re.findall(r"^ *\* +(.*?) +\([^()]*, *[\d:]+\)$", joined, re.MULTILINE)
    items = [re.fullmatch(r"(?:([A-Z]+): *)?(.*)", text).groups() for text in found]  # type: ignore[union-attr]
    return [((kind or "").lower(), text.strip()) for kind, text in items if text.strip()]


def test_meetbots_script_gives_meetbots_items(world: World) -> None:
    if not SCRIPT.exists():
        pytest.skip("the shared data with MeetBot's scripts is not here")
    lines = re.findall(r"^\S+ <([^>]+)> (.+)$", SCRIPT.read_text("utf-8"), re.MULTILINE)
    ours = replayed(world, lines)
    kinds = {"info": "", "topic": "", "agreed": "agreed"}
    said = [
        (kinds.get(e.kind, e.kind), e.text)
        for section in ours.sections
        for e in [*([section.topic] if section.topic else []), *section.entries]
    ]
    theirs = [("agreed" if kind == "accepted" else kind, text) for kind, text in meetbots_items()]
    assert said == theirs
    assert ours.title == "Test Meeting"
