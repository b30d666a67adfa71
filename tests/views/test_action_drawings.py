"""Every drawing of action items, empty, usual and as full as it gets, held against what Slack takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from inspect import signature
from itertools import product
from typing import Any

import pytest

from handlers.actions import export, forms, listing, views
from handlers.actions.views import Shown
from handlers.agenda import views as agenda
from handlers.contract import Block, Form, Message
from handlers.feedback import notices
from handlers.routes import routes
from storage.actions import Action
from storage.feedback import Feedback
from storage.items import Event
from tests.views.nasty import ENDLESS, LIVE, SOURCE, WIDE, faults_of
from tests.views.rows import NOW, TODAY, a_group

TEXTS = {**ENDLESS, "short": "do it"}
GROUP = a_group(name=WIDE)
ITEM = Feedback("T1", 1, 1, 1, "&" * 40_000, "U1", None, False, "routed", NOW)


def full(state: str, text: str, *, owned: bool = True) -> Shown:
    """All fields as long as they may be."""
    action = Action(
        "T1",
        999_999_999,
        1,
        text,
        state,
        TODAY,
        NOW,
        "U1",
        text,
        time(17, 30),
        "C1",
        SOURCE,
        snoozed_until=TODAY,
    )
    owners = tuple((f"U{n}", WIDE) for n in range(50)) if owned else ()
    last = (Event("A-1", NOW, "U1", state, text, {}), WIDE)
    causes = tuple(f"F-{999_999_900 + n}" for n in range(50))
    return Shown(action, GROUP, owners, WIDE, causes, last, "/" + "w" * 31)


def listed(shown: Shown, order: str, count: int) -> listing.Listed:
    names = {shown.action.number: [name for _, name in shown.owners]}
    value = f"person {order} {'s' * 50} <@U0123456789A>"
    rows = [(shown.action, f"{n}{WIDE}" if order == "owner" else None) for n in range(count)]
    return listing.Listed(WIDE, value, order, rows, names, 2, 1_000_000, 900_000, TODAY)


def messages(shown: Shown) -> Iterator[tuple[str, Message]]:
    action = shown.action
    names = {action.number: [name for _, name in shown.owners]}
    yield "card", views.card(shown)
    yield "given", views.given(shown, WIDE)
    yield "whole", views.whole(shown)
    for count in (1, 40):
        many = [replace(action, number=n + 1) for n in range(count)]
        yield "from a meeting", views.given_in_meeting("M-999999999", many)
        others = dict.fromkeys(range(1, count + 1), names[action.number])
        yield "morning", views.morning(many, TODAY, others)
        yield "answered", views.morning(many, TODAY, others, {n + 1 for n in range(count)})
        yield "ownerless", views.ownerless(WIDE, many)
    asked = views.who_is_it(action, WIDE, [(f"U{n}", WIDE) for n in range(30)])
    asked += [
        *views.who_is_it(action, WIDE, ()),
        *views.which_day(action, WIDE, [date(2026, 3, n) for n in (3, 4)]),
    ]
    yield "asks", views.asks(shown, asked)
    yield "told", views.told(action, WIDE, "is done")
    for order, count in product(listing.ORDERS, (0, 1, listing.PAGE)):
        yield f"list by {order}", listing.listing(listed(shown, order, count))
    yield "file", listing.file_note(WIDE, 20_000)
    late = agenda.overdue(
        [action] * 8, names, date(2027, 3, 2), {action.number: "*unsponsored*"}, has_more=True
    )
    yield "agenda", agenda.agenda(GROUP, [], {}, [late], {})
    for left in (0, 1, 20):
        yield "something was done", notices.action_done(ITEM, action, action.text, left)
        yield "asked to resolve", notices.ask_to_resolve(ITEM, action, left)
    yield "one more", notices.one_more(ITEM, notices.agreed_words(action, is_secret=False))


def drawn_forms(shown: Shown) -> Iterator[Form]:
    action, text = shown.action, shown.action.text
    groups = [(f"group-{n}", WIDE) for n in range(150)]
    yield forms.make(groups, None, TODAY, text=text[:3000], source=SOURCE)
    yield forms.make((), "product", TODAY, feedback=ITEM)
    for deed in ("block", "drop"):
        yield forms.words(action, deed, text)
    yield forms.hand(action, [user for user, _ in shown.owners])
    yield forms.due(action)
    yield forms.split(action)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("state", views.STATES)
def test_slack_takes_them_however_full(state: str, text: str) -> None:
    for owned in (True, False):
        shown = full(state, TEXTS[text], owned=owned)
        found = {name: faults_of(drawn) for name, drawn in messages(shown)}
        for form in drawn_forms(shown):
            found[form.id] = faults_of(form)
        assert {name: faults for name, faults in found.items() if faults} == {}


def test_nothing_that_was_typed_is_live() -> None:
    for name, drawn in messages(full("blocked", " ".join(LIVE))):
        said = str(
            [block.get("text", block.get("elements")) for block in drawn.blocks if block["type"] != "actions"]
        )
        assert not [mark for mark in LIVE if mark in said], name


def buttons(drawn: Message) -> list[Block]:
    rows = [block for block in drawn.blocks if block["type"] == "actions"]
    accessories = [block["accessory"] for block in drawn.blocks if "accessory" in block]
    return [*accessories, *(element for row in rows for element in row["elements"])]


@pytest.mark.parametrize("state", views.STATES)
def test_every_button_finds_its_handler_and_is_understood(state: str) -> None:
    for owned in (True, False):
        for name, drawn in messages(full(state, "do it", owned=owned)):
            for button in buttons(drawn):
                pattern, _ = routes.clicks[button["action_id"].partition(":")[0]]
                assert pattern.match(button.get("value", "")) is not None, (name, button)


def test_every_form_fits_the_handler_of_its_submit() -> None:
    for form in drawn_forms(full("open", "do it")):
        parameters: dict[str, Any] = dict(list(signature(routes.submits[form.id]).parameters.items())[1:])
        given = {block["block_id"] for block in form.blocks if block["type"] == "input"} | set(form.known)
        needed = {name for name, p in parameters.items() if p.default is p.empty}
        assert needed <= given <= set(parameters), form.id


def test_a_file_runs_nothing_and_marks_nothing_up() -> None:
    action = replace(full("open", "=SUM(A1) [x](y)\n# no title").action, note="@cmd", source=None)
    known = export.Known({action.number: ["+Ana"]}, {1: "-Product"}, {action.number: ["F-1"]})
    assert "'=SUM(A1)" in export.as_csv([action], known) and "'@cmd" in export.as_csv([action], known)
    line = export.as_markdown([action], known, "*All*").splitlines()
    assert line[0] == r"# \*All\*"
    assert r"=SUM(A1) \[x\](y) \# no title (+Ana; due 2026-03-02; open; F-1)" in line[2]
