"""The minutes of a meeting as they are now: its log read with the names of those who may be meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.contract import Context, UserError
from handlers.minutes.log import Amendment, Minutes, minutes_of
from handlers.minutes.words import About
from handlers.naming import Names
from handlers.places import may_see
from storage import groups, meetings, minutes, people
from storage.groups import Group
from storage.meetings import Meeting
from storage.minutes import Line, Made, Record

MEMBERS = ("chair", "co-chair", "lead", "liaison", "member")


@dataclass(frozen=True, slots=True)
class Taken:
    """All that a drawing of the minutes may need."""

    meeting: Meeting
    record: Record
    group: Group
    log: list[Line]
    names: Names
    minutes: Minutes
    about: About


def taken(ctx: Context, number: int) -> Taken:
    """Refused, as unknown, to whom its group is."""
    record = minutes.record(ctx.db, ctx.workspace, number)
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, record.group_id) if record else None
    if record is None or meeting is None or group is None or (ctx.actor and not may_see(ctx, group)):
        raise UserError(f"There are no minutes of M-{number}.")
    log = minutes.log(ctx.db, ctx.workspace, number)
    known = people.persons(ctx.db, ctx.workspace, _may_be_meant(ctx, record, log))
    names = Names({user: person.name or user for user, person in known.items() if not person.is_bot})
    made = minutes.made(ctx.db, ctx.workspace, number)
    changed = {m.entry: _amendment(m) for m in made}
    about = About(
        number=number,
        name=meeting.name,
        group=group.name,
        began=meeting.started_at or meeting.starts_at,
        members=members(ctx, group),
        summary=record.summary,
        is_draft=record.published_by is None,
        voices={user: person.voice for user, person in known.items() if person.voice},
    )
    found = minutes_of(log, names.people, changed)
    return Taken(meeting, record, group, log, names, _with_regrets(ctx, meeting, found), about)


def _amendment(made: Made) -> Amendment:
    owners = None if made.owners is None else tuple(made.owners)
    return Amendment(made.text, owners, tuple(made.open or ()), made.struck)


def _with_regrets(ctx: Context, meeting: Meeting, found: Minutes) -> Minutes:
    """Also of those who sent them before."""
    sent = [a.user for a in meetings.answers(ctx.db, meeting.id) if a.answer == "regrets"]
    regrets = dict.fromkeys([*found.regrets, *(user for user in sent if user not in found.present)])
    return replace(found, regrets=tuple(regrets))


def _may_be_meant(ctx: Context, record: Record, log: list[Line]) -> set[str]:
    held = {role.user for role in groups.roles_of_group(ctx.db, record.group_id)}
    return held | {line.user for line in log} | set(people.members(ctx.db, ctx.workspace, record.channel))


def members(ctx: Context, group: Group) -> frozenset[str]:
    """Of whom half are a quorum: who joined or holds an office; where nobody joined, who is in the channel."""
    held = groups.roles_of_group(ctx.db, group.id)
    if any(role.role == "member" for role in held) or not group.channel:
        return frozenset(role.user for role in held if role.role in MEMBERS)
    return people.humans(ctx.db, ctx.workspace, people.members(ctx.db, ctx.workspace, group.channel))
