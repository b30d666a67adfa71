"""How a series of meetings comes to be, changes from now on, and ends: previewed first, whoever typed or clicked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import blocks as b
from handlers import places, series
from handlers.calendar import today
from handlers.choosing import name_of
from handlers.contract import Context, Message, Open, Reply, Say, UserError
from handlers.fields import a_name, a_zone
from handlers.history import group_changed
from handlers.holidays_of import on_days
from handlers.meetings import forms, reading, reminders, rules, views
from handlers.recurrence import Schedule, from_json, occurrences, to_json
from handlers.router import Router
from handlers.schedule_told import told
from handlers.schedule_words import Wanted, wanted
from handlers.text import escape
from storage import groups, habits, meetings, rhythms
from storage.groups import Group
from storage.rhythms import Series

router = Router()


def schedule_form(ctx: Context, name: str = "", words: str = "") -> Reply:
    group = places.group_meant(ctx)
    places.standing(ctx, group).demand("schedule meetings")
    return Open(forms.schedule(group, name, words))


@router.click("meeting.plan")
def open_form(ctx: Context) -> Reply:
    return schedule_form(ctx)


@router.command(
    "meeting schedule <name> <words...>",
    help='Plan a series: "Weekly" every tue 16:00 Europe/Paris 60m.',
    form=schedule_form,
)
def schedule(ctx: Context, name: str, words: str) -> Reply:
    group = places.group_meant(ctx)
    name, words = rules.name_and_words(name, words, lambda text: _read(text, ctx, group))
    return Say(_preview(ctx, group, name, words)) if name else schedule_form(ctx, words=words)


def _read(text: str, ctx: Context, group: Group) -> Schedule | None:
    try:
        return wanted(text, today(ctx.now, group.zone), group.zone).schedule
    except UserError:
        return None


@router.command("meeting change <slug> <words...>", help="Another rhythm for a series, from now on.")
def change(ctx: Context, slug: str, words: str) -> Reply:
    found = reading.series_named(ctx, slug)
    return Say(_preview(ctx, _group(ctx, found), found.name, words, changes=found))


@router.submit("meeting.schedule")
def submitted(
    ctx: Context,
    group: str,
    name: str,
    words: str | None = None,
    series: str | None = None,
    rhythm: str | None = None,
    weekdays: Sequence[str] = (),
    at: str | None = None,
    zone: str | None = None,
    minutes: str | None = None,
    start: str | None = None,
    until: str | None = None,
    link: str | None = None,
) -> Reply:
    zone = a_zone(zone) if zone and "/" in zone else zone
    asked = rules.Asked(rhythm, weekdays or (), start, at, zone, minutes, until, link)
    changes = reading.series_named(ctx, series) if series else None
    of, words = places.group_named(ctx, group), (words or "").strip()
    try:
        return Say(_preview(ctx, of, name, words or asked.in_words(), changes=changes))
    except UserError as mistake:
        raise UserError(str(mistake), rules.field_of(mistake, is_in_words=bool(words))) from None


@router.click("meeting.rewrite <slug> <day> <name> <words:raw>")
def rewrite(ctx: Context, slug: str, day: str, name: str, words: str) -> Reply:
    """Back to the form, with the words as they stand; `slug` may be a group's or a series'."""
    series_slug, _, group_slug = slug.rpartition("@")
    group = places.group_named(ctx, group_slug)
    return Open(forms.schedule(group, name, words, series=series_slug or None))


def _group(ctx: Context, found: Series) -> Group:
    group = groups.group(ctx.db, found.group_id)
    assert group is not None
    return group


def _preview(
    ctx: Context, group: Group, name: str, words: str, *, changes: Series | None = None
) -> b.Message:
    places.standing(ctx, group).demand("schedule meetings")
    name, day = a_name(name).replace('"', "'"), today(ctx.now, group.zone)
    if len(words) > rules.WORDS_LIMIT:
        raise UserError(f"Those are more than {rules.WORDS_LIMIT} characters. Shorter, please.", "words")
    found = _wanted(words, day, group)
    before = _before(ctx, changes) if changes else None
    minutes = found.minutes or (before.minutes if before else series.MINUTES)
    times = rules.must_lie_ahead(found.schedule, ctx.now)
    slug = f"{changes.slug}@{group.slug}" if changes else group.slug
    ahead = list(occurrences(found.schedule, ctx.now, until=times[0] + rules.LOOK_AHEAD))
    return views.preview(
        views.Preview(
            group=group,
            name=name,
            sentence=told(found.schedule),
            minutes=minutes,
            link=found.link or (before.link if before else None),
            times=times,
            value=f'{slug} {day} "{name}" {" ".join(words.split())}',
            collisions=_collisions(ctx, group, ahead, minutes, changes),
            holidays=_holidays(ctx, group, ahead),
            oddities=list(rules.oddities(found.schedule, times[0])),
            changes=changes.slug if changes else None,
        )
    )


def _wanted(words: str, day: date, group: Group) -> Wanted:
    """Words without a time of day, a zone or an anchor are asked for by the reader's own sentence."""
    return wanted(words, day, group.zone)


def _before(ctx: Context, found: Series) -> rhythms.Version:
    return rhythms.versions_of(ctx.db, [found.id])[found.id][-1]


def _holidays(ctx: Context, group: Group, ahead: Sequence[datetime]) -> list[tuple[date, str]]:
    countries = habits.of_group(ctx.db, group.id).countries
    zone = ZoneInfo(group.zone)
    days = [at.astimezone(zone).date() for at in ahead]
    return on_days(countries.split(","), days)[: rules.SHOWN] if countries else []


def _collisions(
    ctx: Context, group: Group, ahead: Sequence[datetime], minutes: int, changes: Series | None
) -> list[views.Collision]:
    length = timedelta(minutes=minutes)
    mine = [(at, at + length) for at in ahead]
    related = _related(ctx, group)
    found = []
    for other in rhythms.series_of_groups(ctx.db, related):
        if changes and other.id == changes.id:
            continue
        theirs = series.taking_place(ctx.db, other, ctx.now, mine[-1][1])
        dates = rules.collisions(mine, theirs)
        if dates:
            found.append(views.Collision(other.name, related[other.group_id], dates))
    return found


def _related(ctx: Context, group: Group) -> dict[int, str]:
    """Groups whose meetings get in the way of this one's, of those that the actor may know, and why."""
    related = {}
    offices = ("chair", "co-chair", "lead")
    officers = {r.user for r in groups.roles_of_group(ctx.db, group.id) if r.role in offices}
    for user in sorted(officers):
        for role in groups.roles_of_person(ctx.db, ctx.workspace, user):
            if role.role in offices:
                related[role.group_id] = f"{name_of(ctx, user)} is needed in both"
    if group.channel:
        for other in groups.groups_in_channel(ctx.db, ctx.workspace, group.channel):
            related[other.id] = f"also in {b.channel_link(group.channel)}"
    seen = {g.id for g in places.groups_seen(ctx)}
    return {group_id: why for group_id, why in related.items() if group_id in seen} | {
        group.id: "the same group"
    }


@router.click("meeting.create <slug> <day> <name> <words:raw>")
def create(ctx: Context, slug: str, day: str, name: str, words: str) -> Reply:
    """The words are read as on the day of the preview: tomorrow is still the day that was shown."""
    group = places.group_named(ctx, slug)
    places.standing(ctx, group).demand("schedule meetings")
    found = _wanted(words, date.fromisoformat(day), group)
    rules.must_lie_ahead(found.schedule, ctx.now)
    for other in rhythms.series_of_groups(ctx.db, [group.id]):
        if other.name == name and _before(ctx, other).schedule == to_json(found.schedule):
            return Say(b.note(f"*{escape(name)}* is created already."), replace=True)
    made = series.create(
        ctx.db, ctx.workspace, group.id, name, found.schedule, found.minutes, found.link, ctx.now
    )
    group_changed(ctx, group, "series created", series=made.slug, schedule=told(found.schedule))
    first = meetings.meetings_of_series(ctx.db, made.id, ctx.now)[0]
    if group.channel:
        ctx.post(group.channel, views.scheduled(name, told(found.schedule), first, name_of(ctx, ctx.actor)))
    command = ctx.settings.command
    return Say(
        b.note(
            f"*{escape(name)}* (`{made.slug}`) is created; its next meeting is M-{first.number}. "
            f"Later: `{command} meeting move`, `cancel`, `change {made.slug}`, `ics`."
        ),
        replace=True,
    )


@router.click("meeting.change <slug> <day> <name> <words:raw>")
def change_it(ctx: Context, slug: str, day: str, name: str, words: str) -> Reply:
    found = reading.series_named(ctx, slug.partition("@")[0])
    group = _group(ctx, found)
    places.standing(ctx, group).demand("schedule meetings")
    before, new = _before(ctx, found), _wanted(words, date.fromisoformat(day), group)
    rules.must_lie_ahead(new.schedule, ctx.now)
    if name != found.name:
        rhythms.change_series(ctx.db, found.id, name=name)
    minutes, link = new.minutes or before.minutes, new.link or before.link
    became = series.change(ctx.db, found, new.schedule, minutes, link, ctx.now)
    group_changed(
        ctx, group, "series changed", series=found.slug, schedule=told(new.schedule), before=before.id
    )
    who = name_of(ctx, ctx.actor)
    if group.channel:
        ctx.post(group.channel, b.note(_changed_told(found, told(from_json(before.schedule)), new, who)))
    for was, now in became:
        _tell_who_answered(ctx, was, now, who)
    return Say(b.note(f"*{escape(name)}* is changed: {escape(told(new.schedule))}."), replace=True)


def _changed_told(found: Series, was: str, new: Wanted, who: str) -> str:
    return (
        f"{who} changed *{escape(found.name)}* from now on: {escape(told(new.schedule))}. "
        f"It was: {escape(was)}."
    )


def _tell_who_answered(ctx: Context, was: meetings.Meeting, now: meetings.Meeting | None, who: str) -> None:
    if now is not None and now.starts_at == was.starts_at:
        return
    if now is None:
        _tell(ctx, was, views.cancelled(was, "the series has changed", who))
        ctx.emit("meeting.cancelled", meeting=was)
    else:
        _tell(ctx, was, views.moved(now, was.starts_at, who))
        ctx.emit("meeting.moved", meeting=now)


def _tell(ctx: Context, was: meetings.Meeting, message: Message) -> None:
    """In its reminders, and whoever said whether they come."""
    reminders.retire(ctx, was, message)
    for person in reading.those_who_answered(ctx, was):
        ctx.tell(person, message)


@router.command("meeting stop <slug>", help="End a series; what was, stays.")
def stop(ctx: Context, slug: str) -> Reply:
    found = reading.series_named(ctx, slug)
    group = _group(ctx, found)
    places.standing(ctx, group).demand("schedule meetings")
    text = f"End *{escape(found.name)}*? Its planned meetings are cancelled; what was, stays."
    row = b.actions(b.button("End the series", "meeting.stop", found.slug, style="danger"))
    return Say(b.message(text, b.section(text), row))


@router.click("meeting.stop <slug>")
def stop_it(ctx: Context, slug: str) -> Reply:
    found = reading.series_named(ctx, slug)
    group = _group(ctx, found)
    places.standing(ctx, group).demand("schedule meetings")
    who = name_of(ctx, ctx.actor)
    for gone in series.stop(ctx.db, found, ctx.now):
        _tell(ctx, gone, views.cancelled(gone, "the series has ended", who))
        ctx.emit("meeting.cancelled", meeting=gone)
    group_changed(ctx, group, "series ended", series=found.slug)
    if group.channel:
        ctx.post(group.channel, b.note(f"{who} ended the series *{escape(found.name)}*."))
    return Say(b.note(f"*{escape(found.name)}* has ended."), replace=True)
