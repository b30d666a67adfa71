"""A series from a chair's words: previewed, created, changed and ended; what cannot be is said."""

from __future__ import annotations

import pytest

from tests.planned import WEEKLY, answer, at, channel_text, inbox_text, plainly, planned
from tests.world import World, product_working_group


@pytest.fixture
def group(world: World) -> World:
    return product_working_group(world)


def test_a_series_is_previewed_then_created(group: World) -> None:
    preview = group.types("carl", f"/wg meeting schedule {WEEKLY}")
    assert "Every week on Tuesday at 16:00 (Europe/Paris)" in plainly(preview.text)
    assert "45 minutes" in plainly(preview.text)
    # Carl's group has Ada's zone: London, an hour behind; both change on 29 March.
    for date in ("Tue 3 Mar 2026 15:00", "Tue 10 Mar 2026 15:00", "Tue 31 Mar 2026 15:00"):
        assert date in plainly(preview.text)
    assert "Weekly sync" not in channel_text(group)
    group.clicks("carl", preview.messages[-1], "Create")
    assert "Carl Chair scheduled Weekly sync: Every week on Tuesday" in channel_text(group)
    assert "M-1 Weekly sync" in answer(group, "ana", "/wg meeting")


def test_the_form_leads_to_the_same_preview(group: World) -> None:
    group.types("carl", '/wg meeting schedule "Two regions"')
    said = {"rhythm": "every 2 weeks", "weekdays": ["1", "3"], "at": "16:00", "zone": "PT"}
    group.submits("carl", **said, start="2026-03-10")
    preview = group.hands.shown("carl", "product-wg")[-1]
    sentence = "Every 2 weeks on Tuesday and Thursday at 16:00 (America/Los_Angeles), from Tue 10 Mar 2026"
    assert sentence in group.text(preview)
    group.clicks("carl", preview, "Edit…")
    assert "every 2 weeks tuesday and every 2 weeks thursday 16:00 PT" in str(group.form("carl"))
    group.submits("carl", words="every other tue 16:00 PT from 2026-03-10")
    again = group.hands.shown("carl", "product-wg")[-1]
    group.clicks("carl", again, "Create")
    assert "M-1 Two regions" in answer(group, "ana", "/wg meeting list")


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Weekly sync every tue 16:00", "Weekly sync · Product"),
        ("Monthly first thu 9:00", "Monthly · Product"),
        ("Sync every tue 16:00 huddle", "Sync · Product"),
    ],
)
def test_a_name_needs_no_quotes(group: World, words: str, heading: str) -> None:
    assert heading in answer(group, "carl", f"/wg meeting schedule {words}")


@pytest.mark.parametrize("words", ["every tue 16:00", "odd weeks wed 15:00 UTC", "2026-12-03 14:00"])
def test_a_schedule_without_a_name_opens_the_form_filled_in(group: World, words: str) -> None:
    group.types("carl", f"/wg meeting schedule {words}")
    preview = group.submits("carl", name="Sync")
    shown = group.hands.shown("carl", "product-wg")[-1]
    assert "Sync" in group.text(shown), preview


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"weekdays": ["1"], "at": "25:00"}, "at"),
        ({"weekdays": ["1"], "at": "16:00", "zone": "IST"}, "zone"),
        ({"weekdays": ["1"], "at": "16:00", "rhythm": "every 2 weeks"}, "start"),
        ({"weekdays": ["1"], "at": "16:00", "until": "2026-01-01"}, "until"),
        ({"at": "16:00"}, "weekdays"),
        ({"words": "every tue 25:00"}, "words"),
    ],
)
def test_a_form_shows_a_mistake_where_it_was_made(group: World, said: dict[str, str], field: str) -> None:
    group.types("carl", '/wg meeting schedule "Sync"')
    group.submits("carl", **said)
    assert set(group.hands.errors("carl")) == {field}


def test_a_long_year_is_told(group: World) -> None:
    seen = answer(group, "carl", '/wg meeting schedule "Odd" odd weeks thu 9:00 UTC from 2026-12-01')
    assert "from Thu 31 Dec 2026 to the next one, Thu 7 Jan 2027, it is only a week" in seen


def test_only_chairs_schedule(group: World) -> None:
    assert "Only the chairs" in answer(group, "ana", f"/wg meeting schedule {WEEKLY}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("every other week on tue 16:00", "Add from 2026-03-03 or from 2026-03-10"),
        ("every tue 25:00", "no time of day"),
        ("2026-02-31 14:00", "no day of the calendar"),
        ("2026-01-05 14:00", "That is over"),
        ("every tue 16:00 Mars/Phobos", "I know no time zone"),
        ("every tue 16:00 CST", "America/Chicago or Asia/Shanghai"),
        ("tue 17:00-16:00", "not after the start"),
    ],
)
def test_what_cannot_be_is_said(group: World, words: str, sentence: str) -> None:
    seen = group.types("carl", f'/wg meeting schedule "Sync" {words}')
    assert sentence in plainly(seen.text)
    assert "You typed" in plainly(seen.text)


def test_collisions_are_told_before_creating(group: World) -> None:
    planned(group, WEEKLY)
    seen = group.types("carl", '/wg meeting schedule "Triage" every 2 weeks on tue 15:30 UTC from 2026-03-10')
    assert "Collides with Weekly sync (the same group), first on Tue 10 Mar 2026 15:30" in plainly(seen.text)
    late = group.types("carl", '/wg meeting schedule "Triage" every tue 15:30 UTC from 2027-12-01')
    assert "first on Tue 7 Dec 2027 15:30" in plainly(late.text)
    apart = group.types("carl", '/wg meeting schedule "Triage" every wed 15:30 UTC')
    assert "Collides" not in plainly(apart.text)


def test_a_shared_lead_collides_across_groups(group: World) -> None:
    planned(group, WEEKLY)
    group.types("ada", '/wg group create nova-wg "Nova WG"', channel="general")
    group.types("ada", "/wg group chair add @lea", channel="general")
    seen = group.types("lea", '/wg meeting schedule "Nova" every tue 15:00 UTC', channel="general")
    assert "Collides with Weekly sync (Lea Lead is needed in both)" in plainly(seen.text)


def test_holidays_and_odd_clocks_are_told(group: World) -> None:
    group.types("carl", "/wg meeting settings")
    group.submits("carl", countries="fr")
    seen = group.types("carl", '/wg meeting schedule "Night" every sun 02:30 Europe/Paris')
    assert "there is no 02:30 in Europe/Paris: it starts at 03:30" in plainly(seen.text)
    assert "comes twice" in plainly(seen.text)
    friday = group.types("carl", '/wg meeting schedule "Fridays" every fri 10:00 Europe/Paris')
    assert "Fri 1 May 2026 (FR: Labor Day)" in plainly(friday.text)


def test_a_series_changes_from_now_on(group: World) -> None:
    planned(group, WEEKLY)
    group.types("olga", "/wg meeting coming M-1")
    group.at(at(4, 9))
    group.types("ana", "/wg meeting coming M-2")
    preview = group.types("carl", "/wg meeting change weekly-sync every wed 17:00 Europe/Paris")
    group.clicks("carl", preview.messages[-1], "Change it")
    text = channel_text(group)
    assert "changed Weekly sync from now on: Every week on Wednesday at 17:00 (Europe/Paris)" in text
    assert "It was: Every week on Tuesday at 16:00 (Europe/Paris)" in text
    assert "M-2 Weekly sync is moved" in inbox_text(group, "ana")
    assert "moved" not in inbox_text(group, "olga")
    assert "Tue 3 Mar 2026 15:00" in answer(group, "ana", "/wg meeting show M-1")
    assert "Wed 4 Mar 2026 16:00" in answer(group, "ana", "/wg meeting show M-2")


def test_a_series_ends(group: World) -> None:
    planned(group, WEEKLY)
    group.types("ana", "/wg meeting coming")
    asked = group.types("carl", "/wg meeting stop weekly-sync")
    group.clicks("carl", asked.messages[-1], "End the series")
    assert "is cancelled by Carl Chair: the series has ended" in inbox_text(group, "ana")
    assert "No meeting is planned" in answer(group, "ana", "/wg meeting list")


def test_where_none_is_planned_a_chair_gets_the_button_and_others_a_word(group: World) -> None:
    seen = group.types("carl", "/wg meeting")
    group.clicks("carl", seen.messages[-1], "Plan meetings…")
    form = group.hands.form("carl")
    assert form is not None and form["title"]["text"] == "Schedule meetings"
    assert answer(group, "ana", "/wg meeting") == "No meeting is planned. A chair can plan one."
