"""Kubernetes' sigs.yaml read into plain entries; whatever is no group is named with the reason. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from handlers.contract import UserError
from handlers.fields import PROSE_LIMIT, a_name, a_slug, slug_of
from handlers.text import clip

SECTIONS = ("sigs", "workinggroups", "committees", "usergroups")
CHAIRS, TECH_LEADS, EMERITUS = "chairs", "tech_leads", "emeritus_leads"
ROLES = (CHAIRS, TECH_LEADS, EMERITUS)

HANDLE_LIMIT, ALIAS_LIMIT = 64, 40  # as wide as their columns

_BY_PREFIX = {"sig-": "sigs", "committee-": "committees", "ug-": "usergroups"}


def section_of(slug: str) -> str:
    """Where a group stands that no file has named yet."""
    return next(
        (section for prefix, section in _BY_PREFIX.items() if slug.startswith(prefix)), "workinggroups"
    )


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person as the file names them; `raw` is kept when they cannot be matched."""

    name: str
    github: str = ""
    company: str = ""
    email: str = ""
    slack: str = ""
    is_co: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.name} ({self.github})" if self.github and self.github != self.name else self.name


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """A subproject; `leads` is None when the group's tech leads lead it."""

    name: str
    slug: str
    description: str = ""
    channel: str = ""
    aliases: tuple[str, ...] = ()
    leads: tuple[PersonEntry, ...] | None = None
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group with all that the file says; `rest` is what Convener has no place for."""

    section: str
    slug: str
    name: str
    mission: str = ""
    channel: str = ""
    zone: str = ""
    acknowledge_days: int | None = None
    confirm_days: int | None = None
    chairs: tuple[PersonEntry, ...] = ()
    tech_leads: tuple[PersonEntry, ...] = ()
    emeritus: tuple[PersonEntry, ...] = ()
    liaison: PersonEntry | None = None
    areas: tuple[AreaEntry, ...] = ()
    meetings: tuple[Any, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Reading:
    """The groups, and what could not be used."""

    groups: list[GroupEntry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def load(text: str, what: str) -> Any:
    found = _documents(text, what, yaml.SafeLoader)
    if len(found) > 1:
        raise UserError(f"{what} holds {len(found)} YAML documents, and one is read. Nothing was imported.")
    return next(iter(found), None)


def _documents(text: str, what: str, loader: type[Any]) -> list[Any]:
    try:
        return list(yaml.load_all(text, loader))
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise UserError(f"{what} is no YAML{where}. Nothing was imported.") from None


def read(text: str) -> Reading:
    """One sigs.yaml, or any number of OpenStack's irc-meetings as documents of one text."""
    documents = [d for d in _documents(text, "The file", yaml.BaseLoader) if d]
    if documents and all(is_irc_meeting(document) for document in documents):
        return _read_irc(documents)
    found = load(text, "The file")
    if not isinstance(found, dict) or not any(section in found for section in SECTIONS):
        raise UserError(f"The file lists no groups: it should have one of {', '.join(SECTIONS)} at its top.")
    reading = Reading()
    reading.problems += [f"{key}: not a list of groups that I know" for key in found if key not in SECTIONS]
    for section in SECTIONS:
        _read_section(section, found.get(section) or [], reading)
    return reading


def is_irc_meeting(document: Any) -> bool:
    return isinstance(document, dict) and {"project", "schedule"} <= set(document)


def _read_irc(documents: list[dict[str, Any]]) -> Reading:
    """A group a file; BaseLoader keeps a time of 0730 what it is."""
    reading = Reading()
    for raw in documents:
        rest = dict(raw)
        project, slots = _text(rest.pop("project")), _list(rest.pop("schedule"))
        chairs = [{"name": name.strip()} for name in _text(rest.pop("chair", "")).split(",") if name.strip()]
        slug = slug_of(_text(rest.pop("meeting_id", "")) or project)
        try:
            group = GroupEntry(
                section=section_of(slug),
                slug=a_slug(slug),
                name=a_name(project),
                mission=_prose(rest.pop("description", ""), slug, reading.problems),
                channel=next((_text(slot.get("irc")) for slot in slots if isinstance(slot, dict)), ""),
                chairs=tuple(_people(chairs, slug, reading.problems)),
                meetings=tuple(slots),
                rest=rest,
            )
        except UserError as why:
            reading.problems.append(f"{clip(project, 60)}: {why}")
            continue
        if any(group.slug == other.slug for other in reading.groups):
            reading.problems.append(f"{project}: {group.slug} is there twice; the first one counts")
            continue
        reading.groups.append(group)
    return reading


def _read_section(section: str, listed: Any, reading: Reading) -> None:
    if not isinstance(listed, list):
        reading.problems.append(f"{section}: should be a list of groups")
        return
    taken = {group.slug for group in reading.groups}
    for nth, raw in enumerate(listed, 1):
        label = f"{section}, number {nth}"
        try:
            group = _group(section, raw if isinstance(raw, dict) else {}, reading.problems)
        except UserError as why:
            reading.problems.append(f"{label}: {why}")
            continue
        if group.slug in taken:
            reading.problems.append(f"{label}: {group.slug} stands in the file twice; the first one counts")
            continue
        taken.add(group.slug)
        reading.groups.append(group)


def _group(section: str, raw: dict[str, Any], problems: list[str]) -> GroupEntry:
    rest = dict(raw)
    name = a_name(_text(rest.pop("name", "")) or _text(raw.get("dir")))
    slug = a_slug(slug_of(_text(rest.pop("dir", "")) or name))
    leadership, contact, ours = (_mapping(rest.pop(k, None)) for k in ("leadership", "contact", "convener"))
    listed = {role: tuple(_people(leadership.pop(role, None), slug, problems)) for role in ROLES}
    liaison = next(_people([contact.pop("liaison", None)], slug, problems), None)
    mission = _prose(rest.pop("mission_statement", ""), slug, problems)
    channel = _text(contact.pop("slack", ""))
    meetings = tuple(_list(rest.pop("meetings", None)))
    areas = tuple(_areas(rest.pop("subprojects", None), slug, problems))
    unused = {"contact": contact, "leadership": leadership}
    return GroupEntry(
        section=section,
        slug=slug,
        name=name,
        mission=mission,
        channel=channel,
        zone=_text(ours.get("zone")),
        acknowledge_days=ours.get("acknowledge_days"),
        confirm_days=ours.get("confirm_days"),
        chairs=listed[CHAIRS],
        tech_leads=listed[TECH_LEADS],
        emeritus=listed[EMERITUS],
        liaison=liaison,
        areas=areas,
        meetings=meetings,
        rest={**rest, **{key: value for key, value in unused.items() if value}},
    )


def _areas(listed: Any, group: str, problems: list[str]) -> Iterator[AreaEntry]:
    for raw in _list(listed):
        rest = dict(raw) if isinstance(raw, dict) else {"name": raw}
        label = clip(_text(rest.get("name")) or "a subproject without a name", 60)
        try:
            name = a_name(_text(rest.pop("name", "")))
            slug = a_slug(_text(rest.pop("slug", "")) or slug_of(name))
        except UserError as why:
            problems.append(f"{group}: subproject {label}: {why}")
            continue
        contact = _mapping(rest.pop("contact", None))
        leads = rest.pop("leads", None)
        yield AreaEntry(
            name=name,
            slug=slug,
            description=_prose(rest.pop("description", ""), f"{group}/{slug}", problems),
            channel=_text(contact.pop("slack", "")),
            aliases=tuple(filter(None, map(_alias, _list(rest.pop("aliases", None))))),
            leads=None if leads is None else tuple(_people(leads, f"{group}/{slug}", problems)),
            rest={**rest, **({"contact": contact} if contact else {})},
        )


def _people(listed: Any, where: str, problems: list[str]) -> Iterator[PersonEntry]:
    for raw in _list(listed):
        if raw is None:
            continue
        entry = raw if isinstance(raw, dict) else {"github": raw}
        github, name = _text(entry.get("github"))[:HANDLE_LIMIT], _text(entry.get("name"))
        if not github and not name and not entry.get("slack") and not entry.get("email"):
            problems.append(f"{where}: somebody without a name or handle")
            continue
        yield PersonEntry(
            name=name or github or _text(entry.get("email")) or _text(entry.get("slack")),
            github=github,
            company=clip(_text(entry.get("company")), 100),
            email=_text(entry.get("email")).lower(),
            slack=_text(entry.get("slack")),
            is_co=bool(entry.get("co_chair")),
            raw=entry,
        )


def _alias(value: Any) -> str:
    return " ".join(_text(value).casefold().split())[:ALIAS_LIMIT]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _prose(value: Any, where: str, problems: list[str]) -> str:
    text = _text(value)
    if len(text) > PROSE_LIMIT:
        problems.append(
            f"{where}: its description is {len(text):,} characters long; the first {PROSE_LIMIT:,} are used"
        )
    return clip(text, PROSE_LIMIT)
