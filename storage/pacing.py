"""How fast messages may leave: until when the budgets of a workspace, a channel, a method are spent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, String, Table, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.db import Utc, metadata

paces = Table(
    "paces",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("bucket", String(255), primary_key=True),
    Column("free_at", Utc, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Budget:
    """One message every `every`, after at most `burst` at once (a generic cell rate)."""

    every: timedelta
    burst: int = 1


Buckets = Mapping[str, Budget]
_PACES = select(paces.c.workspace, paces.c.bucket, paces.c.free_at)
_NAMED_PACES = _PACES.where(paces.c.bucket.in_(bindparam("names", expanding=True)))


def _later_pace(dialect: Any) -> Any:
    """What a pause has put off stays put off."""
    new = dialect.insert(paces)
    later = case((new.excluded.free_at > paces.c.free_at, new.excluded.free_at), else_=paces.c.free_at)
    return new.on_conflict_do_update(
        index_elements=[paces.c.workspace, paces.c.bucket], set_={"free_at": later}
    )


_SET = {"sqlite": _later_pace(sqlite), "postgresql": _later_pace(postgresql)}


class Purse:
    """The budgets of one round: until when each bucket is spent."""

    def __init__(self, db: Connection, wanted: Iterable[tuple[str, Buckets]], now: datetime) -> None:
        self._db, self._now = db, now
        self._spent: set[tuple[str, str]] = set()
        names = {name for _, buckets in wanted for name in buckets}
        # Beyond some, reading them all is cheaper than naming them.
        query = (_NAMED_PACES, {"names": sorted(names)}) if len(names) < 200 else (_PACES, {})
        self._free_at = {(workspace, bucket): free_at for workspace, bucket, free_at in db.execute(*query)}

    def opens(self, workspace: str, buckets: Buckets) -> datetime:
        """When all of them allow one more; not before now."""
        opens = self._now
        for name, budget in buckets.items():
            free_at = self._free_at.get((workspace, name))
            if free_at is not None:
                opens = max(opens, free_at - budget.every * (budget.burst - 1))
        return opens

    def spend(self, workspace: str, buckets: Buckets) -> None:
        for name, budget in buckets.items():
            if budget.every:
                key = (workspace, name)
                self._free_at[key] = max(self._free_at.get(key, self._now), self._now) + budget.every
                self._spent.add(key)

    def save(self) -> None:
        _set(self._db, {key: self._free_at[key] for key in sorted(self._spent)})


def _set(db: Connection, free_at: Mapping[tuple[str, str], datetime]) -> None:
    rows = [{"workspace": w, "bucket": bucket, "free_at": at} for (w, bucket), at in free_at.items()]
    if rows:
        db.execute(_SET[db.dialect.name], rows)


def pause(db: Connection, workspace: str, buckets: Buckets, until: datetime) -> None:
    """Nothing draws on these buckets before `until`: Slack said Retry-After, or did not answer."""
    opens = {name: until + budget.every * (budget.burst - 1) for name, budget in buckets.items()}
    _set(db, {(workspace, name): at for name, at in opens.items()})


def tidy(db: Connection, before: datetime) -> None:
    db.execute(delete(paces).where(paces.c.free_at < before))
