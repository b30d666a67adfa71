"""A meeting opens and closes in its channel; what people click while it is live counts as a line."""

from __future__ import annotations

from handlers.blocks import channel_link, note
from handlers.choosing import is_channel, open_channel
from handlers.contract import Context, Reply, Say, UserError
from handlers.minutes import absent, closing, drafts, drawing, hands, hearing, jobs, rules
from handlers.minutes.taken import members, taken
from handlers.places import group_meant, standing
from handlers.router import Router
from handlers.text import escape
from storage import groups, meetings, minutes, people
from storage.groups import Group
from storage.meetings import Meeting

router = Router()
FEATURE = (router, hearing.router, hands.router, drafts.router, jobs.router, absent.router)


@router.command("meeting start", help="Open the meeting in this channel: lines are taken for its minutes.")
def start(ctx: Context) -> Reply | None:
    group = group_meant(ctx)
    coming = meetings.next_of_group(ctx.db, group.id, ctx.now)
    if coming and coming.state == "live":
        raise UserError(_is_live(coming))
    return _open(ctx, group, coming if coming and rules.is_near(coming, ctx.now) else None)


@router.click("meeting.start <number:int>")
def start_this(ctx: Context, number: int) -> Reply | None:
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, meeting.group_id) if meeting else None
    if meeting is None or group is None or meeting.state in ("ended", "cancelled"):
        raise UserError(
            f"M-{number} is over or was cancelled. `{ctx.settings.command} meeting start` opens another."
        )
    if meeting.state == "live":
        raise UserError(_is_live(meeting))
    return _open(ctx, group, meeting)


def _is_live(meeting: Meeting) -> str:
    where = f" in {channel_link(meeting.channel)}" if meeting.channel else ""
    return f"{escape(meeting.name)} (M-{meeting.number}) is live already{where}. Its lines are being taken."


def _open(ctx: Context, group: Group, planned: Meeting | None) -> Reply | None:
    standing(ctx, group).demand("take lines")
    channel = ctx.channel if is_channel(ctx.channel) else group.channel
    if channel is None:
        raise UserError(
            f"{escape(group.name)} has no channel. Say `{ctx.settings.command} meeting start` in one."
        )
    open_channel(ctx, channel)
    if there := meetings.live_in(ctx.db, ctx.workspace, channel):
        raise UserError(_is_live(there))
    meeting = _began(ctx, group, planned, channel)
    scribe = rules.next_scribe(
        _willing(ctx, group, meeting), groups.chairs(ctx.db, group.id), minutes.scribed(ctx.db, group.id)
    )
    begun = {"group_id": group.id, "started_by": ctx.actor, "heard_at": ctx.now}
    minutes.begin(ctx.db, ctx.workspace, meeting.number, channel, proposed_scribe=scribe, **begun)
    minutes.add_deed(ctx.db, ctx.workspace, meeting.number, ctx.actor, "present+")
    drawing.redraw_live(ctx, taken(ctx, meeting.number))
    return Say(note(f"M-{meeting.number} is live in {channel_link(channel)}."))


def _began(ctx: Context, group: Group, planned: Meeting | None, channel: str) -> Meeting:
    begun = {"state": "live", "channel": channel, "started_at": ctx.now}
    if planned is not None:
        meetings.change_meeting(ctx.db, planned.id, **begun)
        return planned
    ends_at = ctx.now + rules.LENGTH
    return meetings.add_meeting(ctx.db, ctx.workspace, group.id, group.name, ctx.now, ends_at, **begun)


def _willing(ctx: Context, group: Group, meeting: Meeting) -> list[str]:
    """Who said that they come; where nobody did, the members."""
    answers = {a.user: a.answer for a in meetings.answers(ctx.db, meeting.id)}
    coming = [user for user, answer in answers.items() if answer == "coming"]
    pool = coming or [user for user in members(ctx, group) if answers.get(user) != "regrets"]
    known = people.persons(ctx.db, ctx.workspace, pool)
    return [user for user, p in known.items() if not (p.is_bot or p.deleted or p.is_guest)]


@router.command("meeting end", help="Close the meeting; the draft of its minutes goes to the chairs.")
def end(ctx: Context) -> Reply | None:
    here = meetings.live_in(ctx.db, ctx.workspace, ctx.channel or "")
    return _end(ctx, rules.must_be_live(here, ctx.settings.command))


@router.click("meeting.end <number:int>")
def end_this(ctx: Context, number: int) -> Reply | None:
    return _end(ctx, _live(ctx, number))


def _end(ctx: Context, meeting: Meeting) -> Reply | None:
    at = taken(ctx, meeting.number)
    if at.record.started_by != ctx.actor and not rules.is_overdue(meeting, ctx.now):
        standing(ctx, at.group).demand("end a meeting")
    closing.close(ctx, at)
    return Say(note(f"M-{meeting.number} is closed. The draft of its minutes is with the chairs."))


def _live(ctx: Context, number: int) -> Meeting:
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    live = meeting if meeting and meeting.state == "live" else None
    return rules.must_be_live(live, ctx.settings.command)


@router.click("meeting.here <number:int>")
def here(ctx: Context, number: int) -> Reply | None:
    return _says(ctx, number, "present+", "You are on the list of those present.")


@router.click("meeting.hand <number:int>")
def hand(ctx: Context, number: int) -> Reply | None:
    """Up, or down again."""
    _live(ctx, number)
    if any(waiting.who == ctx.actor for waiting in taken(ctx, number).minutes.queue):
        return _says(ctx, number, "q-", "Your hand is down.")
    return _says(ctx, number, "q+", "Your hand is up.")


@router.click("meeting.speaker <number:int>")
def next_speaker(ctx: Context, number: int) -> Reply | None:
    _live(ctx, number)
    at = taken(ctx, number)
    standing(ctx, at.group).demand("take lines")
    if not at.minutes.queue:
        return Say(note("Nobody waits to speak. `q+` raises a hand."))
    who = at.minutes.queue[0].who
    said = f"ack <@{who}>" if who in at.names.people else f"q- {who}"
    return _says(ctx, number, said, f"Over to {escape(at.names.called(who))}.")


def _says(ctx: Context, number: int, line: str, answer: str) -> Reply | None:
    _live(ctx, number)
    minutes.add_deed(ctx.db, ctx.workspace, number, ctx.actor, line)
    minutes.change(ctx.db, ctx.workspace, number, is_stale=True, heard_at=ctx.now)
    return Say(note(answer))
