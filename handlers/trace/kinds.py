"""What each kind of item says of itself in a trace, and to whom: a kind more is an entry more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from handlers.blocks import day, when
from handlers.contract import Context
from handlers.sight import is_kept_from_channel, sees_action, sees_feedback, sees_group
from handlers.sponsor_marks import marks
from storage import actions, decisions, direction, feedback, groups, meetings
from storage.actions import Action


@dataclass(frozen=True, slots=True)
class Seen:
    """An item that the actor may see. `facts` are shown where no event tells, `state` where it still goes on.

    It waits for people, or for those of a group and area (`waits_at`); `source` the message that it was made from,
    `cards` the keys of its living messages.
    """

    id: str
    title: str
    state: str = ""
    facts: str = ""
    source: str = ""
    cards: tuple[str, ...] = ()
    waits_at: tuple[int | None, int | None] | None = None
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be seen of such items, the command that lists them, and the click that shows one in full."""

    look: Callable[[Context, Collection[int]], Iterable[Seen]]
    listed_by: str = ""
    shown_by: str = ""


_WAITS = {"new": "waits for triage", "routed": "waits for an answer", "needs info": "waits for the author"}


def _feedback(ctx: Context, numbers: Collection[int]) -> Iterable[Seen]:
    for item in feedback.several(ctx.db, ctx.workspace, numbers):
        if sees_feedback(ctx, item) and not is_kept_from_channel(ctx, item):
            is_open = item.closed_at is None
            yield Seen(
                f"F-{item.number}",
                item.text,
                state=_WAITS.get(item.state, item.state) if is_open else "",
                source=item.source or "",
                waits_at=(item.group_id, item.area_id) if is_open else None,
            )


def _meetings(ctx: Context, numbers: Collection[int]) -> Iterable[Seen]:
    for meeting in meetings.several(ctx.db, ctx.workspace, numbers):
        if _is_seen(ctx, meeting.group_id):
            key = f"minutes/{meeting.number}"
            at = when(meeting.started_at or meeting.starts_at)
            yield Seen(
                f"M-{meeting.number}",
                meeting.name,
                facts=f"{meeting.state} · {at}" if meeting.state != meetings.ENDED else at,
                cards=(key, f"{key}/live"),
            )


def _decisions(ctx: Context, numbers: Collection[int]) -> Iterable[Seen]:
    for decision in decisions.several(ctx.db, ctx.workspace, numbers):
        if _is_seen(ctx, decision.group_id):
            label = f"D-{decision.number}"
            yield Seen(label, decision.text, cards=(f"decision/{decision.number}",))


def _actions(ctx: Context, numbers: Collection[int]) -> Iterable[Seen]:
    owners, stand = actions.owners_of(ctx.db, ctx.workspace, numbers), marks(ctx, numbers)
    for action in actions.several(ctx.db, ctx.workspace, numbers):
        mine = owners.get(action.number, [])
        if sees_action(ctx, action, mine):
            yield Seen(
                action.id,
                action.text,
                state=action.state if action.is_alive else "",
                facts=" · ".join(_still(action, stand.get(action.number))) if action.is_alive else "",
                source=action.source or "",
                cards=(f"action/{action.number}/card",),
                waits_for=tuple(mine),
            )


def _still(action: Action, mark: str | None) -> Iterable[str]:
    yield f"due {day(action.due)}"
    if mark:
        yield mark


def _statements(ctx: Context, numbers: Collection[int]) -> Iterable[Seen]:
    for number in sorted(numbers):
        statement = direction.get(ctx.db, ctx.workspace, number)
        if statement is not None and _is_seen(ctx, statement.group_id):
            said = f"said {when(statement.created_at, '{date_short_pretty}')}"
            yield Seen(f"S-{number}", statement.text, facts=said, cards=(f"direction/{number}/card",))


def _is_seen(ctx: Context, group_id: int) -> bool:
    group = groups.group(ctx.db, group_id)
    return group is not None and sees_group(ctx, group)


# the letter of its number -> the kind
KINDS = {
    "F": Kind(_feedback, "feedback list", "feedback.show"),
    "M": Kind(_meetings, "meeting list"),
    "D": Kind(_decisions, "decisions", "decision.show"),
    "A": Kind(_actions, "action list", "action.show"),
    "S": Kind(_statements),
}


def look_at(ctx: Context, ids: Collection[str]) -> dict[str, Seen]:
    """Of these items, by their numbers ("F-12"), those that the actor may see; one question a kind."""
    found: dict[str, Seen] = {}
    for letter, kind in KINDS.items():
        numbers = {int(one[2:]) for one in ids if one.startswith(f"{letter}-")}
        if numbers:
            found |= {seen.id: seen for seen in kind.look(ctx, numbers)}
    return found
