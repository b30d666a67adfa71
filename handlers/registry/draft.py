"""An import in the making: what is known, the steps found so far, and what could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.registry.matching import Matches
from handlers.registry.reading import PersonEntry
from handlers.registry.steps import NewEmployer, Step
from storage import people
from storage.people import Channel


@dataclass
class Draft:
    """Collects steps, problems ("group: what: why") and notes."""

    db: Connection
    workspace: str
    now: datetime
    matches: Matches
    steps: list[Step] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    employed: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)

    def found(self, entries: Iterable[PersonEntry], where: str) -> dict[str, PersonEntry]:
        """Slack id -> the entry, for those who could be matched; the others are a problem each."""
        matched: dict[str, PersonEntry] = {}
        for entry in entries:
            user = self.matches.find(entry)
            if user is None:
                self.problems.append(f"{where}: {entry.label}: {self.matches.missing[entry.label]}")
            elif user not in matched:
                matched[user] = entry
                self._employ(user, entry)
        return matched

    def _employ(self, user: str, entry: PersonEntry) -> None:
        """What somebody said of themselves stands; the file only fills what is empty."""
        if not entry.company or user in self.employed:
            return
        self.employed.add(user)
        present = people.employer(self.db, self.workspace, user, self.now)
        if present is None:
            self.steps.append(NewEmployer(user, self.name(user), entry.company))
        elif present.casefold() != entry.company.casefold():
            self.notes.append(
                f"{self.name(user)} works for {present} here and for {entry.company} in the file; left"
            )

    def name(self, user: str) -> str:
        known = people.person(self.db, self.workspace, user)
        return known.name if known and known.name else user

    def channel(self, name: str, where: str) -> Channel | None:
        """The channel of that name, if it can be used."""
        known = people.channel_named(self.db, self.workspace, name.lstrip("#")) if name else None
        if name and (known is None or known.is_archived):
            why = "is archived" if known else "is not known; invite the bot there and import again"
            self.problems.append(f"{where}: channel #{name.lstrip('#')} {why}")
            return None
        if known and not known.bot_in:
            self.notes.append(f"{where}: the bot is not in #{known.name} yet; invite it there")
        return known


def differing(row: object, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in wanted.items() if getattr(row, key) != value}
