"""A file of groups becomes a plan that can be read first, and then be applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import yaml
from sqlalchemy import Connection

from handlers.contract import UserError
from handlers.fields import DAYS_LIMIT, a_zone
from handlers.registry.draft import Draft, differing
from handlers.registry.import_areas import plan_areas
from handlers.registry.import_meetings import plan_meetings
from handlers.registry.matching import matches
from handlers.registry.reading import CHAIRS, TECH_LEADS, GroupEntry, PersonEntry, read, section_of
from handlers.registry.steps import ChangedGroup, EndedRole, Kept, NewGroup, NewHandle, NewRole, Step
from storage import groups, registry
from storage.groups import Group

CHAIR_ROLES = ("chair", "co-chair")
_HEADINGS = {"create": "To create", "change": "To change", "keep": "Kept for the export, not used"}


@dataclass(frozen=True)
class Plan:
    """What an import would do, and by name what it cannot use."""

    workspace: str
    steps: tuple[Step, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    found: str

    def lines(self) -> list[str]:
        return [
            *self._steps_told(),
            *_listed("Not used", self.problems),
            *_listed("Note", self.notes),
            self._sum(),
        ]

    def _steps_told(self) -> Iterator[str]:
        for kind, heading in _HEADINGS.items():
            told = [f"  {step.what:<9} {step.line}" for step in self.steps if step.kind == kind]
            yield from [f"{heading} ({len(told)})", *told, ""] if told else []

    def _sum(self) -> str:
        count = Counter(f"{step.what} {step.kind}d" for step in self.steps if step.kind != "keep")
        steps = ", ".join(f"{n} x {what}" for what, n in sorted(count.items()))
        return f"In the file: {self.found}. Changes: {steps or 'none'}. Not used: {len(self.problems)}."


def _listed(heading: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{heading} ({len(lines)})", *(f"  {line}" for line in lines), ""] if lines else []


def plan(db: Connection, workspace: str, text: str, people: str | None, now: datetime) -> Plan:
    """`text` is the file, `people` the people file. Only reads."""
    reading = read(text)
    draft = Draft(db, workspace, now, matches(db, workspace, people), problems=reading.problems)
    for entry in reading.groups:
        _plan_group(draft, entry)
    for handle, user in draft.matches.new.items():
        draft.steps.append(NewHandle(handle, user, draft.name(user)))
    areas = sum(len(entry.areas) for entry in reading.groups)
    meetings = sum(len(entry.meetings) for entry in reading.groups)
    found = f"{len(reading.groups)} groups, {areas} areas, {meetings} meetings"
    problems, notes = tuple(dict.fromkeys(draft.problems)), tuple(dict.fromkeys(draft.notes))
    return Plan(workspace, tuple(draft.steps), problems, notes, found)


def apply(db: Connection, plan: Plan, now: datetime) -> None:
    """In the caller's transaction."""
    for step in plan.steps:
        step.do(db, plan.workspace, now)


def _plan_group(draft: Draft, entry: GroupEntry) -> None:
    group = groups.group_by_slug(draft.db, draft.workspace, entry.slug)
    if group and group.archived_at:
        draft.problems.append(f"{entry.slug}: was archived here, so it is left alone")
        return
    _plan_itself(draft, entry, group)
    chairs = draft.found(entry.chairs, f"{entry.slug}: chair")
    leads = draft.found(entry.tech_leads, f"{entry.slug}: tech lead")
    _plan_chairs(draft, entry, group, chairs)
    _plan_role(draft, entry, group, "lead", list(leads))
    liaison = draft.found(filter(None, [entry.liaison]), f"{entry.slug}: liaison")
    _plan_role(draft, entry, group, "liaison", list(liaison))
    plan_areas(draft, entry, group, leads)
    plan_meetings(draft, entry, group)
    _end_emeritus(draft, entry, group)
    unmatched = {CHAIRS: _others(entry.chairs, chairs), TECH_LEADS: _others(entry.tech_leads, leads)}
    _keep(draft, entry, group, unmatched, liaison_found=bool(liaison))


def _plan_itself(draft: Draft, entry: GroupEntry, group: Group | None) -> None:
    channel = draft.channel(entry.channel, entry.slug)
    values: dict[str, object] = {"mission": entry.mission, **_options(draft, entry)}
    if channel:
        values |= {"channel": channel.channel, "is_private": channel.is_private}
    if group is None:
        where = channel.name if channel else ""
        draft.steps.append(NewGroup(entry.slug, entry.name, values, where))
    elif changed := differing(group, {"name": entry.name, **values}):
        draft.steps.append(ChangedGroup(entry.slug, changed))


def _options(draft: Draft, entry: GroupEntry) -> dict[str, object]:
    """What an export of ours says beside the registry's own words."""
    options: dict[str, object] = {}
    for name in ("acknowledge_days", "confirm_days"):
        days = getattr(entry, name)
        if isinstance(days, int) and 1 <= days <= DAYS_LIMIT:
            options[name] = days
        elif days is not None:
            draft.problems.append(f"{entry.slug}: {name}: from 1 to {DAYS_LIMIT}")
    if entry.zone:
        try:
            options["zone"] = a_zone(entry.zone)
        except UserError as why:
            draft.problems.append(f"{entry.slug}: {why}")
    return options


def _plan_chairs(
    draft: Draft, entry: GroupEntry, group: Group | None, chairs: dict[str, PersonEntry]
) -> None:
    held = (
        {r.user for r in groups.roles_of_group(draft.db, group.id) if r.role in CHAIR_ROLES}
        if group
        else set()
    )
    for user, person in chairs.items():
        if user not in held:
            role = "co-chair" if person.is_co else "chair"
            draft.steps.append(NewRole(entry.slug, role, user, draft.name(user)))
    for user in sorted(held - set(chairs)):
        draft.notes.append(f"{entry.slug}: {draft.name(user)} chairs it here and not in the file; left")
    if not chairs and not held:
        draft.notes.append(f"{entry.slug}: no chair is known, so the admins act for it")


def _plan_role(draft: Draft, entry: GroupEntry, group: Group | None, role: str, users: list[str]) -> None:
    held = groups.roles_of_group(draft.db, group.id) if group else []
    present = {r.user for r in held if r.role == role and r.area_id is None}
    for user in users:
        if user not in present:
            draft.steps.append(NewRole(entry.slug, role, user, draft.name(user)))


def _end_emeritus(draft: Draft, entry: GroupEntry, group: Group | None) -> None:
    """Whoever the file calls emeritus holds no office; nobody else's ends by an import."""
    if group is None:
        return
    found = (draft.matches.known_as(person) for person in entry.emeritus)
    gone = {user for user in found if user}
    named = {step.user for step in draft.steps if isinstance(step, NewRole) and step.group == entry.slug}
    for role in groups.roles_of_group(draft.db, group.id):
        if role.user in gone - named and role.role in (*CHAIR_ROLES, "lead"):
            step = EndedRole(entry.slug, role.role, role.user, draft.name(role.user), role.area_id)
            draft.steps.append(step)


def _others(entries: tuple[PersonEntry, ...], matched: dict[str, PersonEntry]) -> list[object]:
    return [dict(e.raw) or e.github for e in entries if not any(e is m for m in matched.values())]


def _keep(
    draft: Draft,
    entry: GroupEntry,
    group: Group | None,
    unmatched: dict[str, list[object]],
    *,
    liaison_found: bool,
) -> None:
    rest = dict(entry.rest)
    leadership = {**rest.pop("leadership", {}), **{role: who for role, who in unmatched.items() if who}}
    if entry.emeritus:
        leadership["emeritus_leads"] = [dict(person.raw) for person in entry.emeritus]
    contact = dict(rest.pop("contact", {}))
    if entry.liaison and not liaison_found:
        contact["liaison"] = dict(entry.liaison.raw)
    if entry.channel and not draft.channel(entry.channel, entry.slug):
        contact["slack"] = entry.channel
    rest |= {key: value for key, value in (("leadership", leadership), ("contact", contact)) if value}
    areas = {area.slug: dict(area.rest) for area in entry.areas if area.rest}
    rest |= {"subprojects": areas} if areas else {}
    kept = Kept(
        entry.slug,
        entry.section,
        as_yaml(list(entry.meetings)) if entry.meetings else "",
        as_yaml(rest) if rest else "",
        count=len(entry.meetings),
        names=tuple(rest),
    )
    had = registry.imported_of(draft.db, group.id) if group else None
    before = (had.section, had.meetings, had.rest) if had else (section_of(entry.slug), "", "")
    if before != (kept.section, kept.meetings, kept.rest):
        draft.steps.append(kept)


def as_yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
