"""Every drawing of the home tab is one that Slack takes: nothing, one thing, and pages of the longest there are."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.sandbox.blockkit import view_faults
from bot.sandbox.state.forms import VIEW_BYTES
from handlers.home import desk, views
from handlers.home.answering import PARTS, Waiting
from handlers.home.joining import Groups
from handlers.home.mine import Mine
from handlers.home.rows import STANDS
from handlers.home.settling import Myself
from handlers.home.views import TABS, Content, Frame, Stand
from handlers.paging import Page
from handlers.text import escape
from storage.actions import ALIVE, Action
from storage.decisions import Decision
from storage.direction import Statement
from storage.feedback import Feedback
from storage.meetings import COMING, LIVE, PLANNED, REGRETS, Meeting
from storage.waiting import QUESTIONS, Draft
from tests.views.nasty import NASTY, PROSE, a_group, a_person, faults_of, harmless, texts
from tests.views.rows import NOW, TODAY, filled

GROUPS = {n: a_group(n) for n in range(30)}
MANY = 500


def a_feedback(n: int) -> Feedback:
    states = [*STANDS, "something new"]
    known = {"number": 99_999 - n, "text": PROSE * 10, "answer": PROSE, "state": states[n % len(states)]}
    since = {"created_at": NOW - timedelta(days=999), "returns_at": NOW, "merged_into": 9}
    return filled(Feedback, group_id=n, area_id=n, severity="blocking", **known, **since)


def an_action(n: int) -> Action:
    known = {"number": 99_999 - n, "text": PROSE, "state": ALIVE[n % 3], "due_at": time(23, 59)}
    return filled(Action, group_id=n, due=date(2020, 1, 1), snoozed_until=date(2030, 1, 1), **known)


def a_meeting(n: int) -> Meeting:
    known = {
        "id": n,
        "number": 99_999,
        "name": NASTY[:150],
        "starts_at": NOW,
        "link": "https://a/" + "x" * 400,
    }
    return filled(Meeting, group_id=n, state=[PLANNED, LIVE][n % 2], **known)


def a_statement(n: int) -> Statement:
    return filled(Statement, number=n, group_id=n, text=PROSE, created_at=NOW)


def a_draft(n: int) -> Draft:
    return Draft(n, n, NASTY[:150], NOW, ["draft", "published"][n % 2])


def a_decision(n: int) -> Decision:
    return filled(Decision, number=n, group_id=n, text=PROSE, review_on=TODAY)


MAKES = {
    Feedback: a_feedback,
    Action: an_action,
    Statement: a_statement,
    Draft: a_draft,
    Decision: a_decision,
}


def page(make: Any, total: int, size: int) -> Page[Any]:
    """The one in the middle, which has buttons to both sides."""
    pages = max(1, -(-total // size))
    return Page([make(n) for n in range(min(total, size))], min(2, pages), pages, total)


def mine(total: int) -> Mine:
    found = [a_meeting(n) for n in range(min(total, desk.MEETINGS))]
    said = {n: [COMING, REGRETS][n % 2] for n in range(3)}
    actions, given = page(an_action, total, desk.ACTIONS), page(a_feedback, total, desk.GIVEN)
    return Mine(found, total > desk.MEETINGS, said, actions, given, GROUPS, TODAY)


def waiting(total: int) -> Waiting:
    sizes = {part: desk.UNHEARD if part == "unheard" else desk.OTHERS for part in PARTS}
    pages = {part: page(MAKES[QUESTIONS[part][0]], total, sizes[part]) for part in PARTS}
    names, asked = [escape(NASTY)] * 50, dict.fromkeys((99_999 - n for n in range(20)), PROSE)
    areas, owners = dict.fromkeys(range(20), escape(NASTY)), dict.fromkeys(asked, names)
    return Waiting(pages, GROUPS, areas, owners, asked, NOW, TODAY)


def groups(total: int, size: int = desk.GROUPS, words: str = "") -> Groups:
    return Groups(page(a_group, total, size), page(a_group, total, size), dict.fromkeys(range(9), NOW), words)


def myself(total: int) -> Myself:
    full = total > 0
    return Myself(a_person(full=full), NASTY[:100] * full or None, escape(NASTY) * full, NOW)


CONTENTS: dict[str, Any] = {"mine": mine, "answer": waiting, "groups": groups, "settings": myself}


def holds(content: Content, tab: str) -> list[Any]:
    frame = Frame(tab, 99_999, "/wg", escape(PROSE), is_first_visit=True)
    drawn = list(views.home(frame, content))
    view = {"type": "home", "blocks": drawn}
    assert view_faults(view, "home") == [] and len(json.dumps(view)) < VIEW_BYTES
    assert all(map(harmless, texts(drawn)))
    return drawn


@pytest.mark.parametrize("total", [0, 1, MANY])
@pytest.mark.parametrize("tab", TABS)
def test_each_tab(tab: str, total: int) -> None:
    holds(CONTENTS[tab](total), tab)


def test_what_was_sought_and_not_found() -> None:
    holds(groups(0, words=NASTY[:100]), "groups")


def test_the_fullest_tab_leaves_room_below_slacks_hundred_blocks() -> None:
    assert max(len(holds(CONTENTS[tab](MANY), tab)) for tab in TABS) <= 95


def test_a_tab_has_one_button_that_stands_out_among_the_tabs() -> None:
    for tab in TABS:
        row = next(b for b in holds(CONTENTS[tab](1), tab) if b["type"] == "actions")
        assert [e["value"] for e in row["elements"] if e.get("style")] == [tab]


@pytest.mark.parametrize("total", [0, 1, MANY])
def test_the_card(total: int) -> None:
    drawn = views.card(Stand(mine(total), total, total, total), NASTY if total else None, "/wg")
    assert faults_of(drawn) == [] and all(map(harmless, texts(drawn.blocks)))


@pytest.mark.parametrize("total", [0, 1, MANY])
def test_the_list_of_my_groups(total: int) -> None:
    form = views.groups_form(groups(total, 40), "/wg")
    assert faults_of(form) == [] and all(map(harmless, texts(form.blocks)))
