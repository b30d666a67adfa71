"""The loop in numbers: what came in, how long it took, who was told, whom it answered; week by week. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median

from dateutil import tz

from handlers.contract import Picture
from handlers.quiet import zone_of
from handlers.text import clip, counted
from storage.reports import Measured

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until before `until`; `label` is its first day in the zone that it was cut in."""

    since: datetime
    until: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Loop:
    """What happened within a span of time, each number counted by when it happened.

    `came_in`: pieces of feedback that were given, whatever became of them.
    `acknowledged`, `to_acknowledge`: those that got a first word from a lead, and the median time to it.
    `decided`, `to_decide`: those first accepted, declined, deferred or resolved, and the median time to it.
    `told`: of the decided, those whose author's message with that decision has left the outbox.
    `resolved`, `confirmed`: those resolved (last), and of them those whose author said Yes.
    `reopened`: those whose author said No to the answer.
    """

    came_in: int
    acknowledged: int
    to_acknowledge: timedelta | None
    decided: int
    to_decide: timedelta | None
    told: int
    resolved: int
    confirmed: int
    reopened: int

    @property
    def is_empty(self) -> bool:
        return not (self.came_in or self.acknowledged or self.decided or self.resolved or self.reopened)


def weeks(until: datetime, zone: str, count: int = WEEKS) -> list[Span]:
    """ISO weeks of a zone, the oldest first; the last one is that which `until` ends, or lies in."""
    place = zone_of(zone)
    last = (until - timedelta(microseconds=1)).astimezone(place).date()
    monday = last - timedelta(days=last.weekday())
    days = [monday - timedelta(weeks=back) for back in range(count - 1, -2, -1)]
    begins = [tz.resolve_imaginary(datetime.combine(day, time(0), place)) for day in days]
    labels = [f"{day.day} {day:%b}" for day in days]
    return [Span(begins[at], begins[at + 1], labels[at]) for at in range(count)]


def over(items: Iterable[Measured], since: datetime, until: datetime) -> Loop:
    def within(at: datetime | None) -> bool:
        return at is not None and since <= at < until

    items = list(items)
    acknowledged = [i.acknowledged_at - i.created_at for i in items if within(i.acknowledged_at)]
    decided = [i for i in items if within(i.decided_at)]
    resolved = [i for i in items if within(i.resolved_at)]
    return Loop(
        came_in=sum(within(i.created_at) for i in items),
        acknowledged=len(acknowledged),
        to_acknowledge=median(acknowledged) if acknowledged else None,
        decided=len(decided),
        to_decide=median(i.decided_at - i.created_at for i in decided) if decided else None,
        told=sum(i.told for i in decided),
        resolved=len(resolved),
        confirmed=sum(i.verdict == "yes" for i in resolved),
        reopened=sum(within(i.reopened_at) for i in items),
    )


def whole(items: Sequence[Measured], spans: Sequence[Span]) -> Loop:
    return over(items, spans[0].since, spans[-1].until)


def lasting(took: timedelta) -> str:
    """ "40 minutes", "5 hours", "2.5 days"."""
    if took < timedelta(hours=1):
        return counted(max(round(took / timedelta(minutes=1)), 1), "minute")
    if took < timedelta(days=2):
        return counted(max(round(took / timedelta(hours=1)), 1), "hour")
    return f"{days(took):,g} days"


def days(took: timedelta) -> float:
    return round(took / timedelta(days=1), 1)


def percent(part: int, of: int) -> int | None:
    return round(100 * part / of) if of else None


def told(loop: Loop) -> list[str]:
    """A line a number, in words; what did not happen is left out."""
    lines = [f"*{loop.came_in:,}* came in"]
    if loop.to_acknowledge is not None:
        lines.append(
            f"*{lasting(loop.to_acknowledge)}* median time to a first word from a lead "
            f"(to {loop.acknowledged:,})"
        )
    if loop.to_decide is not None:
        lines.append(f"*{lasting(loop.to_decide)}* median time to a decision (on {loop.decided:,})")
        share = percent(loop.told, loop.decided)
        lines.append(f"*{share} %* of their authors told ({loop.told:,})")
    if loop.resolved:
        share = percent(loop.confirmed, loop.resolved)
        lines.append(f"*{share} %* confirmed: {loop.confirmed:,} of {loop.resolved:,} resolved got a *Yes*")
    if loop.reopened:
        lines.append(f"*{loop.reopened:,}* reopened: the author said *No*")
    return lines


def picture(items: Sequence[Measured], spans: Sequence[Span], of: str, name: str) -> Picture:
    """The trend; `of` is whose, and stands in the words only: no font has every script."""
    trend = [over(items, span.since, span.until) for span in spans]
    labels = [span.label for span in spans]
    came_in = [loop.came_in for loop in trend]
    first = [days(loop.to_acknowledge) if loop.to_acknowledge is not None else None for loop in trend]
    decided = [days(loop.to_decide) if loop.to_decide is not None else None for loop in trend]
    heard = [percent(loop.told, loop.decided) for loop in trend]
    yes = [percent(loop.confirmed, loop.resolved) for loop in trend]
    panels = [
        _panel("bars", "Came in, by week", labels, {"came in": came_in}),
        _panel("lines", "Median days", labels, {"to a first word": first, "to a decision": decided}),
        _panel("lines", "Percent", labels, {"authors told": heard, "said Yes": yes}) | {"most": 100},
    ]
    alt = ". ".join(
        [
            f"The loop of {clip(of, 150)}, weeks from {', '.join(labels)}",
            f"Came in: {_row(came_in)}",
            f"Median days to a first word: {_row(first)}; to a decision: {_row(decided)}",
            f"Percent of authors told: {_row(heard)}; said Yes: {_row(yes)}",
        ]
    )
    chart = {"title": "The loop, week by week", "panels": panels}
    return Picture(name, clip(f"The loop of {of}", 150), f"{alt}.", chart)


def _panel(kind: str, title: str, labels: list[str], rows: dict[str, list[int | float | None]]) -> dict:
    series = [{"name": name, "values": values} for name, values in rows.items()]
    return {"kind": kind, "title": title, "labels": labels, "series": series}


def _row(values: Iterable[float | None]) -> str:
    return ", ".join("none" if value is None else f"{value:,g}" for value in values)
