"""Every drawing of feedback, empty, usual and as full as it gets, held against what Slack takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from inspect import signature
from itertools import product

import pytest

from handlers.contract import Form, Message
from handlers.feedback import forms, lists, notices, rules, views
from handlers.feedback.views import Shown
from handlers.routes import routes
from storage.items import Event
from tests.views.nasty import ENDLESS, LIVE, SOURCE, WIDE, faults_of
from tests.views.rows import COMPUTE, GROUP, NOW, a_feedback

ITEM = a_feedback(1, "it hurts")
SPARE = Shown(replace(ITEM, group_id=None, area_id=None), None, None, "", "", 0, (), (), (), "/wg")


def full(state: str, text: str) -> Shown:
    """All fields as long as they may be."""
    item = replace(
        ITEM,
        number=999_999_999,
        state=state,
        text=text,
        answer=text,
        voice="product manager",
        kind="new feature",
        axis="performance",
        severity="blocking",
        source=SOURCE,
        verdict="yes",
        merged_into=999_999_998,
        likely=[1, 2, 3],
        returns_at=NOW + timedelta(days=30),
    )
    events = [Event("F-1", NOW, "U1", what, text, {}) for what in rules.DONE.values()] * 20
    likely = tuple(replace(item, number=n) for n in (1, 2, 3))
    group, area = replace(GROUP, name=WIDE), replace(COMPUTE, name=WIDE)
    trail = tuple((event, WIDE) for event in events)
    return Shown(item, group, area, WIDE, WIDE, 100_000, likely, trail, (WIDE,) * 30, "/" + "w" * 31)


def messages(shown: Shown) -> Iterator[tuple[str, Message]]:
    item, text = shown.item, shown.item.text
    yield "lead card", views.lead_card(shown)
    yield "moved card", views.moved_card(shown, shown.place)
    for role in views.TITLES:
        yield f"card of the {role}", views.author_card(shown, role)
    for waits in (False, True):
        yield "receipt", notices.receipt(shown, "##" + "t" * 63, date(2026, 3, 9), waits=waits)
    deeds = ("accept", "decline", "defer", "ask", "resolve", "merge", "unmerge", "withdraw", "return")
    for deed, asks in product(deeds, (False, True)):
        yield f"told {deed}", notices.told(item, deed, shown.giver, text, asks=asks)
    yield "talk", notices.talk_heading(item)
    yield "asked", notices.asked_in_thread(shown.giver, text)
    yield "relayed", notices.relayed(shown.giver, text, [(WIDE, "https://example.org/|>")] * 20)
    yield "offer", notices.offer(item, shown.likely or (item,))
    yield "not answered", notices.not_answered(item, text)
    for count in (1, 100):
        yield "nudge", notices.nudge([item] * count, NOW, "/wg")
    yield "whole", lists.whole(shown, lists.reader_buttons(item, mine=False))
    for count in (2, 500):
        yield "heading", notices.gathering_heading([item] * count)


def drawn_forms(shown: Shown) -> Iterator[Form]:
    item, text = shown.item, shown.item.text
    for many in (0, 1, 150):
        areas = [(f"area-{n}", f"{WIDE} ({n})") for n in range(many)]
        yield forms.give(areas)
        known = {"for_name": WIDE, "for_user": "U1", "anonymous": True, "voice": "operator", "kind": "gap"}
        source = {"source": item.source, "source_author": "U1"}
        likely = shown.likely[:3]
        yield forms.give(areas, text, area="area-0", likely=likely, me="U2", **source, **known)
    for deed in ("decline", "resolve"):
        yield forms.sure(item, deed, text)
    yield forms.defer(item, text, date(2026, 4, 1))
    yield forms.ask(item)
    yield forms.route(item, [(f"area-{n}", WIDE) for n in range(150)], "/wg")
    yield forms.edit(item)
    for verdict in ("partly", "no"):
        yield forms.still_open(item, verdict)


def refused(shown: Shown) -> dict[str, list[str]]:
    """Name of a drawing -> what Slack would say against it."""
    found = {name: faults_of(drawn) for name, drawn in messages(shown)}
    for nth, form in enumerate(drawn_forms(shown)):
        found[f"{nth} {form.id}"] = faults_of(form)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("state", views.STATES)
def test_the_barest(state: str) -> None:
    assert refused(replace(SPARE, item=replace(SPARE.item, state=state))) == {}


@pytest.mark.parametrize("state", views.STATES)
def test_the_most_items(state: str) -> None:
    assert refused(full(state, "it hurts")) == {}


@pytest.mark.parametrize("state", ["routed", "resolved"])
@pytest.mark.parametrize("text", ENDLESS)
def test_the_longest_texts(state: str, text: str) -> None:
    assert refused(full(state, ENDLESS[text])) == {}


@pytest.mark.parametrize("name", lists.TITLES)
def test_lists(name: str) -> None:
    item = full("routed", ENDLESS["marks"]).item
    for group, count in product((None, replace(GROUP, name=WIDE, slug="s" * 50)), (0, 1, lists.PAGE)):
        for page, total in ((1, count), (2, 1_000_000)):
            endorsed = {item.number: 1_000_000}
            drawn = lists.listing(name, [item] * count, endorsed, group=group, page=page, total=total)
            assert faults_of(drawn) == []


def test_nothing_that_was_typed_is_live() -> None:
    text = " ".join(LIVE)
    shown = full("resolved", text)
    shown = replace(shown, giver=text, spoken_for=text, waits_for=(text,), area=replace(COMPUTE, name=text))
    for name, drawn in messages(shown):
        said = str(drawn.body)
        assert not [mark for mark in LIVE if mark in said], name


def test_every_button_finds_its_handler_and_is_understood() -> None:
    for state in views.STATES:
        for name, drawn in messages(full(state, "it hurts")):
            rows = [block for block in drawn.blocks if block["type"] == "actions"]
            accessories = [block["accessory"] for block in drawn.blocks if "accessory" in block]
            for button in [*accessories, *(element for row in rows for element in row["elements"])]:
                pattern, _ = routes.clicks[button["action_id"].partition(":")[0]]
                assert pattern.match(button["value"]) is not None, (name, button)


def test_every_form_fits_the_handler_of_its_submit() -> None:
    for form in drawn_forms(full("routed", "it hurts")):
        parameters = dict(list(signature(routes.submits[form.id]).parameters.items())[1:])
        given = {block["block_id"] for block in form.blocks if block["type"] == "input"} | set(form.known)
        needed = {name for name, p in parameters.items() if p.default is p.empty}
        assert needed <= given <= set(parameters), form.id
