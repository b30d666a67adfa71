"""How a chair's digest is drawn: each part only when there is something, with the buttons for what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers import loop
from handlers.blocks import actions, button, context, message, note, section, when
from handlers.contract import Block, Message, Picture
from handlers.digests.brief import SHOWN, Brief, Debt
from handlers.text import clip, counted, escape, one_line
from storage.actions import Action
from storage.chairing import Topics
from storage.feedback import Feedback
from storage.meetings import Meeting

LONGEST = 140
MOST_NAMED = 8
MOST_SENTENCES = 6
NOTHING = "Nothing waits for you as a chair. Enjoy the quiet."


def digest(brief: Brief, now: datetime, comes: str, command: str, *, to_group: bool = False) -> Message:
    """`comes` says when it comes by itself; in a group's channel everybody reads it."""
    title = f"Digest of {_whose(brief)}"
    parts = (_coming, _overdue, _waiting, _review, _unsponsored, _unsaid, _health, _voices, _loop)
    drawn = [block for part in parts for block in part(brief, now)]
    if not drawn:
        return note(NOTHING)
    return message(title, section(f"*{title}*"), *drawn, *_footer(brief, comes, command, to_group=to_group))


def _whose(brief: Brief) -> str:
    names = [escape(clip(group.name, 80)) for group in brief.groups]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _of(brief: Brief, group_id: int) -> str:
    """Whose it is, where there are several."""
    name = next((group.name for group in brief.groups if group.id == group_id), "")
    return f" · {escape(clip(name, 60))}" if len(brief.groups) > 1 else ""


def _heading(brief: Brief, title: str, total: int, what: str, shown: int, everything: str = "") -> Block:
    """`what` is a noun and more: what is counted, how much of it there is, how much more than is shown."""
    noun, _, more = what.partition(" ")
    beyond = f", {total - shown} more than shown" if total > shown else ""
    one = brief.groups[0].slug if len(brief.groups) == 1 else ""
    show_all = button("Show all", "command.run", f"{everything} in:{one}") if everything and one else None
    return section(f"*{title}*\n{counted(total, noun)} {more}{beyond}", show_all)


def _coming(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.coming:
        return
    shown = brief.coming[:SHOWN]
    yield _heading(
        brief,
        "Next meetings",
        len(brief.coming),
        "meeting in the next eight days",
        len(shown),
        "meeting list",
    )
    slugs = {group.id: group.slug for group in brief.groups}
    for meeting, topics in shown:
        text = f"*{escape(meeting.name)}* (M-{meeting.number}), {when(meeting.starts_at)}"
        text += _of(brief, meeting.group_id)
        if topics is None:
            yield section(text)
        else:
            add = button("Add a topic…", "agenda.open", slugs[meeting.group_id])
            yield section(f"{text}\n{_agenda(meeting, topics)}", add)


def _agenda(meeting: Meeting, topics: Topics) -> str:
    """What it has, and what it lacks."""
    if not topics.count:
        return "Nothing is on its agenda yet."
    lasts = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    said = [f"{counted(topics.count, 'topic')} on the agenda"]
    if topics.untimed:
        said.append(f"{topics.untimed} without a time")
    if topics.minutes > lasts:
        said.append(f"{topics.minutes} minutes of topics for a meeting of {lasts}")
    return ", ".join(said) + "."


def _overdue(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.debts:
        return
    shown = brief.debts[:SHOWN]
    hidden = len(brief.debts) - len(shown)
    title = "Overdue action items, by owner"
    more = f"; {counted(hidden, 'more owner')}" if hidden else ""
    what = f"item past due{more}"
    yield _heading(brief, title, brief.overdue, what, brief.overdue, "action list overdue by:owner")
    for debt in shown:
        oldest = debt.actions[0]
        hand = button(f"Reassign {oldest.id}…", "action.hand", oldest.id)
        yield section(_debt(brief, debt), hand)


def _debt(brief: Brief, debt: Debt) -> str:
    oldest = debt.actions[0]
    others = [f"{a.id} ({_late(brief, a)})" for a in debt.actions[1:4]]
    if len(debt.actions) > 4:
        others.append(f"{len(debt.actions) - 4} more")
    also = f"\nAlso {', '.join(others)}" if others else ""
    who = f"*{escape(debt.name)}*" if debt.name else "*Nobody has it*"
    return f"{who}: {_action(brief, oldest)}, {_late(brief, oldest)}{also}"


def _late(brief: Brief, action: Action) -> str:
    return f"{counted((brief.today - action.due).days, 'day')} late"


def _action(brief: Brief, action: Action) -> str:
    return f"*{action.id}* {one_line(action.text, LONGEST)}{_of(brief, action.group_id)}"


def _waiting(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.waiting:
        return
    yield _heading(
        brief,
        "Feedback that nobody acknowledged",
        brief.unacknowledged,
        "piece past the group's limit",
        len(brief.waiting),
        "feedback list stale",
    )
    for item in brief.waiting:
        yield section(f"*F-{item.number}* {one_line(item.text, LONGEST)}\n{_waits(brief, item, now)}")
        number = f"F-{item.number}"
        yield actions(
            button("Nudge the lead", "feedback.nudge", number),
            button("Put on the agenda", "agenda.feedback", number),
            button("Show", "feedback.show", number),
        )


def _waits(brief: Brief, item: Feedback, now: datetime) -> str:
    place = _of(brief, item.group_id) if item.group_id is not None else ""
    return f"has waited {counted((now - item.created_at).days, 'day')}{place}"


def _review(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.to_review:
        return
    shown = brief.to_review[:SHOWN]
    total = len(brief.to_review)
    yield _heading(brief, "Decisions due for review", total, "decision to look at again", len(shown))
    for decision in shown:
        text = f"*D-{decision.number}* {one_line(decision.text, LONGEST)}{_of(brief, decision.group_id)}"
        yield section(text, button("It still holds…", "decision.review", f"D-{decision.number}"))


def _unsponsored(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.unsponsored:
        return
    yield _heading(
        brief,
        "Commitments without a sponsor",
        brief.promised,
        "commitment that nobody stands by",
        len(brief.unsponsored),
        "commit list unsponsored",
    )
    for action in brief.unsponsored:
        yield section(_action(brief, action), button("Show", "action.show", action.id))


def _unsaid(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.unsaid:
        return
    slugs = {group.id: group.slug for group in brief.groups}
    shown = brief.unsaid[: SHOWN - 1]
    yield _heading(
        brief,
        "Asked where it is headed, and not answered",
        len(brief.unsaid),
        "area with much feedback on its direction",
        len(shown),
    )
    for area, count in shown:
        text = f"*{escape(area.name)}*: {counted(count, 'piece')} of feedback{_of(brief, area.group_id)}"
        yield section(text, button("Answer several…", "direction.open", slugs[area.group_id]))


def _health(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.troubles:
        return
    shown = brief.troubles[:SHOWN]
    yield _heading(
        brief, "Health of the group", len(brief.troubles), "thing to look after", len(shown), "group show"
    )
    for one in shown:
        text = f"{escape(clip(one.group.name, 80))}: {one.text}."
        yield section(text, button(*one.button) if one.button else None)


def _voices(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.quiet:
        return
    more = len(brief.quiet) - MOST_SENTENCES
    lines = [*brief.quiet[:MOST_SENTENCES], *([f"and {more} more of the kind"] if more > 0 else [])]
    yield section("*Voices that were missing*\n" + "\n".join(lines))


def _loop(brief: Brief, now: datetime) -> Iterator[Block]:
    if not brief.has_loop:
        return
    told = " · ".join(loop.told(loop.whole(brief.measured, brief.spans)))
    trend = ", ".join(
        f"{span.label}: {loop.over(brief.measured, span.since, span.until).came_in:,}" for span in brief.spans
    )
    one = brief.groups[0].slug if len(brief.groups) == 1 else ""
    weekly = button("Week by week", "report.loop", one)
    yield section(f"*The loop in four weeks*\n{told}\nCame in by week: {trend}", weekly)


def picture(brief: Brief, name: str) -> Picture:
    of = brief.groups[0].name if len(brief.groups) == 1 else f"{len(brief.groups)} groups"
    return loop.picture(brief.measured, brief.spans, of, name)


def _footer(brief: Brief, comes: str, command: str, *, to_group: bool) -> Sequence[Block]:
    if to_group:
        slug = brief.groups[0].slug
        text = f"This comes {comes}. Its chairs turn it off with `{command} digest group off`."
        return (context(text), actions(button("Change…", "digest.group", slug)))
    text = f"This comes {comes}, your time. `{command} settings digest off` turns it off."
    turn_off = button("Turn this off", "digest.off", "chair")
    return (context(text), actions(turn_off, button("Another day…", "settings.open", "")))
