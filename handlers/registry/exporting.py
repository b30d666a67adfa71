"""All groups written as sigs.yaml has them, so that importing them again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from sqlalchemy import Connection

from handlers.fields import slug_of
from handlers.registry.importing import CHAIR_ROLES, as_yaml
from handlers.registry.reading import SECTIONS, section_of
from storage import areas, groups, people, registry
from storage.areas import Area
from storage.groups import Group, Role
from storage.registry import Imported


def export(db: Connection, workspace: str) -> str:
    writer = _Writer(db, workspace, _handles(db, workspace))
    sections: dict[str, list[dict[str, Any]]] = {section: [] for section in SECTIONS}
    for group in groups.live_groups(db, workspace):
        kept = registry.imported_of(db, group.id) or Imported(group.id, section_of(group.slug), "", "")
        sections[kept.section].append(writer.group(group, kept))
    return as_yaml({section: listed for section, listed in sections.items() if listed})


def _handles(db: Connection, workspace: str) -> dict[str, str]:
    known = registry.known_handles(db, workspace)
    return {user: handle for handle, user in reversed(known.items())}


def _filled(**parts: Any) -> dict[str, Any]:
    """Without what is empty; an empty list of leads says something, so it stays."""
    return {
        key: value
        for key, value in parts.items()
        if value not in (None, "", {}) and (value != [] or key == "leads")
    }


@dataclass(frozen=True)
class _Writer:
    db: Connection
    workspace: str
    handles: dict[str, str]

    def group(self, group: Group, kept: Imported) -> dict[str, Any]:
        rest = yaml.safe_load(kept.rest) if kept.rest else {}
        held = groups.roles_of_group(self.db, group.id)
        contact, leadership = rest.pop("contact", {}), rest.pop("leadership", {})
        own_words = rest.pop("subprojects", {})
        tech_leads = _of(held, "lead")
        return _filled(
            dir=group.slug,
            name=group.name,
            mission_statement=group.mission,
            **rest,
            leadership=self._leadership(held, leadership),
            contact=_filled(**{**contact, **self._contact(group, held)}),
            subprojects=[
                self._area(area, tech_leads, own_words.get(area.slug, {}))
                for area in areas.live_areas(self.db, self.workspace, group.id)
            ],
            meetings=yaml.safe_load(kept.meetings) if kept.meetings else [],
            convener={
                "zone": group.zone,
                "acknowledge_days": group.acknowledge_days,
                "confirm_days": group.confirm_days,
            },
        )

    def _leadership(self, held: list[Role], kept: dict[str, Any]) -> dict[str, Any]:
        chairs = [
            {**self._person(role.user), **({"co_chair": True} if role.role == "co-chair" else {})}
            for role in sorted(held, key=lambda r: r.role == "co-chair")
            if role.role in CHAIR_ROLES
        ]
        leads = [self._person(user) for user in _of(held, "lead")]
        return _filled(
            **{
                **kept,
                "chairs": chairs + kept.get("chairs", []),
                "tech_leads": leads + kept.get("tech_leads", []),
            }
        )

    def _contact(self, group: Group, held: list[Role]) -> dict[str, Any]:
        liaison = next(iter(_of(held, "liaison")), None)
        return _filled(slack=self._channel(group.channel), liaison=self._person(liaison) if liaison else None)

    def _area(self, area: Area, tech_leads: list[str], rest: dict[str, Any]) -> dict[str, Any]:
        leads = areas.leads(self.db, area.id)
        own = None if set(leads) == set(tech_leads) else [self._person(user) for user in leads]
        return _filled(
            name=area.name,
            slug=area.slug if area.slug != slug_of(area.name) else None,
            description=area.description,
            **{key: value for key, value in rest.items() if key != "contact"},
            contact=_filled(**{**rest.get("contact", {}), "slack": self._channel(area.channel)}),
            aliases=areas.aliases_of(self.db, area.id),
            leads=own,
        )

    def _person(self, user: str) -> dict[str, Any]:
        known = people.person(self.db, self.workspace, user)
        employments = people.employments(self.db, self.workspace, user)
        return _filled(
            github=self.handles.get(user),
            name=known.name if known else None,
            company=next((name for name, _, until in employments if until is None), None),
            slack=user,
        )

    def _channel(self, channel: str | None) -> str | None:
        known = people.channel(self.db, self.workspace, channel) if channel else None
        return known.name if known else None


def _of(held: Iterable[Role], role: str) -> list[str]:
    """The holders of a role of the group itself."""
    return [r.user for r in held if r.role == role and r.area_id is None]
