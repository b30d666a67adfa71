"""What delivery asks of the outbox: claim what may leave now, record what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from storage import pacing
from storage.db import all_rows, columns
from storage.outbox import Posted, outbox, posted
from storage.pacing import Buckets, Purse


@dataclass(frozen=True, slots=True)
class Head:
    """The first due row of a lane: what shares a lane leaves one after the other."""

    id: int
    workspace: str
    lane: str
    kind: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed row, with where its message stands already and the message under which it goes."""

    id: int
    workspace: str
    lane: str
    kind: str
    to: str
    key: str | None
    thread: str | None
    body: Mapping[str, Any]
    attempts: int
    unsure_since: datetime | None
    stands: Posted | None
    root: Posted | None

    @property
    def mark(self) -> dict[str, Any]:
        """The metadata by which the message is found again when its sending was not recorded."""
        return {"event_type": "convener_outbox", "event_payload": {"id": self.id}}


Budgets = Callable[[str, str], Buckets]
"""Which buckets a row of a (lane, kind) draws on."""


def claim(
    db: Connection, now: datetime, real_now: datetime, budgets: Budgets, limit: int
) -> tuple[list[Letter], datetime | None]:
    """Mark as claimed what may leave now, one a lane, and say when the next one may.

    `now` is the product's time, by which rows fall due; `real_now` paces, whatever was done to the clock.
    """
    heads = all_rows(db, Head, _HEADS, now=now)
    drawing = [(head, budgets(head.lane, head.kind)) for head in heads]
    purse = Purse(db, [(head.workspace, buckets) for head, buckets in drawing], real_now)
    chosen: list[int] = []
    next_at: datetime | None = None
    for head, buckets in drawing:
        if len(chosen) >= limit:
            break
        opens = purse.opens(head.workspace, buckets)
        if opens > real_now:
            next_at = min(opens, next_at or opens)
        else:
            purse.spend(head.workspace, buckets)
            chosen.append(head.id)
    purse.save()
    return _take(db, chosen, now), next_at


def _lane_heads() -> Select[Any]:
    """From lane to lane by the index, however many rows wait in each."""
    first = _first_pending(outbox)
    at = outbox.alias("at")
    after, beyond, row, busy = (outbox.alias(name) for name in ("after", "beyond", "row", "busy"))
    lanes = select(first.subquery().c.id).cte("lanes", recursive=True)
    here = lanes.join(at, at.c.id == lanes.c.id)
    in_workspace = _first_pending(after, after.c.workspace == at.c.workspace, after.c.lane > at.c.lane)
    in_next = _first_pending(beyond, beyond.c.workspace > at.c.workspace)
    step = func.coalesce(in_workspace.scalar_subquery(), in_next.scalar_subquery())
    lanes = lanes.union_all(select(step).select_from(here))

    here = lanes.join(at, at.c.id == lanes.c.id)
    is_lane = (row.c.workspace == at.c.workspace, row.c.lane == at.c.lane)
    head = _first_pending(row, *is_lane, row.c.due_at <= bindparam("now")).scalar_subquery()
    is_busy = exists().where(
        busy.c.state == "claimed", busy.c.workspace == at.c.workspace, busy.c.lane == at.c.lane
    )
    heads = select(head).select_from(here).where(~is_busy)
    return select(*columns(outbox, Head)).where(outbox.c.id.in_(heads)).order_by(outbox.c.id)


def _first_pending(row: FromClause, *where: ColumnElement[bool]) -> Select[Any]:
    """In the order of the index."""
    found = select(row.c.id).where(row.c.state == "pending", *where)
    return found.order_by(row.c.workspace, row.c.lane, row.c.id).limit(1)


_HEADS = _lane_heads()
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == "pending")
    .values(state="claimed", claimed_at=bindparam("at"))
    .returning(outbox.c.id)
)
_OF_LETTER = ("id", "workspace", "lane", "kind", "to", "key", "thread", "body", "attempts", "unsure_since")
_STANDS, _ROOT = posted.alias("stands"), posted.alias("root")
_LETTERS = (
    select(*(outbox.c[name] for name in _OF_LETTER), *columns(_STANDS, Posted), *columns(_ROOT, Posted))
    .outerjoin(_STANDS, (_STANDS.c.workspace == outbox.c.workspace) & (_STANDS.c.key == outbox.c.key))
    .outerjoin(_ROOT, (_ROOT.c.workspace == outbox.c.workspace) & (_ROOT.c.key == outbox.c.thread))
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id)
)


def _take(db: Connection, ids: Sequence[int], now: datetime) -> list[Letter]:
    if not ids:
        return []
    won = list(db.scalars(_CLAIM, {"ids": ids, "at": now}))
    return [_letter(*found) for found in db.execute(_LETTERS, {"ids": won})]


def _letter(*found: Any) -> Letter:
    own, places = found[: len(_OF_LETTER)], found[len(_OF_LETTER) :]
    half = len(places) // 2
    stands, root = (Posted(*place) if place[0] else None for place in (places[:half], places[half:]))
    return Letter(*own, stands, root)


def sent(
    db: Connection,
    letter: Letter,
    now: datetime,
    channel: str = "",
    ts: str = "",
    thread_ts: str | None = None,
) -> None:
    """Slack has it; a message with a key is remembered by its place, for later edits."""
    if letter.kind == "home":  # as long as fifty messages, and nobody looks back at it
        db.execute(delete(outbox).where(outbox.c.id == letter.id))
        return
    _settle(db, letter, state="sent", sent_at=now, error=None)
    if letter.key and ts and letter.stands is None:
        forget(db, letter.workspace, letter.key)
        place = {"channel": channel, "ts": ts, "thread_ts": thread_ts, "at": now}
        db.execute(insert(posted), {"workspace": letter.workspace, "key": letter.key, **place})


def deleted(db: Connection, letter: Letter, now: datetime) -> None:
    _settle(db, letter, state="sent", sent_at=now, error=None)
    if letter.key:
        forget(db, letter.workspace, letter.key)


def again(
    db: Connection, letter: Letter, due_at: datetime, error: str, *, is_unsure: bool, counts: bool = True
) -> None:
    """Back into the queue at the head of its lane; `is_unsure` when Slack may have it already.

    A pause that Slack asked for, or a fault of the installation, is no attempt that `counts`.
    """
    attempts = letter.attempts + 1 if counts else letter.attempts
    values = {"state": "pending", "error": error, "attempts": attempts, "due_at": due_at}
    _settle(db, letter, unsure_since=_SINCE if is_unsure else None, **values)


def dead(db: Connection, letter: Letter, now: datetime, error: str) -> None:
    """Given up: stays as a visible dead letter."""
    _settle(db, letter, state="dead", sent_at=now, error=error)


def forget(db: Connection, workspace: str, key: str) -> None:
    db.execute(_FORGET, {"workspace": workspace, "key": key})


_FORGET = delete(posted).where(posted.c.workspace == bindparam("workspace"), posted.c.key == bindparam("key"))
# From when on Slack may have it: looked for from there, however often that is tried.
_SINCE = func.coalesce(outbox.c.unsure_since, outbox.c.claimed_at)


def resume(db: Connection, claimed_before: datetime, but: Collection[int] = ()) -> int:
    """Rows that a process claimed and, dying, never recorded: whether they left must be looked up."""
    lost = (outbox.c.state == "claimed") & (outbox.c.claimed_at <= claimed_before) & outbox.c.id.not_in(but)
    return db.execute(update(outbox).where(lost).values(state="pending", unsure_since=_SINCE)).rowcount


def waiting(db: Connection, now: datetime) -> int:
    """How many messages are due and not yet sent."""
    query = select(func.count()).where(outbox.c.state.in_(("pending", "claimed")), outbox.c.due_at <= now)
    return db.scalar(query) or 0


def counts(db: Connection) -> dict[str, int]:
    """How many messages wait, and how many were given up."""
    states = ("pending", "claimed", "dead")
    query = select(outbox.c.state, func.count()).where(outbox.c.state.in_(states)).group_by(outbox.c.state)
    found = {state: count for state, count in db.execute(query)}
    return {"waiting": found.get("pending", 0) + found.get("claimed", 0), "dead": found.get("dead", 0)}


def tidy(db: Connection, before: datetime) -> None:
    """Forget what was sent long ago; the index knows when it was due."""
    db.execute(delete(outbox).where(outbox.c.state == "sent", outbox.c.due_at < before))
    pacing.tidy(db, before)


_SETTLE = update(outbox).where(outbox.c.id == bindparam("of_id"))


def _settle(db: Connection, letter: Letter, **values: Any) -> None:
    db.execute(_SETTLE.values(**values), {"of_id": letter.id})
