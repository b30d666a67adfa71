"""Who in Slack the people of an imported file are: by the people file, Slack id, e-mail or an earlier match."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from handlers.contract import UserError
from handlers.registry.reading import PersonEntry, load
from storage import people, registry

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass
class Matches:
    """Finds people, and remembers who was not found and why."""

    db: Connection
    workspace: str
    given: Mapping[str, str]
    known: Mapping[str, str]
    missing: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)

    def find(self, entry: PersonEntry) -> str | None:
        """Their Slack id; None goes to `missing`."""
        user, why = self._find(entry)
        if user is None:
            self.missing[entry.label] = why
        elif entry.github and self.known.get(entry.github) != user:
            self.new[entry.github] = user
        return user

    def known_as(self, entry: PersonEntry) -> str | None:
        """As `find`, for somebody whom nobody misses."""
        return self._find(entry)[0]

    def _find(self, entry: PersonEntry) -> tuple[str | None, str]:
        said = [
            self.given.get(entry.github.lower(), ""),
            entry.slack,
            entry.email,
            self.known.get(entry.github, ""),
        ]
        why = "no e-mail, no Slack id, and not in a people file (--people)"
        for way in filter(None, said):
            user = way if _SLACK_ID.fullmatch(way) else people.by_email(self.db, self.workspace, way)
            why = self._unfit(user, way)
            if not why:
                return user, ""
        return None, why

    def _unfit(self, user: str | None, way: str) -> str:
        found = people.person(self.db, self.workspace, user) if user else None
        if found is None:
            return f"nobody in this workspace is {way}"
        kinds = {"an app": found.is_bot, "deactivated": found.deleted, "a guest": found.is_guest}
        return next((f"{way} is {kind}" for kind, applies in kinds.items() if applies), "")


def matches(db: Connection, workspace: str, people_file: str | None) -> Matches:
    given = dict(read_people(people_file)) if people_file else {}
    return Matches(db, workspace, given, registry.known_handles(db, workspace))


def read_people(text: str) -> Iterator[tuple[str, str]]:
    """(GitHub handle in lower case, Slack id or e-mail) of a YAML or CSV file."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    is_csv = bool(lines) and "," in lines[0] and ":" not in lines[0]
    pairs = list(_of_csv(lines) if is_csv else _of_yaml(load(text, "The people file")))
    if not pairs:
        raise UserError("The people file names nobody: it should have lines like octocat,octo@example.org.")
    for handle, who in pairs:
        yield handle.strip().lstrip("@").lower(), _who(who)


def _of_csv(lines: list[str]) -> Iterator[tuple[str, str]]:
    rows = csv.reader(io.StringIO("\n".join(lines)), skipinitialspace=True)
    for row in rows:
        if len(row) > 1 and row[0].strip().lower() != "github":
            yield row[0], row[1]


def _of_yaml(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        yield from ((str(handle), str(who)) for handle, who in found.items())
    for entry in found if isinstance(found, list) else []:
        who = isinstance(entry, dict) and (entry.get("slack") or entry.get("email"))
        if who and entry.get("github"):
            yield str(entry["github"]), str(who)


def _who(text: str) -> str:
    said = text.strip().strip("<>@")
    return said if _SLACK_ID.fullmatch(said) else said.lower()
