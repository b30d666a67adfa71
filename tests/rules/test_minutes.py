"""The minutes as a function of the raw log: who is meant, what is undone, amended, counted."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.minutes.log import Amendment, Minutes, minutes_of
from handlers.minutes.rules import next_scribe
from handlers.minutes.words import About, shares_line
from handlers.naming import Names
from storage.minutes import Line

PEOPLE = {"U1": "Ana Torres", "U2": "Bo Lee", "U3": "Ana Lind"}


def log(*said: tuple[str, str]) -> list[Line]:
    return [Line(f"100.{place:06}", who, text, deleted=False) for place, (who, text) in enumerate(said)]


def taken(*said: tuple[str, str], amendments: dict[str, Amendment] | None = None) -> Minutes:
    return minutes_of(log(*said), PEOPLE, amendments)


def test_names_are_people_when_only_one_can_be_meant() -> None:
    names = Names(PEOPLE)
    assert names.meant("bo") == ("U2",)
    assert names.meant("ana_lind") == ("U3",)
    assert names.meant("Ana") == ("U1", "U3")
    assert names.meant("<@U1>") == ("U1",)
    assert names.meant("Zoe") == names.meant("") == ()
    assert names.spoken("ask <@U2> &amp; <@U9|zoe>") == "ask @Bo Lee & @zoe"


def test_what_a_name_leaves_open_is_kept_open() -> None:
    (action,) = taken(("U2", "ACTION: Ana, Zoe and Bo to write it")).actions
    assert action.owners == ("U2",)
    assert action.unsure == (("Ana", ("U1", "U3")), ("Zoe", ()))


def test_undo_and_corrections_reach_the_right_item() -> None:
    made = taken(
        ("U1", "IDEA: one"), ("U2", "IDEA: twoo"), ("U1", "#undo"), ("U3", "s/twoo/two/"), ("U1", "#undo")
    )
    assert [e.text for e in made.entries] == ["two"]


def test_who_speaks_is_present_and_regrets_are_not() -> None:
    made = taken(
        ("U1", "hello"), ("U2", "regrets+"), ("U1", "present+ Cy"), ("U3", "regrets+"), ("U3", "I made it")
    )
    assert made.present == ("U1", "Cy", "U3")
    assert made.regrets == ("U2",)


def test_the_queue_is_fair() -> None:
    made = taken(("U1", "q+ to ask"), ("U2", "q+"), ("U3", "q+"), ("U1", "q+ to add"), ("U2", "q-"))
    assert [(w.who, w.about) for w in made.queue] == [("U1", "add"), ("U3", "")], (
        "who asks again keeps the place"
    )
    assert taken(("U1", "q+"), ("U2", "ack <@U1>")).speaking == "U1"


def test_deleted_lines_are_nowhere() -> None:
    lines = [Line("1.0", "U1", "INFO: gone", deleted=True), Line("2.0", "U2", "INFO: here", deleted=False)]
    made = minutes_of(lines, PEOPLE)
    assert [e.text for e in made.entries] == ["here"] and made.present == ("U2",)


def test_lines_count_in_their_own_order() -> None:
    late = [Line("2.0", "U1", "INFO: second", deleted=False), Line("1.0", "U1", "INFO: first", deleted=False)]
    assert [e.text for e in minutes_of(late, PEOPLE).entries] == ["first", "second"]


def test_the_chairs_hand_is_laid_over_the_log() -> None:
    said = (("U1", "TOPIC: A"), ("U1", "ACTION: Ana to do it"), ("U2", "INFO: no"))
    _, action, note = (f"100.{place:06}/0" for place in range(3))
    made = taken(*said, amendments={action: Amendment("Do it", ("U3",)), note: Amendment(struck=True)})
    (entry,) = made.entries
    assert (entry.text, entry.owners, entry.unsure) == ("Do it", ("U3",), ())


def test_meetbots_chairs_rule_once_it_was_started() -> None:
    said = (("U1", "#startmeeting Weekly"), ("U2", "#topic mine"), ("U1", "#chair Bo"), ("U2", "#topic ours"))
    made = taken(*said)
    assert [t.text for t in made.topics] == ["ours"] and made.title == "Weekly"


def test_the_scribe_is_who_did_it_least() -> None:
    scribed = {"U1": (2, 9), "U2": (1, 8), "U3": (1, 7)}
    assert next_scribe(["U1", "U2", "U3"], [], scribed) == "U3"
    assert next_scribe(["U1", "U4"], ["U4"], scribed) == "U1"
    assert next_scribe([], [], scribed) is None


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.text(max_size=40)), max_size=20))
def test_no_log_breaks_it(said: list[tuple[str, str]]) -> None:
    made = taken(*said)
    assert set(made.said) <= {who for who, _ in said}


def test_who_talked_is_told_only_where_a_voice_can_be_named() -> None:
    people = [f"U{n}" for n in range(1, 7)]
    minutes = taken(*((who, "one line") for who in people))

    def line(*voices: str) -> str:
        declared = dict(zip(people, voices, strict=False))
        return shares_line(
            minutes, About(1, "Sync", "Product", datetime(2026, 3, 2, tzinfo=UTC), voices=declared)
        )

    assert line(*["operator"] * 3, *["developer"] * 3) == "developers 50 %, operators 50 %"
    assert line(*["operator"] * 2, "developer") == "", "others and not said would say nothing"
