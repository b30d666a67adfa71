"""The subprojects of an imported group become its areas."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.fields import SLUG_LIMIT
from handlers.registry.draft import Draft, differing
from handlers.registry.reading import AreaEntry, GroupEntry, PersonEntry
from handlers.registry.steps import ChangedArea, NewArea, NewRole
from storage import areas
from storage.areas import Area
from storage.groups import Group


def plan_areas(
    draft: Draft, entry: GroupEntry, group: Group | None, tech_leads: Mapping[str, PersonEntry]
) -> None:
    """Areas without leads of their own are led by the group's tech leads."""
    for area in entry.areas:
        slug = _free_slug(draft, entry, group, area)
        if slug is None:
            continue
        draft.claimed.add(slug)
        own = None if area.leads is None else draft.found(area.leads, f"{entry.slug}: lead of {slug}")
        leads = list(tech_leads if own is None else own)
        if not leads:
            draft.notes.append(f"{entry.slug}: {slug} has no lead, so the chairs answer its feedback")
        _plan_area(draft, entry, slug, area, leads)


def _free_slug(draft: Draft, entry: GroupEntry, group: Group | None, area: AreaEntry) -> str | None:
    """Short names are unique in a workspace: who comes second gets the group's before it."""
    prefixed = f"{entry.slug}-{area.slug}"[:SLUG_LIMIT].rstrip("-.")
    for slug in (area.slug, prefixed):
        taken = areas.area_by_slug(draft.db, draft.workspace, slug)
        is_ours = taken is not None and group is not None and taken.group_id == group.id
        if taken and taken.archived_at and is_ours:
            draft.problems.append(
                f"{entry.slug}: {area.name}: the area {slug} was archived here, so it is left alone"
            )
            return None
        if slug not in draft.claimed and (taken is None or is_ours):
            if slug != area.slug:
                draft.notes.append(f"{entry.slug}: {area.name}: {area.slug} is taken, so it is called {slug}")
            return slug
    draft.problems.append(f"{entry.slug}: {area.name}: {area.slug} and {prefixed} are both taken")
    return None


def _plan_area(draft: Draft, entry: GroupEntry, slug: str, area: AreaEntry, leads: list[str]) -> None:
    present = areas.area_by_slug(draft.db, draft.workspace, slug)
    channel = draft.channel(area.channel, f"{entry.slug}: {slug}")
    values = {"description": area.description} | ({"channel": channel.channel} if channel else {})
    if present is None:
        led_by = tuple(draft.name(user) for user in leads)
        step = NewArea(entry.slug, slug, area.name, values, tuple(leads), area.aliases, led_by)
        draft.steps.append(step)
        return
    _plan_change(draft, entry, area, present, values)
    led = areas.leads(draft.db, present.id)
    for user in leads:
        if user not in led:
            draft.steps.append(NewRole(entry.slug, "lead", user, draft.name(user), present.slug))


def _plan_change(
    draft: Draft, entry: GroupEntry, area: AreaEntry, present: Area, values: Mapping[str, object]
) -> None:
    changed = differing(present, {"name": area.name, **values})
    had = areas.aliases_of(draft.db, present.id)
    more = sorted({*had, *area.aliases})
    if changed or more != had:
        aliases = tuple(more) if more != had else None
        draft.steps.append(ChangedArea(entry.slug, present.slug, changed, aliases))
