"""Meetings that others held, replayed: what they agreed on has an owner where the text names somebody present."""

from __future__ import annotations

from collections import Counter

import pytest

from handlers.minutes.log import Entry, minutes_of
from storage import actions
from tests.stories.test_live_logs import PAIRS, as_sent, meetings, replayed
from tests.world import World


def outcome(entry: Entry) -> str:
    """An action with its owners, with names that the draft asks about, or as the text leaves it: nobody's."""
    if entry.unsure:
        return "asked about"
    return "matched" if entry.owners else "unassigned"


def names(text: str, present: set[str]) -> bool:
    """Whether it begins with somebody who wrote in the meeting; of them only the nicks are known."""
    words = [word.strip("@,:&").casefold() for word in text.split()[:4]]
    return not present.isdisjoint(words)


def test_who_is_named_and_present_owns_it() -> None:
    if not PAIRS.exists():
        pytest.skip("the shared data with logs of meetings is not here")
    counts: Counter[str] = Counter()
    for meeting in meetings():
        log = as_sent(meeting)
        present = {line.user for line in log}
        for entry in minutes_of(log, {user: user for user in present}).actions:
            counts[outcome(entry)] += 1
            is_named = names(entry.text, {user.casefold() for user in present})
            assert bool(entry.owners) == is_named, entry.text
    assert counts["matched"] and sum(counts.values()) > 10, counts


def test_published_they_live_on(world: World) -> None:
    if not PAIRS.exists():
        pytest.skip("the shared data with logs of meetings is not here")
    meeting = max(meetings(), key=lambda m: len(m["published"]["action_items"]))
    made = replayed(world, [(m["nick"], m["text"]) for m in meeting["messages"]])
    world.types("carl", "/wg meeting end")
    world.clicks("carl", world.inbox("carl")[-1], "Publish")
    with world.app.database.reading() as db:
        found = actions.several(db, world.workspace.id, range(1, 100))
        owners = actions.owners_of(db, world.workspace.id, [action.number for action in found])
    assert len(found) == len(made.actions) > 1
    assert [tuple(owners.get(a.number, ())) for a in found] == [entry.owners for entry in made.actions]
