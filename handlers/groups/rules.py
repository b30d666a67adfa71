"""Pure decisions about groups: what a create or edit may hold, and who is asked when a chair goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.contract import UserError
from handlers.fields import PROSE_LIMIT, a_name, a_slug, a_zone, days, prose, slug_of
from storage.groups import Group, Role

CHAIRS = ("chair", "co-chair")


def settled(name: str, mission: str, zone: str, nudge_days: str, confirm_days: str) -> dict[str, object]:
    """The columns of a submitted form; each part that cannot stand is refused at its field."""
    return {
        "name": a_name(name),
        "mission": prose(mission, PROSE_LIMIT, "mission"),
        "zone": a_zone(zone),
        "acknowledge_days": days(nudge_days),
        "confirm_days": days(confirm_days, "confirm"),
    }


def guessed(slug: str, name: str) -> tuple[str, str]:
    """What a create that lacks words may have meant: `group create "Product WG"` names it, no more."""
    try:
        return a_slug(slug) if slug else slug_of(name), name
    except UserError:
        return slug_of(slug), name or slug


def changes(group: Group, wanted: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in wanted.items() if getattr(group, key) != value}


@dataclass(frozen=True, slots=True)
class Officers:
    """Who chairs a group, in the order in which they took office."""

    chairs: tuple[str, ...]
    co_chairs: tuple[str, ...]

    def heirs(self, admins: Sequence[str]) -> tuple[str, ...]:
        """Who is asked to name a chair; nobody while there is one."""
        return () if self.chairs else self.co_chairs or tuple(admins)


def officers(held: Sequence[Role]) -> Officers:
    by_office = {office: tuple(r.user for r in held if r.role == office) for office in CHAIRS}
    return Officers(by_office["chair"], by_office["co-chair"])


def offices(held: Iterable[Role], user: str) -> list[str]:
    """The offices of the group itself that somebody holds: what ends when they go."""
    return [r.role for r in held if r.user == user and r.area_id is None and r.role in CHAIRS]
