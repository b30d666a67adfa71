"""Messages that wait and leave: living ones, lanes, what was lost, and what must be forgotten; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from storage import outbox, sending
from storage.sending import Letter

T, NOW = "T1", datetime(2026, 3, 2, 10, tzinfo=UTC)


def post(db: Connection, to: str, text: str, at: datetime = NOW, **more: Any) -> None:
    outbox.post(db, T, to, {"text": text}, at, **more)


def claim(db: Connection, now: datetime = NOW, limit: int = 20) -> list[Letter]:
    return sending.claim(db, now, now, lambda lane, kind: {}, limit)[0]


def deliver(db: Connection, now: datetime = NOW) -> list[tuple[str, str, str]]:
    """(lane, text, where it stood) of what leaves one after the other, until nothing does."""
    left = []
    while letters := claim(db, now):
        for letter in letters:
            left.append((letter.lane, letter.body.get("text", ""), letter.stands.ts if letter.stands else ""))
            if letter.kind == "delete":
                sending.deleted(db, letter, now)
            else:
                sending.sent(db, letter, now, f"D{letter.to}", f"{letter.id}.0")
    return left


def test_a_living_message_is_sent_once_and_then_edited(db: Connection) -> None:
    post(db, "C1", "one", key="card")
    post(db, "C1", "two", key="card")
    assert [text for _, text, _ in deliver(db)] == ["two"], "an unsent version is replaced"
    stands = outbox.where_posted(db, T, "card")
    assert stands is not None and outbox.posted_at(db, T, stands.channel, stands.ts) == stands
    post(db, "C1", "three", key="card")
    post(db, "C1", "four", key="card")
    assert deliver(db) == [("edit/C1", "four", stands.ts)]
    post(db, "C1", "", key="card", kind="delete")
    deliver(db)
    assert outbox.where_posted(db, T, "card") is None
    post(db, "C1", "five", key="card")
    assert deliver(db) == [("C1", "five", "")]


def test_order_within_a_lane_and_lanes_side_by_side(db: Connection) -> None:
    for nth in range(3):
        post(db, "C1", f"a{nth}")
        post(db, "C2", f"b{nth}")
    post(db, "C3", "tomorrow", NOW + timedelta(days=1))
    assert [letter.body["text"] for letter in claim(db)] == ["a0", "b0"]
    assert claim(db) == [], "what is in hand keeps its lane"
    assert sending.waiting(db, NOW) == 6
    assert sending.resume(db, NOW) == 2
    [first, _] = claim(db, NOW + timedelta(minutes=1))
    assert first.unsure_since == NOW, "Slack may have it since then"
    sending.again(db, first, NOW, "no answer", is_unsure=True)
    [again] = claim(db, NOW + timedelta(minutes=2))
    assert (again.body["text"], again.attempts, again.unsure_since) == ("a0", 1, NOW)
    sending.dead(db, again, NOW, "not_in_channel")
    assert [letter.body["text"] for letter in claim(db)] == ["a1"]
    assert sending.counts(db) == {"waiting": 6, "dead": 1}


def test_what_slack_may_have_is_edited_not_replaced(db: Connection) -> None:
    post(db, "C1", "one", key="card")
    [letter] = claim(db)
    post(db, "C1", "two", key="card")
    assert outbox.is_known(db, T, "card")
    sending.sent(db, letter, NOW, "C1", "1.0")
    assert deliver(db) == [("C1", "two", "1.0")]


def test_threads_by_key(db: Connection) -> None:
    post(db, "C1", "card", key="card")
    deliver(db)
    post(db, "C1", "reply", thread="card")
    [letter] = claim(db)
    assert letter.root == outbox.where_posted(db, T, "card") and letter.stands is None


def test_an_address_is_forgotten_wherever_it_stood(db: Connection) -> None:
    post(db, "sealed:1", "card", key="feedback/1/for/x")
    post(db, "sealed:1", "reply", key="relay/1/22.0")
    post(db, "sealed:2", "other", key="relay/11/22.0")
    deliver(db)
    post(db, "sealed:1", "waits")
    outbox.forget_address(db, T, "sealed:1", ["feedback/1/for/x"], "relay/1/")
    assert list(db.scalars(select(outbox.outbox.c.to))) == ["sealed:2"]
    assert list(db.scalars(select(outbox.posted.c.key))) == ["relay/11/22.0"]


def test_tidying_keeps_what_was_not_sent(db: Connection) -> None:
    post(db, "C1", "sent", key="card")
    deliver(db)
    post(db, "C1", "waits", NOW + timedelta(days=1))
    post(db, "C2", "dead")
    [letter] = claim(db)
    sending.dead(db, letter, NOW, "channel_not_found")
    sending.tidy(db, NOW + timedelta(days=14))
    assert sorted(db.scalars(select(outbox.outbox.c.state))) == ["dead", "pending"]
    assert outbox.where_posted(db, T, "card") is not None, "it may still be edited"
