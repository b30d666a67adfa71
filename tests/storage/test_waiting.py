"""What waits for whom, how open home tabs hear of what happened and which are drawn again, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from storage import actions, areas, feedback, groups, homes, items, outbox, people, waiting
from storage.actions import Action
from storage.feedback import Feedback
from storage.waiting import QUESTIONS, Whose
from tests.bench.bench_home import ME, TEAM, stock
from tests.bench.bench_home import NOW as THEN

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def given(db: Connection, number: int, group: int | None, area: int | None = None, **known: object) -> None:
    told = {"author": "U1", "state": "routed", **known}
    item = Feedback(T, number, group, area, "x", relay=None, is_anonymous=False, created_at=NOW, **told)  # type: ignore[arg-type]
    feedback.add(db, item, ())


def listed(db: Connection, kind: str, whose: Whose) -> list[int]:
    found = [item.number for item in waiting.page(db, kind, whose, limit=50, offset=0)]
    assert waiting.totals(db, whose)[kind] == len(found)
    return found


def test_each_kind_is_counted_and_turned_in_pages(db: Connection) -> None:
    each = 7
    group, area = stock(db, each)
    whose = Whose(TEAM, ME, {area: group}, [group], THEN.date(), is_admin=True)
    expected = {kind: each for kind in QUESTIONS} | {"given": 3 * each}
    assert waiting.totals(db, whose) == expected
    for kind in QUESTIONS:
        first = waiting.page(db, kind, whose, limit=5, offset=0)
        rest = waiting.page(db, kind, whose, limit=50, offset=5)
        assert len(first) == 5 and len({each.number for each in (*first, *rest)}) == expected[kind]
    nobody = Whose(TEAM, "U99999", {}, [], THEN.date())
    assert set(waiting.totals(db, nobody).values()) == {0}


def test_who_is_to_say_the_first_word(db: Connection) -> None:
    group = groups.add_group(db, T, "product", "Product", NOW)
    led, orphan = (areas.add_area(db, T, group, slug, slug) for slug in ("nova", "cinder"))
    groups.take_role(db, T, group, "U2", "lead", NOW, led)
    given(db, 1, group, led)
    given(db, 2, group, orphan)
    given(db, 3, group, severity="blocking")
    given(db, 4, None)
    given(db, 5, group, led, state="acknowledged")
    assert listed(db, "unheard", Whose(T, "U2", {led: group}, [], TODAY)) == [1]
    assert listed(db, "unheard", Whose(T, "U3", {}, [group], TODAY)) == [3, 2], "blocking first"
    assert listed(db, "unheard", Whose(T, "U4", {}, [], TODAY, is_admin=True)) == [4]


def test_what_is_given_for_somebody_is_theirs_too(db: Connection) -> None:
    given(db, 1, None, for_user="U2")
    given(db, 2, None, author=None)
    given(db, 3, None, author="U2", state="resolved")
    whose = Whose(T, "U2", {}, [], TODAY)
    assert listed(db, "given", whose) == [3, 1] and listed(db, "judged", whose) == [3]


def test_an_action_with_an_owner_waits_for_no_chair(db: Connection) -> None:
    group = groups.add_group(db, T, "product", "Product", NOW)
    for number in (1, 2):
        actions.add(db, Action(T, number, group, "x", "open", TODAY, NOW, "U1"))
    actions.add_owner(db, T, 1, "U1", NOW)
    assert listed(db, "ownerless", Whose(T, "U3", {}, [group], TODAY)) == [2]
    assert listed(db, "actions", Whose(T, "U1", {}, [], TODAY)) == [1]


def test_what_happened_is_heard_once(db: Connection) -> None:
    items.record(db, T, "F-1", "given", NOW)
    items.record(db, T, "F-2", "given", NOW + timedelta(seconds=30))
    assert items.where_unheard(db, NOW - timedelta(seconds=1)) == []
    assert items.where_unheard(db, NOW) == [T]
    assert [event.item for event in items.hear(db, T)] == ["F-1", "F-2"]
    assert items.hear(db, T) == [] and items.where_unheard(db, NOW + timedelta(days=1)) == []


def test_a_home_is_drawn_again_once_and_at_the_first_hour_it_was_to_be(db: Connection) -> None:
    homes.open_first(db, T, "U1", NOW)
    later = NOW + timedelta(minutes=1)
    homes.spoil(db, T, ["U1", "U2"], later)
    homes.spoil(db, T, ["U1"], later + timedelta(minutes=1))
    assert homes.where_due(db, NOW) == [] and homes.where_due(db, later) == [T]
    assert homes.due(db, T, later, 9) == ["U1"] and homes.due(db, T, later, 0) == []
    homes.spoil_tab(db, T, "groups", NOW)
    assert homes.where_due(db, NOW) == []
    homes.change(db, T, "U1", tab="groups", pages={"mine": 2}, redraw_at=None)
    homes.spoil_tab(db, T, "groups", NOW)
    assert homes.due(db, T, NOW, 9) == ["U1"]
    found = homes.of(db, T, "U1")
    assert found is not None and (found.tab, found.pages) == ("groups", {"mine": 2})
    homes.close(db, T, "U1")
    assert homes.of(db, T, "U1") is None and not homes.are_there(db, T)


def test_drawings_that_wait_are_counted(db: Connection) -> None:
    for user in ("U1", "U2", "U2"):
        outbox.post(db, T, user, {"blocks": []}, NOW, kind="home", key=f"home/{user}")
    outbox.post(db, T, "U1", {"text": "x"}, NOW)
    assert outbox.drawings_waiting(db, T) == 2 and outbox.drawings_waiting(db, "T2") == 0


def test_who_is_in_channels(db: Connection) -> None:
    people.set_members(db, T, "C1", ["U1", "U2"])
    people.set_members(db, T, "C2", ["U2"])
    assert people.channels_of(db, T, "U2") == {"C1", "C2"}
    assert people.members_of_all(db, T, ["C1", "C2"]) == {"U1", "U2"}
